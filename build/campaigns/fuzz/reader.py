"""What a reader under fire is, and how it is handed its input."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from expunge_desktop.base.errors import ExpungeError

Read = Callable[[bytes], None]


@dataclass(frozen=True)
class Reader:
    """One reader: what it is given, what it may refuse with, how much of all inputs it gets.

    share    of a million inputs
    seconds  of the processor, the most one input may take
    longest  bytes of an input
    """

    name: str
    read: Read
    seeds: Callable[[], list[bytes]]
    share: int
    seconds: float = 2.0
    refusals: tuple[type[Exception], ...] = (ExpungeError,)
    tokens: tuple[bytes, ...] = ()
    longest: int = 64 * 1024


@cache
def scratch() -> Path:
    """A folder in memory where there is one: files are written for every input."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def as_file(data: bytes, name: str) -> Path:
    """The input as a file of this name, for readers that open one."""
    path = scratch() / name
    path.write_bytes(data)
    return path


def as_text(data: bytes) -> str:
    """The input as text; bytes that are no UTF-8 become halves of characters, as an editor may hold."""
    return data.decode("utf-8", "surrogateescape")
