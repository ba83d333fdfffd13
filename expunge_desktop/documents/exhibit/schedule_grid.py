"""A long table on pages: cells wrap, nothing is clipped, 66,000 rows take seconds.

The table is laid out first, so that every page can say "Page x of y", then drawn with one text object
per page. A row taller than a page goes on at the top of the next.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from expunge_desktop.documents.filing import ScheduleRow
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, wrap
from expunge_desktop.documents.typeset.ink import Ink

CELL_GAP = 6.0
ROW_GAP = 4.0


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of the printed table: headings one below another, width, and the texts of a row's cell."""

    headings: tuple[str, ...]
    width: float
    texts: Callable[[ScheduleRow], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the table stands on each page, in PDF coordinates."""

    width: float
    height: float
    left: float
    top: float
    bottom: float
    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch across the page: a row's cells (lines per column), or one bold text over the whole width."""

    cells: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    bookmark: str = ""

    @property
    def lines(self) -> int:
        """Lines of type it takes."""
        return 1 if self.text else max(map(len, self.cells), default=1)


@dataclass(slots=True)
class GridPage:
    """The strips of one page, top down."""

    strips: list[Strip] = field(default_factory=list)


class ScheduleGrid:
    """Turns strips into pages, and pages into ink."""

    def __init__(self, columns: Sequence[GridColumn], sheet: Sheet) -> None:
        self.columns = columns
        self.sheet = sheet
        self.heading = Strip(
            tuple(
                tuple(line for text in column.headings for line in self._wrap(text, column, SERIF_BOLD))
                for column in columns
            )
        )
        body = sheet.top - sheet.bottom - self._height(self.heading)
        self.most_lines = int((body - ROW_GAP) // sheet.leading) - 2

    def row(self, row: ScheduleRow) -> Iterator[Strip]:
        """The strips of one count: one, or more when it is taller than a page."""
        cells = []
        for column in self.columns:
            lines: list[str] = []
            for text in column.texts(row):
                if text:
                    lines.extend(wrap(text, SERIF, self.sheet.size, column.width - CELL_GAP))
            cells.append(tuple(lines))
        tallest = max(map(len, cells))
        if tallest <= self.most_lines:
            yield Strip(tuple(cells))
            return
        for start in range(0, tallest, self.most_lines):
            first, *others = (cell[start : start + self.most_lines] for cell in cells)
            yield Strip(((str(row.row_no), "(cont.)") if start else first, *others))

    def paginate(self, strips: Iterable[Strip], continued: Callable[[str], str]) -> list[GridPage]:
        """Pages of strips. A page that begins within a part repeats the part's title, as `continued` says."""
        pages = [GridPage()]
        room = whole = self.sheet.top - self.sheet.bottom - self._height(self.heading)
        part = ""
        waiting = list(strips)
        for number, strip in enumerate(waiting):
            needed = height = self._height(strip)
            if strip.bookmark and number + 1 < len(waiting):
                needed += self._height(waiting[number + 1])  # a title keeps with its first row
            if needed > room and pages[-1].strips:
                pages.append(GridPage())
                room = whole
                if part and not strip.bookmark:
                    repeated = Strip(text=continued(part))
                    pages[-1].strips.append(repeated)
                    room -= self._height(repeated)
            part = strip.bookmark or part
            pages[-1].strips.append(strip)
            room -= height
        return pages

    def draw(self, ink: Ink, page: GridPage) -> None:
        """Put a page's text, with a rule below the headings and below each strip."""
        y = self._draw_strip(ink, self.heading, self.sheet.top, SERIF_BOLD)
        self._rule(ink, y, 1.0)
        for strip in page.strips:
            y = self._draw_strip(ink, strip, y, SERIF)
            self._rule(ink, y, 0.25)

    def _rule(self, ink: Ink, y: float, thickness: float) -> None:
        ink.rule(self.sheet.left, y, self.sheet.width - self.sheet.left, y, thickness)

    def _draw_strip(self, ink: Ink, strip: Strip, top: float, face: str) -> float:
        sheet = self.sheet
        first = top - ROW_GAP / 2 - sheet.size * 0.85
        if strip.text:
            ink.put(sheet.left, first, strip.text, SERIF_BOLD, sheet.size)
        x = sheet.left
        for column, lines in zip(self.columns, strip.cells, strict=False):
            if lines:
                ink.put_lines(x, first, lines, face, sheet.size, sheet.leading)
            x += column.width
        return top - self._height(strip)

    def _height(self, strip: Strip) -> float:
        return strip.lines * self.sheet.leading + ROW_GAP

    def _wrap(self, text: str, column: GridColumn, face: str) -> tuple[str, ...]:
        return wrap(text, face, self.sheet.size, column.width - CELL_GAP)
