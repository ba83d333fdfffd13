"""A copy of a workspace while it is made: under an unfinished name, locked by an empty file beside it.

Backup, restore, salvage, rehearsal and upgrade write `NAME.xxxxxxxx.partial` (x: hexadecimal digits drawn for
this one copy) with its key file and the database's files beside it, all as encrypted as a workspace. The lock
file is there before them and goes after them: where one lies that nobody holds, a program was killed, and
what bears its name is nobody's any more (`sweep`).
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.lock_file import LockedError, LockFile, take, take_left_behind
from expunge_desktop.base.storage_place import PlaceKind, look_at
from expunge_desktop.services.places import PlaceNotes
from expunge_desktop.store.engine import SIDE_FILES
from expunge_desktop.store.workspace import Transaction
from expunge_desktop.vault.key_storage import key_file_path, remove_unfinished

_PATIENCE_S = 10.0  # another program's sweep may have it for a moment
_LOCK = re.compile(r"(?P<partial>(?P<name>.+)\.[0-9a-f]{8}\.partial)\.lock", re.DOTALL)


@contextmanager
def unfinished(destination: Path) -> Iterator[Path]:
    """A name to write to until the copy is whole; nothing is left under it.

    Raises EnvironmentProblemError (`cannot-write`) when nothing can be written there.
    """
    partial = destination.with_name(f"{destination.name}.{secrets.token_hex(4)}.partial")
    lock = _lock(partial, destination)
    try:
        yield partial
    finally:
        _clear_and_let_go(lock, partial, destination)


def sweep(folder: Path, notes: PlaceNotes | None = None) -> tuple[Path, ...]:
    """Remove what killed programs left of copies in `folder`; the unfinished names that went. `notes` tells.

    Never what another program is writing just now, nor anything without such a lock file of this user's
    beside it; and nothing on a network share, where a lock of another machine may not be seen. Raises
    nothing: what resists is tried again the next time.
    """
    swept: list[Path] = []
    if look_at(folder).kind is PlaceKind.NETWORK:
        return ()
    for name in _names_in(folder):
        found = _LOCK.fullmatch(name)
        if found is None:
            continue
        partial, destination = folder / found["partial"], folder / found["name"]
        try:
            lock = take_left_behind(folder / name) if _is_ours(folder / name) else None
        except OSError:
            continue
        if lock is not None:
            was_there = os.path.lexists(partial)
            if _clear_and_let_go(lock, partial, destination) and was_there:
                swept.append(partial)
    if notes is not None:
        notes.told += [swept_in_words(partial) for partial in swept]
    return tuple(swept)


def swept_in_words(partial: Path) -> str:
    """What a person is told of one that was removed."""
    return f"{partial.name} was left unfinished and was removed."


def audit_swept(tx: Transaction, swept: Iterable[Path]) -> None:
    """A row `swept` for each."""
    for partial in swept:
        tx.audit("swept", partial.name, {"folder": str(partial.parent), "found": True})


def _lock(partial: Path, destination: Path) -> LockFile:
    path = partial.with_name(f"{partial.name}.lock")
    try:
        lock = take(path, patience_s=_PATIENCE_S)
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-write",
            f"{destination.name} cannot be written in {destination.parent} ({error.strerror}).",
            "Check that the folder exists and that you may write there.",
        ) from None
    if lock is None:
        raise LockedError(path)
    return lock


def _clear_and_let_go(lock: LockFile, partial: Path, destination: Path) -> bool:
    """Whether all of it is gone; else the lock file stays, for the next sweep."""
    is_cleared = False
    try:
        _clear(partial, destination)
        is_cleared = True
    except OSError:
        pass
    finally:
        lock.let_go(keeps_file=not is_cleared)
    return is_cleared


def _clear(partial: Path, destination: Path) -> None:
    """Remove what bears the name, and a key file that was named when its copy was not yet."""
    keys, named = key_file_path(partial), key_file_path(destination)
    if not os.path.lexists(destination) and _is_written_from(named, keys):
        named.unlink()
    if partial.is_dir() and not partial.is_symlink():
        shutil.rmtree(partial)
    for suffix in ("", *SIDE_FILES):
        partial.with_name(partial.name + suffix).unlink(missing_ok=True)
    remove_unfinished(keys)
    keys.unlink(missing_ok=True)


def _is_written_from(named: Path, keys: Path) -> bool:
    """`named` is the key file of the copy, whole or as far as it was written."""
    if any(one.is_symlink() or not one.is_file() for one in (named, keys)):
        return False
    if named.stat().st_size > keys.stat().st_size:
        return False
    return keys.read_bytes().startswith(named.read_bytes())


def _is_ours(lock: Path) -> bool:
    """An empty file of this user's: nobody else's file of such a name is taken for one."""
    found = lock.lstat()
    return found.st_size == 0 and (os.name != "posix" or found.st_uid == os.geteuid())


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
