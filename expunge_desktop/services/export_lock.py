"""A lock beside a file that is being written in clear: while it is held, nobody sweeps the file away.

The operating system lets go of it when a program is killed, whatever the program did before.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

OWNER_ONLY = 0o600
_TRIES = 20  # another program may remove the lock file between its opening and its locking


class ExportLock:
    """Tried when it is made; `is_held` says whether it could be taken. `let_go` removes the lock file."""

    def __init__(self, place: Path) -> None:
        """Raise OSError when no lock file can be made there."""
        self.path = place.with_name(f"{place.name}.lock")
        self._handle = -1
        for _ in range(_TRIES):
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), OWNER_ONLY)
            if not _is_taken(handle):
                os.close(handle)
                return
            if self._is_same(handle):
                self._handle = handle
                return
            os.close(handle)

    @property
    def is_held(self) -> bool:
        """Nobody else has it."""
        return self._handle >= 0

    def let_go(self) -> None:
        """Remove the lock file and let go. May be called twice."""
        if self._handle < 0:
            return
        handle, self._handle = self._handle, -1
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(handle)
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
        else:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def _is_same(self, handle: int) -> bool:
        """The file locked is still the one of that name."""
        try:
            return os.path.samestat(os.fstat(handle), self.path.stat())
        except FileNotFoundError:
            return False


def _is_taken(handle: int) -> bool:
    """Lock an open file without waiting; whether that went well."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
