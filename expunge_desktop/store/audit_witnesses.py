"""Heads of the audit chain that the workspace itself has kept: with filings, backups and checkpoints."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from expunge_desktop.store import audit_payload
from expunge_desktop.store.custody_schema import audit_checkpoint
from expunge_desktop.store.paper_schema import filing
from expunge_desktop.store.schema import audit


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A head and who kept it; `seq` None where only the hash is known."""

    kind: str
    name: str
    hash: str
    seq: int | None = None


def kept_heads(connection: Connection) -> list[KeptHead]:
    """Every head the workspace has kept, the oldest of each kind first."""
    filings = connection.execute(select(filing.c.id, filing.c.audit_head).order_by(filing.c.id))
    found = [KeptHead("filing", row.id, row.audit_head) for row in filings]
    for row in connection.execute(select(audit_checkpoint).order_by(audit_checkpoint.c.id)):
        found.append(KeptHead("checkpoint", f"of {row.made_at[:10]}", row.hash, row.seq))
    backups = select(audit.c.seq, audit.c.subject, audit.c.payload).where(audit.c.verb == "backup")
    for row in connection.execute(backups.order_by(audit.c.seq)):
        head = str(audit_payload.told(row.payload).get("head", ""))
        if head:
            found.append(KeptHead("backup", f"{row.subject} (row {row.seq:,})", head))
    return found


def told_copies(connection: Connection) -> list[tuple[str, str]]:
    """Head and SHA-256 of every backup made or restored, and of copies before an upgrade, oldest first."""
    query = select(audit.c.payload).where(audit.c.verb.in_(("backup", "migrate", "restore")))
    found = []
    for payload in connection.scalars(query.order_by(audit.c.seq)):
        told = audit_payload.told(payload)
        if told.get("head") and told.get("sha256"):
            found.append((str(told["head"]), str(told["sha256"])))
    return found


def add_checkpoint(
    connection: Connection, *, seq: int, head: str, sha256: str, made_at: str, made_by: str
) -> None:
    """Remember a checkpoint that was written to a file."""
    values = {"seq": seq, "hash": head, "sha256": sha256, "made_at": made_at, "made_by": made_by}
    connection.execute(audit_checkpoint.insert().values(**values))


def marks(connection: Connection, every: int, last: int) -> list[tuple[int, str]]:
    """Number and hash of each `every`-th row, and of the row `last`, in order."""
    query = select(audit.c.seq, audit.c.hash).where((audit.c.seq % every == 0) | (audit.c.seq == last))
    found = connection.execute(query.where(audit.c.seq <= last).order_by(audit.c.seq))
    return [(int(seq), str(digest)) for seq, digest in found]


def newest(connection: Connection) -> tuple[int, str] | None:
    """Number and hash of the newest row."""
    row = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    return None if row is None else (int(row.seq), str(row.hash))
