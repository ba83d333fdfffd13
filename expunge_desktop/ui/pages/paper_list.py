"""Every document a filing can have, with its pages and its state; made ones show each of their files."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from expunge_desktop.services.filing_papers import (
    CheckedSet,
    FilingPaper,
    FilingPapers,
    MadeDocument,
    PaperState,
)
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import button, label, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import number, paper_label, plural

_MOST_FILES = 200  # files of one document shown as lines of their own


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A document, or one of several files of it (`file` from 0)."""

    paper: FilingPaper
    title: str
    pages: int | None = None  # None = not made yet
    file: int = -1
    found: str = ""  # by the preflight

    @property
    def state(self) -> str:
        """The state in a word or two; what the preflight found counts more."""
        is_ready = self.paper.state is PaperState.PRINTED  # nobody need have printed it
        said = "ready" if is_ready else str(self.paper.state)
        return (self.found or said) if self.file < 0 else ""


_LINES: tuple[Field[PaperLine], ...] = (
    Field("Paper", 25, lambda one: one.title),
    Field("Pages", 5, lambda one: "" if one.pages is None else number(one.pages), is_number=True),
    Field("State", 13, lambda one: one.state),
)


class PaperList(QWidget):
    """Choosing a line asks for the document; what there is to say of it stands below."""

    chosen = Signal(object)  # PaperLine
    office_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._papers: FilingPapers | None = None
        self._pages: dict[str, list[tuple[str, int]]] = {}
        self._found: dict[str, str] = {}
        self.model: RecordsModel[PaperLine] = RecordsModel(
            _LINES, self, is_strong=lambda one: one.file < 0 and one.paper.state is PaperState.PRINTED
        )
        self.view = table(self.model, "Papers of the filing", self.model.widths, stretches=0)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.sentence = label("", "muted", wraps=True)
        self.office_button = button("Open the office page", self.office_wanted.emit, role="quiet")
        self.office_button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.sentence)
        layout.addLayout(row(self.office_button, 0))

    @property
    def current(self) -> PaperLine | None:
        """The chosen line."""
        place = self.view.currentIndex().row()
        return self.model.records[place] if 0 <= place < len(self.model.records) else None

    def show_papers(self, papers: FilingPapers | None, made: Mapping[str, MadeDocument]) -> None:
        """Show the documents of a filing; nothing is chosen."""
        self._papers = papers
        self._pages, self._found = {}, {}
        for one in made.values():
            self._note(one)
        self._show()
        self._say(None)

    def show_made(self, made: MadeDocument) -> None:
        """A document was made: its pages are known, and its files where there are several."""
        chosen = self.current
        self._note(made)
        self._show()
        if chosen is not None:
            self._select(chosen.paper.document, chosen.file)

    def show_checked(self, checked: CheckedSet) -> None:
        """The papers were read back: errors and warnings stand in the lines of their documents."""
        errors = Counter(one.document for one in checked.faults if one.severity == "error")
        warnings = Counter(one.document for one in checked.faults if one.severity == "warning")
        self._found = {document: f"▲ {plural(count, 'warning')}" for document, count in warnings.items()}
        self._found |= {document: f"✕ {plural(count, 'error')}" for document, count in errors.items()}
        chosen = self.current
        self._show()
        if chosen is not None:
            self._select(chosen.paper.document, chosen.file)

    def choose(self, document: str, file: int = -1) -> None:
        """Choose a document, or a file of it, as a click would."""
        self._select(document, file)

    def _note(self, made: MadeDocument) -> None:
        self._pages[made.document] = [(one.file, one.pages) for one in made.files]

    def _show(self) -> None:
        lines: list[PaperLine] = []
        for paper in self._papers.papers if self._papers is not None else ():
            files = self._pages.get(paper.document)
            pages = None if files is None else sum(count for _file, count in files)
            found = self._found.get(paper.document, "")
            lines.append(PaperLine(paper, f"{paper.document} {paper.title}", pages, found=found))
            for place, (file, count) in enumerate(files[:_MOST_FILES] if files and len(files) > 1 else ()):
                title = f"      {paper_label(file).partition(' ')[2]}"
                lines.append(PaperLine(paper, title, count, place))
        self.view.selectionModel().blockSignals(True)
        self.model.set_records(lines)
        self.view.selectionModel().blockSignals(False)

    def _select(self, document: str, file: int) -> None:
        places = {(line.paper.document, line.file): place for place, line in enumerate(self.model.records)}
        found = places.get((document, file), places.get((document, -1)))
        if found is None:
            return
        self.view.selectRow(found)
        self.view.scrollTo(self.model.index(found, 0))

    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        line = self.current
        self._say(line)
        if line is not None:
            self.chosen.emit(line)

    def _say(self, line: PaperLine | None) -> None:
        said = line.paper.sentence if line is not None else ""
        self.sentence.setText(said)
        self.sentence.setVisible(bool(said))
        self.office_button.setVisible(line is not None and line.paper.state is PaperState.MISSING_VALUE)
