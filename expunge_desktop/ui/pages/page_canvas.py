"""One page of a paper, drawn as large as is wanted, with the places of a search marked on it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from expunge_desktop.services.read_paper import Box, Match
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named

_MARK, _CURRENT = QColor("#fff3a3"), QColor("#ffc46b")  # multiplied: black print stays black
_POINTS = 72.0


class PageCanvas(QWidget):
    """A white sheet of the page's size, its picture when it is there, and boxes over matches."""

    def __init__(self) -> None:
        super().__init__()
        self._size = QSize(1, 1)
        self._picture: QPixmap | None = None
        self._matches: Sequence[Match] = ()
        self._current: Match | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        named(self, "Page of the paper")

    @property
    def picture(self) -> QPixmap | None:
        """What is shown of the page, None while it is being drawn."""
        return self._picture

    @property
    def matches(self) -> Sequence[Match]:
        """What is marked."""
        return self._matches

    def show_page(self, points: tuple[float, float], dots_per_inch: float, picture: QPixmap | None) -> None:
        """Show a page of this size in points; without a picture a white sheet."""
        self._size = QSize(*(round(length / _POINTS * dots_per_inch) for length in points))
        self._picture = picture
        self.setFixedSize(self._size)
        self.update()

    def mark(self, matches: Sequence[Match], current: Match | None) -> None:
        """Mark the places found on this page, the current one stronger."""
        self._matches, self._current = matches, current
        self.update()

    def place(self, box: Box) -> QRectF:
        """Where a box of the page lies on this widget."""
        width, height = self._size.width(), self._size.height()
        return QRectF(
            QPointF(box.left * width, box.top * height), QPointF(box.right * width, box.bottom * height)
        )

    def sizeHint(self) -> QSize:
        """The page at its scale."""
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The sheet, the picture, the marks."""
        painter = QPainter(self)
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform
        )  # else a line of print may be left out
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._picture is not None:
            painter.drawPixmap(self.rect(), self._picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for match in self._matches:
            for box in match.boxes:
                painter.fillRect(
                    self.place(box).adjusted(-1, -1, 1, 1), _CURRENT if match is self._current else _MARK
                )
        painter.end()


class PageArea(QScrollArea):
    """The page with room to scroll; the wheel turns the page at its end."""

    turn_wanted = Signal(int)  # 1 = the next page, -1 = the one before

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__()
        self.setProperty("role", "paper")
        named(self, "Page, scrollable")
        self._ground = QWidget()
        self._ground.setProperty("role", "canvas")
        inside = QVBoxLayout(self._ground)
        inside.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        inside.addWidget(canvas, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidgetResizable(True)
        self.setWidget(self._ground)

    @property
    def room(self) -> QSize:
        """How large a page may be without scrolling."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.width() - bar - 2 * theme.M - 4, self.height() - 2 * theme.M - 4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; at the end of the page, turn it."""
        bar, step = self.verticalScrollBar(), event.angleDelta().y()
        if step < 0 and bar.value() == bar.maximum():
            self.turn_wanted.emit(1)
        elif step > 0 and bar.value() == bar.minimum():
            self.turn_wanted.emit(-1)
        else:
            super().wheelEvent(event)
            return
        event.accept()

    def show_place(self, place: QRectF, canvas: PageCanvas) -> None:
        """Scroll until a place of the page can be seen."""
        center = canvas.mapTo(self._ground, place.center().toPoint())
        self.ensureVisible(center.x(), center.y(), round(place.width() / 2) + theme.L, self.height() // 4)
