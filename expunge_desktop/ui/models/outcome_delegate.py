"""Paints the outcome column of a table as badges."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.ui import theme
from expunge_desktop.ui.badge import badge_size, paint_badge

_BESIDE = theme.XS


def widest_badge() -> int:
    """How wide a column is in which every outcome is read in full."""
    return max(badge_size(code, _font()).width() for code in ("", *Outcome)) + 2 * _BESIDE


class OutcomeDelegate(QStyledItemDelegate):
    """Reads the outcome code from the model's UserRole."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row's background, then the badge."""
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        code = index.data(Qt.ItemDataRole.UserRole)
        area = option.rect.adjusted(_BESIDE, 1, -_BESIDE, -1)
        if code is None:
            painter.save()
            painter.setPen(theme.current_theme().color("muted"))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            painter.restore()
            return
        paint_badge(painter, area, code, _font())

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the badge."""
        return badge_size(index.data(Qt.ItemDataRole.UserRole) or "", _font())


def _font() -> QFont:
    return theme.interface_font(0.92, QFont.Weight.Medium)
