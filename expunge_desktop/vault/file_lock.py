"""One process at a time: a lock file that the operating system releases when its holder dies.

The lock file is removed on release. Whoever waited for it then holds a lock on a file that has no name any
more, so each taker checks that what it locked is still what lies there, and tries again if not.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError

OWNER_ONLY = 0o600
_PAUSE_S = 0.01


class LockedError(EnvironmentProblemError):
    """Somebody else holds the lock and did not let go in time."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "locked",
            f"{path.name.removesuffix('.lock')} is in use by another window or command.",
            "Wait a moment and try again. Nothing was changed.",
        )


@contextlib.contextmanager
def locked(path: Path, *, patience_s: float = 10.0) -> Iterator[None]:
    """Hold the lock file `path`. Not re-entrant, also within one process.

    Raises LockedError after `patience_s`, OSError when no lock file can be made there.
    """
    ends = time.monotonic() + patience_s
    handle = _take(path)
    while handle is None:
        if time.monotonic() >= ends:
            raise LockedError(path)
        time.sleep(_PAUSE_S)
        handle = _take(path)
    try:
        yield
    finally:
        _release(path, handle)


def is_locked(path: Path) -> bool:
    """Somebody holds this lock just now."""
    if not path.exists():
        return False
    handle = _take(path)
    if handle is None:
        return True
    _release(path, handle)
    return False


def _take(path: Path) -> int | None:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    except PermissionError:
        if sys.platform == "win32" and path.exists():  # being removed just now
            return None
        raise
    try:
        _lock(handle)
        mine, there = os.fstat(handle), os.stat(path)
    except (BlockingIOError, PermissionError, FileNotFoundError):
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    if (mine.st_dev, mine.st_ino) != (there.st_dev, there.st_ino):
        os.close(handle)
        return None
    return handle


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _release(path: Path, handle: int) -> None:
        os.close(handle)
        with contextlib.suppress(OSError):  # the next one has it open already
            path.unlink()
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(path: Path, handle: int) -> None:
        with contextlib.suppress(OSError):  # the folder became read-only
            path.unlink()
        os.close(handle)
