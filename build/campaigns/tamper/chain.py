"""A real audit chain, everything a holder of the key can do to it row by row, and how that is found.

Every deletion, insertion, swap and change of a field over the chain, as it stands and with the hashes
behind it computed anew. The walk must find all of the first kind, a checkpoint all of the second that lie at
or before it; what lies behind the newest checkpoint, and forged rows added at the end, are outside what is
claimed (docs/audit.md), and counted as such.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, delete, insert

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.services.audit_judgement import Judged, Trail, judge
from expunge_desktop.services.audit_witnesses import Witness
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.store import audit, audit_forks, salvage_gaps
from expunge_desktop.store.audit import AuditReport, AuditRow
from expunge_desktop.store.schema import audit as table
from expunge_desktop.store.schema import meta
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

FIELDS = ("at", "actor", "verb", "subject", "payload", "payload_digest", "previous_hash", "hash")
USER, WORD = "Ada", "seven quiet harbors"
_HASHED = ("at", "actor", "verb", "subject", "payload")


@dataclass(frozen=True)
class Tampering:
    """What was done, the first row it touches, the chain afterwards, and whether its hashes fit again."""

    kind: str
    first: int
    rows: list[AuditRow]
    fits: bool


class Bench:
    """A chain in memory, under the program's own walk."""

    def __init__(self, workspace_id: str) -> None:
        self._connection = create_engine("sqlite://").connect()
        table.metadata.create_all(self._connection, tables=[table, meta])
        self._connection.execute(insert(meta).values(key="workspace_id", value=workspace_id))
        self.genesis = audit.genesis(self._connection)

    def walk(self, rows: Sequence[AuditRow], witness: AuditRow) -> AuditReport:
        """What the walk says of these rows, and which hash stands where the witness saw one."""
        self._put(rows)
        return audit.verify(self._connection, seqs={witness.seq})

    def judge(self, rows: Sequence[AuditRow], witness: Witness) -> tuple[AuditReport, Judged]:
        """What the walk says of these rows, and what `audit --against` makes of a checkpoint."""
        self._put(rows)
        report = audit.verify(self._connection, seqs={seq for seq, _ in witness.marks})
        forks, gaps = audit_forks.told_forks(self._connection), salvage_gaps.told_gaps(self._connection)
        return report, judge(witness, Trail(report, forks, gaps))

    def _put(self, rows: Sequence[AuditRow]) -> None:
        self._connection.execute(delete(table))
        if rows:
            self._connection.execute(insert(table), [_values(row) for row in rows])

    def close(self) -> None:
        """Forget it."""
        self._connection.close()


def tamperings(rows: Sequence[AuditRow], genesis: str, pairs: int) -> Iterator[Tampering]:
    """All of them; swaps and deletions of runs up to a distance of `pairs` rows."""
    last = len(rows)
    for k in range(1, last + 1):
        yield from _one_row(rows, k, genesis)
        for j in range(k + 1, min(last, k + pairs) + 1):
            swapped = list(rows)
            swapped[k - 1], swapped[j - 1] = replace(rows[j - 1], seq=k), replace(rows[k - 1], seq=j)
            yield Tampering("swap", k, swapped, fits=False)
            yield Tampering("swap, hashes anew", k, anew(swapped, k, genesis), fits=True)
            cut = [*rows[: k - 1], *rows[j:]]
            yield Tampering("deletion of a run", k, cut, fits=j == last)
            yield Tampering("deletion of a run, hashes anew", k, anew(cut, k, genesis), fits=True)
    forged = AuditRow(last + 1, rows[-1].at, "Eve", "decide", "conviction 1", "{}", "", "", "")
    yield Tampering(
        "addition at the end, with its hash", last + 1, anew([*rows, forged], last + 1, genesis), True
    )


def _one_row(rows: Sequence[AuditRow], k: int, genesis: str) -> Iterator[Tampering]:
    row, last = rows[k - 1], len(rows)
    gone = [*rows[: k - 1], *rows[k:]]
    yield Tampering("deletion", k, gone, fits=k == last)
    if k < last:
        yield Tampering("deletion, renumbered", k, _numbered(gone), fits=False)
        yield Tampering("deletion, hashes anew", k, anew(gone, k, genesis), fits=True)
    forged = AuditRow(k, row.at, "Eve", "decide", "conviction 1", '{"outcome":"DISMISS_SEAL"}', "", "", "")
    grown = _numbered([*rows[: k - 1], forged, *rows[k - 1 :]])
    own = list(grown)
    own[k - 1] = _sealed(forged, k, rows[k - 2].hash if k > 1 else genesis)
    yield Tampering("insertion, with its own hash", k, own, fits=False)
    yield Tampering("insertion, hashes anew", k, anew(grown, k, genesis), fits=True)
    for name in FIELDS:
        changed = list(rows)
        changed[k - 1] = replace(row, **{name: _other(getattr(row, name))})
        yield Tampering(f"change of {name}", k, changed, fits=False)
        if name in _HASHED:
            own = list(changed)
            own[k - 1] = _sealed(changed[k - 1], k, row.previous_hash)
            yield Tampering(f"change of {name}, with its own hash", k, own, fits=k == last)
            yield Tampering(f"change of {name}, hashes anew", k, anew(changed, k, genesis), fits=True)
    dropped = list(rows)
    dropped[k - 1] = replace(row, payload=audit.DROPPED)
    yield Tampering("payload taken out", k, dropped, fits=False)


def judged(bench: Bench, one: Tampering, witness: AuditRow) -> str:
    """How it is found: `walk`, `witness`, or `outside` the claim. Raises AssertionError for anything else."""
    report = bench.walk(one.rows, witness)
    if not one.fits:
        named = report.first_broken
        assert named is not None, f"{one.kind} at row {one.first} is not found by the walk"
        is_named = named - one.first in (0, 1) or f"row {one.first} is missing" in report.reason
        assert is_named, f"{one.kind} at row {one.first} is said to be at {named}: {report.reason}"
        return "walk"
    assert report.is_intact, f"{one.kind} at row {one.first} was to fit: {report.reason}"
    is_seen = report.hashes.get(witness.seq) != witness.hash
    assert is_seen == (one.first <= witness.seq), f"{one.kind} at row {one.first}, witness {witness.seq}"
    return "witness" if is_seen else "outside"


def real_chain(folder: Path, rows: int) -> tuple[str, list[AuditRow]]:
    """A chain of that length, written by the program into an encrypted workspace."""
    clock = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
    with create_workspace(
        folder / "county.expunge", office_toml=None, county="LOS ANGELES", user=USER,
        passphrase=WORD, clock=clock, kdf_cost=COST_FOR_TESTS,
    ) as session:  # fmt: skip
        grow(session, rows)
        return session.workspace.workspace_id, chain_of(session)


def grow(session: Session, rows: int) -> None:
    """Write rows until the chain has that many."""
    for first in range(len(chain_of(session)), rows, 50):
        with session.write() as tx:
            # No two rows alike: swapped, they would be the same chain.
            for number in range(first, min(first + 50, rows)):
                tx.audit("note", f"conviction {number}", {"characters": number})


def chain_of(session: Session) -> list[AuditRow]:
    """Every row of a workspace's chain."""
    with session.read() as connection:
        return list(audit.rows(connection))


def _values(row: AuditRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("seq", *FIELDS)}


def _numbered(rows: Sequence[AuditRow]) -> list[AuditRow]:
    return [replace(row, seq=number) for number, row in enumerate(rows, start=1)]


def anew(rows: Sequence[AuditRow], begin: int, genesis: str) -> list[AuditRow]:
    """The rows numbered, and from `begin` on with hashes that fit: what a holder of the key can compute."""
    made = _numbered(rows)
    for at in range(begin - 1, len(made)):
        made[at] = _sealed(made[at], at + 1, made[at - 1].hash if at else genesis)
    return made


def _sealed(row: AuditRow, seq: int, previous: str) -> AuditRow:
    digest = hashlib.sha256(row.payload.encode()).hexdigest()
    fields = [seq, row.at, row.actor, row.verb, row.subject, digest, previous]
    text = json.dumps(fields, separators=(",", ":"), ensure_ascii=True)
    return replace(
        row,
        seq=seq,
        payload_digest=digest,
        previous_hash=previous,
        hash=hashlib.sha256(text.encode()).hexdigest(),
    )


def _other(text: str) -> str:
    """A value that looks like it but is another."""
    return ("1" if text[:1] == "0" else "0") + text[1:] if text else "x"
