"""One line of text that ends in an ellipsis where there is no room for it; the tooltip shows it all."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from expunge_desktop.ui.form import named
from expunge_desktop.ui.shown_text import DataLabel, shown

_LEAST = 8  # characters


class ElidedLabel(DataLabel):
    """A name of any length; a screen reader is told all of it."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setText(text)
        self.setToolTip(shown(text))
        named(self, shown(text))

    @property
    def drawn(self) -> str:
        """What stands there now."""
        return self.fontMetrics().elidedText(shown(self.text()), Qt.TextElideMode.ElideRight, self.width())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        hint = super().minimumSizeHint()
        return QSize(
            min(hint.width(), self.fontMetrics().averageCharWidth() * _LEAST), self.fontMetrics().height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As every label, with the text elided."""
        painter = QPainter(self)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.style().drawItemText(
            painter, self.rect(), flags, self.palette(), self.isEnabled(), self.drawn, self.foregroundRole()
        )
        painter.end()
