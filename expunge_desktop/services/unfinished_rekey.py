"""What an interrupted making of a new data key leaves, and how the next logon ends it.

The key file then knows two data keys, and the workspace is under one of them: it is whole either way.
"""

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.lock_file import LockedError, locked
from expunge_desktop.store import rekeying
from expunge_desktop.store.workspace import remove_files
from expunge_desktop.vault import key_generations


@dataclass(frozen=True, slots=True)
class Settled:
    """The data key the workspace is under; `said` is `old` or `new` when an interrupted rekey was ended.

    `removed`: the copy under the new key, if one was left.
    """

    raw_key: bytes
    said: str = ""
    removed: tuple[Path, ...] = ()


def rekey_lock(path: Path) -> Path:
    """Held by whoever makes a new data key for the workspace, or ends an interrupted making."""
    return path.with_name(path.name + "-rekey.lock")


def settle(path: Path, keys: tuple[bytes, ...]) -> Settled:
    """Which of the key file's data keys is the workspace's; the others are forgotten.

    Not while another process is still making one. Raises EnvironmentProblemError (`locked`,
    `not-a-workspace`, `key-file-missing` …).
    """
    if len(keys) == 1 and not rekey_lock(path).exists():
        return Settled(keys[0])
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(rekey_lock(path), patience_s=0))
            is_ours = True
        except (LockedError, OSError):
            is_ours = False
        if len(keys) == 1:  # killed before the first step or after the last
            return Settled(keys[0], removed=_remove_copy(path) if is_ours else ())
        raw_key = next((one for one in keys if rekeying.opens(path, one)), None)
        if raw_key is None:
            raise EnvironmentProblemError(
                "not-a-workspace",
                f"{path.name} is damaged, or does not belong to this key file.",
                "Put the workspace and its own key file side by side, or restore the last backup.",
            )
        if not is_ours:
            return Settled(raw_key)
        key_generations.keep_only(path, raw_key)
        removed = _remove_copy(path)
    return Settled(raw_key, "old" if raw_key == keys[0] else "new", removed)


def _remove_copy(path: Path) -> tuple[Path, ...]:
    copy = rekeying.unfinished_copy(path)
    was_there = os.path.lexists(copy)
    remove_files(copy)
    return (copy,) if was_there else ()
