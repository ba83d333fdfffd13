"""Plain letter pages for the office's own lists and worksheets: no line numbers, never filed.

Text is broken into lines and goes on at the next page; nothing is cut off. What is unknown is a ruled line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.canvas import PaperMark, draw_draft_mark, new_canvas
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, wrap
from expunge_desktop.documents.typeset.ink import Ink

LEFT, RIGHT, TOP, BOTTOM = 72.0, 540.0, 716.0, 72.0
SIZE, LEADING = 11.0, 14.0
_LABEL_WIDTH, _GAP = 160.0, 10.0


@dataclass(slots=True)
class _Page:
    pieces: list[tuple[float, float, str, str, float]] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    bookmark: str = ""


class PlainPages:
    """Pages filled from the top; `head` stands again at the top of each page that goes on."""

    def __init__(self) -> None:
        self._pages: list[_Page] = []
        self._y = BOTTOM
        self._head = ""

    def begin(self, head: str) -> None:
        """A new page with a bold head and a bookmark of the same words."""
        self._head = ""
        self._new_page(head)
        self._head = f"{head} (continued)"

    def text(self, text: str, *, bold: bool = False, size: float = SIZE, space: float = 6.0) -> None:
        """A paragraph, `space` points below what stands above it."""
        self._y -= space
        for line in wrap(text, SERIF_BOLD if bold else SERIF, size, RIGHT - LEFT):
            self._row([(LEFT, line, SERIF_BOLD if bold else SERIF)], size)

    def field(self, label: str, value: str) -> None:
        """A label with its value; without one, a ruled line for a hand to fill in."""
        self._y -= 3
        left = LEFT + _LABEL_WIDTH
        labels = wrap(label, SERIF_BOLD, SIZE, _LABEL_WIDTH - _GAP)
        values = wrap(value, SERIF, SIZE, RIGHT - left)
        for number in range(max(len(labels), len(values), 1)):
            row = [(LEFT, labels[number], SERIF_BOLD)] if number < len(labels) else []
            if number < len(values):
                row.append((left, values[number], SERIF))
            self._row(row, SIZE)
            if not values and not number:
                self._pages[-1].rules.append((left, RIGHT, self._y - 2))

    def columns(self, texts: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> None:
        """A row of a table; its cells are broken into lines."""
        face = SERIF_BOLD if bold else SERIF
        cells = [wrap(text, face, SIZE, width - _GAP) for text, width in zip(texts, widths, strict=True)]
        self._y -= 3
        for number in range(max(map(len, cells))):
            row, x = [], LEFT
            for cell, width in zip(cells, widths, strict=True):
                if number < len(cell):
                    row.append((x, cell[number], face))
                x += width
            self._row(row, SIZE)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def write(self, mark: PaperMark) -> bytes:
        """The PDF, a bookmark for each `begin`."""
        buffer = BytesIO()
        canvas = new_canvas(buffer, mark, (grid.PAGE_WIDTH, grid.PAGE_HEIGHT))
        ink = Ink(canvas)
        middle = grid.PAGE_WIDTH / 2
        for number, page in enumerate(self._pages, start=1):
            for x, y, text, face, size in page.pieces:
                ink.put(x, y, text, face, size)
            for left, right, y in page.rules:
                ink.rule(left, y, right, y, 0.5)
            ink.rule(LEFT, 56, RIGHT, 56, 0.5)
            ink.put_centered(middle, 42, mark.footer, SERIF, 10)
            ink.put_centered(middle, 29, mark.place(number, len(self._pages)), SERIF, 10)
            if not mark.is_released:
                draw_draft_mark(canvas, ink, middle, grid.PAGE_HEIGHT - grid.DRAFT_BASELINE)
            ink.flush()
            if page.bookmark:
                canvas.bookmarkHorizontalAbsolute(f"p{number}", grid.PAGE_HEIGHT)
                canvas.addOutlineEntry(page.bookmark, f"p{number}", level=0)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _row(self, row: Sequence[tuple[float, str, str]], size: float) -> None:
        leading = size * LEADING / SIZE
        if self._y - leading < BOTTOM:
            self._new_page(self._head)
        self._y -= leading
        self._pages[-1].pieces.extend((x, self._y, text, face, size) for x, text, face in row)

    def _new_page(self, head: str) -> None:
        self._pages.append(_Page(bookmark="" if self._head else head))
        self._y = TOP
        for line in wrap(head, SERIF_BOLD, 14, RIGHT - LEFT):
            self._y -= 18
            self._pages[-1].pieces.append((LEFT, self._y, line, SERIF_BOLD, 14))
        self._y -= 4
