"""evidence: the documents attached to the decisions on a conviction, listed, or one written to a file."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import finish_verb, workspace_argument
from expunge_desktop.app.chosen_count import chosen_count, count_options
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_of, release_options
from expunge_desktop.app.terminal import show
from expunge_desktop.base.counted_words import many
from expunge_desktop.services.attached_documents import AttachedDocument, attached_documents, document_meant
from expunge_desktop.services.evidence import save_evidence
from expunge_desktop.services.session import Session

Result = tuple[dict[str, Any], list[str]]


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    papers = verbs.add_parser(
        "evidence",
        help="the documents attached to a challenge: list them, or write one to a file",
        description="Lists the documents attached to the decisions on one conviction, with their pages and "
        "SHA-256. With --pdf it writes one of them, byte by byte as it was attached; that is a release. "
        "`decide` attaches them; the window shows them under the decision.",
    )
    workspace_argument(papers)
    count_options(papers)
    papers.add_argument(
        "--document",
        metavar="WHICH",
        help="with --pdf: its number in the list, or its SHA-256; needed where several are attached",
    )
    papers.add_argument("--pdf", metavar="OUT", help="write the document to this new file")
    release_options(papers, goes_with="--pdf")
    finish_verb(papers, _evidence)


def _evidence(arguments: Namespace) -> int:
    if arguments.pdf == "":
        arguments.parser_error("--pdf needs the name of a new file")
    if arguments.document is not None and arguments.pdf is None:
        arguments.parser_error("--document goes with --pdf OUT; without it all are listed")
    with opened(arguments) as session:
        conviction_id, _ = chosen_count(session, arguments)
        found = attached_documents(session, conviction_id)
        if arguments.pdf:
            result, lines = _written(session, arguments, document_meant(found, arguments.document))
        else:
            result = {"conviction": conviction_id, "documents": [asdict(one) for one in found]}
            lines = [line for one in found for line in _lines(one)] or ["No document is attached."]
    show(result, lines, as_json=arguments.json)
    return 0


def _lines(one: AttachedDocument) -> list[str]:
    return [
        f"{one.number}. {_in_one_line(one.name)}, {many(one.pages, 'page')}; {one.action} of "
        f"{one.decided_at[:10]}, {one.decided_by}: {_in_one_line(one.reason)}",
        f"   SHA-256 {one.sha256}",
    ]


def _in_one_line(words: str) -> str:
    """A line break in a name or reason must not look like another document of the list."""
    return " ".join(words.split())


def _written(session: Session, arguments: Namespace, one: AttachedDocument) -> Result:
    path = Path(arguments.pdf)
    save_evidence(session, one.sha256, path, **release_of(arguments))
    result = {"file": str(path), "pages": one.pages, "sha256": one.sha256}
    return result, [f"{many(one.pages, 'page')} written to {path}.", f"SHA-256 {one.sha256}"]
