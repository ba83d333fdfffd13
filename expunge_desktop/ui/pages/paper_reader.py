"""The papers of the filing in front: the list, and the one that is being read."""

from PySide6.QtCore import QObject, Signal

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services import filing_papers
from expunge_desktop.services.filing_papers import FilingPapers, MadeDocument
from expunge_desktop.services.read_paper import PreviewPaper
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.pages.paper_desk import PaperDesk
from expunge_desktop.ui.pages.paper_list import PaperLine, PaperList
from expunge_desktop.ui.pages.paper_preview import PaperPreview


class PaperReader(QObject):
    """Brings list, preview and the papers made together; a paper is made when somebody looks at it."""

    opened = Signal()

    def __init__(self, context: Context, listed: PaperList, preview: PaperPreview, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._list, self._preview = context, listed, preview
        self._filing_id = ""
        self._goal: tuple[str, str, int] | None = None  # document, file, page to be shown once it is made
        self.papers: FilingPapers | None = None
        self.desk = PaperDesk(context, self)
        self.desk.made.connect(self._on_made)
        self.desk.failed.connect(self._on_failed)
        listed.chosen.connect(self._on_chosen)

    def open(self, filing_id: str) -> None:
        """Show the documents of a filing and make the first one that it has."""
        self._filing_id, self.papers, self._goal = filing_id, None, None
        self.desk.open(filing_id)
        self._list.show_papers(None, {})
        if not filing_id:
            self._preview.wait("Choose a filing to read its papers.")
            return
        self._preview.wait(f"Reading {filing_id}…")
        session = self._context.session

        def show(papers: FilingPapers) -> None:
            if self._filing_id != filing_id:
                return
            self.papers = papers
            self._list.show_papers(papers, self.desk.kept)
            first = next((one for one in papers.papers if one.can_be_made and one.document != "D0"), None)
            if first is not None:
                self._list.choose(first.document)
            else:
                self._preview.wait("This filing has no paper to show.")
            self.opened.emit()

        self._context.jobs.read(
            self, lambda _p: filing_papers.papers_of(session, filing_id), show, self._on_papers_failed
        )

    def show_place(self, document: str, file: str, page: int) -> None:
        """Make a document if need be and show a page of one of its files."""
        self._goal = (document, file, page)
        self._list.choose(document)
        made = self.desk.want(document)
        if made is not None:
            self._show(made, 0)

    def files(self) -> tuple[PreviewPaper, ...]:
        """The files of the document that is being read."""
        paper = self._preview.paper
        made = self.desk.kept.get(paper.document) if paper is not None else None
        return made.files if made is not None else ()

    def _on_chosen(self, line: PaperLine) -> None:
        paper = line.paper
        if self._goal is not None and self._goal[0] != paper.document:
            self._goal = None
        if not paper.can_be_made:
            self._preview.wait(paper.sentence, f"{paper.document} {paper.title}: {paper.state}")
            return
        made = self.desk.want(paper.document)
        if made is None:
            self._preview.wait(f"{paper.document} {paper.title} is being made…")
        else:
            self._show(made, max(line.file, 0))

    def _on_made(self, made: MadeDocument) -> None:
        self._list.show_made(made)  # the line chosen is chosen again, which shows it

    def _show(self, made: MadeDocument, place: int) -> None:
        if not made.files:
            why = "; ".join(one.sentence for one in made.not_printed) or "Nothing was printed of it."
            self._preview.wait(why, f"{made.document}: not printed")
            return
        page, goal = 1, self._goal
        if goal is not None and goal[0] == made.document:
            _document, file, page = goal
            self._goal = None
            place = next((at for at, one in enumerate(made.files) if one.file == file), place)
        wanted = made.files[min(place, len(made.files) - 1)]
        if self._goal is goal and self._preview.paper is wanted:
            return  # it is being read already
        self._preview.open(wanted, page)
        if goal is not None and len(made.files) > 1:
            self._list.choose(made.document, place)

    def _on_failed(self, document: str, error: ExpungeError) -> None:
        self._preview.wait(str(error), f"{document} could not be made")

    def _on_papers_failed(self, error: ExpungeError) -> None:
        self._preview.wait(str(error), "The papers cannot be shown")
