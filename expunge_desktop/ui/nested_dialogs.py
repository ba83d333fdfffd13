"""Dialogs that are waiting for an answer: which there are, and ending them before the workspace is closed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit

from expunge_desktop.ui.lock_dialog import LockDialog

_LOOK_EVERY_MS = 10
_MAIN_LOOP = 1


def open_dialogs() -> tuple[str, ...]:
    """One phrase if somebody has written in a dialog that is open; never its title or text."""
    return ("what stands in an open dialog",) if any(map(_holds_text, _waiting())) else ()


def end_dialogs(owner: QObject, then: Callable[[], object]) -> None:
    """Answer every open dialog with its safe way out, and go on when all of them have returned.

    A dialog waits in an event loop of its own inside the code that asked; that code must come back before
    what it works with is taken away.
    """
    for dialog in _waiting():
        dialog.reject()

    def look() -> None:
        if _waiting() or QThread.currentThread().loopLevel() > _MAIN_LOOP:
            for dialog in _waiting():  # what the code behind a dialog asked next
                dialog.reject()
            QTimer.singleShot(_LOOK_EVERY_MS, owner, look)
        else:
            then()

    look()


def _waiting() -> list[QDialog]:
    """Every dialog that is shown, but the one of the lock."""
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.isVisible() and not isinstance(one, LockDialog)
    ]


def _holds_text(dialog: QDialog) -> bool:
    lines = dialog.findChildren(QLineEdit)
    texts = dialog.findChildren(QPlainTextEdit)
    return any(one.text() and not one.isReadOnly() for one in lines) or any(
        one.toPlainText() and not one.isReadOnly() for one in texts
    )
