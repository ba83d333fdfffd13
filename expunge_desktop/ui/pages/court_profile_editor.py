"""Writing a court profile as text: checked as it is written, kept as a new version, never over another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.court_profile import CourtProfile
from expunge_desktop.services import court_profiles
from expunge_desktop.services.court_profiles import ProfileCheck
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.delay import delayed
from expunge_desktop.ui.dialogs import ask
from expunge_desktop.ui.form import button, label, row
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.numbered_text import NumberedText

CHECK_DELAY_MS = 300


class CourtProfileEditor(QWidget):
    """A mistake is marked with its line, and what to write instead is said."""

    saved = Signal(str)  # name@version
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._first = ""
        self.checked: ProfileCheck | None = None
        self.heading = label("", "heading")
        self.text = NumberedText(
            "Text of the court profile", "YAML. A mistake is named below with its line; Tab leaves the text."
        )
        self.problem = Notice(can_be_dismissed=False)
        self.save_button = button("Save the court profile", self.save, role="primary", shortcut="Ctrl+S")
        self.line_button = button(
            "Go to the line", self.go_to_line, shortcut="F8", tip="Put the cursor into the marked line"
        )
        self.cancel_button = button("Cancel", self.cancel)
        self._timer = delayed(self, "check the court profile", CHECK_DELAY_MS, self._check)
        self.text.textChanged.connect(self._on_text_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.heading)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.problem)
        layout.addLayout(row(self.line_button, 0, self.cancel_button, self.save_button))

    @property
    def is_changed(self) -> bool:
        """Something was written that is not kept yet."""
        return self.text.toPlainText() != self._first

    def start(self, key: str, text: str) -> None:
        """Begin with the text of a profile."""
        self.heading.setText(f"A court profile, from {key}")
        self._first = text
        self.text.setPlainText(text)
        self._check()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Keep the text as a profile of the office."""
        session, text = self._context.session, self.text.toPlainText()
        self.save_button.setEnabled(False)

        def then(profile: CourtProfile) -> None:
            self._first = text
            self._context.tell(Topic.OFFICE)
            self.saved.emit(f"{profile.name}@{profile.version}")

        def failed(error: ExpungeError) -> None:
            self.problem.say_error(error)

        self._context.jobs.write(self, "", lambda _p: court_profiles.add_profile(session, text), then, failed)

    def cancel(self) -> None:
        """Leave; asks first when something was written."""
        if not self.is_changed or ask(
            self,
            "Leave without saving?",
            "What was written here is not kept anywhere else.",
            "Leave without saving",
            "Go on writing",
        ):
            self.left.emit()

    def go_to_line(self) -> None:
        """Put the cursor into the line that is wrong."""
        if self.text.marked_line:
            self.text.go_to(self.text.marked_line)

    def _on_text_changed(self) -> None:
        self.checked = None
        self.save_button.setEnabled(False)
        self._timer.start()

    def _check(self) -> None:
        session, text = self._context.session, self.text.toPlainText()

        def then(found: ProfileCheck) -> None:
            if self.text.toPlainText() == text:
                self._show(found)

        self._context.jobs.read(
            self, lambda _p: court_profiles.check_profile(session, text), then, self.problem.say_error
        )

    def _show(self, found: ProfileCheck) -> None:
        self.checked = found
        self.text.mark_line(found.line if found.problem else 0)
        self.line_button.setEnabled(bool(found.problem and found.line))
        self.save_button.setEnabled(found.may_be_added)
        if found.problem:
            where = f"Line {found.line}: " if found.line else ""
            self.problem.say(f"{where}{found.problem} {found.advice}", "danger")
        elif found.profile is not None:
            profile = found.profile
            self.problem.say(f"It can be saved as {profile.name}, version {profile.version}.", "success")
