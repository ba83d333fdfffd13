"""Hides what the windows of the program show, and lets nobody reach behind, without closing any of them.

A dialog that is hidden ends: its answer would be taken as Cancel, and what was written in it be lost. So
each window stays where it is; its content is hidden, its title and names are taken away, and keys and
clicks end before it. What a background job brings meanwhile waits behind the curtain as well.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QVBoxLayout, QWidget

from expunge_desktop.ui import theme
from expunge_desktop.ui.form import label, named
from expunge_desktop.ui.icons import pixmap

TITLE = "Expunge Desktop"
_SHORT_LIVED = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)
_DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.ContextMenu,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
        QEvent.Type.ToolTip,
        QEvent.Type.WhatsThis,
    }
)


class Cover(QWidget):
    """What is seen instead of a window's content."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        named(self, "Locked")
        symbol = QLabel()
        symbol.setPixmap(pixmap("lock", theme.current_theme().color("muted"), 32, self.devicePixelRatioF()))
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for part in (symbol, label("Locked", "muted")):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.fit()

    def fit(self) -> None:
        """As large as the window."""
        self.setGeometry(self._window.rect())


@dataclass
class _Covered:
    """A window as it was, and what it is to look like again."""

    window: QWidget
    title: str
    name: str
    description: str
    cover: Cover
    hidden: list[QWidget] = field(default_factory=list)


class Curtain(QObject):
    """Drawn over every window but the one it is told to spare, and those that belong to it."""

    def __init__(self, spared: QWidget, on_newcomer: Callable[[], object]) -> None:
        super().__init__(spared)
        self._spared, self._on_newcomer = spared, on_newcomer
        self._covered: list[_Covered] = []
        self._is_covering = False

    def draw(self) -> None:
        """Cover everything there is, and whatever opens from now on."""
        self._close_short_lived()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._cover(window)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def open(self) -> None:
        """Show everything as it was."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        for one in reversed(self._covered):
            if shiboken6.isValid(one.window):
                self._uncover(one)
        self._covered.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While drawn: nothing reaches a covered window, nothing shows itself in one."""
        if not isinstance(watched, QWidget):
            return False
        kind = event.type()
        if kind in _DEEDS or (kind == QEvent.Type.Close and event.spontaneous()):
            if self._is_spared(watched):
                return False
            event.ignore()
            return True
        if kind == QEvent.Type.Show and not self._is_covering:
            self._on_shown(watched)
        elif kind == QEvent.Type.Resize:
            for one in self._covered:
                if one.window is watched and shiboken6.isValid(one.cover):
                    one.cover.fit()
        elif kind == QEvent.Type.WindowTitleChange and not self._is_covering:
            self._on_titled(watched)
        return False

    def _on_shown(self, shown: QWidget) -> None:
        if shown.isWindow():
            if self._is_spared(shown):
                return
            if shown.windowType() in _SHORT_LIVED:
                shown.close()
            elif not any(one.window is shown for one in self._covered):
                self._cover(shown)
                self._on_newcomer()
            return
        for one in self._covered:  # a child that a job has just brought to light
            if shown.parentWidget() is one.window and shown is not one.cover:
                if shown not in one.hidden:
                    one.hidden.append(shown)
                shown.hide()

    def _on_titled(self, window: QWidget) -> None:
        for one in self._covered:
            if one.window is window and window.windowTitle() != TITLE:
                one.title = window.windowTitle()
                self._put_title(window, TITLE)

    def _cover(self, window: QWidget) -> None:
        if self._is_spared(window) or window.windowType() in _SHORT_LIVED:
            return
        self._is_covering = True
        try:
            kept = _Covered(
                window,
                window.windowTitle(),
                window.accessibleName(),
                window.accessibleDescription(),
                Cover(window),
            )
            for child in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
                if not (child.isWindow() or child.isHidden() or child is kept.cover):
                    kept.hidden.append(child)
                    child.hide()
            kept.cover.show()
            kept.cover.raise_()
            window.setWindowTitle(TITLE)
            window.setAccessibleName("Locked")
            window.setAccessibleDescription("")
        finally:
            self._is_covering = False
        self._covered.append(kept)

    def _uncover(self, one: _Covered) -> None:
        if shiboken6.isValid(one.cover):
            one.cover.hide()
            one.cover.deleteLater()
        for child in one.hidden:
            if shiboken6.isValid(child):
                child.show()
        one.window.setWindowTitle(one.title)
        one.window.setAccessibleName(one.name)
        one.window.setAccessibleDescription(one.description)

    def _put_title(self, window: QWidget, title: str) -> None:
        self._is_covering = True
        try:
            window.setWindowTitle(title)
        finally:
            self._is_covering = False

    def _is_spared(self, widget: QWidget | None) -> bool:
        while widget is not None:
            if widget is self._spared:
                return True
            widget = widget.parentWidget()
        return False

    def _close_short_lived(self) -> None:
        QToolTip.hideText()
        for _ in range(20):
            popup = QApplication.activePopupWidget()
            if popup is None:
                return
            popup.close()
