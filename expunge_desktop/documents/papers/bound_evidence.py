"""Documents attached to a pleading: bound behind it as numbered exhibits, each behind a cover sheet.

Every exhibit page is a letter page of our own that shows a page of the document, reduced to fit, above the
exhibit's number and the page's place in it (CRC 2.103, 2.109; exhibits need no footer title, 2.110(c)).
Only what shows on the page comes along: no fields to fill in, nothing that runs.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.filing import Evidence
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.canvas import PaperMark, draw_draft_mark, new_canvas
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, wrap
from expunge_desktop.documents.typeset.ink import Ink
from expunge_desktop.documents.wording import many

_FRAME = pikepdf.Rectangle(54, 66, 558, 726)
_LEFT, _RIGHT = 90.0, 522.0


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One attached document: `number` from 1, its bytes as they were attached."""

    number: int
    evidence: Evidence
    data: bytes


@dataclass(frozen=True, slots=True)
class Bound:
    """A pleading with its exhibits; `title` is its bookmark in a larger file.

    pages       of the whole
    exhibits    the bookmark of each exhibit and the page of its cover sheet, from 0
    """

    title: str
    data: bytes
    pages: int
    exhibits: tuple[tuple[str, int], ...]


def bind_exhibits(title: str, pleading: bytes, exhibits: Sequence[Exhibit], mark: PaperMark) -> Bound:
    """The pleading with its exhibits behind it, a bookmark to the cover sheet of each (CRC 3.1110(f)).

    Raises LayoutError when a document is not the one that was attached, or cannot be read as a PDF.
    """
    with pikepdf.open(BytesIO(pleading)) as paper:
        places = []
        for exhibit in exhibits:
            places.append((f"Exhibit {exhibit.number}: {exhibit.evidence.name}", len(paper.pages)))
            _append(paper, exhibit, mark)
        with paper.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(name, page) for name, page in places)
        return Bound(title, _saved(paper), len(paper.pages), tuple(places))


def merge(parts: Sequence[Bound], mark: PaperMark) -> bytes:
    """Finished papers one after another: a bookmark for each, its own bookmarks below it."""
    blank = BytesIO()
    canvas = new_canvas(blank, mark, (grid.PAGE_WIDTH, grid.PAGE_HEIGHT))
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(blank.getvalue())) as merged:
        del merged.pages[0]
        with merged.open_outline() as outline:
            for part in parts:
                first = len(merged.pages)
                with pikepdf.open(BytesIO(part.data)) as single:
                    merged.pages.extend(single.pages)
                item = pikepdf.OutlineItem(part.title, first)
                item.children.extend(pikepdf.OutlineItem(name, first + page) for name, page in part.exhibits)
                outline.root.append(item)
        return _saved(merged)


def _append(paper: pikepdf.Pdf, exhibit: Exhibit, mark: PaperMark) -> None:
    if hashlib.sha256(exhibit.data).hexdigest() != exhibit.evidence.sha256:
        raise LayoutError(
            f"The document “{exhibit.evidence.name}” is not the one that was attached: its SHA-256 differs.",
            "Attach the document again.",
        )
    try:
        with pikepdf.open(BytesIO(exhibit.data)) as document:
            if "/AcroForm" in document.Root:
                document.generate_appearance_streams()
            document.flatten_annotations("print")
            with pikepdf.open(BytesIO(_frames(exhibit, len(document.pages), mark))) as frames:
                start = len(paper.pages)
                paper.pages.extend(frames.pages)
                for number, page in enumerate(document.pages, start=1):
                    _show(page, paper.pages[start + number], pikepdf.Name(f"/Evidence{number}"))
    except pikepdf.PdfError as problem:
        raise LayoutError(
            f"The document “{exhibit.evidence.name}” cannot be read as a PDF ({problem}).",
            "Attach it again as a PDF without a password.",
        ) from None


def _show(page: pikepdf.Page, frame: pikepdf.Page, name: pikepdf.Name) -> None:
    """Draw a page of the document, reduced or enlarged to the frame, under what stands there already.

    As `Page.add_underlay` does it, but for the name: that one is random, and equal filings give equal bytes.
    """
    shown = frame.add_resource(page.as_form_xobject(), pikepdf.Name.XObject, name)
    form = frame.resources[pikepdf.Name.XObject][shown]
    placed = frame.calc_form_xobject_placement(
        form, shown, _FRAME, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    frame.contents_add(b"q\n", prepend=True)
    frame.contents_add(b"Q\n", prepend=False)
    frame.contents_add(placed, prepend=True)
    frame.contents_coalesce()


def _frames(exhibit: Exhibit, pages: int, mark: PaperMark) -> bytes:
    """The cover sheet, and a page with number and place for each page of the document."""
    buffer = BytesIO()
    canvas = new_canvas(buffer, mark, (grid.PAGE_WIDTH, grid.PAGE_HEIGHT))
    ink = Ink(canvas)
    middle = grid.PAGE_WIDTH / 2
    for number in range(pages + 1):
        if not number:
            _cover(ink, exhibit, pages)
        place = f"Exhibit {exhibit.number} – {number}" if number else f"Exhibit {exhibit.number}"
        ink.rule(_LEFT, 58, _RIGHT, 58, 0.5)
        ink.put_centered(middle, 43, place, SERIF, grid.SIZE)
        ink.put_centered(middle, 29, mark.place(number + 1, pages + 1), SERIF, grid.FOOTER_SIZE)
        if not mark.is_released:
            draw_draft_mark(canvas, ink, middle, grid.PAGE_HEIGHT - grid.DRAFT_BASELINE)
        ink.flush()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _cover(ink: Ink, exhibit: Exhibit, pages: int) -> None:
    middle, y = grid.PAGE_WIDTH / 2, 470.0
    ink.put_centered(middle, y, f"EXHIBIT {exhibit.number}", SERIF_BOLD, 24)
    y -= 20
    for text in (exhibit.evidence.name, many(pages, "page"), f"SHA-256 {exhibit.evidence.sha256}"):
        y -= 8
        for line in wrap(text, SERIF, grid.SIZE, _RIGHT - _LEFT):
            y -= 14
            ink.put_centered(middle, y, line, SERIF, grid.SIZE)


def _saved(paper: pikepdf.Pdf) -> bytes:
    buffer = BytesIO()
    paper.save(buffer, deterministic_id=True, linearize=False)
    return buffer.getvalue()
