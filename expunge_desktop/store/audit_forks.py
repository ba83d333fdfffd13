"""Rows of the trail that say it goes on from less than there once was: after a restore, or after a salvage.

Whoever restores a backup has a trail that ends with the backup's last row, and goes on from there. A
checkpoint written later in the old workspace saw rows that are not here, and other ones of the same numbers.
Such a row is what the trail says of itself: whoever holds the key can write one as well.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from expunge_desktop.store import audit_payload, salvage_gaps
from expunge_desktop.store.schema import audit

RESTORE, _UPGRADE = "restore", "migrate"


@dataclass(frozen=True, slots=True)
class Fork:
    """Row `seq` says that the trail goes on from row `last` of a backup, or of what a salvage could read.

    last_at   when that row was written
    source    the name of the backup's file, or of the damaged one
    sha256    of the backup's file as it was restored; empty after a salvage
    """

    seq: int
    verb: str
    at: str
    actor: str
    source: str
    sha256: str
    last: int
    last_at: str

    @property
    def is_restore(self) -> bool:
        """After a restore; otherwise after a salvage."""
        return self.verb == RESTORE


def told_forks(connection: Connection) -> list[Fork]:
    """Every such row whose claim fits the rows before it, the oldest first.

    A row `restore` must name the hash of the row before it; what brings an older backup up to date may
    stand between.
    """
    query = select(audit).where(audit.c.verb.in_((RESTORE, salvage_gaps.VERB))).order_by(audit.c.seq)
    found = []
    for row in connection.execute(query).all():
        told = audit_payload.told(row.payload)
        head = str(told.get("head", "")) if row.verb == RESTORE else str(row.previous_hash)
        last = _row_of(connection, row.seq, head)
        if last is not None:
            source = str(told.get("backup" if row.verb == RESTORE else "file", ""))
            sha256 = str(told.get("sha256", ""))
            found.append(Fork(row.seq, row.verb, row.at, row.actor, source, sha256, *last))
    return found


def _row_of(connection: Connection, before: int, head: str) -> tuple[int, str] | None:
    """Number and instant of the row with this hash right before `before`, upgrades passed over."""
    query = select(audit.c.seq, audit.c.at, audit.c.verb, audit.c.hash).where(audit.c.seq < before)
    for row in connection.execute(query.order_by(audit.c.seq.desc()).limit(20)):
        if row.hash == head:
            return int(row.seq), str(row.at)
        if row.verb != _UPGRADE:
            return None
    return None
