"""Decisions, notes and the release log: append-only."""

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from expunge_desktop.store.schema import conviction, decision, finding, note, person, release_log
from expunge_desktop.store.sealing import is_open


def add_decision(connection: Connection, values: dict[str, object]) -> int:
    """Append a decision; gives its id."""
    return int(connection.execute(insert(decision).values(**values).returning(decision.c.id)).scalar_one())


def add_note(connection: Connection, values: dict[str, object]) -> None:
    """Append a note."""
    connection.execute(insert(note).values(**values))


def add_release(connection: Connection, values: dict[str, object]) -> None:
    """Append a line to the release log (Penal Code 11078)."""
    connection.execute(insert(release_log).values(**values))


def decisions_of(connection: Connection, conviction_id: int) -> list[Row[Any]]:
    """Every decision on a conviction, oldest first."""
    return list(
        connection.execute(
            select(decision).where(decision.c.conviction_id == conviction_id).order_by(decision.c.id)
        )
    )


def notes_of(connection: Connection, conviction_id: int) -> list[Row[Any]]:
    """Every note on a conviction, oldest first."""
    return list(
        connection.execute(select(note).where(note.c.conviction_id == conviction_id).order_by(note.c.id))
    )


def find_counts(connection: Connection, assessment_id: int, case: str, count: str | None) -> list[Row[Any]]:
    """Convictions under review whose case number is, or contains as one of several, `case`.

    `count` narrows to a count number, leading zeros ignored; sealed counts are not found.
    Each row has conviction id, finding id, person name, case and count number, section and policy outcome.
    """
    number = conviction.c.case_number
    wanted = (number == case) | (
        (";" + func.replace(number, "; ", ";") + ";").contains(f";{case};", autoescape=True)
    )
    columns: list[Any] = [
        conviction.c.id,
        finding.c.id.label("finding_id"),
        conviction.c.case_number,
        conviction.c.count_number,
        conviction.c.code_section,
        finding.c.policy_outcome,
        person.c.name,
    ]
    statement = (
        select(*columns)
        .join(person, person.c.id == conviction.c.person_id)
        .join(finding, finding.c.conviction_id == conviction.c.id)
        .where(wanted, finding.c.assessment_id == assessment_id, is_open())
        .order_by(conviction.c.id)
    )
    rows = list(connection.execute(statement))
    if count is None:
        return rows
    return [row for row in rows if row.count_number.lstrip("0") == count.strip().lstrip("0")]


def finding_by_id(connection: Connection, finding_id: int) -> Row[Any] | None:
    """A finding with its conviction's id and facts, or None."""
    return connection.execute(
        select(finding, conviction.c.facts)
        .join(conviction, conviction.c.id == finding.c.conviction_id)
        .where(finding.c.id == finding_id, is_open())
    ).first()


def finding_of(connection: Connection, assessment_id: int, conviction_id: int) -> Row[Any] | None:
    """The finding of one conviction in one assessment, with the conviction's facts, or None."""
    return connection.execute(
        select(finding, conviction.c.facts)
        .join(conviction, conviction.c.id == finding.c.conviction_id)
        .where(finding.c.assessment_id == assessment_id, finding.c.conviction_id == conviction_id, is_open())
    ).first()
