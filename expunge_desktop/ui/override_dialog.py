"""Override a finding: another outcome and a reason, both mandatory."""

from PySide6.QtWidgets import QWidget

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.records import ConvictionRow
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import PlainDialog, reason_field
from expunge_desktop.ui.form import combo, label
from expunge_desktop.ui.wording import OUTCOMES, outcome_label


class OverrideDialog(PlainDialog):
    """The button stays off until an outcome is chosen and a reason is written."""

    def __init__(self, row: ConvictionRow, parent: QWidget | None) -> None:
        super().__init__(
            "Override the finding",
            f"The finding for {row.code_section} in case {row.case_number or 'unknown'} is "
            f"“{outcome_label(row.policy_outcome)}”. Your outcome takes its place; "
            "the finding stays on record.",
            "Override",
            parent,
        )
        self.outcome_choice = combo("Outcome")
        self.outcome_choice.addItem("Choose an outcome", None)
        for code, words in OUTCOMES.items():
            if code != row.policy_outcome:
                self.outcome_choice.addItem(words, code)
        self.reason_text = reason_field("Reason")
        self.body.addWidget(label("Outcome", "strong"))
        self.body.addWidget(self.outcome_choice)
        self.body.addSpacing(theme.S)
        self.body.addWidget(label("Reason (required; it is kept in the audit trail)", "strong"))
        self.body.addWidget(self.reason_text)
        self.outcome_choice.currentIndexChanged.connect(lambda _place: self._on_changed())
        self.reason_text.textChanged.connect(self._on_changed)
        self._on_changed()
        self.outcome_choice.setFocus()

    @property
    def outcome(self) -> Outcome | None:
        """The outcome chosen."""
        chosen = self.outcome_choice.currentData()
        return Outcome(chosen) if chosen else None

    @property
    def reason(self) -> str:
        """The reason written."""
        return self.reason_text.toPlainText().strip()

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(self.outcome is not None and bool(self.reason))
