"""Is the audit trail the one that was written? Walked from its beginning and held against its witnesses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services.audit_witnesses import Witness, inner_witnesses, outer_witnesses
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.witness import WitnessReport, look
from expunge_desktop.store import audit, audit_witnesses
from expunge_desktop.store.audit import AuditReport


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one witness (a checkpoint file, a filing …): whether the chain holds what it saw."""

    kind: str
    name: str
    is_kept: bool
    sentence: str


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
    """

    rows: int
    head: str
    first_broken: int | None = None
    reason: str = ""
    dropped: int = 0
    compared: tuple[Compared, ...] = ()
    lost: int = 0

    @property
    def is_intact(self) -> bool:
        """Every row is as it was written, as far as the chain and the witnesses can tell."""
        return self.first_broken is None


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
            progress.report(row, total, f"{row:,} of {total:,} rows verified")

        report = audit.verify(
            connection,
            hashes={one.hash for one in witnesses if one.seq is None},
            seqs={one.seq for one in witnesses if one.seq is not None},
            told=told,
        )
    return _judged(look(session.workspace, session.path), report, witnesses)


def _judged(key_file: WitnessReport, report: AuditReport, witnesses: list[Witness]) -> AuditVerification:
    judged = [(one, _is_kept(one, report)) for one in witnesses]
    compared = [*_summed(judged, report), _key_file(key_file)]
    broken, reason = report.first_broken, report.reason
    if broken is None:
        broken, reason = _contradicted(key_file, judged, report)
    return AuditVerification(
        report.rows, report.head, broken, reason, report.dropped, tuple(compared), report.lost
    )


def _is_kept(witness: Witness, report: AuditReport) -> bool:
    if witness.seq is None:
        return witness.hash in report.places
    return report.hashes.get(witness.seq) == witness.hash


def _may_be_lost(witness: Witness, report: AuditReport) -> bool:
    """Its row may be one that a salvage tells as lost; what was kept outside goes on to count."""
    if not report.lost or witness.kind not in ("filing", "checkpoint", "backup"):
        return False
    return witness.seq is None or (witness.seq <= report.last and witness.seq not in report.hashes)


def _contradicted(
    key_file: WitnessReport, judged: list[tuple[Witness, bool]], report: AuditReport
) -> tuple[int | None, str]:
    """The first row a witness contradicts, where the chain by itself is whole: it was computed anew."""
    kept = [one.seq or report.places.get(one.hash, 0) for one, is_kept in judged if is_kept]
    failed = sorted(
        (one for one, is_kept in judged if not is_kept and not _may_be_lost(one, report)),
        key=lambda one: one.seq or report.last + 1,
    )
    if not failed:
        if key_file.is_kept:
            return None, ""
        return min(key_file.seq or 1, report.last + 1), key_file.reason
    first = failed[0]
    if first.seq is None:
        begin = max((seq for seq in kept), default=0) + 1
        return begin, (
            f"no row has the hash that {first.words} tells: one from here on was changed or removed, or the "
            "head is of another workspace."
        )
    before = max((seq for seq in kept if seq < first.seq), default=0)
    if first.seq > report.last:
        return (
            report.last + 1,
            f"{first.words} saw row {first.seq:,}; the rows behind {report.last:,} are gone.",
        )
    where = f"one of the rows {before + 1:,} to {first.seq:,}" if before + 1 < first.seq else "it"
    return before + 1, f"{first.words} saw another row {first.seq:,}; {where} was changed."


def _summed(judged: list[tuple[Witness, bool]], report: AuditReport) -> list[Compared]:
    """One line per witness; the many marks of a checkpoint file are one."""
    found: dict[tuple[str, str], list[tuple[Witness, bool]]] = {}
    for one, is_kept in judged:
        found.setdefault((one.kind, one.name), []).append((one, is_kept))
    return [_line(kind, name, some, report) for (kind, name), some in found.items()]


def _line(kind: str, name: str, some: list[tuple[Witness, bool]], report: AuditReport) -> Compared:
    failed = [one for one, is_kept in some if not is_kept]
    last = some[-1][0]
    if not failed:
        row = last.seq or report.places.get(last.hash, 0)
        return Compared(kind, name, True, f"It agrees with the chain up to row {row:,}.")
    first = failed[0]
    if first.seq is None:
        return Compared(kind, name, False, "No row has the hash it saw.")
    there = report.hashes.get(first.seq)
    said = f"row {first.seq:,} has another hash" if there else f"there is no row {first.seq:,}"
    return Compared(kind, name, False, f"It saw {first.hash[:12]}… at row {first.seq:,}; {said}.")


def _key_file(witness: WitnessReport) -> Compared:
    said = witness.reason or f"It agrees with the chain at row {witness.seq:,}."
    return Compared("key file", "beside the workspace", witness.is_kept, said)
