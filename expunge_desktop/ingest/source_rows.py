"""The source rows of a person, lossless except the SSN and licence columns, as compressed bytes.

Contract, point 22. The rows are kept for the reviewer and for interpreting a person again when more of
the person's rows turn up in another chunk or file.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import zstandard

from expunge_desktop.ingest.doj_columns import COLUMNS

_UNIT, _LINE_END = "\x1f", "\n"
_TEXT, _JSON, _HEADED, _NOTE = "T", "J", "H", "N"
_LEVEL = 1
_PADDING = (" ,", ", ", " \n", "\n ", " \x1f", "\x1f ", "NULL", "\t", "\xa0")

_compressor = zstandard.ZstdCompressor(level=_LEVEL)
_decompressor = zstandard.ZstdDecompressor()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row as delivered: ordinal of its file in the batch, line number, and the values as recorded.

    The SSN and licence columns are empty; SSN patterns in free text are masked. A row of a case list has one
    value more than its file has columns: what was noted where it was read.
    """

    file: int
    line: int
    values: tuple[str, ...]

    def named_values(self, columns: Sequence[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
        """(column name, value) of every column that is not blank.

        `columns` are (heading, field) of the row's file; without them the layout is the Department's.
        """
        names = [heading or f"column {place}" for place, (heading, _) in enumerate(columns, 1)] or COLUMNS
        return tuple((name, value) for name, value in zip(names, self.values, strict=False) if value.strip())


def joined(row: Sequence[str]) -> str:
    """One row as one text: equal texts are exact duplicates of each other."""
    return _UNIT.join(row)


@dataclass(frozen=True, slots=True)
class HeadedRows:
    """Rows that agree in the columns of the person, 1 to 34, which stand once in `head`, after RECORD_IDs.

    `tails` are the columns after these, one line per row, separated by commas; no value holds a comma, a
    line end or a separator. Nearly all people are kept so: their rows are half as long.
    """

    head: str
    tails: str

    @classmethod
    def of(cls, record_ids: Sequence[str], head: Sequence[str], tails: Sequence[str]) -> "HeadedRows | None":
        """The rows in two texts; None when a value of the head holds a separator."""
        person = _UNIT.join(head)
        if person.count(_UNIT) != len(head) - 1:
            return None
        return cls(f"{','.join(record_ids)}{_LINE_END}{person}", _LINE_END.join(tails))

    @property
    def may_be_padded(self) -> bool:
        """Whether a value may have blanks around it or be a literal NULL; no is certain."""
        return any(mark in self.tails for mark in _PADDING) or any(mark in self.head for mark in _PADDING)

    def to_bytes(self, file: int, lines: Sequence[int]) -> bytes:
        """Compress the rows of one file."""
        where = f"{_HEADED}{file}:{','.join(map(str, lines))}"
        content = _LINE_END.join((where, self.head, self.tails))
        return _compressor.compress(content.encode("utf-8", "surrogatepass"))


def rows_to_bytes(file: int, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> bytes:
    """Compress any rows of one file."""
    texts = [joined(row) for row in rows]
    head = f"{file}:{','.join(map(str, lines))}"
    body = _LINE_END.join(texts)
    separators = body.count(_UNIT)
    if separators == sum(map(len, rows)) - len(rows) and body.count(_LINE_END) == len(rows) - 1:
        content = f"{_TEXT}{head}{_LINE_END}{body}"
    else:  # a value holds a separator itself
        content = f"{_JSON}{head}{_LINE_END}{json.dumps([list(row) for row in rows])}"
    return _compressor.compress(content.encode("utf-8", "surrogatepass"))


def note_to_bytes(kind: str) -> bytes:
    """A block without rows: a kind of problem with the record as a whole, kept with it."""
    return _compressor.compress(f"{_NOTE}{kind}".encode())


def read_notes(blocks: Sequence[bytes]) -> tuple[str, ...]:
    """The kinds of problem kept among the blocks of a person, in order."""
    contents = [_decompressor.decompress(block) for block in blocks]
    notes = {content[1:].decode() for content in contents if content.startswith(_NOTE.encode())}
    return tuple(sorted(notes))


def read_rows(block: bytes) -> tuple[SourceRow, ...]:
    """The rows of one block, in the order they were kept."""
    content = _decompressor.decompress(block).decode("utf-8", "surrogatepass")
    if content[0] == _NOTE:
        return ()
    head, _, body = content[1:].partition(_LINE_END)
    file, _, numbers = head.partition(":")
    if content[0] == _JSON:
        values = [tuple(row) for row in json.loads(body)]
    elif content[0] == _HEADED:
        record_ids, person, *tails = body.split(_LINE_END)
        columns = person.split(_UNIT)
        values = [
            (record_id, *columns, *tail.split(","))
            for record_id, tail in zip(record_ids.split(","), tails, strict=True)
        ]
    else:
        values = [tuple(text.split(_UNIT)) for text in body.split(_LINE_END)]
    lines = map(int, numbers.split(",")) if numbers else ()
    return tuple(SourceRow(int(file), line, row) for line, row in zip(lines, values, strict=False))
