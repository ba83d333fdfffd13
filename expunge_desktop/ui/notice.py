"""A sentence for the person in the page itself: what was done, or what stands in the way and what to do."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import button, label, named
from expunge_desktop.ui.icons import SIZE, pixmap
from expunge_desktop.ui.window_words import window_words

_ICONS = {"info": "info", "success": "check", "warning": "warning", "danger": "warning"}


class Notice(QFrame):
    """Hidden until something is said; a screen reader is told when it appears."""

    def __init__(self, parent: QWidget | None = None, *, can_be_dismissed: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.can_be_dismissed = can_be_dismissed
        self._symbol = QLabel()
        self._text = label("", wraps=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._close = button(
            "", self.clear, role="quiet", icon_name="cancel", tip="Dismiss", name="Dismiss notice"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.XS, theme.XS, theme.XS)
        row.setSpacing(theme.S)
        row.addWidget(self._symbol)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self._close.setVisible(can_be_dismissed)
        named(self, "Notice")
        self.hide()

    @property
    def text(self) -> str:
        """What is being said, empty when nothing is."""
        return "" if self.isHidden() else self._text.text()

    def say(self, sentence: str, tone: str = "info") -> None:
        """Show a sentence in one of the tones info, success, warning, danger."""
        self._text.setText(sentence)
        theme.mark(self, tone=tone)
        tint = theme.current_theme().color(tone)
        self._symbol.setPixmap(pixmap(_ICONS[tone], tint, SIZE, self.devicePixelRatioF()))
        named(self, sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def say_error(self, error: ExpungeError) -> None:
        """Show what went wrong and what to do."""
        self.say(window_words(str(error)), "warning" if error.code == "cancelled" else "danger")

    def clear(self) -> None:
        """Say nothing."""
        self._text.clear()
        self.hide()
