"""The tab of the office page for courts: profiles to be read, and an editor for one of the office's own."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import court_profiles
from expunge_desktop.services.court_profiles import ProfileInfo
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.pages.court_profile_editor import CourtProfileEditor
from expunge_desktop.ui.pages.court_profile_view import CourtProfileView


class CourtTab(QWidget):
    """Reading and writing take turns in the same place."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._stack = QStackedWidget()
        self.view = CourtProfileView(may_write=Role.SUPERVISOR in context.session.roles)
        self.editor = CourtProfileEditor(context)
        self.view.write_wanted.connect(self.write_from)
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(lambda: self._stack.setCurrentIndex(0))
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    @property
    def is_writing(self) -> bool:
        """The editor is in front."""
        return self._stack.currentIndex() == 1

    def refresh(self, wanted: str = "") -> None:
        """Ask for the profiles; `wanted` is shown first."""
        session = self._context.session

        def show(found: list[ProfileInfo]) -> None:
            self.view.show_profiles(found, wanted)

        self._context.jobs.read(self, lambda _p: court_profiles.list_profiles(session), show)

    def write_from(self, key: str) -> None:
        """Begin a profile from the text of another."""
        session = self._context.session

        def start(text: str) -> None:
            self._stack.setCurrentIndex(1)
            self.editor.start(key, text)

        self._context.jobs.read(self, lambda _p: court_profiles.profile_text(session, key), start)

    def _on_saved(self, key: str) -> None:
        self._stack.setCurrentIndex(0)
        self.refresh(key)
