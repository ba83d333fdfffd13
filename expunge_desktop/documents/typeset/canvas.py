"""Court papers to a PDF, and canvases for exhibits: deterministic bytes, embedded faces."""

from collections.abc import Iterable
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.typeset import furniture, grid
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, register_fonts, text_width
from expunge_desktop.documents.typeset.ink import Ink
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.pdf_document import CREATOR, PaperSet
from expunge_desktop.documents.typeset.pleading import PleadingPaper

__all__ = [
    "PaperMark", "draw_draft_mark", "new_canvas", "pleading_set", "write_pleading", "write_pleadings",
]  # fmt: skip

rl_config.useA85 = 0  # compressed streams stay bytes: smaller files, and most of the time saved


def write_pleading(paper: PleadingPaper, mark: PaperMark) -> bytes:
    """The PDF of a paper on pleading paper, its headings as bookmarks."""
    return pleading_set([(paper, mark, mark.title)]).merged(mark, has_headings=True)


def write_pleadings(papers: Iterable[tuple[PleadingPaper, PaperMark, str]], mark: PaperMark) -> bytes:
    """Many short pleadings in one PDF: (paper, its mark, title of its one bookmark), taken one after another.

    Each is numbered from page 1 of its own; `mark` names the whole in the metadata.
    """
    return pleading_set(papers).merged(mark)


def pleading_set(papers: Iterable[tuple[PleadingPaper, PaperMark, str]]) -> PaperSet:
    """Pleadings to be written both ways: `merged(mark)` in one file, `singles()` each in its own."""
    made = PaperSet(furniture.PLEADING)
    for paper, mark, title in papers:
        made.add(paper, mark, title)
    return made


def new_canvas(buffer: BytesIO, mark: PaperMark, size: tuple[float, float]) -> Canvas:
    """A canvas whose output depends on nothing but what is drawn."""
    register_fonts()
    canvas = Canvas(
        buffer, pagesize=size, invariant=1, pageCompression=1, initialFontName=SERIF, lang=mark.language
    )
    canvas.setTitle(mark.title)
    canvas.setAuthor(mark.author)
    canvas.setSubject(mark.subject)
    canvas.setKeywords(mark.keywords)
    canvas.setCreator(CREATOR)
    canvas.addPageLabel(0, style="ARABIC", start=1)
    return canvas


def draw_draft_mark(canvas: Canvas, ink: Ink, x: float, y: float) -> None:
    """The boxed words "DRAFT – NOT FILED" around (x, y)."""
    half = text_width(grid.DRAFT_MARK, SERIF_BOLD, furniture.DRAFT_SIZE) / 2 + 8
    canvas.setLineWidth(1)
    canvas.rect(x - half, y - 5, 2 * half, 20)
    ink.put_centered(x, y, grid.DRAFT_MARK, SERIF_BOLD, furniture.DRAFT_SIZE)
