"""packet: papers for the court, made and written."""

import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import finish_verb, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_of, release_options
from expunge_desktop.app.terminal import TerminalProgress, show
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services.make_filing import AS_PROFILE, GROUPS, make_filing
from expunge_desktop.services.masking import Export, masking_of
from expunge_desktop.services.packet_choice import PacketChoice, chosen, documents, require_documents
from expunge_desktop.services.print_papers import PrintedPaper, PrintedPapers, print_papers, require_folder
from expunge_desktop.services.release_filing import why_stale
from expunge_desktop.services.review import not_assessed

_NUMBERS_SHOWN = 10
_ON_REQUEST = [document for document, scope in documents().items() if scope == "on request"]


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    packet = verbs.add_parser(
        "packet",
        help="make the papers of a new filing, or reprint one",
        description="Makes a filing of every conviction that gets relief and writes its papers: motion, "
        "memorandum, declarations, order, schedule, notices (docs/papers.md). With --filing it prints one "
        "that is made: a draft until two people released it, then without the draft mark. Exit code 1 when a "
        "paper could not be printed; it is named. Writing papers is a release.",
    )
    workspace_argument(packet)
    packet.add_argument(
        "--out",
        required=True,
        metavar="DIR",
        help="a folder; each filing gets a new one inside, DIR/F0001, and one that is there is never touched",
    )
    packet.add_argument(
        "--only", default="", metavar="D1,D5,…", help="only these papers (default: those of every packet)"
    )
    packet.add_argument(
        "--with",
        dest="besides",
        default="",
        metavar="D7,D8,…",
        help=f"papers on request besides those of every packet ({', '.join(_ON_REQUEST)})",
    )
    packet.add_argument(
        "--split",
        action="store_true",
        help="write the papers of each case also as files of their own",
    )
    packet.add_argument("--archive", action="store_true", help="write every PDF in archive form (PDF/A-2b)")
    packet.add_argument(
        "--group",
        choices=GROUPS,
        default=AS_PROFILE,
        help="make a filing for each of these (default: as the court profile says)",
    )
    packet.add_argument(
        "--profile", default="", metavar="NAME", help="a court profile (default: that of the office's county)"
    )
    packet.add_argument("--filing", metavar="ID", help="reprint this filing instead of making a new one")
    release_options(packet, has_person=True)
    finish_verb(packet, _packet)


def _packet(arguments: Namespace) -> int:
    only = chosen(arguments.only)
    if arguments.filing and (arguments.group or arguments.profile):
        arguments.parser_error(
            "--filing reprints a filing as it was made; --group and --profile are for new ones"
        )
    release = release_of(arguments) | {"person": arguments.person}
    if arguments.person and not masking_of(release["kind"], Export.PAPERS).only_of_one:
        arguments.parser_error(
            "--person goes with --recipient-kind defense; for others the papers of a filing are not narrowed"
        )
    choice = PacketChoice(
        only or None, chosen(arguments.besides), is_split=arguments.split, is_archive=arguments.archive
    )
    require_documents(choice)
    out = Path(arguments.out)
    printed: list[PrintedPapers] = []
    stale: dict[str, str] = {}
    with opened(arguments) as session, TerminalProgress("Printing") as progress:
        require_folder(out)
        if arguments.filing:
            ids = [arguments.filing]
            stale[arguments.filing] = why_stale(session, arguments.filing, progress)
        else:
            made = make_filing(session, group=arguments.group, profile=arguments.profile, progress=progress)
            ids = [one.id for one in made]
        for filing_id in ids:
            try:
                printed.append(
                    print_papers(
                        session,
                        filing_id,
                        out,
                        choice=choice,
                        **release,
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
    lines = [
        f"NOT IN THESE PAPERS: {many(waiting, 'conviction')} imported after the assessment. Assess again."
    ]
    lines = lines if waiting else []
    for one in printed:
        lines += _lines(one, stale.get(one.filing_id, ""))
    result = {
        "not_assessed": waiting,
        "filings": [_as_json(one, stale.get(one.filing_id, "")) for one in printed],
    }
    show(result, lines, as_json=arguments.json)
    return 1 if any(one.not_printed for one in printed) else 0


def _lines(one: PrintedPapers, stale: str) -> list[str]:
    size = f"{many(one.rows, 'conviction')}, {one.undecided:,} undecided"
    lines = [f"Filing {one.filing_id} ({one.status}), {size}"]
    if stale:
        lines.append(f"  STALE: {stale}")
    if one.waiting:
        lines.append(f"  FACTS WAIT: {one.waiting} Assess, and make a new filing.")
    lines += [f"  note: {note}" for note in (*one.notes, one.supplied) if note]
    if one.unmatched:
        numbers = ", ".join(f"{number:,}" for number in one.unmatched[:_NUMBERS_SHOWN])
        more = ", …" if len(one.unmatched) > _NUMBERS_SHOWN else ""
        lines.append(
            f"  note: {many(len(one.unmatched), 'row')} with a case number that the court profile does not "
            f"know: row {numbers}{more}"
        )
    lines += _paper_lines(one)
    lines += [f"  not printed: {it.document} {it.title}: {it.sentence}" for it in one.not_printed]
    lines += [f"  withheld: {it.document} {it.title}: {it.sentence}" for it in one.withheld]
    lines += [f"  none here: {it.document} {it.title}: {it.sentence}" for it in one.not_applicable]
    return lines


def _paper_lines(one: PrintedPapers) -> list[str]:
    """A line for each file; of files by the thousand one line for their folder."""
    lines: list[str] = []
    folders: dict[Path, list[PrintedPaper]] = {}
    for paper in one.papers:
        if paper.path.parent != one.folder:
            folders.setdefault(paper.path.parent, []).append(paper)
        else:
            extent = f"  {many(paper.pages, 'page')}" if paper.pages else ""
            lines.append(f"  {paper.path}{extent}")
    for folder, papers in folders.items():
        pages = many(sum(paper.pages for paper in papers), "page")
        lines.append(f"  {folder}{os.sep}  {many(len(papers), 'file')}, {pages}")
    return lines


def _as_json(one: PrintedPapers, stale: str) -> dict[str, Any]:
    return {
        "id": one.filing_id,
        "status": one.status,
        "rows": one.rows,
        "undecided": one.undecided,
        "supplied": one.supplied,
        "stale": stale,
        "facts_waiting": one.waiting,
        "folder": str(one.folder),
        "papers": [
            {"document": p.document, "path": str(p.path), "pages": p.pages, "sha256": p.sha256}
            for p in one.papers
        ],
        "not_printed": [{"document": m.document, "why": m.sentence} for m in one.not_printed],
        "not_applicable": [{"document": m.document, "why": m.sentence} for m in one.not_applicable],
        "withheld": [{"document": m.document, "title": m.title, "why": m.sentence} for m in one.withheld],
        "unmatched_rows": list(one.unmatched),
        "notes": list(one.notes),
    }


def _made(ids: list[str]) -> str:
    return f"Filing {ids[0]} is made" if len(ids) == 1 else f"Filings {ids[0]} to {ids[-1]} are made"
