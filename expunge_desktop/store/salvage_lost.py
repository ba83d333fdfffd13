"""Which rows of a damaged workspace are lost, by number, where anything that is left tells it.

What tells it: the holes in the numbers of a table whose rows are never removed; the indexes, which know the
rows of lost pages by number (`store.salvage_indexes`); the audit trail, which names decisions and backups;
batches and assessments, which know how many people and findings they have.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select

from expunge_desktop.store import audit_payload
from expunge_desktop.store.fact_schema import supplied_fact
from expunge_desktop.store.number_set import NumberSet, ranges
from expunge_desktop.store.salvage_indexes import KnownRows
from expunge_desktop.store.salvage_rebuilding import LOST_NAME
from expunge_desktop.store.salvage_writing import KeptAside
from expunge_desktop.store.schema import (
    APPEND_ONLY,
    assessment,
    audit,
    batch,
    conviction,
    decision,
    facts_refresh,
    finding,
    metadata,
    note,
    person,
)

_MOST_RANGES = 5_000
_MOST_REFERRED = 20_000
_NUMBERED = ("id", "seq")
_OF_FACTS = ("supply-fact", "withdraw-fact")
_IS_STAND_IN = person.c.name == LOST_NAME


@dataclass(frozen=True, slots=True)
class LostRows:
    """Rows of a table that are known to be lost.

    number    how many, at least
    ranges    first and last of each run of their numbers, where these are known; the first 5,000 runs
    concern   what they refer to, by column, as far as indexes and the trail tell: {"conviction_id": (12, 80)}
    """

    number: int = 0
    ranges: tuple[tuple[int, int], ...] = ()
    concern: Mapping[str, tuple[int | str, ...]] = field(default_factory=dict)


def add_referred(connection: Connection, known: dict[str, KnownRows]) -> None:
    """Add to what is known the rows that others refer to and that were not read, before they are stood in."""
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            above = key.column.table
            if key.column is not _number_of(above):
                continue
            child = key.parent
            there = select(key.column).where(key.column == child).exists()
            lost = select(child).distinct().where(child.is_not(None), ~there)
            for number in connection.scalars(lost):
                known.setdefault(above.name, KnownRows()).numbers.add(number)


def lost_rows(
    connection: Connection, known: Mapping[str, KnownRows], aside: Mapping[str, KeptAside]
) -> dict[str, LostRows]:
    """By table, of the new workspace as it stands when everything that can be was written again.

    What was kept `aside` is not lost.
    """
    highest, counted = _told_last(connection), _told_count(connection, aside)
    found = {}
    for name, table in metadata.tables.items():
        key = _number_of(table)
        told = known.get(name, KnownRows())
        if key is None:
            lost = _by_index_alone(connection, table, told, aside.get(name, KeptAside()).number)
        else:
            real = select(key) if table is not person else select(key).where(~_IS_STAND_IN)
            there = NumberSet(connection.scalars(real))
            for number in aside.get(name, KeptAside()).numbers:
                there.add(number)
            lost = _missing(connection, table, there, told, highest.get(name, 0))
        if counted.get(name, 0) > lost.number:
            lost = LostRows(counted[name], lost.ranges, lost.concern)
        if lost.number:
            found[name] = lost
    return found


def _missing(
    connection: Connection, table: Table, there: NumberSet, told: KnownRows, highest: int
) -> LostRows:
    if table is audit:
        last = there.last  # what is lost at its end has no place in the numbers: `salvage_gaps` tells it
    else:
        last = max(there.last, told.numbers.last, highest)
    if is_without_holes(connection, table):
        numbers = there.missing(last)
        return _of(numbers, sum(1 for _ in there.missing(last)), told)
    lost = [one for one in told.numbers if one not in there]
    return _of(lost, len(lost), told)


def _by_index_alone(connection: Connection, table: Table, told: KnownRows, aside: int) -> LostRows:
    """Of tables without a number of their own, as many as the index knows more than there are."""
    number = sum(1 for _ in told.numbers) - _count(connection, table) - aside
    if number <= 0:
        return LostRows()
    return LostRows(number, (), _concern(told, None))


def _of(numbers: Iterable[int], number: int, told: KnownRows) -> LostRows:
    if not number:
        return LostRows()
    runs = tuple(islice(ranges(numbers), _MOST_RANGES))
    lost = NumberSet()
    for first, last in runs:
        for one in range(first, last + 1):
            lost.add(one)
    return LostRows(number, runs, _concern(told, lost))


def _concern(told: KnownRows, lost: NumberSet | None) -> dict[str, tuple[int | str, ...]]:
    found = {
        column: {value for row, value in refers.items() if lost is None or row in lost}
        for column, refers in told.refers.items()
    }
    return {
        column: tuple(sorted(values, key=lambda one: (str(type(one)), one))[:_MOST_REFERRED])
        for column, values in found.items()
        if values
    }


def is_without_holes(connection: Connection, table: Table) -> bool:
    """Whether a number that is missing before the last one is a row that is lost.

    Not of people and convictions, which an import may write anew, nor of notes once some were destroyed.
    """
    if table not in APPEND_ONLY or _number_of(table) is None:
        return False
    if table is not note:
        return True
    purged = select(func.count()).select_from(audit).where(audit.c.verb == "purge")
    return not connection.scalar(purged)


def _told_last(connection: Connection) -> dict[str, int]:
    """The highest number of a table that some other row tells."""
    highest: dict[str, int] = {}

    def tell(table: Table, number: object) -> None:
        if isinstance(number, int):
            highest[table.name] = max(highest.get(table.name, 0), number)

    rows = select(audit.c.verb, audit.c.subject, audit.c.payload)
    for verb, subject, payload in connection.execute(
        rows.where(audit.c.verb.in_(("decide", "backup", "import", "assess", *_OF_FACTS)))
    ):
        told = audit_payload.told(payload)
        number = str(subject).rpartition(" ")[2]
        if verb == "decide":
            tell(decision, told.get("decision"))
            tell(finding, told.get("finding"))
        elif verb in _OF_FACTS:
            tell(supplied_fact, told.get("supplied_fact"))
        elif verb == "backup":
            tell(decision, told.get("decisions"))
        elif number.isdecimal() and len(number) < 10:
            tell(batch if verb == "import" else assessment, int(number))
    return highest


def _told_count(connection: Connection, aside: Mapping[str, KeptAside]) -> dict[str, int]:
    """How many rows fewer there are than batches and assessments say: people, convictions, findings."""
    expected = {
        person: connection.scalar(select(func.sum(batch.c.people))) or 0,
        finding: connection.scalar(select(func.sum(assessment.c.findings))) or 0,
    }
    if not _count(connection, facts_refresh):
        expected[conviction] = connection.scalar(select(func.sum(batch.c.under_review))) or 0
    return {
        table.name: number
        - _count(connection, table)
        - aside.get(table.name, KeptAside()).number
        + (stand_ins(connection) if table is person else 0)
        for table, number in expected.items()
    }


def stand_ins(connection: Connection) -> int:
    """People who stand there without a name, for their rows are lost."""
    return int(connection.scalar(select(func.count()).where(_IS_STAND_IN)) or 0)


def _number_of(table: Table) -> Column[Any] | None:
    """The column that numbers its rows, if one does."""
    keys = list(table.primary_key.columns)
    is_number = len(keys) == 1 and keys[0].name in _NUMBERED and keys[0].type.python_type is int
    return keys[0] if is_number else None


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
