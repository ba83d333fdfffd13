"""The convictions a comparison names: those decided otherwise, and those that miss a threshold narrowly."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTableView, QVBoxLayout, QWidget

from expunge_desktop.services import review
from expunge_desktop.services.comparison_records import Comparison, Mover
from expunge_desktop.services.near_misses import NearMiss
from expunge_desktop.services.what_if import Move, moves_of
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, combo, label
from expunge_desktop.ui.models.convictions_model import RowsDelivered
from expunge_desktop.ui.models.named_rows_model import Column, NamedRowsModel
from expunge_desktop.ui.models.outcome_delegate import OutcomeDelegate
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import criterion_label, day, number, outcome_label, plural

_NAME = ("Name", 18, lambda row: row.person_name or "Name unknown")
_CASE = ("Case", 12, lambda row: row.case_number or "unknown")
_SECTION = ("Section", 13, lambda row: row.code_section or "unreadable")
_CONVICTED = ("Convicted", 10, lambda row: day(row.conviction_on))
_AGENCY = ("Agency", 26, lambda row: row.agency or "District Attorney")

MOVERS: tuple[Column[Mover], ...] = (
    *(Column(*one) for one in (_NAME, _CASE, _SECTION)),
    Column(
        "Under A",
        17,
        of_record=lambda one: outcome_label(one.first.outcome.value),
        code=lambda one: one.first.outcome.value,
    ),
    Column(
        "Under B",
        17,
        of_record=lambda one: outcome_label(one.second.outcome.value),
        code=lambda one: one.second.outcome.value,
    ),
    Column("Criterion A", 22, of_record=lambda one: criterion_label(one.first.criterion)),
    Column("Criterion B", 22, of_record=lambda one: criterion_label(one.second.criterion)),
    *(Column(*one) for one in (_CONVICTED, _AGENCY)),
)
NEAR: tuple[Column[NearMiss], ...] = (
    *(Column(*one) for one in (_NAME, _CASE, _SECTION, _CONVICTED)),
    Column(
        "Would be dismissed",
        44,
        of_record=lambda one: (
            f"{criterion_label(one.criterion)}: with {plural(one.years, 'year')} instead of {one.threshold}"
        ),
    ),
    Column(*_AGENCY),
)


class MoversTab(QWidget):
    """The movers, narrowed to one move if wanted; Enter or a double click opens the conviction."""

    export_wanted = Signal()

    def __init__(self, context: Context, page: Page) -> None:
        super().__init__()
        self._found: Comparison | None = None
        self._moves: tuple[Move, ...] = ()
        self.model: NamedRowsModel[Mover] = NamedRowsModel(
            MOVERS, lambda one: one.conviction_id, _fetcher(context, page), self
        )
        self.view = table(self.model, "Movers", self.model.widths)
        for place, column in enumerate(MOVERS):
            if column.code is not None:
                self.view.setItemDelegateForColumn(place, OutcomeDelegate(self.view))
        self.move_choice = combo("Which movers")
        self.move_choice.activated.connect(lambda _index: self._draw())
        self.export_button: QPushButton = button(
            "Export movers and near-misses…",
            self.export_wanted.emit,
            tip="Write both lists as CSV, with names",
        )
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(self.move_choice, 1)
        line.addWidget(self.export_button)
        self._stack = _listing(
            self,
            [line],
            self.view,
            EmptyState("Nothing moves", "Both policies decide every conviction the same way."),
        )
        _opens(self.view, self.model.id_at, context)

    def clear(self) -> None:
        """Name nobody."""
        self._found = None
        self.model.set_records(())

    def show_comparison(self, found: Comparison) -> None:
        """Show another comparison."""
        self._found, self._moves = found, moves_of(found)
        self.move_choice.clear()
        self.move_choice.addItem(f"All {plural(len(found.movers), 'mover')}")
        for move in self._moves:
            words = f"{outcome_label(move.first.value)} → {outcome_label(move.second.value)}"
            self.move_choice.addItem(f"{words} ({number(move.count)})")
        self.export_button.setEnabled(bool(found.movers or found.near_misses))
        self._stack.setCurrentIndex(0 if found.movers else 1)
        self.move_choice.setEnabled(bool(found.movers))
        self._draw()

    def _draw(self) -> None:
        if self._found is None:
            return
        place = self.move_choice.currentIndex() - 1
        movers = self._found.movers
        if place >= 0:
            wanted = self._moves[place]
            movers = tuple(
                one
                for one in movers
                if one.first.outcome is wanted.first and one.second.outcome is wanted.second
            )
        self.model.set_records(movers)
        _select_first(self.view)


class NearMissesTab(QWidget):
    """Convictions that B does not dismiss, but would with one threshold a little softer."""

    def __init__(self, context: Context, page: Page) -> None:
        super().__init__()
        self.model: NamedRowsModel[NearMiss] = NamedRowsModel(
            NEAR, lambda one: one.conviction_id, _fetcher(context, page), self
        )
        self.view = table(self.model, "Near-misses", self.model.widths)
        self.said = label("", "muted", wraps=True)
        line = QHBoxLayout()
        line.addWidget(self.said)
        self._none = EmptyState("No near-misses", "")
        self._stack = _listing(self, [line], self.view, self._none)
        _opens(self.view, self.model.id_at, context)

    def clear(self) -> None:
        """Name nobody."""
        self.model.set_records(())

    def show_comparison(self, found: Comparison, margin: int) -> None:
        """Show another comparison."""
        near = found.near_misses
        self.model.set_records(near)
        self._stack.setCurrentIndex(0 if near else 1)
        self.said.setVisible(bool(near))
        self.said.setText(
            "Not dismissed under B, but they would be with one threshold changed as said. "
            "A conviction near two thresholds is listed under both."
        )
        within = f"No conviction misses a threshold of B by {plural(margin, 'year')} or less."
        self._none.say("No near-misses", within if margin else "Choose a margin of at least one year.")
        _select_first(self.view)


def _listing(
    holder: QWidget, above: Sequence[QHBoxLayout], view: QTableView, empty: EmptyState
) -> QStackedWidget:
    stack = QStackedWidget()
    stack.addWidget(view)
    stack.addWidget(empty)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
    layout.setSpacing(theme.S)
    for line in above:
        layout.addLayout(line)
    layout.addWidget(stack, 1)
    return stack


def _opens(view: QTableView, id_at: Callable[[int], int | None], context: Context) -> None:
    """Enter and a double click show the conviction with its reasons."""

    def on_activated(index: QModelIndex) -> None:
        wanted = id_at(index.row())
        if wanted is not None:
            context.conviction_wanted.emit(wanted)

    view.activated.connect(on_activated)


def _select_first(view: QTableView) -> None:
    if view.model().rowCount():
        view.selectRow(0)


def _fetcher(context: Context, page: Page) -> Callable[[Sequence[int], RowsDelivered], None]:
    def fetch(ids: Sequence[int], deliver: RowsDelivered) -> None:
        session = context.session
        context.jobs.read(
            page, lambda _progress: review.conviction_rows(session, ids), deliver, page.notice.say_error
        )

    return fetch
