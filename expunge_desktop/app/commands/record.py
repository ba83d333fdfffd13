"""audit, selftest: can this workspace, and this program, be trusted?"""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import day_option, finish_verb, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_of, release_options, written_json, written_lines
from expunge_desktop.app.selftest import selftest
from expunge_desktop.app.terminal import show
from expunge_desktop.base.counted_words import many
from expunge_desktop.services import audit_checkpoint, audit_trail, audit_words
from expunge_desktop.services.audit_export import export_audit
from expunge_desktop.services.audit_judgement import Held
from expunge_desktop.services.audit_retention import drop_payloads
from expunge_desktop.services.audit_trail import AuditFilter, AuditLine, AuditVerification
from expunge_desktop.services.audit_verification import Verdict
from expunge_desktop.services.session import Session

_SHOWN = 50
EXIT_CODES = {Verdict.INTACT: 0, Verdict.BROKEN: 1, Verdict.ROWS_MISSING: 4}
_MARKS = {Held.AGREES: "ok  ", Held.LACKS: "LACK", Held.CONTRADICTS: "FAIL"}


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    audit = verbs.add_parser(
        "audit",
        help="verify the audit trail from its beginning; search it, write it out, write a checkpoint",
        description="Walks the audit trail from its first row, and compares it with everything that "
        "remembers what it once was: filings, backups, the key file, and the checkpoints and printed heads "
        "you give. Exit code 1 when a row is not as it was written; 4 when rows that a checkpoint or head "
        "saw are not here, and the trail says of itself that it goes on from a backup or a salvage.",
    )
    workspace_argument(audit)
    audit.add_argument(
        "--checkpoint", metavar="OUT", help="write a checkpoint to this new file, to be kept somewhere else"
    )
    audit.add_argument(
        "--against",
        nargs="+",
        default=[],
        metavar="FILE",
        help="compare with these checkpoints, or with the manifest.json of a printed filing",
    )
    audit.add_argument(
        "--head", nargs="+", default=[], metavar="HASH", help="compare with heads read from cover sheets"
    )
    audit.add_argument(
        "--list", action="store_true", help=f"show the newest rows, or of those asked for, {_SHOWN} at most"
    )
    day_option(audit, "--from", dest="since", help="show rows from this day on")
    day_option(audit, "--to", dest="until", help="show rows up to this day")
    audit.add_argument(
        "--of-user",
        action="append",
        default=[],
        metavar="NAME",
        help="show what this user did; may be given more than once",
    )
    audit.add_argument(
        "--verb",
        action="append",
        default=[],
        metavar="VERB",
        help="show rows of this verb, such as decide or view; may be given more than once",
    )
    audit.add_argument(
        "--text", default="", metavar="WORDS", help="show rows in which subject, user or content has this"
    )
    audit.add_argument(
        "--csv",
        metavar="OUT",
        help="write every row, or those asked for, to this new file; that is a release",
    )
    audit.add_argument(
        "--drop-payloads",
        action="store_true",
        help="drop what rows older than audit_years of the office file say; the rows themselves stay",
    )
    release_options(audit, goes_with="--csv")
    finish_verb(audit, _audit)

    test = verbs.add_parser(
        "selftest",
        help="fonts, plug-ins, crypto, migrations, law, a paper, the machine",
        description="Tries what the program needs on this machine, for real: a workspace, a paper, a window, "
        "file rights, memory dumps, sockets (docs/surroundings.md). Exit code 1 when something fails.",
    )
    test.add_argument(
        "workspace", metavar="WORKSPACE", nargs="?", help="a workspace whose place is looked at besides"
    )
    finish_verb(test, _selftest)


def _audit(arguments: Namespace) -> int:
    wanted = AuditFilter(
        since=arguments.since,
        until=arguments.until,
        actors=frozenset(arguments.of_user),
        verbs=frozenset(arguments.verb),
        text=arguments.text,
    )
    with opened(arguments) as session:
        report = audit_trail.verify(session, map(Path, arguments.against), arguments.head)
        lines, result = _verified(report)
        _read(session, arguments, wanted, lines, result)
        if report.is_intact:  # nothing is blessed and nothing dropped of a broken trail
            _keep(session, arguments, lines, result)
        elif arguments.checkpoint or arguments.drop_payloads:
            lines.append("Nothing else was done: no checkpoint was written, nothing dropped.")
    show(result, lines, as_json=arguments.json)
    return EXIT_CODES[report.verdict]


def _read(
    session: Session, arguments: Namespace, wanted: AuditFilter, lines: list[str], result: dict[str, Any]
) -> None:
    if arguments.list or wanted != AuditFilter():
        found = audit_trail.search(session, wanted, limit=_SHOWN)
        lines += ["", *(line for one in found for line in _lines(one))]
        lines += [] if found else ["No row is of that kind."]
        result["found"] = [_json(one) for one in found]
    if arguments.csv:
        written = export_audit(session, Path(arguments.csv), wanted, **release_of(arguments))
        lines += written_lines(written)
        result["csv"] = written_json(written)


def _keep(session: Session, arguments: Namespace, lines: list[str], result: dict[str, Any]) -> None:
    if arguments.drop_payloads:
        dropped = drop_payloads(session)
        rows = many(dropped.rows, "row")
        lines.append(f"What they said was dropped from {rows} of before {dropped.before[:10]}.")
        result["dropped"] = {"rows": dropped.rows, "before": dropped.before}
    if arguments.checkpoint:
        made = audit_checkpoint.export(session, Path(arguments.checkpoint))
        lines.append(f"Checkpoint of row {made.seq:,} written to {arguments.checkpoint}.")
        lines.append("Keep it where this workspace is not: with counsel, on paper, on another machine.")
        result["checkpoint"] = {"file": arguments.checkpoint, "seq": made.seq, "hash": made.hash}


def _verified(report: AuditVerification) -> tuple[list[str], dict[str, Any]]:
    lines = [f"{many(report.rows, 'row')}, chain intact, head {report.head}."]
    if report.first_broken is not None:
        lines = [f"The chain is broken at row {report.first_broken:,}: {report.reason}"]
        lines.append(audit_words.BROKEN_TO_DO)
    elif not report.is_intact:
        lines = [f"In their order as written: {many(report.rows, 'row')}, head {report.head}."]
        lines.append(audit_words.LACKING)
    if report.dropped:
        lines.append(
            f"{report.dropped:,} of them no longer tell what they said, by policy; a row lists them."
        )
    if report.lost:
        words = "rows were lost when the workspace was salvaged from a damaged file; a row lists them."
        lines.append(f"{report.lost:,} {words}")
    against = [
        one for one in report.compared if not one.is_kept or one.kind in ("checkpoint file", "manifest")
    ]
    against += [one for one in report.compared if one.is_kept and one.kind == "printed head"]
    lines += [f"{_MARKS[one.held]} {one.kind} {one.name}: {one.sentence}" for one in against]
    if report.verdict is Verdict.ROWS_MISSING:
        lines.append(f"What to do: {audit_words.WHAT_TO_DO}")
    result: dict[str, Any] = {
        "intact": report.is_intact,
        "verdict": report.verdict,
        "rows": report.rows,
        "head": report.head,
        "first_broken": report.first_broken,
        "reason": report.reason,
        "dropped": report.dropped,
        "lost": report.lost,
        "compared": [
            {
                "kind": one.kind,
                "name": one.name,
                "kept": one.is_kept,
                "held": one.held,
                "sentence": one.sentence,
            }
            for one in report.compared
        ],
    }
    return lines, result


def _lines(one: AuditLine) -> list[str]:
    said = one.payload if one.payload not in ("", "{}") else one.why_no_payload
    head = f"{one.seq:>6,}  {one.at[:19].replace('T', ' ')} UTC  {one.actor} {one.meaning} ({one.subject})"
    return [head, f"        {said}"] if said else [head]


def _json(one: AuditLine) -> dict[str, Any]:
    return {
        "seq": one.seq,
        "at": one.at,
        "user": one.actor,
        "verb": one.verb,
        "subject": one.subject,
        "payload": one.payload,
        "why_no_payload": one.why_no_payload,
        "hash": one.hash,
    }


def _selftest(arguments: Namespace) -> int:
    results = selftest(Path(arguments.workspace) if arguments.workspace else None)
    lines = [f"{'ok  ' if one.is_good else 'FAIL'} {one.name}: {one.sentence}" for one in results]
    is_good = all(one.is_good for one in results)
    show(
        {
            "good": is_good,
            "checks": [{"name": r.name, "good": r.is_good, "sentence": r.sentence} for r in results],
        },
        lines,
        as_json=arguments.json,
    )
    return 0 if is_good else 1
