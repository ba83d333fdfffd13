"""Locks the window of an open workspace and unlocks it again; everything behind stays as it is.

At most 30 minutes without use (CJIS Security Policy, session lock; law/privacy.md): the office file says
how many (`domain.custody`). Locked means: no window shows anything, the clipboard is cleared, and only the
same user's passphrase, counted like a logon, opens it. Jobs go on and drafts stay.
"""

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.custody import LONGEST_IDLE_MINUTES
from expunge_desktop.services.session import Session, Unlocked
from expunge_desktop.ui.clipboard_guard import ClipboardGuard
from expunge_desktop.ui.curtain import Curtain
from expunge_desktop.ui.idle_watch import IdleWatch
from expunge_desktop.ui.job_bridge import JobBridge
from expunge_desktop.ui.lock_dialog import LockDialog

_BY_HAND = "You locked it."
_BY_ITSELF = "Nobody used it for a while, so it locked itself."


class SessionLock(QObject):
    """One for each open workspace. `log_off_wanted` is for the window to answer."""

    locked = Signal()
    unlocked = Signal()
    log_off_wanted = Signal()

    def __init__(self, session: Session, jobs: JobBridge, clipboard: ClipboardGuard, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._clipboard = clipboard
        self._checks = JobBridge(self)  # of its own: a passphrase never waits behind an import
        self._curtain: Curtain | None = None
        self._focused: QWidget | None = None
        self._active: QWidget | None = None
        self.dialog: LockDialog | None = None
        self.idle = IdleWatch(self._limit_s, self)
        self.idle.idled.connect(lambda: self.lock(_BY_ITSELF))
        self.idle.start()
        for changed in (jobs.job_started, jobs.job_finished):
            changed.connect(self._on_work)

    @property
    def is_locked(self) -> bool:
        """Nothing is shown and nothing behind can be reached."""
        return self.dialog is not None

    @property
    def is_idle(self) -> bool:
        """No passphrase is being checked."""
        return self._checks.is_idle

    def lock(self, reason: str = _BY_HAND) -> None:
        """Hide everything at once; the audit row follows when the writer is free."""
        if self.is_locked:
            return
        self.idle.stop()
        self._clipboard.clear()
        self._focused, self._active = QApplication.focusWidget(), QApplication.activeWindow()
        session = self._session
        sentence = f"{reason} {session.user} is logged on. Unlock it with the passphrase you logged on with."
        self.dialog = LockDialog(session.user, sentence, self._window)
        self.dialog.unlock_wanted.connect(self._check)
        self.dialog.log_off_wanted.connect(self.log_off_wanted)
        self._curtain = Curtain(self.dialog, self._on_newcomer)
        self._curtain.draw()
        self._on_work()
        self.dialog.show()
        self.dialog.activateWindow()
        self.dialog.passphrase.line.setFocus()
        self._jobs.write(self, "", lambda _progress: session.note_lock(), lambda _nothing: None)
        self.locked.emit()

    def shut_down(self) -> None:
        """The workspace is being closed: let the windows go, whether locked or not."""
        self.idle.stop()
        self._checks.shut_down()
        self._draw_back()

    def _limit_s(self) -> float:
        return 60.0 * min(self._session.custody.safety.lock_after_minutes, LONGEST_IDLE_MINUTES)

    def _check(self, passphrase: str) -> None:
        if self.dialog is not None:
            self.dialog.begin_check()
            session = self._session
            self._checks.read(
                self,
                lambda _progress: session.check_passphrase(passphrase),
                self._unlock,
                self._refuse,
            )

    def _unlock(self, unlocked: Unlocked) -> None:
        session = self._session
        self._jobs.write(self, "", lambda _progress: session.note_unlock(unlocked), lambda _nothing: None)
        self._draw_back()
        focused, active = self._focused, self._active
        if active is not None and shiboken6.isValid(active) and active.isVisible():
            active.activateWindow()
        if focused is not None and shiboken6.isValid(focused) and focused.isVisible():
            focused.setFocus()
        self._focused = self._active = None
        self.idle.start()
        self.unlocked.emit()

    def _refuse(self, error: ExpungeError) -> None:
        if self.dialog is not None:
            self.dialog.refuse(error)

    def _draw_back(self) -> None:
        if self._curtain is not None:
            self._curtain.open()
            self._curtain = None
        if self.dialog is not None:
            self.dialog.finish()
            self.dialog = None

    def _on_newcomer(self) -> None:
        """A job ended and asks something: its dialog waits behind, the lock stays in front."""
        QTimer.singleShot(0, self, self._come_forward)

    def _come_forward(self) -> None:
        if self.dialog is not None:
            self.dialog.come_forward()

    def _on_work(self) -> None:
        if self.dialog is not None:
            self.dialog.show_work(len(self._jobs.running_writes))
