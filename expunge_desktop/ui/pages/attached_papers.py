"""The documents attached to the decisions on one conviction: read in the window, or written to a file."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import evidence
from expunge_desktop.services.attached_documents import AttachedDocument, documents_of
from expunge_desktop.services.masking import Export
from expunge_desktop.services.read_paper import PreviewPaper
from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.ui.choose_files import choose_new_file
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.elided_combo import ElidedCombo
from expunge_desktop.ui.form import button, row
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.paper_window import PaperWindow
from expunge_desktop.ui.place_dialog import write_out
from expunge_desktop.ui.release_dialog import ReleaseDialog
from expunge_desktop.ui.shown_text import shown
from expunge_desktop.ui.wording import action_label, instant, plural


class SaveDocumentDialog(ReleaseDialog):
    """Recipient and purpose; nobody is asked of which person, a document tells of one."""

    export = Export.EVIDENCE

    def __init__(self, document: AttachedDocument, parent: QWidget | None) -> None:
        self._sha256 = document.sha256
        super().__init__(
            "Save an attached document",
            f"The document as it was attached, {plural(document.pages, 'page')}, in clear.",
            parent,
        )

    @property
    def person_id(self) -> str:
        """The document stands for the one person it tells of (`evidence.save_evidence`)."""
        return self._sha256

    @property
    def _takes_person(self) -> bool:
        return False


class AttachedPapers(QWidget):
    """One line: which document, Read, Save. Hidden where nothing is attached."""

    def __init__(self, context: Context, notice: Notice) -> None:
        """`notice` says what was written and what was refused."""
        super().__init__()
        self._context, self._notice = context, notice
        self._documents: tuple[AttachedDocument, ...] = ()
        self._window: PaperWindow | None = None
        self._is_reading = False
        self.choice = ElidedCombo("Attached documents")
        self.read_button = button("&Read", self.read, tip="Read the document in the window (Alt+R)")
        self.save_button = button("&Save…", self.save, tip="Save the document to a file (Alt+S)")
        line = row(self.choice, self.read_button, self.save_button)
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def show_detail(self, detail: ConvictionDetail) -> None:
        """Offer what is attached to the decisions on a conviction, the newest decision's first."""
        found = tuple(sorted(documents_of(detail), key=lambda one: one.decided_at, reverse=True))
        if found == self._documents:
            return
        self._documents = found
        self.choice.offer([(_in_words(one), str(one.number)) for one in found])
        self.setVisible(bool(found))

    def clear(self) -> None:
        """Nothing of the conviction shown before stays in sight, nor is it being read."""
        self._documents = ()
        self.choice.offer([])
        self.hide()
        if self._window is not None:
            self._window.reject()

    def read(self) -> None:
        """Show the document page by page, from memory; audited as a look."""
        one = self._chosen()
        if one is None or self._is_reading:
            return
        self._is_reading = True
        session = self._context.session

        def show_it(content: bytes) -> None:
            self._is_reading = False
            if one in self._documents:
                self._read(PreviewPaper("", one.name, shown(one.name), one.pages, content))

        def failed(error: ExpungeError) -> None:
            self._is_reading = False
            self._notice.say_error(error)

        self._context.jobs.read(
            self, lambda _progress: evidence.read_evidence(session, one.sha256), show_it, failed
        )

    def _read(self, paper: PreviewPaper) -> None:
        self._window = PaperWindow(self._context, paper, self)
        try:
            self._window.exec()
        finally:
            self._window.forget()
            self._window.deleteLater()
            self._window = None

    def save(self) -> None:
        """Ask who receives it and where to, and write it there."""
        one = self._chosen()
        if one is None:
            return
        asked = SaveDocumentDialog(one, self)
        is_accepted, told = asked.exec() == QDialog.DialogCode.Accepted, asked.told
        asked.deleteLater()
        if not is_accepted or one not in self._documents:
            return
        path = choose_new_file(self, "Save the document", "PDF (*.pdf)", ".pdf", is_replaced=False)
        if path is not None:
            self.save_to(path, one, *told)

    def save_to(
        self, path: Path, one: AttachedDocument, recipient: str, purpose: str, kind: RecipientKind
    ) -> None:
        """Write the document in a job, and say where it is."""
        session = self._context.session

        def then(_nothing: None) -> None:
            self._notice.say(f"{plural(one.pages, 'page')} written: {path}", "success")

        write_out(
            self._context,
            self,
            "Document",
            path,
            lambda _progress: evidence.save_evidence(
                session, one.sha256, path, recipient=recipient, purpose=purpose, kind=kind
            ),
            then,
            self._notice.say_error,
        )

    def _chosen(self) -> AttachedDocument | None:
        place = self.choice.currentIndex()
        return self._documents[place] if 0 <= place < len(self._documents) else None


def _in_words(one: AttachedDocument) -> str:
    what = f"{action_label(one.action)} of {instant(one.decided_at)[:10]}"
    return shown(f"{one.name}, {plural(one.pages, 'page')} ({what})")
