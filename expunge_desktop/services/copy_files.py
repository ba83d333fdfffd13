"""The two files of a copy: names that are free, the key file beside it, and both named when all is whole."""

import os
from datetime import UTC, datetime
from pathlib import Path

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.store.engine import SIDE_FILES
from expunge_desktop.store.workspace import remove_files
from expunge_desktop.vault import key_file
from expunge_desktop.vault.private_file import name_file, write_new_private_file


def refuse_existing(destination: Path, *others: Path) -> None:
    """Raise AnswerIsNoError (`destination-exists`) if either of the two files, or another, is there."""
    for path in (destination, key_file.key_file_path(destination), *others):
        if os.path.lexists(path):  # a link that leads nowhere is somebody's as well
            raise AnswerIsNoError(
                "destination-exists", f"{path.name} already exists in {path.parent}.", "Choose another name."
            )


def free_name(folder: Path, stem: str, at: datetime) -> Path:
    """A name of the instant that is not taken: `county.2026-11-22T10-30-00Z.expunge`."""
    instant = at.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    path, number = folder / f"{stem}.{instant}.expunge", 1
    while any(map(os.path.lexists, (path, key_file.key_file_path(path)))):
        number += 1
        path = folder / f"{stem}.{instant}.{number}.expunge"
    return path


def copy_keys(source: Path, destination: Path, raw_key: bytes, seq: int = 0, head: str = "") -> None:
    """Put a key file beside `destination`: the users of `source`, and only the key the copy is under.

    The witness in it becomes `seq` and `head`, the last row of the copy's own audit chain (0: as in the
    source). Raises AnswerIsNoError (`key-file-changed`) when the workspace got a new data key meanwhile.
    """
    if not key_file.is_key_of(source, raw_key):
        raise AnswerIsNoError(
            "key-file-changed",
            f"The key of {source.name} was renewed while the copy was made.",
            "Nothing was kept of the copy; make it again.",
        )
    key_file.write_copy(source, destination, raw_key, seq, head)


def give_name(partial: Path, destination: Path) -> None:
    """Let an unfinished copy, whole now, and its key file have their names.

    The key file is written anew under its name and stays under the unfinished one until the copy has its
    own: whose it is can be seen should the program be killed between the two (`unfinished_copy`). Raises
    EnvironmentProblemError (`cannot-write`).
    """
    keys = key_file.key_file_path(partial)
    try:
        write_new_private_file(key_file.key_file_path(destination), keys.read_bytes())
        name_file(partial, destination)
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-write",
            f"{destination.name} cannot be written in {destination.parent} ({error.strerror}).",
            "Check the folder and its rights.",
        ) from None


def set_aside(workspace: Path, at: datetime) -> Path | None:
    """Rename a workspace, its key file and its log to a free name, all or none; None when none is there.

    Raises EnvironmentProblemError (`cannot-write`).
    """
    kept = free_name(workspace.parent, f"{workspace.stem}.kept", at)
    moved: list[tuple[Path, Path]] = []
    try:
        for suffix in ("-keys", *SIDE_FILES, ""):
            one, other = workspace.with_name(workspace.name + suffix), kept.with_name(kept.name + suffix)
            if one.exists():
                one.rename(other)
                moved.append((one, other))
    except OSError as error:
        for one, other in moved:
            other.rename(one)
        raise EnvironmentProblemError(
            "cannot-write",
            f"{workspace.name} cannot be renamed in {workspace.parent} ({error.strerror}).",
            "Close it wherever it is open, and check the rights of the folder.",
        ) from None
    return kept if moved else None


def remove(destination: Path) -> None:
    """Take both files away, the key file first: what is left without it opens for nobody."""
    key_file.key_file_path(destination).unlink(missing_ok=True)
    remove_files(destination)
