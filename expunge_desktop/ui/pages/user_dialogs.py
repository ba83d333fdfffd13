"""Dialogs about one user: roles, a passphrase, training and screening."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.own_passphrase import PASSPHRASE_ADVICE
from expunge_desktop.services.users import User
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, PassphraseField, date_edit, label, named, row
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.wording import ROLES

ROLE_HELP = {
    Role.CLERK: "imports, assesses, prints",
    Role.REVIEWER: "also decides convictions, writes policies, prepares filings",
    Role.SUPERVISOR: "also signs policies, releases filings, keeps wordings and courts",
    Role.ADMINISTRATOR: "users, keys and backups; sees no person by this role alone",
}


class RoleBoxes(QWidget):
    """One box for each role, with what it may do."""

    def __init__(self, ticked: frozenset[Role] = frozenset()) -> None:
        super().__init__()
        self.boxes = {role: QCheckBox(f"{ROLES[role]} – {ROLE_HELP[role]}") for role in Role}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(label("Roles", "strong"))
        for role, box in self.boxes.items():
            named(box, ROLES[role], ROLE_HELP[role])
            box.setChecked(role in ticked)
            layout.addWidget(box)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles ticked."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())


class PassphrasePair(QWidget):
    """A new passphrase, typed twice."""

    def __init__(self, name: str = "Passphrase") -> None:
        super().__init__()
        self.first, self.again = PassphraseField(), PassphraseField()
        form = FormGrid()
        form.add(name, self.first, help_text=PASSPHRASE_ADVICE)
        form.add(f"{name} again", self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(form)

    @property
    def is_same(self) -> bool:
        """Something was typed, twice alike."""
        return bool(self.first.text()) and self.first.text() == self.again.text()


class RolesDialog(PlainDialog):
    """Other roles for a user; at least one."""

    def __init__(self, user: User, parent: QWidget | None) -> None:
        super().__init__(
            f"Roles of {user.name}",
            "They count from the user’s next step, also in a window that is open elsewhere.",
            "Change the roles",
            parent,
        )
        self._before = user.roles
        self.choice = RoleBoxes(user.roles)
        self.body.addWidget(self.choice)
        for box in self.choice.boxes.values():
            box.toggled.connect(lambda _on: self._on_changed())
        self._on_changed()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles ticked."""
        return self.choice.roles

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.roles) and self.roles != self._before)


class SendingDialog(PlainDialog):
    """Stays open until what it asks for is done: a refusal is told in it, what was typed can be mended."""

    def __init__(self, title: str, sentence: str, accept_text: str, parent: QWidget | None) -> None:
        super().__init__(title, sentence, accept_text, parent)
        self.send: Callable[[], None] | None = None
        self.is_sent = False
        self.notice = Notice()
        self.body.addWidget(self.notice)

    def accept(self) -> None:
        """Have it done; `finish` or `refuse` follows."""
        if self.send is None:
            super().accept()
        elif not self.is_sent:
            self.is_sent = True
            self.accept_button.setEnabled(False)
            self.notice.clear()
            self.send()

    def finish(self) -> None:
        """It was done."""
        self.is_sent = False
        super().accept()

    def refuse(self, error: ExpungeError) -> None:
        """Say what stands in the way."""
        self.is_sent = False
        self.accept_button.setEnabled(True)
        self.notice.say_error(error)

    def reject(self) -> None:
        """Nothing is given up that is being done."""
        if not self.is_sent:
            super().reject()


class PassphraseDialog(SendingDialog):
    """A new passphrase for a user, typed by that user, who gives the present one for a change of the own."""

    def __init__(
        self, name: str, parent: QWidget | None, *, is_own: bool = False, is_return: bool = False
    ) -> None:
        sentence = (
            "The old one stops working at once."
            if is_own
            else f"Let {name} type it; nobody else needs to know it. A lock after failed tries is released."
        )
        title = "Change my passphrase" if is_own else f"New passphrase for {name}"
        if is_return:
            title = f"Let {name} in again"
        super().__init__(title, sentence, "Let in again" if is_return else "Change it", parent)
        self.present = PassphraseField()
        self._is_own = is_own
        if is_own:
            form = FormGrid()
            form.add("Present passphrase", self.present)
            self.body.addWidget(form)
        self.pair = PassphrasePair("New passphrase")
        self.body.addWidget(self.pair)
        for field in (self.present, self.pair.first, self.pair.again):
            field.line.textChanged.connect(lambda _text: self._on_changed())
        self._on_changed()
        (self.present if is_own else self.pair.first).setFocus()

    @property
    def passphrase(self) -> str:
        """The passphrase, once both are the same."""
        return self.pair.first.text()

    def refuse(self, error: ExpungeError) -> None:
        """A present passphrase that is wrong is typed again."""
        super().refuse(error)
        if self._is_own and not error.code.startswith("passphrase-"):
            self.present.clear()
            self.present.setFocus()

    def _on_changed(self) -> None:
        has_present = not self._is_own or bool(self.present.text())
        self.accept_button.setEnabled(has_present and self.pair.is_same)


class TrainingDialog(PlainDialog):
    """When a user was trained and screened, each perhaps not known."""

    def __init__(self, user: User, today: date, parent: QWidget | None) -> None:
        super().__init__(
            f"Training and screening of {user.name}",
            "The agency trains and screens; the workspace only keeps the days.",
            "Keep the days",
            parent,
        )
        self._trained = self._add("Trained in handling records on", user.trained_on, today)
        self._screened = self._add("Screened (fingerprints) on", user.screened_on, today)
        self._trained[0].setFocus()

    @property
    def trained_on(self) -> date | None:
        """The day, or None."""
        return _day(*self._trained)

    @property
    def screened_on(self) -> date | None:
        """The day, or None."""
        return _day(*self._screened)

    def _add(self, name: str, on: date | None, today: date) -> tuple[QCheckBox, QDateEdit]:
        box, field = QCheckBox(name), date_edit(name)
        named(box, f"{name}: known")
        shown = on or today
        field.setMaximumDate(QDate(today.year, today.month, today.day))
        field.setDate(QDate(shown.year, shown.month, shown.day))
        box.setChecked(on is not None)
        field.setEnabled(on is not None)
        box.toggled.connect(field.setEnabled)
        self.body.addLayout(row(box, 0, field))
        return box, field


def _day(box: QCheckBox, field: QDateEdit) -> date | None:
    if not box.isChecked():
        return None
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
