"""What opens a backup: the session of its workspace, or a user's name and passphrase."""

from dataclasses import dataclass, field
from pathlib import Path

from expunge_desktop.base.clock import Clock, SystemClock, iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.services.session import Session
from expunge_desktop.vault import key_file


@dataclass(frozen=True, slots=True, repr=False)
class Logon:
    """A user of the backup and their passphrase; never printed."""

    user: str
    passphrase: str
    clock: Clock = field(default_factory=SystemClock)


BackupKey = Session | Logon


def key_of(path: Path, key: BackupKey) -> bytes:
    """The data key of the backup at `path`.

    Raises EnvironmentProblemError (`backup-missing`, `key-file-missing`, `wrong-passphrase` …), and
    AnswerIsNoError (`other-key`) when the session's workspace has another key than the backup.
    """
    if not path.is_file():
        raise EnvironmentProblemError(
            "backup-missing", f"There is no backup {path.name} in {path.parent}.", "Check the path."
        )
    if isinstance(key, Logon):
        return key_file.unlock(path, key.user, key.passphrase, at=iso_instant(key.clock.now())).raw_key
    raw_key = key.workspace.data_key
    if not key_file.is_key_of(path, raw_key):
        raise AnswerIsNoError(
            "other-key",
            f"{path.name} is under another key than this workspace.",
            "It is of another workspace, or of before the data key was renewed: give the name and "
            "passphrase of a user of that time.",
        )
    return raw_key
