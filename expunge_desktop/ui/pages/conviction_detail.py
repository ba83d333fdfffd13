"""One conviction: what was found and why, the person's whole history, source rows, notes and decisions."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import decide_conviction, review, worksheets
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation import Explanation
from expunge_desktop.services.records import ConvictionDetail, SourceRow
from expunge_desktop.ui import theme
from expunge_desktop.ui.badge import OutcomeBadge
from expunge_desktop.ui.choose_files import choose_new_file
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.dialogs import TextDialog
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, label, row, selectable
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.override_dialog import OverrideDialog
from expunge_desktop.ui.pages.facts_view import FactsView
from expunge_desktop.ui.pages.finding_view import FindingView
from expunge_desktop.ui.pages.history_view import HistoryView
from expunge_desktop.ui.pages.remarks_view import RemarksView
from expunge_desktop.ui.pages.source_view import SourceView
from expunge_desktop.ui.place_dialog import write_out
from expunge_desktop.ui.window_words import window_words
from expunge_desktop.ui.wording import action_label, day, level_label, outcome_label, plural
from expunge_desktop.ui.worksheet_dialog import WorksheetDialog


class ConvictionDetailView(QWidget):
    """Shows a conviction by id and lets an attorney decide it."""

    widen_wanted = Signal(bool)
    conviction_wanted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.conviction_id: int | None = None
        self.shown: ConvictionDetail | None = None
        self._expected: int | None = None  # selected, about to be shown
        self._is_writing = False
        self._is_wide = False
        self.notice = Notice()
        self.name = selectable(label("", "heading", wraps=True), "Person")
        self.facts = selectable(label("", "muted", wraps=True), "Case and offense")
        self.badge = OutcomeBadge()
        self.state = label("", "caption", wraps=True)
        self.confirm_button = button(
            "Confirm", self.confirm, role="primary", icon_name="check", tip="Confirm (C)"
        )
        self.override_button = button("Override…", self.override, tip="Override… (O)")
        self.hold_button = button("Hold…", self.hold, tip="Hold… (H)")
        self.note_button = button("Note…", self.write_note, tip="Note… (N)")
        self.print_button = button("Worksheet…", self.print_worksheet, tip="Save the explanation for print")
        self.widen_button: QPushButton = button(
            "",
            lambda: self.widen_wanted.emit(not self._is_wide),
            role="quiet",
            icon_name="widen",
            tip="Use the whole page (Enter, Escape goes back)",
            name="Use the whole page",
        )
        self.finding = FindingView()
        self.finding.conviction_wanted.connect(self.conviction_wanted)
        self.finding.meaning_wanted.connect(context.meaning_wanted)
        self.history = HistoryView()
        self.source = SourceView()
        self.remarks = RemarksView(context, self.notice)
        self.supplied = FactsView(context, self._change_fact, self.notice.say_error)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("History, source rows, notes and decisions, supplied facts")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.history, "History")
        self.tabs.addTab(self.source, "Source rows")
        self.tabs.addTab(self.remarks, "Notes and decisions")
        self.tabs.addTab(self.supplied, "Supplied facts")
        self.tabs.currentChanged.connect(lambda _place: self._load_source())
        self._lay_out()

    def show_conviction(self, conviction_id: int | None) -> None:
        """Show another conviction, or none. Until it has come nothing can be decided."""
        self.conviction_id = self._expected = conviction_id
        self.notice.clear()
        if conviction_id is None:
            self._empty_out("No conviction selected", "Choose one in the list to see what was found and why.")
            return
        self._enable()
        self._load(conviction_id)

    def expect(self, conviction_id: int | None) -> None:
        """Another one is selected and will be shown in a moment: what is in sight can no more be decided."""
        self._expected = conviction_id
        self._enable()

    def reload(self) -> None:
        """Ask again for the conviction shown."""
        if self.conviction_id is not None:
            self._load(self.conviction_id)

    def set_wide(self, is_wide: bool) -> None:
        """History beside the finding when there is room, below it otherwise."""
        self._is_wide = is_wide
        self._splitter.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)
        whole = self.width() if is_wide else self.height()
        self._splitter.setSizes([whole // 2, whole - whole // 2])
        self.widen_button.setToolTip("Back to the list (Escape)" if is_wide else "Use the whole page (Enter)")
        self.widen_button.setText("Back to the list" if is_wide else "")
        if is_wide:
            self.finding.setFocus()

    def confirm(self) -> None:
        """The attorney agrees with the finding."""
        if self._may_decide():
            self._decide(DecisionAction.CONFIRM, None, "")

    def override(self) -> None:
        """Another outcome, with a mandatory reason."""
        if not self._may_decide() or self.shown is None:
            return
        asked = OverrideDialog(self.shown.row, self)
        if asked.exec() == QDialog.DialogCode.Accepted:
            self._decide(DecisionAction.OVERRIDE, asked.outcome, asked.reason)

    def hold(self) -> None:
        """Nothing is filed for it until somebody decides again."""
        if not self._may_decide():
            return
        asked = TextDialog(
            "Hold this conviction",
            "It stays in hand review until it is decided again.",
            "Reason",
            "Hold",
            self,
        )
        if asked.exec() == QDialog.DialogCode.Accepted:
            self._decide(DecisionAction.HOLD, None, asked.text())

    def write_note(self) -> None:
        """A note that stays with the conviction."""
        if self.shown is None or not self._is_settled:
            return
        asked = TextDialog(
            "Write a note", "Notes stay with the conviction and are never printed.", "Note", "Add note", self
        )
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        session, subject, text = self._context.session, self.shown.row.id, asked.text()
        self._change(
            lambda: decide_conviction.add_note(session, subject, text),
            subject,
            Topic.NOTES,
            "The note was added.",
        )

    def supply_fact(self) -> None:
        """A fact that a document shows, for the conviction in sight."""
        if self._is_settled:
            self.supplied.supply()

    def _change_fact(self, work: Callable[[], None], done: str) -> None:
        if self.shown is not None and self._is_settled:
            self._change(work, self.shown.row.id, Topic.FACTS, done)

    def print_worksheet(self) -> None:
        """Save the explanation as a PDF for marking up by hand."""
        if self.shown is None or not self._is_settled:
            return
        asked = WorksheetDialog(len(self.shown.siblings) + 1, self)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        path = choose_new_file(self, "Save the worksheet", "PDF (*.pdf)", ".pdf")
        if path is not None:
            self.save_worksheet(path, *asked.told, is_all_of_person=asked.all_of_person.isChecked())

    def save_worksheet(
        self,
        path: Path,
        recipient: str,
        purpose: str,
        kind: RecipientKind = RecipientKind.OWN_OFFICE,
        *,
        is_all_of_person: bool,
    ) -> None:
        """Write the worksheet in a job, and say where it is."""
        if self.shown is None:
            return
        session, subject = self._context.session, self.shown.row.id

        def work(progress: Progress) -> worksheets.SavedWorksheet:
            ids = worksheets.convictions_of_person(session, subject) if is_all_of_person else [subject]
            return worksheets.save_worksheet(
                session, ids, path, recipient=recipient, purpose=purpose, kind=kind, progress=progress
            )

        def then(saved: worksheets.SavedWorksheet) -> None:
            pages = plural(saved.pages, "page")
            self.notice.say(f"{plural(saved.convictions, 'conviction')}, {pages}: {saved.path}", "success")

        write_out(self._context, self, "Worksheet", path, work, then, self.notice.say_error)

    @property
    def _is_settled(self) -> bool:
        """What is in sight is what is selected, and nothing of it is being written."""
        shown = self.shown.row.id if self.shown is not None else None
        return shown is not None and shown == self.conviction_id == self._expected and not self._is_writing

    def _may_decide(self) -> bool:
        return self._is_settled and self.shown is not None and self.shown.row.finding_id is not None

    def _decide(self, action: DecisionAction, outcome: Outcome | None, reason: str) -> None:
        if self.shown is None:
            return
        session, row_shown = self._context.session, self.shown.row

        def work() -> None:
            decide_conviction.decide(
                session, row_shown.id, action, outcome, reason, finding_id=row_shown.finding_id
            )

        self._change(work, row_shown.id, Topic.DECISIONS, f"{action_label(action)}: {row_shown.person_name}.")

    def _change(self, work: Callable[[], None], subject: int, topic: Topic, done: str) -> None:
        self._is_writing = True
        self._enable()

        def then(_nothing: None) -> None:
            self._is_writing = False
            self._context.tell(topic, conviction_id=subject)
            if self.conviction_id == subject:
                self.notice.say(done, "success")
                self._load(subject)

        self._context.jobs.write(self, "", lambda _progress: work(), then, self._on_refused)

    def _on_refused(self, error: ExpungeError) -> None:
        self._is_writing = False
        self._enable()
        self.notice.say_error(error)

    def _load(self, conviction_id: int) -> None:
        session = self._context.session

        def show(explanation: Explanation) -> None:
            if self.conviction_id == conviction_id:
                self._show(explanation)

        def failed(error: ExpungeError) -> None:
            if self.conviction_id == conviction_id:
                self._empty_out("This conviction is not shown", window_words(str(error)))

        self._context.jobs.read(self, lambda _progress: explanation_of(session, conviction_id), show, failed)

    def _show(self, explanation: Explanation) -> None:
        detail = explanation.detail
        is_other = self.shown is None or self.shown.row.id != detail.row.id
        self.shown = detail
        shown = detail.row
        self.name.setText(shown.person_name or "Name unknown")
        count = f", count {shown.count_number}" if shown.count_number else ""
        parts = (
            f"Born {day(shown.born_on)}",
            f"CII {detail.person.cii_number}" if detail.person.cii_number else "",
            "deceased" if detail.person.is_deceased else "",
            f"case {shown.case_number or 'unknown'}{count}",
            f"{shown.code_section or 'section unreadable'} {shown.offense_text}".strip(),
            level_label(shown.level).lower() if shown.level else "level unknown",
            f"convicted {day(shown.conviction_on)}",
        )
        self.facts.setText(" · ".join(part for part in parts if part))
        self.badge.set_code(shown.final_outcome)
        self.state.setText(_state_of(detail))
        self.finding.show_explanation(explanation)
        self.history.show_detail(detail)
        self.remarks.show_detail(detail)
        self.supplied.show_detail(detail)
        self.tabs.setTabText(0, f"History ({len(detail.person.counts)})")
        self.tabs.setTabText(2, f"Notes and decisions ({len(detail.notes) + len(detail.decisions)})")
        self.tabs.setTabText(3, f"Supplied facts ({len(detail.supplied)})")
        if is_other:
            self.source.clear()
            self._load_source()
        self._stack.setCurrentWidget(self._content)
        self._enable()

    def _empty_out(self, heading: str, sentence: str) -> None:
        """Nothing of the person shown before stays, and nothing can be decided."""
        self.shown = None
        for told in (self.name, self.facts, self.state):
            told.clear()
        self.badge.set_code("")
        for part in (self.finding, self.history, self.source, self.remarks, self.supplied):
            part.clear()
        self._empty.say(heading, sentence)
        self._stack.setCurrentWidget(self._empty)
        self._enable()

    def _load_source(self) -> None:
        if self.shown is None or self.tabs.currentWidget() is not self.source or self.source.is_filled:
            return
        session, subject = self._context.session, self.shown.row.id
        lines = self.shown.lines

        def show(rows: tuple[SourceRow, ...]) -> None:
            if self.shown is not None and self.shown.row.id == subject:
                names = self.shown.files
                self.source.show_rows(rows, {(names[line.file - 1], line.line) for line in lines})

        self._context.jobs.read(
            self, lambda _progress: review.source_rows(session, subject), show, self.notice.say_error
        )

    def _enable(self) -> None:
        for decider in (self.confirm_button, self.override_button, self.hold_button):
            decider.setEnabled(self._may_decide())
        for other in (self.note_button, self.print_button):
            other.setEnabled(self._is_settled)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("role", "card")
        inside = QVBoxLayout(head)
        inside.setContentsMargins(theme.M, theme.S, theme.S, theme.S)
        inside.setSpacing(theme.XS)
        first = QHBoxLayout()
        first.addWidget(self.name, 1)
        first.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self.widen_button, 0, Qt.AlignmentFlag.AlignVCenter)
        inside.addLayout(first)
        inside.addWidget(self.facts)
        inside.addWidget(self.state)
        deciding = (self.confirm_button, self.override_button, self.hold_button)
        inside.addLayout(row(*deciding, self.note_button, self.print_button, 0))
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(self.finding)
        self._splitter.addWidget(self.tabs)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.S)
        self._splitter.setSizes([300, 220])
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._content = QWidget()
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(head)
        layout.addWidget(self.notice)
        layout.addWidget(self._splitter, 1)
        self._empty = EmptyState(
            "No conviction selected", "Choose one in the list to see what was found and why."
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._enable()


def _state_of(detail: ConvictionDetail) -> str:
    shown = detail.row
    if not shown.decision:
        left = "; the law data no longer put it under review" if shown.is_departed else ""
        return f"Undecided{left}" if detail.finding else "Not assessed yet"
    said = f"{action_label(shown.decision)} by {shown.decided_by}"
    if shown.needs_new_look:
        return f"{said}. A fact it rested on has changed: look at it again."
    if shown.policy_outcome and shown.policy_outcome != shown.final_outcome:
        return f"{said}; the finding was {outcome_label(shown.policy_outcome).lower()}."
    return said
