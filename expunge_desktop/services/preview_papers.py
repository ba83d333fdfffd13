"""The papers of a filing in memory, page by page as pixels: the window's preview writes no file."""

from dataclasses import dataclass

from expunge_desktop.base.progress import Progress
from expunge_desktop.documents import raster
from expunge_desktop.documents.manifest import MissingPaper
from expunge_desktop.documents.raster import PageImage
from expunge_desktop.services.packet_choice import EVERY_PAPER, PacketChoice
from expunge_desktop.services.paper_set import paper_set
from expunge_desktop.services.session import Session

__all__ = ["MissingPaper", "PageImage", "Preview", "PreviewPaper", "page_image", "preview"]


@dataclass(frozen=True, slots=True)
class PreviewPaper:
    """One PDF of a filing, with its content."""

    document: str
    file: str
    title: str
    pages: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Preview:
    """Every paper that can be read on screen, and those that could not be made, with why."""

    filing_id: str
    papers: tuple[PreviewPaper, ...]
    not_printed: tuple[MissingPaper, ...]
    not_applicable: tuple[MissingPaper, ...] = ()


def preview(
    session: Session,
    filing_id: str,
    progress: Progress | None = None,
    *,
    choice: PacketChoice = EVERY_PAPER,
) -> Preview:
    """The PDFs of a filing, exactly as they would be printed now.

    Raises AnswerIsNoError when there is no such filing or the user may not see it.
    """
    papers = paper_set(session, filing_id, choice=choice, progress=progress)
    return Preview(
        filing_id,
        tuple(
            PreviewPaper(
                one.entry.document,
                one.entry.file,
                one.entry.title[:1].upper() + one.entry.title[1:],
                one.entry.pages,
                one.data,
            )
            for one in papers.papers
            if one.entry.pages
        ),
        papers.manifest.not_printed,
        papers.manifest.not_applicable,
    )


def page_image(paper: PreviewPaper, page: int, dots_per_inch: float) -> PageImage:
    """Page `page` (from 1) as pixels. Raises IndexError when there is no such page."""
    return raster.page_image(paper.content, page - 1, dots_per_inch)
