"""Temporary files of libraries, in memory instead of on the disk.

While a page is printed the client of Linux' print system lays the whole job as a clear PDF into `TMPDIR`,
and Qt moves large pages there. Temporary files count as media (CJIS Security Policy; law/privacy.md).
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from expunge_desktop.base import mounts

PREFIX = "expunge-desktop-"
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})
_ROOM = 256 * 1024 * 1024  # less is not worth it: a large print job would fail where the disk had room


@contextmanager
def temporary_files_in_memory() -> Iterator[Path | None]:
    """Lead libraries that ask for `TMPDIR` to a private folder in memory, removed at the end.

    None where there is no such memory (Windows, macOS, a small container): then they use the system's own
    folder. Python's temporary files stay there too: what this program puts into them is encrypted, and large.
    What a killed program left is removed at the next start.
    """
    base = _roomiest() if sys.platform == "linux" else None
    if base is None:
        yield None
        return
    tempfile.gettempdir()  # decided before the change, for all of Python
    _remove_left(base)
    before = os.environ.get("TMPDIR")
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=base))
    os.environ["TMPDIR"] = str(folder)
    try:
        yield folder
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
        shutil.rmtree(folder, ignore_errors=True)


def _roomiest() -> Path | None:
    """Of the folders in memory that a person may write to, the one with most room."""
    found: list[tuple[int, Path]] = []
    for name in (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm"):
        folder = Path(name)
        with suppress(OSError):
            if folder.is_absolute() and _is_in_memory(folder) and os.access(folder, os.W_OK | os.X_OK):
                found.append((shutil.disk_usage(folder).free, folder))
    room, folder = max(found, default=(0, Path()))
    return folder if room >= _ROOM else None


def _is_in_memory(folder: Path) -> bool:
    table = mounts.TABLE.read_text(encoding="utf-8", errors="surrogateescape")
    mount = mounts.mount_of(PurePosixPath(folder.resolve(strict=True)), mounts.mounts_in(table))
    return mount is not None and mount.kind in _IN_MEMORY


def _remove_left(base: Path) -> None:
    """Remove the folders of programs that are gone, of those this user may remove."""
    for folder in base.glob(f"{PREFIX}*-*"):
        number = folder.name.removeprefix(PREFIX).partition("-")[0]
        with suppress(OSError):
            is_ours = folder.is_dir() and not folder.is_symlink() and os.access(folder, os.W_OK)
            if number.isdigit() and is_ours and not _is_running(int(number)):
                shutil.rmtree(folder, ignore_errors=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
