"""Lists of any length by their numbers: rows are fetched a page at a time when they are painted."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from expunge_desktop.ui.models.records_model import Field
from expunge_desktop.ui.shown_text import shown

PAGE, KEPT_PAGES = 64, 40
R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Delivered = Callable[[Mapping[int, R]], None]


class PagedModel(QAbstractTableModel, Generic[R]):
    """Holds numbers; `fetch(numbers, deliver)` brings the rows of one page, perhaps later."""

    rows_arrived = Signal()

    def __init__(
        self,
        fields: Sequence[Field[R]],
        fetch: Callable[[Sequence[int], Delivered[R]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields, self._fetch = tuple(fields), fetch
        self._numbers: tuple[int, ...] = ()
        self._pages: OrderedDict[int, Mapping[int, R]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    @property
    def widths(self) -> list[int]:
        """Column widths in characters."""
        return [field.width for field in self._fields]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers shown, in order."""
        return self._numbers

    def set_numbers(self, numbers: Sequence[int]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._numbers = tuple(numbers)
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.endResetModel()

    def row_at(self, place: int) -> R | None:
        """The row, or None while it is being fetched."""
        if not 0 <= place < len(self._numbers):
            return None
        page = place // PAGE
        if page not in self._pages:
            self._ask(page)
        kept = self._pages.get(page)
        if kept is None:
            return None
        self._pages.move_to_end(page)
        return kept.get(self._numbers[place])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns."""
        return 0 if parent.isValid() else len(self._fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._fields[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, the same as tooltip, and what a screen reader says."""
        if not index.isValid():
            return None
        field = self._fields[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self.row_at(index.row())
            return shown(field.text(row)) if row is not None else "…"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row_at(index.row())
            return f"{field.title}: {shown(field.text(row)) if row is not None else '…'}"
        if role == Qt.ItemDataRole.TextAlignmentRole and field.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        numbers = self._numbers[page * PAGE : (page + 1) * PAGE]
        generation = self._generation

        def deliver(rows: Mapping[int, R]) -> None:
            if generation != self._generation:
                return
            self._asked.discard(page)
            self._pages[page] = rows
            while len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
            first = page * PAGE
            last = self.index(first + len(numbers) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(first, 0), last)
            self.rows_arrived.emit()

        self._fetch(numbers, deliver)
