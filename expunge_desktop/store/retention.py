"""What retention asks of a workspace: sealed rows by day, records overdue, backups, destructions."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.store.custody_schema import purge, sealed_conviction
from expunge_desktop.store.schema import audit, conviction
from expunge_desktop.store.sealing import is_open


def convictions_under(
    connection: Connection, sections: Sequence[str], ids: Iterable[int] | None = None
) -> list[Row[Any]]:
    """`id`, `code_section`, `conviction_on` of open convictions under these sections, or of these ids."""
    query = select(conviction.c.id, conviction.c.code_section, conviction.c.conviction_on).where(
        conviction.c.section.in_(sections),
        conviction.c.disposition == Disposition.CONVICTED.value,
        is_open(),
    )
    if ids is not None:
        query = query.where(conviction.c.id.in_(list(ids)))
    return list(connection.execute(query.order_by(conviction.c.id)))


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
