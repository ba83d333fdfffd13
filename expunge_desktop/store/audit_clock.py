"""The newest audit row: what the next one is dated behind, and by which a workspace is known again."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from expunge_desktop.base.clock import MOVED_BACK, RecordedInstant
from expunge_desktop.store import audit as chain
from expunge_desktop.store.schema import audit


@dataclass(frozen=True, slots=True)
class NewestRow:
    """The last link of the chain."""

    seq: int
    at: str
    hash: str


def newest(connection: Connection) -> NewestRow | None:
    """The last row of the chain; None before the first."""
    query = select(audit.c.seq, audit.c.at, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
    found = connection.execute(query).one_or_none()
    return None if found is None else NewestRow(found.seq, found.at, found.hash)


def holds(connection: Connection, seq: int, row_hash: str) -> bool:
    """Whether the chain still has this row."""
    return connection.execute(select(audit.c.hash).where(audit.c.seq == seq)).scalar_one_or_none() == row_hash


def tell(connection: Connection, actor: str, instant: RecordedInstant, last: NewestRow | None) -> None:
    """Write a row that the clock strays (`clock-moved-back`, `clock-jumped`), unless it is told already.

    A clock that stands behind and runs on is told once; set back again, it is told again.
    """
    if not instant.stray or last is None or _is_told(connection, instant, last.at):
        return
    chain.append(
        connection,
        at=instant.at,
        actor=actor,
        verb=instant.stray,
        subject="clock",
        payload={"clock": instant.reading, "newest_row": last.at},
    )


def _is_told(connection: Connection, instant: RecordedInstant, newest_at: str) -> bool:
    """Rows written while the clock is behind all bear the newest instant; one of them may tell it."""
    if instant.stray != MOVED_BACK:
        return False
    query = (
        select(audit.c.payload)
        .where(audit.c.at == newest_at, audit.c.verb == MOVED_BACK)
        .order_by(audit.c.seq.desc())
        .limit(1)
    )
    told = connection.execute(query).scalar_one_or_none()
    return bool(told) and str(json.loads(str(told))["clock"]) <= instant.reading
