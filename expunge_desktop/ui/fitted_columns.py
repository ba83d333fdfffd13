"""The first columns of a table share the room there is: the one that matters is read without scrolling."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView


class FittedColumns(QObject):
    """Columns that may give way do so by turns until `last` is whole in sight, none below its least width.

    Once somebody drags a column the widths are theirs.
    """

    def __init__(self, view: QTableView, last: int, least: Mapping[int, int]) -> None:
        """`least` holds the columns that give way, with their least widths in pixels."""
        super().__init__(view)
        self._view, self._last, self._least = view, last, least
        header = view.horizontalHeader()
        self._wanted = [header.sectionSize(column) for column in range(last + 1)]
        self._is_fitting = self._is_theirs = False
        header.sectionResized.connect(self._on_resized)
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Share anew whenever the table gets another width."""
        if event.type() == QEvent.Type.Resize and not self._is_theirs:
            self._fit()
        return False

    def _fit(self) -> None:
        missing = max(0, sum(self._wanted) - self._view.viewport().width())
        room = {column: self._wanted[column] - least for column, least in self._least.items()}
        part = min(1.0, missing / whole) if (whole := sum(room.values())) else 0.0
        self._is_fitting = True
        for column in range(self._last + 1):
            width = self._wanted[column] - int(-(-room.get(column, 0) * part // 1))
            self._view.setColumnWidth(column, width)
        self._is_fitting = False

    def _on_resized(self, column: int, _old: int, _new: int) -> None:
        if not self._is_fitting and column <= self._last:
            self._is_theirs = True
