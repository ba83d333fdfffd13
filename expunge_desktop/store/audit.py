"""The audit chain: every change's row, written in the same transaction (design, "The way of data" 8).

Each row carries the hash of the row before it; the first one that of the workspace's own id. So a row
that is changed, removed, inserted or moved breaks the chain from there on. What the chain cannot show by
itself is that its *last* rows were cut off: for that the head is printed on each filing's cover sheet.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Row, select

from expunge_desktop.store.schema import audit, meta


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One link of the chain as stored."""

    seq: int
    at: str
    actor: str
    verb: str
    subject: str
    payload: str
    payload_digest: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a walk over the whole chain found. `first_broken` is the first row not as written, and why."""

    rows: int
    head: str
    first_broken: int | None = None
    reason: str = ""

    @property
    def is_intact(self) -> bool:
        """Every row is as it was written."""
        return self.first_broken is None


def canonical_json(payload: Mapping[str, object]) -> str:
    """The one text form of a payload: sorted keys, no blanks, ASCII."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def genesis(connection: Connection) -> str:
    """What stands before the first row: a digest of the workspace's id."""
    workspace_id = connection.execute(select(meta.c.value).where(meta.c.key == "workspace_id")).scalar_one()
    return hashlib.sha256(f"expunge audit {workspace_id}".encode()).hexdigest()


def head(connection: Connection) -> str:
    """The hash of the last row; printed on cover sheets."""
    last = connection.execute(select(audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).scalar_one_or_none()
    return last if last is not None else genesis(connection)


def append(
    connection: Connection, *, at: str, actor: str, verb: str, subject: str, payload: Mapping[str, object]
) -> str:
    """Add one row and return its hash. Only `store.workspace.Transaction` calls this."""
    found = connection.execute(
        select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
    ).one_or_none()
    seq, previous = (found.seq + 1, found.hash) if found else (1, genesis(connection))
    text = canonical_json(payload)
    digest = hashlib.sha256(text.encode()).hexdigest()
    row_hash = _hash(seq, at, actor, verb, subject, digest, previous)
    connection.execute(
        audit.insert().values(
            seq=seq, at=at, actor=actor, verb=verb, subject=subject, payload=text,
            payload_digest=digest, previous_hash=previous, hash=row_hash,
        )
    )  # fmt: skip
    return row_hash


def rows(connection: Connection, *, after: int = 0, limit: int | None = None) -> Iterator[AuditRow]:
    """The chain from the row behind `after`, in order."""
    query = select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(limit)
    for row in connection.execute(query):
        yield _as_row(row)


def verify(connection: Connection) -> AuditReport:
    """Walk the chain from the beginning and name the first row that is not as it was written."""
    previous = genesis(connection)
    counted = 0
    for row in rows(connection):
        fault = _fault(row, counted + 1, previous)
        if fault:
            return AuditReport(counted, previous, row.seq, f"{fault}.")
        counted += 1
        previous = row.hash
    return AuditReport(counted, previous)


def _fault(row: AuditRow, expected_seq: int, previous: str) -> str:
    if row.seq != expected_seq:
        return f"row {expected_seq} is missing"
    if row.previous_hash != previous:
        return "it does not follow the row before it"
    if hashlib.sha256(row.payload.encode()).hexdigest() != row.payload_digest:
        return "its payload was changed"
    if row.hash != _hash(
        row.seq, row.at, row.actor, row.verb, row.subject, row.payload_digest, row.previous_hash
    ):
        return "it was changed"
    return ""


def _hash(seq: int, at: str, actor: str, verb: str, subject: str, digest: str, previous: str) -> str:
    fields = [seq, at, actor, verb, subject, digest, previous]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":"), ensure_ascii=True).encode()).hexdigest()


def _as_row(row: Row[tuple[object, ...]]) -> AuditRow:
    return AuditRow(
        row.seq, row.at, row.actor, row.verb, row.subject, row.payload, row.payload_digest,
        row.previous_hash, row.hash,
    )  # fmt: skip
