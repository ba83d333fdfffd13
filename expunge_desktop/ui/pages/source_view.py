"""The rows of the delivered file a person was read from, column by column."""

from collections.abc import Set

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from expunge_desktop.services.records import SourceRow
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named, text_width


class SourceView(QWidget):
    """Rows as branches; those the open count was read from are unfolded and marked."""

    def __init__(self) -> None:
        super().__init__()
        self.is_filled = False
        self.tree = QTreeWidget()
        named(self.tree, "Source rows of the person")
        self.tree.setHeaderLabels(["Row and column", "Value as delivered"])
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.header().resizeSection(0, text_width(self.tree, 34))
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
                [f"{source.file_name}, line {source.line:,}", "this count" if is_here else ""]
            )
            branch.setToolTip(0, f"{source.file_name}, line {source.line:,}")
            for column, value in source.values:
                leaf = QTreeWidgetItem([column, value])
                leaf.setToolTip(1, value)
                branch.addChild(leaf)
            self.tree.addTopLevelItem(branch)
            if is_here:
                branch.setFont(0, strong)
                branch.setExpanded(True)
                first = first or branch
        if first is not None:
            self.tree.setCurrentItem(first)
            self.tree.scrollToItem(first, QTreeWidget.ScrollHint.PositionAtTop)
