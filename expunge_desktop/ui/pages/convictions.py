"""The list of convictions with search and filters, and one conviction beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services import review
from expunge_desktop.services.records import ConvictionFilter, FilterChoices, Overview
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.fitted_columns import FittedColumns
from expunge_desktop.ui.form import button, combo, label, text_width
from expunge_desktop.ui.models.convictions_model import (
    COLUMNS,
    LEAST_WIDTHS,
    OUTCOME,
    ConvictionsModel,
    RowsDelivered,
)
from expunge_desktop.ui.models.outcome_delegate import OutcomeDelegate, widest_badge
from expunge_desktop.ui.pages.conviction_detail import ConvictionDetailView
from expunge_desktop.ui.pages.filter_bar import FilterBar
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import number, plural

OPEN_DELAY_MS = 60


class ConvictionsPage(Page):
    """Search, narrow, sort, look, decide; everything by keyboard."""

    title = "Convictions"
    shows = frozenset({Topic.BATCHES, Topic.ASSESSMENT, Topic.HIDDEN})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ConvictionFilter()
        self._sort, self._is_descending = "name", False
        self._query = 0
        self._total = 0
        self._waits_for_list = False
        self._narrows_to = ""
        self._return_to: int | None = None  # what was open before the list was forgotten
        self._is_known = False  # the first answer has come
        self.filters = FilterBar()
        self.filters.filter_changed.connect(self._on_filter_changed)
        self.model = ConvictionsModel(self._fetch, self)
        self.model.rows_arrived.connect(lambda: self.notice.clear())
        self.detail = ConvictionDetailView(context)
        self.detail.widen_wanted.connect(self.set_wide)
        self.detail.conviction_wanted.connect(self.open_conviction)
        self._make_table()
        self._make_sort_controls()
        self._lay_out()
        self._open_timer = QTimer(self)
        self._open_timer.setObjectName("open conviction")
        self._open_timer.setSingleShot(True)
        self._open_timer.setInterval(OPEN_DELAY_MS)
        self._open_timer.timeout.connect(self._open_current)
        self._add_shortcuts()
        context.changed.connect(self._on_row_changed)

    def activate(self) -> None:
        """The page comes to the front; what others changed meanwhile is shown as it is now."""
        if not self._is_stale:
            self.model.refresh()
            self.detail.reload()
        super().activate()

    def forget(self) -> None:
        """No row and no person stays in sight until the list has been read anew."""
        self._return_to = self.detail.conviction_id
        self._query += 1  # an answer on its way is one of before
        self._is_known, self._total = False, 0
        self.model.set_ids([])
        self.detail.show_conviction(None)
        self.listing.setCurrentIndex(0)
        self.count_label.setText("")

    def refresh(self) -> None:
        """Choices, then the list."""
        session = self.context.session

        def work(_progress: Progress) -> tuple[FilterChoices, Overview]:
            return review.filter_choices(session), review.overview(session)

        self.context.jobs.read(self, work, self._on_choices, self.notice.say_error)
        self.query()

    def query(self) -> None:
        """Ask SQL for the ids; the newest question wins."""
        self._query += 1
        asked, wanted, sort, descending = self._query, self._wanted, self._sort, self._is_descending

        def show(ids: list[int]) -> None:
            if asked == self._query:
                self._show_ids(ids)

        session = self.context.session
        self.context.jobs.read(
            self,
            lambda _progress: review.conviction_ids(session, wanted, sort, descending),
            show,
            self.notice.say_error,
        )

    def first_focus(self) -> QWidget | None:
        """The list; while it is empty the search, and the list as soon as it has come."""
        self._waits_for_list = not self.model.rowCount()
        return self.filters.search if self._waits_for_list else self.view

    def open_conviction(self, conviction_id: int) -> None:
        """Show one conviction, and select it where the list holds it."""
        position = self.model.position_of(conviction_id)
        if position is not None:
            self._select(position)
        self.detail.show_conviction(conviction_id)

    def set_wide(self, is_wide: bool) -> None:
        """Give the conviction the whole page, or put it beside the list again."""
        self._list_side.setVisible(not is_wide)
        self.filters.setVisible(not is_wide)
        self.detail.set_wide(is_wide)
        self._leave.setEnabled(is_wide)
        if not is_wide:
            self.view.setFocus()

    def narrow_to(self, outcome: str) -> None:
        """Clear every filter but this outcome: the way in from the overview."""
        self.filters.clear()
        self._narrows_to = outcome
        self._apply_narrowing()

    def _apply_narrowing(self) -> None:
        """The outcome can be ticked only once the choices have come."""
        if self._narrows_to and self.filters.outcome.offers(self._narrows_to):
            self.filters.outcome.tick(self._narrows_to)
            self._narrows_to = ""

    def _make_table(self) -> None:
        self.view = table(self.model, "Convictions", [width for _title, _key, width in COLUMNS])
        self.view.setItemDelegateForColumn(OUTCOME, OutcomeDelegate(self.view))
        self.view.setColumnWidth(OUTCOME, widest_badge())
        least = {column: text_width(self.view, width) + theme.L for column, width in LEAST_WIDTHS.items()}
        self._fitted = FittedColumns(self.view, OUTCOME, least)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.view.activated.connect(lambda _index: self.set_wide(True))
        header = self.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._on_header_clicked)

    def _make_sort_controls(self) -> None:
        self.sort_choice = combo("Sort by")
        for title, key, _width in COLUMNS:
            if key:
                self.sort_choice.addItem(f"Sort by {title.lower()}", key)
        self.sort_choice.activated.connect(lambda _index: self.sort_by(self.sort_choice.currentData()))
        self.direction: QPushButton = button(
            "A–Z", self._turn, role="quiet", name="Sort ascending or descending"
        )
        self.count_label = label("", "muted")

    def sort_by(self, key: str, *, descending: bool = False) -> None:
        """Sort by one of the keys of services.review."""
        self._sort, self._is_descending = key, descending
        column = next(place for place, column in enumerate(COLUMNS) if column[1] == key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(column, order)
        self.sort_choice.setCurrentIndex(self.sort_choice.findData(key))
        self.direction.setText("Z–A" if descending else "A–Z")
        self.query()

    def _lay_out(self) -> None:
        self._empty = EmptyState("", "")
        self._go_import = button("Go to Import", lambda: self.context.page_wanted.emit("import"))
        self._nothing = EmptyState(
            "No convictions yet",
            "Import the file your office was sent; its convictions appear here.",
            action=self._go_import,
        )
        self.listing = QStackedWidget()
        reading = EmptyState("Reading the list…", "", icon_name="convictions")
        for part in (reading, self.view, self._empty, self._nothing):
            self.listing.addWidget(part)
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(self.count_label, 1)
        line.addWidget(self.sort_choice)
        line.addWidget(self.direction)
        self._list_side = QWidget()
        side = QVBoxLayout(self._list_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.S)
        side.addLayout(line)
        side.addWidget(self.listing, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._list_side)
        self.splitter.addWidget(self.detail)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.S)
        self.splitter.setSizes([632, 508])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.body.setSpacing(theme.S)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.splitter, 1)
        self.heading.addWidget(
            label("/ search   Enter open   C confirm   O override   H hold   N note   F fact", "caption")
        )

    def _add_shortcuts(self) -> None:
        for keys, action in (
            ("/", self._focus_search),
            ("Ctrl+F", self._focus_search),
            ("F5", self.refresh),
            ("C", self.detail.confirm),
            ("O", self.detail.override),
            ("H", self.detail.hold),
            ("N", self.detail.write_note),
            ("F", self.detail.supply_fact),
        ):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.setAutoRepeat(False)
            made.activated.connect(action)
        self._leave = QShortcut(QKeySequence("Escape"), self)
        self._leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._leave.activated.connect(lambda: self.set_wide(False))
        self._leave.setEnabled(False)  # Escape closes filters and dialogs as long as the list is shown

    def _focus_search(self) -> None:
        self.set_wide(False)
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def _fetch(self, ids: Sequence[int], deliver: RowsDelivered) -> None:
        session = self.context.session
        self.context.jobs.read(
            self, lambda _progress: review.conviction_rows(session, ids), deliver, self.notice.say_error
        )

    def _on_choices(self, answer: tuple[FilterChoices, Overview]) -> None:
        choices, figures = answer
        self._total = figures.under_review
        self.filters.set_choices(choices, figures)
        self._apply_narrowing()
        self._show_state()

    def _on_filter_changed(self, wanted: ConvictionFilter) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.query()

    def _on_header_clicked(self, column: int) -> None:
        key = COLUMNS[column][1]
        if key:
            self.sort_by(key, descending=key == self._sort and not self._is_descending)
            return
        current = next(place for place, entry in enumerate(COLUMNS) if entry[1] == self._sort)
        order = Qt.SortOrder.DescendingOrder if self._is_descending else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(current, order)

    def _turn(self) -> None:
        self.sort_by(self._sort, descending=not self._is_descending)

    def _show_ids(self, ids: list[int]) -> None:
        kept = self.detail.conviction_id or self._return_to
        self._return_to = None
        had_focus = self.view.hasFocus()
        self._is_known = True
        self.model.set_ids(ids)
        self._total = max(self._total, len(ids))
        self._show_state()
        position = self.model.position_of(kept) if kept is not None else None
        if ids:
            self._select(position or 0)
            if position is not None:
                self.detail.reload()  # its finding may be another one
            if had_focus or (self._waits_for_list and self.filters.search.hasFocus()):
                self.view.setFocus()
            self._waits_for_list = False
        else:
            self.detail.show_conviction(None)

    def _show_state(self) -> None:
        shown = self.model.rowCount()
        if not self._is_known:
            return
        if shown:
            self.listing.setCurrentWidget(self.view)
            of_all = f" of {number(self._total)}" if self._total > shown else ""
            self.count_label.setText(
                f"{number(shown)}{of_all} {'conviction' if shown == 1 else 'convictions'}"
            )
        elif self._wanted == ConvictionFilter():
            self.listing.setCurrentWidget(self._nothing)
            self.count_label.setText("")
        else:
            self._empty.say(
                "Nothing matches",
                f"None of {plural(self._total, 'conviction')} matches the search and filters above.",
            )
            self.listing.setCurrentWidget(self._empty)
            self.count_label.setText(f"0 of {plural(self._total, 'conviction')}")

    def _select(self, position: int) -> None:
        index = self.model.index(position, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.detail.expect(self.model.id_at(current.row()))
            self._open_timer.start()

    def _open_current(self) -> None:
        wanted = self.model.id_at(self.view.currentIndex().row())
        if wanted is not None and wanted != self.detail.conviction_id:
            self.detail.show_conviction(wanted)

    def _on_row_changed(self, topics: frozenset[Topic], conviction_id: int | None) -> None:
        """A decision changes rows and counts; the list itself stays until F5, under the reader's eyes."""
        if topics & {Topic.DECISIONS, Topic.NOTES} and Topic.HIDDEN not in topics:
            if conviction_id != self.detail.conviction_id:
                self.detail.reload()
            self.model.refresh()
            self.context.jobs.read(
                self,
                lambda _progress: (
                    review.filter_choices(self.context.session),
                    review.overview(self.context.session),
                ),
                self._on_choices,
                self._on_choices_failed,
            )

    def _on_choices_failed(self, error: ExpungeError) -> None:
        self.notice.say_error(error)
