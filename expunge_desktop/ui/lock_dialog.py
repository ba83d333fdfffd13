"""The one window that shows anything while all is locked: it asks for the same user's passphrase."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import FormGrid, PassphraseField, button, label, named, row, text_width
from expunge_desktop.ui.icons import pixmap
from expunge_desktop.ui.notice import Notice

TITLE = "Expunge Desktop is locked"


class LockDialog(QDialog):
    """Emits `unlock_wanted` with what was typed, or `log_off_wanted`; nothing else closes it.

    It says who is logged on and why it is locked, nothing of the work.
    """

    unlock_wanted = Signal(str)
    log_off_wanted = Signal()

    def __init__(self, user: str, sentence: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._may_close = False
        self.setWindowTitle(TITLE)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        named(self, TITLE, sentence)
        self.notice = Notice(can_be_dismissed=False)
        self.passphrase = PassphraseField(words=("&Show", "Hi&de"))
        self.work = label("", "muted", wraps=True)
        self.log_off_button = button("&Log off…", self.log_off_wanted.emit, tip="Close the workspace")
        self.unlock_button = button("&Unlock", self._on_unlock, role="primary")
        self.unlock_button.setDefault(True)
        self.passphrase.line.returnPressed.connect(self._on_unlock)
        symbol = QLabel()
        symbol.setPixmap(pixmap("lock", theme.current_theme().color("accent"), 28, self.devicePixelRatioF()))
        said = label(sentence, wraps=True)
        said.setMinimumWidth(text_width(said, 56))
        form = FormGrid()
        form.add(f"Passphrase of {user}", self.passphrase, key="P")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        layout.setSpacing(theme.M)
        layout.addLayout(row(symbol, label("Locked", "heading"), 0, spacing=theme.M))
        layout.addWidget(said)
        layout.addWidget(self.work)
        layout.addWidget(self.notice)
        layout.addWidget(form)
        layout.addLayout(row(self.log_off_button, 0, self.unlock_button))
        self.show_work(0)

    def show_work(self, running: int) -> None:
        """Whether something runs meanwhile; not what."""
        self.work.setText("Work that was begun goes on behind the lock." if running else "")
        self.work.setVisible(bool(running))

    def begin_check(self) -> None:
        """The passphrase is being checked."""
        self.notice.say("Checking…")
        for part in (self.passphrase, self.unlock_button):
            part.setEnabled(False)

    def refuse(self, error: ExpungeError) -> None:
        """Say why it stays locked."""
        for part in (self.passphrase, self.unlock_button):
            part.setEnabled(True)
        self.notice.say_error(error)
        self.passphrase.clear()
        self.passphrase.line.setFocus()

    def finish(self) -> None:
        """Close for good."""
        self.passphrase.clear()
        self._may_close = True
        self.hide()
        self.deleteLater()

    def come_forward(self) -> None:
        """Stand before whatever opened meanwhile; what was typed stays."""
        focused = self.focusWidget()
        self.hide()
        self.show()
        self.raise_()
        self.activateWindow()
        (focused or self.passphrase.line).setFocus()

    def reject(self) -> None:
        """Escape opens nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does the window's own close button."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the passphrase unlocks once, by the line itself."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_unlock(self) -> None:
        if not self.unlock_button.isEnabled():
            return
        if not self.passphrase.text():
            self.notice.say("Type your passphrase.", "warning")
            self.passphrase.line.setFocus()
            return
        self.unlock_wanted.emit(self.passphrase.text())
