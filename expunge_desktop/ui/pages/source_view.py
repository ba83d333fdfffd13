"""The rows of the delivered file a person was read from, column by column."""

from collections.abc import Set

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from expunge_desktop.services.records import SourceRow
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named, text_width
from expunge_desktop.ui.shown_text import shown

_LONGEST_DRAWN = 40  # lines; the tooltip has the rest


class _WholeValue(QStyledItemDelegate):
    """As high as the value is long at the width of its column; a tree by itself asks for one line."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The size of the wrapped text."""
        hint = super().sizeHint(option, index)
        text = str(index.data() or "")
        room = self._tree.header().sectionSize(index.column()) - theme.S
        if option.fontMetrics.horizontalAdvance(text) <= room and "\n" not in text:
            return hint
        most = QRect(0, 0, max(room, 1), option.fontMetrics.lineSpacing() * _LONGEST_DRAWN)
        wrapped = option.fontMetrics.boundingRect(most, Qt.TextFlag.TextWordWrap, text)
        return QSize(hint.width(), max(hint.height(), min(wrapped.height(), most.height()) + theme.XS))


class SourceView(QWidget):
    """Rows as branches; those the open count was read from are unfolded and marked."""

    def __init__(self) -> None:
        super().__init__()
        self.is_filled = False
        self.tree = QTreeWidget()
        named(self.tree, "Source rows of the person")
        self.tree.setHeaderLabels(["Row and column", "Value as delivered"])
        self.tree.setWordWrap(True)  # a sentence or a note is read in full, not cut off
        self.tree.setItemDelegateForColumn(1, _WholeValue(self.tree))
        self.tree.setAlternatingRowColors(True)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.header().resizeSection(0, text_width(self.tree, 34))
        self.tree.header().sectionResized.connect(lambda *_: self.tree.scheduleDelayedItemsLayout())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)

    def clear(self) -> None:
        """Forget the rows of another person."""
        self.tree.clear()
        self.is_filled = False

    def show_rows(self, rows: tuple[SourceRow, ...], lines: Set[tuple[str, int]]) -> None:
        """Show rows; `lines` are file and line of those the count was read from."""
        self.tree.clear()
        self.is_filled = True
        strong = theme.interface_font(1.0, QFont.Weight.DemiBold)
        first: QTreeWidgetItem | None = None
        for source in rows:
            is_here = (source.file_name, source.line) in lines
            branch = QTreeWidgetItem(
                [f"{shown(source.file_name)}, line {source.line:,}", "this count" if is_here else ""]
            )
            branch.setToolTip(0, f"{shown(source.file_name)}, line {source.line:,}")
            for column, value in source.values:
                leaf = QTreeWidgetItem([shown(" ".join(column.split())) or "(no heading)", shown(value)])
                leaf.setToolTip(0, shown(column))
                leaf.setToolTip(1, shown(value))
                for place in (0, 1):
                    leaf.setTextAlignment(place, Qt.AlignmentFlag.AlignTop)
                branch.addChild(leaf)
            self.tree.addTopLevelItem(branch)
            if is_here:
                branch.setFont(0, strong)
                branch.setExpanded(True)
                first = first or branch
        if first is not None:
            self.tree.setCurrentItem(first)
            self.tree.scrollToItem(first, QTreeWidget.ScrollHint.PositionAtTop)
