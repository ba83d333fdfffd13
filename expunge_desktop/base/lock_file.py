"""A lock file: one holder at a time, and the system lets go of it when its holder dies, however it dies.

The file goes with its lock. Whoever opened it before that may lock a file that has no name any more, while
another lies under the name: so each taker looks whether what it locked is still what lies there.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from expunge_desktop.base.errors import EnvironmentProblemError

OWNER_ONLY = 0o600
_FOLLOW_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none: there it is asked before
_TRIES = 20  # at once: each time another holder removed the file between its opening and its locking
_PAUSE_S = 0.01


class LockedError(EnvironmentProblemError):
    """Somebody else holds the lock and did not let go in time."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "locked",
            f"{path.name.removesuffix('.lock')} is in use by another window or command.",
            "Wait a moment and try again. Nothing was changed.",
        )


class NotALockFileError(OSError):
    """A link, a folder or a device lies where the lock file would: it is neither followed nor removed."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EEXIST, f"{path.name} is no plain file; remove it", str(path))


class LockFile:
    """A lock that is held. Let go of it, or use it as a context manager. Made by `take`."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle

    def let_go(self, *, keeps_file: bool = False) -> None:
        """Remove the lock file and let go. May be called twice. A file that holds anything stays.

        `keeps_file`: as a killed program would leave it, for `take_left_behind`.
        """
        if self._handle < 0:
            return
        handle, self._handle = self._handle, -1
        is_still_there = _is_still_there(handle, self.path) and not os.fstat(handle).st_size
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(handle)
        if is_still_there and not keeps_file:
            with suppress(OSError):  # the folder became read-only; on Windows: the next one has it open
                self.path.unlink()
        if sys.platform != "win32":
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.let_go()


def take(path: Path, *, patience_s: float = 0.0) -> LockFile | None:
    """Take the lock file `path`; None when somebody else held it all the time `patience_s`.

    Not re-entrant, also within one process. Raises OSError when no lock file can be made or locked there,
    NotALockFileError when something else lies there.
    """
    ends = time.monotonic() + patience_s
    while True:
        handle = _take(path, os.O_CREAT)
        if handle is not None:
            return LockFile(path, handle)
        if time.monotonic() >= ends:
            return None
        time.sleep(_PAUSE_S)


def take_left_behind(path: Path) -> LockFile | None:
    """Take a lock file that a killed program left there; None when there is none, or when it is held.

    Raises as `take`.
    """
    try:
        handle = _take(path, 0)
    except FileNotFoundError:
        return None
    return None if handle is None else LockFile(path, handle)


@contextmanager
def locked(path: Path, *, patience_s: float = 10.0) -> Iterator[None]:
    """Hold the lock file `path`. Raises LockedError after `patience_s`, otherwise as `take`."""
    lock = take(path, patience_s=patience_s)
    if lock is None:
        raise LockedError(path)
    with lock:
        yield


def is_locked(path: Path) -> bool:
    """Somebody holds this lock just now. A lock file that nobody holds is removed. Raises as `take`."""
    lock = take_left_behind(path)
    if lock is None:
        return path.exists()
    lock.let_go()
    return False


def _take(path: Path, creating: int) -> int | None:
    """The handle of the locked file; None when somebody else holds it."""
    for _ in range(_TRIES):
        if not _FOLLOW_NO_LINK and path.is_symlink():
            raise NotALockFileError(path)
        try:
            handle = os.open(path, os.O_RDWR | creating | _FOLLOW_NO_LINK, OWNER_ONLY)
        except PermissionError:
            if sys.platform == "win32" and path.is_file():  # being removed just now
                return None
            raise
        except OSError:
            if path.is_symlink() or path.is_dir():
                raise NotALockFileError(path) from None
            raise
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise NotALockFileError(path)
            if not _lock(handle):
                os.close(handle)
                return None
            if _is_still_there(handle, path):
                return handle
        except OSError:
            os.close(handle)
            raise
        os.close(handle)
    return None


def _is_still_there(handle: int, path: Path) -> bool:
    """The file that was opened is the one of that name."""
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
