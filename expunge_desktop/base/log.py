"""The log: what went wrong, and where in the program. Nothing that could name a person gets in.

Every line goes through one formatter that masks digit groups of five and more (CII, case and account
numbers) and whatever follows `name=`, and that reduces an exception to its type and its places in the
program: messages of exceptions quote data.
"""

import logging
import os
import re
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

LOGGER = "expunge_desktop"
_BYTES, _KEPT = 1_000_000, 5
_NAMED = re.compile(r"(?i)(name\s*[=:]\s*).*")
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){4,}")

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def redacted(text: str) -> str:
    """The text with anything after `name=` and every number of five or more digits masked."""
    return _LONG_NUMBER.sub("#####", _NAMED.sub(r"\1***", text))


def start_log(folder: Path, *, is_on_stderr: bool = False) -> Path:
    """Send the program's log to `expunge-desktop.log` in this folder (mode 0600, rotated); returns its path.

    Nothing goes to stderr unless asked for. A folder that cannot be written leaves the program without a
    log rather than without a window. Called again, it replaces the earlier targets.
    """
    path = folder / "expunge-desktop.log"
    stop_log()
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    targets: list[logging.Handler] = [logging.StreamHandler(sys.stderr)] if is_on_stderr else []
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        targets.append(_PrivateRotatingFile(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8"))
    except OSError:
        targets.append(logging.NullHandler())
    for target in targets:
        target.setFormatter(_Redacting("%(asctime)s %(levelname)s %(module)s %(message)s"))
        logger.addHandler(target)
    return path


def stop_log() -> None:
    """Close the log's targets."""
    logger = logging.getLogger(LOGGER)
    for target in logger.handlers[:]:
        logger.removeHandler(target)
        target.close()


class _PrivateRotatingFile(RotatingFileHandler):
    """A rotating file only its owner may read."""

    def _open(self):  # type: ignore[no-untyped-def]
        stream = super()._open()
        os.chmod(self.baseFilename, 0o600)
        return stream


class _Redacting(logging.Formatter):
    """Formats and masks; an exception is told by type and place, never by its message."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # as another formatter may have left it
        stamp, _, rest = super().format(record).partition(f" {record.levelname} ")
        return f"{stamp} {record.levelname} {redacted(rest)}"

    def formatException(self, ei: _ExcInfo) -> str:
        kind, _, trace = ei
        places = " < ".join(
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in reversed(traceback.extract_tb(trace))
        )
        return f"{kind.__name__ if kind else 'no exception'} at {places}"
