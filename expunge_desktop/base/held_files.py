"""Files the database has open, and how this process reads one of them beside it without harm.

A lock of POSIX belongs to the process, not to the opened file: closing *any* descriptor of a file drops
every lock the process holds on it (fcntl(2)). A second program could then take the workspace for closed and
remove its log. So a file that was opened beside the database is closed only when the database has let go of
it; SQLite does the same with its own descriptors (sqlite.org/howtocorrupt.html, 2.2).
"""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import cast

Identity = tuple[int, int]  # device and number of a file

_LOCKS_ARE_OF_THE_PROCESS = os.name == "posix"
_lock = threading.Lock()
_held: Counter[Identity] = Counter()
_waiting: dict[Identity, list[BufferedReader]] = {}


def hold(path: Path) -> Identity | None:
    """The database is about to open the file at `path`; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    with _lock:
        _held[found.st_dev, found.st_ino] += 1
    return found.st_dev, found.st_ino


def let_go(identity: Identity | None) -> None:
    """The database has closed one connection to the file: with the last one, what waited is closed."""
    if identity is None:
        return
    with _lock:
        _held[identity] -= 1
        if _held[identity] <= 0:
            del _held[identity]
            for file in _waiting.pop(identity, []):
                file.close()


def is_held(path: Path) -> bool:
    """Whether the database of this process has the file at `path` open."""
    try:
        found = path.stat()
    except OSError:
        return False
    with _lock:
        return _held[found.st_dev, found.st_ino] > 0


@contextmanager
def reading(path: Path, *, buffering: int = -1) -> Iterator[BufferedReader]:
    """The file at `path`, to be read, whoever has it open. Raises OSError as `Path.open`."""
    file = cast("BufferedReader", path.open("rb", buffering=buffering))
    try:
        yield file
    finally:
        close(file)


def read_bytes(path: Path) -> bytes:
    """All of the file at `path`, whoever has it open. Raises OSError."""
    with reading(path) as file:
        return file.read()


def close(file: BufferedReader) -> None:
    """Close a file that was opened to be read; later, when the database has it open too."""
    found = os.fstat(file.fileno())
    identity = (found.st_dev, found.st_ino)
    with _lock:
        if _LOCKS_ARE_OF_THE_PROCESS and _held[identity] > 0:
            _waiting.setdefault(identity, []).append(file)
        else:
            file.close()
