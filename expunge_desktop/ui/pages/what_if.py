"""What if: two policies over the workspace side by side; nothing is assessed and nothing written."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import CancelledError, ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import review
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.comparison_records import Comparison
from expunge_desktop.services.comparison_report import write_movers
from expunge_desktop.services.jobs import Job
from expunge_desktop.services.records import Overview
from expunge_desktop.services.table_export import Exported
from expunge_desktop.services.what_if import Adjustable, Question, adjustable_policies, answer
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import choose_new_file
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, label, selectable
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.pages.what_if_export import ExportMoversDialog
from expunge_desktop.ui.pages.what_if_fields import WhatIfFields
from expunge_desktop.ui.pages.what_if_figures import BreakdownTab, FiguresTab
from expunge_desktop.ui.pages.what_if_lists import MoversTab, NearMissesTab
from expunge_desktop.ui.place_dialog import write_out
from expunge_desktop.ui.wording import day, number, plural

ASK_DELAY_MS = 250
_EMPTY, _START, _RESULT = range(3)
_USUAL = "los-angeles-2020"


class WhatIfPage(Page):
    """Asks once at the press of a button; afterwards each change is answered by itself."""

    title = "What if"
    shows = frozenset({Topic.BATCHES, Topic.POLICIES, Topic.HIDDEN})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._comparer = PolicyComparer(context.session)
        self._mark = (0, 0)
        self._job: Job[Any] | None = None
        self._asked: Question | None = None  # on its way
        self._answered: Question | None = None
        self._found: Comparison | None = None
        self.fields = WhatIfFields()
        self.fields.question_changed.connect(self._on_question_changed)
        self._timer = QTimer(self)
        self._timer.setObjectName("ask what if")
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_DELAY_MS)
        self._timer.timeout.connect(self.ask)
        self.figures, self.breakdown = FiguresTab(), BreakdownTab()
        self.movers, self.near = MoversTab(context, self), NearMissesTab(context, self)
        self.movers.export_wanted.connect(self.export)
        self.compare_button = button("Compare", self.ask, role="primary")
        self._lay_out()

    @property
    def found(self) -> Comparison | None:
        """The comparison shown; None before the first and while none is valid."""
        return self._found

    def refresh(self) -> None:
        """Ask for the policies, and whether there is anything to compare them over."""
        session = self.context.session

        def work(_progress: Progress) -> tuple[list[Adjustable], Overview]:
            return adjustable_policies(session), review.overview(session)

        self.context.jobs.read(self, work, self._on_policies, self.notice.say_error)

    def forget(self) -> None:
        """What was found names people who are hidden now: nothing of it stays."""
        if self._answered is not None:
            self._forget()
            self.movers.clear()
            self.near.clear()
            self._offer()

    def first_focus(self) -> QWidget | None:
        """The button while nothing has been compared, then the fields."""
        place = self._stack.currentIndex()
        return {_EMPTY: None, _START: self.compare_button, _RESULT: self.fields.second}[place]

    def ask(self) -> None:
        """Compare what the fields say; a question still on its way gives way to this one."""
        question = self.fields.question
        if question is None or question in (self._asked, None if self._asked else self._answered):
            return
        if self._job is not None and self._asked is not None:
            self._job.cancel()  # its end starts the newer question
            return
        self._start(question)

    def export(self) -> None:
        """Write the movers and near-misses, once the person has said to whom and what for."""
        asked = ExportMoversDialog(self)
        if self._found is None or asked.exec() != QDialog.DialogCode.Accepted:
            return
        path = choose_new_file(self, "Export movers and near-misses", "Tables (*.csv)", ".csv")
        if path is not None:
            self.write_export(path, *asked.told)

    def write_export(
        self, path: Path, recipient: str, purpose: str, kind: RecipientKind = RecipientKind.OWN_OFFICE
    ) -> None:
        """Write the comparison shown to that file; logged."""
        session, found = self.context.session, self._found
        if found is None:
            return

        def work(_progress: Progress) -> Exported:
            return write_movers(session, found, path, recipient=recipient, purpose=purpose, kind=kind)

        def done(written: Exported) -> None:
            said = f"{plural(written.rows, 'row')} written to {written.path.name}. SHA-256 {written.sha256}"
            self.notice.say(said, "success")

        write_out(self.context, self, "Export movers", path, work, done, self.notice.say_error)

    def _start(self, question: Question) -> None:
        comparer = self._comparer
        self._asked = question
        self.notice.clear()
        self.summary.setText("Comparing…")
        self._start_state.say("Comparing…", "The status line shows how far it is; Cancel there stops it.")
        self.compare_button.setEnabled(False)
        self._job = self.context.jobs.read(
            self,
            lambda progress: answer(comparer, question, progress),
            lambda found: self._on_answer(question, found),
            self._on_failed,
            title="" if self._is_quick(question) else "Compare policies",
        )

    def _is_quick(self, question: Question) -> bool:
        """Only thresholds differ from what was answered last: no need for a line in the status bar."""
        last = self._answered
        return last is not None and (
            (last.first, last.second, last.as_of) == (question.first, question.second, question.as_of)
        )

    def _on_question_changed(self) -> None:
        if self._answered is not None or self._asked is not None:
            self._timer.start()

    def _on_policies(self, told: tuple[list[Adjustable], Overview]) -> None:
        policies, overview = told
        mark = (overview.batches, overview.under_review)
        info = overview.assessment
        wanted = f"{info.policy_name}@{info.policy_version}" if info else _USUAL
        if wanted not in [one.key for one in policies]:
            wanted = next((one.key for one in policies if one.policy.name == _USUAL), policies[0].key)
        as_of = self.context.session.clock.today()
        if info is not None:
            as_of = type(as_of).fromisoformat(info.as_of)
        self.fields.set_policies(policies, wanted, as_of)
        if mark != self._mark:
            self._mark = mark
            self._forget()
        if not overview.under_review:
            self._stack.setCurrentIndex(_EMPTY)
        elif self._answered is None:
            self._offer()
        else:
            self.ask()

    def _on_answer(self, question: Question, found: Comparison) -> None:
        self._settle()
        self._answered, self._found = question, found
        if self.fields.question != question:
            self.ask()
            return
        self._show(question, found)

    def _on_failed(self, error: ExpungeError) -> None:
        asked = self._asked
        self._settle()
        if isinstance(error, CancelledError) and asked != self.fields.question:
            self.ask()
            return
        self._forget()
        self._offer()
        self.notice.say_error(error)
        self.compare_button.setFocus()

    def _offer(self) -> None:
        """Nothing has been compared: say what pressing the button does."""
        if self._asked is None:
            self._start_state.say(
                "Compare two policies",
                "Choose A and B at the left, or change a value of B. The first comparison reads "
                f"{plural(self._mark[1], 'conviction')}, which takes about as long as deciding them; "
                "afterwards each change is answered at once. Nothing is written.",
            )
        self._stack.setCurrentIndex(_START)

    def _settle(self) -> None:
        self._job, self._asked = None, None
        self.compare_button.setEnabled(True)

    def _forget(self) -> None:
        """What was found holds no more."""
        self._answered, self._found = None, None

    def _show(self, question: Question, found: Comparison) -> None:
        moved = len(found.movers)
        if question.is_idle:
            said = "A and B are the same policy. Choose another for B, or change one of its values."
        elif not moved:
            said = f"None of {plural(found.convictions, 'conviction')} is decided otherwise under B."
        else:
            is_are = "is" if moved == 1 else "are"
            said = (
                f"{number(moved)} of {plural(found.convictions, 'conviction')} {is_are} decided "
                "otherwise under B."
            )
        self.summary.setText(said)
        first, second = question.first.title, question.second.title
        changes = "; ".join(self.fields.changes_in_words)
        self.sides.setText(
            f"A: {first}. B: {second}{f', with {changes}' if changes else ''}. "
            f"As of {day(found.as_of.isoformat())}, as law and policy decide; decisions of attorneys are "
            "left aside and nothing is written."
        )
        self.figures.show_comparison(found)
        self.breakdown.show_comparison(found)
        self.movers.show_comparison(found)
        self.near.show_comparison(found, question.margin)
        self.tabs.setTabText(2, f"Movers ({number(moved)})")
        self.tabs.setTabText(3, f"Near-misses ({number(len(found.near_misses))})")
        is_first = self._stack.currentIndex() != _RESULT
        self._stack.setCurrentIndex(_RESULT)
        if is_first and self.isVisible():
            self.fields.second.setFocus()

    def _lay_out(self) -> None:
        self.summary = selectable(label("", "heading", wraps=True), "Result")
        self.sides = selectable(label("", "muted", wraps=True), "What was compared")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Figures, breakdown, movers or near-misses")
        self.tabs.setDocumentMode(True)
        for tab, title in (
            (self.figures, "Figures"),
            (self.breakdown, "Breakdown"),
            (self.movers, "Movers"),
            (self.near, "Near-misses"),
        ):
            self.tabs.addTab(tab, title)
        result = QWidget()
        inside = QVBoxLayout(result)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.S)
        inside.addWidget(self.summary)
        inside.addWidget(self.sides)
        inside.addWidget(self.tabs, 1)
        go_import = button("Go to Import", lambda: self.context.page_wanted.emit("import"), role="primary")
        self._empty = EmptyState(
            "Nothing to compare yet",
            "Import the file your office was sent; policies are compared over its convictions.",
            action=go_import,
        )
        self._start_state = EmptyState("Compare two policies", "", action=self.compare_button)
        self._stack = QStackedWidget()
        for part in (self._empty, self._start_state, result):
            self._stack.addWidget(part)
        beside = QHBoxLayout()
        beside.setSpacing(theme.M)
        beside.addWidget(self.fields)
        beside.addWidget(self._stack, 1)
        self.body.addLayout(beside, 1)
