"""Files the database has open, and how this process reads one of them beside it without harm.

A lock of POSIX belongs to the process, not to the opened file: closing *any* descriptor of a file drops
every lock the process holds on it (fcntl(2)). A second program could then take the workspace for closed and
remove its log. So a file that was opened beside the database is closed only when the database has let go of
it; SQLite does the same with its own descriptors (sqlite.org/howtocorrupt.html, 2.2). That counts for the
log's shared memory (`-shm`) as well. What is lost all the same is met by `store.log_guard`.
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

SIDE_FILES = ("-wal", "-shm", "-journal")
_LOCKS_ARE_OF_THE_PROCESS = os.name == "posix"
_lock = threading.RLock()  # a forgotten guard may be collected while it is held
_held: Counter[Identity] = Counter()
_paths: dict[Identity, Path] = {}
_waiting: dict[Identity, list[BufferedReader]] = {}


def identity_of(path: Path | str) -> Identity | None:
    """Which file lies at `path`; None when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def hold(path: Path) -> Identity | None:
    """The database is about to open the file at `path`; None when there is none."""
    identity = identity_of(path)
    if identity is not None:
        with _lock:
            _held[identity] += 1
            _paths[identity] = path.absolute()
    return identity


def let_go(identity: Identity | None) -> None:
    """The database has closed one connection to the file: with the last one, what waited is closed."""
    if identity is None:
        return
    with _lock:
        _held[identity] -= 1
        if _held[identity] <= 0:
            del _held[identity]
            _paths.pop(identity, None)
            for file in _waiting.pop(identity, []):
                file.close()


def is_held(path: Path) -> bool:
    """Whether the database of this process has the file at `path` open, or the one it is a log of."""
    identity = identity_of(path)
    with _lock:
        return identity is not None and _holder(identity) is not None


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


def close(file: BufferedReader, *, beside: Identity | None = None) -> None:
    """Close a file that was opened to be read; later, when the database has it open too.

    `beside`: the workspace whose log it is, where that has no name any more.
    """
    found = os.fstat(file.fileno())
    with _lock:
        holder = beside if beside is not None and _held[beside] > 0 else _holder((found.st_dev, found.st_ino))
        if _LOCKS_ARE_OF_THE_PROCESS and holder is not None:
            _waiting.setdefault(holder, []).append(file)
        else:
            file.close()


def _holder(identity: Identity) -> Identity | None:
    """The file of the database that this one is, or is the log of."""
    if _held[identity] > 0:
        return identity
    for holder, path in _paths.items():
        for suffix in SIDE_FILES:
            if identity_of(path.with_name(path.name + suffix)) == identity:
                return holder
    return None
