"""A long table on pages: cells wrap, nothing is clipped, 66,000 rows take seconds.

Pages are drawn and compressed one after another (`Leaf`); what depends on the whole, the numbers of pages and
volumes, is put on them when they are bound. A row taller than a page goes on at the top of the next.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from expunge_desktop.documents.exhibit.cells import NEXT_LINE, CellColumn, CellSetter
from expunge_desktop.documents.filing import ScheduleRow
from expunge_desktop.documents.typeset.embedding import EmbeddedFaces
from expunge_desktop.documents.typeset.fonts import SERIF_BOLD
from expunge_desktop.documents.typeset.pdf_objects import compressed

CELL_GAP = 6.0
ROW_GAP = 4.0
_RULE, _HEADING_RULE = 0.25, 1.0


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

    @property
    def right(self) -> float:
        """The right edge of the table."""
        return self.width - self.left


class Strip(NamedTuple):
    """A stretch across the page: the cells of a row, or one bold text over the whole width.

    cells       for each column the operators that show it, empty for an empty cell
    title       of a part that begins here
    row         the row that begins here, None where none does
    goes_on     the rest of a row taller than a page
    """

    lines: int
    cells: tuple[str, ...] = ()
    text: str = ""
    title: str = ""
    row: ScheduleRow | None = None
    goes_on: bool = False


@dataclass(slots=True)
class Leaf:
    """A finished page of the schedule.

    content     its operators, compressed
    first_row, last_row   of the rows that begin on it; 0 = none does
    rows        how many rows of each schedule begin on it
    part        the part it goes on with; empty where a part begins at its top
    titles      of the parts that begin on it
    is_within_row   it begins with the rest of a row
    """

    content: bytes = b""
    first_row: int = 0
    last_row: int = 0
    rows: Counter[int] = field(default_factory=Counter)
    part: str = ""
    titles: list[str] = field(default_factory=list)
    is_within_row: bool = False


class ScheduleGrid:
    """Turns rows into strips, and strips into leaves."""

    def __init__(self, columns: Sequence[GridColumn], sheet: Sheet, faces: EmbeddedFaces) -> None:
        self.sheet = sheet
        self._setter = CellSetter(faces, sheet.size)
        self._columns = tuple(
            (column.texts, CellColumn(self._setter, column.width - CELL_GAP)) for column in columns
        )
        self._widths = tuple(column.width - CELL_GAP for column in columns)
        x, self._lefts = sheet.left, list[str]()
        for column in columns:
            self._lefts.append(f"{x:g}")
            x += column.width
        headings = [self._setter.lines(c.headings, c.width - CELL_GAP, SERIF_BOLD) for c in columns]
        self._heading = Strip(
            max(map(len, headings)),
            tuple(self._setter.shown(lines, SERIF_BOLD) if lines else "" for lines in headings),
        )
        self._body_top = sheet.top - self._height(self._heading)
        self.most_lines = int((self._body_top - sheet.bottom - ROW_GAP) // sheet.leading) - 2

    def line(self, text: str, *, is_title: bool = False) -> Strip:
        """A bold line across the page; a title begins a part and stands again where the part goes on."""
        return Strip(1, text=text, title=text if is_title else "")

    def row(self, row: ScheduleRow) -> Sequence[Strip]:
        """The strips of one count: one, or more when it is taller than a page."""
        tallest = 1
        cells = []
        for texts, column in self._columns:
            lines = 0
            parts = []
            for text in texts(row):
                if text:
                    height, operators = column[text]
                    lines += height
                    parts.append(operators)
            if lines > tallest:
                tallest = lines
            cells.append(NEXT_LINE.join(parts))
        if tallest <= self.most_lines:
            return (Strip(tallest, tuple(cells), row=row),)
        return tuple(self._tall(row, tallest))

    def heading(self) -> str:
        """The operators of the headings, the same on every page."""
        operators = self._strip(self._heading, self.sheet.top, self._setter.bold_font)
        return "\n".join([self._rule(self._body_top, _HEADING_RULE), "BT", *self._begin(), *operators, "ET"])

    def leaves(self, strips: Iterable[Strip], continued: Callable[[str], str]) -> Iterator[Leaf]:
        """Pages of strips. A page that begins within a part repeats the part's title, as `continued` says."""
        page = _Page(self)
        part = ""
        held: Strip | None = None  # a title stands with what follows it
        for strip in strips:
            if strip.title:
                held = strip
                continue
            needed = self._height(strip) + (self._height(held) if held else 0)
            if needed > page.room and page.is_begun:
                yield page.finished()
                page = _Page(self, "" if held else part, is_within_row=strip.goes_on)
                if page.leaf.part:
                    page.place(self.line(continued(part)))
            if held:
                part = held.title
                page.place(held)
                held = None
            page.place(strip)
        yield page.finished()

    def _tall(self, row: ScheduleRow, tallest: int) -> Iterator[Strip]:
        """The parts of a row that no page holds."""
        lines = [
            self._setter.lines(texts(row), width)
            for (texts, _), width in zip(self._columns, self._widths, strict=True)
        ]
        for start in range(0, tallest, self.most_lines):
            parts = [one[start : start + self.most_lines] for one in lines]
            if start:
                parts[0] = [str(row.row_no), "(cont.)"]
            shown = tuple(self._setter.shown(part) if part else "" for part in parts)
            yield Strip(max(map(len, parts)), shown, row=None if start else row, goes_on=start > 0)

    def _begin(self) -> tuple[str, str]:
        return self._setter.font, f"{self.sheet.leading:g} TL"

    def _strip(self, strip: Strip, top: float, font: str = "") -> list[str]:
        """The operators of a strip in `font`, empty for that of cells."""
        y = f"{top - ROW_GAP / 2 - self.sheet.size * 0.85:.2f}"
        if strip.text:
            line = self._setter.shown(self._setter.lines((strip.text,), self.sheet.right), SERIF_BOLD)
            own = self._setter.font
            return [self._setter.bold_font, f"1 0 0 1 {self.sheet.left:g} {y} Tm {line}", own]
        placed = [
            f"1 0 0 1 {x} {y} Tm {shown}" for x, shown in zip(self._lefts, strip.cells, strict=True) if shown
        ]
        return [font, *placed, self._setter.font] if font else placed

    def _rule(self, y: float, thickness: float) -> str:
        return f"{thickness:g} w {self.sheet.left:g} {y:.2f} m {self.sheet.right:g} {y:.2f} l S"

    def _height(self, strip: Strip) -> float:
        return strip.lines * self.sheet.leading + ROW_GAP


class _Page:
    """A page at work: strips from the top down, a rule below each."""

    def __init__(self, grid: ScheduleGrid, part: str = "", *, is_within_row: bool = False) -> None:
        self._grid = grid
        self._y = grid._body_top
        self._text: list[str] = []
        self._rules: list[str] = []
        self.leaf = Leaf(part=part, is_within_row=is_within_row)
        self.is_begun = False

    @property
    def room(self) -> float:
        """Points that are left."""
        return self._y - self._grid.sheet.bottom

    def place(self, strip: Strip) -> None:
        """Draw a strip below the last."""
        grid, leaf = self._grid, self.leaf
        self.is_begun = True
        self._text += grid._strip(strip, self._y)
        self._y -= strip.lines * grid.sheet.leading + ROW_GAP
        self._rules.append(f"{grid.sheet.left:g} {self._y:.2f} m {grid.sheet.right:g} {self._y:.2f} l")
        if strip.title:
            leaf.titles.append(strip.title)
        if strip.row is not None:
            leaf.first_row = leaf.first_row or strip.row.row_no
            leaf.last_row = strip.row.row_no
            leaf.rows[strip.row.schedule] += 1

    def finished(self) -> Leaf:
        """The page, drawn."""
        operators = [f"{_RULE:g} w", *self._rules, "S", "BT", *self._grid._begin(), *self._text, "ET"]
        self.leaf.content = compressed("\n".join(operators).encode("latin-1"))
        return self.leaf
