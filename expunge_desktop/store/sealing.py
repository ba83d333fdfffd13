"""Which convictions nobody sees any more: sealed by the court, or destroyed (HS 11361.8, 11361.9).

What may be a sealed one, delivered again, is hidden too until a person has looked (`store.doubtful`).
`is_open` is the condition every query of a view carries; the audit trail alone goes without it. Destroyed
rows keep an empty place, so that findings, decisions and filings still point somewhere.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select

from expunge_desktop.store.custody_schema import sealed_conviction
from expunge_desktop.store.doubtful import doubtful_ids
from expunge_desktop.store.paper_schema import filing_row
from expunge_desktop.store.schema import conviction

_IDS_AT_A_TIME = 500


def is_open() -> ColumnElement[bool]:
    """The condition on `conviction`: neither sealed by the court, perhaps sealed, nor destroyed."""
    return and_(
        conviction.c.purge_id.is_(None),
        conviction.c.id.not_in(select(sealed_conviction.c.conviction_id)),
        conviction.c.id.not_in(doubtful_ids()),
    )


def is_hidden() -> ColumnElement[bool]:
    """The opposite of `is_open`."""
    return or_(
        conviction.c.purge_id.is_not(None),
        conviction.c.id.in_(select(sealed_conviction.c.conviction_id)),
        conviction.c.id.in_(doubtful_ids()),
    )


def sealed_ids(connection: Connection) -> frozenset[int]:
    """Ids of every conviction that no view and no export shows: sealed, perhaps sealed, or destroyed."""
    return frozenset(connection.scalars(select(conviction.c.id).where(is_hidden())))


def counted(connection: Connection) -> tuple[int, int]:
    """(sealed by the court and still kept, destroyed) convictions."""
    sealed = select(func.count()).select_from(conviction).join(sealed_conviction)
    destroyed = select(func.count()).select_from(conviction).where(conviction.c.purge_id.is_not(None))
    kept = connection.scalar(sealed.where(conviction.c.purge_id.is_(None)))
    return int(kept or 0), int(connection.scalar(destroyed) or 0)


def sealed_days(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """The day the court sealed each of these convictions; those it has not are left out."""
    found: dict[int, str] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), _IDS_AT_A_TIME):
        query = select(sealed_conviction.c.conviction_id, sealed_conviction.c.sealed_on)
        some = wanted[start : start + _IDS_AT_A_TIME]
        for row in connection.execute(query.where(sealed_conviction.c.conviction_id.in_(some))):
            found[int(row[0])] = str(row[1])
    return found


def kept_sealed_ids(connection: Connection) -> list[int]:
    """Every conviction the court has sealed and whose record is still there."""
    query = select(conviction.c.id).join(sealed_conviction).where(conviction.c.purge_id.is_(None))
    return [int(one) for one in connection.scalars(query.order_by(conviction.c.id))]


def doubtful_among(connection: Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these convictions that may be sealed ones, and nobody has said yet."""
    return frozenset(ids) & frozenset(map(int, connection.scalars(doubtful_ids())))


def doubtful_in_filing(connection: Connection, filing_id: str) -> int:
    """How many rows of a filing may be sealed ones."""
    query = select(func.count()).select_from(filing_row)
    found = query.where(filing_row.c.filing_id == filing_id, filing_row.c.conviction_id.in_(doubtful_ids()))
    return int(connection.scalar(found) or 0)


def destroyed_ids(connection: Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of these convictions that were destroyed."""
    found: set[int] = set()
    wanted = sorted(ids)
    for start in range(0, len(wanted), _IDS_AT_A_TIME):
        some = wanted[start : start + _IDS_AT_A_TIME]
        query = select(conviction.c.id).where(conviction.c.id.in_(some), conviction.c.purge_id.is_not(None))
        found.update(connection.scalars(query))
    return frozenset(found)


def as_sealed(connection: Connection, ids: Collection[int]) -> list[list[object]]:
    """(conviction, filing, court's entry, day) of sealed convictions, as the audit tells them."""
    table, found = sealed_conviction, []
    wanted = sorted(ids)
    for start in range(0, len(wanted), _IDS_AT_A_TIME):
        some = wanted[start : start + _IDS_AT_A_TIME]
        query = select(table.c.conviction_id, table.c.filing_id, table.c.event_id, table.c.sealed_on)
        found += [list(row) for row in connection.execute(query.where(table.c.conviction_id.in_(some)))]
    return sorted(found)


def hidden_refs(connection: Connection, first_person: int, last_person: int) -> dict[int, frozenset[str]]:
    """The refs of the hidden counts of every person of a range who has any, by the person's id."""
    query = select(conviction.c.person_id, conviction.c.ref).where(
        conviction.c.person_id.between(first_person, last_person), is_hidden()
    )
    found: dict[int, set[str]] = {}
    for person_id, ref in connection.execute(query):
        found.setdefault(int(person_id), set()).add(str(ref))
    return {person_id: frozenset(refs) for person_id, refs in found.items()}


def hidden_days(connection: Connection, first_person: int, last_person: int) -> dict[int, frozenset[str]]:
    """Days of the hidden convictions of a range of people that none of the person's open ones has."""
    days: tuple[dict[int, set[str]], dict[int, set[str]]] = {}, {}
    columns = (conviction.c.person_id, conviction.c.offense_on, conviction.c.conviction_on)
    people = select(conviction.c.person_id).where(
        conviction.c.person_id.between(first_person, last_person), is_hidden()
    )
    for found, condition in zip(days, (is_hidden(), is_open()), strict=True):
        query = select(*columns).where(conviction.c.person_id.in_(people), condition)
        for person_id, *some in connection.execute(query):
            found.setdefault(int(person_id), set()).update(filter(None, some))
    hidden, others = days
    return {one: frozenset(some - others.get(one, set())) for one, some in hidden.items()}


def hidden_in_filing(connection: Connection, filing_id: str) -> tuple[int, int]:
    """(sealed, or perhaps, and kept, destroyed) rows of a filing."""
    query = (
        select(conviction.c.purge_id)
        .join(filing_row, filing_row.c.conviction_id == conviction.c.id)
        .where(filing_row.c.filing_id == filing_id, is_hidden())
    )
    marks = list(connection.scalars(query))
    destroyed = sum(mark is not None for mark in marks)
    return len(marks) - destroyed, destroyed


def seal(connection: Connection, ids: Iterable[int], values: Mapping[str, object]) -> list[int]:
    """Seal these convictions; gives the new ones.

    `values` are `filing_id`, `event_id`, `sealed_on`, `recorded_at`, `recorded_by`. What repeats one of
    them in another delivery is found by `same_counts.repeats_of` and sealed by `seal_like`.
    """
    wanted = sorted(set(ids))
    known = sealed_days(connection, wanted)
    new = [one for one in wanted if one not in known]
    if new:
        connection.execute(insert(sealed_conviction), [{"conviction_id": one, **values} for one in new])
    return new


def seal_like(connection: Connection, found: Mapping[int, int], *, at: str, by: str) -> list[int]:
    """Seal convictions as the sealed one each of them is, by the same order; gives them in order."""
    table = sealed_conviction
    orders: dict[int, Row[Any]] = {}
    wanted = sorted({*found.values()})
    for start in range(0, len(wanted), _IDS_AT_A_TIME):
        some = wanted[start : start + _IDS_AT_A_TIME]
        query = select(table).where(table.c.conviction_id.in_(some))
        orders |= {int(row.conviction_id): row for row in connection.execute(query)}
    rows = [
        {
            "conviction_id": one,
            "filing_id": orders[other].filing_id,
            "event_id": orders[other].event_id,
            "sealed_on": orders[other].sealed_on,
            "recorded_at": at,
            "recorded_by": by,
        }
        for one, other in sorted(found.items())
    ]
    if rows:
        connection.execute(insert(table), rows)
    return sorted(found)


def sealed_rows(connection: Connection) -> list[Row[Any]]:
    """Every sealed row with `purge_id` and its `row_no` in the filing (None for a second delivery)."""
    columns: list[Any] = [sealed_conviction, filing_row.c.row_no, conviction.c.purge_id]
    query = (
        select(*columns)
        .join(conviction, conviction.c.id == sealed_conviction.c.conviction_id)
        .outerjoin(
            filing_row,
            (filing_row.c.filing_id == sealed_conviction.c.filing_id)
            & (filing_row.c.conviction_id == sealed_conviction.c.conviction_id),
        )
        .order_by(sealed_conviction.c.sealed_on, sealed_conviction.c.conviction_id)
    )
    return list(connection.execute(query))
