"""Check the law: every worked case decided anew in front of the person, with what its page expects."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.check_law import ScenarioResult
from expunge_desktop.services.scenario_text import scenario_sections
from expunge_desktop.ui import theme
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, combo, label, named, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.law_lines import sections_html
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import number, outcome_label, plural

CASES: tuple[Field[ScenarioResult], ...] = (
    Field("Result", 9, lambda one: verdict(one)),
    Field("Case", 42, lambda one: one.scenario.title),
    Field("Statute", 16, lambda one: outcome_label(one.finding.statutory_outcome.value)),
    Field("Policy", 16, lambda one: outcome_label(one.finding.policy_outcome.value)),
    Field("Read in", 26, lambda one: one.scenario.page),
    Field("Name", 30, lambda one: one.scenario.id),
)
SHOWN = (("all", "All cases"), ("differs", "Those that differ"), ("open", "Those the pages leave open"))


class CasesTab(QWidget):
    """Asks for a check with `check_wanted`; the page runs it."""

    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._results: tuple[ScenarioResult, ...] = ()
        self._sought = ""
        self.check_button: QPushButton = button("Check the law", self.check_wanted.emit, role="primary")
        self.said = label(
            "Worked cases lie beside the law: a record, and what the legal pages say of it. Checking decides "
            "each of them anew, under its own policy and as of its own date.",
            wraps=True,
        )
        self.shown_choice = combo("Which cases")
        for value, title in SHOWN:
            self.shown_choice.addItem(title, value)
        self.shown_choice.activated.connect(lambda _index: self._narrow())
        self.model: RecordsModel[ScenarioResult] = RecordsModel(
            CASES, self, is_strong=lambda one: not one.agrees
        )
        self.view = table(self.model, "Worked cases", self.model.widths)
        self.view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._draw())
        self.detail = QTextBrowser()
        self.detail.setOpenLinks(False)
        self.detail.setTabChangesFocus(True)
        self.detail.document().setDocumentMargin(theme.M)
        named(self.detail, "Worked case")
        self._lay_out()
        theme.current_theme().changed.connect(self._draw)

    def show_checking(self) -> None:
        """A check is on its way."""
        self.check_button.setEnabled(False)
        self.said.setText("Checking…")

    def show_stopped(self) -> None:
        """The check did not come to its end."""
        self.check_button.setEnabled(True)
        self.said.setText("The check was stopped; nothing is known of the cases it did not reach.")

    def show_results(self, results: list[ScenarioResult]) -> None:
        """Show what every case came to."""
        self.check_button.setEnabled(True)
        self._results = tuple(results)
        wrong = sum(not one.agrees for one in results)
        left_open = sum(bool(one.scenario.open_point) for one in results)
        self.said.setText(
            f"{plural(len(results), 'worked case')}: {number(len(results) - wrong)} agree with the page they "
            f"were read in, {number(wrong)} {'differs' if wrong == 1 else 'differ'}. Of all, the pages leave "
            f"{number(left_open)} open."
        )
        self._narrow()

    def search(self, text: str) -> None:
        """Show the cases with every word of the text."""
        self._sought = text
        self._narrow()

    def _narrow(self) -> None:
        if not self._results:
            return
        words, which = self._sought.casefold().split(), self.shown_choice.currentData()
        kept = [
            one
            for one in self._results
            if (which == "all" or (not one.agrees if which == "differs" else one.scenario.open_point))
            and all(word in _text(one) for word in words)
        ]
        self.model.set_records(kept)
        self._stack.setCurrentIndex(1 if kept else 2)
        if kept:
            self.view.selectRow(0)
        elif which == "differs" and not words:
            self._none.say("None differs", "Every worked case comes out as its page says.")
        else:
            self._none.say("Nothing matches", "No worked case has the words of the search.")
        self._draw()

    def _draw(self) -> None:
        place = self.view.currentIndex().row()
        self.detail.document().setDefaultStyleSheet(theme.current_theme().document_style())
        if 0 <= place < len(self.model.records):
            one = self.model.records[place]
            source = f"{verdict(one).capitalize()}. Expected values read in: {one.scenario.page}"
            self.detail.setHtml(sections_html(one.scenario.title, source, scenario_sections(one)))
        else:
            self.detail.clear()

    def _lay_out(self) -> None:
        self._none = EmptyState("", "")
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.view)
        both.addWidget(self.detail)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(theme.S)
        both.setSizes([600, 500])
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("Not checked yet", "Press “Check the law”: it takes a second."))
        self._stack.addWidget(both)
        self._stack.addWidget(self._none)
        line = row(self.check_button, spacing=theme.M)
        line.addWidget(self.said, 1)
        line.addWidget(self.shown_choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addLayout(line)
        layout.addWidget(self._stack, 1)
        self.shown_choice.setMinimumContentsLength(24)


def verdict(one: ScenarioResult) -> str:
    """Whether the program and the page agree, in a word."""
    return "agrees" if one.agrees else "DIFFERS"


def _text(one: ScenarioResult) -> str:
    codes = " ".join((*one.finding.review_codes, *one.scenario.expected.codes, one.finding.policy_criterion))
    outcomes: tuple[Outcome, ...] = (one.finding.statutory_outcome, one.finding.policy_outcome)
    said = " ".join(f"{outcome.value} {outcome_label(outcome.value)}" for outcome in outcomes)
    charge = one.scenario.person.counts[0].charge
    return f"{one.scenario.title} {one.scenario.id} {one.scenario.page} {charge} {codes} {said}".casefold()
