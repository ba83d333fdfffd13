"""The workspace that a restored backup takes the place of: who may do that, and what is set aside with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from expunge_desktop.base.clock import Clock, iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import copy_files
from expunge_desktop.services.rights import ROLES_OF, Right, needed
from expunge_desktop.store import audit_clock
from expunge_desktop.store import users as stored
from expunge_desktop.store.engine import SIDE_FILES
from expunge_desktop.store.workspace import Workspace
from expunge_desktop.vault import key_file
from expunge_desktop.vault.key_file import Unlocked


def set_aside_by(workspace: Path, unlocked: Unlocked, passphrase: str, clock: Clock) -> dict[str, object]:
    """What the `restore` row tells of the workspace there now: its last audit row, or why it does not open.

    Whoever puts a backup in its place must still have the right to, in the workspace itself: a user removed
    since the backup is one in the backup only. One that is damaged tells nobody's rights, and is what backups
    are for. `unlocked` is the user as the backup knows them. Raises AnswerIsNoError (`right-denied`, audited
    there; `other-key`), EnvironmentProblemError (`locked` …).
    """
    if not workspace.is_file():
        return {}
    try:
        raw_key = _key_of(workspace, unlocked, passphrase, clock)
        there = Workspace.open(workspace, raw_key)
    except EnvironmentProblemError as error:
        if error.code == "locked":
            raise
        return {"replaced": {"not_opened": error.code}}
    with there:
        with there.read() as connection:
            row, last = stored.find_user(connection, unlocked.user), audit_clock.newest(connection)
        roles = {Role(role) for role in row.roles} if row is not None and row.is_active else set()
        if not roles & ROLES_OF[Right.BACK_UP]:
            _refuse(there, workspace, unlocked.user, roles, clock)
    return {"replaced": {"last_row": last.seq, "hash": last.hash} if last is not None else {}}


@contextmanager
def moved_aside(workspace: Path, at: datetime, *, is_wanted: bool) -> Iterator[Path | None]:
    """Rename the workspace while its name is given to another file; it gets it back when that fails.

    Gives where it is now, None when nothing was there or nothing `is_wanted`. Raises EnvironmentProblemError
    (`cannot-write`).
    """
    kept = copy_files.set_aside(workspace, at) if is_wanted else None
    try:
        yield kept
    except BaseException:
        if kept is not None:
            _put_back(kept, workspace)
        raise


def _put_back(kept: Path, workspace: Path) -> None:
    for suffix in (*SIDE_FILES, "", "-keys"):
        one = kept.with_name(kept.name + suffix)
        if one.exists():
            os.replace(one, workspace.with_name(workspace.name + suffix))


def _key_of(workspace: Path, unlocked: Unlocked, passphrase: str, clock: Clock) -> bytes:
    if key_file.is_key_of(workspace, unlocked.raw_key):
        return unlocked.raw_key
    try:
        return key_file.unlock(workspace, unlocked.user, passphrase, at=iso_instant(clock.now())).raw_key
    except EnvironmentProblemError as error:
        if error.code in {"key-file-missing", "key-file-damaged"}:
            raise
        raise AnswerIsNoError(
            "other-key",
            f"{workspace.name} has another data key than the backup, and {unlocked.user} does not open it "
            "with this passphrase.",
            "Restore under another name, or as a user who opens both. Nothing was changed.",
        ) from None


def _refuse(there: Workspace, workspace: Path, user: str, roles: set[Role], clock: Clock) -> None:
    with there.write(user, clock) as tx:
        said = {"needed": sorted(ROLES_OF[Right.BACK_UP]), "has": sorted(roles)}
        tx.audit("refused", user, {**said, "rights": [Right.BACK_UP.value], "step": "restore"})
    raise AnswerIsNoError(
        "right-denied",
        f"{user} may not put a backup in the place of {workspace.name}: there, now, it needs the role "
        f"{needed(Right.BACK_UP)}.",
        "Ask one of them, or restore under another name. Nothing was changed.",
    )
