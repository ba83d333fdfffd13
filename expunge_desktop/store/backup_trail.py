"""What the audit trail knows of backups: each one written, where, and what was decided since."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from expunge_desktop.store.backup import CopyRecord
from expunge_desktop.store.schema import audit, decision

VERB = "backup"


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A backup as the trail has it; `place` is the folder, empty in rows of before it was kept.

    `head_seq` and `head` are the last row of the chain inside it, `decisions` how many it holds; None in
    rows of before they were kept.
    """

    seq: int
    at: str
    name: str
    place: str
    sha256: str
    head: str
    head_seq: int | None
    decisions: int | None


def payload(record: CopyRecord, sha256: str, destination: Path) -> dict[str, object]:
    """What the audit row of a backup says."""
    return {
        "sha256": sha256,
        "head": record.head,
        "head_seq": record.seq,
        "place": str(destination.parent),
        "decisions": record.rows["decision"],
        "rows": sum(record.rows.values()),
    }


def known_backups(connection: Connection, *, newest_only: bool = False) -> Iterator[KnownBackup]:
    """Every backup in the trail, the newest first."""
    query = select(audit).where(audit.c.verb == VERB).order_by(audit.c.seq.desc())
    for row in connection.execute(query.limit(1) if newest_only else query):
        told = json.loads(row.payload) if row.payload else {}
        yield KnownBackup(
            row.seq,
            row.at,
            row.subject,
            told.get("place", ""),
            told.get("sha256", ""),
            told.get("head", ""),
            told.get("head_seq"),
            told.get("decisions"),
        )


def decisions(connection: Connection, *, after: str = "") -> int:
    """How many decisions there are, or were taken after an instant."""
    query = select(func.count()).select_from(decision).where(decision.c.decided_at > after)
    return int(connection.execute(query).scalar_one())


def other_acts(connection: Connection, verbs: Collection[str], after_seq: int) -> int:
    """How many audit rows of these verbs follow a row of the trail."""
    query = select(func.count()).where(audit.c.seq > after_seq, audit.c.verb.in_(sorted(verbs)))
    return int(connection.execute(query).scalar_one())


def first_instant(connection: Connection) -> str:
    """When the workspace was made: its first audit row."""
    found: str = connection.execute(select(audit.c.at).order_by(audit.c.seq).limit(1)).scalar_one()
    return found
