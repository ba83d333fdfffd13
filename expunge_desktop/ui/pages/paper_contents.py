"""The way through a paper beside it: small pictures of its pages, and its bookmarks as a tree."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QStackedWidget, QTabWidget, QTreeWidget, QTreeWidgetItem, QWidget

from expunge_desktop.services.read_paper import Layout, PreviewPaper
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import named, text_width
from expunge_desktop.ui.pages.page_pictures import PagePictures
from expunge_desktop.ui.wording import number, plural

Index = QModelIndex | QPersistentModelIndex
_DOTS_PER_INCH = 10.0
_SIDE = 112  # logical pixels: a letter page upright or across
_MOST_BYTES = 8 * 1024 * 1024


class _PagesModel(QAbstractListModel):
    """As many rows as pages; a picture is asked for when its row is painted."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self._pages = 0
        self.pictures = PagePictures(context, _MOST_BYTES, self)
        self.pictures.drawn.connect(self._on_drawn)

    def open(self, paper: PreviewPaper | None) -> None:
        """Show the pages of a paper."""
        self.beginResetModel()
        self._pages = paper.pages if paper is not None else 0
        self.pictures.open(paper)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many pages."""
        return 0 if parent.isValid() else self._pages

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number below, the picture above it, and what a screen reader says."""
        page = index.row() + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return number(page)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"Page {number(page)} of {number(self._pages)}"
        if role == Qt.ItemDataRole.DecorationRole:
            found = self.pictures.picture(page, _DOTS_PER_INCH, self._view.devicePixelRatioF())
            return found if found is not None else _blank()
        return None

    def _on_drawn(self, page: int) -> None:
        place = self.index(page - 1)
        self.dataChanged.emit(place, place, [Qt.ItemDataRole.DecorationRole])


def _blank() -> QPixmap:
    """A place for a picture that is still being drawn."""
    sheet = QPixmap(85, 110)
    sheet.fill(Qt.GlobalColor.white)
    return sheet


class _PagesView(QListView):
    """The pictures stand in as many columns as there is room for, in the middle of each."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        room = self.viewport().width()
        columns = max(1, room // (_SIDE + theme.S))
        self.setGridSize(QSize(room // columns - 1, _SIDE + theme.XL + theme.M))
        super().resizeEvent(event)


class PaperContents(QTabWidget):
    """Two tabs; choosing a page or a bookmark asks for it."""

    page_wanted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._is_following = False
        self.setAccessibleName("Pages or bookmarks")
        self.setDocumentMode(True)
        self.setMinimumWidth(text_width(self, 20))
        self.pages = _PagesView()
        named(self.pages, "Pages", "Small pictures of the pages")
        self.pages.setViewMode(QListView.ViewMode.IconMode)
        self.pages.setMovement(QListView.Movement.Static)
        self.pages.setFlow(QListView.Flow.LeftToRight)
        self.pages.setResizeMode(QListView.ResizeMode.Adjust)
        self.pages.setUniformItemSizes(True)
        self.pages.setIconSize(QSize(_SIDE, _SIDE))
        self.pages.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.model = _PagesModel(context, self.pages)
        self.pages.setModel(self.model)
        self.pages.selectionModel().currentChanged.connect(self._on_page_chosen)
        self.bookmarks = QTreeWidget()
        named(self.bookmarks, "Bookmarks", "The outline of the paper")
        self.bookmarks.setHeaderHidden(True)
        self.bookmarks.setIndentation(theme.M)
        self.bookmarks.setUniformRowHeights(True)
        self.bookmarks.itemSelectionChanged.connect(self._on_bookmark_chosen)
        self._no_bookmarks = EmptyState("No bookmarks", "This paper has none.", icon_name="bookmark")
        self._outline = QStackedWidget()
        self._outline.addWidget(self.bookmarks)
        self._outline.addWidget(self._no_bookmarks)
        self.addTab(self.pages, "Pages")
        self.addTab(self._outline, "Bookmarks")

    def open(self, paper: PreviewPaper | None, layout: Layout | None) -> None:
        """Show the pages and bookmarks of a paper."""
        self.model.open(paper)
        self.bookmarks.blockSignals(True)
        self.bookmarks.clear()
        above: list[QTreeWidgetItem] = []
        for one in layout.bookmarks if layout is not None else ():
            item = QTreeWidgetItem([one.title])
            item.setToolTip(0, f"{one.title}, page {number(one.page)}")
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{one.title}, page {number(one.page)}")
            item.setData(0, Qt.ItemDataRole.UserRole, one.page)
            del above[one.level :]
            if above:
                above[-1].addChild(item)
            else:
                self.bookmarks.addTopLevelItem(item)
            above.append(item)
        if self.bookmarks.topLevelItemCount() == 1:
            self.bookmarks.expandAll()
        self.bookmarks.blockSignals(False)
        marks = len(layout.bookmarks) if layout is not None else 0
        self._outline.setCurrentIndex(0 if marks else 1)
        self.setTabToolTip(1, plural(marks, "bookmark"))

    def show_page(self, page: int) -> None:
        """The page in front is this one; nothing is asked for."""
        chosen = self.model.index(page - 1)
        self._is_following = True
        self.pages.setCurrentIndex(chosen)
        self._is_following = False
        self.pages.scrollTo(chosen)

    def _on_page_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._is_following:
            self.page_wanted.emit(current.row() + 1)

    def _on_bookmark_chosen(self) -> None:
        for item in self.bookmarks.selectedItems():
            self.page_wanted.emit(int(item.data(0, Qt.ItemDataRole.UserRole)))
