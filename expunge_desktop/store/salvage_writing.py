"""What was read from a damaged file, put into a new workspace.

A row whose other half is lost, and cannot be rebuilt (`store.salvage_rebuilding`), is taken out again and
kept aside, as JSON in `meta` (encrypted like all).
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy import column as sql_column

from expunge_desktop.store import guards, meta
from expunge_desktop.store.page_records import Row
from expunge_desktop.store.row_shapes import Shapes
from expunge_desktop.store.schema import APPEND_ONLY, metadata

KEPT_ASIDE = "salvage.kept_aside"
_AT_ONCE = 500
_OWN_META = frozenset({"workspace_id", "format"})


def write_rows(connection: Connection, shapes: Shapes, rows: Iterable[tuple[str, Row]]) -> int:
    """Put rows into their tables; one that breaks the table's own rules is left out. Gives the number."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    waiting: dict[tuple[str, int], list[dict[str, Any]]] = {}
    number = 0
    for table, row in rows:
        number += 1
        values = shapes.values_of(table, row)
        if table == "meta" and values.get("key") in _OWN_META:
            continue
        some = waiting.setdefault((table, len(values)), [])
        some.append(values)
        if len(some) == _AT_ONCE:
            _insert(connection, table, some)
    for (table, _), some in waiting.items():
        _insert(connection, table, some)
    return number


def _insert(connection: Connection, table: str, some: list[dict[str, Any]]) -> None:
    if some:
        connection.execute(insert(metadata.tables[table]).prefix_with("OR IGNORE"), some)
        some.clear()


def keep_aside(connection: Connection) -> dict[str, int]:
    """Take out every row that refers to a lost one, until none is left; count them by table.

    They are kept as JSON in `meta`, under `KEPT_ASIDE`.
    """
    kept: dict[str, list[dict[str, Any]]] = {}
    with guards.lifted(connection, [table.name for table in APPEND_ONLY]):
        while broken := _broken_references(connection):
            for name, rowids in broken.items():
                table = metadata.tables[name]
                for start in range(0, len(rowids), _AT_ONCE):
                    some = sql_column("rowid").in_(rowids[start : start + _AT_ONCE])
                    rows = connection.execute(select(table).where(some)).mappings()
                    kept.setdefault(name, []).extend(dict(row) for row in rows)
                    connection.execute(delete(table).where(some))
    if kept:
        meta.write(connection, KEPT_ASIDE, json.dumps(kept, default=lambda value: value.hex()))
    return {name: len(rows) for name, rows in sorted(kept.items())}


def _broken_references(connection: Connection) -> dict[str, list[int]]:
    found = connection.connection.cursor().execute("PRAGMA foreign_key_check").fetchall()
    broken: dict[str, set[int]] = {}
    for table, rowid, *_ in found:
        broken.setdefault(str(table), set()).add(int(rowid))
    return {table: sorted(rowids) for table, rowids in broken.items()}


def saved_rows(connection: Connection) -> dict[str, int]:
    """Rows of each table now."""
    return {name: _count(connection, table) for name, table in sorted(metadata.tables.items())}


def missing_numbers(connection: Connection) -> Counter[str]:
    """How many numbers are missing before the last row, by table whose rows are numbered without holes."""
    found: Counter[str] = Counter()
    for table in APPEND_ONLY:
        keys = list(table.primary_key.columns)
        if len(keys) == 1 and keys[0].name in ("id", "seq"):
            last = connection.scalar(select(func.max(keys[0]))) or 0
            found[table.name] = int(last) - _count(connection, table) if isinstance(last, int) else 0
    return +found


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
