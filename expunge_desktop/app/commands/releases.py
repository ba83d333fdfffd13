"""releases: the log of everything that left the workspace (Penal Code 11078)."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import day_option, finish_verb, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import (
    KINDS,
    release_of,
    release_options,
    written_json,
    written_lines,
)
from expunge_desktop.app.terminal import show, table
from expunge_desktop.base.counted_words import many
from expunge_desktop.services.masking import Export, kinds, masking_of
from expunge_desktop.services.release_export import export_releases
from expunge_desktop.services.release_log import Release, count, search
from expunge_desktop.store.exports import ReleaseFilter

_SHOWN = 50


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    log = verbs.add_parser(
        "releases",
        help="who was given what, when and what for; or what each kind of recipient may be given",
        description="Shows the release log: every file written and every paper printed, with its recipient "
        "and purpose. With --rules it shows what is withheld from whom instead.",
    )
    workspace_argument(log)
    day_option(log, "--from", dest="since", help="show releases from this day on")
    day_option(log, "--to", dest="until", help="show releases up to this day")
    log.add_argument("--of-user", default="", metavar="NAME", help="show what this user gave out")
    log.add_argument(
        "--kind",
        choices=tuple(KINDS),
        metavar="KIND",
        help=f"show what this kind of recipient was given: {', '.join(KINDS)}",
    )
    log.add_argument(
        "--text",
        default="",
        metavar="WORDS",
        help="show rows in which recipient, purpose, export or file has this",
    )
    log.add_argument("--csv", metavar="OUT", help="write these rows to this new file; that is a release too")
    log.add_argument("--rules", action="store_true", help="show what each kind of recipient may be given")
    release_options(log, goes_with="--csv")
    finish_verb(log, _releases)


def _releases(arguments: Namespace) -> int:
    wanted = ReleaseFilter(
        since=str(arguments.since or ""),
        until=str(arguments.until or ""),
        actor=arguments.of_user,
        kind=KINDS[arguments.kind].value if arguments.kind else "",
        text=arguments.text,
    )
    with opened(arguments) as session:
        if arguments.rules:
            show(_rules_json(), _rules_lines(), as_json=arguments.json)
            return 0
        total = count(session, wanted)
        rows = search(session, wanted, limit=None if arguments.json else _SHOWN)
        written = None
        if arguments.csv:
            written = export_releases(session, Path(arguments.csv), wanted, **release_of(arguments))
    nothing = (
        "Nothing has left the workspace." if wanted == ReleaseFilter() else "No release is of that kind."
    )
    lines = [line for row in rows for line in _lines(row)] or [nothing]
    if total > len(rows):
        lines.append(f"… and {total - len(rows):,} before these; --csv OUT writes them all.")
    result: dict[str, Any] = {"total": total, "releases": [_json(row) for row in rows]}
    if written:
        lines += ["", *written_lines(written)]
        result["csv"] = written_json(written)
    show(result, lines, as_json=arguments.json)
    return 0


def _lines(row: Release) -> list[str]:
    kind = f" ({row.kind})" if row.kind else " (kind not asked at that time)"
    lines = [
        f"{row.at[:16].replace('T', ' ')} UTC  {row.actor}  {row.what}, {many(row.rows, 'row')}",
        f"    to {row.recipient}{kind}, for {row.purpose}",
    ]
    if row.withheld:
        lines.append(f"    withheld: {', '.join(row.withheld)}")
    where = f"    {', '.join(row.files)}  " if row.files else "    "
    return [*lines, f"{where}SHA-256 {row.sha256}"]


def _json(row: Release) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": row.at,
        "user": row.actor,
        "what": row.what,
        "recipient": row.recipient,
        "recipient_kind": row.kind or None,
        "purpose": row.purpose,
        "rows": row.rows,
        "withheld": list(row.withheld),
        "files": list(row.files),
        "sha256": row.sha256,
    }


def _rules_lines() -> list[str]:
    lines: list[str] = []
    for info in kinds():
        lines += [f"{info.kind}: {info.means}", f"  {info.citation} (confidence {info.confidence})"]
        rows = [(export.value, masking_of(info.kind, export).in_words) for export in Export]
        lines += [f"  {line}" for line in table(("export", "what goes out"), rows)] + [""]
    return lines[:-1]


def _rules_json() -> dict[str, Any]:
    return {
        info.kind.value: {
            "means": info.means,
            "citation": info.citation,
            "confidence": info.confidence,
            "exports": {
                export.value: {
                    "refused": masking_of(info.kind, export).refusal or None,
                    "of_one_person": masking_of(info.kind, export).is_of_one_person,
                    "withheld": list(masking_of(info.kind, export).withheld),
                }
                for export in Export
            },
        }
        for info in kinds()
    }
