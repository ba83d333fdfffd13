"""The open workspace: navigation at the left, a page beside it, a header and the status line."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from expunge_desktop.services.law_topics import LawTopic, law_topics
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.form import button, combo, label, named, text_width
from expunge_desktop.ui.help_dialog import HelpDialog
from expunge_desktop.ui.icons import SIZE, icon
from expunge_desktop.ui.job_bar import JobBar
from expunge_desktop.ui.logon_notes import opening_notes, place_notes
from expunge_desktop.ui.nested_dialogs import open_dialogs
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.page_stack import PageStack
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.custody import CustodyPage
from expunge_desktop.ui.pages.import_page import ImportPage
from expunge_desktop.ui.pages.keys_bar import RecoveryOffer
from expunge_desktop.ui.pages.law import LawPage
from expunge_desktop.ui.pages.ledger import LedgerPage
from expunge_desktop.ui.pages.office import OfficePage
from expunge_desktop.ui.pages.overview import OverviewPage
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.pages.papers import PapersPage
from expunge_desktop.ui.pages.policies import PoliciesPage
from expunge_desktop.ui.pages.what_if import WhatIfPage
from expunge_desktop.ui.pages.wordings import WordingsPage
from expunge_desktop.ui.wording import ROLES

SCHEMES = (("system", "Follow the system"), ("light", "Light"), ("dark", "Dark"))
# Name, icon, key and class of each page; the audit stands beside the ledger, on the same figure.
PAGES: tuple[tuple[str, str, str, type[Page]], ...] = (
    ("overview", "overview", "Ctrl+1", OverviewPage),
    ("import", "import", "Ctrl+2", ImportPage),
    ("convictions", "convictions", "Ctrl+3", ConvictionsPage),
    ("what_if", "what-if", "Ctrl+4", WhatIfPage),
    ("papers", "papers", "Ctrl+5", PapersPage),
    ("wordings", "wording", "Ctrl+6", WordingsPage),
    ("policies", "policies", "Ctrl+7", PoliciesPage),
    ("law", "law", "Ctrl+8", LawPage),
    ("ledger", "ledger", "Ctrl+9", LedgerPage),
    ("custody", "custody", "Ctrl+Shift+9", CustodyPage),
    ("office", "office", "Ctrl+0", OfficePage),
)
# The topic of the help that belongs to a page; the others open at the first.
HELP_TOPICS = {
    "import": "Import",
    "convictions": "Outcomes",
    "what_if": "What if",
    "papers": "Papers and release",
    "wordings": "Papers and release",
    "law": "The law",
    "policies": "Policies",
    "custody": "Audit and custody",
    "office": "Users, keys and locking",
}


class WorkspaceView(QWidget):
    """Pages by name; `context.page_wanted` brings one to the front."""

    lock_wanted = Signal()
    log_off_wanted = Signal()
    scheme_chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.pages: dict[str, Page] = {}
        self.navigation = QListWidget()
        self.stack = PageStack()
        self.job_bar = JobBar(context.jobs)
        self.notes = Notice()
        self._fill_navigation()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.stack.area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header())
        layout.addWidget(self.notes)
        layout.addLayout(middle, 1)
        layout.addWidget(self.job_bar)
        context.jobs.job_finished.connect(lambda _job: self._tell(place_notes(context.session)))
        context.page_wanted.connect(self.open_page)
        context.outcome_wanted.connect(self._on_outcome_wanted)
        context.conviction_wanted.connect(self._on_conviction_wanted)
        context.meaning_wanted.connect(self._on_meaning_wanted)
        context.custody_wanted.connect(self._on_custody_wanted)
        context.keys_wanted.connect(self._on_keys_wanted)
        theme.current_theme().changed.connect(self._draw_icons)
        self.navigation.currentRowChanged.connect(self._on_row_changed)
        self.open_page("overview")

    def open_page(self, name: str) -> None:
        """Bring a page to the front and put the keyboard on it."""
        position = [entry[0] for entry in PAGES].index(name)
        self.navigation.setCurrentRow(position)
        first = self.pages[name].first_focus() or self.navigation
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_of_opening(self, *, is_new: bool) -> None:
        """What the opening found; the first user of a new workspace is offered its recovery key."""
        self._tell(opening_notes(self.context.session))
        if is_new:
            page = self.pages["overview"]
            RecoveryOffer(self.context, page.notice, self.window()).open()

    def _tell(self, sentences: list[str]) -> None:
        if sentences:
            self.notes.say(" ".join(sentences), "warning")

    def drafts(self) -> tuple[str, ...]:
        """What was begun on the pages and in open dialogs and is not saved, in words without content."""
        begun = [words for page in self.pages.values() for words in page.drafts()]
        return (*begun, *open_dialogs())

    def look_again(self) -> None:
        """The page in front asks anew for what changed behind a lock."""
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            page.activate()

    def _on_outcome_wanted(self, code: str) -> None:
        self.open_page("convictions")
        page = self.pages["convictions"]
        if isinstance(page, ConvictionsPage):
            page.narrow_to(code)

    def _on_conviction_wanted(self, conviction_id: int) -> None:
        self.open_page("convictions")
        page = self.pages["convictions"]
        if isinstance(page, ConvictionsPage):
            page.open_conviction(conviction_id)
            page.set_wide(True)

    def _on_meaning_wanted(self, word: str) -> None:
        self.open_page("law")
        page = self.pages["law"]
        if isinstance(page, LawPage):
            page.show_meaning(word)

    def _on_custody_wanted(self, tab: int) -> None:
        self.open_page("custody")
        page = self.pages["custody"]
        if isinstance(page, CustodyPage):
            page.show_tab(tab)

    def _on_keys_wanted(self) -> None:
        self.open_page("office")
        page = self.pages["office"]
        if isinstance(page, OfficePage):
            page.tabs.setCurrentWidget(page.users)

    def show_help(self) -> None:
        """Open the bundled help at the page in front, with the law's own words below it."""
        topic = HELP_TOPICS.get(PAGES[self.navigation.currentRow()][0], "")

        def show(law: tuple[LawTopic, ...]) -> None:
            dialog = HelpDialog(self, law, topic)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        self.context.jobs.read(self, lambda _progress: law_topics(), show)

    def _fill_navigation(self) -> None:
        self.navigation.setProperty("role", "navigation")
        named(self.navigation, "Pages")
        self.navigation.setIconSize(QSize(SIZE, SIZE))
        self.navigation.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.navigation.setFixedWidth(text_width(self.navigation, 23))
        for name, _icon, key, kind in PAGES:
            page = kind(self.context)
            self.pages[name] = page
            self.stack.addWidget(page)
            item = QListWidgetItem(page.title)
            item.setToolTip(f"{page.title} ({key})")
            item.setSizeHint(QSize(0, self.navigation.fontMetrics().height() + 2 * theme.S + theme.XS))
            self.navigation.addItem(item)
            opener = QShortcut(QKeySequence(key), self)
            opener.activated.connect(lambda wanted=name: self.open_page(wanted))
        self._draw_icons()

    def _draw_icons(self) -> None:
        for position, (_name, icon_name, _key, _kind) in enumerate(PAGES):
            self.navigation.item(position).setIcon(icon(icon_name))

    def _header(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "header")
        session = self.context.session
        line = QHBoxLayout(frame)
        line.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        line.setSpacing(theme.M)
        line.addWidget(label(session.path.stem, "heading"))
        county = label(f"{session.office.county.title()} County", "muted")
        line.addWidget(county)
        line.addStretch(1)
        roles = ", ".join(ROLES[role] for role in sorted(session.roles))
        who = label(session.user, "strong")
        who.setToolTip(roles)
        line.addWidget(who)
        what = label(roles, "caption")
        line.addWidget(what)
        self._spare = (what, county)
        self.scheme = combo("Color scheme")
        for mode, title in SCHEMES:
            self.scheme.addItem(title, mode)
        self.scheme.setCurrentIndex(self.scheme.findData(theme.current_theme().mode))
        self.scheme.setMinimumContentsLength(14)
        self.scheme.setSizePolicy(
            self.scheme.sizePolicy().Policy.Fixed, self.scheme.sizePolicy().Policy.Fixed
        )
        self.scheme.activated.connect(lambda _index: self.scheme_chosen.emit(self.scheme.currentData()))
        line.addWidget(self.scheme)
        line.addWidget(button("Help", self.show_help, shortcut="F1"))
        line.addWidget(
            button(
                "Lock",
                self.lock_wanted.emit,
                icon_name="lock",
                shortcut="Ctrl+L",
                tip="Hide everything until your passphrase is given; work goes on",
            )
        )
        line.addWidget(button("Log off", self.log_off_wanted.emit, tip="Close the workspace"))
        frame.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._top = frame
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of the header what there is no room for: the roles first, then the county."""
        super().resizeEvent(event)
        for spare in self._spare:
            spare.show()
        for spare in self._spare:
            line = self._top.layout()
            if line is not None and line.sizeHint().width() > self.width():
                spare.hide()

    def _on_row_changed(self, position: int) -> None:
        if position >= 0:
            page, before = self.pages[PAGES[position][0]], self.stack.currentWidget()
            if isinstance(before, Page) and before is not page:
                before.leave()
            self.stack.setCurrentWidget(page)
            page.activate()
