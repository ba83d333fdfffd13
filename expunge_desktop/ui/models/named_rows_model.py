"""Records about convictions (movers, near-misses): held as they are, names and cases fetched on paint."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt

from expunge_desktop.services.records import ConvictionRow
from expunge_desktop.ui.models.convictions_model import ConvictionsModel, Index, RowsDelivered
from expunge_desktop.ui.shown_text import shown

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: of the conviction (`of_row`) or of the record (`of_record`); `code` paints an outcome."""

    title: str
    width: int
    of_row: Callable[[ConvictionRow], str] | None = None
    of_record: Callable[[R], str] | None = None
    code: Callable[[R], str] | None = None


class NamedRowsModel(ConvictionsModel, Generic[R]):
    """Like the list of convictions, with something said about each; a conviction may stand there twice."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        id_of: Callable[[R], int],
        fetch: Callable[[Sequence[int], RowsDelivered], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(fetch, parent)
        self._columns, self._id_of = tuple(columns), id_of
        self._records: tuple[R, ...] = ()

    @property
    def widths(self) -> list[int]:
        """Column widths in characters."""
        return [column.width for column in self._columns]

    @property
    def records(self) -> tuple[R, ...]:
        """What is shown, in order."""
        return self._records

    def set_records(self, records: Sequence[R]) -> None:
        """Show other records."""
        self._records = tuple(records)
        self.set_ids([self._id_of(one) for one in self._records])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles above, line numbers at the left."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].title if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, the same as tooltip, and what a screen reader says."""
        if not index.isValid():
            return None
        column, record = self._columns[index.column()], self._records[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return column.code(record) if column.code else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(column, index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {self._text(column, index.row())}"
        return None

    def _text(self, column: Column[R], place: int) -> str:
        if column.of_record is not None:
            return shown(column.of_record(self._records[place]))
        row = self.row_at(place)
        return shown(column.of_row(row)) if row is not None and column.of_row is not None else "…"
