"""One witness against the chain: it agrees, it contradicts, or it saw rows that the trail says are not here.

After a restore the trail goes on from the backup's last row, after a salvage rows are lost: a witness of
before saw rows that are rightly missing. The trail says so itself, in a row that whoever holds the key could
write as well. So that is neither agreement nor contradiction, but a finding of its own (docs/audit.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from expunge_desktop.services import audit_words
from expunge_desktop.services.audit_witnesses import Witness
from expunge_desktop.store.audit import AuditReport
from expunge_desktop.store.audit_forks import Fork
from expunge_desktop.store.salvage_gaps import Gap


class Held(StrEnum):
    """What became of a witness."""

    AGREES = "agrees"
    LACKS = "rows-missing"  # rows it saw are not here, and a row of the trail says why
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Trail:
    """What the walk found, and what the trail says of its own missing rows."""

    report: AuditReport
    forks: Sequence[Fork] = ()
    gaps: Mapping[int, Gap] = field(default_factory=dict)

    def gap_of(self, seq: int) -> Gap | None:
        """The run of lost rows, told by a salvage, that this row is of."""
        if seq in self.report.hashes:
            return None
        return next((gap for gap in self.gaps.values() if gap.first <= seq <= gap.last), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """A witness, the last row it agrees in, and the first it does not (None: only a hash is known)."""

    witness: Witness
    held: Held
    sentence: str
    agreed: int = 0
    failed: int | None = None
    why: str = ""


def judge(witness: Witness, trail: Trail) -> Judged:
    """Hold one witness against the walked chain."""
    return _by_rows(witness, trail) if witness.marks else _by_hash(witness, trail)


def _by_hash(witness: Witness, trail: Trail) -> Judged:
    row = trail.report.places.get(witness.hash)
    if row is not None:
        return Judged(witness, Held.AGREES, audit_words.agrees(row), row)
    forks = [fork for fork in trail.forks if _may_explain(witness, fork)]
    if forks or trail.report.lost:
        return Judged(witness, Held.LACKS, audit_words.head_not_here(forks))
    return Judged(witness, Held.CONTRADICTS, "No row has the hash it saw.")


def _by_rows(witness: Witness, trail: Trail) -> Judged:
    hashes = trail.report.hashes
    agreed = max((seq for seq, digest in witness.marks if hashes.get(seq) == digest), default=0)
    last = witness.marks[-1][0]
    lost: list[int] = []
    for seq, digest in witness.marks:
        if hashes.get(seq) == digest:
            continue
        gap = trail.gap_of(seq)
        if gap is not None and (seq != gap.last or gap.hash == digest):
            lost.append(seq)
            continue
        fork = _fork_between(witness, trail, agreed, seq)
        if fork is None or seq < agreed:
            return _contradicted(witness, trail, agreed, seq, digest)
        return Judged(witness, Held.LACKS, audit_words.went_on(witness, fork, agreed, last), agreed)
    if lost:
        return Judged(witness, Held.LACKS, audit_words.rows_lost(lost, agreed), agreed)
    return Judged(witness, Held.AGREES, audit_words.agrees(last), last)


def _contradicted(witness: Witness, trail: Trail, agreed: int, seq: int, digest: str) -> Judged:
    there = trail.report.hashes.get(seq)
    said = f"row {seq:,} has another hash" if there else f"there is no row {seq:,}"
    sentence = f"It saw {digest[:12]}… at row {seq:,}; {said}."
    invented = [fork for fork in trail.forks if fork.is_restore and agreed <= fork.last < seq]
    why = audit_words.unknown_backup(witness, invented[0]) if invented and witness.is_outside else ""
    return Judged(witness, Held.CONTRADICTS, f"{sentence} {why}".strip(), agreed, seq, why)


def _fork_between(witness: Witness, trail: Trail, agreed: int, seq: int) -> Fork | None:
    """The row that says the trail goes on from between the last row agreed in and the first that is not."""
    between = (fork for fork in trail.forks if agreed <= fork.last < seq)
    return next((fork for fork in between if _may_explain(witness, fork)), None)


def _may_explain(witness: Witness, fork: Fork) -> bool:
    if not fork.is_restore:
        return True
    if not witness.is_outside:
        return False  # it was restored together with the trail and saw no row behind it
    return witness.backups is None or fork.last in witness.backups
