"""The main window: the unlock page, then the open workspace; closing it cancels, waits and lets go."""

import logging
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from expunge_desktop.services.session import Session
from expunge_desktop.ui.clipboard_guard import ClipboardGuard
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.dialogs import ask
from expunge_desktop.ui.job_bridge import JobBridge
from expunge_desktop.ui.nested_dialogs import end_dialogs
from expunge_desktop.ui.pages.unlock import UnlockPage
from expunge_desktop.ui.session_lock import SessionLock
from expunge_desktop.ui.settings import Settings
from expunge_desktop.ui.theme import current_theme
from expunge_desktop.ui.workspace_view import WorkspaceView

START_WIDTH, START_HEIGHT = 1366, 768
_LOG = logging.getLogger(__name__)


class Shell(QMainWindow):
    """One window, at most one open workspace."""

    def __init__(self, settings: Settings, workspace: Path | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._jobs = JobBridge(self)
        self._session: Session | None = None
        self._context: Context | None = None
        self._is_down = False
        self._clipboard = ClipboardGuard(self)
        self.locking: SessionLock | None = None
        self.view: WorkspaceView | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setWindowTitle("Expunge Desktop")
        self.unlock = self._make_unlock_page(workspace)

    @property
    def session(self) -> Session | None:
        """The open workspace's session."""
        return self._session

    @property
    def jobs(self) -> JobBridge:
        """The jobs of the window."""
        return self._jobs

    def show_restored(self) -> None:
        """Show the window where it was last, or as large as the screen comfortably allows."""
        remembered = QByteArray.fromBase64(self._settings.geometry.encode())
        if remembered.isEmpty() or not self.restoreGeometry(remembered):
            room = self.screen().availableSize()
            self.resize(min(START_WIDTH, room.width()), min(START_HEIGHT, room.height()))
        self.show()

    def open_workspace(self, session: Session) -> None:
        """Show the pages of an opened workspace; one that opened too late is closed again."""
        if self._is_down:
            session.close()
            return
        self._session = session
        self._context = Context(session, self._jobs, self)
        self.locking = SessionLock(session, self._jobs, self._clipboard, self)
        self.locking.log_off_wanted.connect(self.log_off)
        self.view = WorkspaceView(self._context)
        self.locking.unlocked.connect(self.view.look_again)
        self.view.lock_wanted.connect(self.lock)
        self.view.log_off_wanted.connect(self.log_off)
        self.view.scheme_chosen.connect(self.set_scheme)
        self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        self.view.open_page("overview")
        self.setWindowTitle(f"{session.path.stem} – Expunge Desktop")
        self.view.tell_of_opening(is_new=self.unlock.was_new)

    def set_scheme(self, mode: str) -> None:
        """Switch and remember the color scheme."""
        current_theme().set_mode(mode)
        self._settings.set_scheme(mode)

    def lock(self) -> None:
        """Hide everything until the same user's passphrase is given; jobs and drafts stay."""
        if self.locking is not None:
            self.locking.lock()

    def log_off(self) -> None:
        """Close the workspace and go back to the unlock page; asks about what would be lost."""
        if self._session is not None and self._may_stop("log off"):
            end_dialogs(self, self._log_off_now)

    def _log_off_now(self) -> None:
        if self._session is None:
            return
        path = self._session.path
        self._let_go()
        self._jobs.deleteLater()
        self._jobs = JobBridge(self)
        if self.view is not None and self._context is not None:
            self._stack.removeWidget(self.view)
            self.view.deleteLater()
            self._context.deleteLater()
            self.view, self._context = None, None
        self._stack.removeWidget(self.unlock)
        self.unlock.deleteLater()
        self.unlock = self._make_unlock_page(path)
        self.setWindowTitle("Expunge Desktop")

    def shut_down(self) -> None:
        """Cancel what runs, wait for it, close the workspace. Safe to call again."""
        if not self._is_down:
            self._is_down = True
            self._settings.set_geometry(bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
            self._let_go()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before a running job is cut short; a locked window stays as it is."""
        is_locked = self.locking is not None and self.locking.is_locked
        if not self._is_down and (is_locked or not self._may_stop("close the window")):
            event.ignore()
            return
        self.shut_down()
        event.accept()

    def _make_unlock_page(self, workspace: Path | None) -> UnlockPage:
        page = UnlockPage(self._jobs, workspace)
        page.opened.connect(self.open_workspace)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.focus_first()
        return page

    def _may_stop(self, what: str) -> bool:
        """Ask before work is lost: a running job, a text that was begun, a dialog that is open."""
        asking: QWidget = self.locking.dialog or self if self.locking is not None else self
        running = self._jobs.running_writes
        if running and not ask(
            asking,
            f"{running[0].title} is still running",
            f"If you {what} now, it is cancelled and nothing of it is kept.",
            "Cancel it and go on",
            "Keep it running",
        ):
            return False
        drafts = self.view.drafts() if self.view is not None else ()
        return not drafts or ask(
            asking,
            "Something was begun and not saved",
            f"If you {what} now, this is lost: {', '.join(drafts)}.",
            "Let it go",
            "Keep it",
        )

    def _let_go(self) -> None:
        if self.locking is not None:
            self.locking.shut_down()
            self.locking.deleteLater()
            self.locking = None
        self._clipboard.clear()
        session, self._session = self._session, None
        self._jobs.shut_down(session.log_off if session is not None else None)
