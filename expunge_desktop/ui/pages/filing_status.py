"""What became of a released filing: every row with its status, the history, and what happens next."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QSplitter, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.services import clerk_answers, filing_status
from expunge_desktop.services.clerk_answers import AnswersImported
from expunge_desktop.services.filing_status import FilingStatuses, RowStatus, StatusEvent, StatusRecorded
from expunge_desktop.services.order_rows import OrderRows, rows_for_order
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.stale_papers import no_longer_so
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import choose_file
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.dialogs import ask
from expunge_desktop.ui.form import button, label, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.seal_dialog import SealDialog, as_words
from expunge_desktop.ui.pages.status_dialogs import (
    AnswerDialog,
    RecordDialog,
    UnmatchedDialog,
    sealing_question,
)
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import day, instant, number, plural

ANSWER_FILES = "The clerk’s answer (*.csv)"
ROWS: tuple[Field[RowStatus], ...] = (
    Field("Row", 6, lambda one: number(one.row_no), is_number=True),
    Field("Case", 14, lambda one: one.case_number or (one.defendant if not one.section else "")),
    Field("Count", 6, lambda one: one.count_number),
    Field("Status", 14, lambda one: one.status),
    Field("On", 10, lambda one: day(one.on) if one.on else ""),
    Field("Schedule", 9, lambda one: str(one.schedule), is_number=True),
    Field("Section", 12, lambda one: one.section),
    Field("Name", 24, lambda one: one.defendant),
    Field("Relief", 26, lambda one: one.relief),
    Field("Note", 30, lambda one: one.note),
)
EVENTS: tuple[Field[StatusEvent], ...] = (
    Field("On", 10, lambda one: day(one.on)),
    Field("Status", 14, lambda one: one.status),
    Field("Rows", 7, lambda one: number(one.rows), is_number=True),
    Field("Recorded", 17, lambda one: instant(one.recorded_at)),
    Field("By", 12, lambda one: one.recorded_by),
    Field("Note", 24, lambda one: one.note),
    Field("From", 30, lambda one: one.source or "entered by hand"),
)


class FilingStatusView(QWidget):
    """Tallies above, rows in the middle, the history below."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._filing_id = ""
        self._is_released = False
        self.shown: FilingStatuses | None = None
        self.notice = Notice()
        self.tallies = label("", "strong", wraps=True)
        self.rows: RecordsModel[RowStatus] = RecordsModel(ROWS, self)
        self.row_view = table(self.rows, "Rows of the filing", self.rows.widths)
        self.row_view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.events: RecordsModel[StatusEvent] = RecordsModel(EVENTS, self)
        self.event_view = table(self.events, "History of the filing", self.events.widths)
        self.history = label("", "strong")
        self.record_button = button("Record what happened…", self.record, role="primary")
        self.import_button = button("Import the clerk’s answer…", self.import_answer, icon_name="import")
        self.seal_button = button(
            "Seal by an order…", self.seal, tip="Where only the court’s order tells that it seals"
        )
        self._may_seal = bool(context.session.roles & ROLES_OF[Right.RECORD_COURT_STEPS])
        self._lay_out()

    def open(self, filing_id: str, *, is_released: bool) -> None:
        """Show another filing, or the same one again."""
        if filing_id != self._filing_id:
            self.notice.clear()
        self._filing_id, self._is_released = filing_id, is_released
        self.record_button.setEnabled(is_released)
        self.import_button.setEnabled(is_released)
        self.seal_button.setEnabled(is_released and self._may_seal)
        self.refresh()

    def refresh(self) -> None:
        """Ask how the rows stand."""
        session, filing_id = self._context.session, self._filing_id
        if not filing_id:
            self._show(FilingStatuses("", (), {}, ()))
            return

        def show(found: FilingStatuses) -> None:
            if found.filing_id == self._filing_id:
                self._show(found)

        self._context.jobs.read(
            self, lambda _p: filing_status.status_of(session, filing_id), show, self.notice.say_error
        )

    def forget(self) -> None:
        """Name nobody until the rows have been read anew."""
        self.rows.set_records(())

    @property
    def selected_rows(self) -> tuple[int, ...]:
        """Numbers of the rows selected in the table."""
        chosen = self.row_view.selectionModel().selectedRows()
        return tuple(sorted(self.rows.records[one.row()].row_no for one in chosen))

    def record(self) -> None:
        """Record what happened to all rows, a schedule, a case, or the selected rows."""
        if self.shown is None:
            return
        shown, session = self.shown, self._context.session
        if not shown.tallies.get(filing_status.NOT_FILED):
            self._ask_what_happened(shown, "")
            return
        self._context.jobs.read(  # whether these papers may still be filed is known before it is asked
            self,
            lambda progress: no_longer_so(session, shown.filing_id, progress),
            lambda stale: self._ask_what_happened(shown, stale),
            self._on_failed,
            title=f"Comparing {shown.filing_id}",
        )

    def _ask_what_happened(self, shown: FilingStatuses, stale: str) -> None:
        """`stale` is what of the papers is no longer so."""
        session, filing_id = self._context.session, shown.filing_id
        if filing_id != self._filing_id:
            return  # another one was opened meanwhile
        asked = RecordDialog(shown, self.selected_rows, session.clock.today(), self, stale=stale)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        status, on, note, chosen = asked.status, asked.on, asked.note, asked.chosen
        although_stale = asked.although_stale
        if asked.sealing and not ask(self, *sealing_question(asked.sealing)):
            return

        def work(progress: Progress) -> StatusRecorded:
            return filing_status.record(
                session,
                filing_id,
                status,
                on=on,
                note=note,
                although_stale=although_stale,
                progress=progress,
                **chosen,
            )

        def then(done: StatusRecorded) -> None:
            self.notice.say(
                f"{plural(done.rows, 'row')} recorded as “{done.status}” on {day(done.on.isoformat())}.",
                "success",
            )
            self._tell(status is FilingStatus.COURT_UPDATED)

        self._write("Recording the status", work, then)

    def seal(self) -> None:
        """Hold an order against the rows and seal those it names."""
        session, filing_id, selected = self._context.session, self._filing_id, self.selected_rows

        def show(order: OrderRows) -> None:
            asked = SealDialog(session, order, as_words(selected), self._context.jobs, self)
            if asked.exec() == QDialog.DialogCode.Accepted:
                said = f"{plural(asked.sealed, 'conviction')} sealed; nothing of them is shown any more."
                self.notice.say(said if asked.sealed else "These rows were sealed already.", "success")
                self._tell(is_sealed=True)
            asked.deleteLater()
            self.seal_button.setFocus()

        self._context.jobs.read(self, lambda _p: rows_for_order(session, filing_id), show, self._on_failed)

    def _tell(self, is_sealed: bool) -> None:
        """Sealed convictions are in no list and no figure any more."""
        self._context.tell(*(Topic if is_sealed else (Topic.FILINGS,)))

    def import_answer(self) -> None:
        """Record the clerk's table; lines that name no row are shown with the reason."""
        path = choose_file(self, "Choose the clerk’s answer", ANSWER_FILES)
        if path is None:
            return
        asked = AnswerDialog(path.name, self._context.session.clock.today(), self)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        session, filing_id, on = self._context.session, self._filing_id, asked.on

        def then(sealing: int) -> None:
            if not sealing or ask(self, *sealing_question(sealing)):
                self.read_answer(path, on)

        self._context.jobs.read(
            self,
            lambda _p: clerk_answers.rows_to_be_sealed(session, filing_id, path, on),
            then,
            self._on_failed,
        )

    def read_answer(self, path: Path, on: date | None = None) -> None:
        """Record the answers of a file; `on` is the day of lines that name none."""
        session, filing_id = self._context.session, self._filing_id

        def then(done: AnswersImported) -> None:
            said = ", ".join(f"{plural(rows, 'row')} {status}" for status, rows in done.recorded.items())
            if not done.unmatched:
                self.notice.say(f"Recorded from {path.name}: {said}.", "success")
            else:
                first = done.unmatched[0]
                more = plural(len(done.unmatched), "line")
                self.notice.say(
                    f"Recorded from {path.name}: {said}. {more} not recorded; "
                    f"line {first.line}: {first.sentence}",
                    "warning",
                )
            self._tell(FilingStatus.COURT_UPDATED.value in done.recorded)
            if done.unmatched:
                UnmatchedDialog(path.name, done.unmatched, self).open()

        self._write(
            "Recording the clerk’s answer",
            lambda _p: clerk_answers.import_answers(session, filing_id, path, on),
            then,
        )

    def _write(self, title: str, work: Callable[[Progress], Any], then: Callable[[Any], None]) -> None:
        self._context.jobs.write(self, title, work, then, self._on_failed)

    def _on_failed(self, error: ExpungeError) -> None:
        self.notice.say_error(error)

    def _show(self, found: FilingStatuses) -> None:
        self.shown = found
        self.tallies.setText(tally_words(found.tallies, self._is_released))
        self.rows.set_records(found.rows)
        self.events.set_records(found.events)
        self.history.setText("History" if found.events else "History: nothing was recorded yet")

    def _lay_out(self) -> None:
        history = QWidget()
        below = QVBoxLayout(history)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.XS)
        below.addWidget(self.history)
        below.addWidget(self.event_view, 1)
        sides = QSplitter(Qt.Orientation.Vertical)
        sides.addWidget(self.row_view)
        sides.addWidget(history)
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        sides.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.S, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.notice)
        layout.addWidget(self.tallies)
        layout.addWidget(sides, 1)
        layout.addLayout(row(self.import_button, self.seal_button, 0, self.record_button))


def tally_words(tallies: Mapping[str, int], is_released: bool) -> str:
    """`12 granted, 3 denied, 387 not filed yet`."""
    if not is_released:
        return "Not released yet, so nothing of it can have been filed."
    order = [one.value for one in FilingStatus]
    said = [f"{number(tallies[one])} {one}" for one in order if tallies.get(one)]
    if waiting := tallies.get(filing_status.NOT_FILED, 0):
        said.append(f"{number(waiting)} not filed yet")
    return ", ".join(said)
