"""Searches in the audit chain: which rows, newest first, and their values. Nothing here changes anything."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from expunge_desktop.store.audit import AuditRow, as_row, genesis
from expunge_desktop.store.letters import holds
from expunge_desktop.store.schema import audit

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class AuditCriteria:
    """Which rows are wanted; an empty field asks for nothing.

    from_at, before_at   instants, the first included, the second not
    text                 part of the subject, the actor or the payload, upper and lower case alike
    closed_verbs         verbs in whose payload `text` is not looked for
    """

    from_at: str = ""
    before_at: str = ""
    actors: Collection[str] = ()
    verbs: Collection[str] = ()
    text: str = ""
    closed_verbs: Collection[str] = ()


def seqs(connection: Connection, wanted: AuditCriteria) -> list[int]:
    """The numbers of the rows that match, newest first."""
    query = select(audit.c.seq).where(*_conditions(wanted)).order_by(audit.c.seq.desc())
    return [int(seq) for seq in connection.execute(query).scalars()]


def page(connection: Connection, wanted: AuditCriteria, after: int | None, limit: int) -> list[AuditRow]:
    """The next rows that match, newest first, older than the row `after` (None = from the newest)."""
    conditions = _conditions(wanted)
    if after is not None:
        conditions.append(audit.c.seq < after)
    query = select(audit).where(*conditions).order_by(audit.c.seq.desc()).limit(limit)
    return [as_row(row) for row in connection.execute(query)]


def at(connection: Connection, numbers: Collection[int]) -> Iterator[AuditRow]:
    """The rows of these numbers, as far as there are."""
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_A_TIME):
        query = select(audit).where(audit.c.seq.in_(wanted[start : start + _AT_A_TIME]))
        for row in connection.execute(query):
            yield as_row(row)


def tallies(connection: Connection, column: str) -> dict[str, int]:
    """How many rows there are of each `verb` or `actor`, in the order of the alphabet."""
    chosen = {"verb": audit.c.verb, "actor": audit.c.actor}[column]
    query = select(chosen, func.count()).group_by(chosen).order_by(chosen)
    return {value: int(count) for value, count in connection.execute(query)}


def head_besides(connection: Connection, verbs: Collection[str]) -> str:
    """The hash of the newest row of none of these verbs; the chain's beginning when there is none."""
    query = select(audit.c.hash).where(audit.c.verb.not_in(sorted(verbs))).order_by(audit.c.seq.desc())
    found = connection.execute(query.limit(1)).scalar_one_or_none()
    return genesis(connection) if found is None else str(found)


def _conditions(wanted: AuditCriteria) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.from_at:
        found.append(audit.c.at >= wanted.from_at)
    if wanted.before_at:
        found.append(audit.c.at < wanted.before_at)
    if wanted.actors:
        found.append(audit.c.actor.in_(sorted(wanted.actors)))
    if wanted.verbs:
        found.append(audit.c.verb.in_(sorted(wanted.verbs)))
    if wanted.text:
        found.append(_holds(wanted.text, wanted.closed_verbs))
    return found


def _holds(text: str, closed_verbs: Collection[str]) -> ColumnElement[bool]:
    in_payload = holds(audit.c.payload, text, as_stored=_as_in_json)
    if closed_verbs:
        in_payload = and_(audit.c.verb.not_in(sorted(closed_verbs)), in_payload)
    return or_(holds(audit.c.subject, text), holds(audit.c.actor, text), in_payload)


def _as_in_json(text: str) -> str:
    """The text as a payload holds it: JSON in ASCII."""
    return json.dumps(text)[1:-1]
