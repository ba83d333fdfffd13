"""What somebody who holds the key can do to the audit trail, with the guards out of the way."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import insert

from expunge_desktop.services.session import Session
from expunge_desktop.store import audit, engine
from expunge_desktop.store.audit import AuditRow
from expunge_desktop.store.schema import audit as table


@contextmanager
def without_guards(session: Session) -> Iterator[Any]:
    """A connection of one's own to the encrypted file, after the triggers were dropped."""
    opened = engine.writer_engine(session.path, session.workspace.data_key, busy_ms=1_000)
    try:
        with opened.begin() as connection:
            for verb in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS guard_audit_{verb}")
            yield connection
    finally:
        opened.dispose()


def chain_of(session: Session) -> list[AuditRow]:
    """Every row."""
    with session.read() as connection:
        return list(audit.rows(connection))


def put(session: Session, rows: Sequence[AuditRow]) -> None:
    """Put another chain in place of the workspace's."""
    names = ("seq", "at", "actor", "verb", "subject", "payload", "payload_digest", "previous_hash", "hash")
    with without_guards(session) as connection:
        connection.exec_driver_sql("DELETE FROM audit")
        connection.execute(insert(table), [{name: getattr(row, name) for name in names} for row in rows])
