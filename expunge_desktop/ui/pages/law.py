"""The law: what the program knows, what counsel must confirm, and the check by worked cases."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services.check_law import ScenarioResult, Unconfirmed, check_law
from expunge_desktop.services.counsel_list import counsel_list
from expunge_desktop.services.law_topics import LawTopic, law_topics
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.form import label, line_edit, named
from expunge_desktop.ui.pages.law_cases import CasesTab
from expunge_desktop.ui.pages.law_confirm import ConfirmTab
from expunge_desktop.ui.pages.law_words import WordsTab
from expunge_desktop.ui.pages.page import Page

SEARCH_DELAY_MS = 200


class LawPage(Page):
    """Three views of the same data, and one search over the view in front."""

    title = "The law"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.search = line_edit("Search the law: HR-AGE, 11359, Smit …", characters=40)
        self.search.setClearButtonEnabled(True)
        named(self.search, "Search the law", "Narrows the view in front to what has every word")
        self._timer = QTimer(self)
        self._timer.setObjectName("search the law")
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY_MS)
        self._timer.timeout.connect(self._search_now)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.words, self.confirm, self.cases = WordsTab(), ConfirmTab(), CasesTab()
        self.cases.check_wanted.connect(self.check)
        self.words.topic_chosen.connect(self._end_search)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Meanings, what counsel must confirm, or the check of the law")
        self.tabs.setDocumentMode(True)
        for tab, title in (
            (self.words, "What the words mean"),
            (self.confirm, "What counsel must confirm"),
            (self.cases, "Check the law"),
        ):
            self.tabs.addTab(tab, title)
        self.heading.addWidget(self.search)
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(
            label(
                "Research encoded for an attorney to check, not legal advice. "
                "The same text: expunge-desktop law help.",
                "caption",
            )
        )
        finder = QShortcut(QKeySequence("Ctrl+F"), self)
        finder.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finder.activated.connect(self._focus_search)

    def refresh(self) -> None:
        """Ask for the texts; they do not depend on the workspace."""

        def work(_progress: Progress) -> tuple[tuple[LawTopic, ...], list[Unconfirmed]]:
            return law_topics(), counsel_list()

        self.context.jobs.read(self, work, self._on_texts, self.notice.say_error)

    def first_focus(self) -> QWidget | None:
        """The search."""
        return self.search

    def show_meaning(self, word: str) -> None:
        """Look a code, an outcome or a criterion up."""
        self.tabs.setCurrentWidget(self.words)
        self.search.setText(word)
        self._timer.stop()
        self._search_now()
        self.words.text.setFocus()

    def check(self) -> None:
        """Decide every worked case anew."""
        self.cases.show_checking()
        self.context.jobs.read(self, check_law, self._on_checked, self._on_stopped, title="Check the law")

    def _on_texts(self, told: tuple[tuple[LawTopic, ...], list[Unconfirmed]]) -> None:
        topics, entries = told
        self.words.show_topics(topics)
        self.confirm.show_entries(entries)

    def _on_checked(self, results: list[ScenarioResult]) -> None:
        self.cases.show_results(results)

    def _on_stopped(self, error: ExpungeError) -> None:
        self.cases.show_stopped()
        self.notice.say_error(error)

    def _search_now(self) -> None:
        text = self.search.text()
        for tab in (self.words, self.confirm, self.cases):
            tab.search(text)

    def _end_search(self) -> None:
        self.search.clear()
        self._timer.stop()
        self._search_now()

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
