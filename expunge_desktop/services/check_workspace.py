"""Everything that can be asked of a workspace about its own soundness, at once.

Every page authentic under the key, the structure on the pages sound, every reference to a row that is
there, the audit trail as written and as its witnesses know it, decisions, filings, users and the rest as the
trail tells them, every imported line in exactly one place.
"""

from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.clock import Clock, SystemClock, iso_instant
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services.audit_verification import AuditVerification, verify
from expunge_desktop.services.compare_trail import compare_with_trail
from expunge_desktop.services.ledger import Ledger, ledger
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.told_rows import KindCompared
from expunge_desktop.store import soundness
from expunge_desktop.vault import key_file

RESTORE = (
    "Make a copy of the workspace and its key file as they are, then restore the last backup (`restore`); "
    "what was done since can be saved from the copy as far as it is readable (`salvage`)."
)
TAMPERED = (
    "Keep the workspace and every backup as evidence and find out who had the passphrases; "
    "`audit --against` compares with checkpoints and papers."
)
REWRITTEN = f"Rows were changed by other means than this program. {TAMPERED}"
MISTAKE = "The file is whole, its figures are not: please report this, and restore the last backup."


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the check found. `damage`: what is wrong with the file, empty = nothing; `advice`: what to do."""

    pages: int
    damage: tuple[str, ...]
    audit: AuditVerification | None = None
    ledger: Ledger | None = None
    compared: tuple[KindCompared, ...] = ()

    @property
    def differing(self) -> tuple[KindCompared, ...]:
        """Kinds of which some row is not as the audit trail tells it."""
        return tuple(one for one in self.compared if one.differing)

    @property
    def is_sound(self) -> bool:
        """Nothing is wrong."""
        return not self.advice

    @property
    def advice(self) -> str:
        """What to do about the worst that was found; empty when nothing was."""
        if self.damage or self.audit is None or self.ledger is None:
            return RESTORE
        if not self.audit.is_intact:
            return TAMPERED
        if self.differing:
            return REWRITTEN
        return "" if self.ledger.is_balanced else MISTAKE


def check(session: Session, progress: Progress | None = None) -> CheckReport:
    """Check an open workspace; written to the audit trail with the result. Raises CancelledError."""
    session.require(Right.CHECK_WORKSPACE)
    progress = progress or SilentProgress()
    with session.read() as connection:
        pages = soundness.pages(connection)
        damage = soundness.damage_in_use(connection, progress)
    if damage:
        report = CheckReport(pages, damage)
    else:
        audit = verify(session, progress=progress)
        compared = compare_with_trail(session, progress) if audit.is_intact else ()
        report = CheckReport(pages, (), audit, ledger(session), compared)
    with session.write(Right.CHECK_WORKSPACE) as tx:
        told: dict[str, object] = {"pages": pages, "is_sound": report.is_sound, "damage": len(damage)}
        told["differing"] = {one.kind: one.differing for one in report.differing}
        tx.audit("check", "workspace", told)
    return report


def check_unopened(
    path: Path, user: str, passphrase: str, clock: Clock | None = None, progress: Progress | None = None
) -> CheckReport:
    """Look at a workspace that cannot be opened: damaged, cut short, of another key. Nothing is written.

    For any user with a passphrase. Raises EnvironmentProblemError (`wrong-passphrase`, `key-file-missing` …),
    CancelledError.
    """
    at = iso_instant((clock or SystemClock()).now())
    unlocked = key_file.unlock(path, user, passphrase, at=at)
    damage = soundness.damage_at_rest(path, unlocked.raw_key, progress)
    return CheckReport(0, damage or ("it could not be opened, although every page is authentic",))
