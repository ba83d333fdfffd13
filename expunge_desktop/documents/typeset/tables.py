"""Tables on the half grid: cells wrap, rows keep together, headings come again on each page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, kept_together, text_width, wrap
from expunge_desktop.documents.typeset.grid import SIZE

CELL_GAP = 9.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in points, which edge its text keeps to."""

    heading: str
    width: float
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts, one for each column, in 12-pt type (CRC 2.104 knows no exception for tables).

    repeats_heading   the headings stand again at the top of each page the table goes on to
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    repeats_heading: bool = True

    @property
    def width(self) -> float:
        """The whole table's width in points."""
        return sum(column.width for column in self.columns)

    def heading(self) -> "TableRow":
        """The headings."""
        return self._row(tuple(column.heading for column in self.columns), SERIF_BOLD)

    def table_rows(self, most_halves: int) -> Iterator["TableRow"]:
        """The rows in order; one taller than `most_halves` in parts."""
        for texts in self.rows:
            row = self._row(texts, SERIF)
            for start in range(0, row.halves, most_halves):
                yield TableRow(
                    tuple(one for one in row.pieces if start <= one[0] < start + most_halves),
                    min(most_halves, row.halves - start),
                    start,
                )

    def _row(self, texts: tuple[str, ...], face: str) -> "TableRow":
        pieces: list[tuple[int, float, str, str]] = []
        tallest = 1
        left = 0.0
        for column, text in zip(self.columns, texts, strict=True):
            lines = wrap(kept_together(text), face, SIZE, column.width - CELL_GAP)
            tallest = max(tallest, len(lines))
            for number, line in enumerate(lines):
                shift = 0.0
                if column.align == "right":
                    shift = column.width - CELL_GAP - text_width(line, face, SIZE)
                pieces.append((number, left + shift, line, face))
            left += column.width
        return TableRow(tuple(pieces), tallest)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row or a part of one: (half line within the row, x, text, face) and its height in half lines."""

    pieces: tuple[tuple[int, float, str, str], ...]
    halves: int
    start: int = 0  # the first half line of the row that this part shows
