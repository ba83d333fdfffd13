"""What was read from a damaged file, put into a new workspace.

A row whose other half is lost, and cannot be rebuilt (`store.salvage_rebuilding`), is taken out again and
kept aside, as JSON in `meta` (encrypted like all).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy import column as sql_column

from expunge_desktop.store import guards, meta
from expunge_desktop.store.number_set import NumberSet
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


@dataclass(slots=True)
class KeptAside:
    """Rows of one table that were kept aside: how many, their numbers, the convictions they are of."""

    number: int = 0
    numbers: NumberSet = field(default_factory=NumberSet)
    convictions: NumberSet = field(default_factory=NumberSet)


def keep_aside(connection: Connection) -> dict[str, KeptAside]:
    """Take out every row that refers to a lost one, until none is left; tell them by table.

    They are kept as JSON in `meta`, some hundreds at a time, under `KEPT_ASIDE`, `KEPT_ASIDE.2` and so on.
    """
    kept: dict[str, KeptAside] = {}
    part = 0
    with guards.lifted(connection, [table.name for table in APPEND_ONLY]):
        while broken := _broken_references(connection):
            for name, rowids in broken.items():
                table = metadata.tables[name]
                told = kept.setdefault(name, KeptAside())
                for some in batched(rowids, _AT_ONCE):
                    chosen = sql_column("rowid").in_(some)
                    rows = [dict(row) for row in connection.execute(select(table).where(chosen)).mappings()]
                    connection.execute(delete(table).where(chosen))
                    _note_aside(told, rows)
                    part += 1
                    key = KEPT_ASIDE if part == 1 else f"{KEPT_ASIDE}.{part}"
                    meta.write(connection, key, json.dumps({name: rows}, default=lambda value: value.hex()))
    return dict(sorted(kept.items()))


def _note_aside(told: KeptAside, rows: list[dict[str, Any]]) -> None:
    told.number += len(rows)
    for row in rows:
        for numbers, value in ((told.numbers, row.get("id")), (told.convictions, row.get("conviction_id"))):
            if isinstance(value, int):
                numbers.add(value)


def batched(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """Some at a time."""
    waiting = iter(numbers)
    while some := list(islice(waiting, size)):
        yield some


def _broken_references(connection: Connection) -> dict[str, NumberSet]:
    broken: dict[str, NumberSet] = {}
    for table, rowid, *_ in connection.connection.cursor().execute("PRAGMA foreign_key_check"):
        broken.setdefault(str(table), NumberSet()).add(int(rowid))
    return broken


def saved_rows(connection: Connection) -> dict[str, int]:
    """Rows of each table now."""
    return {name: _count(connection, table) for name, table in sorted(metadata.tables.items())}


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
