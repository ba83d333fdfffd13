"""The office and its users."""

from dataclasses import fields, is_dataclass

from PySide6.QtWidgets import QLabel, QLayout, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from expunge_desktop.domain.office import Office
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.office import office_toml, set_office
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.form import button, label, named, row
from expunge_desktop.ui.pages.court_tab import CourtTab
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.pages.users_tab import UsersTab

_OFFICE = (
    "What the office says about itself, as a TOML file; printed on the papers. Earlier versions are kept. "
    "Its sections [safety] and [retention] say when the window locks, when a backup is due and how long rows "
    "stay."
)
_COURTS = (
    "What the clerk of a court wants: groups, volumes, copies, file names. Nothing here is law; new filings "
    "keep the profile they were made under."
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
        self.users = UsersTab(context, self.notice)
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
        self.users.refresh()
        self.courts.refresh()

    def first_focus(self) -> QWidget | None:
        """The tabs."""
        return self.tabs.tabBar()

    def drafts(self) -> tuple[str, ...]:
        """An office file or a court profile that is being written."""
        begun = []
        if self.toml.document().isModified():
            begun.append("a changed office file")
        if self.courts.is_writing and self.courts.editor.is_changed:
            begun.append("a court profile being written")
        return tuple(begun)

    def save_office(self) -> None:
        """Keep what is written as the newest office file."""
        session, text = self.context.session, self.toml.toPlainText()

        def then(_office: Office) -> None:
            self.notice.say("The office file was saved; papers made from now on use it.", "success")
            self._show_office(text)
            self.context.tell(Topic.OFFICE)

        self.context.jobs.write(self, "", lambda _p: set_office(session, text), then, self.notice.say_error)

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
        self.tabs.addTab(
            _tab(label(_OFFICE, "muted", wraps=True), self.missing, self.toml, row(self.save_button, 0)),
            "Office",
        )
        self.tabs.addTab(self.users, "Users")
        self.tabs.addTab(_tab(label(_COURTS, "muted", wraps=True), self.courts), "Court")


def _tab(*parts: QWidget | QLayout) -> QWidget:
    """Parts below each other; what is neither label nor row takes the room."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
    layout.setSpacing(theme.S)
    for part in parts:
        if isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part, 0 if isinstance(part, QLabel) else 1)
    return holder


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
