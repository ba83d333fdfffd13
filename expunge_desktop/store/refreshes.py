"""Facts computed anew from the kept source rows: which batches need it, their people, and what is written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from expunge_desktop.store.schema import (
    batch,
    conviction,
    departed_conviction,
    facts_refresh,
    person,
    source_block,
)


def law_of_batches(connection: Connection) -> dict[int, str]:
    """Digest of the law the stored facts of each batch stand by: the newest refresh's, else the import's."""
    digests = {int(row.id): str(row.law_digest) for row in connection.execute(select(batch))}
    newest = select(func.max(facts_refresh.c.id)).group_by(facts_refresh.c.batch_id)
    for row in connection.execute(select(facts_refresh).where(facts_refresh.c.id.in_(newest))):
        digests[row.batch_id] = row.law_digest
    return digests


def some_facts(connection: Connection, batch_id: int) -> list[str]:
    """The facts of one conviction of a batch, none when it has none: all were kept by one version."""
    kept = (conviction.c.batch_id == batch_id, conviction.c.purge_id.is_(None))
    query = select(conviction.c.facts).where(*kept).limit(1)
    return list(connection.scalars(query))


def count_people(connection: Connection, batch_id: int) -> int:
    """How many people a batch has."""
    kept = (person.c.batch_id == batch_id, person.c.purge_id.is_(None))
    query = select(func.count()).select_from(person).where(*kept)
    return int(connection.scalar(query) or 0)


def people_of_batch(connection: Connection, batch_id: int, after: int, limit: int) -> list[Row[Any]]:
    """The next people of a batch by id: `id` and `source_key`."""
    return list(
        connection.execute(
            select(person.c.id, person.c.source_key)
            .where(person.c.batch_id == batch_id, person.c.id > after, person.c.purge_id.is_(None))
            .order_by(person.c.id)
            .limit(limit)
        )
    )


def count_convictions(connection: Connection, batch_id: int) -> int:
    """How many rows of convictions a batch has."""
    kept = (conviction.c.batch_id == batch_id, conviction.c.purge_id.is_(None))
    return int(connection.scalar(select(func.count()).select_from(conviction).where(*kept)) or 0)


def blocks_of(connection: Connection, batch_id: int, keys: Sequence[str]) -> dict[str, list[bytes]]:
    """The compressed source rows of some people of a batch, by source key."""
    found: dict[str, list[bytes]] = {key: [] for key in keys}
    rows = connection.execute(
        select(source_block.c.source_key, source_block.c.rows)
        .where(source_block.c.batch_id == batch_id, source_block.c.source_key.in_(keys))
        .order_by(source_block.c.id)
    )
    for key, block in rows:
        found[key].append(bytes(block))
    return found


def convictions_of(connection: Connection, people: Sequence[int]) -> dict[tuple[int, str], Row[Any]]:
    """The stored rows of some people by (person id, ref), each with `is_departed`."""
    rows = connection.execute(
        select(conviction, departed_conviction.c.conviction_id.is_not(None).label("is_departed"))
        .outerjoin(departed_conviction, departed_conviction.c.conviction_id == conviction.c.id)
        .where(conviction.c.person_id.in_(people), conviction.c.purge_id.is_(None))
    )
    return {(row.person_id, row.ref): row for row in rows}


def add_convictions(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Write counts that the law now puts under review."""
    if rows:
        connection.execute(insert(conviction), list(rows))


def change_convictions(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Give stored rows (`conviction_id`) other facts and section."""
    if rows:
        connection.execute(
            update(conviction)
            .where(conviction.c.id == bindparam("conviction_id"))
            .values(facts=bindparam("new_facts"), section=bindparam("new_section")),
            list(rows),
        )


def mark_departed(connection: Connection, refresh_id: int, ids: Iterable[int]) -> None:
    """Mark convictions that the law no longer puts under review."""
    rows = [{"conviction_id": one, "refresh_id": refresh_id} for one in ids]
    if rows:
        connection.execute(insert(departed_conviction), rows)


def take_back(connection: Connection, ids: Iterable[int]) -> None:
    """Take the mark from convictions that are under review again."""
    rows = [{"gone": one} for one in ids]
    if rows:
        statement = departed_conviction.delete()
        connection.execute(statement.where(departed_conviction.c.conviction_id == bindparam("gone")), rows)


def add_refresh(connection: Connection, values: Mapping[str, object]) -> int:
    """Write a refresh with its figures; gives its id."""
    statement = insert(facts_refresh).values(**values).returning(facts_refresh.c.id)
    return int(connection.execute(statement).scalar_one())


def departures(connection: Connection, ids: Sequence[int] | None = None) -> dict[int, str]:
    """Convictions (all, or of `ids`) that are no longer under review, with the instant they left."""
    query = select(departed_conviction.c.conviction_id, facts_refresh.c.made_at).join(
        facts_refresh, facts_refresh.c.id == departed_conviction.c.refresh_id
    )
    if ids is not None:
        query = query.where(departed_conviction.c.conviction_id.in_(ids))
    return {int(one): str(at) for one, at in connection.execute(query)}
