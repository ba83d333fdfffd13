"""What can be wrong with a workspace file before any of it is decrypted, each with the way on.

A workspace is encrypted from its first byte: nothing in it can be recognized, but an empty file, one that
is cut off, overwritten with zeros, or another program's can.
"""

import glob
import os
from pathlib import Path

from expunge_desktop.base import held_files
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.store import engine

SALT_BYTES = 16
_LOOKED_AT = 4096
_RESTORE = "Restore the last backup; keep this file, parts of it may still help."

# How files of other programs begin; the first 16 bytes of a workspace are random.
_OTHERS = {
    b"SQLite format 3\0": "an unencrypted SQLite database",
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
}


def refuse_odd(path: Path) -> None:
    """Raise EnvironmentProblemError when the file at `path` cannot be a whole workspace.

    Codes: `workspace-missing`, `not-a-file`, `cannot-open`, `empty-file`, `not-a-workspace`, `zeroed`,
    `cut-off`.
    """
    try:
        size = path.stat().st_size
        if path.is_file():
            with held_files.reading(path) as stream:
                first = stream.read(_LOOKED_AT)
    except FileNotFoundError:
        raise _missing(path) from None
    except OSError as error:
        raise EnvironmentProblemError(
            "cannot-open",
            f"The workspace {path.name} cannot be opened ({error.strerror}).",
            "It must be a file of your own that you may read and write.",
        ) from None
    if not path.is_file():
        raise EnvironmentProblemError(
            "not-a-file", f"{path.name} is a folder or a device.", "Choose a file that ends in .expunge."
        )
    if not size:
        raise EnvironmentProblemError("empty-file", f"{path.name} is empty (0 bytes).", _RESTORE)
    _refuse_others(path, first)
    if not any(first[:SALT_BYTES]):
        raise EnvironmentProblemError(
            "zeroed", f"The beginning of {path.name} was overwritten with zeros.", _salvage(path)
        )
    if size % engine.PAGE_BYTES and not _is_being_written(path):
        missing = engine.PAGE_BYTES - size % engine.PAGE_BYTES
        raise EnvironmentProblemError(
            "cut-off", f"{path.name} is cut off: at least {many(missing, 'byte')} missing at its end.",
            _salvage(path),
        )  # fmt: skip


def _missing(path: Path) -> EnvironmentProblemError:
    beside = [suffix for suffix in engine.SIDE_FILES if os.path.exists(f"{path}{suffix}")]
    if beside:
        return EnvironmentProblemError(
            "workspace-missing",
            f"There is no workspace {path.name} in {path.parent}, but its {path.name}{beside[0]} is there.",
            f"The file itself was moved or removed: put it back beside {path.name}{beside[0]}, which holds "
            "its latest changes.",
        )
    missing = f"There is no workspace {path.name} in {path.parent}"
    kept = sorted(path.parent.glob(f"{glob.escape(path.stem)}.kept.*{path.suffix}"))
    if kept:
        return EnvironmentProblemError(
            "workspace-missing",
            f"{missing}, but {kept[-1].name}, which a restore set aside.",
            "If the restore did not end, restore once more, or rename that file and its key file back.",
        )
    return EnvironmentProblemError(
        "workspace-missing", f"{missing}.", "Check the path, or make a workspace with `new`."
    )


def _refuse_others(path: Path, first: bytes) -> None:
    known = next((told for start, told in _OTHERS.items() if first.startswith(start)), "")
    what = known or ("text" if _is_text(first) else "")
    if what:
        raise EnvironmentProblemError(
            "not-a-workspace",
            f"{path.name} is not a workspace: it is {what}.",
            "Choose a file that ends in .expunge.",
        )


def _is_text(first: bytes) -> bool:
    """Random bytes are not text: of 64 of them some are control characters, or do not make UTF-8.

    Control characters alone would not do: one encrypted file in three thousand has none there.
    """
    start = first[:64]
    has_controls = any((byte < 0x20 and byte not in b"\t\r\n") or byte == 0x7F for byte in start)
    whole = start.decode("utf-8", "replace").rstrip("\ufffd")  # the last letter may be cut
    return not has_controls and "\ufffd" not in whole


def _is_being_written(path: Path) -> bool:
    """With a log beside it a file may end anywhere: the write of a page was cut short, the log has it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _salvage(path: Path) -> str:
    return (
        f"Restore the last backup. What can still be read is saved by `salvage {path.name} NEW.expunge`; "
        "keep this file."
    )
