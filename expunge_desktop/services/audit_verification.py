"""Is the audit trail the one that was written? Walked from its beginning and held against its witnesses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services.audit_judgement import Held, Judged, Trail, judge
from expunge_desktop.services.audit_witnesses import inner_witnesses, outer_witnesses
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.witness import WitnessReport, look
from expunge_desktop.store import audit, audit_forks, audit_witnesses, salvage_gaps
from expunge_desktop.store.audit import AuditReport


class Verdict(StrEnum):
    """What the walk and the witnesses say together."""

    INTACT = "intact"
    ROWS_MISSING = "rows-missing"  # rows a witness saw are not here; the trail says why, which is no proof
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one witness (a checkpoint file, a filing …): whether the chain holds what it saw.

    `held` tells a witness that is contradicted from one whose rows the trail itself says are not here.
    """

    kind: str
    name: str
    is_kept: bool
    sentence: str
    held: Held = Held.AGREES


@dataclass(frozen=True, slots=True)
class AuditVerification:
    """What the walk and the witnesses say.

    rows           rows as written, from the first
    head           the hash of the last of them
    first_broken   the first row that is not as written, or that a witness contradicts
    reason         a sentence that says why, and against which witness
    dropped        rows whose payload was dropped by policy
    compared       every witness, the given ones first
    lost           rows lost when the workspace was salvaged from a damaged file; a row lists them
    is_lacking     a witness from outside saw rows that are not here, after a restore or a salvage the trail
                   tells of; nothing contradicts that, and nothing proves it
    """

    rows: int
    head: str
    first_broken: int | None = None
    reason: str = ""
    dropped: int = 0
    compared: tuple[Compared, ...] = ()
    lost: int = 0
    is_lacking: bool = False

    @property
    def verdict(self) -> Verdict:
        """Intact, broken, or shorter than what was seen of it."""
        if self.first_broken is not None:
            return Verdict.BROKEN
        return Verdict.ROWS_MISSING if self.is_lacking else Verdict.INTACT

    @property
    def is_intact(self) -> bool:
        """Every row is as it was written, and all are there, as far as chain and witnesses can tell."""
        return self.verdict is Verdict.INTACT


def verify(
    session: Session,
    checkpoints: Iterable[Path] = (),
    heads: Sequence[str] = (),
    progress: Progress | None = None,
) -> AuditVerification:
    """Walk the whole chain and compare it with every witness: those inside, the key file's, those given.

    `checkpoints` are checkpoint files or manifests of filings, `heads` hashes read from paper. Raises
    AnswerIsNoError and UsageError for a witness that is none (`audit_witnesses.outer_witnesses`).
    """
    session.require(Right.CHECK_WORKSPACE)
    progress = progress or SilentProgress()
    given = outer_witnesses(session, checkpoints, heads)
    with session.read() as connection:
        witnesses = [*given, *inner_witnesses(connection)]
        newest = audit_witnesses.newest(connection)
        total = newest[0] if newest else 0

        def told(row: int) -> None:
            progress.check()
            progress.report(row, total, f"{row:,} of {many(total, 'row')} verified")

        report = audit.verify(
            connection,
            hashes={one.hash for one in witnesses if not one.marks},
            seqs={seq for one in witnesses for seq, _ in one.marks},
            told=told,
        )
        trail = Trail(report, audit_forks.told_forks(connection), salvage_gaps.told_gaps(connection))
    judged = [judge(one, trail) for one in witnesses]
    return conclude(look(session.workspace, session.path), report, judged)


def conclude(key_file: WitnessReport, report: AuditReport, judged: Sequence[Judged]) -> AuditVerification:
    """What the walk, the key file and all witnesses say together."""
    broken, reason = report.first_broken, report.reason
    if broken is None:
        broken, reason = _contradicted(key_file, judged, report)
    return AuditVerification(
        report.rows,
        report.head,
        broken,
        reason,
        report.dropped,
        (*(_compared(one) for one in judged), _key_file(key_file)),
        report.lost,
        is_lacking=any(one.held is Held.LACKS and one.witness.is_outside for one in judged),
    )


def _compared(one: Judged) -> Compared:
    is_kept = one.held is Held.AGREES
    return Compared(one.witness.kind, one.witness.name, is_kept, one.sentence, one.held)


def _contradicted(
    key_file: WitnessReport, judged: Sequence[Judged], report: AuditReport
) -> tuple[int | None, str]:
    """The first row a witness contradicts, where the chain by itself is whole: it was computed anew."""
    failed = sorted(
        (one for one in judged if one.held is Held.CONTRADICTS),
        key=lambda one: one.failed or report.last + 1,
    )
    if not failed:
        if key_file.is_kept:
            return None, ""
        return min(key_file.seq or 1, report.last + 1), key_file.reason
    first = failed[0]
    agreed = [one.agreed for one in judged]
    if first.failed is None:
        return max(agreed, default=0) + 1, (
            f"no row has the hash that {first.witness.words} tells: one from here on was changed or removed, "
            "or the head is of another workspace."
        )
    seq, words = first.failed, first.witness.words
    before = max((one for one in agreed if one < seq), default=0)
    if seq > report.last:
        said = f"{words} saw row {seq:,}; the rows behind {report.last:,} are gone."
        return report.last + 1, f"{said} {first.why}".strip()
    where = f"one of the rows {before + 1:,} to {seq:,}" if before + 1 < seq else "it"
    return before + 1, f"{words} saw another row {seq:,}; {where} was changed. {first.why}".strip()


def _key_file(witness: WitnessReport) -> Compared:
    said = witness.reason or f"It agrees with the chain at row {witness.seq:,}."
    held = Held.AGREES if witness.is_kept else Held.CONTRADICTS
    return Compared("key file", "beside the workspace", witness.is_kept, said, held)
