"""Filings, their rows and their releases: written once, never edited."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, exists, func, insert, select

from expunge_desktop.store.findings import latest_decisions
from expunge_desktop.store.paper_schema import filing, filing_row, release
from expunge_desktop.store.schema import (
    assessment,
    batch,
    conviction,
    decision,
    finding,
    person,
    policy,
    source_file,
)
from expunge_desktop.store.sealing import is_open

_ROWS_AT_A_TIME = 5_000


def decided_rows(connection: Connection, assessment_id: int) -> Iterator[Row[Any]]:
    """Every finding of an assessment but of sealed rows, with conviction, person and newest decision.

    `decision_action` and `decision_outcome` are None while undecided. In the order of import.
    """
    newest = latest_decisions()
    columns: list[Any] = [
        *(column for column in conviction.columns if column.name != "problems"),
        person.c.source_key,
        person.c.name.label("defendant"),
        person.c.born_on,
        person.c.cii_number,
        person.c.aliases,
        person.c.is_deceased,
        person.c.address,
        person.c.fbi_number,
        finding.c.review_codes,
        finding.c.statutory_outcome,
        finding.c.route,
        finding.c.policy_outcome,
        finding.c.policy_criterion,
        finding.c.rule_path,
        newest.c.action.label("decision_action"),
        newest.c.id.label("decision_id"),
        newest.c.outcome.label("decision_outcome"),
        newest.c.reason.label("decision_reason"),
        newest.c.decided_at,
        newest.c.decided_by,
    ]
    yield from connection.execution_options(yield_per=_ROWS_AT_A_TIME).execute(
        select(*columns)
        .join(finding, finding.c.conviction_id == conviction.c.id)
        .join(person, person.c.id == conviction.c.person_id)
        .outerjoin(newest, newest.c.conviction_id == conviction.c.id)
        .where(finding.c.assessment_id == assessment_id, is_open())
        .order_by(conviction.c.id)
    )


def batch_files(connection: Connection) -> list[Row[Any]]:
    """Every source file with its batch's id and the day it was received, batch by batch."""
    return list(
        connection.execute(
            select(source_file, batch.c.received_on)
            .join(batch, source_file.c.batch_id == batch.c.id)
            .order_by(batch.c.id, source_file.c.ordinal)
        )
    )


def next_id(connection: Connection) -> str:
    """The id of the next filing: F0001, F0002 …"""
    taken = connection.scalar(select(func.count()).select_from(filing)) or 0
    return f"F{taken + 1:04d}"


def add_filing(
    connection: Connection, values: dict[str, object], rows: Sequence[tuple[int, int, int, str]]
) -> None:
    """Write a filing and its rows: (row number, conviction id, schedule, relief)."""
    connection.execute(insert(filing).values(**values))
    if not rows:
        return
    connection.execute(
        insert(filing_row),
        [
            {"filing_id": values["id"], "row_no": number, "conviction_id": one, "schedule": schedule,
             "relief": relief}
            for number, one, schedule, relief in rows
        ],
    )  # fmt: skip


def find_filing(connection: Connection, filing_id: str) -> Row[Any] | None:
    """A filing with the policy its assessment was made under (`policy_id`, `policy_name`), or None."""
    return connection.execute(
        select(filing, assessment.c.policy_id, policy.c.name.label("policy_name"))
        .join(assessment, assessment.c.id == filing.c.assessment_id)
        .join(policy, policy.c.id == assessment.c.policy_id)
        .where(filing.c.id == filing_id)
    ).first()


def is_there(connection: Connection, filing_id: str) -> bool:
    """Whether there is a filing of that id; without reading what it holds."""
    return connection.scalar(select(filing.c.id).where(filing.c.id == filing_id)) is not None


def all_filings(connection: Connection) -> list[Row[Any]]:
    """Every filing (without its content) with its number of rows, oldest first."""
    count = (
        select(func.count())
        .select_from(filing_row)
        .where(filing_row.c.filing_id == filing.c.id)
        .correlate(filing)
        .scalar_subquery()
    )
    return list(
        connection.execute(
            select(
                filing.c.id,
                filing.c.title,
                filing.c.made_at,
                filing.c.made_by,
                filing.c.inputs,
                count.label("rows"),
            ).order_by(filing.c.id)
        )
    )


def undecided_rows(connection: Connection) -> dict[str, int]:
    """Rows that no attorney has decided, of each filing that is not released."""
    released = select(release.c.filing_id).group_by(release.c.filing_id).having(func.count() > 1)
    query = (
        select(filing_row.c.filing_id, func.count())
        .where(filing_row.c.filing_id.not_in(released))
        .where(~exists().where(decision.c.conviction_id == filing_row.c.conviction_id))
        .group_by(filing_row.c.filing_id)
    )
    return {filing_id: count for filing_id, count in connection.execute(query)}


def releases_of(connection: Connection, filing_id: str) -> list[Row[Any]]:
    """The release steps of a filing, `prepared` before `approved`."""
    return list(
        connection.execute(select(release).where(release.c.filing_id == filing_id).order_by(release.c.id))
    )


def all_releases(connection: Connection) -> list[Row[Any]]:
    """Every release step of the workspace."""
    return list(connection.execute(select(release).order_by(release.c.id)))


def add_release_step(connection: Connection, values: dict[str, object]) -> None:
    """Append a release step."""
    connection.execute(insert(release).values(**values))
