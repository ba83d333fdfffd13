"""What waits until a person has stopped typing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def delayed(parent: QObject, name: str, milliseconds: int, then: Callable[[], object]) -> QTimer:
    """A timer that calls `then` once, so long after its last start; it ends with its parent."""
    timer = QTimer(parent)
    timer.setObjectName(name)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
