"""What leaves the workspace: the release log, and what is being written in clear just now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select

from expunge_desktop.store.custody_schema import unfinished_export
from expunge_desktop.store.letters import holds
from expunge_desktop.store.paper_schema import filing_row
from expunge_desktop.store.schema import conviction, person, release_log
from expunge_desktop.store.sealing import is_open


@dataclass(frozen=True, slots=True)
class ReleaseFilter:
    """Which rows of the release log; an empty value asks for nothing.

    since, until   days (`YYYY-MM-DD`), both included
    text           part of recipient, purpose, what or file, without regard to case
    """

    since: str = ""
    until: str = ""
    actor: str = ""
    kind: str = ""
    text: str = ""


def people_of_key(connection: Connection, source_key: str) -> list[Row[Any]]:
    """The person of that key, once for each batch that has them; nobody who was destroyed."""
    query = select(person).where(person.c.source_key == source_key, person.c.purge_id.is_(None))
    return list(connection.execute(query.order_by(person.c.id)))


def open_rows_of(connection: Connection, filing_id: str) -> dict[int, str]:
    """The person's key of each row of a filing that is neither sealed nor destroyed, by its number."""
    query = (
        select(filing_row.c.row_no, person.c.source_key)
        .join(conviction, conviction.c.id == filing_row.c.conviction_id)
        .join(person, person.c.id == conviction.c.person_id)
        .where(filing_row.c.filing_id == filing_id, is_open())
    )
    return {int(row.row_no): str(row.source_key) for row in connection.execute(query)}


def begin(connection: Connection, path: str, *, at: str, by: str) -> int:
    """A file or folder in clear is about to be written there; gives the row's id."""
    values = {"path": path, "begun_at": at, "begun_by": by}
    added = insert(unfinished_export).values(**values).returning(unfinished_export.c.id)
    return int(connection.execute(added).scalar_one())


def end(connection: Connection, ids: Sequence[int]) -> None:
    """Nothing unfinished is left there."""
    connection.execute(delete(unfinished_export).where(unfinished_export.c.id.in_(list(ids))))


def unfinished(connection: Connection) -> list[Row[Any]]:
    """What was begun and neither named nor removed, oldest first."""
    return list(connection.execute(select(unfinished_export).order_by(unfinished_export.c.id)))


def releases(
    connection: Connection, wanted: ReleaseFilter, *, before: int | None = None, limit: int | None = None
) -> list[Row[Any]]:
    """Rows of the release log, the newest first; `before` an id, for the next page."""
    query = select(release_log).where(*_conditions(wanted)).order_by(release_log.c.id.desc())
    if before is not None:
        query = query.where(release_log.c.id < before)
    return list(connection.execute(query.limit(limit)))


def count_releases(connection: Connection, wanted: ReleaseFilter) -> int:
    """How many rows of the release log that are."""
    counted = select(func.count()).select_from(release_log).where(*_conditions(wanted))
    return int(connection.execute(counted).scalar_one())


def _conditions(wanted: ReleaseFilter) -> list[Any]:
    found: list[Any] = []
    if wanted.since:
        found.append(release_log.c.at >= wanted.since)
    if wanted.until:
        found.append(release_log.c.at < f"{wanted.until}T99")
    if wanted.actor:
        found.append(release_log.c.actor == wanted.actor)
    if wanted.kind:
        found.append(release_log.c.recipient_kind == wanted.kind)
    if wanted.text:
        searched = (release_log.c.what, release_log.c.recipient, release_log.c.purpose, release_log.c.files)
        found.append(or_(*(holds(one, wanted.text) for one in searched)))
    return found
