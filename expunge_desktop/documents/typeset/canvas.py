"""Finished pages to a PDF: deterministic bytes, embedded faces, bookmarks, metadata, footers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, register_fonts, text_width
from expunge_desktop.documents.typeset.ink import Ink
from expunge_desktop.documents.typeset.page import Bookmark, Page
from expunge_desktop.documents.typeset.pleading import PleadingPaper

BOLD_MARK_SIZE = 14.0

rl_config.useA85 = 0  # compressed streams stay bytes: smaller files, and most of the time saved


@dataclass(frozen=True, slots=True)
class PaperMark:
    """What identifies a paper on each page and in its metadata (law/documents.md 6).

    document        D1, D5, D6 …
    title           the full title, for the metadata
    footer          the title or its clear abbreviation, at the foot of each page (CRC 2.110)
    author          the office
    filing          the filing's id, with its batch
    policy          criteria file, version and short digest
    is_released     False prints "DRAFT – NOT FILED" on each page
    """

    document: str
    title: str
    footer: str
    author: str
    filing: str
    policy: str
    is_released: bool

    def place(self, number: int, total: int) -> str:
        """The line that tells matter, criteria and page."""
        return f"{self.filing} · {self.policy} · Page {number:,} of {total:,}"


Furniture = Callable[[Canvas, Ink, PaperMark, int, int], None]  # page number, pages


def new_canvas(buffer: BytesIO, mark: PaperMark, size: tuple[float, float]) -> Canvas:
    """A canvas whose output depends on nothing but what is drawn."""
    register_fonts()
    canvas = Canvas(
        buffer, pagesize=size, invariant=1, pageCompression=1, initialFontName=SERIF, lang="en-US"
    )
    canvas.setTitle(mark.title)
    canvas.setAuthor(mark.author)
    status = "released" if mark.is_released else "draft"
    canvas.setSubject(f"{mark.title} – {mark.filing}")
    canvas.setKeywords(f"document {mark.document}; {mark.filing}; {mark.policy}; {status}")
    canvas.setCreator("Expunge Desktop")
    return canvas


def write_pleading(paper: PleadingPaper, mark: PaperMark) -> bytes:
    """The PDF of a paper on pleading paper, its headings as bookmarks."""
    return write_papers([(paper, mark, mark.title)], mark, _furniture, has_inner_bookmarks=True)


def write_pleadings(papers: Iterable[tuple[PleadingPaper, PaperMark, str]], mark: PaperMark) -> bytes:
    """Many short pleadings in one PDF: (paper, its mark, title of its one bookmark), taken one after another.

    Each is numbered from page 1 of its own; `mark` names the whole in the metadata.
    """
    return write_papers(papers, mark, _furniture, has_inner_bookmarks=False)


def write_papers(
    papers: Iterable[tuple[PleadingPaper, PaperMark, str]],
    mark: PaperMark,
    furniture: Furniture,
    *,
    has_inner_bookmarks: bool,
) -> bytes:
    """The PDF of papers one after another; `furniture` draws what stands on each page besides its text."""
    buffer = BytesIO()
    canvas = new_canvas(buffer, mark, (grid.PAGE_WIDTH, grid.PAGE_HEIGHT))
    ink = Ink(canvas)
    bookmarks = 0
    for paper, own, title in papers:
        paper.finish()
        deepest = 0
        for number, page in enumerate(paper.pages, start=1):
            furniture(canvas, ink, own, number, len(paper.pages))
            _body(ink, page)
            ink.flush()
            outline = [Bookmark(title, grid.PAGE_HEIGHT, 0)] if number == 1 else []
            outline += page.bookmarks if has_inner_bookmarks else []
            for text, y, level in outline:
                key = f"b{bookmarks}"
                deepest = min(level, deepest + 1)
                canvas.bookmarkHorizontalAbsolute(key, y)
                canvas.addOutlineEntry(text, key, level=deepest)
                bookmarks += 1
            canvas.showPage()
    canvas.showOutline()
    canvas.save()
    return buffer.getvalue()


def _body(ink: Ink, page: Page) -> None:
    for piece in page.pieces:
        ink.put(piece.x, piece.y, piece.text, piece.face, piece.size)
    for x1, y1, x2, y2 in page.rules:
        ink.rule(x1, y1, x2, y2, 0.75)


def _furniture(canvas: Canvas, ink: Ink, mark: PaperMark, number: int, total: int) -> None:
    """Line numbers, rules, page number, footer and draft mark."""
    for line in range(1, grid.LINES + 1):
        ink.put_right(grid.NUMBER_RIGHT, grid.baseline(line), str(line), SERIF, grid.SIZE)
    for x in (*grid.RULES_LEFT, grid.RULE_RIGHT):
        ink.rule(x, 0, x, grid.PAGE_HEIGHT, 0.5)
    middle = (grid.LEFT + grid.RIGHT) / 2
    ink.put_centered(middle, grid.PAGE_HEIGHT - grid.PAGE_NUMBER_BASELINE, str(number), SERIF, grid.SIZE)
    rule = grid.PAGE_HEIGHT - grid.FOOTER_RULE
    ink.rule(grid.LEFT, rule, grid.RIGHT, rule, 0.5)
    for y, text in zip(grid.FOOTER_BASELINES, (mark.footer, mark.place(number, total)), strict=True):
        ink.put_centered(middle, grid.PAGE_HEIGHT - y, text, SERIF, grid.FOOTER_SIZE)
    if not mark.is_released:
        draw_draft_mark(canvas, ink, middle, grid.PAGE_HEIGHT - grid.DRAFT_BASELINE)


def draw_draft_mark(canvas: Canvas, ink: Ink, x: float, y: float) -> None:
    """The boxed words "DRAFT – NOT FILED" around (x, y)."""
    half = text_width(grid.DRAFT_MARK, SERIF_BOLD, BOLD_MARK_SIZE) / 2 + 8
    canvas.setLineWidth(1)
    canvas.rect(x - half, y - 5, 2 * half, 20)
    ink.put_centered(x, y, grid.DRAFT_MARK, SERIF_BOLD, BOLD_MARK_SIZE)
