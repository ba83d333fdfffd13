"""Documents attached to a pleading: bound behind it as numbered exhibits, each behind a cover sheet.

Every exhibit page is a letter page of our own that shows a page of the document, reduced to fit, above the
exhibit's number and the page's place in it (CRC 2.103, 2.109; exhibits need no footer title, 2.110(c)).
Only what shows on the page comes along: no fields to fill in, nothing that runs.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.filing import Evidence
from expunge_desktop.documents.papers.evidence_pages import flat_document
from expunge_desktop.documents.papers.place_in_file import PlaceInFile, place_in_file
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.canvas import PaperMark, draw_draft_mark, new_canvas
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, wrap
from expunge_desktop.documents.typeset.ink import Ink

_FRAME = pikepdf.Rectangle(54, 66, 558, 726)
_LEFT, _RIGHT = 90.0, 522.0


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One attached document: `number` from 1, its plain pages as a PDF, and how many there are."""

    number: int
    evidence: Evidence
    data: bytes
    pages: int

    @classmethod
    def of(cls, number: int, evidence: Evidence, data: bytes) -> "Exhibit":
        """Raises LayoutError when it is not the document that was attached, or may not be bound."""
        if hashlib.sha256(data).hexdigest() != evidence.sha256:
            raise LayoutError(
                f"The document “{evidence.name}” is not the one that was attached: its SHA-256 differs.",
                "Attach the document again.",
            )
        pages = flat_document(evidence, data)
        with pikepdf.open(BytesIO(pages)) as document:
            return cls(number, evidence, pages, len(document.pages))


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


def bind_exhibits(title: str, pleading: bytes, exhibits: Sequence[Exhibit], mark: PlaceInFile) -> Bound:
    """The pleading with its exhibits behind it, a bookmark to the cover sheet of each (CRC 3.1110(f)).

    Pages are counted through the whole by `mark`; exhibit pages also bear their place in the exhibit.
    """
    with pikepdf.open(BytesIO(pleading)) as paper:
        places = []
        for exhibit in exhibits:
            before = len(paper.pages)
            places.append((f"Exhibit {exhibit.number}: {exhibit.evidence.name}", before))
            _append(paper, exhibit, place_in_file(mark, before, mark.whole))
        with paper.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(name, page) for name, page in places)
        bound = Bound(title, b"", len(paper.pages), tuple(places))
        _label(paper, _labels(bound, 0))
        return replace(bound, data=_saved(paper))


def merge(parts: Sequence[Bound], mark: PaperMark) -> bytes:
    """Finished papers one after another: a bookmark for each, its exhibits below it."""
    blank = BytesIO()
    canvas = new_canvas(blank, mark, (grid.PAGE_WIDTH, grid.PAGE_HEIGHT))
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(blank.getvalue())) as merged:
        del merged.pages[0]
        labels: list[object] = []
        with merged.open_outline() as outline:
            for part in parts:
                first = len(merged.pages)
                with pikepdf.open(BytesIO(part.data)) as single:
                    merged.pages.extend(single.pages)
                labels += _labels(part, first)
                item = pikepdf.OutlineItem(part.title, first)
                item.children.extend(pikepdf.OutlineItem(name, first + page) for name, page in part.exhibits)
                outline.root.append(item)
        _label(merged, labels)
        return _saved(merged)


def _labels(part: Bound, first: int) -> list[object]:
    """Page labels of one paper: 1, 2, 3 …, then `Exhibit 1`, `Exhibit 1 – 1`, `Exhibit 1 – 2` …"""
    labels: list[object] = [first, pikepdf.Dictionary(S=pikepdf.Name.D)]
    for number, (_, page) in enumerate(part.exhibits, start=1):
        labels += [first + page, pikepdf.Dictionary(P=f"Exhibit {number}")]
        labels += [first + page + 1, pikepdf.Dictionary(S=pikepdf.Name.D, P=f"Exhibit {number} – ")]
    return labels


def _label(paper: pikepdf.Pdf, labels: list[object]) -> None:
    paper.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))


def _append(paper: pikepdf.Pdf, exhibit: Exhibit, mark: PaperMark) -> None:
    sheets = BytesIO(_frames(exhibit, mark))
    with pikepdf.open(BytesIO(exhibit.data)) as document, pikepdf.open(sheets) as frames:
        start = len(paper.pages)
        paper.pages.extend(frames.pages)
        for number, page in enumerate(document.pages, start=1):
            _show(page, paper.pages[start + number], pikepdf.Name(f"/Evidence{number}"))


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


def _frames(exhibit: Exhibit, mark: PaperMark) -> bytes:
    """The cover sheet, and a page with number and place for each page of the document."""
    buffer = BytesIO()
    canvas = new_canvas(buffer, mark, (grid.PAGE_WIDTH, grid.PAGE_HEIGHT))
    ink = Ink(canvas)
    middle = grid.PAGE_WIDTH / 2
    for number in range(exhibit.pages + 1):
        if not number:
            _cover(ink, exhibit)
        place = f"Exhibit {exhibit.number} – {number}" if number else f"Exhibit {exhibit.number}"
        ink.rule(_LEFT, 58, _RIGHT, 58, 0.5)
        ink.put_centered(middle, 43, place, SERIF, grid.SIZE)
        ink.put_centered(middle, 29, mark.place(number + 1, exhibit.pages + 1), SERIF, grid.FOOTER_SIZE)
        if not mark.is_released:
            draw_draft_mark(canvas, ink, middle, grid.PAGE_HEIGHT - grid.DRAFT_BASELINE)
        ink.flush()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _cover(ink: Ink, exhibit: Exhibit) -> None:
    middle, y = grid.PAGE_WIDTH / 2, 470.0
    ink.put_centered(middle, y, f"EXHIBIT {exhibit.number}", SERIF_BOLD, 24)
    y -= 20
    for text in (exhibit.evidence.name, many(exhibit.pages, "page"), f"SHA-256 {exhibit.evidence.sha256}"):
        y -= 8
        for line in wrap(text, SERIF, grid.SIZE, _RIGHT - _LEFT):
            y -= 14
            ink.put_centered(middle, y, line, SERIF, grid.SIZE)


def _saved(paper: pikepdf.Pdf) -> bytes:
    buffer = BytesIO()
    paper.save(buffer, deterministic_id=True, linearize=False)
    return buffer.getvalue()
