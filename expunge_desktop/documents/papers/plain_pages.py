"""Plain letter pages for the office's own lists and worksheets: no line numbers, never filed.

Text is broken into lines and goes on at the next page; nothing is cut off. What is unknown is a ruled line.
"""

from collections.abc import Sequence

from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.content import Frame, centered
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, wrap
from expunge_desktop.documents.typeset.furniture import LETTER, Furniture
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.page import Bookmark, Placed
from expunge_desktop.documents.typeset.pdf_document import PaperSet
from expunge_desktop.documents.typeset.pleading import PleadingPaper

SIZE, LEADING = 11.0, 13.0
_SHEET = grid.Sheet(72.0, 540.0, 76.0, LEADING, 45, step=1, gap=0, paragraph_indent=0.0)
_TOP, _BOTTOM, _RULE = 716.0, 72.0, 56.0
_LABEL_WIDTH, _GAP = 160.0, 10.0
_HEAD_SIZE = 14.0


class PlainPages(PleadingPaper):
    """One list or worksheet: `head` is its bookmark and stands at the top of each of its pages."""

    def __init__(self, head: str) -> None:
        super().__init__(_SHEET)
        self._head = head
        self._y = _TOP
        self.page.bookmarks.append(Bookmark(head, grid.PAGE_HEIGHT))
        self._put_head(head)

    def paragraph(self, text: str, *, bold: bool = False, size: float = SIZE, space: float = 6.0) -> None:
        """A paragraph, `space` points below what stands above it."""
        face = SERIF_BOLD if bold else SERIF
        self._y -= space
        for line in wrap(text, face, size, self.sheet.width):
            self._row([(self.sheet.left, line, face)], size)

    def field(self, label: str, value: str) -> None:
        """A label with its value; without one, a ruled line for a hand to fill in."""
        self._y -= 3
        left = self.sheet.left + _LABEL_WIDTH
        labels = wrap(label, SERIF_BOLD, SIZE, _LABEL_WIDTH - _GAP)
        values = wrap(value, SERIF, SIZE, self.sheet.right - left)
        for number in range(max(len(labels), len(values), 1)):
            row = [(self.sheet.left, labels[number], SERIF_BOLD)] if number < len(labels) else []
            if number < len(values):
                row.append((left, values[number], SERIF))
            self._row(row, SIZE)
            if not values and not number:
                self.page.rules.append((left, self._y - 2, self.sheet.right, self._y - 2))

    def columns(self, texts: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> None:
        """A row of a table; its cells are broken into lines."""
        face = SERIF_BOLD if bold else SERIF
        cells = [wrap(text, face, SIZE, width - _GAP) for text, width in zip(texts, widths, strict=True)]
        self._y -= 3
        for number in range(max(map(len, cells))):
            row, x = [], self.sheet.left
            for cell, width in zip(cells, widths, strict=True):
                if number < len(cell):
                    row.append((x, cell[number], face))
                x += width
            self._row(row, SIZE)

    def _row(self, row: Sequence[tuple[float, str, str]], size: float) -> None:
        leading = size * LEADING / SIZE
        if self._y - leading < _BOTTOM:
            self.new_page()
            self._y = _TOP
            self._put_head(f"{self._head} (continued)")
        self._y -= leading
        self.page.pieces.extend(Placed(x, self._y, text, face, size) for x, text, face in row)

    def _put_head(self, head: str) -> None:
        for line in wrap(head, SERIF_BOLD, _HEAD_SIZE, self.sheet.width):
            self._y -= 18
            self.page.pieces.append(Placed(self.sheet.left, self._y, line, SERIF_BOLD, _HEAD_SIZE))
        self._y -= 4


def plain_set() -> PaperSet:
    """An empty set to add lists and worksheets to."""
    return PaperSet(_FURNITURE)


def write_plain(sheets: PlainPages, mark: PaperMark) -> bytes:
    """The PDF of one list."""
    made = plain_set()
    made.add(sheets, mark, mark.title)
    return made.merged(mark)


def _frame(footer: str, is_released: bool) -> Frame:
    """Rule and footer; the draft mark as letters have it."""
    _title, *draft = LETTER.frame(footer, is_released).pieces
    middle = grid.PAGE_WIDTH / 2
    return Frame(
        (centered(middle, 42, footer, SERIF, grid.FOOTER_SIZE), *draft),
        ((_SHEET.left, _RULE, _SHEET.right, _RULE),),
        LETTER.frame(footer, is_released).boxes,
    )


def _place(mark: PaperMark, number: int, total: int) -> tuple[Placed, ...]:
    return (centered(grid.PAGE_WIDTH / 2, 29, mark.place(number, total), SERIF, grid.FOOTER_SIZE),)


_FURNITURE = Furniture(_frame, _place)
