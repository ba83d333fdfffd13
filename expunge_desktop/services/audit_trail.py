"""The audit trail for people: verify it from its beginning, list it, write it out."""

from collections.abc import Iterator
from dataclasses import astuple

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.session import Session
from expunge_desktop.store import audit
from expunge_desktop.store.audit import AuditReport

__all__ = ["COLUMNS", "AuditReport", "head", "rows", "verify"]

COLUMNS = ("seq", "at", "actor", "verb", "subject", "payload", "payload_digest", "previous_hash", "hash")
_PAGE = 1000


def verify(session: Session) -> AuditReport:
    """Walk the whole chain; the report names the first row that is not as it was written."""
    session.require()
    with session.read() as connection:
        return audit.verify(connection)


def head(session: Session) -> str:
    """The hash of the newest row."""
    session.require()
    with session.read() as connection:
        return audit.head(connection)


def rows(session: Session) -> Iterator[tuple[object, ...]]:
    """Every row in order, as values of `COLUMNS`; the reading is itself audited.

    For supervisors and administrators: payloads speak of single convictions.
    """
    session.require(Role.SUPERVISOR, Role.ADMINISTRATOR)
    with session.write() as tx:
        tx.audit("read-audit-trail", "audit", {})
    return _pages(session)


def _pages(session: Session) -> Iterator[tuple[object, ...]]:
    after = 0
    while True:
        # A page at a time: no read transaction stays open while the caller writes a file.
        with session.read() as connection:
            page = list(audit.rows(connection, after=after, limit=_PAGE))
        for row in page:
            yield astuple(row)
        if len(page) < _PAGE:
            return
        after = page[-1].seq
