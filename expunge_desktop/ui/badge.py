"""The badge of an outcome: a shape, a word and a color, so that no meaning hangs on color alone."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.ui import theme
from expunge_desktop.ui.wording import outcome_label

_GAP = 5


def badge_tone(code: str) -> str:
    """The tone of an outcome code; neutral for none."""
    return theme.OUTCOME_TONE[Outcome(code)] if code in Outcome.__members__ else "neutral"


def badge_size(code: str, font: QFont) -> QSize:
    """The room a badge needs in that font."""
    metrics = QFontMetrics(font)
    height = metrics.height() + 4
    return QSize(
        metrics.horizontalAdvance(outcome_label(code)) + metrics.ascent() + _GAP + 2 * theme.S, height
    )


def paint_badge(painter: QPainter, area: QRect, code: str, font: QFont) -> None:
    """Paint the badge at the left of `area`, vertically centered, elided when there is no room."""
    colors = theme.current_theme()
    tone = badge_tone(code)
    ink, ground = colors.color(tone), colors.color(f"{tone}_soft")
    size = badge_size(code, font).boundedTo(area.size())
    box = QRect(area.left(), area.center().y() - size.height() // 2 + 1, size.width(), size.height())
    metrics = QFontMetrics(font)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.fillPath(outline, ground)
    pen = QPen(ink, 1)
    if code == Outcome.OUT_OF_SCOPE or not code:
        pen.setStyle(Qt.PenStyle.DashLine)
    faint = QColor(ink)
    faint.setAlpha(110)
    pen.setColor(faint)
    painter.setPen(pen)
    painter.drawPath(outline)
    side = metrics.ascent() - 1
    _paint_shape(
        painter, QRectF(box.left() + theme.S - 1, box.center().y() - side / 2 + 0.5, side, side), code, ink
    )
    text_area = box.adjusted(theme.S + side + _GAP, 0, -theme.XS, 0)
    painter.setFont(font)
    painter.setPen(ink)
    text = metrics.elidedText(outcome_label(code), Qt.TextElideMode.ElideRight, text_area.width())
    painter.drawText(text_area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


def _paint_shape(painter: QPainter, area: QRectF, code: str, ink: QColor) -> None:
    """Check, down arrow, double down arrow, cross, question diamond, ring."""
    painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)

    def line(*points: tuple[float, float]) -> None:
        painter.drawPolyline(
            QPolygonF([QPointF(area.x() + x * area.width(), area.y() + y * area.height()) for x, y in points])
        )

    if code == Outcome.DISMISS_SEAL:
        line((0.08, 0.55), (0.38, 0.85), (0.92, 0.18))
    elif code == Outcome.REDESIGNATE_MISDEMEANOR:
        line((0.5, 0.08), (0.5, 0.9))
        line((0.15, 0.55), (0.5, 0.9), (0.85, 0.55))
    elif code == Outcome.REDESIGNATE_INFRACTION:
        line((0.15, 0.12), (0.5, 0.45), (0.85, 0.12))
        line((0.15, 0.52), (0.5, 0.85), (0.85, 0.52))
    elif code == Outcome.NOT_ELIGIBLE:
        line((0.14, 0.14), (0.86, 0.86))
        line((0.86, 0.14), (0.14, 0.86))
    elif code == Outcome.HAND_REVIEW:
        line((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5), (0.5, 0.0))
        line((0.5, 0.3), (0.5, 0.55))
        line((0.5, 0.72), (0.5, 0.73))
    else:
        painter.drawEllipse(area.adjusted(1.5, 1.5, -1.5, -1.5))


class OutcomeBadge(QWidget):
    """A badge as a widget of its own."""

    def __init__(self, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = code
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_code(code)

    @property
    def code(self) -> str:
        """The outcome shown."""
        return self._code

    def set_code(self, code: str) -> None:
        """Show another outcome."""
        self._code = code
        self.setAccessibleName(f"Outcome: {outcome_label(code)}")
        self.setToolTip(outcome_label(code))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return badge_size(self._code, self._font())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._code, self._font())
        painter.end()

    def _font(self) -> QFont:
        return theme.interface_font(1.0, QFont.Weight.DemiBold)
