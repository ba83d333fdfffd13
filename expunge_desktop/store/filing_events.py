"""What became of the rows of a filing at the clerk, the court and the Department: append-only events."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from expunge_desktop.store.paper_schema import filing_event, filing_event_row, filing_row
from expunge_desktop.store.schema import conviction, person


def add_event(connection: Connection, values: dict[str, object], rows: Sequence[int]) -> int:
    """Append an event about these row numbers; gives its id."""
    statement = insert(filing_event).values(**values, rows=len(rows)).returning(filing_event.c.id)
    event_id = int(connection.execute(statement).scalar_one())
    if rows:
        connection.execute(
            insert(filing_event_row), [{"event_id": event_id, "row_no": number} for number in rows]
        )
    return event_id


def events_of(connection: Connection, filing_id: str) -> list[Row[Any]]:
    """The events of a filing, oldest first."""
    query = select(filing_event).where(filing_event.c.filing_id == filing_id)
    return list(connection.execute(query.order_by(filing_event.c.id)))


def newest_events(connection: Connection, filing_id: str) -> dict[int, Row[Any]]:
    """The newest event of every row that has one (`event_id`, `status`, `happened_on`, `note`), by number."""
    newest = (
        select(filing_event_row.c.row_no, func.max(filing_event.c.id).label("event_id"))
        .join(filing_event, filing_event.c.id == filing_event_row.c.event_id)
        .where(filing_event.c.filing_id == filing_id)
        .group_by(filing_event_row.c.row_no)
        .subquery()
    )
    columns: list[Any] = [
        newest.c.row_no,
        newest.c.event_id,
        filing_event.c.status,
        filing_event.c.happened_on,
        filing_event.c.note,
        filing_event.c.recorded_by,
    ]
    query = select(*columns).join(filing_event, filing_event.c.id == newest.c.event_id)
    return {int(row.row_no): row for row in connection.execute(query)}


def rows_of(connection: Connection, filing_id: str) -> list[Row[Any]]:
    """The rows of a filing: number, schedule, relief, and how record and court name the count."""
    query = (
        select(
            filing_row.c.row_no,
            filing_row.c.schedule,
            filing_row.c.relief,
            conviction.c.id.label("conviction_id"),
            conviction.c.case_number,
            conviction.c.count_number,
            conviction.c.code_section,
            person.c.name,
        )
        .join(conviction, conviction.c.id == filing_row.c.conviction_id)
        .join(person, person.c.id == conviction.c.person_id)
        .where(filing_row.c.filing_id == filing_id)
        .order_by(filing_row.c.row_no)
    )
    return list(connection.execute(query))


def tallies(connection: Connection) -> dict[str, dict[str, int]]:
    """For every filing that has events, how many of its rows have which status."""
    newest = (
        select(
            filing_event.c.filing_id,
            filing_event_row.c.row_no,
            func.max(filing_event.c.id).label("event_id"),
        )
        .join(filing_event, filing_event.c.id == filing_event_row.c.event_id)
        .group_by(filing_event.c.filing_id, filing_event_row.c.row_no)
        .subquery()
    )
    query = (
        select(newest.c.filing_id, filing_event.c.status, func.count().label("rows"))
        .join(filing_event, filing_event.c.id == newest.c.event_id)
        .group_by(newest.c.filing_id, filing_event.c.status)
    )
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(query):
        found.setdefault(row.filing_id, {})[row.status] = int(row[2])
    return found
