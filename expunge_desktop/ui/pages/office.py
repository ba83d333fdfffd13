"""The office and its users."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.office import Office
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.office import office_toml, set_office
from expunge_desktop.services.users import User, add_user, list_users
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.form import button, label, named, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.court_tab import CourtTab
from expunge_desktop.ui.pages.office_dialogs import UserDialog
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import ROLES, instant

_COURTS = (
    "What the clerk of a court wants: groups, volumes, copies, file names. Nothing here is law; new filings "
    "keep the profile they were made under."
)
USERS: tuple[Field[User], ...] = (
    Field("Name", 24, lambda one: one.name),
    Field("Roles", 48, lambda one: ", ".join(ROLES[role] for role in sorted(one.roles))),
    Field("State", 10, lambda one: "active" if one.is_active else "inactive"),
    Field("Added", 17, lambda one: instant(one.made_at)),
    Field("By", 20, lambda one: one.made_by),
)


class OfficePage(Page):
    """Everything an administrator or supervising attorney sets up."""

    title = "Office and users"
    shows = frozenset({Topic.USERS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        roles = context.session.roles
        self.missing = label("", "muted", wraps=True)
        self.toml = QPlainTextEdit()
        self.toml.setTabChangesFocus(True)
        self.toml.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        named(self.toml, "Office file", "What the office says about itself, as TOML")
        self.save_button = button("Save the office file", self.save_office, role="primary")
        self.save_button.setEnabled(bool(roles & {Role.ADMINISTRATOR, Role.SUPERVISOR}))
        self.toml.setReadOnly(not self.save_button.isEnabled())
        self.users: RecordsModel[User] = RecordsModel(USERS, self)
        self.user_view = table(self.users, "Users", self.users.widths)
        self.add_button = button("Add a user…", self.add_user, role="primary")
        self.add_button.setEnabled(Role.ADMINISTRATOR in roles)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Office, users or court")
        self.tabs.setDocumentMode(True)
        self.courts = CourtTab(context)
        self._add_tabs()
        self.body.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Ask for the office file and the users."""
        session, jobs = self.context.session, self.context.jobs
        jobs.read(self, lambda _p: office_toml(session), self._show_office, self.notice.say_error)
        jobs.read(self, lambda _p: list_users(session), self.users.set_records, self.notice.say_error)
        self.courts.refresh()

    def first_focus(self) -> QWidget | None:
        """The tabs."""
        return self.tabs.tabBar()

    def save_office(self) -> None:
        """Keep what is written as the newest office file."""
        session, text = self.context.session, self.toml.toPlainText()

        def then(_office: Office) -> None:
            self.notice.say("The office file was saved; papers made from now on use it.", "success")
            self._show_office(text)
            self.context.tell(Topic.OFFICE)

        self.context.jobs.write(self, "", lambda _p: set_office(session, text), then, self.notice.say_error)

    def add_user(self) -> None:
        """Add a user with a passphrase of their own."""
        asked = UserDialog(self)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        session, name, roles, passphrase = self.context.session, asked.name, asked.roles, asked.passphrase

        def work(_progress: Progress) -> None:
            add_user(session, name, passphrase, roles)

        self._write(work, Topic.USERS, f"{name} was added.")

    def _write(self, work: Callable[[Progress], None], topic: Topic, done: str) -> None:
        def then(_nothing: None) -> None:
            self.notice.say(done, "success")
            self.context.tell(topic)

        def failed(error: ExpungeError) -> None:
            self.notice.say_error(error)

        self.context.jobs.write(self, "", work, then, failed)

    def _show_office(self, text: str) -> None:
        self.toml.setPlainText(text)
        missing = missing_keys(self.context.session.office)
        if missing:
            self.missing.setText(
                f"Not given yet: {', '.join(missing)}. "
                "A paper that needs one of them is not printed and says so."
            )
        else:
            self.missing.setText("Everything the papers can use is given.")

    def _add_tabs(self) -> None:
        for title, sentence, view, accept in (
            (
                "Office",
                "What the office says about itself, as a TOML file; printed on the papers. "
                "Earlier versions are kept.",
                self.toml,
                self.save_button,
            ),
            (
                "Users",
                "Each user has a passphrase of their own. "
                "Names are never used twice, so the audit trail stays clear.",
                self.user_view,
                self.add_button,
            ),
        ):
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
            layout.setSpacing(theme.S)
            layout.addWidget(label(sentence, "muted", wraps=True))
            if view is self.toml:
                layout.addWidget(self.missing)
            layout.addWidget(view, 1)
            layout.addLayout(row(accept, 0))
            self.tabs.addTab(holder, title)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(label(_COURTS, "muted", wraps=True))
        layout.addWidget(self.courts, 1)
        self.tabs.addTab(holder, "Court")


def missing_keys(office: Office) -> list[str]:
    """Every key of the office file without a value, as `section.key`."""
    missing: list[str] = []
    for section in fields(office):
        value = getattr(office, section.name)
        if is_dataclass(value):
            missing += [f"{section.name}.{one.name}" for one in fields(value) if not getattr(value, one.name)]
        elif value == "":
            missing.append(f"office.{section.name}")
    return missing
