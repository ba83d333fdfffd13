"""What the readers of tables hand on: rows of text with their line, and rows that had to be set aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from expunge_desktop.ingest.doj_lines import AsideLine
from expunge_desktop.ingest.private_numbers import mask_line

# What is noted about a row where it was read, and kept with it (`TableRow.notes`).
NOT_UTF8, NUMBER_CELL, SERIAL_DATE, MERGED_CELL, SSN_MASKED = (
    "NOT_UTF8", "NUMBER_CELL", "SERIAL_DATE", "MERGED_CELL", "SSN_MASKED"
)  # fmt: skip
_KEPT_OF_A_ROW = 4_000


@dataclass(slots=True)
class TableRow:
    """One row under the header: its line (from 1), its values in the order of the headings, and notes.

    Notes are `KIND` or `KIND:detail`, separated by blanks.
    """

    line: int
    values: list[str]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about a file as a whole: kind of problem, sentence, line."""

    kind: str
    sentence: str
    line: int


class Table(Protocol):
    """One file of rows under a header. Use as a context manager.

    `header` counts the rows that are header; `lines`, `sha256` and `size` are known when `rows` is exhausted.
    """

    headings: tuple[str, ...]
    remarks: list[Remark]
    header: int
    lines: int
    size: int
    sha256: str

    @property
    def read(self) -> int:
        """Bytes of the file that were read so far, for progress."""
        ...

    def rows(self) -> Iterator[TableRow | AsideLine]:
        """Every row under the header, in order; the header itself where it is repeated is left out."""
        ...


def set_aside(line: int, kind: str, words: str, content: str) -> AsideLine:
    """A row that is set aside alone; numbers that must not be kept are masked in what is kept of it."""
    shown = mask_line(content[:_KEPT_OF_A_ROW].replace("\0", "\N{SYMBOL FOR NULL}"))
    return AsideLine(line, kind, f"line {line} {words}", shown)


def without_empty_end(values: Sequence[str]) -> list[str]:
    """The values without the blank ones at the end."""
    width = len(values)
    while width and not values[width - 1].strip():
        width -= 1
    return list(values[:width])
