"""A new data key for the workspace: whoever kept an old copy of the key file opens nothing new with it.

The steps, each of which leaves a workspace that opens (`services.unfinished_rekey` ends an interrupted one):

1. the key file carries the old and the new key, sealed to every remaining user and the recovery key;
2. everybody else is locked out, and everything is copied under the new key;
3. the copy is checked like a backup, compared, and gets the audit row `rekey`;
4. the copy takes the workspace's name;
5. the key file forgets the old key.
"""

from dataclasses import dataclass

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.lock_file import LockedError, locked
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.unfinished_rekey import rekey_lock
from expunge_desktop.services.witness import remember
from expunge_desktop.store import rekeying
from expunge_desktop.store import users as stored
from expunge_desktop.store.workspace import Workspace, remove_files
from expunge_desktop.vault import key_generations
from expunge_desktop.vault.data_key import new_data_key
from expunge_desktop.vault.private_file import sync_folder

_BUSY_MS = 3_000


@dataclass(frozen=True, slots=True)
class RekeyReport:
    """Who can open the workspace now. `without` need a new passphrase from an administrator."""

    users: tuple[str, ...]
    without: tuple[str, ...]
    has_recovery_key: bool


def rekey(session: Session, progress: Progress | None = None) -> RekeyReport:
    """Put the workspace under a new data key; the session goes on under it. Only an administrator may.

    Passphrases and the recovery key stay as they are. Backups made before stay under the old key, with
    their own key files. It needs the room of the workspace once more, and nobody else may have it open.
    Raises AnswerIsNoError (`right-denied`, `copy-damaged`, `chain-broken`), EnvironmentProblemError
    (`locked`, `disk-full` …), CancelledError; then everything is as it was.
    """
    session.require(Right.KEEP_KEYS)
    try:
        with locked(rekey_lock(session.path), patience_s=0):
            return _rekey(session, progress or SilentProgress())
    except LockedError:
        raise _in_use(session) from None
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-write",
            f"Nothing can be written in {session.path.parent} ({error.strerror}).",
            "Check that you may write there.",
        ) from None


def _rekey(session: Session, progress: Progress) -> RekeyReport:
    path, old_key, new_key = session.path, session.workspace.data_key, new_data_key()
    session.views.flush(session)
    with session.read() as connection:
        active = [one.name for one in stored.all_users(connection) if one.is_active]
    handed = key_generations.hand_over(path, old_key, new_key, active)
    told = {
        "users": list(handed.users),
        "without": list(handed.without),
        "has_recovery_key": handed.has_recovery_key,
    }
    busy_ms, has_new_key = _BUSY_MS, False
    session.workspace.close()
    try:
        with rekeying.alone(path, old_key, busy_ms=busy_ms) as connection:
            rekeying.copy_under(connection, path, new_key, progress)
            newest = rekeying.check_and_sign(
                connection, path, new_key, progress, actor=session.user, clock=session.clock, told=told
            )
            rekeying.take_place(connection, path)
            has_new_key = True
        sync_folder(path.parent)
    except EnvironmentProblemError as problem:
        if problem.code == "locked":
            raise _in_use(session) from None
        raise
    finally:
        key = new_key if has_new_key else old_key
        remove_files(rekeying.unfinished_copy(path))
        key_generations.keep_only(path, key)
        session.workspace = Workspace.open(path, key)
    if session.witness.is_kept:
        remember(path, new_key, newest)
    return RekeyReport(handed.users, handed.without, handed.has_recovery_key)


def _in_use(session: Session) -> EnvironmentProblemError:
    return EnvironmentProblemError(
        "locked",
        f"{session.path.name} is in use by another window, command or job; a new data key needs it alone.",
        "Close it everywhere else and try again. Nothing was changed.",
    )
