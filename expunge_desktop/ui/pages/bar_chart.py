"""Pairs of bars, one pair for each value: the first filled, the second hatched, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named
from expunge_desktop.ui.wording import number

_HATCH = 5
_LABEL_SHARE = 0.42


@dataclass(frozen=True, slots=True)
class Pair:
    """One value with its number on each side."""

    label: str
    first: int
    second: int


class BarChart(QWidget):
    """Drawn, not interactive: the same numbers stand in a table beside it, and in its description."""

    def __init__(self, name: str, first_name: str = "A", second_name: str = "B") -> None:
        super().__init__()
        self._name, self._names = name, (first_name, second_name)
        self._pairs: tuple[Pair, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        theme.current_theme().changed.connect(self.update)
        named(self, name)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What is drawn."""
        return self._pairs

    def show_pairs(self, pairs: Sequence[Pair], name: str = "") -> None:
        """Draw other numbers."""
        self._pairs = tuple(pairs)
        self._name = name or self._name
        one, two = self._names
        told = "; ".join(f"{p.label}: {number(p.first)} {one}, {number(p.second)} {two}" for p in self._pairs)
        named(self, self._name, told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """High enough for every pair."""
        return QSize(self._width_of("0") * 34, self._row_height() * (len(self._pairs) + 1) + theme.S)

    def minimumSizeHint(self) -> QSize:
        """As high as needed, so that nothing is cut off; a scroll area takes what is too much."""
        return QSize(self._width_of("0") * 22, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The legend, then every pair."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._row_height()
        self._paint_legend(painter, height)
        most = max((max(pair.first, pair.second) for pair in self._pairs), default=0)
        longest = max((self._width_of(pair.label) for pair in self._pairs), default=0)
        figure = self._width_of(number(most)) + theme.S
        labels = min(longest, round(self.width() * _LABEL_SHARE))
        room = max(1, self.width() - labels - theme.M - figure - theme.XS)
        for place, pair in enumerate(self._pairs):
            top = height * (place + 1)
            painter.setPen(self._color("text"))
            left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
            wrapped = int(left | middle) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRect(0, top, labels, height - theme.S), wrapped, pair.label)
            thick = (height - theme.S) / 2
            for line, value in enumerate((pair.first, pair.second)):
                long = room * value / most if most else 0
                bar = QRectF(
                    labels + theme.M, top + line * thick + 1, max(long, 1 if value else 0), thick - 2
                )
                self._paint_bar(painter, bar, is_second=bool(line))
                painter.setPen(self._color("text"))
                place_of = QRectF(bar.right() + theme.XS, top + line * thick, figure, thick)
                painter.drawText(place_of, left | middle, number(value))
        painter.end()

    def _paint_legend(self, painter: QPainter, height: int) -> None:
        side, x = self._metrics().ascent(), 0.0
        for place, name in enumerate(self._names):
            box = QRectF(x, (height - theme.S - side) / 2, 2 * side, side)
            self._paint_bar(painter, box, is_second=bool(place))
            painter.setPen(self._color("muted"))
            wide = self._width_of(name)
            x = box.right() + theme.S
            painter.drawText(QRectF(x, 0, wide + 2, height - theme.S), Qt.AlignmentFlag.AlignVCenter, name)
            x += wide + theme.XL

    def _paint_bar(self, painter: QPainter, bar: QRectF, *, is_second: bool) -> None:
        """Filled, or outlined and hatched: told apart without color."""
        if bar.width() <= 0:
            return
        if not is_second:
            painter.fillRect(bar, self._color("accent"))
            return
        ink = self._color("warning")
        painter.save()
        painter.fillRect(bar, self._color("warning_soft"))
        painter.setClipRect(bar)
        painter.setPen(QPen(ink, 1.4))
        x = bar.left() - bar.height()
        while x < bar.right():
            painter.drawLine(QLineF(x, bar.bottom(), x + bar.height(), bar.top()))
            x += _HATCH
        painter.setPen(QPen(ink, 1.4))
        painter.drawRect(bar.adjusted(0.7, 0.7, -0.7, -0.7))
        painter.restore()

    def _row_height(self) -> int:
        return 2 * self._metrics().height() + theme.S

    def _width_of(self, text: str) -> int:
        return self._metrics().horizontalAdvance(text)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font())

    def _color(self, name: str) -> QColor:
        return theme.current_theme().color(name)
