"""The rows that lie on one page of an SQLite file, read by the file format alone (sqlite.org/fileformat2).

For a damaged workspace, whose trees of pages have holes: the database gives up where one page is
unreadable, the pages behind it are still whole.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LEAF, INTERIOR = 0x0D, 0x05
INDEX_LEAF, INDEX_INTERIOR = 0x0A, 0x02
FIRST_PAGE_HEADER = 100

Value = int | float | str | bytes | None


class UnreadableRecordError(Exception):
    """A page or row that is not what the format says, or whose continuation is lost."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as stored: its number in the table and its values, in the order of the table's columns."""

    rowid: int
    values: tuple[Value, ...]


def kind_of(number: int, page: bytes) -> int:
    """What sort of page it is: `LEAF`, `INTERIOR` of a table, the same of an index, or something else."""
    return page[_header(number)]


def children(number: int, page: bytes) -> Iterator[int]:
    """The pages below an interior page of a table or index, in order. Raises UnreadableRecordError."""
    head = _header(number)
    for at in _cells(number, page, 12):
        yield _u32(page, at)
    yield _u32(page, head + 8)


def rows(number: int, page: bytes, continuation: Callable[[int], bytes]) -> Iterator[Row | None]:
    """The rows of a leaf of a table; None for one that cannot be read.

    `continuation` gives the page on which a long row goes on; it raises UnreadableRecordError when that is
    lost. Raises UnreadableRecordError when the page itself makes no sense.
    """
    for at in _cells(number, page, 8):
        try:
            yield _row(page, at, continuation)
        except (UnreadableRecordError, IndexError, struct.error, UnicodeDecodeError):
            yield None


def entries(
    number: int, page: bytes, continuation: Callable[[int], bytes]
) -> Iterator[tuple[Value, ...] | None]:
    """The entries on a page of an index, leaf or not: the indexed values and, last, the row's number.

    None for one that cannot be read. Raises UnreadableRecordError when the page itself makes no sense.
    """
    is_leaf = kind_of(number, page) == INDEX_LEAF
    for at in _cells(number, page, 8 if is_leaf else 12):
        try:
            size, begin = _varint(page, at if is_leaf else at + 4)
            yield tuple(_values(_payload(page, begin, size, _index_local(size, len(page)), continuation)))
        except (UnreadableRecordError, IndexError, struct.error, UnicodeDecodeError):
            yield None


def _header(number: int) -> int:
    return FIRST_PAGE_HEADER if number == 1 else 0


def _cells(number: int, page: bytes, header_bytes: int) -> list[int]:
    head = _header(number)
    count = _u16(page, head + 3)
    first = head + header_bytes
    if first + 2 * count > len(page):
        raise UnreadableRecordError
    found = [_u16(page, first + 2 * one) for one in range(count)]
    if any(at < first or at >= len(page) for at in found):
        raise UnreadableRecordError
    return found


def _row(page: bytes, at: int, continuation: Callable[[int], bytes]) -> Row:
    size, at = _varint(page, at)
    rowid, at = _varint(page, at)
    if rowid >= 1 << 63:
        rowid -= 1 << 64
    payload = _payload(page, at, size, _local(size, len(page)), continuation)
    return Row(rowid, tuple(_values(payload)))


def _payload(page: bytes, at: int, size: int, here: int, continuation: Callable[[int], bytes]) -> bytes:
    """A record of this size that begins at `at`, with `here` of its bytes on the page itself."""
    payload = page[at : at + here]
    if here < size:
        payload += _continued(_u32(page, at + here), size - here, len(page), continuation)
    if len(payload) != size:
        raise UnreadableRecordError
    return payload


def _index_local(size: int, usable: int) -> int:
    """How much of an index entry of this size lies on its page."""
    return _local(size, usable, (usable - 12) * 64 // 255 - 23)


def _local(size: int, usable: int, most: int = 0) -> int:
    """How much of a row of this size lies on the leaf itself."""
    most = most or usable - 35
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    wanted = least + (size - least) % (usable - 4)
    return wanted if wanted <= most else least


def _continued(number: int, size: int, usable: int, continuation: Callable[[int], bytes]) -> bytes:
    parts = []
    while size > 0:
        page = continuation(number)
        part = page[4 : 4 + min(size, usable - 4)]
        parts.append(part)
        size -= len(part)
        number = _u32(page, 0)
    return b"".join(parts)


def _values(payload: bytes) -> Iterator[Value]:
    header, at = _varint(payload, 0)
    body = header
    while at < header:
        kind, at = _varint(payload, at)
        value, body = _value(payload, kind, body)
        yield value
    if body != len(payload) or at != header:
        raise UnreadableRecordError


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in (10, 11):
        raise UnreadableRecordError
    size = _SIZES[kind] if kind <= 7 else (kind - 12) // 2
    part = payload[at : at + size]
    if len(part) != size:
        raise UnreadableRecordError
    at += size
    if kind == 7:
        return float(struct.unpack(">d", part)[0]), at
    if kind < 7:
        return int.from_bytes(part, "big", signed=True), at
    return (part if kind % 2 == 0 else part.decode("utf-8")), at


_SIZES = (0, 1, 2, 3, 4, 6, 8, 8)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _u32(data: bytes, at: int) -> int:
    if at + 4 > len(data):
        raise UnreadableRecordError
    return int.from_bytes(data[at : at + 4], "big")
