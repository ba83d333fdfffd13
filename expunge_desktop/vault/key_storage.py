"""The key file on the disk: where it lies, read and written whole, by one process at a time."""

import contextlib
import glob
from collections.abc import Callable, Iterator
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.given_file import refuse_endless
from expunge_desktop.base.lock_file import NotALockFileError, locked
from expunge_desktop.vault.key_record import KeyRecord, NewerFormatError, from_text, to_text
from expunge_desktop.vault.private_file import replace_private_file

CANNOT_WRITE = "cannot-write"
_LARGEST = 8 << 20  # a forged key file must not exhaust the memory


def key_file_path(workspace: Path) -> Path:
    """Where the key file of a workspace lies: beside it, the same name with `-keys` behind."""
    return workspace.with_name(workspace.name + "-keys")


@contextlib.contextmanager
def held(path: Path, *, patience_s: float = 30.0) -> Iterator[None]:
    """Nobody else changes this key file meanwhile.

    Raises LockedError, and EnvironmentProblemError (`cannot-lock`) for a link in the lock file's place.
    In a folder where nothing can be written (a backup on a read-only medium) nobody changes anything.
    """
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(locked(path.with_name(path.name + ".lock"), patience_s=patience_s))
        except NotALockFileError as problem:
            raise EnvironmentProblemError(
                "cannot-lock",
                f"The key file {path.name} cannot be locked: {problem.strerror}.",
                f"It lies in {path.parent}; this program did not make it. Nothing was changed.",
            ) from None
        except OSError:
            pass
        yield


def change(
    path: Path, step: Callable[[KeyRecord], KeyRecord], *, patience_s: float = 30.0, is_urgent: bool = True
) -> None:
    """Read, change and write back as one step; nothing is written when nothing changed.

    `is_urgent`: the folder is synced too, so that a power cut cannot bring the old content back.
    """
    with held(path, patience_s=patience_s):
        before = read(path)
        after = step(before)
        if after != before:
            write(path, after, is_urgent=is_urgent)


def read(path: Path) -> KeyRecord:
    """What the key file says.

    Raises EnvironmentProblemError: `key-file-missing`, `key-file-unreadable`, `key-file-damaged`,
    `key-file-newer`, `file-unreadable` for a pipe.
    """
    refuse_endless(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise damaged(path)
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise EnvironmentProblemError(
            "key-file-missing",
            f"The key file {path.name} is missing.",
            f"It must lie beside the workspace, in {path.parent}; move and back up both together.",
        ) from None
    except UnicodeDecodeError:
        raise damaged(path) from None
    except OSError as error:
        raise EnvironmentProblemError(
            "key-file-unreadable",
            f"The key file {path.name} cannot be read ({error.strerror}).",
            "Check the rights of the file.",
        ) from None
    try:
        return from_text(text)
    except NewerFormatError:
        raise EnvironmentProblemError(
            "key-file-newer",
            f"The key file {path.name} was written by a newer version of Expunge Desktop.",
            "Open the workspace with that version or a later one; this version leaves it untouched.",
        ) from None
    except ValueError:
        raise damaged(path) from None


def write(path: Path, record: KeyRecord, *, is_urgent: bool = True) -> None:
    """Replace the key file. Raises EnvironmentProblemError (`disk-full`, `cannot-write`)."""
    replace_private_file(path, to_text(record).encode("utf-8"), is_urgent=is_urgent)


def remove_unfinished(path: Path) -> None:
    """Remove what killed programs left beside the key file; only while it is `held`, so nobody writes one."""
    for left in path.parent.glob(f"{glob.escape(path.name)}.{'[0-9a-f]' * 8}.tmp"):
        with contextlib.suppress(OSError):
            left.unlink()


def damaged(path: Path) -> EnvironmentProblemError:
    """The key file is not as this program wrote it."""
    return EnvironmentProblemError(
        "key-file-damaged",
        f"The key file {path.name} is damaged.",
        "Restore it from a backup; without it nobody can open the workspace.",
    )
