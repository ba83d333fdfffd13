"""What is to be put right, on the first page until it is: witness, backup, recovery key, destruction."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from expunge_desktop.base.progress import Progress
from expunge_desktop.services.backup_state import BackupState, backup_state
from expunge_desktop.services.destruction_due import destruction_due
from expunge_desktop.services.recovery import has_recovery_key
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.dialogs import ask
from expunge_desktop.ui.form import button, label, row
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.custody_tabs import AUDIT, BACKUPS, RETENTION


class SafetyCard(QWidget):
    """Hidden while nothing is to be said. Each line has the button that leads to what to do."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        session = context.session
        self._may_keep_keys = bool(session.roles & ROLES_OF[Right.KEEP_KEYS])
        self.witness = Notice(can_be_dismissed=False)
        self.frame = QFrame()
        self.frame.setProperty("role", "card")
        self.backup, self.recovery, self.destruction = (label("", wraps=True) for _ in range(3))
        self.backup_button = button("Go to backups", lambda: context.custody_wanted.emit(BACKUPS))
        self.recovery_button = button("Go to the keys", context.keys_wanted.emit)
        self.destruction_button = button("Go to retention", lambda: context.custody_wanted.emit(RETENTION))
        self.verify_button = button(
            "Go to the audit trail", lambda: context.custody_wanted.emit(AUDIT), role="quiet"
        )
        self.accept_button = button("I know why: go on from here…", self.accept_witness, role="quiet")
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        inside.setSpacing(theme.XS)
        for said, to_do in (
            (self.backup, self.backup_button),
            (self.recovery, self.recovery_button),
            (self.destruction, self.destruction_button),
        ):
            line = row(said, to_do, spacing=theme.M)
            line.setStretch(0, 1)
            inside.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.witness)
        layout.addLayout(row(self.verify_button, self.accept_button, 0))
        layout.addWidget(self.frame)
        for part in (self.verify_button, self.accept_button):
            part.setVisible(not session.witness.is_kept)
        self.accept_button.setEnabled(self._may_keep_keys)
        self.frame.hide()
        self.setVisible(not session.witness.is_kept)
        if not session.witness.is_kept:
            self.witness.say(
                f"{session.witness.reason} An older copy was put in its place, or its newest rows were lost. "
                "Stop, keep both files as they are, and tell whoever answers for the office’s security.",
                "danger",
            )

    def refresh(self) -> None:
        """Ask when the last backup was made, whether there is a recovery key, what waits to be destroyed."""
        session, asks_for_key = self._context.session, self._may_keep_keys

        def work(_progress: Progress) -> tuple[BackupState, bool, str]:
            has_key = not asks_for_key or has_recovery_key(session.path)
            return backup_state(session), has_key, destruction_due(session)

        self._context.jobs.read(self, work, self._show, self.witness.say_error)

    def accept_witness(self) -> None:
        """Take the trail as it is from now on; an administrator's decision, audited."""
        if not ask(
            self,
            "Go on from this state?",
            "From now on the key file takes the audit trail as it is for the right one. What was lost stays "
            "lost, and the decision is written to the trail. Do it only when you know what happened, such as "
            "a backup that was copied back by hand.",
            "Go on from here",
        ):
            return
        session = self._context.session

        def then(_nothing: None) -> None:
            self.witness.clear()
            self.verify_button.hide()
            self.accept_button.hide()
            self.refresh()

        self._context.jobs.write(
            self, "", lambda _progress: session.accept_witness(), then, self.witness.say_error
        )

    def _show(self, found: tuple[BackupState, bool, str]) -> None:
        state, has_key, waits = found
        self.backup.setText(f"A backup is due. {state.sentence}")
        self.recovery.setText(
            "There is no recovery key. If every administrator’s passphrase is lost, so is the workspace."
        )
        for part in (self.backup, self.backup_button):
            part.setVisible(state.is_overdue)
        for part in (self.recovery, self.recovery_button):
            part.setVisible(not has_key)
        self.destruction.setText(waits)
        for part in (self.destruction, self.destruction_button):
            part.setVisible(bool(waits))
        is_to_do = state.is_overdue or not has_key or bool(waits)
        self.frame.setVisible(is_to_do)
        self.setVisible(is_to_do or not self._context.session.witness.is_kept)
