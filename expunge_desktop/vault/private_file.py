"""Small files only their owner may read, replaced so that a crash leaves the old or the new, never half."""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError

OWNER_ONLY = 0o600


def replace_private_file(path: Path, content: bytes, *, is_urgent: bool = True) -> None:
    """Write `content` to `path`, mode 0600, durable: a temporary sibling, fsync, rename, fsync of the folder.

    Not urgent: without the last step, so that a power cut may bring back the old content, whole.

    Raises EnvironmentProblemError (`disk-full`, `cannot-write`).
    """
    sibling = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            write_new_private_file(sibling, content)
            os.replace(sibling, path)
        except BaseException:
            sibling.unlink(missing_ok=True)
            raise
        if is_urgent:
            sync_folder(path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from None


def write_new_private_file(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, mode 0600, durable but for its name. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def name_file(unfinished: Path, path: Path) -> None:
    """Let a file that is whole have its name, durable. Raises OSError: the caller says what file it is."""
    unfinished.rename(path)
    sync_folder(path.parent)


def name_new(unfinished: Path, path: Path) -> None:
    """Let a file or folder have a name that nobody has, not even since a moment ago. Raises OSError.

    A second name is given and the first taken away: that, unlike a rename, never replaces a file. Folders
    replace none anyhow but empty ones; where the file system has no second names, a look must do.
    """
    if os.name == "posix" and not unfinished.is_dir():
        try:
            os.link(unfinished, path)
        except FileExistsError:
            raise
        except OSError:
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        else:
            unfinished.unlink()
            return
    unfinished.rename(path)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable, where the system lets folders be synced."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # some network shares refuse
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _cannot_write(path: Path, error: OSError) -> EnvironmentProblemError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentProblemError(
            "disk-full",
            f"The disk is full: {path.name} could not be written.",
            "Free some space and try again.",
        )
    return EnvironmentProblemError(
        "cannot-write",
        f"{path.name} could not be written in {path.parent} ({error.strerror}).",
        "Check that the folder exists and that you may write there.",
    )
