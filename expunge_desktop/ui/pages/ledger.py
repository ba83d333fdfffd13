"""The ledger: the proof that every line of every file is in exactly one place."""

from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QWidget

from expunge_desktop.domain.person import LedgerLine
from expunge_desktop.services.ledger import Ledger, ledger
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import label, selectable
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import instant, number, outcome_label, plural, size


@dataclass(frozen=True, slots=True)
class FileLine:
    """One source file with its batch."""

    batch: str
    imported: str
    line: LedgerLine


FILES: tuple[Field[FileLine], ...] = (
    Field("Batch", 7, lambda one: one.batch),
    Field("File", 30, lambda one: one.line.file),
    Field("Lines", 11, lambda one: number(one.line.lines), is_number=True),
    Field("Header", 8, lambda one: number(one.line.header), is_number=True),
    Field("Imported", 11, lambda one: number(one.line.imported), is_number=True),
    Field("Set aside", 10, lambda one: number(one.line.set_aside), is_number=True),
    Field("Of these repeats", 15, lambda one: number(one.line.duplicates), is_number=True),
    Field("Balance", 12, lambda one: "balances" if one.line.is_balanced else "DOES NOT BALANCE"),
    Field("Size", 11, lambda one: size(one.line.size), is_number=True),
    Field("Imported", 34, lambda one: one.imported),
    Field("SHA-256", 66, lambda one: one.line.sha256),
)


class LedgerPage(Page):
    """Figures by file."""

    title = "Ledger"
    shows = frozenset(Topic)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.proof = selectable(label("", "heading", wraps=True), "Proof")
        self.figures = selectable(label("", "muted", wraps=True), "Figures")
        self.files: RecordsModel[FileLine] = RecordsModel(FILES, self)
        self.file_view = table(self.files, "Source files", self.files.widths)
        self._files_stack = QStackedWidget()
        self._files_stack.addWidget(self.file_view)
        self._files_stack.addWidget(
            EmptyState("Nothing imported yet", "Each imported file gets its line here.")
        )
        for part in (self.proof, self.figures):
            self.body.addWidget(part)
        self.body.addWidget(self._files_stack, 1)

    def refresh(self) -> None:
        """Ask for the ledger."""
        session = self.context.session
        self.context.jobs.read(self, lambda _progress: ledger(session), self._show, self.notice.say_error)

    def first_focus(self) -> QWidget | None:
        """The files."""
        return self.file_view

    def _show(self, found: Ledger) -> None:
        self.files.set_records(
            [
                FileLine(str(batch.id), f"{instant(batch.imported_at)} by {batch.imported_by}", line)
                for batch in found.batches
                for line in batch.files
            ]
        )
        self._files_stack.setCurrentIndex(0 if found.batches else 1)
        lines = [line for batch in found.batches for line in batch.files]
        if not lines:
            self.proof.setText("Nothing has been imported.")
            self.figures.setText("")
            return
        total, header, kept, aside = (
            sum(getattr(line, name) for line in lines)
            for name in ("lines", "header", "imported", "set_aside")
        )
        balance = "The ledger balances" if found.is_balanced else "THE LEDGER DOES NOT BALANCE"
        self.proof.setText(
            f"{balance}: {plural(total, 'line')} = {number(header)} header "
            f"+ {number(kept)} imported + {number(aside)} set aside"
        )
        outcomes = ", ".join(
            f"{outcome_label(one.value)} {number(one.count)}" for one in found.final_outcomes
        )
        self.figures.setText(
            f"{plural(found.people, 'person', 'people')}, {plural(found.counts, 'count')}, "
            f"{plural(found.under_review, 'conviction')} under review"
            + (
                f": {outcomes}. {number(found.decided)} decided, {number(found.undecided)} undecided."
                if outcomes
                else "."
            )
        )
