"""What retention asks of a workspace: sealed rows by day, records overdue, backups, destructions."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.store.custody_schema import purge, sealed_conviction
from expunge_desktop.store.schema import audit, conviction
from expunge_desktop.store.sealing import is_open


def convictions_under(
    connection: Connection,
    sections: Sequence[str],
    ids: Iterable[int] | None = None,
    *,
    people: Collection[int] = (),
) -> list[Row[Any]]:
    """`id`, `person_id`, `ref`, `code_section`, `conviction_on`, `disposition` of open convictions under
    these sections, or of these ids, as delivered; of `people` also counts delivered as no conviction.

    The section asked is that of the facts in force.
    """
    columns = conviction.c
    is_convicted = columns.disposition == Disposition.CONVICTED.value
    query = select(
        columns.id,
        columns.person_id,
        columns.ref,
        columns.code_section,
        columns.conviction_on,
        columns.disposition,
    ).where(columns.section.in_(sections), is_open())
    query = query.where(or_(is_convicted, columns.person_id.in_(people)) if people else is_convicted)
    if ids is not None:
        query = query.where(columns.id.in_(list(ids)))
    return list(connection.execute(query.order_by(columns.id)))


def people_of(connection: Connection, ids: Iterable[int]) -> list[int]:
    """The people of these convictions."""
    query = select(conviction.c.person_id).where(conviction.c.id.in_(list(ids))).distinct()
    return [int(one) for one in connection.scalars(query)]


def kept_sealed(connection: Connection) -> list[tuple[int, str]]:
    """(conviction, day of sealing) of every sealed row that is not destroyed, the longest sealed first."""
    query = (
        select(sealed_conviction.c.conviction_id, sealed_conviction.c.sealed_on)
        .join(conviction, conviction.c.id == sealed_conviction.c.conviction_id)
        .where(conviction.c.purge_id.is_(None))
        .order_by(sealed_conviction.c.sealed_on, sealed_conviction.c.conviction_id)
    )
    return [(int(one), str(day)) for one, day in connection.execute(query)]


def backups_made(connection: Connection) -> list[Row[Any]]:
    """`subject`, `at`, `actor` of every backup the audit trail names and does not call removed since."""
    query = select(audit).where(audit.c.verb.in_(("backup", "backup-removed"))).order_by(audit.c.seq)
    there: dict[tuple[str, str], Row[Any]] = {}
    for row in connection.execute(query):
        told = json.loads(row.payload) if row.payload else {}
        if row.verb == "backup":
            there[told.get("place", ""), row.subject] = row
        else:
            for name in told.get("removed", ()):
                there.pop((told.get("place", ""), name), None)
    return list(there.values())


def next_purge_id(connection: Connection) -> int:
    """The id of the next destruction."""
    return int(connection.scalar(select(func.max(purge.c.id))) or 0) + 1


def add_purge(connection: Connection, values: dict[str, object]) -> None:
    """Write a destruction with its certificate."""
    connection.execute(insert(purge).values(**values))


def purges(connection: Connection) -> list[Row[Any]]:
    """Every destruction, oldest first."""
    return list(connection.execute(select(purge).order_by(purge.c.id)))
