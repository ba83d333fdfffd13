"""The tab of the office page for users: who may do what, training and screening, locks, and the keys."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import users
from expunge_desktop.services.own_passphrase import change_own_passphrase
from expunge_desktop.services.users import User
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.dialogs import ask
from expunge_desktop.ui.form import button, label, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.keys_bar import KeysBar
from expunge_desktop.ui.pages.office_dialogs import UserDialog
from expunge_desktop.ui.pages.user_dialogs import PassphraseDialog, RolesDialog, SendingDialog, TrainingDialog
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import ROLES, day, instant

# Recommended, unconfirmed: what the CJIS Security Policy is read to ask for (law/privacy.md). It is the
# agency's own affair; the table only points at what is older.
TRAINED_EVERY = timedelta(days=366)
SCREENED_EVERY = timedelta(days=5 * 366)
_SAID = (
    "Each user has a passphrase of their own. Names are never used twice, so the audit trail stays clear. "
    "Training every year and screening every five years are recommended, unconfirmed; both are the agency’s."
)


class UsersTab(QWidget):
    """The list of users; what is done to one of them needs the administrator's role."""

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        self.is_administrator = Role.ADMINISTRATOR in context.session.roles
        self.model: RecordsModel[User] = RecordsModel(self._fields(), self)
        self.view = table(self.model, "Users", self.model.widths)
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self._enable())
        self.model.modelReset.connect(self._enable)
        self.add_button = button("Add a user…", self.add, role="primary")
        self.roles_button = button("Roles…", self.change_roles)
        self.training_button = button("Training…", self.set_training)
        self.passphrase_button = button("New passphrase…", self.give_passphrase)
        self.release_button = button("Release the lock", self.release_lock)
        self.remove_button = button("Remove…", self.remove)
        self.own_button = button("Change my passphrase…", self.change_own)
        self.keys = KeysBar(context, notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(label(_SAID, "muted", wraps=True))
        layout.addWidget(self.view, 1)
        layout.addLayout(
            row(
                self.add_button,
                self.roles_button,
                self.training_button,
                self.passphrase_button,
                self.release_button,
                self.remove_button,
                0,
                self.own_button,
            )
        )
        layout.addWidget(self.keys)
        self._enable()

    @property
    def selected(self) -> User | None:
        """The user selected in the list."""
        place = self.view.currentIndex().row()
        return self.model.records[place] if 0 <= place < len(self.model.records) else None

    def refresh(self) -> None:
        """Ask for the users."""
        session = self._context.session
        self._context.jobs.read(
            self, lambda _p: users.list_users(session), self._show, self._notice.say_error
        )
        self.keys.refresh()

    def add(self) -> None:
        """Add a user with a passphrase of their own."""
        asked = UserDialog(self)
        session = self._context.session

        def send() -> None:
            name, passphrase, roles = asked.name, asked.passphrase, asked.roles
            self._do(lambda: users.add_user(session, name, passphrase, roles), f"{name} was added.", asked)

        asked.send = send
        asked.exec()

    def change_roles(self) -> None:
        """Give the selected user other roles."""
        if (user := self.selected) is None:
            return
        asked = RolesDialog(user, self)
        if asked.exec() == QDialog.DialogCode.Accepted:
            roles = asked.roles
            self._do(
                lambda: users.change_roles(self._context.session, user.name, roles),
                f"The roles of {user.name} were changed; they count from the next step.",
            )

    def set_training(self) -> None:
        """Keep when the selected user was trained and screened."""
        if (user := self.selected) is None:
            return
        asked = TrainingDialog(user, self._context.session.clock.today(), self)
        if asked.exec() == QDialog.DialogCode.Accepted:
            days = asked.trained_on, asked.screened_on
            self._do(
                lambda: users.set_training(self._context.session, user.name, *days),
                f"The dates of {user.name} were kept.",
            )

    def give_passphrase(self) -> None:
        """A new passphrase for the selected user; a removed one is let in again by it."""
        if (user := self.selected) is None:
            return
        give = users.change_passphrase if user.is_active else users.reactivate
        done = "has a new passphrase" if user.is_active else "is a user again, with the roles of before"
        self._ask_passphrase(user.name, give, f"{user.name} {done}.", is_return=not user.is_active)

    def change_own(self) -> None:
        """A new passphrase for whoever is logged on."""
        session = self._context.session
        asked = PassphraseDialog(session.user, self, is_own=True)

        def send() -> None:
            words = asked.present.text(), asked.passphrase
            self._do(lambda: change_own_passphrase(session, *words), "Your passphrase was changed.", asked)

        asked.send = send
        asked.exec()

    def release_lock(self) -> None:
        """Let the selected user try again at once."""
        if (user := self.selected) is not None:
            self._do(
                lambda: users.release_lock(self._context.session, user.name), f"{user.name} may log on again."
            )

    def remove(self) -> None:
        """Keep the selected user out from now on."""
        user = self.selected
        if user is not None and ask(
            self,
            f"Remove {user.name}?",
            "The passphrase stops working at once, also in a window that is open; the name stays in the "
            "audit trail. Who kept an old copy of both files can still read that copy: make a new data key "
            "afterwards if that is to be feared.",
            "Remove",
        ):
            self._do(
                lambda: users.deactivate(self._context.session, user.name),
                f"{user.name} was removed. A new data key shuts out old copies of the key file as well.",
            )

    def _ask_passphrase(
        self,
        name: str,
        give: Callable[..., None],
        done: str,
        *,
        is_return: bool = False,
    ) -> None:
        asked = PassphraseDialog(name, self, is_return=is_return)

        def send() -> None:
            self._do(partial(give, self._context.session, name, asked.passphrase), done, asked)

        asked.send = send
        asked.exec()

    def _do(self, work: Callable[[], None], done: str, asked: SendingDialog | None = None) -> None:
        """Have it done; a dialog that asked for it closes when it is, and tells of a refusal."""

        def then(_nothing: None) -> None:
            if asked is not None:
                asked.finish()
            self._notice.say(done, "success")
            self._context.tell(Topic.USERS)

        def failed(error: ExpungeError) -> None:
            if asked is not None:
                asked.refuse(error)
            else:
                self._notice.say_error(error)

        self._context.jobs.write(self, "", lambda _progress: work(), then, failed)

    def _show(self, found: tuple[User, ...]) -> None:
        chosen = self.selected
        self.model.set_records(found)
        names = [one.name for one in found]
        if names:
            self.view.selectRow(names.index(chosen.name) if chosen and chosen.name in names else 0)

    def _enable(self) -> None:
        user = self.selected
        may = self.is_administrator
        self.add_button.setEnabled(may)
        for one in (self.roles_button, self.training_button, self.remove_button):
            one.setEnabled(may and user is not None and user.is_active)
        self.passphrase_button.setEnabled(may and user is not None)
        is_removed = user is not None and not user.is_active
        self.passphrase_button.setText("Let in again…" if is_removed else "New passphrase…")
        self.passphrase_button.setAccessibleName(self.passphrase_button.text())
        self.release_button.setEnabled(may and user is not None and user.is_locked)

    def _fields(self) -> tuple[Field[User], ...]:
        today = self._context.session.clock.today
        return (
            Field("Name", 20, lambda one: one.name),
            Field("Roles", 36, lambda one: ", ".join(ROLES[role] for role in sorted(one.roles))),
            Field("State", 24, _state),
            Field("Trained", 20, lambda one: _aged(one, one.trained_on, TRAINED_EVERY, today())),
            Field("Screened", 20, lambda one: _aged(one, one.screened_on, SCREENED_EVERY, today())),
            Field("Added", 17, lambda one: instant(one.made_at)),
            Field("By", 20, lambda one: one.made_by),
        )


def _state(user: User) -> str:
    if not user.is_active:
        return "removed"
    if user.is_locked:
        return f"locked until {instant(user.locked_until)}" if user.locked_until else "locked"
    return "active"


def _aged(user: User, on: date | None, every: timedelta, today: date) -> str:
    """The day, and a word when it lies further back than recommended; nothing for who cannot log on."""
    if on is None:
        return "not given" if user.is_active else ""
    old = user.is_active and today - on > every
    return f"{day(on.isoformat())}{', due again' if old else ''}"
