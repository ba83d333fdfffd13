"""What happens when the program itself is at fault: a report without personal data.

The report names exception types and places in the program, never messages, values or file names of the
person: an exception's message can hold a name or a case number.
"""

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.mistake_places import describe
from expunge_desktop.ui.dialogs import CrashDialog, show_error

_LOG = logging.getLogger(__name__)


def install() -> None:
    """Route every unhandled exception to the dialogs. Called once, when the program starts."""
    sys.excepthook = _on_exception
    threading.excepthook = _on_thread_exception


def _on_thread_exception(given: threading.ExceptHookArgs) -> None:
    """A thread of a library failed: the window goes on, the log has the places."""
    if given.exc_value is not None:
        _LOG.error("unexpected error in a thread: %s", given.exc_value)


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
    _LOG.error("unexpected error: %s", error)
    application = QApplication.instance()
    if application is None or QThread.currentThread() is not application.thread():
        return
    CrashDialog(describe(error), QApplication.activeWindow()).exec()
