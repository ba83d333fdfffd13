"""What a comparison of policies reads of a workspace: facts, and the columns of its breakdowns."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from expunge_desktop.store.schema import batch, conviction, departed_conviction, facts_refresh, person
from expunge_desktop.store.sealing import is_open

_ROWS_AT_A_TIME = 10_000
_IDS_AT_A_TIME = 500


def comparison_rows(connection: Connection) -> Iterator[Any]:
    """One row per conviction under review by the present law, people in one piece, with record totals."""
    rows = connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(
        select(
            conviction.c.id,
            conviction.c.person_id,
            conviction.c.section,
            conviction.c.agency,
            conviction.c.conviction_year,
            conviction.c.level,
            conviction.c.disposition,
            conviction.c.facts,
            person.c.race,
            person.c.convictions,
            person.c.felonies,
        )
        .join(person, person.c.id == conviction.c.person_id)
        .where(conviction.c.id.not_in(select(departed_conviction.c.conviction_id)), is_open())
        .order_by(conviction.c.person_id, conviction.c.id)
    )
    yield from rows


def content_mark(connection: Connection) -> tuple[int, int, int]:
    """(newest batch, open convictions, newest refresh of facts): changes when these rows do."""
    return (
        int(connection.scalar(select(func.max(batch.c.id))) or 0),
        int(connection.scalar(select(func.count()).select_from(conviction).where(is_open())) or 0),
        int(connection.scalar(select(func.max(facts_refresh.c.id))) or 0),
    )


def named_convictions(connection: Connection, ids: Sequence[int]) -> dict[int, Row[Any]]:
    """Name, case, count, charge, level, day and agency of some convictions, by id."""
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(ids), _IDS_AT_A_TIME):
        rows = connection.execute(
            select(
                conviction.c.id,
                person.c.name,
                person.c.born_on,
                conviction.c.case_number,
                conviction.c.count_number,
                conviction.c.code_section,
                conviction.c.level,
                conviction.c.conviction_on,
                conviction.c.agency,
            )
            .join(person, person.c.id == conviction.c.person_id)
            .where(conviction.c.id.in_(ids[start : start + _IDS_AT_A_TIME]), is_open())
        )
        found |= {row.id: row for row in rows}
    return found
