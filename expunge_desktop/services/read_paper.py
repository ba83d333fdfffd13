"""Reading one finished paper on screen: its pages as pixels, its bookmarks, the places of a text."""

from dataclasses import dataclass

from expunge_desktop.base.progress import Progress
from expunge_desktop.documents import navigation, raster
from expunge_desktop.documents.navigation import Bookmark, Box, Layout, Match
from expunge_desktop.documents.raster import PageImage

__all__ = [
    "Bookmark", "Box", "Layout", "Match", "PageImage", "PreviewPaper", "find_text", "layout_of", "page_image",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PreviewPaper:
    """One PDF in memory, as it would be printed now; `file` is the name it would be saved under."""

    document: str
    file: str
    title: str
    pages: int
    content: bytes


def layout_of(paper: PreviewPaper) -> Layout:
    """Page sizes in points and bookmarks."""
    return navigation.layout_of(paper.content)


def page_image(paper: PreviewPaper, page: int, dots_per_inch: float) -> PageImage:
    """Page `page` (from 1) as pixels. Raises IndexError when there is no such page."""
    return raster.page_image(paper.content, page - 1, dots_per_inch)


def find_text(
    paper: PreviewPaper, text: str, first: int, last: int, progress: Progress | None = None
) -> tuple[Match, ...]:
    """Where a text stands on pages `first` to `last`; over thousands of pages, ask for some at a time."""
    return navigation.find_text(paper.content, text, first, last, progress)
