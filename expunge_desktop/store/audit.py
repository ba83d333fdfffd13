"""The audit chain: every change's row, written in the same transaction (design, "The way of data" 8).

Each row carries the hash of the row before it; the first one that of the workspace's own id. So a row
that is changed, removed, inserted or moved breaks the chain from there on. What the chain cannot show by
itself is that its *last* rows were cut off, or that somebody with the key computed it anew: for that its
head stands outside, in checkpoints, on papers and in the key file (`services.audit_witnesses`).

A payload may be dropped by policy (`store.audit_drops`): the row's digest and hash stay, and the walk accepts
the empty payload only when a later row of the verb `drop-payloads` lists it.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DBAPIError

from expunge_desktop.store import salvage_gaps
from expunge_desktop.store.schema import audit, meta

DROP_VERB = "drop-payloads"
DROPPED = ""  # what stands in place of a payload; a written one is at least `{}`
_EVERY = 5_000
_NO_TEXT = "Could not decode"  # as the driver says it


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
    """What a walk over the whole chain found. `first_broken` is the first row not as written, and why.

    rows      rows as written, from the first; all there are when the chain is intact
    last      the number of the newest row there is
    dropped   rows whose payload was dropped by policy
    places    of the hashes asked for: at which row each stands
    lost      rows lost when the workspace was salvaged from a damaged file, as a row of that verb says
    """

    rows: int
    head: str
    first_broken: int | None = None
    reason: str = ""
    last: int = 0
    dropped: int = 0
    places: Mapping[str, int] = field(default_factory=dict)
    hashes: Mapping[int, str] = field(default_factory=dict)
    lost: int = 0

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
    connection: Connection,
    *,
    at: str,
    actor: str,
    verb: str,
    subject: str,
    payload: Mapping[str, object],
    behind: tuple[int, str] | None = None,
) -> str:
    """Add one row and return its hash. Only `store.workspace.Transaction` calls this.

    `behind` is number and hash of a newer row that is lost; the new one must tell of the gap.
    """
    found = connection.execute(
        select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
    ).one_or_none()
    seq, previous = (found.seq + 1, found.hash) if found else (1, genesis(connection))
    if behind is not None and behind[0] >= seq:
        seq, previous = behind[0] + 1, behind[1]
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
        yield as_row(row)


def verify(
    connection: Connection,
    *,
    hashes: Collection[str] = (),
    seqs: Collection[int] = (),
    told: Callable[[int], None] | None = None,
) -> AuditReport:
    """Walk the chain from the beginning and name the first row that is not as it was written.

    Tells beside at which row each of `hashes` stands, and which hash each row of `seqs` has, also behind the
    first broken one. `told` is called with the number of rows walked now and then, and may raise.
    """
    wanted, asked = frozenset(hashes), frozenset(seqs)
    places: dict[str, int] = {}
    at: dict[int, str] = {}
    drops = _Drops()
    intact, last, dropped = 0, 0, 0
    gaps, lost = salvage_gaps.told_gaps(connection), 0
    previous, broken, reason = genesis(connection), None, ""
    head = previous
    for row in _readable(connection):
        if row is None:
            if broken is None:
                broken, reason = last + 1, "it is not of the kind this program writes."
            break
        last = row.seq
        if row.hash in wanted:
            places.setdefault(row.hash, row.seq)
        if row.seq in asked:
            at[row.seq] = row.hash
        if broken is None:
            gap = gaps.get(intact + lost + 1)
            if gap and (row.seq, row.previous_hash) == (gap.last + 1, gap.hash):
                lost, previous = lost + gap.last - gap.first + 1, gap.hash
            if fault := _fault(row, intact + lost + 1, previous):
                broken, reason = row.seq, f"{fault}."
                head = previous
            else:
                intact, previous, head = intact + 1, row.hash, row.hash
                dropped += drops.look_at(row)
        if told is not None and not row.seq % _EVERY:
            told(row.seq)
    if drops.open:
        broken, reason = min(drops.open), "its payload was removed, and no later row says so."
    return AuditReport(intact, head, broken, reason, last, dropped, places, at, lost)


def _readable(connection: Connection) -> Iterator[AuditRow | None]:
    """The rows in order; None, and no further, where one holds what is no text."""
    after = 0
    try:
        for row in rows(connection):
            after = row.seq
            yield row
    except DBAPIError as error:
        if _NO_TEXT not in str(error.orig):
            raise
    else:
        return
    while True:  # some rows were read ahead together with the one that cannot be: now one by one
        try:
            row = next(rows(connection, after=after, limit=1))
        except DBAPIError:
            yield None
            return
        after = row.seq
        yield row


class _Drops:
    """Rows without a payload that no later row has accounted for yet."""

    def __init__(self) -> None:
        self.open: set[int] = set()

    def look_at(self, row: AuditRow) -> bool:
        """Whether the row's payload was dropped; a row that lists dropped ones accounts for them."""
        if row.payload == DROPPED:
            self.open.add(row.seq)
            return True
        if row.verb == DROP_VERB and self.open:
            for first, last in dropped_ranges(row.payload):
                self.open -= {seq for seq in self.open if first <= seq <= last}
        return False


def dropped_ranges(payload: str) -> list[tuple[int, int]]:
    """The rows a `drop-payloads` row speaks of, first and last of each run; none if it is not as written."""
    try:
        return [(int(first), int(last)) for first, last in json.loads(payload)["rows"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _fault(row: AuditRow, expected_seq: int, previous: str) -> str:
    texts = (row.at, row.actor, row.verb, row.subject, row.payload, row.payload_digest, row.hash)
    if not isinstance(row.seq, int) or not all(isinstance(one, str) for one in texts):
        return "it is not of the kind this program writes"
    if row.seq != expected_seq:
        return f"row {expected_seq} is missing" if row.seq > expected_seq else "it stands before the first"
    if row.previous_hash != previous:
        return "it does not follow the row before it"
    is_dropped = row.payload == DROPPED and row.verb != DROP_VERB
    if not is_dropped and hashlib.sha256(row.payload.encode()).hexdigest() != row.payload_digest:
        return "its payload was changed"
    if row.hash != _hash(
        row.seq, row.at, row.actor, row.verb, row.subject, row.payload_digest, row.previous_hash
    ):
        return "it was changed"
    return ""


def _hash(seq: int, at: str, actor: str, verb: str, subject: str, digest: str, previous: str) -> str:
    fields = [seq, at, actor, verb, subject, digest, previous]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":"), ensure_ascii=True).encode()).hexdigest()


def as_row(row: Row[tuple[object, ...]]) -> AuditRow:
    """A row of the table as a value."""
    return AuditRow(
        row.seq, row.at, row.actor, row.verb, row.subject, row.payload, row.payload_digest,
        row.previous_hash, row.hash,
    )  # fmt: skip
