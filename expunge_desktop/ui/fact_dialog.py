"""Supply a fact from a document, or withdraw one: both stay on record, and wait for an assessment."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from expunge_desktop.services.fact_choices import FactChoice, is_contrary, record_in_words, standing_facts
from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.services.supplied_list import what
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import PlainDialog, reason_field
from expunge_desktop.ui.form import combo, label, line_edit, named


class SupplyFactDialog(PlainDialog):
    """The button stays off until the value can be read, a document is named, and a contradiction grounded."""

    def __init__(
        self,
        detail: ConvictionDetail,
        choices: Sequence[FactChoice],
        parent: QWidget | None,
        *,
        may_contradict: bool,
    ) -> None:
        """`may_contradict` tells whether this user may go before what the record says."""
        super().__init__(
            "Supply a fact",
            f"For {detail.row.person_name or 'this person'}, case {detail.row.case_number or 'unknown'}. The "
            "delivery stays as it is. The fact counts from the next assessment on; until then the finding "
            "stands on what it was made with.",
            "Supply",
            parent,
        )
        self._may_contradict = may_contradict
        self.fact_choice = combo("Fact")
        self._choices = {one.name: one for one in choices}
        for one in choices:
            self.fact_choice.addItem(f"{one.what}{_mark(one)}", one.name)
        self.value_line = line_edit()
        named(self.value_line, "Value")
        self.help = label("", "caption", wraps=True)
        self.document_line = line_edit("certified docket of case …, seen …")
        named(self.document_line, "Document that shows it")
        self.reason_text: QPlainTextEdit = reason_field("Ground")
        self.reason_label = label("", "strong", wraps=True)
        for title, field in (
            ("Fact", self.fact_choice),
            ("Value", self.value_line),
            ("", self.help),
            ("Document that shows it (required)", self.document_line),
        ):
            if title:
                self.body.addWidget(label(title, "strong"))
            self.body.addWidget(field)
        self.body.addSpacing(theme.S)
        self.body.addWidget(self.reason_label)
        self.body.addWidget(self.reason_text)
        self.fact_choice.currentIndexChanged.connect(lambda _place: self._on_changed())
        self.value_line.textChanged.connect(lambda _text: self._on_changed())
        self.document_line.textChanged.connect(lambda _text: self._on_changed())
        self.reason_text.textChanged.connect(self._on_changed)
        self._on_changed()
        self.fact_choice.setFocus()

    @property
    def fact(self) -> str:
        """The name of the fact chosen; empty when none is left to supply."""
        return str(self.fact_choice.currentData() or "")

    @property
    def value(self) -> str:
        """The value written."""
        return self.value_line.text().strip()

    @property
    def document(self) -> str:
        """Which document shows it."""
        return self.document_line.text().strip()

    @property
    def reason(self) -> str:
        """The ground for going before the record."""
        return self.reason_text.toPlainText().strip()

    def _on_changed(self) -> None:
        chosen = self._choices.get(self.fact)
        contrary = is_contrary(chosen, self.value) if chosen else None
        is_before = contrary or (chosen is not None and chosen.is_unread)
        if chosen is not None:
            unread = " This cannot be read." if self.value and contrary is None else ""
            self.help.setText(f"{chosen.values}. {record_in_words(chosen)}{unread}")
        if not is_before:
            said = "Ground (needed only where the record says something else)"
        elif self._may_contradict:
            said = "Ground for going before the record (required; for reviewers and supervisors)"
        else:
            said = "You cannot go before the record: a reviewer or a supervising attorney can, with a ground"
        self.reason_label.setText(said)
        is_grounded = not is_before or (self._may_contradict and bool(self.reason))
        self.accept_button.setEnabled(contrary is not None and bool(self.document) and is_grounded)


def _mark(choice: FactChoice) -> str:
    """What stands beside a fact that the finding misses."""
    if not choice.is_asked:
        return ""
    return " (could not be read)" if choice.is_unread else " (missing here)"


class WithdrawFactDialog(PlainDialog):
    """Which supplied fact is withdrawn, and why."""

    def __init__(self, detail: ConvictionDetail, parent: QWidget | None) -> None:
        super().__init__(
            "Withdraw a supplied fact",
            "It stays on record with the withdrawal beside it. The next assessment decides without it.",
            "Withdraw",
            parent,
        )
        self.fact_choice = combo("Supplied fact")
        for one in standing_facts(detail):
            self.fact_choice.addItem(f"{one.id}: {what(one)} {one.value}", one.id)
        self.reason_text = reason_field("Reason")
        self.body.addWidget(label("Supplied fact", "strong"))
        self.body.addWidget(self.fact_choice)
        self.body.addSpacing(theme.S)
        self.body.addWidget(label("Reason (required; it is kept in the audit trail)", "strong"))
        self.body.addWidget(self.reason_text)
        self.reason_text.textChanged.connect(self._on_changed)
        self._on_changed()
        self.fact_choice.setFocus()

    @property
    def fact_id(self) -> int:
        """The fact chosen."""
        return int(self.fact_choice.currentData())

    @property
    def reason(self) -> str:
        """Why it is withdrawn."""
        return self.reason_text.toPlainText().strip()

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(self.fact_choice.count() > 0 and bool(self.reason))
