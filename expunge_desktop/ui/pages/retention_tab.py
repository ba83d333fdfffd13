"""How long rows stay: what is sealed, due and overdue; planned by one person, destroyed by another."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services import may_be_sealed, office, purge, retention
from expunge_desktop.services.audit_retention import DroppedPayloads, drop_payloads, due_payloads
from expunge_desktop.services.csv_files import open_new_file
from expunge_desktop.services.may_be_sealed import DoubtfulRow
from expunge_desktop.services.purge import Certificate, PurgePlan
from expunge_desktop.services.retention import RetentionStatus
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.session import Session
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import choose_new_file
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.dialogs import PlainDialog, ask, reason_field
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, label, named, row, selectable
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.doubt_dialog import DoubtDialog
from expunge_desktop.ui.pages.retention_words import details_words, drop_question, plan_words, status_words
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import day, instant, number, plural

Found = tuple[RetentionStatus, tuple[Certificate, ...], DroppedPayloads | None]
FIELDS: tuple[Field[Certificate], ...] = (
    Field("No.", 5, lambda one: number(one.id), is_number=True),
    Field("Destroyed", 17, lambda one: instant(one.made_at)),
    Field("By", 18, lambda one: one.made_by),
    Field("Planned by", 18, lambda one: one.planned_by),
    Field("Convictions", 11, lambda one: number(one.convictions), is_number=True),
    Field("People", 8, lambda one: number(one.people), is_number=True),
    Field("Ground", 50, lambda one: one.ground),
    Field("SHA-256", 66, lambda one: one.sha256),
)


class PlanDialog(PlainDialog):
    """The ground of a destruction, and whether records overdue by the statute are to go too."""

    def __init__(self, status: RetentionStatus, parent: QWidget | None) -> None:
        super().__init__(
            "Plan a destruction",
            f"{plural(status.due, 'sealed conviction')} past the office’s term. Nothing is destroyed yet: "
            "another user with the administrator’s role must carry the plan out.",
            "Make the plan",
            parent,
        )
        self.with_overdue = QCheckBox(
            f"Also {plural(status.overdue, 'conviction')} overdue for destruction by HS 11361.5 (unconfirmed)"
        )
        named(self.with_overdue, self.with_overdue.text())
        self.with_overdue.setEnabled(bool(status.overdue))
        self._can_go_without = bool(status.due)
        self._ground = reason_field("Ground")
        self.body.addWidget(self.with_overdue)
        self.body.addSpacing(theme.S)
        self.body.addWidget(
            label("Ground (needed for overdue records; printed on the certificate)", "strong")
        )
        self.body.addWidget(self._ground)
        self.with_overdue.toggled.connect(lambda _on: self._on_changed())
        self._ground.textChanged.connect(self._on_changed)
        self._on_changed()

    @property
    def ground(self) -> str:
        """The ground written."""
        return self._ground.toPlainText().strip()

    def _on_changed(self) -> None:
        needs_ground = self.with_overdue.isChecked()
        self.accept_button.setEnabled(bool(self.ground) if needs_ground else self._can_go_without)


class RetentionTab(QWidget):
    """Counts and terms for everybody; planning for supervising attorneys, destroying for administrators."""

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        roles = context.session.roles
        self._may_plan = bool(roles & ROLES_OF[Right.PLAN_DESTRUCTION])
        self._may_destroy = bool(roles & ROLES_OF[Right.DESTROY])
        self._may_drop = self._may_plan and self._may_destroy
        self._status: RetentionStatus | None = None
        self._due: DroppedPayloads | None = None
        self.state = selectable(label("", wraps=True), "Retention")
        self.planned = selectable(label("", "strong", wraps=True), "Planned destruction")
        self.plan_button = button("Plan a destruction…", self.make_plan, role="primary")
        self.withdraw_button = button("Withdraw the plan", self.withdraw)
        self.purge_button = button("Carry the plan out…", self.carry_out)
        self.doubt_button = button("Rows in doubt…", self.answer_doubt)
        self.clear_button = button("Clear the freed pages", self.clear)
        self.details = selectable(label("", wraps=True), "Details of audit rows")
        self.drop_button = button("Drop old audit details…", self.drop_details)
        self.model: RecordsModel[Certificate] = RecordsModel(FIELDS, self)
        self.view = table(self.model, "Certificates of destruction", self.model.widths)
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self._enable())
        self.save_button = button("Save the certificate…", self.save_certificate, icon_name="save")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(
            EmptyState(
                "Nothing was destroyed", "Each destruction leaves a certificate here: counts and hashes."
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(self.state)
        layout.addWidget(self.planned)
        layout.addLayout(
            row(
                self.plan_button,
                self.withdraw_button,
                self.purge_button,
                self.doubt_button,
                self.clear_button,
                0,
                self.save_button,
            )
        )
        layout.addWidget(self._stack, 1)
        below = row(self.details, self.drop_button, spacing=theme.M)
        below.setStretch(0, 1)
        layout.addLayout(below)
        self._enable()

    def refresh(self) -> None:
        """Ask for counts, the plan and the certificates."""
        session = self._context.session

        def work(
            _progress: Progress,
        ) -> tuple[RetentionStatus, tuple[Certificate, ...], DroppedPayloads | None]:
            office.look_again(session)  # another user may have set a term meanwhile
            return retention.status(session), purge.certificates(session), due_payloads(session)

        self._context.jobs.read(self, work, self._show, self._notice.say_error)

    def showEvent(self, event: QShowEvent) -> None:
        """What others did meanwhile is told when the tab comes to the front."""
        super().showEvent(event)
        if self._status is not None:
            self.refresh()

    def make_plan(self) -> None:
        """Plan what is due; a plan replaces the one before."""
        if self._status is None:
            return
        asked = PlanDialog(self._status, self)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        session, ground, with_overdue = self._context.session, asked.ground, asked.with_overdue.isChecked()

        def then(made: PurgePlan) -> None:
            count = plural(len(made.convictions), "conviction")
            self._done(f"{count} planned for destruction; another user carries it out.")

        self._write(lambda _p: purge.plan(session, ground=ground, include_overdue=with_overdue), then)

    def withdraw(self) -> None:
        """Give the plan up."""
        session = self._context.session
        self._write(lambda _p: purge.withdraw(session), lambda _n: self._done("The plan was withdrawn."))

    def carry_out(self) -> None:
        """Destroy what another person planned. It cannot be undone."""
        plan = self._status.plan if self._status is not None else None
        if plan is None or not ask(
            self,
            "Destroy these records?",
            f"{plan_words(plan)} This cannot be undone. A certificate with counts and hashes stays.",
            "Destroy them",
        ):
            return
        session = self._context.session

        def then(made: Certificate) -> None:
            count = plural(made.convictions, "conviction")
            self._done(f"{count} destroyed; save certificate {made.id}. Backups of before still hold them.")
            self._context.tell(*Topic)

        self._write(lambda progress: purge.purge(session, progress), then, "Destruction")

    def clear(self) -> None:
        """Finish what a destruction has left: the freed pages of the file."""
        session = self._context.session

        def then(is_clear: bool) -> None:
            words = (
                "The freed pages are cleared."
                if is_clear
                else "Another window keeps the log busy; close it and try again."
            )
            self._done(words, "success" if is_clear else "warning")

        self._write(lambda progress: purge.finish_clearing(session, progress), then, "Clearing freed pages")

    def answer_doubt(self) -> None:
        """Say of a row that may be sealed whether it is."""
        session = self._context.session

        def then(told: str) -> None:
            self._done(told)
            self._context.tell(*Topic)

        def show(rows: tuple[DoubtfulRow, ...]) -> None:
            asked = DoubtDialog(rows, self)
            is_answered = asked.exec() == QDialog.DialogCode.Accepted
            row, is_same, note = asked.row, asked.is_same, asked.note.text()
            asked.deleteLater()
            if is_answered and row is not None:
                self._write(lambda _p: _say(session, row.conviction_id, note, is_same=is_same), then)

        self._context.jobs.read(
            self, lambda _p: may_be_sealed.doubtful_rows(session), show, self._notice.say_error
        )

    def drop_details(self) -> None:
        """Have what audit rows past the office's term say dropped. It cannot be undone."""
        due, years = self._due, self._status.audit_years if self._status is not None else None
        if due is None or years is None or not ask(self, *drop_question(due, years)):
            return
        session = self._context.session

        def then(done: DroppedPayloads) -> None:
            before = day(done.before[:10])
            self._done(f"{plural(done.rows, 'audit row')} from before {before} lost the details, by policy.")

        self._write(lambda progress: drop_payloads(session, progress), then, "Dropping audit details")

    def save_certificate(self) -> None:
        """The certificate as a page to sign."""
        chosen = self._chosen
        if chosen is None:
            return
        path = choose_new_file(self, "Save the certificate", "PDF (*.pdf)", ".pdf")
        if path is None:
            return
        session, number_ = self._context.session, chosen.id

        def work(_progress: Progress) -> None:
            content = purge.certificate_pdf(session, number_)
            with open_new_file(path) as file:
                file.write(content)

        self._context.jobs.read(
            self,
            work,
            lambda _n: self._notice.say(f"{path.name} was saved.", "success"),
            self._notice.say_error,
        )

    @property
    def _chosen(self) -> Certificate | None:
        place = self.view.currentIndex().row()
        return self.model.records[place] if 0 <= place < len(self.model.records) else None

    def _write(self, work: Callable[[Progress], Any], then: Callable[[Any], None], title: str = "") -> None:
        def failed(error: ExpungeError) -> None:
            self._notice.say_error(error)
            self.refresh()

        self._context.jobs.write(self, title, work, then, failed)

    def _done(self, words: str, tone: str = "success") -> None:
        self._notice.say(words, tone)
        self.refresh()

    def _show(self, found: Found) -> None:
        self._status, certificates, self._due = found
        years = self._status.audit_years
        self.details.setText(details_words(self._due, years, may_drop=self._may_drop))
        self.state.setText(status_words(self._status))
        self.planned.setText(plan_words(self._status.plan) if self._status.plan is not None else "")
        self.planned.setVisible(self._status.plan is not None)
        self.model.set_records(tuple(reversed(certificates)))
        self._stack.setCurrentIndex(0 if certificates else 1)
        if certificates:
            self.view.selectRow(0)
        self._enable()

    def _enable(self) -> None:
        status = self._status
        plan = status.plan if status is not None else None
        self.plan_button.setEnabled(
            self._may_plan and status is not None and bool(status.due or status.overdue)
        )
        self.withdraw_button.setEnabled(self._may_plan and plan is not None)
        is_other = plan is not None and plan.made_by != self._context.session.user
        self.purge_button.setEnabled(self._may_destroy and is_other)
        self.purge_button.setToolTip(
            "Destroy what was planned"
            if is_other or plan is None
            else "You planned it: another administrator must carry it out"
        )
        self.doubt_button.setVisible(status is not None and bool(status.in_doubt))
        self.doubt_button.setEnabled(self._may_plan)
        self.clear_button.setVisible(status is not None and status.is_clearing_due)
        self.clear_button.setEnabled(self._may_destroy)
        self.drop_button.setEnabled(self._may_drop and self._due is not None and bool(self._due.rows))
        self.save_button.setEnabled(self._chosen is not None)


def _say(session: Session, row: int, note: str, *, is_same: bool) -> str:
    if is_same:
        may_be_sealed.say_same(session, row, note)
        return f"Row {number(row)} is sealed by the same order; nothing of it is shown any more."
    may_be_sealed.say_other(session, row, note)
    return f"Row {number(row)} is another conviction and is shown again. Assess again."
