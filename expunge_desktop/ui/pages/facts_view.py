"""What was supplied for a conviction and its person: by whom, from which document, and whether it waits."""

from collections.abc import Callable
from html import escape

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services.fact_choices import FactChoice, fact_choices, may_contradict, standing_facts
from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.services.supplied_facts import subject_of, supply_fact, withdraw_fact
from expunge_desktop.services.supplied_list import SuppliedRecord, state_in_words, what
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.fact_dialog import SupplyFactDialog, WithdrawFactDialog
from expunge_desktop.ui.form import button, named, row
from expunge_desktop.ui.wording import instant

Change = Callable[[Callable[[], None], str], None]  # the work, and what is said when it is done
SUPPLIED = "The fact was supplied. Assess again to decide on it."
WITHDRAWN = "The fact was withdrawn. Assess again to decide without it."


class FactsView(QWidget):
    """The list, and the two things that can be done; nothing in the list can be changed."""

    def __init__(self, context: Context, change: Change, failed: Callable[[ExpungeError], None]) -> None:
        """`change` does the work in a job and shows the conviction again; `failed` tells a refusal."""
        super().__init__()
        self._context, self._session = context, context.session
        self._change, self._failed = change, failed
        self._is_asking = False
        self._detail: ConvictionDetail | None = None
        self.supply_button = button("Supply a fact… (F)", self.supply, tip="Write down what a document shows")
        self.withdraw_button = button("Withdraw a fact…", self.withdraw)
        self.list = QTextBrowser()
        named(self.list, "Supplied facts")
        self.list.setOpenLinks(False)
        self.list.setTabChangesFocus(True)
        self.list.document().setDocumentMargin(theme.M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.XS, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addLayout(row(self.supply_button, self.withdraw_button, 0))
        layout.addWidget(self.list, 1)
        theme.current_theme().changed.connect(self._draw)
        self._enable()

    def show_detail(self, detail: ConvictionDetail) -> None:
        """Show what was supplied for a conviction."""
        self._detail = detail
        self._enable()
        self._draw()

    def clear(self) -> None:
        """Nothing of the conviction shown before stays in sight."""
        self._detail = None
        self.list.clear()
        self._enable()

    def supply(self) -> None:
        """Ask for a fact and its document, once it is known what the delivered record says."""
        if self._detail is None or self._is_asking:
            return
        session, detail = self._session, self._detail
        self._is_asking = True

        def show(choices: list[FactChoice]) -> None:
            self._is_asking = False
            if self._detail is detail:
                self._ask(detail, choices)

        def failed(error: ExpungeError) -> None:
            self._is_asking = False
            self._failed(error)

        self._context.jobs.read(self, lambda _progress: fact_choices(session, detail), show, failed)

    def _ask(self, detail: ConvictionDetail, choices: list[FactChoice]) -> None:
        asked = SupplyFactDialog(detail, choices, self, may_contradict=may_contradict(self._session))
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        session, conviction_id = self._session, detail.row.id
        given = asked.fact, asked.value, asked.document
        reason = asked.reason

        def work() -> None:
            supply_fact(session, subject_of(session, conviction_id), *given, reason=reason)

        self._change(work, SUPPLIED)

    def withdraw(self) -> None:
        """Ask which fact is withdrawn, and why."""
        if self._detail is None or not standing_facts(self._detail):
            return
        asked = WithdrawFactDialog(self._detail, self)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        session, fact_id, reason = self._session, asked.fact_id, asked.reason

        def work() -> None:
            withdraw_fact(session, fact_id, reason)

        self._change(work, WITHDRAWN)

    def _enable(self) -> None:
        self.supply_button.setEnabled(self._detail is not None)
        can_withdraw = self._detail is not None and bool(standing_facts(self._detail))
        self.withdraw_button.setEnabled(can_withdraw)

    def _draw(self) -> None:
        if self._detail is not None:
            self.list.document().setDefaultStyleSheet(theme.current_theme().document_style())
            self.list.setHtml(facts_html(self._detail))


def facts_html(detail: ConvictionDetail) -> str:
    """The list as one document, newest first."""
    if not detail.supplied:
        return (
            "<p class='muted'>Nothing was supplied. Where the finding misses a fact, F writes it down "
            "with the document that shows it.</p>"
        )
    return "".join(map(_one, reversed(detail.supplied)))


def _one(record: SuppliedRecord) -> str:
    if record.withdraws is not None:
        head, said = f"{what(record)}: fact {record.withdraws} withdrawn", record.reason
    else:
        recorded = f"“{record.recorded}”" if record.recorded else "nothing"
        ground = f" Ground: {record.reason}" if record.reason else ""
        head = f"{what(record)}: {record.value}"
        said = f"From {record.document} (recorded: {recorded}).{ground}"
    state = f"{record.supplied_by}, {instant(record.supplied_at)}; {state_in_words(record)}"
    return (
        f"<p><span class='strong'>{escape(head)}</span><br>{escape(said)}"
        f"<br><span class='muted'>{escape(state)}</span></p>"
    )
