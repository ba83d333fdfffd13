"""The audit trail: searched, one row read whole, verified against its witnesses, written out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_checkpoint, audit_trail, audit_words
from expunge_desktop.services.audit_export import export_audit
from expunge_desktop.services.audit_trail import AuditFilter, AuditLine, AuditVerification
from expunge_desktop.services.masking import Export
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.table_export import Exported
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import choose_new_file
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, label, named, row, selectable
from expunge_desktop.ui.models.paged_model import Delivered, PagedModel
from expunge_desktop.ui.models.records_model import Field
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.audit_check import VerifyDialog, verdict
from expunge_desktop.ui.pages.audit_filter import AuditFilterBar
from expunge_desktop.ui.pages.audit_words import whole_row
from expunge_desktop.ui.place_dialog import write_out
from expunge_desktop.ui.release_dialog import ReleaseDialog
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import instant, number, plural

FIELDS: tuple[Field[AuditLine], ...] = (
    Field("Row", 8, lambda one: number(one.seq), is_number=True),
    Field("When", 17, lambda one: instant(one.at)),
    Field("Who", 16, lambda one: one.actor),
    Field("What", 34, lambda one: one.meaning),
    Field("Subject", 28, lambda one: one.subject),
    Field("Details", 60, lambda one: one.payload or one.why_no_payload),
)


class AuditExportDialog(ReleaseDialog):
    """Who receives the rows of the trail."""

    export = Export.AUDIT


class AuditTab(QWidget):
    """Reading is itself audited, so the rows come when they are asked for."""

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        roles: frozenset[Role] = context.session.roles
        self.may_read = bool(roles & ROLES_OF[Right.READ_AUDIT])
        self.filters = AuditFilterBar(context.session.clock.today())
        self.filters.changed.connect(self.search)
        self.model: PagedModel[AuditLine] = PagedModel(FIELDS, self._fetch, self)
        self.view = table(self.model, "Rows of the audit trail", self.model.widths)
        self.view.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show_detail())
        self.model.rows_arrived.connect(self._show_detail)
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.document().setDocumentMargin(theme.S)
        named(self.detail, "The selected row in full")
        self.chain = selectable(
            label("Not verified in this session yet.", "muted", wraps=True), "Audit chain"
        )
        self.found = label("", "muted")
        self.verify_button = button("Verify…", self.ask_verify, role="primary", tip="Walk the whole chain")
        self.show_button = button("Show the rows", self.search, tip="Reading is audited too")
        self.checkpoint_button = button("Write a checkpoint…", self.write_checkpoint)
        self.export_button = button("Export as CSV…", self.export)
        self.show_button.setEnabled(self.may_read)
        self.export_button.setEnabled(self.may_read)
        self.filters.setEnabled(self.may_read)
        self.checkpoint_button.setEnabled(bool(roles & ROLES_OF[Right.WRITE_CHECKPOINTS]))
        if not self.may_read:
            self.show_button.setToolTip("For supervising attorneys and administrators")
        self._lay_out()

    def search(self) -> None:
        """Ask for the rows that match; this is itself written to the trail."""
        if not self.may_read:
            return
        session, wanted = self._context.session, self.filters.wanted

        def work() -> tuple[list[int], dict[str, int], dict[str, int]]:
            return (
                audit_trail.seqs(session, wanted), audit_trail.actors(session), audit_trail.verbs(session)
            )  # fmt: skip

        def then(found: tuple[list[int], dict[str, int], dict[str, int]]) -> None:
            if wanted == self.filters.wanted:
                self._show(*found, wanted)

        self._context.jobs.write(self, "", lambda _progress: work(), then, self._notice.say_error)

    def ask_verify(self) -> None:
        """Ask against what the chain is to be held, then walk it."""
        asked = VerifyDialog(self)
        if asked.exec() == QDialog.DialogCode.Accepted:
            self.verify(asked.files, asked.heads)

    def verify(self, files: Sequence[Path] = (), heads: Sequence[str] = ()) -> None:
        """Walk the audit chain from its beginning and hold it against every witness."""
        session = self._context.session
        self.verify_button.setEnabled(False)
        self.chain.setText("Verifying…")

        def failed(error: ExpungeError) -> None:
            self.verify_button.setEnabled(True)
            self.chain.setText("Not verified.")
            self._notice.say_error(error)

        self._context.jobs.read(
            self,
            lambda progress: audit_trail.verify(session, files, heads, progress),
            self._on_verified,
            failed,
            title="Verifying the audit trail",
        )

    def write_checkpoint(self) -> None:
        """A small file with the head of the chain, to be kept where the workspace is not."""
        path = choose_new_file(self, "Write a checkpoint", "Checkpoints (*.json)", ".json")
        if path is None:
            return
        session = self._context.session

        def then(made: audit_checkpoint.Checkpoint) -> None:
            self._notice.say(
                f"{made.name} holds row {number(made.seq)} of the chain. Keep it where the workspace is not: "
                "it shows later whether rows up to there were changed.",
                "success",
            )

        self._context.jobs.write(
            self, "", lambda _progress: audit_checkpoint.export(session, path), then, self._notice.say_error
        )

    def export(self) -> None:
        """Write the rows that match to a file: a release like any other."""
        asked = AuditExportDialog(
            "Export the audit trail", "It holds the rows that match the filter, with their details.", self
        )
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        path = choose_new_file(self, "Export the audit trail", "Tables (*.csv)", ".csv")
        if path is None:
            return
        session, wanted = self._context.session, self.filters.wanted
        recipient, purpose, kind = asked.told

        def then(written: Exported) -> None:
            self._notice.say(f"{plural(written.rows, 'row')} written to {path.name}.", "success")

        write_out(
            self._context,
            self,
            "Export of the audit trail",
            path,
            lambda _p: export_audit(session, path, wanted, recipient=recipient, purpose=purpose, kind=kind),
            then,
            self._notice.say_error,
        )

    def _fetch(self, numbers: Sequence[int], deliver: Delivered[AuditLine]) -> None:
        session = self._context.session

        def then(rows: Mapping[int, AuditLine]) -> None:
            deliver(rows)

        self._context.jobs.read(
            self, lambda _p: audit_trail.lines(session, numbers), then, self._notice.say_error
        )

    def _show(
        self, numbers: list[int], actors: dict[str, int], verbs: dict[str, int], wanted: AuditFilter
    ) -> None:
        self.model.set_numbers(numbers)
        self.filters.set_choices(actors, verbs)
        self.found.setText(f"{plural(len(numbers), 'row')}, newest first")
        self._stack.setCurrentIndex(1 if numbers else 2)
        is_narrow = wanted != AuditFilter()
        self._nothing.say("No row matches", "Widen the filter." if is_narrow else "The trail is empty.")
        if numbers:
            self.view.selectRow(0)

    def _show_detail(self) -> None:
        shown = self.model.row_at(self.view.currentIndex().row())
        text = whole_row(shown) if shown is not None else ""
        if text != self.detail.toPlainText():
            self.detail.setPlainText(text)

    def _on_verified(self, found: AuditVerification) -> None:
        self.verify_button.setEnabled(True)
        self.chain.setText(verdict(found))
        if found.is_intact:
            self._notice.clear()
        elif found.is_lacking and found.first_broken is None:
            self._notice.say(f"{audit_words.LACKING} {audit_words.WHAT_TO_DO}", "warning")
        else:
            self._notice.say(
                f"The audit trail is broken at row {found.first_broken}: {found.reason} Stop working in this "
                "file, keep it as it is, and tell whoever answers for the office's security.",
                "danger",
            )

    def _lay_out(self) -> None:
        start = "The rows are read when you ask for them" if self.may_read else "Only some may read the trail"
        said = (
            "Press Show the rows, or fill in a filter. Each reading is a row of its own."
            if self.may_read
            else "Supervising attorneys and administrators read it. Anybody may have it verified."
        )
        self._nothing = EmptyState("No row matches", "Widen the filter.", icon_name="search")
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(start, said, icon_name="ledger"))
        reading = QSplitter()
        reading.addWidget(self.view)
        reading.addWidget(self.detail)
        reading.setChildrenCollapsible(False)
        reading.setHandleWidth(theme.M)
        reading.setSizes([760, 380])
        self._stack.addWidget(reading)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addLayout(
            row(
                self.verify_button,
                self.show_button,
                self.checkpoint_button,
                self.export_button,
                0,
                self.found,
            )
        )
        layout.addWidget(self.chain)
        layout.addWidget(self.filters)
        layout.addWidget(self._stack, 1)
