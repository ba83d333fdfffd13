"""What is done with the keys of the workspace: the recovery key, and a new data key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import recovery
from expunge_desktop.services.rekey import RekeyReport, rekey
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.dialogs import PlainDialog, ask
from expunge_desktop.ui.form import button, label, row
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.recovery_dialog import QUESTION, RecoveryDialog
from expunge_desktop.ui.wording import instant


class RecoveryOffer(PlainDialog):
    """The question after a new workspace, and its answer carried out; it does not hold anything up."""

    def __init__(self, context: Context, notice: Notice, parent: QWidget) -> None:
        title, sentence, accept = QUESTION
        super().__init__(title, sentence, accept, parent, reject_text="Later")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.accepted.connect(lambda: make_recovery_key(context, parent, notice))


class KeysBar(QWidget):
    """Two buttons for administrators, and whether there is a recovery key."""

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        may = Role.ADMINISTRATOR in context.session.roles
        self.state = label("", "muted", wraps=True)
        self.recovery_button = button("Recovery key…", self.make_recovery_key)
        self.rekey_button = button("New data key…", self.make_data_key)
        for one in (self.recovery_button, self.rekey_button):
            one.setEnabled(may)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.S, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(label("Keys of the workspace", "strong"))
        layout.addWidget(self.state)
        layout.addLayout(row(self.recovery_button, self.rekey_button, 0))

    def refresh(self) -> None:
        """Ask whether there is a recovery key."""
        path = self._context.session.path
        self._context.jobs.read(
            self, lambda _p: recovery.has_recovery_key(path), self._show, self._notice.say_error
        )

    def make_recovery_key(self) -> None:
        """A new recovery key, shown once; an earlier one stops working."""
        if ask(self, *QUESTION):
            make_recovery_key(self._context, self, self._notice)

    def make_data_key(self) -> None:
        """Encrypt everything anew: old copies of the key file open nothing that is written from then on."""
        if not ask(
            self,
            "Make a new data key?",
            "The whole workspace is written anew under a new key; nobody else may have it open meanwhile. "
            "Passphrases and the recovery key stay. Backups made before stay under the old key, with their "
            "own key files.",
            "Make a new data key",
        ):
            return
        session = self._context.session

        def then(report: RekeyReport) -> None:
            left_out = f" They need a new passphrase: {', '.join(report.without)}." if report.without else ""
            self._notice.say(
                f"The workspace is under a new data key.{left_out} Make a backup of it now.",
                "warning" if left_out else "success",
            )
            self._context.tell(Topic.USERS)

        self._context.jobs.write(
            self, "New data key", lambda progress: rekey(session, progress), then, self._notice.say_error
        )

    def _show(self, has_key: bool) -> None:
        self.state.setText(
            "There is a recovery key on paper. Passphrases and keys are never stored in clear."
            if has_key
            else "There is no recovery key: if every administrator's passphrase is lost, so is the workspace."
        )


def make_recovery_key(context: Context, parent: QWidget, notice: Notice) -> None:
    """Make the key in a job and show it; `parent` is what the dialog belongs to."""
    session = context.session

    def then(key: str) -> None:
        made = instant(session.clock.now().isoformat())
        RecoveryDialog(key, session.path.stem, made, parent).exec()
        context.tell(Topic.USERS)

    def failed(error: ExpungeError) -> None:
        notice.say_error(error)

    context.jobs.write(parent, "", lambda _progress: recovery.new_recovery_key(session), then, failed)
