"""How a reader finds the way in a finished PDF: page sizes, bookmarks, and the places of a text."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.page_reading import opened


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; `level` from 0, `page` from 1."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page in fractions of its width and height, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Match:
    """One place of the text looked for; several boxes where it runs over the end of a line."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a PDF in points, (width, height) of each, and its bookmarks in order."""

    sizes: tuple[tuple[float, float], ...]
    bookmarks: tuple[Bookmark, ...]


def layout_of(data: bytes) -> Layout:
    """Page sizes and bookmarks, without drawing anything."""
    with opened(data) as document:
        sizes = tuple(document.get_page_size(index) for index in range(len(document)))
        return Layout(sizes, tuple(_bookmarks(document)))


def find_text(
    data: bytes, text: str, first: int, last: int, progress: Progress | None = None
) -> tuple[Match, ...]:
    """Where a text stands on pages `first` to `last` (from 1), in any case; blanks match any white space."""
    wanted = " ".join(text.split())
    if not wanted:
        return ()
    progress = progress or SilentProgress()
    found: list[Match] = []
    with opened(data) as document:
        for number in range(first, min(last, len(document)) + 1):
            progress.check()
            found.extend(_matches(document, number, wanted))
    return tuple(found)


def _matches(document: pypdfium2.PdfDocument, number: int, wanted: str) -> Iterator[Match]:
    page = document[number - 1]
    text_page = page.get_textpage()
    try:
        size = page.get_size()
        searcher = text_page.search(wanted)
        while (place := searcher.get_next()) is not None:
            rectangles = text_page.count_rects(*place)
            boxes = (_box(text_page.get_rect(index), size) for index in range(rectangles))
            yield Match(number, tuple(boxes))
        searcher.close()
    finally:
        text_page.close()
        page.close()


def _box(rectangle: tuple[float, float, float, float], size: tuple[float, float]) -> Box:
    """From points counted from the lower left corner."""
    (left, bottom, right, top), (width, height) = rectangle, size
    return Box(left / width, 1 - top / height, right / width, 1 - bottom / height)


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    for one in document.get_toc():
        destination = one.get_dest()
        index = destination.get_index() if destination is not None else None
        if index is not None:
            yield Bookmark(one.get_title(), one.level, index + 1)
