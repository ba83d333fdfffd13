"""The recovery key: a sheet of paper that lets an administrator in when every passphrase is lost.

It opens the workspace's own slot in the key file. It is shown once and stored nowhere; whoever holds it and
both files can read everything, so it belongs in a safe.
"""

from pathlib import Path

from expunge_desktop.base.clock import Clock, SystemClock, iso_instant
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.logon_trail import write_failed_logons
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.unfinished_rekey import settle
from expunge_desktop.services.upgrading import open_up_to_date
from expunge_desktop.store import users as stored
from expunge_desktop.store.workspace import Workspace
from expunge_desktop.vault import key_file
from expunge_desktop.vault.key_slots import STANDARD_COST, KdfCost
from expunge_desktop.vault.passphrase import accept_new_passphrase, name_key
from expunge_desktop.vault.recovery_text import from_sheet, to_sheet
from expunge_desktop.vault.recovery_text import new_recovery_key as new_key


def new_recovery_key(session: Session, *, kdf_cost: KdfCost = STANDARD_COST) -> str:
    """Make a recovery key, four lines to be printed or written down; an earlier one opens nothing any more.

    Only an administrator may. Audited as `recovery-key`. Raises AnswerIsNoError (`right-denied`),
    EnvironmentProblemError.
    """
    session.require(Right.KEEP_KEYS)
    key = new_key()
    with session.write(Right.KEEP_KEYS) as tx:
        tx.audit("recovery-key", session.path.name, {"replaces": key_file.has_recovery_slot(session.path)})
        put_back = key_file.set_recovery_slot(session.path, session.workspace.data_key, key, cost=kdf_cost)
        tx.undo_if_not_committed(put_back)
    return to_sheet(key)


def has_recovery_key(path: Path) -> bool:
    """A recovery key was made for the workspace at `path`. Raises EnvironmentProblemError."""
    return key_file.has_recovery_slot(path)


def recover(
    path: Path,
    recovery_key: str,
    user: str,
    new_passphrase: str,
    clock: Clock | None = None,
    *,
    kdf_cost: KdfCost = STANDARD_COST,
) -> str:
    """Give an active administrator a new passphrase by the recovery key, and release their lock.

    Returns the name as stored. Audited as `recovery-used`; the recovery key stays in force until a new one
    is made. Raises UsageError (`recovery-key-typed-wrong`, passphrase), AnswerIsNoError (`no-recovery-key`,
    `not-an-administrator`), EnvironmentProblemError (`wrong-recovery-key`, `too-soon`, `locked` …).
    """
    path, clock = path.absolute(), clock or SystemClock()
    key = from_sheet(recovery_key)
    accept_new_passphrase(new_passphrase, user, path.stem)
    unlocked = key_file.unlock_by_recovery_key(path, key, at=iso_instant(clock.now()))
    settled = settle(path, unlocked.keys)
    workspace, _ = open_up_to_date(path, settled.raw_key, user, clock)
    with workspace:
        name = _administrator(workspace, user)
        with workspace.write(name, clock) as tx:
            recorded = write_failed_logons(tx, unlocked)
            tx.audit("recovery-used", name, {})
            put_back = key_file.add_slot(path, workspace.data_key, name, new_passphrase, cost=kdf_cost)
            tx.undo_if_not_committed(put_back)
    key_file.forget_failed_logons(path, recorded)
    return name


def _administrator(workspace: Workspace, user: str) -> str:
    with workspace.read() as connection:
        for one in stored.all_users(connection):
            if name_key(one.name) == name_key(user) and one.is_active and Role.ADMINISTRATOR in one.roles:
                return one.name
    raise AnswerIsNoError(
        "not-an-administrator",
        f"{user} is not an active administrator of this workspace.",
        "Name an administrator; they can give others a new passphrase.",
    )
