"""When the last backup was made, where, and whether the office's own reminder is due."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from expunge_desktop.base.counted_words import many
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import backup_trail
from expunge_desktop.store.backup_trail import KnownBackup

__all__ = ["BackupState", "KnownBackup", "backup_state", "known_backups"]


# Acts beside decisions that a restored backup of before would not have.
_ACTS = frozenset(
    {"import", "assess", "note", "make-filing", "release", "filing.status", "seal", "said-sealed"}
    | {"said-not-sealed", "purge", "set-office", "policy.add", "policy.sign", "template.save", "court.add"}
)


@dataclass(frozen=True, slots=True)
class BackupState:
    """`last_at` and `last_place` (its path) are empty when no backup was ever made.

    `days` are whole days since then, or since the workspace was made; `is_overdue` by `[safety]
    remind_backup_after_days` of the office file. `decisions_since` and `others_since` (imports, releases,
    entries of the court, sealings …) would be lost with the workspace.
    """

    last_at: str
    last_place: str
    days: int
    remind_after_days: int
    is_overdue: bool
    decisions_since: int
    others_since: int = 0

    @property
    def sentence(self) -> str:
        """The state in words, for the window and the reminder."""
        decisions, days = many(self.decisions_since, "decision"), many(self.days, "day")
        if self.others_since:
            decisions += f" and {many(self.others_since, 'other entry', 'other entries')}"
        if not self.last_at:
            return (
                f"No backup was ever made of this workspace ({days} old); {decisions} would be lost with it."
            )
        when = f"The last backup was made {self.last_at[:10]}, {days} ago"
        return f"{when}; {decisions} since then would be lost with the workspace."


def backup_state(session: Session) -> BackupState:
    """When this workspace was last backed up, by its own audit trail. For every user."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        last = next(backup_trail.known_backups(connection, newest_only=True), None)
        since = last.at if last else backup_trail.first_instant(connection)
        if last is None or last.decisions is None:
            undone = backup_trail.decisions(connection, after=last.at if last else "")
        else:
            undone = max(backup_trail.decisions(connection) - last.decisions, 0)
        others = backup_trail.other_acts(connection, _ACTS, (last.head_seq or last.seq) if last else 0)
    days = max((session.clock.now() - datetime.fromisoformat(since)).days, 0)
    limit = session.custody.safety.remind_backup_after_days
    return BackupState(
        last_at=last.at if last else "",
        last_place=str(Path(last.place) / last.name) if last else "",
        days=days,
        remind_after_days=limit,
        is_overdue=days >= limit,
        decisions_since=undone,
        others_since=others,
    )


def known_backups(session: Session) -> tuple[KnownBackup, ...]:
    """Every backup in the audit trail, the newest first; the files may have gone since."""
    session.require(Right.BACK_UP)
    with session.read() as connection:
        return tuple(backup_trail.known_backups(connection))
