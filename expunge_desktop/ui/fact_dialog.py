"""Supply a fact from a document, or withdraw one: both stay on record, and wait for an assessment."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from expunge_desktop.services.fact_choices import fact_choices, is_contrary, standing_facts
from expunge_desktop.services.records import ConvictionDetail
from expunge_desktop.services.supplied_list import what
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import PlainDialog, reason_field
from expunge_desktop.ui.form import combo, label, line_edit, named


class SupplyFactDialog(PlainDialog):
    """The button stays off until the value can be read, a document is named, and a contradiction grounded."""

    def __init__(self, detail: ConvictionDetail, parent: QWidget | None) -> None:
        super().__init__(
            "Supply a fact",
            f"For {detail.row.person_name or 'this person'}, case {detail.row.case_number or 'unknown'}. The "
            "delivery stays as it is. The fact counts from the next assessment on; until then the finding "
            "stands on what it was made with.",
            "Supply",
            parent,
        )
        self._detail = detail
        self.fact_choice = combo("Fact")
        self._choices = {one.name: one for one in fact_choices(detail)}
        for one in self._choices.values():
            self.fact_choice.addItem(f"{one.what} (missing here)" if one.is_asked else one.what, one.name)
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
        contrary = is_contrary(self._detail, self.fact, self.value) if chosen else None
        if chosen is not None:
            recorded = f"“{chosen.recorded}”" if chosen.recorded else "nothing"
            unread = " This cannot be read." if self.value and contrary is None else ""
            self.help.setText(f"{chosen.values}. The record says {recorded}.{unread}")
        self.reason_label.setText(
            "Ground for going before the record (required; for reviewers and supervisors)"
            if contrary
            else "Ground (needed only where the record says something else)"
        )
        is_whole = contrary is not None and bool(self.document) and (not contrary or bool(self.reason))
        self.accept_button.setEnabled(is_whole)


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
