"""Every passphrase is lost: the recovery key gives an administrator a new one."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services.own_passphrase import PASSPHRASE_ADVICE
from expunge_desktop.services.recovery import recover
from expunge_desktop.ui.choose_files import WORKSPACE_FILES, choose_file
from expunge_desktop.ui.dialogs import reason_field
from expunge_desktop.ui.form import PassphraseField, button, line_edit
from expunge_desktop.ui.job_bridge import JobBridge
from expunge_desktop.ui.working_dialog import WorkingDialog

MISTYPED = "recovery-key-typed-wrong"


class UseRecoveryKeyDialog(WorkingDialog):
    """The name as stored is in `user` when it was accepted; the new passphrase is then typed at the logon."""

    def __init__(self, workspace: str, user: str, jobs: JobBridge, parent: QWidget | None) -> None:
        super().__init__(
            "Use the recovery key",
            "An administrator gets a new passphrase, and a lock after failed tries is released. The sheet "
            "stays in force; its use stands in the audit trail.",
            "Give the new passphrase",
            jobs,
            parent,
        )
        self.path, self.user = line_edit("Office.expunge"), line_edit()
        self.path.setText(workspace)
        self.user.setText(user)
        self.key = reason_field("Recovery key")
        self.first, self.again = PassphraseField(), PassphraseField()
        choose = button("Choose…", self._choose, name="Choose the workspace file")
        self.form.add("Workspace file", self.path, beside=choose)
        self.form.add("Administrator", self.user)
        self.form.add(
            "Recovery key",
            self.key,
            help_text="The four lines of the sheet. Small letters and missing dashes do not matter.",
        )
        self.form.add("New passphrase", self.first, help_text=PASSPHRASE_ADVICE)
        self.form.add("New passphrase again", self.again)
        (self.key if workspace and user else self.user if workspace else self.path).setFocus()

    @property
    def workspace(self) -> Path:
        """The workspace it is about."""
        return Path(self.path.text().strip())

    def accept(self) -> None:
        """Give the passphrase, if everything is filled in."""
        key, user, new = self.key.toPlainText(), self.user.text().strip(), self.first.text()
        if not self.path.text().strip() or not user or not key.strip() or not new:
            self.warn("Fill in the workspace, the administrator, the recovery key and a new passphrase.")
            return
        if new != self.again.text():
            self.warn("The two passphrases differ. Type them again.")
            self.again.line.setFocus()
            return
        path = self.workspace
        self.work(lambda _progress: recover(path, key, user, new), self.user.setText)

    def refuse(self, error: ExpungeError) -> None:
        """A typing error leaves the key to be corrected; nothing was opened by it."""
        if error.code == MISTYPED:
            self.notice.say_error(error)
            self.fit()
            self.key.setFocus()
            return
        super().refuse(error)

    def forget(self) -> None:
        """The key too."""
        super().forget()
        self.key.clear()

    def _choose(self) -> None:
        if path := choose_file(self, "Workspace", WORKSPACE_FILES):
            self.path.setText(str(path))
