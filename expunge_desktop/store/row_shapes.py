"""What the rows of each table look like: how an orphaned page of a damaged file finds its table again."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from expunge_desktop.store.page_records import Row, Value
from expunge_desktop.store.schema import metadata

_KINDS: Mapping[str, tuple[type, ...]] = {"INTEGER": (int,), "TEXT": (str,), "BLOB": (bytes,)}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_DAY = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
_DIGEST = re.compile(r"[0-9a-f]{64}|")
_LOOKS = ((re.compile(r"_at$|^at$"), _INSTANT), (re.compile(r"_on$"), _DAY),
          (re.compile(r"sha256$|hash$|digest$"), _DIGEST))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: which values it may hold. `is_rowid` marks the one that is the row's own number."""

    name: str
    kinds: tuple[type, ...]
    may_be_null: bool
    is_rowid: bool
    look: re.Pattern[str] | None


class Shapes:
    """The columns of every table, in the order they are stored in, as an empty workspace has them."""

    def __init__(self, connection: Connection) -> None:
        self.tables: dict[str, tuple[Column, ...]] = {
            name: _columns(connection, name) for name in metadata.tables
        }

    def values_of(self, table: str, row: Row) -> dict[str, Value]:
        """A row as values by column; columns it was written without are left out."""
        columns = self.tables[table]
        return {
            column.name: row.rowid if column.is_rowid else value
            for column, value in zip(columns, row.values, strict=False)
        }

    def table_of(self, rows: Sequence[Row], among: Collection[str]) -> str | None:
        """The one table of `among` all these rows can be of; None when there is none, or more than one."""
        fitting = [name for name in sorted(among) if rows and all(self.fits(name, row) for row in rows)]
        if len(fitting) > 1:
            # A row without the later columns fits more tables than one that has them all.
            exact = [name for name in fitting if len(self.tables[name]) == len(rows[0].values)]
            fitting = exact or fitting
        return fitting[0] if len(fitting) == 1 else None

    def fits(self, table: str, row: Row) -> bool:
        """Whether a row could be one of this table."""
        columns = self.tables[table]
        if len(row.values) > len(columns) or not all(one.may_be_null for one in columns[len(row.values) :]):
            return False
        return all(_may_hold(column, value) for column, value in zip(columns, row.values, strict=False))


def _may_hold(column: Column, value: Value) -> bool:
    if column.is_rowid:
        return value is None
    if value is None:
        return column.may_be_null
    if not isinstance(value, column.kinds):
        return False
    return column.look is None or not isinstance(value, str) or column.look.fullmatch(value) is not None


def _columns(connection: Connection, table: str) -> tuple[Column, ...]:
    cursor = connection.connection.cursor()
    found = cursor.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,)).fetchall()
    keys = sum(1 for row in found if row[3])
    return tuple(
        Column(
            name,
            _KINDS.get(kind, (int, str, bytes, float)),
            not must and not (pk and kind == "INTEGER" and keys == 1),
            bool(pk) and kind == "INTEGER" and keys == 1,
            next((look for pattern, look in _LOOKS if pattern.search(name)), None),
        )
        for name, kind, must, pk in found
    )
