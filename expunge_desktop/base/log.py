"""The log: what went wrong, and where in the program. Nothing that could name a person gets in.

By construction, not by care: the message is a constant of the program (a house rule), and of its arguments
only numbers, members of enumerations, types, exceptions (as type and places) and `Code` are written. A text
of any other kind becomes `(text withheld)`, whatever it says. What is left still goes through a mask for
groups of five and more digits (CII, case and account numbers).
"""

import enum
import logging
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from expunge_desktop.base.mistake_places import in_one_line

LOGGER = "expunge_desktop"
LOG_NAME = "expunge-desktop.log"
WITHHELD = "(text withheld)"
_BYTES, _KEPT = 1_000_000, 5
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){4,}")
_NUMBERS = (int, float, bool, type(None))

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Code(str):
    """A word of the program's own that may stand in the log: a verb, an error's code, a Qt class.

    Raises ValueError for anything that is not one short word: nobody's name and case number in one.
    """

    __slots__ = ()

    def __new__(cls, word: str) -> "Code":
        """The word, if it is one."""
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.:-]{0,63}", word):
            raise ValueError("a word of the program for the log has no blank and no more than 64 letters")
        return super().__new__(cls, word)


def start_log(folder: Path, *, is_on_stderr: bool = False) -> Path:
    """Send the program's log to `expunge-desktop.log` in this folder (mode 0600, rotated); returns its path.

    Nothing goes to stderr unless asked for. A folder that cannot be written leaves the program without a
    log rather than without a window. Called again, it replaces the earlier targets.
    """
    path = folder / LOG_NAME
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
        with suppress(OSError):  # the last line found no room
            target.close()


class _PrivateRotatingFile(RotatingFileHandler):
    """A rotating file only its owner may read."""

    def _open(self):  # type: ignore[no-untyped-def]
        # Made with its rights, not given them afterwards.
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=_for_owner)

    def handleError(self, record: logging.LogRecord) -> None:
        """A log that cannot be written is no reason to tell the record on stderr, as Python would."""


def _for_owner(path: str, flags: int) -> int:
    handle = os.open(path, flags, 0o600)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, 0o600)  # one of an earlier version
    return handle


class _Redacting(logging.Formatter):
    """Writes what is harmless by its type and withholds the rest."""

    def format(self, record: logging.LogRecord) -> str:
        told = logging.LogRecord(
            record.name, record.levelno, record.pathname, record.lineno, _message(record), (), record.exc_info
        )
        told.created, told.msecs, told.levelname = record.created, record.msecs, record.levelname
        stamp, _, rest = super().format(told).partition(f" {told.levelname} ")
        return f"{stamp} {told.levelname} {_LONG_NUMBER.sub('#####', rest)}"

    def formatException(self, ei: _ExcInfo) -> str:
        return in_one_line(ei[1]) if ei[1] is not None else "no exception"


def _message(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return WITHHELD  # an object as the message would be asked for its words
    if not record.args:
        return record.msg
    given = record.args
    harmless: Any = (
        {name: _harmless(value) for name, value in given.items()}
        if isinstance(given, Mapping)
        else tuple(_harmless(value) for value in given)
    )
    try:
        return str(record.msg % harmless)
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} (its arguments do not fit)"


def _harmless(value: object) -> object:
    """The argument if its type says that it cannot name a person; its kind of text never does."""
    if type(value) in _NUMBERS or type(value) is Code:
        return value
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, BaseException):
        return in_one_line(value)
    if isinstance(value, type):
        return value.__name__
    return WITHHELD
