"""import, problems, ledger: what came in, and the proof that nothing was lost."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import day_option, finish_verb, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_of, release_options, written_json, written_lines
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.base.counted_words import many
from expunge_desktop.services import problems as problem_service
from expunge_desktop.services.import_batch import ImportSummary, import_batch
from expunge_desktop.services.ledger import Ledger, ledger

_SET_ASIDE_SHOWN = 20
_NOT_ASSESSED = "not assessed yet"


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    imported = verbs.add_parser(
        "import",
        help="import one or more files as one batch, all or nothing",
        description="Reads the files as they were delivered and keeps every row. Lines that cannot be "
        "read are set aside alone, by file and line. Files that belong together are imported at once: people "
        "are told apart within one import. Exit code 1 when a file was imported already or nothing in it can "
        "be read; then nothing is kept.",
    )
    workspace_argument(imported)
    imported.add_argument("files", nargs="+", metavar="FILE", help="a delivery, CSV file or workbook (.xlsx)")
    imported.add_argument(
        "--layout",
        default="auto",
        metavar="LAYOUT",
        help="what the files are: doj, case-list, the name of a saved mapping of headings, or auto, which "
        "decides by their content (default: auto)",
    )
    day_option(
        imported,
        "--received-on",
        help="the day the office received the files, for the analyst's declaration",
    )
    imported.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")
    finish_verb(imported, _import)

    found = verbs.add_parser(
        "problems",
        help="what could not be read or needs a look, by kind",
        description="Counts the problems of what was imported, by kind (docs/problems.md). With --csv it "
        "writes each of them with file and line; that is a release.",
    )
    workspace_argument(found)
    found.add_argument("--csv", metavar="OUT", help="write every problem and set-aside line to this new file")
    release_options(found, goes_with="--csv")
    finish_verb(found, _problems)

    proof = verbs.add_parser(
        "ledger",
        help="lines = header + imported + set aside; outcomes of every conviction",
        description="Proves that nothing was lost: of every file, lines = header + imported + set aside; of "
        "every conviction, one outcome (docs/ledger.md). Exit code 1 when it does not balance.",
    )
    workspace_argument(proof)
    finish_verb(proof, _ledger)


def _import(arguments: Namespace) -> int:
    with opened(arguments) as session, TerminalProgress("Import") as progress:
        summary = import_batch(
            session,
            [Path(name) for name in arguments.files],
            layout=arguments.layout,
            received_on=arguments.received_on,
            progress=progress,
            dry_run=arguments.dry_run,
        )
    show(_summary_json(summary), _summary_lines(summary, is_dry=arguments.dry_run), as_json=arguments.json)
    return 0


def _summary_json(summary: ImportSummary) -> dict[str, Any]:
    return {
        "layout": summary.layout,
        "files": [_file_json(line) for line in summary.files],
        "people": summary.people,
        "counts": summary.counts,
        "under_review": summary.under_review,
        "figures": dict(summary.figures),
        "problems": dict(summary.problems),
        "sealed_again": summary.sealed_again,
        "may_be_sealed": summary.may_be_sealed,
        "set_aside": [
            {"file": row.file, "line": row.line, "kind": row.kind, "sentence": row.sentence}
            for row in summary.set_aside
        ],
    }


def _file_json(line: Any) -> dict[str, Any]:
    return {
        "file": line.file,
        "sha256": line.sha256,
        "lines": line.lines,
        "header": line.header,
        "imported": line.imported,
        "set_aside": line.set_aside,
        "duplicates": line.duplicates,
    }


def _ledger_table(files: Any) -> list[str]:
    rows = [(f.file, f.lines, f.header, f.imported, f.set_aside, f.duplicates) for f in files]
    return table(("file", "lines", "header", "imported", "set aside", "of these repeats"), rows)


def _summary_lines(summary: ImportSummary, *, is_dry: bool) -> list[str]:
    lines = ["Dry run: nothing was kept."] if is_dry else []
    lines += _ledger_table(summary.files)
    lines.append("")
    if summary.layout == "case-list":
        lines.append("Read as a case list, one row per count.")
    lines.append(
        f"{many(summary.people, 'person')}, {many(summary.counts, 'count')}, "
        f"{many(summary.under_review, 'conviction')} under review."
    )
    lines.append(
        f"{many(summary.figures['convictions'], 'conviction')} in all, "
        f"{summary.figures['cannabis_convictions_in_county']:,} of them under HS 11357–11360 in the county "
        f"({many(summary.figures['cannabis_felonies_in_county'], 'felony')}); "
        f"{many(summary.figures['deceased'], 'person')} deceased."
    )
    if summary.sealed_again:
        lines.append(
            f"{many(summary.sealed_again, 'conviction')} the court has sealed came again: sealed too."
        )
    if summary.may_be_sealed:
        lines.append(
            f"Hidden, because the court may have sealed it: {many(summary.may_be_sealed, 'conviction')} that "
            "came again; a supervisor says (`retention … sealed --doubtful`)."
        )
    if summary.set_aside:
        lines.append("")
        lines.append(f"{many(summary.set_aside_total, 'line')} set aside:")
        shown = summary.set_aside[:_SET_ASIDE_SHOWN]
        lines += [f"  {row.file}, line {row.line}: {row.sentence}" for row in shown]
        if summary.set_aside_total > len(shown):
            lines.append(
                f"  … and {summary.set_aside_total - len(shown):,} more: `problems --csv OUT` lists them."
            )
    if summary.problems:
        lines.append("")
        lines.append("Problems to look at (the rows are kept):")
        lines += table(
            ("kind", "rows", "meaning"),
            [(kind, n, problem_service.meaning(kind)) for kind, n in sorted(summary.problems.items())],
        )
    return lines


def _problems(arguments: Namespace) -> int:
    with opened(arguments) as session:
        by_kind = problem_service.problems_by_kind(session)
        written = None
        if arguments.csv:
            written = problem_service.export_problems(session, Path(arguments.csv), **release_of(arguments))
        lines = (
            table(
                ("kind", "rows", "meaning"), [(k, n, problem_service.meaning(k)) for k, n in by_kind.items()]
            )
            if by_kind
            else ["No problems in what was imported."]
        )
        if written:
            lines += ["", *written_lines(written)]
        result = {"problems": by_kind, "written": written.rows if written else 0}
        show(result | ({"csv": written_json(written)} if written else {}), lines, as_json=arguments.json)
    return 0


def _ledger(arguments: Namespace) -> int:
    with opened(arguments) as session:
        found = ledger(session)
    show(_ledger_json(found), _ledger_lines(found), as_json=arguments.json)
    return 0 if found.is_balanced else 1


def _ledger_json(found: Ledger) -> dict[str, Any]:
    return {
        "balanced": found.is_balanced,
        "batches": [
            {
                "id": batch.id,
                "layout": batch.layout,
                "county": batch.county,
                "imported_at": batch.imported_at,
                "people": batch.people,
                "counts": batch.counts,
                "under_review": batch.under_review,
                "problems": batch.problems,
                "files": [_file_json(line) for line in batch.files],
            }
            for batch in found.batches
        ],
        "people": found.people,
        "counts": found.counts,
        "under_review": found.under_review,
        "outcomes": dict(_outcome_rows(found)[:-1]),
        "decided": found.decided,
        "undecided": found.undecided,
        "sealed": found.sealed,
        "in_doubt": found.in_doubt,
        "destroyed": found.destroyed,
        "destruction_overdue": found.overdue,
    }


def _ledger_lines(found: Ledger) -> list[str]:
    lines: list[str] = []
    for batch in found.batches:
        lines.append(
            f"Batch {batch.id}, imported {batch.imported_at[:16].replace('T', ' ')} "
            f"UTC by {batch.imported_by}"
        )
        lines += [f"  {line}" for line in _ledger_table(batch.files)]
        lines.append(
            f"  {many(batch.people, 'person')}, {many(batch.counts, 'count')}, "
            f"{many(batch.under_review, 'conviction')} under review, "
            f"{many(batch.problems, 'problem')}"
        )
        lines.append("")
    if not found.batches:
        lines += ["Nothing has been imported.", ""]
    if found.assessment:
        info = found.assessment
        lines.append(f"Outcomes under {info.policy_name} (version {info.policy_version}) as of {info.as_of}:")
        lines += [f"  {line}" for line in table(("outcome", "convictions"), _outcome_rows(found))]
        lines.append(f"  decided by an attorney {found.decided:,}, undecided {found.undecided:,}")
    elif found.batches:
        lines.append("Nothing has been assessed.")
    if found.sealed or found.destroyed:
        lines.append(
            f"Sealed by the court {found.sealed:,}, destroyed {found.destroyed:,}; in no outcome above."
        )
    if found.in_doubt:
        lines.append(
            f"May be sealed ones delivered again {found.in_doubt:,}; hidden and in no outcome above "
            "(`retention … sealed --doubtful`)."
        )
    if found.overdue:
        lines.append(f"Overdue for destruction by HS 11361.5, unconfirmed: {found.overdue:,} (`retention`).")
    if lines[-1]:
        lines.append("")
    lines.append("The ledger balances." if found.is_balanced else "THE LEDGER DOES NOT BALANCE.")
    return lines


def _outcome_rows(found: Ledger) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = [
        (choice.value or _NOT_ASSESSED, choice.count) for choice in found.final_outcomes
    ]
    return [*sorted(rows), ("total", sum(row[1] for row in rows))]
