"""Ledger and audit: the proof that every line is in exactly one place, and that no record was altered."""

from collections import deque
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.outcome import Role
from expunge_desktop.domain.person import LedgerLine
from expunge_desktop.services import audit_trail
from expunge_desktop.services.audit_trail import AuditReport
from expunge_desktop.services.ledger import Ledger, ledger
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, label, row, selectable
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import instant, number, outcome_label, plural, size

LAST_ROWS = 200


@dataclass(frozen=True, slots=True)
class FileLine:
    """One source file with its batch."""

    batch: str
    imported: str
    line: LedgerLine


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One row of the audit trail."""

    seq: int
    at: str
    actor: str
    verb: str
    subject: str
    payload: str
    hash: str


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
AUDIT: tuple[Field[AuditLine], ...] = (
    Field("Row", 8, lambda one: number(one.seq), is_number=True),
    Field("When", 17, lambda one: instant(one.at)),
    Field("Who", 16, lambda one: one.actor),
    Field("What", 16, lambda one: one.verb),
    Field("Subject", 26, lambda one: one.subject),
    Field("Details", 60, lambda one: one.payload),
    Field("Hash", 66, lambda one: one.hash),
)


class LedgerPage(Page):
    """Figures by file, and the audit chain."""

    title = "Ledger and audit"
    shows = frozenset(Topic)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.proof = selectable(label("", "heading", wraps=True), "Proof")
        self.figures = selectable(label("", "muted", wraps=True), "Figures")
        self.files: RecordsModel[FileLine] = RecordsModel(FILES, self)
        self.file_view = table(self.files, "Source files", self.files.widths)
        self.chain = selectable(
            label("Not verified in this session yet.", "muted", wraps=True), "Audit chain"
        )
        self.verify_button = button(
            "Verify the chain", self.verify, role="primary", tip="Walk the whole audit chain"
        )
        self.audit: RecordsModel[AuditLine] = RecordsModel(AUDIT, self)
        self.audit_view = table(self.audit, "Last rows of the audit trail", self.audit.widths)
        self.load_button = button(
            f"Show the last {LAST_ROWS} rows", self.show_last_rows, tip="Reading is audited too"
        )
        if not context.session.roles & {Role.SUPERVISOR, Role.ADMINISTRATOR}:
            self.load_button.setEnabled(False)
            self.load_button.setToolTip("For supervising attorneys and administrators")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Ledger or audit trail")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._ledger_tab(), "Ledger")
        self.tabs.addTab(self._audit_tab(), "Audit trail")
        self.body.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Ask for the ledger."""
        session = self.context.session
        self.context.jobs.read(self, lambda _progress: ledger(session), self._show, self.notice.say_error)

    def first_focus(self) -> QWidget | None:
        """The tabs."""
        return self.tabs.tabBar()

    def verify(self) -> None:
        """Walk the audit chain from its beginning."""
        session = self.context.session
        self.verify_button.setEnabled(False)
        self.chain.setText("Verifying…")
        self.context.jobs.read(
            self, lambda _progress: audit_trail.verify(session), self._on_verified, self.notice.say_error
        )

    def show_last_rows(self) -> None:
        """Read the newest rows; this is itself written to the trail."""
        session = self.context.session

        def work(progress: Progress) -> list[AuditLine]:
            kept: deque[tuple[object, ...]] = deque(maxlen=LAST_ROWS)
            for one in audit_trail.rows(session):
                progress.check()
                kept.append(one)
            return [_audit_line(one) for one in reversed(kept)]

        self.context.jobs.write(self, "", work, self._on_rows, self.notice.say_error)

    def _ledger_tab(self) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(self.proof)
        layout.addWidget(self.figures)
        self._files_stack = QStackedWidget()
        self._files_stack.addWidget(self.file_view)
        self._files_stack.addWidget(
            EmptyState("Nothing imported yet", "Each imported file gets its line here.")
        )
        layout.addWidget(self._files_stack, 1)
        return holder

    def _audit_tab(self) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(
            label(
                "Every change writes a row in the same transaction; "
                "each row carries the digest of the one before it. "
                "A removed or altered row breaks the chain.",
                "muted",
                wraps=True,
            )
        )
        layout.addLayout(row(self.verify_button, self.load_button, 0))
        layout.addWidget(self.chain)
        layout.addWidget(self.audit_view, 1)
        return holder

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
            f"{balance}: {number(total)} lines = {number(header)} header "
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

    def _on_verified(self, report: AuditReport) -> None:
        self.verify_button.setEnabled(True)
        if report.is_intact:
            self.chain.setText(f"The chain is intact: {plural(report.rows, 'row')}, head {report.head}.")
            self.notice.clear()
            return
        broken = f"The audit chain is broken at row {report.first_broken}: {report.reason}"
        self.chain.setText(broken)
        self.notice.say(f"{broken} Stop working in this file and restore a backup.", "danger")

    def _on_rows(self, rows: list[AuditLine]) -> None:
        self.audit.set_records(rows)


def _audit_line(values: tuple[object, ...]) -> AuditLine:
    named = dict(zip(audit_trail.COLUMNS, values, strict=True))
    return AuditLine(
        seq=int(str(named["seq"])),
        at=str(named["at"]),
        actor=str(named["actor"]),
        verb=str(named["verb"]),
        subject=str(named["subject"]),
        payload=str(named["payload"]),
        hash=str(named["hash"]),
    )
