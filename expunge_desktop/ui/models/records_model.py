"""A small read-only table over frozen records that are all at hand (history, ledger, users, filings)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from expunge_desktop.ui import theme
from expunge_desktop.ui.shown_text import shown

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """One column: its title, width in characters, and the text of a record."""

    title: str
    width: int
    text: Callable[[R], str]
    is_number: bool = False


class RecordsModel(QAbstractTableModel, Generic[R]):
    """Not for long lists: every record is held."""

    def __init__(
        self,
        fields: Sequence[Field[R]],
        parent: QObject | None = None,
        *,
        is_strong: Callable[[R], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._records: Sequence[R] = ()
        self._is_strong = is_strong

    @property
    def widths(self) -> list[int]:
        """Column widths in characters."""
        return [field.width for field in self._fields]

    @property
    def records(self) -> Sequence[R]:
        """What is shown, in order."""
        return self._records

    def set_records(self, records: Sequence[R]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._records = tuple(records)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many records."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns."""
        return 0 if parent.isValid() else len(self._fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._fields[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole and self._fields[section].is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; the same text as tooltip, for what is elided."""
        if not index.isValid():
            return None
        record, field = self._records[index.row()], self._fields[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(field.text(record))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{field.title}: {shown(field.text(record))}"
        if role == Qt.ItemDataRole.TextAlignmentRole and field.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and self._is_strong is not None and self._is_strong(record):
            return theme.interface_font(1.0, QFont.Weight.DemiBold)
        return None
