"""Dialogs of the office page: a new user, and signing a policy off."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.policies import PolicyInfo
from expunge_desktop.services.policy_words import UNCONFIRMED
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, date_edit, line_edit
from expunge_desktop.ui.pages.user_dialogs import PassphrasePair, RoleBoxes, SendingDialog


class UserDialog(SendingDialog):
    """Name, roles and a passphrase typed twice."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            "Add a user",
            "Let the new user type the passphrase; nobody else needs to know it.",
            "Add the user",
            parent,
        )
        self._name = line_edit()
        self.choice, self.pair = RoleBoxes(), PassphrasePair()
        form = FormGrid()
        form.add("Name", self._name, help_text="The person’s own name; the audit trail carries it.")
        self.body.addWidget(form)
        self.body.addWidget(self.choice)
        self.body.addSpacing(theme.S)
        self.body.addWidget(self.pair)
        for box in self.choice.boxes.values():
            box.toggled.connect(lambda _on: self._on_changed())
        for line in (self._name, self.pair.first.line, self.pair.again.line):
            line.textChanged.connect(lambda _text: self._on_changed())
        self._on_changed()
        self._name.setFocus()

    @property
    def name(self) -> str:
        """The new user's name."""
        return self._name.text().strip()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles ticked."""
        return self.choice.roles

    @property
    def passphrase(self) -> str:
        """The passphrase, once both are the same."""
        return self.pair.first.text()

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.name and self.roles) and self.pair.is_same)


class SignPolicyDialog(PlainDialog):
    """Who signed, and since when the office has adopted it."""

    def __init__(self, policy: PolicyInfo, today: QDate, parent: QWidget | None) -> None:
        super().__init__(
            f"Sign {policy.name}",
            f"{policy.title}, version {policy.version}. The name is printed on every paper made under it."
            + (f" Its criteria are unconfirmed: {UNCONFIRMED}." if policy.is_unconfirmed else ""),
            "Sign the policy",
            parent,
        )
        self._attorney = line_edit()
        self._adopted_on = date_edit("Adopted on")
        self._adopted_on.setDate(today)
        form = FormGrid()
        form.add("Attorney who signs", self._attorney)
        form.add("Adopted on", self._adopted_on, help_text="Month, day, year.")
        self.body.addWidget(form)
        self._attorney.textChanged.connect(lambda _text: self._on_changed())
        self._on_changed()
        self._attorney.setFocus()

    @property
    def attorney(self) -> str:
        """The attorney's name."""
        return self._attorney.text().strip()

    @property
    def adopted_on(self) -> date:
        """The day of adoption."""
        day = self._adopted_on.date()
        return date(day.year(), day.month(), day.day())

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.attorney))
