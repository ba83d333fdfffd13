"""What helps somebody who cannot get in: the recovery key, a backup, a look at a damaged file, a salvage."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services.check_words import verdict_first
from expunge_desktop.services.check_workspace import CheckReport, check_unopened
from expunge_desktop.services.salvage_words import sentences
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import PassphraseField, button, label, row
from expunge_desktop.ui.job_bridge import JobBridge
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.restore_dialog import RestoreDialog
from expunge_desktop.ui.pages.salvage_dialog import SalvageDialog
from expunge_desktop.ui.pages.use_recovery_key import UseRecoveryKeyDialog
from expunge_desktop.ui.report_dialog import ReportDialog

# The file itself is in trouble after its passphrase was accepted: it can be looked through page by page.
FILE_TROUBLE = frozenset({"damaged", "not-a-workspace", "disk-error"})
# Its beginning or its end is lost: there is nothing to look through, and something to save.
CUT_TROUBLE = frozenset({"zeroed", "cut-off"})
# The key file is: a salvage takes that of a backup.
KEY_TROUBLE = frozenset({"key-file-missing", "key-file-damaged"})
_PLACES_SHOWN = 200


class Emergency(QWidget):
    """Below the logon, whose fields it reads and fills. `opened` gives the session of a restored workspace.

    Looking through and salvaging are offered when opening failed because of the file.
    """

    opened = Signal(object)
    working = Signal(bool)

    def __init__(
        self, jobs: JobBridge, notice: Notice, path: QLineEdit, user: QLineEdit, passphrase: PassphraseField
    ) -> None:
        super().__init__()
        self._jobs, self._notice = jobs, notice
        self._path, self._user, self._passphrase = path, user, passphrase
        self.recovery_button = button(
            "&Recovery key…", self.use_recovery_key, role="quiet", tip="When every passphrase is lost"
        )
        self.restore_button = button(
            "Restore a &backup…", self.restore, role="quiet", tip="Make a workspace from a backup"
        )
        self.look_button = button("&Look it through", self.look, tip="Read every page, change nothing")
        self.salvage_button = button("Salva&ge…", self.salvage, tip="Save what can be read of it")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addLayout(row(self.look_button, self.salvage_button, 0))
        cannot = label("If you cannot get in:", "muted")
        layout.addLayout(row(cannot, self.recovery_button, self.restore_button, 0))
        self.offer_for("")

    def offer_for(self, code: str) -> None:
        """Offer what helps after opening failed with this code; an empty one stands for no failure."""
        self.look_button.setVisible(code in FILE_TROUBLE)
        self.salvage_button.setVisible(code in FILE_TROUBLE | CUT_TROUBLE | KEY_TROUBLE)

    def use_recovery_key(self) -> None:
        """A new passphrase by the recovery key; then log on with it."""
        asked = UseRecoveryKeyDialog(self._path.text(), self._user.text(), self._jobs, self)
        if asked.exec() == QDialog.DialogCode.Accepted:
            name = asked.user.text()
            self._fill(asked.workspace, name)
            said = f"{name} has the new passphrase. Open the workspace with it, and look at the audit trail."
            self._notice.say(said, "success")
        asked.deleteLater()

    def restore(self) -> None:
        """A workspace made from a backup, and opened."""
        asked = RestoreDialog(self._path.text(), self._user.text(), self._jobs, self)
        if asked.exec() == QDialog.DialogCode.Accepted and asked.session and asked.restored:
            session, restored = asked.session, asked.restored
            self.opened.emit(session)
            if restored.kept is not None:
                before = "The workspace that was there before, and its key file, are kept under this name:"
                ReportDialog(
                    "The backup was restored",
                    " ".join((*restored.sentences, before)),
                    str(restored.kept),
                    self.window(),
                ).exec()
        asked.deleteLater()

    def look(self) -> None:
        """Look a workspace through that cannot be opened; the passphrase typed for opening it is used."""
        path, user, passphrase = self._path.text().strip(), self._user.text().strip(), self._passphrase.text()
        if not path or not user or not passphrase:
            self._notice.say("Fill in the workspace file, your user name and your passphrase.", "warning")
            return
        self.working.emit(True)
        self._notice.say("Reading every page…", "info")

        def show(report: CheckReport) -> None:
            self.working.emit(False)
            self._passphrase.clear()
            lines = verdict_first(report, _PLACES_SHOWN)
            self._notice.say(f"{lines[0]} {report.advice}", "danger")
            name = Path(path).name
            said = f"{name} was read without changing it. Keep it and its key file as they are."
            shown = ReportDialog("What was found", said, "\n".join(lines), self)
            shown.exec()
            shown.deleteLater()

        def failed(error: ExpungeError) -> None:
            self.working.emit(False)
            self._passphrase.clear()
            self._notice.say_error(error)

        def work(progress: Progress) -> CheckReport:
            return check_unopened(Path(path), user, passphrase, progress=progress)

        self._jobs.read(self, work, show, failed)

    def salvage(self) -> None:
        """Save what can be read into a new workspace, say what was saved, and offer to log on to it."""
        asked = SalvageDialog(self._path.text(), self._user.text(), self._jobs, self)
        if asked.exec() == QDialog.DialogCode.Accepted and asked.report is not None and asked.made:
            report, made = asked.report, asked.made
            told = "\n".join(sentences(report, made))
            shown = ReportDialog("What was saved", "", told, self)
            shown.exec()
            shown.deleteLater()
            self._fill(made, asked.user.text().strip())
            self.offer_for("")
            self._notice.say(f"{made.name} was made. Open it with the passphrase you have.", "success")
        asked.deleteLater()

    def _fill(self, path: Path, user: str) -> None:
        self._path.setText(str(path))
        self._user.setText(user)
        self._passphrase.clear()
        self._passphrase.line.setFocus()
