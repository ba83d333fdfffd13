"""Writing a policy: its text with the line that is wrong marked, and a form that changes values in it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services.policies import StoredPolicy, add_policy
from expunge_desktop.services.policy_drafts import DraftCheck, draft_state
from expunge_desktop.services.policy_text import FormValues, Path, with_criterion, with_value
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.delay import delayed
from expunge_desktop.ui.dialogs import ask
from expunge_desktop.ui.form import button, label, row
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.numbered_text import NumberedText
from expunge_desktop.ui.pages.policy_form import PolicyForm

CHECK_DELAY_MS = 300


class PolicyEditor(QWidget):
    """Checks the text a moment after each change; saves it as a new version, never over another."""

    saved = Signal(object)  # the Policy that was kept
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._first = ""
        self._checked: DraftCheck | None = None
        self._asked_text: str | None = None
        self.heading = label("", "heading")
        self.text = NumberedText(
            "Text of the policy", "YAML. A mistake is named below with its line; Tab leaves the text."
        )
        self.form = PolicyForm()
        self.form.value_chosen.connect(self._on_value_chosen)
        self.form.test_chosen.connect(self._on_test_chosen)
        self.problem = Notice()
        self.save_button = button("Save as a new version", self.save, role="primary", shortcut="Ctrl+S")
        self.line_button = button(
            "Go to the line", self.go_to_line, shortcut="F8", tip="Put the cursor into the marked line"
        )
        self.cancel_button = button("Cancel", self.cancel)
        self._timer = delayed(self, "check the policy", CHECK_DELAY_MS, self._check)
        self.text.textChanged.connect(self._on_text_changed)
        self._lay_out()

    @property
    def checked(self) -> DraftCheck | None:
        """What was last said of the text as it stands; None while that is not known yet."""
        return self._checked

    @property
    def is_changed(self) -> bool:
        """Something was written that is not kept yet."""
        return self.text.toPlainText() != self._first

    def start(self, heading: str, text: str) -> None:
        """Begin with a text."""
        self.heading.setText(heading)
        self._first = text
        self.text.setPlainText(text)
        self.text.mark_line(0)
        self._check()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Keep the text as a new policy version."""
        session, text = self._context.session, self.text.toPlainText()
        self.save_button.setEnabled(False)

        def then(stored: StoredPolicy) -> None:
            self._first = self.text.toPlainText()
            self.saved.emit(stored.policy)

        def failed(error: ExpungeError) -> None:
            self.problem.say_error(error)
            self._check()

        self._context.jobs.write(self, "", lambda _p: add_policy(session, text, "policy"), then, failed)

    def cancel(self) -> None:
        """Leave; asks first when something was written."""
        if self.is_changed and not ask(
            self,
            "Leave without saving?",
            "What was written here is not kept anywhere else.",
            "Leave without saving",
            "Go on writing",
        ):
            return
        self.left.emit()

    def go_to_line(self) -> None:
        """Put the cursor into the line that is wrong."""
        if self.text.marked_line:
            self.text.go_to(self.text.marked_line)

    def _on_text_changed(self) -> None:
        self._checked = None
        self.save_button.setEnabled(False)
        self._timer.start()

    def _on_value_chosen(self, path: Path, value: str) -> None:
        self._change(lambda text: with_value(text, path, value))

    def _on_test_chosen(self, test: str) -> None:
        before = self.text.toPlainText().splitlines()
        self._change(lambda text: with_criterion(text, test))
        after = self.text.toPlainText().splitlines()
        if len(after) > len(before):
            same = (place for place, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
            self.text.go_to(next(same, len(before)) + 1)

    def _change(self, change: Callable[[str], str]) -> None:
        """Change the text for the form; what cannot be done is said."""
        try:
            changed = change(self.text.toPlainText())
        except ExpungeError as error:
            self.problem.say_error(error)
            return
        self.text.replace_text(changed)
        self._timer.stop()
        self._check()

    def _check(self) -> None:
        session, text = self._context.session, self.text.toPlainText()
        self._asked_text = text

        def then(found: tuple[DraftCheck, FormValues | None]) -> None:
            if self.text.toPlainText() == text:  # a later text has a check of its own
                self._show(*found)

        self._context.jobs.read(
            self, lambda _progress: draft_state(session, text), then, self.problem.say_error
        )

    def _show(self, checked: DraftCheck, values: FormValues | None) -> None:
        self._checked = checked
        self.text.mark_line(checked.line if checked.problem else 0)
        self.line_button.setEnabled(bool(checked.problem and checked.line))
        self.save_button.setEnabled(checked.may_be_saved)
        self.form.show_values(values)
        if checked.problem:
            where = f"Line {checked.line}: " if checked.line else ""
            self.problem.say(f"{where}{checked.problem} {checked.advice}", "danger")
        elif checked.policy is not None:
            policy = checked.policy
            self.problem.say(
                f"The text is a policy and can be saved as {policy.name}, version {policy.version}.",
                "success",
            )

    def _lay_out(self) -> None:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(self.text)
        sides.addWidget(self.form)
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(theme.M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.heading)
        layout.addWidget(sides, 1)
        layout.addWidget(self.problem)
        layout.addLayout(row(self.line_button, 0, self.cancel_button, self.save_button))
