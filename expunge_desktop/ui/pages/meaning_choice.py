"""The choice of what one column of a foreign sheet means: a short name, and in the list its sentence."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from expunge_desktop.services.field_words import CASE_LIST
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named, text_width

NOT_USED = "Keep, not used"
NOT_USED_SENTENCE = "The column stays with the row and is shown; no rule looks at it."
_SENTENCE = Qt.ItemDataRole.UserRole + 1
_NAME_WIDTH, _LIST_WIDTH, _LINES = 26, 104, 14


class MeaningChoice(QComboBox):
    """One field of the case list, or none. The wheel scrolls the table under it, never the choice."""

    def __init__(self, heading: str, samples: tuple[str, ...]) -> None:
        super().__init__()
        self.addItem(NOT_USED, "")
        self.setItemData(0, NOT_USED_SENTENCE, _SENTENCE)
        for place, one in enumerate(CASE_LIST, 1):
            self.addItem(one.words, one.field)
            needed = "Required. " if one.is_required else ""
            self.setItemData(place, needed + one.sentence, _SENTENCE)
            self.setItemData(
                place, f"{one.words}. {needed}{one.sentence}", Qt.ItemDataRole.AccessibleTextRole
            )
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(_LINES)
        self.setItemDelegate(_MeaningDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        told = f"Values: {'; '.join(samples)}" if samples else "No values"
        named(self, f"Meaning of {heading}", told)
        self.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen()

    @property
    def field(self) -> str:
        """The field chosen, or empty."""
        return str(self.currentData())

    @property
    def sentence(self) -> str:
        """What the chosen field means."""
        return str(self.currentData(_SENTENCE))

    def choose(self, field: str) -> None:
        """Choose a field."""
        self.setCurrentIndex(self.findData(field))

    def showPopup(self) -> None:
        """Open the list wide enough for the sentences, as far as the screen allows."""
        room = self.screen().availableGeometry().width() - 2 * theme.XL
        self.view().setMinimumWidth(min(text_width(self, _LIST_WIDTH), room))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to the table: scrolling must never change a meaning."""
        event.ignore()

    def _on_chosen(self) -> None:
        self.setToolTip(self.sentence)


class _MeaningDelegate(QStyledItemDelegate):
    """Paints a field of the opened list: its short name, then its sentence."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row's background, the name in strong, the sentence muted and elided."""
        self.initStyleOption(option, index)
        name, option.text = option.text, ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        painter.save()
        area = option.rect.adjusted(theme.S, 0, -theme.S, 0)
        painter.setFont(theme.interface_font(1.0, QFont.Weight.DemiBold))
        painter.setPen(theme.current_theme().color("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        rest = area.adjusted(text_width(option.widget, _NAME_WIDTH), 0, 0, 0)
        painter.setFont(theme.interface_font())
        painter.setPen(theme.current_theme().color("muted"))
        sentence = painter.fontMetrics().elidedText(
            str(index.data(_SENTENCE)), Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, sentence)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line with air."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), option.fontMetrics.height() + theme.S)
