"""A choice of one among long texts: the closed field ends in an ellipsis, list and tooltip show it all."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named, text_width

_LIST_WIDTH = 90


class ElidedCombo(QComboBox):
    """Give it the items with `offer`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentTextChanged.connect(self.setToolTip)
        named(self, name)

    def offer(self, items: list[tuple[str, str]]) -> None:
        """Offer (text, value) pairs instead of what was offered."""
        self.clear()
        widest = 0
        for text, value in items:
            self.addItem(text, value)
            self.setItemData(self.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
            widest = max(widest, self.fontMetrics().horizontalAdvance(text))
        self.view().setMinimumWidth(min(widest + 2 * theme.XL, text_width(self, _LIST_WIDTH)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As every other choice, with the text elided."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, field.width() - theme.S
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
