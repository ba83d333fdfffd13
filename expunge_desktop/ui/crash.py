"""What happens when the program itself is at fault: a report without personal data.

The report names exception types and places in the program, never messages, values or file names of the
person: an exception's message can hold a name or a case number.
"""

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.ui.dialogs import CrashDialog, show_error

_LOG = logging.getLogger(__name__)
_PACKAGE = Path(__file__).resolve().parents[1]


def describe(error: BaseException) -> str:
    """Types and places of an exception and its causes, without any message."""
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        parts.append(type(cause).__name__)
        parts += [_place(frame) for frame in traceback.extract_tb(cause.__traceback__)]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(parts)


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    shown = path.relative_to(_PACKAGE.parent) if path.is_relative_to(_PACKAGE) else Path(path.name)
    return f"  {shown.as_posix()}:{frame.lineno} in {frame.name}"


def install() -> None:
    """Route every unhandled exception to the dialogs. Called once, when the program starts."""
    sys.excepthook = _on_exception
    threading.excepthook = _on_thread_exception


def _on_thread_exception(given: threading.ExceptHookArgs) -> None:
    """A thread of a library failed: the window goes on, the log has the places."""
    if given.exc_value is not None:
        _LOG.error("unexpected error in a thread\n%s", describe(given.exc_value))


def _on_exception(
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,  # noqa: ARG001 - in `error`
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    if isinstance(error, ExpungeError):
        show_error(QApplication.activeWindow(), error)
        return
    report = describe(error)
    _LOG.error("unexpected error\n%s", report)
    application = QApplication.instance()
    if application is None or QThread.currentThread() is not application.thread():
        return
    CrashDialog(report, QApplication.activeWindow()).exec()
