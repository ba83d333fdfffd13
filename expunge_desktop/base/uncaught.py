"""What Python itself would print of errors nobody caught and of warnings: their messages quote data.

A window's stderr often ends in the journal of the desktop session, where other programs read it.
"""

import logging
import sys
import threading
import warnings
from pathlib import Path
from typing import TextIO

from expunge_desktop.base.log import LOGGER, Code

_LOG = logging.getLogger(LOGGER)


def keep_uncaught_quiet() -> None:
    """Send what Python would print with its message to the log, as types and places. Called at start-up."""
    threading.excepthook = _in_a_thread
    sys.unraisablehook = _not_to_be_raised
    warnings.showwarning = _warned
    logging.lastResort = None  # a library's warning without a handler would be printed


def _in_a_thread(given: threading.ExceptHookArgs) -> None:
    _LOG.error("uncaught in a thread: %s", given.exc_value)


def _not_to_be_raised(given: "sys.UnraisableHookArgs") -> None:
    _LOG.error("uncaught while something was put away: %s", given.exc_value)


def _warned(
    message: Warning | str,  # noqa: ARG001 - what it says may quote
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - Python's signature
    line: str | None = None,  # noqa: ARG001
) -> None:
    name = Path(filename).stem
    place = Code(name) if name.isidentifier() and name.isascii() and len(name) <= 64 else category
    _LOG.warning("%s in %s, line %d", category, place, lineno)
