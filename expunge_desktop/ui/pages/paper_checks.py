"""The preflight in the window: what was found in which paper, and the way to the page."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services import filing_papers
from expunge_desktop.services.filing_papers import CheckedSet, PaperFault
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import number, paper_label, plural

_SIGNS = {"error": "✕ error", "warning": "▲ warning", "note": "• note", "not run": "– not run"}
_FAULTS: tuple[Field[PaperFault], ...] = (
    Field("Finding", 10, lambda one: _SIGNS.get(one.severity, one.severity)),
    Field("Paper", 24, lambda one: paper_label(one.file) if one.file else one.document),
    Field("Page", 6, lambda one: number(one.page) if one.page else "", is_number=True),
    Field("Rule", 14, lambda one: one.rule),
    Field("What was found", 90, lambda one: one.sentence),
)


class PaperChecks(QWidget):
    """Every paper is made and read back by other software than wrote it; Enter goes to the page."""

    place_wanted = Signal(str, str, int)  # document, file, page
    found = Signal(object)  # CheckedSet

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._filing_id = ""
        self._is_checking = False
        self.checked: CheckedSet | None = None
        self.notice = Notice(can_be_dismissed=False)
        self.model: RecordsModel[PaperFault] = RecordsModel(
            _FAULTS, self, is_strong=lambda one: one.severity == "error"
        )
        self.view = table(self.model, "Findings of the preflight", self.model.widths)
        self.view.activated.connect(self._on_activated)
        self.view.clicked.connect(self._on_activated)
        self.check_button = button("Check every paper", self.check, role="primary", icon_name="search")
        self._empty = EmptyState(
            "Not checked yet",
            "Each paper is held to the Rules of Court by reading it back. "
            "A release does the same and stops at the first error.",
            icon_name="papers",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.S, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.notice)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row(self.check_button, 0))

    def open(self, filing_id: str) -> None:
        """Another filing: nothing is known of it."""
        self._filing_id, self.checked = filing_id, None
        self.notice.clear()
        self.model.set_records(())
        self._empty.say(
            "Not checked yet",
            "Each paper is held to the Rules of Court by reading it back. "
            "A release does the same and stops at the first error.",
        )
        self._stack.setCurrentIndex(0)
        self.check_button.setEnabled(bool(filing_id))

    def check(self) -> None:
        """Make every paper and read it back."""
        session, filing_id = self._context.session, self._filing_id
        if self._is_checking:
            return
        self._is_checking = True

        def show(found: CheckedSet) -> None:
            self._is_checking = False
            if filing_id == self._filing_id:
                self._show(found)

        def failed(error: ExpungeError) -> None:
            self._is_checking = False
            self.notice.say_error(error)

        self._context.jobs.read(
            self,
            lambda progress: filing_papers.check_documents(session, filing_id, progress),
            show,
            failed,
            title=f"Checking the papers of {filing_id}",
        )

    def _show(self, found: CheckedSet) -> None:
        self.checked = found
        self.found.emit(found)
        self.model.set_records(found.faults)
        read = f"{plural(found.files, 'file')}, {plural(found.pages, 'page')} read back"
        counted = f"{plural(found.errors, 'error')}, {plural(found.warnings, 'warning')}"
        tone = "danger" if found.errors else "warning" if found.warnings else "success"
        ends = {
            "danger": " Nothing with an error can be released. Enter opens the page of a finding.",
            "warning": " Enter opens the page of a finding.",
            "success": "",
        }
        self.notice.say(f"{read}: {counted}.{ends[tone]}", tone)
        if found.faults:
            self._stack.setCurrentIndex(1)
            self.view.selectRow(0)
        else:
            self._empty.say("Nothing was found", f"{read}; every rule was kept.")
            self._stack.setCurrentIndex(0)

    def _on_activated(self, index: QModelIndex) -> None:
        fault = self.model.records[index.row()]
        if fault.document:
            self.place_wanted.emit(fault.document, fault.file, max(fault.page, 1))
