"""The pages of the window, one in front; a page that needs more room than there is can be scrolled."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget


class PageStack(QStackedWidget):
    """Asks for the room of the page in front alone; `area` is what the window shows."""

    def __init__(self) -> None:
        super().__init__()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self)
        self.currentChanged.connect(lambda _place: self._on_changed())

    def minimumSizeHint(self) -> QSize:
        """What the page in front needs; Qt's own would be what the largest of all needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize()

    def heightForWidth(self, width: int) -> int:
        """The height below which something of the page in front would be cut off."""
        shown = self.currentWidget()
        layout = shown.layout() if shown is not None else None
        if shown is None or layout is None:
            return -1
        least = layout.minimumHeightForWidth(width) if layout.hasHeightForWidth() else -1
        return max(least, shown.minimumSizeHint().height())

    def _on_changed(self) -> None:
        self.updateGeometry()
        for bar in (self.area.verticalScrollBar(), self.area.horizontalScrollBar()):
            bar.setValue(0)
