"""How long nobody has touched mouse or keyboard in any window of the program."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LOOK_EVERY_MS = 5_000
_DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def _elapsing() -> tuple[float, float]:
    """The clock that never goes back, and the one that goes on while the machine sleeps."""
    return time.monotonic(), time.time()


class IdleWatch(QObject):
    """Emits `idled` once the limit is passed; a machine that slept that long counts as idle too.

    Watches the native windows, which see each deed before any widget does; one event each, none of the
    window's inner traffic.
    """

    idled = Signal()

    def __init__(
        self,
        limit_s: Callable[[], float],
        parent: QObject | None = None,
        *,
        clocks: Callable[[], tuple[float, float]] = _elapsing,
        look_every_ms: int = LOOK_EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._limit_s, self._clocks = limit_s, clocks
        self._last = clocks()
        self._timer = QTimer(self)
        self._timer.setObjectName("idle-watch")
        self._timer.setInterval(look_every_ms)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_window)
            application.applicationStateChanged.connect(self._on_state)

    @property
    def idle_s(self) -> float:
        """Seconds since the last deed. A clock that was set back never shortens it."""
        steady, wall = (now - then for now, then in zip(self._clocks(), self._last, strict=True))
        return max(steady, wall)

    def start(self) -> None:
        """Begin to count from now on."""
        self._last = self._clocks()
        for window in QGuiApplication.topLevelWindows():
            self._on_window(window)
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def look(self) -> None:
        """Is it time?"""
        if self._timer.isActive() and self.idle_s >= self._limit_s():
            self.stop()
            self.idled.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note the moment of a deed; every event goes on."""
        if event.type() in _DEEDS:
            self._last = self._clocks()
        return False

    def _on_state(self, _state: Qt.ApplicationState) -> None:
        self.look()

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time changes nothing but the order
