"""What the indexes of a damaged file still tell of rows that are lost.

An index has an entry for each row of its table: the indexed values and the row's number, on pages of its
own. So a row whose page is lost is known by its number, and by the convictions, filings or people it is of
when those are indexed. No name, case number or other value of a person is taken from it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from expunge_desktop.store import page_records
from expunge_desktop.store.number_set import NumberSet
from expunge_desktop.store.page_records import UnreadableRecordError, Value
from expunge_desktop.store.salvage_reading import Pages
from expunge_desktop.store.schema import metadata

_FILING = re.compile(r"F\d{1,9}")
_MOST_TOLD = 100_000  # lost rows of a table of which it is kept what they refer to


@dataclass(slots=True)
class KnownRows:
    """Of one table: the numbers of rows that indexes know, and what they refer to where the row is lost.

    refers   column to row number to what it refers to, a number or a filing: {"conviction_id": {7: 1203}}
    """

    numbers: NumberSet = field(default_factory=NumberSet)
    refers: dict[str, dict[int, int | str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Index:
    table: str
    columns: tuple[str, ...]


class IndexReader:
    """Reads the indexes of a damaged file by their first pages; `lost_pages` counts their lost ones."""

    def __init__(self, pages: Pages, connection: Connection) -> None:
        self._pages = pages
        self._indexes = _indexes(connection)
        self._seen: set[int] = set()
        self.lost_pages = 0

    def known(
        self, roots: dict[str, int], read: dict[str, NumberSet], tell: Callable[[], None]
    ) -> dict[str, KnownRows]:
        """What they know, by table; `read` are the rows that were read, of which only the number is kept."""
        found: dict[str, KnownRows] = {}
        for name, root in roots.items():
            index = self._indexes.get(name)
            if index is None:
                continue
            rows = found.setdefault(index.table, KnownRows())
            there = read.get(index.table, NumberSet())
            references = _references(index)
            for values in self._entries(root, tell):
                number = values[-1]
                if len(values) != len(index.columns) + 1 or not isinstance(number, int):
                    continue
                rows.numbers.add(number)
                if number not in there:
                    _keep(rows, number, values, references)
        return found

    def _entries(self, number: int, tell: Callable[[], None]) -> Iterator[tuple[Value, ...]]:
        if number in self._seen or not 0 < number <= self._pages.count:
            return
        self._seen.add(number)
        page = self._pages.page(number)
        if page is None:
            self.lost_pages += 1
            return
        kind = page_records.kind_of(number, page)
        if kind not in (page_records.INDEX_LEAF, page_records.INDEX_INTERIOR):
            return
        tell()
        try:
            below = [] if kind == page_records.INDEX_LEAF else list(page_records.children(number, page))
            here = [one for one in page_records.entries(number, page, self._continuation) if one]
        except UnreadableRecordError:
            return
        yield from here
        for child in below:
            yield from self._entries(child, tell)

    def _continuation(self, number: int) -> bytes:
        page = self._pages.page(number) if 0 < number <= self._pages.count else None
        if page is None:
            raise UnreadableRecordError
        return page


def _keep(rows: KnownRows, number: int, values: tuple[Value, ...], references: list[tuple[int, str]]) -> None:
    for at, column in references:
        value = values[at]
        told = rows.refers.setdefault(column, {})
        is_told = isinstance(value, int) or (isinstance(value, str) and _FILING.fullmatch(value) is not None)
        if is_told and len(told) < _MOST_TOLD:
            told[number] = value  # type: ignore[assignment]  # one of the two


def _references(index: _Index) -> list[tuple[int, str]]:
    """Which of its columns refer to a row of another table, or name a filing."""
    columns = metadata.tables[index.table].columns
    return [
        (at, name)
        for at, name in enumerate(index.columns)
        if columns[name].foreign_keys or (index.table, name) == ("filing", "id")
    ]


def _indexes(connection: Connection) -> dict[str, _Index]:
    """The indexes an empty workspace has, by name, of the tables whose rows are numbered."""
    cursor = connection.connection.cursor()
    found: dict[str, _Index] = {}
    for table in metadata.tables:
        names = cursor.execute("SELECT name FROM pragma_index_list(?)", (table,)).fetchall()
        for (name,) in names:
            columns = cursor.execute(
                "SELECT name FROM pragma_index_info(?) ORDER BY seqno", (name,)
            ).fetchall()
            if all(column for (column,) in columns):
                found[str(name)] = _Index(table, tuple(str(column) for (column,) in columns))
    return found
