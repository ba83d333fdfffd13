"""One paper of an invented filing, made as a packet makes it."""

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.papers.catalog import Paper, make_papers, wanted
from expunge_desktop.documents.papers.recipe import PaperOrder


def files_of(filing: Filing, document: str, *, is_released: bool = False) -> tuple[Paper, ...]:
    """Every file of one document, D1 …"""
    made = make_papers(PaperOrder(filing, is_released), wanted(frozenset({document})))
    assert not made.missing, made.missing
    return made.papers


def pdf_of(filing: Filing, document: str, *, is_released: bool = False) -> bytes:
    """The first file of one document."""
    return files_of(filing, document, is_released=is_released)[0].data
