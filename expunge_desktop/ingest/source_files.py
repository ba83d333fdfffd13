"""Source files, read once from beginning to end: stretches cut at line ends, size and SHA-256 on the way."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.given_file import refuse_endless
from expunge_desktop.ingest.doj_lines import MAX_LINE

STRETCH = 1024 * 1024
_KEPT_OF_A_LONG_LINE = 4096


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole lines of one file: `first_line` counts from 1; `read` bytes of the file were read so far.

    `overlong` are lines whose rest was left out because no record is that long.
    """

    data: bytes
    first_line: int
    lines: int
    overlong: frozenset[int]
    read: int


class SourceFile:
    """One file of a batch; `sha256`, `size` and `lines` are known once `stretches` is exhausted."""

    def __init__(self, path: Path, ordinal: int) -> None:
        self.path = path
        self.ordinal = ordinal
        self.sha256 = ""
        self.size = 0
        self.lines = 0
        self.columns: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its folder, as messages and the ledger show it."""
        return self.path.name

    def stretches(self, length: int = STRETCH) -> Iterator[Stretch]:
        """The whole file in order. Raises EnvironmentProblemError when it cannot be read."""
        digest = hashlib.sha256()
        rest, first_line = b"", 1
        overlong: set[int] = set()
        is_skipping = False
        try:
            with held_files.reading(self.path, buffering=0) as file:
                while block := _full_read(file, length):
                    digest.update(block)
                    self.size += len(block)
                    if is_skipping:  # inside a line that is too long: its end is all that matters
                        end = block.find(b"\n")
                        if end < 0:
                            continue
                        block, is_skipping = block[end:], False
                    end = block.rfind(b"\n") + 1
                    if end:
                        data, rest = rest + block[:end], block[end:]
                        lines = data.count(b"\n")
                        yield Stretch(data, first_line, lines, frozenset(overlong), self.size)
                        first_line += lines
                        overlong.clear()
                    else:
                        rest += block
                    if len(rest) > MAX_LINE:
                        rest, is_skipping = rest[:_KEPT_OF_A_LONG_LINE], True
                        overlong.add(first_line)
        except OSError as error:
            raise unreadable(self.path, error) from None
        if rest:
            yield Stretch(rest, first_line, 1, frozenset(overlong), self.size)
            first_line += 1
        self.lines = first_line - 1
        self.sha256 = digest.hexdigest()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file. Raises EnvironmentProblemError when it cannot be read."""
    try:
        with held_files.reading(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from None


def size_of(path: Path) -> int:
    """The size of a regular file in bytes. Raises EnvironmentProblemError when there is none to read."""
    refuse_endless(path)
    try:
        with held_files.reading(path) as file:
            return file.seek(0, 2)
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: OSError) -> EnvironmentProblemError:
    """The sentence for a file that cannot be read."""
    if isinstance(error, FileNotFoundError):
        where = "this folder" if path.parent == Path() else str(path.parent)
        return EnvironmentProblemError(
            "file-missing", f"There is no file {path.name} in {where}.", "Check the path."
        )
    return EnvironmentProblemError(
        "file-unreadable",
        f"The file {path.name} cannot be read ({error.strerror}).",
        "It must be a file that you may read; copy it to this computer and try again.",
    )


def _full_read(file: BinaryIO, length: int) -> bytes:
    """As many bytes as asked for, fewer only at the end of the file."""
    block = file.read(length) or b""
    while len(block) < length and (more := file.read(length - len(block))):
        block += more
    return block
