"""Every row of a damaged workspace file that can still be read, with the table it belongs to.

First the trees of pages from their roots. Where a page of a tree is lost, the pages below it are found
again as orphans: by their own tree, when its upper pages are whole, and by what their rows look like.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from expunge_desktop.store import page_records
from expunge_desktop.store.number_set import NumberSet
from expunge_desktop.store.page_records import INTERIOR, LEAF, Row, UnreadableRecordError
from expunge_desktop.store.row_shapes import Shapes

_SCHEMA_ROOT = 1
_SAMPLE = 300


class Pages(Protocol):
    """The pages of the file, from 1; None for an unreadable one."""

    count: int

    def page(self, number: int) -> bytes | None:
        """The decrypted page."""


@dataclass(slots=True)
class Found:
    """Met on the way: lost pages of each table's tree, rows lost on whole pages, rows of no known table.

    `read` are the numbers of the rows that were read, `index_roots` the first pages of the indexes.
    """

    read: dict[str, NumberSet] = field(default_factory=dict)
    index_roots: dict[str, int] = field(default_factory=dict)
    lost_pages: dict[str, int] = field(default_factory=dict)
    lost_rows: dict[str, int] = field(default_factory=dict)
    unknown_rows: int = 0
    is_schema_whole: bool = True


class SalvageReader:
    """Reads the tables of a damaged file; `found` is complete when `rows` has ended."""

    def __init__(self, pages: Pages, shapes: Shapes) -> None:
        self._pages = pages
        self._shapes = shapes
        self._seen: set[int] = set()
        self.found = Found()

    def rows(self, tell: Callable[[int], None]) -> Iterator[tuple[str, Row]]:
        """Table and row, of every row that can be read; `tell` gets the number of pages looked at."""
        for table, row in self._rows(tell):
            self.found.read.setdefault(table, NumberSet()).add(row.rowid)
            yield table, row

    def _rows(self, tell: Callable[[int], None]) -> Iterator[tuple[str, Row]]:
        roots = self._roots()
        for table, root in roots.items():
            for row in self._tree(root, table):
                yield table, row
            tell(len(self._seen))
        holes = {table for table in self._shapes.tables if self.found.lost_pages.get(table)}
        missing = {table for table in self._shapes.tables if table not in roots}
        for tops in self._orphans():
            tell(len(self._seen))
            sample = self._sample(tops)
            its_table = self._shapes.table_of(sample, holes | missing)
            for row in self._leaf(tops, its_table or ""):
                if its_table is None:
                    self.found.unknown_rows += 1
                else:
                    yield its_table, row

    def _roots(self) -> dict[str, int]:
        """The tables' first pages, by the schema's own rows."""
        roots: dict[str, int] = {}
        for row in self._tree(_SCHEMA_ROOT, ""):
            if _is_of_schema(row):
                self._note_root(row, roots)
        self.found.is_schema_whole = not (self.found.lost_pages.pop("", 0) + self.found.lost_rows.pop("", 0))
        if not self.found.is_schema_whole:
            roots = self._scattered_roots() | roots
        for name in roots.keys() - self._shapes.tables.keys():
            self._pass_over(roots[name])
        return {name: root for name, root in roots.items() if name in self._shapes.tables}

    def _scattered_roots(self) -> dict[str, int]:
        """The first pages by rows of the schema that lie on pages no tree leads to any more."""
        roots: dict[str, int] = {}
        for tops in self._orphans():
            rows = self._sample(tops)
            if rows and all(_is_of_schema(row) for row in rows):
                self._seen.update(tops)
                for row in rows:
                    self._note_root(row, roots)
        return roots

    def _note_root(self, row: Row, roots: dict[str, int]) -> None:
        """Where a table or index begins, by a row of the schema."""
        if row.values[0] == "table":
            roots[str(row.values[1])] = _root_of(row)
        elif row.values[0] == "index":
            self.found.index_roots[str(row.values[1])] = _root_of(row)

    def _pass_over(self, root: int) -> None:
        """Tables of the database's own (its revision, its statistics) are not copied."""
        for _ in self._tree(root, ""):
            pass
        self.found.lost_pages.pop("", 0)

    def _tree(self, number: int, table: str) -> Iterator[Row]:
        """The rows below a page, in order."""
        if number in self._seen:
            return
        page = self._pages.page(number) if 0 < number <= self._pages.count else None
        if page is None:
            self._lose(table)
            self._seen.add(number)
            return
        kind = page_records.kind_of(number, page)
        if kind == LEAF:
            yield from self._leaf([number], table)
            return
        self._seen.add(number)
        if kind != INTERIOR:
            self._lose(table)
            return
        try:
            below = list(page_records.children(number, page))
        except UnreadableRecordError:
            self._lose(table)
            return
        for child in below:
            yield from self._tree(child, table)

    def _leaf(self, numbers: list[int], table: str) -> Iterator[Row]:
        for number in numbers:
            self._seen.add(number)
            page = self._pages.page(number)
            if page is None:
                continue
            try:
                for row in page_records.rows(number, page, self._continuation):
                    if row is None:
                        self.found.lost_rows[table] = self.found.lost_rows.get(table, 0) + 1
                    else:
                        yield row
            except UnreadableRecordError:
                self._lose(table)

    def _continuation(self, number: int) -> bytes:
        page = self._pages.page(number) if 0 < number <= self._pages.count else None
        if page is None:
            raise UnreadableRecordError
        self._seen.add(number)
        return page

    def _orphans(self) -> Iterator[list[int]]:
        """Leaves that no tree reached: those below one orphaned upper page together, others alone."""
        leaves: list[int] = []
        below: dict[int, list[int]] = {}
        for number in range(1, self._pages.count + 1):
            page = self._pages.page(number) if number not in self._seen else None
            if page is None:
                continue
            kind = page_records.kind_of(number, page)
            if kind == LEAF:
                leaves.append(number)
            elif kind == INTERIOR:
                try:
                    below[number] = list(page_records.children(number, page))
                except UnreadableRecordError:
                    continue
        parent = {child: number for number, children in below.items() for child in children}
        groups: dict[int, list[int]] = {}
        for leaf in leaves:
            top = leaf
            while top in parent and parent[top] != leaf:
                top = parent[top]
            groups.setdefault(top, []).append(leaf)
        yield from groups.values()

    def _sample(self, numbers: list[int]) -> list[Row]:
        """Rows to tell the table by: of every page some, so that a few odd ones do not decide."""
        found: list[Row] = []
        each = max(_SAMPLE // len(numbers), 1)
        for number in numbers[:_SAMPLE]:
            page = self._pages.page(number)
            if page is None:
                continue
            try:
                whole = [
                    one for one in page_records.rows(number, page, self._continuation) if one is not None
                ]
            except UnreadableRecordError:
                continue
            found += whole[:each]
        return found

    def _lose(self, table: str) -> None:
        self.found.lost_pages[table] = self.found.lost_pages.get(table, 0) + 1


def _is_of_schema(row: Row) -> bool:
    """Whether a row is one of the schema's own: kind, name, table, first page, statement."""
    kinds = ("table", "index", "trigger", "view")
    return len(row.values) == 5 and row.values[0] in kinds and isinstance(row.values[3], int)


def _root_of(row: Row) -> int:
    found = row.values[3]
    return found if isinstance(found, int) else 0
