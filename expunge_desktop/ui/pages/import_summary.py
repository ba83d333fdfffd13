"""What an import did: lines = header + imported + set aside per file, problems by kind, rows set aside."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from expunge_desktop.domain.person import LedgerLine
from expunge_desktop.services.field_words import field_words
from expunge_desktop.services.file_headings import ColumnHeading, FileHeadings, How
from expunge_desktop.services.import_batch import ImportSummary, SetAsideRow
from expunge_desktop.ui import theme
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import label, selectable
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import number, plural


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One kind of problem, how often it came up and what it means."""

    kind: str
    rows: int
    meaning: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of a case list and what it was read as."""

    file: str
    heading: str
    use: str


FILES: tuple[Field[LedgerLine], ...] = (
    Field("File", 16, lambda one: one.file),
    Field("Lines", 9, lambda one: number(one.lines), is_number=True),
    Field("= header", 8, lambda one: number(one.header), is_number=True),
    Field("+ imported", 10, lambda one: number(one.imported), is_number=True),
    Field("+ set aside", 10, lambda one: number(one.set_aside), is_number=True),
    Field("repeats", 7, lambda one: number(one.duplicates), is_number=True),
    Field("", 9, lambda one: "balances" if one.is_balanced else "DOES NOT BALANCE"),
)
PROBLEMS: tuple[Field[ProblemLine], ...] = (
    Field("Rows", 9, lambda one: number(one.rows), is_number=True),
    Field("What it means", 80, lambda one: one.meaning),
    Field("Kind", 26, lambda one: one.kind),
)
SET_ASIDE: tuple[Field[SetAsideRow], ...] = (
    Field("File", 24, lambda one: one.file),
    Field("Line", 10, lambda one: number(one.line), is_number=True),
    Field("Why", 70, lambda one: one.sentence),
)
COLUMNS: tuple[Field[ColumnLine], ...] = (
    Field("Heading in the file", 22, lambda one: one.heading),
    Field("Read as", 40, lambda one: one.use),
    Field("File", 14, lambda one: one.file),
)
_COLUMNS_TAB = 3
_USE = {
    How.NEVER_KEPT: "never kept: Social Security or license numbers",
    How.NO_NAME: "kept with the row, not used: it has no heading",
    How.SAME_AS_ANOTHER: "kept with the row, not used: an earlier column has the same heading",
}


class ImportSummaryView(QFrame):
    """Empty until an import has ended."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.headline = selectable(label("", "heading", wraps=True), "Result of the import")
        self.figures = selectable(label("", "muted", wraps=True), "Figures of the import")
        self.files: RecordsModel[LedgerLine] = RecordsModel(FILES, self)
        self.problems: RecordsModel[ProblemLine] = RecordsModel(PROBLEMS, self)
        self.set_aside: RecordsModel[SetAsideRow] = RecordsModel(SET_ASIDE, self)
        self.tabs = QTabWidget()
        self.columns: RecordsModel[ColumnLine] = RecordsModel(COLUMNS, self)
        self.tabs.setAccessibleName("Files, problems, rows set aside or columns")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(table(self.files, "Files of the batch", self.files.widths), "Files")
        self.tabs.addTab(table(self.problems, "Problems by kind", self.problems.widths), "Problems")
        self.tabs.addTab(table(self.set_aside, "Rows set aside", self.set_aside.widths), "Set aside")
        self.tabs.addTab(table(self.columns, "Columns of case lists", self.columns.widths), "Columns")
        self._empty = EmptyState(
            "What was imported appears here",
            "Every line of every file is accounted for: header, imported, or set aside with its reason. "
            "Nothing is dropped, and a cancelled import leaves nothing behind.",
            icon_name="import",
        )
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        layout.setSpacing(theme.S)
        layout.addWidget(self.headline)
        layout.addWidget(self.figures)
        layout.addWidget(self.tabs, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._stack)

    def clear(self) -> None:
        """Back to empty."""
        self._stack.setCurrentIndex(0)

    def show_summary(
        self, summary: ImportSummary, headings: Sequence[FileHeadings] = (), *, is_check: bool
    ) -> None:
        """Show what an import, or a check, did; `headings` are those of its case lists."""
        lines, header, kept, aside = (
            sum(getattr(line, name) for line in summary.files)
            for name in ("lines", "header", "imported", "set_aside")
        )
        masked = (
            f" {number(summary.masked)} nine-digit numbers in free text were masked."
            if summary.masked
            else ""
        )
        would = "would be imported" if is_check else "imported"
        self.headline.setText(
            f"{plural(lines, 'line')} = {number(header)} header + {number(kept)} {would} "
            f"+ {number(aside)} set aside"
        )
        self.figures.setText(
            f"{plural(summary.people, 'person', 'people')}, {plural(summary.counts, 'count')}, "
            f"{plural(summary.under_review, 'conviction')} under review, "
            f"from {plural(len(summary.files), 'file')}.{masked}"
        )
        self.files.set_records(summary.files)
        kinds = sorted(summary.problems.items(), key=lambda pair: (-pair[1], pair[0]))
        self.problems.set_records(
            [ProblemLine(kind, rows, summary.explanations.get(kind, kind)) for kind, rows in kinds]
        )
        self.set_aside.set_records(summary.set_aside)
        self.tabs.setTabText(1, f"Problems ({number(sum(summary.problems.values()))})")
        self.tabs.setTabText(2, f"Set aside ({number(summary.set_aside_total)})")
        self._show_columns(headings)
        self.tabs.setCurrentIndex(0)
        self._stack.setCurrentIndex(1)

    def _show_columns(self, headings: Sequence[FileHeadings]) -> None:
        """Columns that mean nothing to the program come first: somebody may have to explain them."""
        lines = [
            ColumnLine(found.path.name, one.heading or "(blank)", _use_of(one))
            for found in headings
            for one in sorted(found.columns, key=lambda one: bool(one.field))
        ]
        self.columns.set_records(lines)
        unused = sum(len(found.unused) for found in headings)
        self.tabs.setTabText(_COLUMNS_TAB, f"Columns ({number(unused)} not used)" if unused else "Columns")
        self.tabs.setTabVisible(_COLUMNS_TAB, bool(lines))


def _use_of(column: ColumnHeading) -> str:
    if column.field:
        return f"{field_words(column.field)} ({column.field})"
    return _USE.get(column.how, "kept with the row and shown, not used")
