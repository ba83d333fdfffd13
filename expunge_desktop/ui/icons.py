"""The window's own line icons, tinted with a color of the theme."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from expunge_desktop.base.paths import resource_path
from expunge_desktop.ui.theme import current_theme

SIZE = 18
_DENSITIES = (1.0, 1.5, 2.0, 3.0)


def icon(name: str, color: str = "text") -> QIcon:
    """The icon `name` in the theme's color. Raises FileNotFoundError for a name that does not exist."""
    drawn = QIcon()
    tint = current_theme().color(color)
    for density in _DENSITIES:
        drawn.addPixmap(pixmap(name, tint, SIZE, density))
    return drawn


def pixmap(name: str, tint: QColor, size: int, density: float) -> QPixmap:
    """One rendering of an icon at `size` logical pixels."""
    source = resource_path("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", tint.name())
    renderer = QSvgRenderer(QByteArray(source.encode()))
    side = round(size * density)
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn = QPixmap.fromImage(image)
    drawn.setDevicePixelRatio(density)
    return drawn
