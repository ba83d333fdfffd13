"""The papers of one filing that were made to be read: each when it is asked for, the latest ones kept."""

from collections import OrderedDict
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services import filing_papers
from expunge_desktop.services.filing_papers import MadeDocument
from expunge_desktop.services.jobs import Job
from expunge_desktop.ui.context import Context

_MOST_BYTES = 192 * 1024 * 1024


class PaperDesk(QObject):
    """One document is made at a time; another one asked for meanwhile takes its place."""

    made = Signal(object)  # MadeDocument
    failed = Signal(str, object)  # document, ExpungeError

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._filing_id = ""
        self._kept: OrderedDict[str, MadeDocument] = OrderedDict()
        self._wanted = ""
        self._job: Job[MadeDocument] | None = None

    @property
    def kept(self) -> Mapping[str, MadeDocument]:
        """The documents at hand by their number."""
        return self._kept

    def open(self, filing_id: str) -> None:
        """Another filing, or the same one changed: nothing of it is at hand."""
        self._filing_id = filing_id
        self._kept.clear()
        self._stop()

    def want(self, document: str) -> MadeDocument | None:
        """The document if it is at hand; else it is made and `made` tells when it is."""
        if document in self._kept:
            self._kept.move_to_end(document)
            self._stop()
            return self._kept[document]
        if document != self._wanted:
            self._stop()
            self._make(document)
        return None

    def _make(self, document: str) -> None:
        session, filing_id = self._context.session, self._filing_id
        self._wanted = document

        def then(made: MadeDocument) -> None:
            if filing_id == self._filing_id:
                self._keep(made)
                if self._wanted == document:
                    self._wanted, self._job = "", None
                self.made.emit(made)

        def fail(error: ExpungeError) -> None:
            if self._wanted == document and filing_id == self._filing_id:
                self._wanted, self._job = "", None
                self.failed.emit(document, error)

        self._job = self._context.jobs.read(
            self,
            lambda progress: filing_papers.make_document(session, filing_id, document, progress),
            then,
            fail,
            title=f"Making {document} of {filing_id}",
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._wanted, self._job = "", None

    def _keep(self, made: MadeDocument) -> None:
        self._kept[made.document] = made
        held = sum(_bytes(one) for one in self._kept.values())
        while held > _MOST_BYTES and len(self._kept) > 1:
            held -= _bytes(self._kept.popitem(last=False)[1])


def _bytes(made: MadeDocument) -> int:
    return sum(len(one.content) for one in made.files)
