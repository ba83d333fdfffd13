"""The policies of the workspace: read in words, compared, written, signed off, taken in and given out."""

from PySide6.QtCore import QDate, QItemSelection, Qt
from PySide6.QtWidgets import QDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.given_file import read_given_text
from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.outcome import Role
from expunge_desktop.rules.policy import Policy
from expunge_desktop.services import policies
from expunge_desktop.services.policies import PolicyInfo
from expunge_desktop.services.policy_diff import Difference, policy_differences
from expunge_desktop.services.policy_drafts import new_draft
from expunge_desktop.services.show_policy import PolicyDescription, describe_policy
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import choose_file, choose_new_file
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.elided_combo import ElidedCombo
from expunge_desktop.ui.form import button, label, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.office_dialogs import SignPolicyDialog
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.pages.policy_editor import PolicyEditor
from expunge_desktop.ui.pages.policy_view import PolicyView
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import day

POLICY_FILES = "Policy files (*.yaml *.yml)"
_USUAL = "los-angeles-2020"
Shown = tuple[PolicyDescription, tuple[Difference, ...]]


def _state(info: PolicyInfo) -> str:
    """What an attorney must know at a glance."""
    signed = f"signed {day(info.adopted_on)}" if info.is_signed else "not signed"
    marks = [signed]
    if info.is_unconfirmed:
        marks.insert(0, "unconfirmed")
    if not info.is_newest:
        marks.append("earlier version")
    return ", ".join(marks)


COLUMNS: tuple[Field[PolicyInfo], ...] = (
    Field("Policy", 22, lambda one: one.name),
    Field("Version", 8, lambda one: one.version),
    Field("State", 24, _state),
    Field("Signed by", 22, lambda one: one.attorney or "nobody"),
    Field("Origin", 18, lambda one: "the program" if one.is_shipped else one.added_by),
    Field("Title", 50, lambda one: one.title),
)


class PoliciesPage(Page):
    """A list beside the selected policy in words; writing takes the whole page."""

    title = "Policies"
    shows = frozenset({Topic.POLICIES})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        roles = context.session.roles
        self.model: RecordsModel[PolicyInfo] = RecordsModel(COLUMNS, self)
        self.list = table(self.model, "Policies", self.model.widths)
        self.list.selectionModel().selectionChanged.connect(self._on_selected)
        self.view = PolicyView()
        self.other = ElidedCombo("Compare with")
        self.other.activated.connect(lambda _place: self._read_selected())
        self.editor = PolicyEditor(context)
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self._show_list)
        self.new_button = button("New policy from this one…", self.write_new, role="primary")
        self.sign_button = button("Sign the policy…", self.sign)
        self.file_button = button("Add from a file…", self.add_from_file)
        self.save_button = button("Save to a file…", self.save_to_file, icon_name="save")
        self._may_write = bool(roles & {Role.REVIEWER, Role.SUPERVISOR})
        self._may_sign = Role.SUPERVISOR in roles
        self._wanted = ""  # the digest to be selected when the list comes
        self._stack = QStackedWidget()
        self._stack.addWidget(self._reading())
        self._stack.addWidget(self.editor)
        self.body.addWidget(self._stack, 1)
        self._enable()

    @property
    def selected(self) -> PolicyInfo | None:
        """The policy selected in the list."""
        place = self.list.currentIndex().row()
        return self.model.records[place] if 0 <= place < len(self.model.records) else None

    @property
    def is_writing(self) -> bool:
        """The editor has the page."""
        return self._stack.currentIndex() == 1

    def refresh(self) -> None:
        """Ask for the policies."""
        session = self.context.session
        self.context.jobs.read(
            self, lambda _p: policies.list_policies(session), self._show_policies, self.notice.say_error
        )

    def first_focus(self) -> QWidget | None:
        """The list, or the text being written."""
        return self.editor.text if self.is_writing else self.list

    def drafts(self) -> tuple[str, ...]:
        """A policy that is being written."""
        return ("a policy being written",) if self.is_writing and self.editor.is_changed else ()

    def write_new(self) -> None:
        """Open the editor with the selected policy as the start of a new one."""
        session, info = self.context.session, self.selected
        if info is None:
            return
        heading = f"New policy from {info.name}, version {info.version}"

        def then(text: str) -> None:
            self._write(heading, text)

        self.context.jobs.read(self, lambda _p: new_draft(session, info.key), then, self.notice.say_error)

    def add_from_file(self) -> None:
        """Open the editor with the text of a file; it is kept when it is saved there."""
        path = choose_file(self, "Add a policy from a file", POLICY_FILES)
        if path is None:
            return

        def then(text: str) -> None:
            self._write(f"Policy from {path.name}", text)

        def read(_progress: Progress) -> str:
            return read_given_text(path, "a policy")

        self.context.jobs.read(self, read, then, self.notice.say_error)

    def save_to_file(self) -> None:
        """Write the text of the selected policy to a new file."""
        session, info = self.context.session, self.selected
        if info is None:
            return
        path = choose_new_file(self, f"Save {info.name}, version {info.version}", POLICY_FILES, ".yaml")
        if path is None:
            return

        def then(_policy: Policy) -> None:
            self.notice.say(f"{info.name}, version {info.version}, was written to {path.name}.", "success")

        self.context.jobs.write(
            self, "", lambda _p: policies.export_policy(session, info.key, path), then, self.notice.say_error
        )

    def sign(self) -> None:
        """Record that a named attorney signed the selected policy off."""
        session, info = self.context.session, self.selected
        if info is None:
            return
        asked = SignPolicyDialog(info, QDate.currentDate(), self)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        attorney, adopted_on = asked.attorney, asked.adopted_on

        def work(_progress: Progress) -> PolicyInfo:
            return policies.sign_policy(session, info.key, attorney, adopted_on)

        def then(signed: PolicyInfo) -> None:
            self._wanted = signed.digest
            self.notice.say(
                f"{signed.name}, version {signed.version}, is signed by {signed.attorney}.", "success"
            )
            self.context.tell(Topic.POLICIES)

        self.context.jobs.write(self, "", work, then, self.notice.say_error)

    def _write(self, heading: str, text: str) -> None:
        self.notice.clear()
        self._stack.setCurrentIndex(1)
        self.editor.start(heading, text)

    def _on_saved(self, policy: Policy) -> None:
        self._wanted = policy.digest
        self._show_list()
        self.notice.say(
            f"{policy.name}, version {policy.version}, was saved. It is not signed off yet.", "success"
        )
        self.context.tell(Topic.POLICIES)

    def _show_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_policies(self, found: list[PolicyInfo]) -> None:
        before = self._wanted or (self.selected.digest if self.selected else "")
        self._wanted = ""
        compared = self.other.currentData()
        self.model.set_records(found)
        self.other.offer(
            [("No other policy", "")] + [(f"{one.name}, version {one.version}", one.key) for one in found]
        )
        self.other.setCurrentIndex(max(0, self.other.findData(compared or "")))
        places = [place for place, one in enumerate(found) if one.digest == before]
        usual = [place for place, one in enumerate(found) if one.name == _USUAL]
        if found:
            self.list.selectRow((places or usual or [0])[-1])
        self._enable()

    def _on_selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._enable()
        self._read_selected()

    def _read_selected(self) -> None:
        session, info = self.context.session, self.selected
        if info is None:
            return
        other = next((one for one in self.model.records if one.key == self.other.currentData()), None)

        def work(_progress: Progress) -> Shown:
            shown = describe_policy(session, info.key)
            if other is None:
                return shown, ()
            return shown, policy_differences(shown.policy, policies.find_policy(session, other.key))

        def then(found: Shown) -> None:
            if self.selected == info:
                self.view.show_policy(found[0], other, found[1])

        self.context.jobs.read(self, work, then, self.notice.say_error)

    def _enable(self) -> None:
        is_selected = self.selected is not None
        self.new_button.setEnabled(is_selected and self._may_write)
        self.sign_button.setEnabled(is_selected and self._may_sign)
        self.file_button.setEnabled(self._may_write)
        self.save_button.setEnabled(is_selected)

    def _reading(self) -> QWidget:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S)
        column.addWidget(
            label(
                "The office's criteria on top of the law. A policy is never edited in place: what changes is "
                "saved as a new version, and the newest counts. Filings under a policy nobody signed cannot "
                "be released.",
                "muted",
                wraps=True,
            )
        )
        column.addWidget(self.list, 1)
        column.addLayout(row(self.new_button, self.sign_button, 0))
        column.addLayout(row(self.file_button, self.save_button, 0))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.S)
        caption = label("Compare with", "strong")
        caption.setBuddy(self.other)
        column.addLayout(row(caption, self.other))
        column.addWidget(self.view, 1)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(left)
        sides.addWidget(right)
        sides.setStretchFactor(0, 2)
        sides.setStretchFactor(1, 3)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(theme.M)
        return sides
