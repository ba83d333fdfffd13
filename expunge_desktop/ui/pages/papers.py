"""The papers: make a filing, read it in the window, release it by two people, save it to a folder."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services import preview_papers
from expunge_desktop.services.make_filing import FilingMade, make_filing
from expunge_desktop.services.preview_papers import Preview
from expunge_desktop.services.print_papers import PrintedPapers, print_papers
from expunge_desktop.services.release_filing import FilingInfo, ReleaseState, list_filings, release
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.dialogs import ask, choose_folder
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, combo, label, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.pages.paper_preview import PaperPreview
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import instant, number, plural

GROUPS = (
    ("none", "One filing for all"),
    ("court", "One filing per court"),
    ("agency", "One filing per agency"),
)
FILINGS: tuple[Field[FilingInfo], ...] = (
    Field("Filing", 6, lambda one: one.id),
    Field("Status", 8, lambda one: one.status),
    Field("Rows", 6, lambda one: number(one.rows), is_number=True),
    Field("Prepared by", 12, lambda one: one.prepared_by),
    Field("Approved by", 12, lambda one: one.approved_by),
    Field("Made", 17, lambda one: instant(one.made_at)),
)


class PapersPage(Page):
    """Filings at the left, the papers of the selected one at the right."""

    title = "Papers"
    shows = frozenset({Topic.FILINGS, Topic.BATCHES, Topic.ASSESSMENT})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.group = combo("How to divide the convictions")
        for code, words in GROUPS:
            self.group.addItem(words, code)
        self.make_button = button("Make the papers", self.make, role="primary", icon_name="papers")
        self.release_button = button("Release…", self.release)
        self.save_button = button("Save to a folder…", self.save, icon_name="save")
        self.filings: RecordsModel[FilingInfo] = RecordsModel(FILINGS, self)
        self.view = table(self.filings, "Filings", self.filings.widths)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.explanation = label("", "muted", wraps=True)
        self.preview = PaperPreview(context)
        self._opened = ""
        self._lay_out()
        self._enable()

    def refresh(self) -> None:
        """Ask for the filings."""
        session = self.context.session
        self.context.jobs.read(self, lambda _p: list_filings(session), self._show, self.notice.say_error)

    def first_focus(self) -> QWidget | None:
        """The list, or how the first filing is to be made."""
        return self.view if self.filings.records else self.group

    @property
    def current(self) -> FilingInfo | None:
        """The selected filing."""
        place = self.view.currentIndex().row()
        return self.filings.records[place] if 0 <= place < len(self.filings.records) else None

    def make(self) -> None:
        """Make one filing, or one per group, from every conviction with relief."""
        session, group = self.context.session, self.group.currentData()
        self.make_button.setEnabled(False)

        def then(made: list[FilingMade]) -> None:
            self.make_button.setEnabled(True)
            self._opened = ""
            self.notice.say(
                f"{plural(len(made), 'filing')} made: {', '.join(one.id for one in made)}.", "success"
            )
            self.context.tell(Topic.FILINGS)

        def failed(error: ExpungeError) -> None:
            self.make_button.setEnabled(True)
            self.notice.say_error(error)

        self.context.jobs.write(
            self,
            "Making the papers",
            lambda progress: make_filing(session, group=group, progress=progress),
            then,
            failed,
        )

    def release(self) -> None:
        """Release the selected filing: the first time as preparer, the second as another approver."""
        chosen = self.current
        if chosen is None:
            return
        who = self.context.session.user
        if chosen.prepared_by:
            sentence = f"{chosen.prepared_by} prepared {chosen.id}. "
            sentence += f"As {who} you approve it, and the draft mark goes."
        else:
            sentence = (
                f"As {who} you say that {chosen.id} is ready. "
                "Another supervising attorney must then approve it "
                "under their own name before the draft mark goes."
            )
        if not ask(self, f"Release {chosen.id}", sentence, "Release", "Not yet"):
            return
        session = self.context.session

        def then(done: ReleaseState) -> None:
            self._opened = ""
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

    def save(self) -> None:
        """Write the papers of the selected filing into a folder of the person's choice."""
        chosen = self.current
        folder = choose_folder(self, "Save the papers in") if chosen else None
        if chosen is None or folder is None:
            return
        session = self.context.session

        def then(printed: PrintedPapers) -> None:
            said = f"{plural(len(printed.papers), 'paper')} saved in {printed.folder}."
            not_printed = "; ".join(f"{one.title}: {one.sentence}" for one in printed.not_printed)
            self.notice.say(
                f"{said} Not printed: {not_printed}" if not_printed else said,
                "warning" if not_printed else "success",
            )

        self.context.jobs.write(
            self,
            "Saving the papers",
            lambda progress: print_papers(session, chosen.id, folder, progress=progress),
            then,
            self.notice.say_error,
        )

    def _show(self, found: list[FilingInfo]) -> None:
        kept = self.current.id if self.current else ""
        self.filings.set_records(found)
        self._stack.setCurrentIndex(0 if found else 1)
        if found:
            ids = [one.id for one in found]
            self.view.selectRow(ids.index(kept) if kept in ids else len(ids) - 1)
        self._enable()

    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._enable()
        chosen = self.current
        if chosen is None or chosen.id == self._opened:
            return
        self._opened = chosen.id
        session = self.context.session
        self.preview.wait(f"Reading {chosen.id}…")

        def show(preview: Preview) -> None:
            if self._opened == chosen.id:
                self.preview.show_preview(preview)

        self.context.jobs.read(
            self,
            lambda progress: preview_papers.preview(session, chosen.id, progress),
            show,
            self._on_preview_failed,
        )

    def _on_preview_failed(self, error: ExpungeError) -> None:
        self._opened = ""
        self.preview.wait(str(error))

    def _enable(self) -> None:
        chosen = self.current
        self.release_button.setEnabled(chosen is not None and not chosen.approved_by)
        self.save_button.setEnabled(chosen is not None)
        if chosen is None:
            self.explanation.setText("")
        elif chosen.approved_by:
            self.explanation.setText(
                f"Released by {chosen.prepared_by} and {chosen.approved_by}; saved without the draft mark."
            )
        elif chosen.prepared_by:
            self.explanation.setText(
                f"Prepared by {chosen.prepared_by}. "
                f"A supervising attorney other than {chosen.prepared_by} must approve it."
            )
        else:
            self.explanation.setText(
                "A draft: every page says so. Two people release it: "
                "one prepares, another supervising attorney approves."
            )

    def _lay_out(self) -> None:
        self.heading.addWidget(self.group)
        self.heading.addWidget(self.make_button)
        self.group.setSizePolicy(self.group.sizePolicy().Policy.Fixed, self.group.sizePolicy().Policy.Fixed)
        self.group.setMinimumContentsLength(20)
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.S)
        side.addWidget(self.view, 1)
        side.addWidget(self.explanation)
        side.addLayout(row(self.save_button, self.release_button, 0))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.preview)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme.S)
        splitter.setSizes([440, 700])
        self._stack = QStackedWidget()
        self._stack.addWidget(splitter)
        self._stack.addWidget(
            EmptyState(
                "No papers yet",
                "When the convictions are decided, make the papers: "
                "notice of motion, schedule and proposed order.",
                icon_name="papers",
            )
        )
        self._stack.addWidget(QWidget())
        self._stack.setCurrentIndex(2)  # nothing is said before the first answer
        holder = QHBoxLayout()
        holder.addWidget(self._stack)
        self.body.addLayout(holder, 1)
