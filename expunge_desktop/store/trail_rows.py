"""Rows of tables and the audit rows that tell of them, as `check` compares the two."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, select
from sqlalchemy.exc import DBAPIError

from expunge_desktop.store import custody_schema, fact_schema, salvage_gaps
from expunge_desktop.store.paper_schema import (
    court_profile,
    decision_evidence,
    evidence,
    filing,
    filing_row,
    release,
    template_version,
)
from expunge_desktop.store.schema import (
    audit,
    decision,
    office,
    policy,
    policy_signature,
    release_log,
    user,
)

_AT_A_TIME = 1_000
_NO_TEXT = "Could not decode"  # as the driver says it


class NotTextError(ValueError):
    """A row holds bytes where this program writes text: nobody but another program wrote it."""


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One audit row. `payload` is None when it was dropped by policy, or with the people it spoke of."""

    seq: int
    at: str
    actor: str
    verb: str
    subject: str
    payload: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What is lost of the trail and since when: nothing in a workspace that was never salvaged.

    `last` is the newest row of a salvage, 0 = none; `at` its instant; `gaps` the lost rows, first and last.
    """

    last: int = 0
    at: str = ""
    gaps: tuple[tuple[int, int], ...] = ()


def salvaged(connection: Connection) -> Salvaged:
    """Whether rows of this workspace were lost in a damaged file."""
    query = select(audit.c.seq, audit.c.at).where(audit.c.verb == salvage_gaps.VERB)
    newest = connection.execute(query.order_by(audit.c.seq.desc()).limit(1)).first()
    if newest is None:
        return Salvaged()
    gaps = salvage_gaps.told_gaps(connection).values()
    return Salvaged(newest.seq, newest.at, tuple(sorted((gap.first, gap.last) for gap in gaps)))


def told(connection: Connection, verbs: Sequence[str]) -> Iterator[ToldRow]:
    """The audit rows of these verbs, in order."""
    after = 0
    query = select(audit).where(audit.c.verb.in_(verbs)).order_by(audit.c.seq).limit(_AT_A_TIME)
    while rows := _read(connection, query.where(audit.c.seq > after)):
        for row in rows:
            payload = json.loads(row.payload) if row.payload else None
            yield ToldRow(row.seq, row.at, row.actor, row.verb, row.subject, payload)
        after = rows[-1].seq


def decisions(connection: Connection) -> Iterator[tuple[Row[Any], list[dict[str, str]]]]:
    """Every decision, with what is attached to it as the audit tells it."""
    for rows in _pages_by_id(connection, decision):
        attached = _attached(connection, rows[0].id, rows[-1].id)
        for row in rows:
            yield row, attached.get(row.id, [])


def _attached(connection: Connection, first: int, last: int) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = {}
    query = select(decision_evidence).where(decision_evidence.c.decision_id.between(first, last))
    for row in _read(connection, query.order_by(decision_evidence.c.decision_id, decision_evidence.c.place)):
        found.setdefault(row.decision_id, []).append({"name": row.name, "sha256": row.sha256})
    return found


def documents(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """(SHA-256, content) of every attached document, one at a time."""
    for row in _read(connection, select(evidence.c.sha256).order_by(evidence.c.sha256)):
        content = connection.scalar(select(evidence.c.content).where(evidence.c.sha256 == row.sha256))
        yield row.sha256, bytes(content or b"")


def filings(connection: Connection) -> Iterator[Row[Any]]:
    """Every filing, one at a time: their contents are long."""
    for row in _read(connection, select(filing.c.id).order_by(filing.c.id)):
        yield _read(connection, select(filing).where(filing.c.id == row.id))[0]


def rows_of_filing(connection: Connection, filing_id: str) -> list[tuple[int, int, int, str]]:
    """(row number, conviction, schedule, relief) of a filing."""
    query = select(filing_row).where(filing_row.c.filing_id == filing_id).order_by(filing_row.c.row_no)
    return [(row.row_no, row.conviction_id, row.schedule, row.relief) for row in _read(connection, query)]


def releases(connection: Connection) -> Iterator[Row[Any]]:
    """Every step of a release."""
    return _by_id(connection, release)


def signatures(connection: Connection) -> list[Row[Any]]:
    """Every signature of a policy with the policy's `digest`."""
    query = select(policy_signature, policy.c.digest).outerjoin(
        policy, policy.c.id == policy_signature.c.policy_id
    )
    return _read(connection, query.order_by(policy_signature.c.id))


def policies(connection: Connection) -> Iterator[Row[Any]]:
    """Every policy with its text."""
    return _by_id(connection, policy)


def court_profiles(connection: Connection) -> Iterator[Row[Any]]:
    """Every court profile with its text."""
    return _by_id(connection, court_profile)


def wordings(connection: Connection) -> Iterator[Row[Any]]:
    """Every version of a wording."""
    return _by_id(connection, template_version)


def offices(connection: Connection) -> Iterator[Row[Any]]:
    """Every office file."""
    return _by_id(connection, office)


def users(connection: Connection) -> Iterator[Row[Any]]:
    """Every user."""
    return _by_id(connection, user)


def release_log_rows(connection: Connection) -> Iterator[Row[Any]]:
    """The release log."""
    return _by_id(connection, release_log)


def supplied(connection: Connection) -> Iterator[Row[Any]]:
    """Every supplied fact and every withdrawal."""
    return _by_id(connection, fact_schema.supplied_fact)


def sealed(connection: Connection) -> Iterator[Row[Any]]:
    """Every sealed conviction, in the order they were sealed."""
    table = custody_schema.sealed_conviction
    yield from _streamed(connection, select(table).order_by(table.c.recorded_at, table.c.conviction_id))


def purges(connection: Connection) -> Iterator[Row[Any]]:
    """Every destruction."""
    return _by_id(connection, custody_schema.purge)


def _by_id(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    for rows in _pages_by_id(connection, table):
        yield from rows


def _pages_by_id(connection: Connection, table: Table) -> Iterator[list[Row[Any]]]:
    after = -(2**63)
    query = select(table).order_by(table.c.id).limit(_AT_A_TIME)
    while rows := _read(connection, query.where(table.c.id > after)):
        yield rows
        after = rows[-1].id


def _read(connection: Connection, query: Any) -> list[Row[Any]]:
    return list(_streamed(connection, query))


def _streamed(connection: Connection, query: Any) -> Iterator[Row[Any]]:
    try:
        yield from connection.execute(query)
    except DBAPIError as error:
        if _NO_TEXT not in str(error.orig):
            raise
        raise NotTextError("a row holds what is no text") from None
