"""The list of convictions: ids only; rows are fetched in pages when they are painted, and cached.

Sorting and filtering are SQL's work. A million ids cost eight megabytes and no time.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from expunge_desktop.services.records import ConvictionRow
from expunge_desktop.ui import theme
from expunge_desktop.ui.shown_text import shown
from expunge_desktop.ui.wording import action_label, criterion_label, day, level_label, outcome_label

PAGE = 64
KEPT_PAGES = 160

# title, sort key of services.review (empty = cannot be sorted by), width in characters
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("Name", "name", 18),
    ("Case", "case_number", 12),
    ("Section", "code_section", 13),
    ("Convicted", "conviction_on", 10),
    ("Outcome", "final_outcome", 17),
    ("Decision", "", 11),
    ("Criterion", "criterion", 24),
    ("Agency", "agency", 26),
)
NAME, CASE, SECTION, CONVICTED, OUTCOME, DECISION, CRITERION, AGENCY = range(len(COLUMNS))
_DELIVERED = "As delivered. What the office supplied stands with the finding and in its own tab."
HEADING_TIPS = {SECTION: _DELIVERED, CONVICTED: _DELIVERED}
LEAST_WIDTHS = {NAME: 10, CASE: 8, SECTION: 9}  # in characters; what is cut stands in the tooltip

RowsDelivered = Callable[[dict[int, ConvictionRow]], None]
Index = QModelIndex | QPersistentModelIndex


class ConvictionsModel(QAbstractTableModel):
    """Rows by id; `fetch(ids, deliver)` is asked for the pages that are looked at."""

    rows_arrived = Signal()

    def __init__(
        self, fetch: Callable[[Sequence[int], RowsDelivered], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: list[int] = []
        self._places: dict[int, int] | None = None
        self._pages: OrderedDict[int, list[ConvictionRow | None]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    @property
    def ids(self) -> Sequence[int]:
        """The ids shown, in order."""
        return self._ids

    def set_ids(self, ids: list[int]) -> None:
        """Show another list."""
        self.beginResetModel()
        self._ids = ids
        self._places = None
        self._forget_pages()
        self.endResetModel()

    def refresh(self) -> None:
        """The rows changed, the list did not: fetch again what is looked at."""
        self._forget_pages()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    def id_at(self, position: int) -> int | None:
        """The id in that line, or None."""
        return self._ids[position] if 0 <= position < len(self._ids) else None

    def position_of(self, conviction_id: int) -> int | None:
        """The line of an id, or None when the list does not hold it."""
        if self._places is None:
            self._places = {one: place for place, one in enumerate(self._ids)}
        return self._places.get(conviction_id)

    def row_at(self, position: int) -> ConvictionRow | None:
        """The row, or None while it is being fetched."""
        page, offset = divmod(position, PAGE)
        kept = self._pages.get(page)
        if kept is None:
            self._ask(page)
            kept = self._pages.get(page)
            if kept is None:
                return None
        self._pages.move_to_end(page)
        return kept[offset] if offset < len(kept) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many convictions."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles above, line numbers at the left; what a title does not say, as its tooltip."""
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return HEADING_TIPS.get(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section][0]
        return str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tooltip and what a screen reader says."""
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(_cell(row, index.column())) if row else "…"
        if row is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return row.final_outcome
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown(_tooltip(row, index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()][0]}: {shown(_cell(row, index.column()))}"
        if role == Qt.ItemDataRole.FontRole and index.column() == NAME:
            return theme.interface_font(1.0, QFont.Weight.Medium)
        return None

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        generation = self._generation

        def deliver(rows: dict[int, ConvictionRow]) -> None:
            if generation != self._generation:
                return
            self._asked.discard(page)
            self._pages[page] = [rows.get(one) for one in ids]
            while len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
            first = page * PAGE
            self.dataChanged.emit(
                self.index(first, 0), self.index(first + len(ids) - 1, self.columnCount() - 1)
            )
            self.rows_arrived.emit()

        self._fetch(ids, deliver)

    def _forget_pages(self) -> None:
        self._generation += 1
        self._pages.clear()
        self._asked.clear()


def _cell(row: ConvictionRow, column: int) -> str:
    if column == NAME:
        return row.person_name or "Name unknown"
    if column == CASE:
        return row.case_number or "unknown"
    if column == SECTION:
        return row.code_section or "unreadable"
    if column == CONVICTED:
        return day(row.conviction_on)
    if column == OUTCOME:
        return outcome_label(row.final_outcome)
    if column == DECISION:
        return "Look again" if row.needs_new_look else action_label(row.decision)
    if column == CRITERION:
        return criterion_label(row.policy_criterion) if row.policy_criterion else ""
    return f"{row.agency} (inferred)" if row.is_agency_inferred and row.agency else row.agency


def _tooltip(row: ConvictionRow, column: int) -> str:
    if column == NAME:
        return f"{row.person_name}, born {day(row.born_on)}"
    if column == CASE:
        return f"{row.case_number or 'case unknown'}, count {row.count_number or 'unknown'}"
    if column == SECTION:
        return f"{row.code_section} {row.offense_text} ({level_label(row.level)})"
    if column == OUTCOME and row.review_codes:
        return f"{outcome_label(row.final_outcome)}: {', '.join(row.review_codes)}"
    if column == DECISION and row.needs_new_look:
        return "A fact this decision rested on has changed since: look at it again."
    if column == DECISION and row.decided_by:
        return f"{action_label(row.decision)} by {row.decided_by}"
    return _cell(row, column)
