"""Finished papers to PDF: one paper, many in one file, or each of many in a file of its own.

All papers of a `PaperSet` share their faces, encoded once; a page is compressed once and stands, as it is, in
the file of all and in that of its own paper. The bytes depend on nothing but the papers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.content import ContentWriter
from expunge_desktop.documents.typeset.embedding import EmbeddedFaces
from expunge_desktop.documents.typeset.furniture import Furniture
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.outline import OutlineEntry, write_outline
from expunge_desktop.documents.typeset.page import Page
from expunge_desktop.documents.typeset.pdf_objects import PdfObjects, compressed, stream, text_string
from expunge_desktop.documents.typeset.pleading import PleadingPaper

CREATOR = "Expunge Desktop"
_RULE_WIDTH = 0.75
_PAGE_LEVEL = 3  # half the time of level 6, a twentieth more bytes
_KIDS = 64  # pages or nodes below a node of the page tree


@dataclass(frozen=True, slots=True)
class FinishedPaper:
    """A paper whose pages are written: its mark, the title of its bookmark, its pages and headings."""

    mark: PaperMark
    title: str
    contents: tuple[bytes, ...]
    headings: tuple[OutlineEntry, ...]


class PaperSet:
    """Papers to be written together or apart. Add them first, then write."""

    def __init__(self, furniture: Furniture) -> None:
        self._furniture = furniture
        self._faces = EmbeddedFaces()
        self._writer = ContentWriter(self._faces)
        self._frames: dict[tuple[str, bool], str] = {}
        self._shared: tuple[PdfObjects, int] | None = None
        self.papers: list[FinishedPaper] = []

    def add(self, paper: PleadingPaper, mark: PaperMark, title: str) -> None:
        """Write the pages of a paper, numbered from 1; nothing may be added to it afterwards."""
        paper.finish()
        self._shared = None
        total = len(paper.pages)
        key = (mark.footer, mark.is_released)
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._writer.frame(self._furniture.frame(*key))
        contents = []
        headings = []
        for number, page in enumerate(paper.pages, start=1):
            contents.append(compressed(self._content(page, frame, mark, number, total), _PAGE_LEVEL))
            headings += [OutlineEntry(text, number - 1, y, level) for text, y, level in page.bookmarks]
        self.papers.append(FinishedPaper(mark, title, tuple(contents), tuple(headings)))

    def merged(self, mark: PaperMark, *, has_headings: bool = False) -> bytes:
        """One file of all papers, with a bookmark for each, and for their headings when asked for."""
        return self._file(self.papers, mark, has_headings=has_headings)

    def volumes(self, mark: PaperMark, most_pages: int) -> Iterator[tuple[Sequence[FinishedPaper], bytes]]:
        """Files of whole papers with no more pages each (0: one file); a longer paper stands alone."""
        for papers in _bound(self.papers, most_pages):
            yield papers, self._file(papers, mark, has_headings=False)

    def singles(self) -> Iterator[bytes]:
        """One file for each paper, in their order."""
        for paper in self.papers:
            yield self._file((paper,), paper.mark, has_headings=True)

    def _content(self, page: Page, frame: str, mark: PaperMark, number: int, total: int) -> bytes:
        writer = self._writer
        parts = [
            frame,
            *writer.rules(page.rules, _RULE_WIDTH),
            "BT",
            *writer.text((*self._furniture.place(mark, number, total), *page.pieces)),
            "ET",
        ]
        return "\n".join(parts).encode("latin-1")

    def _file(self, papers: Sequence[FinishedPaper], mark: PaperMark, *, has_headings: bool) -> bytes:
        if self._shared is None:
            shared = PdfObjects()
            self._shared = (shared, self._faces.write(shared))
        shared, resources = self._shared
        objects = PdfObjects(shared)
        contents = [objects.add(stream(content)) for paper in papers for content in paper.contents]
        root, pages = _write_pages(objects, contents, resources)
        entries: list[OutlineEntry] = []
        first = 0
        for paper in papers:
            entries.append(OutlineEntry(paper.title, first, grid.PAGE_HEIGHT, 0))
            if has_headings:
                entries += [entry._replace(page=first + entry.page) for entry in paper.headings]
            first += len(paper.contents)
        outline = write_outline(objects, entries, pages)
        info = objects.add(
            b"<</Title %s/Author %s/Subject %s/Keywords %s/Creator %s>>"
            % tuple(map(text_string, (mark.title, mark.author, mark.subject, mark.keywords, CREATOR)))
        )
        catalog = objects.add(
            b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/Lang %s"
            b"/PageLabels<</Nums[0<</S/D>>]>>/ViewerPreferences<</DisplayDocTitle true>>>>"
            % (root, outline, text_string(mark.language))
        )
        return objects.finish(catalog, info)


def _write_pages(objects: PdfObjects, contents: list[int], resources: int) -> tuple[int, list[int]]:
    """The page tree; the numbers of its root and of the pages. Raises ValueError when there are none."""
    if not contents:
        raise ValueError("a file needs a page")
    levels = [list(range(objects.next_number, objects.next_number + len(contents)))]
    counts = [[1] * len(contents)]
    while len(levels[-1]) > 1 or len(levels) == 1:
        start, below = levels[-1][-1] + 1, counts[-1]
        counts.append([sum(below[at : at + _KIDS]) for at in range(0, len(below), _KIDS)])
        levels.append(list(range(start, start + len(counts[-1]))))
    for index, content in enumerate(contents):
        objects.add(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 612 792]/Resources %d 0 R/Contents %d 0 R>>"
            % (levels[1][index // _KIDS], resources, content)
        )
    for depth in range(1, len(levels)):
        for index, count in enumerate(counts[depth]):
            kids = levels[depth - 1][index * _KIDS : (index + 1) * _KIDS]
            is_root = depth == len(levels) - 1
            parent = b"" if is_root else b"/Parent %d 0 R" % levels[depth + 1][index // _KIDS]
            below_it = b" ".join(b"%d 0 R" % kid for kid in kids)
            objects.add(b"<</Type/Pages%s/Count %d/Kids[%s]>>" % (parent, count, below_it))
    return levels[-1][0], levels[0]


def _bound(papers: Sequence[FinishedPaper], most_pages: int) -> list[list[FinishedPaper]]:
    """Papers in their order, as many together as the limit holds."""
    bound: list[list[FinishedPaper]] = [[]]
    pages = 0
    for paper in papers:
        pages += len(paper.contents)
        if most_pages and pages > most_pages and bound[-1]:
            bound.append([])
            pages = len(paper.contents)
        bound[-1].append(paper)
    return bound
