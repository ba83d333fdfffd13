"""The papers: make filings, read them, check them, release them by two people, save, print, follow them."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services.court_profiles import ProfileInfo, list_profiles
from expunge_desktop.services.make_filing import FilingMade, make_filing
from expunge_desktop.services.print_papers import PrintedPapers, print_papers
from expunge_desktop.services.release_filing import (
    FilingInfo,
    ReleaseState,
    list_filings,
    release,
    why_stale,
)
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import choose_folder
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.dialogs import ask
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, label, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.filing_status import FilingStatusView
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.pages.paper_checks import PaperChecks
from expunge_desktop.ui.pages.paper_list import PaperList
from expunge_desktop.ui.pages.paper_preview import PaperPreview
from expunge_desktop.ui.pages.paper_printing import PaperPrinting
from expunge_desktop.ui.pages.paper_reader import PaperReader
from expunge_desktop.ui.pages.papers_dialogs import MakeDialog, SaveDialog
from expunge_desktop.ui.pages.papers_words import (
    made_sentence,
    release_sentence,
    standing_sentence,
    state_word,
    waiting_words,
)
from expunge_desktop.ui.place_dialog import write_out
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import instant, number, plural

FILINGS: tuple[Field[FilingInfo], ...] = (
    Field("Filing", 6, lambda one: one.id),
    Field("State", 16, state_word),
    Field("Rows", 6, lambda one: number(one.rows), is_number=True),
    Field("Made", 16, lambda one: instant(one.made_at)),
    Field("Prepared by", 12, lambda one: one.prepared_by),
    Field("Approved by", 12, lambda one: one.approved_by),
    Field("What", 40, lambda one: one.title),
)
READ, CHECK, STATUS = range(3)


class PapersPage(Page):
    """Filings and their papers at the left; what is read, checked or followed at the right."""

    title = "Papers"
    shows = frozenset(Topic) - {Topic.NOTES, Topic.USERS}

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.make_button = button("Make the papers…", self.ask_and_make, role="primary", icon_name="papers")
        self.release_button = button("Release…", self.release)
        self.save_button = button("Save…", self.save, icon_name="save", tip="Save the papers to a folder")
        self.stale_button = button("Why is it stale?", self.say_why_stale, role="quiet")
        self.filings: RecordsModel[FilingInfo] = RecordsModel(FILINGS, self)
        self.view = table(self.filings, "Filings", self.filings.widths)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.explanation = label("", "muted", wraps=True)
        self.papers = PaperList()
        self.papers.office_wanted.connect(lambda: context.page_wanted.emit("office"))
        self.preview = PaperPreview(context)
        self.reader = PaperReader(context, self.papers, self.preview, self)
        self.checks = PaperChecks(context)
        self.checks.place_wanted.connect(self._on_place_wanted)
        self.checks.found.connect(self.papers.show_checked)
        self.status = FilingStatusView(context)
        self.printing = PaperPrinting(context, self, self.notice)
        self.print_button = button(
            "Print…", self.print, icon_name="print", shortcut="Ctrl+P", tip="Print the paper that is open"
        )
        self._opened = ("", "")
        self._lay_out()
        self._enable()

    def refresh(self) -> None:
        """Ask for the filings."""
        session = self.context.session
        self.context.jobs.read(self, lambda _p: list_filings(session), self._show, self.notice.say_error)

    def forget(self) -> None:
        """The papers that are open may name who is sealed now: they are asked for anew, or refused."""
        if self._opened[0]:
            self._opened = ("", "")
            self.reader.open("")
            self.status.forget()

    def first_focus(self) -> QWidget | None:
        """The list of papers, or how the first filing is to be made."""
        return self.papers.view if self.filings.records else self.make_button

    @property
    def current(self) -> FilingInfo | None:
        """The selected filing."""
        place = self.view.currentIndex().row()
        return self.filings.records[place] if 0 <= place < len(self.filings.records) else None

    def ask_and_make(self) -> None:
        """Ask how the convictions are divided and under which court's profile."""
        session = self.context.session

        def then(profiles: list[ProfileInfo]) -> None:
            asked = MakeDialog(profiles, self)
            if asked.exec() == QDialog.DialogCode.Accepted:
                self.make(*asked.told)

        self.context.jobs.read(self, lambda _p: list_profiles(session), then, self.notice.say_error)

    def make(self, group: str = "none", profile: str = "") -> None:
        """Make one filing, or one per group, from every conviction with relief."""
        session = self.context.session
        self.make_button.setEnabled(False)

        def then(made: list[FilingMade]) -> None:
            self.make_button.setEnabled(True)
            is_noted = any(one.unprintable or one.unmatched for one in made)
            self.notice.say(made_sentence(made), "warning" if is_noted else "success")
            self._select_after = made[-1].id
            self.context.tell(Topic.FILINGS)

        def failed(error: ExpungeError) -> None:
            self.make_button.setEnabled(True)
            self.notice.say_error(error)

        self.context.jobs.write(
            self,
            "Making the papers",
            lambda progress: make_filing(session, group=group, profile=profile, progress=progress),
            then,
            failed,
        )

    def release(self) -> None:
        """Release the selected filing: the first time as preparer, the second as another approver."""
        chosen = self.current
        if chosen is None:
            return
        session = self.context.session
        sentence = release_sentence(chosen, session.user)
        if not ask(self, f"Release {chosen.id}", sentence, "Release", "Not yet"):
            return

        def then(done: ReleaseState) -> None:
            if done.is_released:
                said = f"{chosen.id} is released by {done.prepared_by} and {done.approved_by}."
            else:
                said = f"{chosen.id} is prepared by {done.prepared_by}; "
                said += "another supervising attorney must approve it."
            self.notice.say(said, "success")
            self.context.tell(Topic.FILINGS)

        self.context.jobs.write(
            self,
            "Release",
            lambda progress: release(session, chosen.id, progress=progress),
            then,
            self.notice.say_error,
        )

    def say_why_stale(self) -> None:
        """Compare the filing with what the data of today would give."""
        chosen, session = self.current, self.context.session
        if chosen is None:
            return

        def then(why: str) -> None:
            if why:
                self.notice.say(f"{chosen.id} is stale: {why} Make a new filing.", "warning")
            elif chosen.waiting:
                self.notice.say(waiting_words(chosen), "warning")
            else:
                self.notice.say(f"{chosen.id} would read the same if it were made today.", "success")

        self.context.jobs.read(
            self,
            lambda progress: why_stale(session, chosen.id, progress),
            then,
            self.notice.say_error,
            title=f"Comparing {chosen.id}",
        )

    def save(self) -> None:
        """Write the papers of the selected filing into a folder of the person's choice."""
        chosen, papers, session = self.current, self.reader.papers, self.context.session
        if chosen is None or papers is None:
            return
        asked = SaveDialog(papers, self)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        folder = choose_folder(self, "Save the papers in")
        if folder is None:
            return
        choice, person, (recipient, purpose, kind) = asked.choice, asked.person_id, asked.told

        def then(printed: PrintedPapers) -> None:
            said = f"{plural(len(printed.papers), 'file')} saved in {printed.folder}."
            withheld = "; ".join(one.title for one in printed.withheld)
            said += f" Withheld: {withheld}." if withheld else ""
            said += f" Since {chosen.id} was made, {chosen.moved} changed." if chosen.moved else ""
            said += f" {printed.waiting}" if printed.waiting else ""
            not_printed = "; ".join(f"{one.title}: {one.sentence}" for one in printed.not_printed)
            self.notice.say(
                f"{said} Not printed: {not_printed}" if not_printed else said,
                "warning" if not_printed or chosen.moved or printed.waiting else "success",
            )

        write_out(
            self.context,
            self,
            "Saving the papers",
            folder,
            lambda progress: print_papers(
                session,
                chosen.id,
                folder,
                choice=choice,
                recipient=recipient,
                purpose=purpose,
                kind=kind,
                person=person,
                progress=progress,
            ),
            then,
            self.notice.say_error,
        )

    def print(self) -> None:
        """Print the paper that is open, or all papers, on paper."""
        chosen, papers, paper = self.current, self.reader.papers, self.preview.paper
        if chosen is not None and papers is not None and paper is not None:
            self.printing.ask(papers, paper, self.preview.page)

    def _show(self, found: list[FilingInfo]) -> None:
        kept = self._select_after or (self.current.id if self.current else "")
        self._select_after = ""
        self.view.selectionModel().blockSignals(True)
        self.filings.set_records(found)
        self.view.selectionModel().blockSignals(False)
        self._stack.setCurrentIndex(0 if found else 1)
        if found:
            ids = [one.id for one in found]
            place = ids.index(kept) if kept in ids else len(ids) - 1
            self.view.selectRow(place)
            self.view.scrollTo(self.filings.index(place, 0))
        self._enable()

    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._enable()
        chosen = self.current
        if chosen is None:
            return
        if (chosen.id, chosen.status) != self._opened:  # a release takes the draft mark off every paper
            self._opened = (chosen.id, chosen.status)
            self.reader.open(chosen.id)
            self.checks.open(chosen.id)
        self.status.open(chosen.id, is_released=bool(chosen.approved_by))

    def _on_place_wanted(self, document: str, file: str, page: int) -> None:
        self.tabs.setCurrentIndex(READ)
        self.reader.show_place(document, file, page)
        self.preview.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self) -> None:
        chosen = self.current
        self.release_button.setEnabled(chosen is not None and not chosen.approved_by)
        self.save_button.setEnabled(chosen is not None)
        self.stale_button.setVisible(chosen is not None and bool(chosen.moved))
        self.explanation.setText(standing_sentence(chosen) if chosen is not None else "")

    def _lay_out(self) -> None:
        self._select_after = ""
        self.heading.addWidget(self.save_button)
        self.heading.addWidget(self.release_button)
        self.heading.addWidget(self.make_button)
        self.preview.tools.addWidget(self.print_button)
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.XS)
        side.addWidget(self.view, 2)
        side.addWidget(self.explanation)
        side.addLayout(row(self.stale_button, 0))
        side.addWidget(self.papers, 5)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Read, check or follow the filing")
        self.tabs.setDocumentMode(True)
        for title, widget in (("Read", self.preview), ("Check", self.checks), ("Status", self.status)):
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(theme.S, theme.S, theme.S, theme.S)
            inside.addWidget(widget)
            self.tabs.addTab(holder, title)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.tabs)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme.S)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([400, 760])
        self._stack = QStackedWidget()
        self._stack.addWidget(splitter)
        self._stack.addWidget(
            EmptyState(
                "No papers yet",
                "When the convictions are decided, make the papers: motion, declarations, schedule, "
                "proposed order, notices.",
                icon_name="papers",
            )
        )
        self._stack.addWidget(QWidget())
        self._stack.setCurrentIndex(2)  # nothing is said before the first answer
        self.body.addWidget(self._stack, 1)
