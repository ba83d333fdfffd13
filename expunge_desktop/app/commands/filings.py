"""packet, preflight, release, filing: papers for the court."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import finish_verb
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_options
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.documents.wording import many
from expunge_desktop.services.check_papers import check_papers
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.paper_set import require_documents
from expunge_desktop.services.print_papers import PrintedPapers, print_papers, require_folder
from expunge_desktop.services.release_filing import list_filings, release, why_stale
from expunge_desktop.services.review import not_assessed


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    packet = verbs.add_parser("packet", help="make the papers of a new filing, or reprint one")
    packet.add_argument("workspace", metavar="WORKSPACE")
    packet.add_argument(
        "--out", required=True, metavar="DIR", help="a folder; each filing gets its own inside"
    )
    packet.add_argument("--only", default="", metavar="D1,D5,…", help="only these papers")
    packet.add_argument("--group", choices=("court", "agency", "none"), default="none")
    packet.add_argument("--filing", metavar="ID", help="reprint this filing instead of making a new one")
    release_options(packet)
    finish_verb(packet, _packet)

    check = verbs.add_parser(
        "preflight", help="read finished PDFs back and check them against the court rules"
    )
    check.add_argument("files", nargs="+", metavar="FILE.pdf")
    finish_verb(check, _preflight)

    out = verbs.add_parser("release", help="release a filing: once by the preparer, once by another attorney")
    out.add_argument("workspace", metavar="WORKSPACE")
    out.add_argument("filing", metavar="FILING")
    finish_verb(out, _release)

    listing = verbs.add_parser("filing", help="list the filings and how far each is")
    listing.add_argument("workspace", metavar="WORKSPACE")
    listing.add_argument("action", choices=("list",), nargs="?", default="list")
    finish_verb(listing, _filing)


def _packet(arguments: Namespace) -> int:
    only = frozenset(part.strip().upper() for part in arguments.only.split(",") if part.strip())
    if arguments.filing and arguments.group != "none":
        arguments.parser_error("--filing reprints a filing as it was made; --group is for new ones")
    require_documents(only or None)
    out = Path(arguments.out)
    printed: list[PrintedPapers] = []
    stale: dict[str, str] = {}
    with opened(arguments) as session, TerminalProgress("Printing") as progress:
        require_folder(out)
        if arguments.filing:
            ids = [arguments.filing]
            stale[arguments.filing] = why_stale(session, arguments.filing, progress)
        else:
            ids = [made.id for made in make_filing(session, group=arguments.group, progress=progress)]
        for filing_id in ids:
            try:
                printed.append(
                    print_papers(
                        session,
                        filing_id,
                        out,
                        only=only or None,
                        recipient=arguments.recipient,
                        purpose=arguments.purpose,
                        progress=progress,
                    )
                )
            except ExpungeError as error:
                if not arguments.filing:
                    error.advice += (
                        f" {_made(ids)}: `packet {arguments.workspace} --filing ID --out DIR` prints."
                    )
                raise
        waiting = 0 if arguments.filing else not_assessed(session)
    lines: list[str] = []
    if waiting:
        lines.append(
            f"NOT IN THESE PAPERS: {many(waiting, 'conviction')} imported after the assessment. Assess again."
        )
    for one in printed:
        lines.append(
            f"Filing {one.filing_id} ({one.status}), {one.rows:,} convictions, {one.undecided:,} undecided"
        )
        if stale.get(one.filing_id):
            lines.append(f"  STALE: {stale[one.filing_id]}")
        lines += [
            f"  {paper.path}  {many(paper.pages, 'page')}" if paper.pages else f"  {paper.path}"
            for paper in one.papers
        ]
        lines += [f"  not printed: {missing.title}: {missing.sentence}" for missing in one.not_printed]
    result = {
        "not_assessed": waiting,
        "filings": [
            {
                "id": one.filing_id,
                "status": one.status,
                "rows": one.rows,
                "undecided": one.undecided,
                "stale": stale.get(one.filing_id, ""),
                "folder": str(one.folder),
                "papers": [
                    {"document": p.document, "path": str(p.path), "pages": p.pages, "sha256": p.sha256}
                    for p in one.papers
                ],
                "not_printed": [{"document": m.document, "why": m.sentence} for m in one.not_printed],
            }
            for one in printed
        ],
    }
    show(result, lines, as_json=arguments.json)
    return 1 if any(one.not_printed for one in printed) else 0


def _made(ids: list[str]) -> str:
    return f"Filing {ids[0]} is made" if len(ids) == 1 else f"Filings {ids[0]} to {ids[-1]} are made"


def _preflight(arguments: Namespace) -> int:
    reports = [check_papers(Path(name)) for name in arguments.files]
    lines: list[str] = []
    for report in reports:
        found = (
            many(len(report.errors), "error"),
            many(len(report.warnings), "warning"),
            many(report.pages, "page"),
        )
        lines.append(f"{report.path}: {', '.join(found)}")
        lines += [f"  {one.severity}: {one.sentence}  [{one.rule}]" for one in report.findings]
    result = {
        "files": [
            {
                "file": str(report.path),
                "pages": report.pages,
                "findings": [
                    {"severity": f.severity, "rule": f.rule, "sentence": f.sentence} for f in report.findings
                ],
            }
            for report in reports
        ]
    }
    show(result, lines, as_json=arguments.json)
    return 1 if any(report.errors for report in reports) else 0


def _release(arguments: Namespace) -> int:
    with opened(arguments) as session, TerminalProgress("Release") as progress:
        done = release(session, arguments.filing, progress=progress)
    said = (
        f"{arguments.filing} released by {done.prepared_by} and {done.approved_by}; "
        "reprint it without the draft "
        f"mark: `packet {arguments.workspace} --filing {arguments.filing} --out DIR`."
        if done.is_released
        else f"{arguments.filing} is prepared by {done.prepared_by}; "
        "another supervising attorney must release it."
    )
    show(
        {
            "filing": arguments.filing,
            "released": done.is_released,
            "prepared_by": done.prepared_by,
            "approved_by": done.approved_by,
        },
        [said],
        as_json=arguments.json,
    )
    return 0


def _filing(arguments: Namespace) -> int:
    with opened(arguments) as session:
        found = list_filings(session)
    rows = [(f.id, f.status, f.rows, f.made_at[:10], f.prepared_by, f.approved_by) for f in found]
    lines = table(("filing", "status", "convictions", "made", "prepared by", "approved by"), rows)
    result = {"filings": [dict(zip(("id", "status", "rows", "made"), row[:4], strict=True)) for row in rows]}
    show(result, lines if rows else ["No filings yet."], as_json=arguments.json)
    return 0
