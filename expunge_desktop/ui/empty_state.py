"""What a page shows when there is nothing to show yet: why, and the one thing to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from expunge_desktop.ui import theme
from expunge_desktop.ui.form import label
from expunge_desktop.ui.icons import pixmap


class EmptyState(QWidget):
    """A quiet symbol, a heading, a sentence, and perhaps a button, in the middle of the room there is."""

    def __init__(
        self, heading: str, sentence: str, *, icon_name: str = "empty", action: QPushButton | None = None
    ) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._symbol = QLabel()
        self._heading = label(heading, "heading", wraps=True)
        self._sentence = label(sentence, "muted", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
        layout.setSpacing(theme.S)
        layout.addStretch(2)
        for part in (self._symbol, self._heading, self._sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        if action is not None:
            layout.addSpacing(theme.S)
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        theme.current_theme().changed.connect(self._draw)
        self._draw()

    def say(self, heading: str, sentence: str) -> None:
        """Change the words."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)

    @property
    def text(self) -> str:
        """What is said, for tests and screen readers."""
        return f"{self._heading.text()} {self._sentence.text()}"

    def _draw(self) -> None:
        tint = theme.current_theme().color("strong_border")
        self._symbol.setPixmap(pixmap(self._icon_name, tint, 40, self.devicePixelRatioF()))
