"""Stands over the log of an open workspace: nobody takes it away, and it is known when its locks are gone.

SQLite's locks belong to the process (`base.held_files`). When they are lost, a second program believes that
nobody else is there: it makes the log's index anew, and at its end moves the log into the file and removes
it, while the first goes on writing to removed files. Three things against it, each cheap:

* **A lock that cannot be dropped.** Linux has locks of the opened file (F_OFD_SETLK). One is held on the
  bytes SQLite itself locks for “somebody has it open”: over the workspace, which whoever removes the log
  must have alone, and over the log's index (`-shm`), which whoever makes it anew must have alone.
* **A mark** on a byte nobody else uses, by a lock of the process: where it is gone, so are SQLite's locks.
* **The names**: the files beside the workspace are still those that were opened, not removed by hand.

On Windows locks belong to the handle, and an open file cannot be removed: nothing of this is needed.
"""

import logging
import os
import secrets
import struct
import sys
import weakref
from contextlib import suppress
from io import BufferedReader
from pathlib import Path

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import EnvironmentProblemError

_LOG = logging.getLogger(__name__)
_SIDES = ("-wal", "-shm")

# SQLite's bytes (os_unix.c): whoever reads holds the first, whoever has the log's index open the second.
_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
_DEAD_MAN_SWITCH = 128
_BYTES = ((_SHARED_FIRST, _SHARED_SIZE), (_DEAD_MAN_SWITCH, 1))
_MARKS_FIRST, _MARKS_BITS = 1 << 40, 40  # far behind the end of any workspace


class LogGuard:
    """Taken when a connection has the log open; `let_go` when the last one is about to be closed."""

    def __init__(self, path: Path) -> None:
        self._names = [str(_beside(path, suffix)) for suffix in _SIDES]
        self._mark = _MARKS_FIRST + secrets.randbits(_MARKS_BITS)
        self._files: list[BufferedReader] = []
        # Also for a workspace that was never closed: its files must not be closed by themselves.
        self._closing = weakref.finalize(self, _close, self._files, held_files.identity_of(path))
        self._closing.atexit = False
        self._sides = self._look()
        if os.name != "posix":
            return
        try:
            for name, (first, size) in zip((path, _beside(path, "-shm")), _BYTES, strict=True):
                file = name.open("rb")
                self._files.append(file)
                _lock(file, _SHARED, first, size)
                _put_mark(file, self._mark)
        except OSError as error:  # a file system without such locks: the names are still looked at
            _LOG.warning("no lock of its own on the log: %s", error)
            self.let_go()

    def is_whole(self) -> bool:
        """The log is the one that was opened, and no lock of this process on it was dropped."""
        if os.name != "posix":
            return True
        return self.has_names() and all(_has_mark(file, self._mark) for file in self._files)

    def has_names(self) -> bool:
        """The files beside the workspace are those that were opened."""
        return self._look() == self._sides

    def unlock(self) -> None:
        """Let SQLite have the workspace alone, when nobody else has it open."""
        _unlock(self._files)

    def let_go(self) -> None:
        """Let go of the files; closed with the last connection of this process. May be called twice."""
        self._closing()

    def _look(self) -> list[held_files.Identity | None]:
        return [held_files.identity_of(name) for name in self._names]


def _unlock(files: list[BufferedReader]) -> None:
    for file, (first, size) in zip(files, _BYTES, strict=False):
        with suppress(OSError):
            _lock(file, _UNLOCKED, first, size)


def _close(files: list[BufferedReader], workspace: held_files.Identity | None) -> None:
    _unlock(files)
    for file in files:
        held_files.close(file, beside=workspace)
    files.clear()


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def log_lost(path: Path, advice: str) -> EnvironmentProblemError:
    """The refusal (`log-lost`) while the log of the workspace at `path` is not the one that was opened."""
    return EnvironmentProblemError(
        "log-lost",
        f"Another program took the log of the workspace {path.name} away, or its locks, while it was open.",
        advice,
    )


if sys.platform == "linux":
    import fcntl

    _SHARED, _UNLOCKED = fcntl.F_RDLCK, fcntl.F_UNLCK
    _LAYOUT = "hhqqi0q"  # struct flock, with offsets of 64 bits

    def _lock(file: BufferedReader, kind: int, first: int, size: int) -> None:
        asked = struct.pack(_LAYOUT, kind, os.SEEK_SET, first, size, 0)
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, asked)

    def _put_mark(file: BufferedReader, place: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, place)

    def _has_mark(file: BufferedReader, place: int) -> bool:
        """A lock of the process stands in the way of one of an opened file, even of the same process."""
        asked = struct.pack(_LAYOUT, fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0)
        found = fcntl.fcntl(file, fcntl.F_OFD_GETLK, asked)
        return bool(struct.unpack(_LAYOUT, found)[0] != fcntl.F_UNLCK)

else:
    _SHARED = _UNLOCKED = 0

    def _lock(_file: BufferedReader, _kind: int, _first: int, _size: int) -> None:
        pass

    def _put_mark(_file: BufferedReader, _place: int) -> None:
        pass

    def _has_mark(_file: BufferedReader, _place: int) -> bool:
        return True
