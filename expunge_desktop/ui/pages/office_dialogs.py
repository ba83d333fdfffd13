"""Dialogs of the office page: a new user, and signing a policy off."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QWidget

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.policies import PolicyInfo
from expunge_desktop.services.policy_words import UNCONFIRMED
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, PassphraseField, date_edit, label, line_edit, named
from expunge_desktop.ui.wording import ROLES

ROLE_HELP = {
    Role.CLERK: "imports and assesses",
    Role.REVIEWER: "decides convictions, writes policies, prepares filings",
    Role.SUPERVISOR: "decides, signs policies, releases filings",
    Role.ADMINISTRATOR: "adds users, keeps the office file",
}


class UserDialog(PlainDialog):
    """Name, roles and a passphrase typed twice."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            "Add a user",
            "Let the new user type the passphrase; nobody else needs to know it.",
            "Add the user",
            parent,
        )
        self._name = line_edit()
        self._roles = {role: QCheckBox(f"{ROLES[role]} – {ROLE_HELP[role]}") for role in Role}
        self._passphrase, self._again = PassphraseField(), PassphraseField()
        form = FormGrid()
        form.add("Name", self._name)
        self.body.addWidget(form)
        self.body.addWidget(label("Roles", "strong"))
        for role, box in self._roles.items():
            named(box, ROLES[role], ROLE_HELP[role])
            box.toggled.connect(lambda _on: self._on_changed())
            self.body.addWidget(box)
        self.body.addSpacing(theme.S)
        form = FormGrid()
        form.add("Passphrase", self._passphrase)
        form.add("Passphrase again", self._again)
        self.body.addWidget(form)
        for line in (self._name, self._passphrase.line, self._again.line):
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
        return frozenset(role for role, box in self._roles.items() if box.isChecked())

    @property
    def passphrase(self) -> str:
        """The passphrase, once both are the same."""
        return self._passphrase.text()

    def _on_changed(self) -> None:
        is_same = bool(self._passphrase.text()) and self._passphrase.text() == self._again.text()
        self.accept_button.setEnabled(bool(self.name and self.roles) and is_same)


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
