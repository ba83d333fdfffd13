"""Writing a wording: its text with every fault by its line; beside it the page, the names, the changes."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QSplitter, QTabWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import templates
from expunge_desktop.services.release_filing import FilingInfo
from expunge_desktop.services.templates import TemplateInfo
from expunge_desktop.services.wording_check import CheckedWording, WordingFault, check_wording, words_known
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.delay import delayed
from expunge_desktop.ui.dialogs import TextDialog, ask
from expunge_desktop.ui.form import button, combo, label, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.numbered_text import NumberedText
from expunge_desktop.ui.pages.paper_preview import PaperPreview
from expunge_desktop.ui.pages.wording_changes_view import WordingChanges
from expunge_desktop.ui.pages.wording_names import WordingNames
from expunge_desktop.ui.pages.wording_versions import WordingVersions
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import number, plural

CHECK_DELAY_MS = 350
_SAMPLE = "Printed for an invented filing"
_SAMPLE_ID = "F0000"
_FAULTS: tuple[Field[WordingFault], ...] = (
    Field("Line", 5, lambda one: number(one.line), is_number=True),
    Field("What is wrong", 60, lambda one: one.what),
)


class WordingEditor(QWidget):
    """Checks the text a moment after each change; a text with a fault cannot be saved."""

    saved = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._first = ""
        self.info: TemplateInfo | None = None
        self.checked: CheckedWording | None = None
        self.heading = label("", "heading", wraps=True)
        self.text = NumberedText(
            "Text of the wording", "Faults are listed below by line; Tab leaves the text."
        )
        self.text.setLineWrapMode(NumberedText.LineWrapMode.WidgetWidth)
        self.verdict = Notice(can_be_dismissed=False)
        self.faults: RecordsModel[WordingFault] = RecordsModel(_FAULTS, self)
        self.fault_view = table(self.faults, "Faults of the text", self.faults.widths, stretches=1)
        self.fault_view.clicked.connect(self._on_fault_chosen)
        self.fault_view.activated.connect(self._on_fault_chosen)
        self.preview = PaperPreview(context)
        for part in (self.preview.contents, self.preview.side, self.preview.smaller, self.preview.larger):
            part.hide()  # the text needs the room
        self.filing = combo("Printed for")
        self.filing.addItem(_SAMPLE, "")
        self.filing.activated.connect(lambda _place: self._check())
        self.no_such = label(
            "This filing has no such paper; the invented one is shown.", "caption", wraps=True
        )
        self.no_such.hide()
        self.names = WordingNames()
        self.names.insert_wanted.connect(self._insert)
        self.changes = WordingChanges()
        self.changes.line_wanted.connect(self.text.go_to)
        self.versions = WordingVersions(context)
        self.versions.text_wanted.connect(self.text.replace_text)
        is_supervisor = Role.SUPERVISOR in context.session.roles
        self.text.setReadOnly(not is_supervisor)
        self.save_button = button("Save as a new version…", self.save, role="primary", shortcut="Ctrl+S")
        self.revert_button = button("Back to the shipped wording…", self.revert)
        self.line_button = button(
            "Go to the line", self.go_to_line, shortcut="F8", tip="Put the cursor into the line of the fault"
        )
        self._is_supervisor = is_supervisor
        self._timer = delayed(self, "check the wording", CHECK_DELAY_MS, self._check)
        self.text.textChanged.connect(self._on_text_changed)
        self._lay_out()

    @property
    def is_changed(self) -> bool:
        """Something was written that is not kept yet."""
        return self.text.toPlainText() != self._first

    def may_leave(self) -> bool:
        """Nothing was written, or the person gives it up."""
        return not self.is_changed or ask(
            self,
            "Leave without saving?",
            "What was written here is not kept anywhere else.",
            "Leave without saving",
            "Go on writing",
        )

    def start(self, info: TemplateInfo, text: str, shipped: str) -> None:
        """Begin with the text of a wording that counts now."""
        self.info, self._first = info, text
        papers = "; ".join(f"{number} {title}" for number, title in info.documents)
        self.heading.setText(info.name)
        self.heading.setToolTip(papers)
        self.changes.start(shipped)
        self.versions.open(info.name)
        self.preview.wait("The page is being made…", "Preview")
        self.text.setPlainText(text)
        self._timer.stop()
        self.text.mark_line(0)
        self.revert_button.setEnabled(self._is_supervisor and info.is_edited)
        name = info.name
        self._context.jobs.read(
            self, lambda _p: words_known(name), lambda known: self.names.show_names(*known)
        )
        self._check()

    def show_filings(self, filings: list[FilingInfo]) -> None:
        """The filings that the page beside the text can be printed for, the newest first."""
        kept = self.filing.currentData()
        self.filing.clear()
        self.filing.addItem(_SAMPLE, "")
        for one in reversed(filings):
            self.filing.addItem(f"Printed for {one.id}, {one.title}", one.id)
        self.filing.setCurrentIndex(max(0, self.filing.findData(kept)))

    def save(self) -> None:
        """Keep the text as the next version, with a note of what was changed."""
        if self.info is None:
            return
        asked = TextDialog(
            f"Save {self.info.name}",
            "New filings print this wording; filings made before keep theirs and become stale.",
            "What was changed and why",
            "Save",
            self,
        )
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        session, name, text, note = (
            self._context.session,
            self.info.name,
            self.text.toPlainText(),
            asked.text(),
        )

        def then(_info: TemplateInfo) -> None:
            self._first = text
            self._context.tell(Topic.WORDINGS)
            self.saved.emit()

        self._context.jobs.write(
            self, "", lambda _p: templates.save_template(session, name, text, note), then, self._refuse
        )

    def revert(self) -> None:
        """Go back to the wording that ships, as a new version."""
        if self.info is None or not ask(
            self,
            f"Back to the shipped wording of {self.info.name}?",
            "New filings print the wording that comes with the program. Your versions are kept.",
            "Go back",
        ):
            return
        session, name = self._context.session, self.info.name

        def then(_info: TemplateInfo) -> None:
            self._first = self.text.toPlainText()
            self._context.tell(Topic.WORDINGS)
            self.saved.emit()

        self._context.jobs.write(
            self, "", lambda _p: templates.revert_template(session, name), then, self._refuse
        )

    def go_to_line(self) -> None:
        """Put the cursor into the line that is wrong."""
        if self.text.marked_line:
            self.text.go_to(self.text.marked_line)

    def _refuse(self, error: ExpungeError) -> None:
        self.verdict.say_error(error)

    def _insert(self, text: str) -> None:
        if not self.text.isReadOnly():
            self.text.textCursor().insertText(text)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_text_changed(self) -> None:
        self.checked = None
        self.save_button.setEnabled(False)
        self._timer.start()

    def _on_fault_chosen(self, index: QModelIndex) -> None:
        line = self.faults.records[index.row()].line
        self.text.mark_line(line)
        self.text.go_to(line)

    def _check(self) -> None:
        if self.info is None:
            return
        name, text = self.info.name, self.text.toPlainText()

        session, filing_id = self._context.session, str(self.filing.currentData() or "")

        def then(found: CheckedWording) -> None:
            if self.info is not None and (self.info.name, self.text.toPlainText()) == (name, text):
                self._show(found)

        self._context.jobs.read(
            self, lambda _p: check_wording(session, name, text, filing_id), then, self._refuse
        )
        self.changes.show_text(text)

    def _show(self, found: CheckedWording) -> None:
        self.checked = found
        self.faults.set_records(found.faults)
        self._show_faults(len(found.faults))
        self.text.mark_line(found.faults[0].line if found.faults else 0)
        self.line_button.setEnabled(bool(found.faults))
        self.save_button.setEnabled(self._is_supervisor and self.is_changed and not found.faults)
        if found.faults:
            first = found.faults[0]
            rest = "" if len(found.faults) == 1 else f" {plural(len(found.faults), 'fault')} in all."
            self.verdict.say(f"Line {first.line}: {first.what}.{rest} It cannot be saved so.", "danger")
        elif not self._is_supervisor:
            self.verdict.say("A supervising attorney may change it.", "info")
        elif self.is_changed:
            self.verdict.say("The text can be printed, and saved as a new version.", "success")
        else:
            self.verdict.clear()
        if found.paper is not None:
            is_other = found.filing_id == _SAMPLE_ID and bool(self.filing.currentData())
            self.no_such.setVisible(is_other)
            self.preview.open(found.paper, keeps_page=True)
        elif found.no_page:
            self.preview.wait(found.no_page)

    def _show_faults(self, faults: int) -> None:
        """A list as high as its faults, up to five."""
        view = self.fault_view
        head, line = view.horizontalHeader().sizeHint().height(), view.verticalHeader().defaultSectionSize()
        view.setFixedHeight(head + line * min(faults, 5) + theme.S)
        view.setVisible(faults > 0)

    def _lay_out(self) -> None:
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.XS)
        side.addWidget(self.text, 1)
        side.addWidget(self.verdict)
        side.addWidget(self.fault_view)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, theme.S, 0, 0)
        inside.setSpacing(theme.XS)
        inside.addWidget(self.filing)
        inside.addWidget(self.no_such)
        inside.addWidget(self.preview, 1)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Beside the text")
        self.tabs.setDocumentMode(True)
        for title, widget in (
            ("Page", page),
            ("Names", self.names),
            ("Changes", self.changes),
            ("Versions", self.versions),
        ):
            self.tabs.addTab(widget, title)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(left)
        sides.addWidget(self.tabs)
        sides.setStretchFactor(0, 1)
        sides.setStretchFactor(1, 1)
        sides.setSizes([440, 400])
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(theme.M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.heading)
        layout.addWidget(sides, 1)
        layout.addLayout(row(self.line_button, 0, self.revert_button, self.save_button))
