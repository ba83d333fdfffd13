"""Dialogs of a filing's status: what happened to which rows, and the clerk's lines that named none."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QWidget

from expunge_desktop.domain.filing_status import BEFORE, FilingStatus
from expunge_desktop.services.clerk_answers import UnmatchedLine
from expunge_desktop.services.filing_status import FilingStatuses
from expunge_desktop.services.sealing import SEALING_RELIEF
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, combo, date_edit, label, line_edit, named, row, text_width
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import number, plural

ALL, SCHEDULE, CASE, SELECTED = "all", "schedule", "case", "selected"
_NEEDS = {
    FilingStatus.FILED: "The papers were handed in.",
    FilingStatus.GRANTED: "The judge signed the order as it was asked for.",
    FilingStatus.DENIED: "The judge denied the relief.",
    FilingStatus.GRANTED_IN_PART: "The judge gave less than was asked for; say what in the note.",
    FilingStatus.COURT_UPDATED: "The court has entered the order in its own records. Rows granted as "
    "“dismiss and seal” are sealed by it.",
    FilingStatus.DOJ_UPDATED: "The Department of Justice has entered it in the state summary.",
}
_NOTE_HELP = "Needed for “granted in part”, for a corrected ruling, and for stale papers that were filed."
_LINES: tuple[Field[UnmatchedLine], ...] = (
    Field("Line", 6, lambda one: number(one.line), is_number=True),
    Field("Why it was not recorded", 60, lambda one: one.sentence),
)


class RecordDialog(PlainDialog):
    """A status, a day, the rows it happened to, and a note."""

    def __init__(
        self,
        statuses: FilingStatuses,
        selected: Sequence[int],
        today: date,
        parent: QWidget | None,
        *,
        stale: str = "",
    ) -> None:
        """`stale` says what of the papers is no longer so; empty when they may be filed as they are."""
        super().__init__(
            f"Record what happened to {statuses.filing_id}",
            "It is kept with your name and can be corrected only by recording what corrects it.",
            "Record it",
            parent,
        )
        self._statuses, self._selected, self._stale = statuses, tuple(selected), stale
        self._status = combo("What happened")
        standing = set(statuses.tallies)
        for status in FilingStatus:
            before = {one.value if one is not None else "released" for one in BEFORE[status]}
            if before & standing:
                self._status.addItem(str(status), status)
        self._rows = combo("To which rows")
        self._rows.addItem(f"All {plural(len(statuses.rows), 'row')}", (ALL, None))
        if self._selected:
            title = f"The {plural(len(self._selected), 'selected row')}"
            self._rows.addItem(title, (SELECTED, None))
        for schedule in sorted({one.schedule for one in statuses.rows}):
            held = sum(one.schedule == schedule for one in statuses.rows)
            self._rows.addItem(f"Schedule {schedule}, {plural(held, 'row')}", (SCHEDULE, schedule))
        self._rows.addItem("One case…", (CASE, None))
        if len(self._selected) > 1:
            self._rows.setCurrentIndex(1)
        self._case, self._note = line_edit(characters=30), line_edit(characters=40)
        self._on = date_edit("On")
        self._on.setDate(QDate(today.year, today.month, today.day))
        self._on.setMaximumDate(self._on.date())
        form = FormGrid()
        form.add("What happened", self._status)
        form.add("To which rows", self._rows)
        form.add("Case number", self._case, help_text="For “One case”.")
        form.add("On", self._on, help_text="Month, day, year of the event.")
        form.add("Note", self._note, help_text=_NOTE_HELP)
        self._said = label("", "caption", wraps=True)
        self._why_stale = label(f"{stale} File papers of a new filing instead." if stale else "", wraps=True)
        self._filed_so = QCheckBox("These papers are what the court received, although they are stale")
        named(self._filed_so, self._filed_so.text(), "The note says how that is known.")
        self.body.addWidget(form)
        self.body.addWidget(self._said)
        self.body.addWidget(self._why_stale)
        self.body.addWidget(self._filed_so)
        self._filed_so.toggled.connect(lambda _is_on: self._on_changed())
        self._status.currentIndexChanged.connect(lambda _place: self._on_changed())
        self._rows.currentIndexChanged.connect(lambda _place: self._on_changed())
        for line in (self._case, self._note):
            line.textChanged.connect(lambda _text: self._on_changed())
        self._on_changed()
        self._status.setFocus()

    @property
    def status(self) -> FilingStatus:
        """What happened."""
        return FilingStatus(self._status.currentData())

    @property
    def on(self) -> date:
        """When."""
        chosen = self._on.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    @property
    def note(self) -> str:
        """What is to be known of it."""
        return self._note.text().strip()

    @property
    def although_stale(self) -> bool:
        """Somebody says that stale papers are what was filed."""
        return self._is_stale and self._filed_so.isChecked()

    @property
    def chosen(self) -> dict[str, Any]:
        """The rows, as `filing_status.record` takes them."""
        kind, schedule = self._rows.currentData()
        if kind == SELECTED:
            return {"rows": self._selected}
        if kind == SCHEDULE:
            return {"schedule": schedule}
        return {"case": self._case.text().strip()} if kind == CASE else {}

    @property
    def sealing(self) -> int:
        """How many rows this entry of the court seals: granted as dismiss and seal."""
        if self._status.currentData() is None or self.status is not FilingStatus.COURT_UPDATED:
            return 0
        chosen = self.chosen
        return sum(
            one.status == FilingStatus.GRANTED.value and one.relief == SEALING_RELIEF
            for one in self._statuses.rows
            if one.row_no in chosen.get("rows", (one.row_no,))
            and one.schedule == chosen.get("schedule", one.schedule)
            and ("case" not in chosen or chosen["case"] in one.case_number.split("; "))
        )

    @property
    def _is_stale(self) -> bool:
        """Papers that are stale would be recorded as filed."""
        has_status = self._status.currentData() is not None
        return bool(self._stale) and has_status and self.status is FilingStatus.FILED

    def _on_changed(self) -> None:
        is_case = self._rows.currentData()[0] == CASE
        self._case.setEnabled(is_case)
        has_status = self._status.currentData() is not None
        needs_note = has_status and (self.status is FilingStatus.GRANTED_IN_PART or self._is_stale)
        is_said = bool(self.note) or not needs_note
        has_case = not is_case or bool(self._case.text().strip())
        self._why_stale.setVisible(self._is_stale)
        self._filed_so.setVisible(self._is_stale)
        may_be = not self._is_stale or self._filed_so.isChecked()
        self.accept_button.setEnabled(has_status and has_case and is_said and may_be)
        nothing = "Nothing can happen to these rows any more."
        self._said.setText(_NEEDS[self.status] if has_status else nothing)


def sealing_question(rows: int) -> tuple[str, str, str]:
    """Title, sentence and answer before the court's entry seals that many rows."""
    return (
        f"This entry seals {plural(rows, 'row')}",
        "They were granted as “dismiss and seal”. Once the court’s entry is recorded, nothing of these "
        "convictions is shown, searched, exported or printed any more, for good, and the filing is not "
        "printed again. Print what is still needed first: the notices to people (D8) and the worksheet for "
        "the Department (D13). It cannot be taken back.",
        "Record it and seal",
    )


class AnswerDialog(PlainDialog):
    """The day of lines in the clerk's table that name none."""

    def __init__(self, name: str, today: date, parent: QWidget | None) -> None:
        super().__init__(
            f"Import {name}",
            "Columns: row, or case_number and count; status; date; note. Lines that name no row, or nothing "
            "that can have happened, are shown with the reason and not recorded.",
            "Import",
            parent,
        )
        self.has_day = QCheckBox("Lines without a date happened on")
        named(self.has_day, self.has_day.text())
        self._on = date_edit("Day of lines without a date")
        self._on.setDate(QDate(today.year, today.month, today.day))
        self._on.setMaximumDate(self._on.date())
        self._on.setEnabled(False)
        self.has_day.toggled.connect(self._on.setEnabled)
        self.body.addLayout(row(self.has_day, self._on, 0))

    @property
    def on(self) -> date | None:
        """The day, or None: such lines are not recorded."""
        chosen = self._on.date()
        return date(chosen.year(), chosen.month(), chosen.day()) if self.has_day.isChecked() else None


class UnmatchedDialog(PlainDialog):
    """The lines of the clerk's table that were not recorded, each with the reason."""

    def __init__(self, name: str, lines: Sequence[UnmatchedLine], parent: QWidget | None) -> None:
        super().__init__(
            f"{plural(len(lines), 'line')} of {name} not recorded",
            "The other lines are kept. Correct these in the file and import it again.",
            "Close",
            parent,
        )
        self.reject_button.hide()
        self.model: RecordsModel[UnmatchedLine] = RecordsModel(_LINES, self)
        self.model.set_records(lines)
        view = table(self.model, "Lines not recorded", self.model.widths)
        view.setMinimumSize(text_width(view, 70), view.verticalHeader().defaultSectionSize() * 8)
        self.body.addWidget(view)
