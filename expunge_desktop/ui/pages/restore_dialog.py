"""Makes a workspace from a backup, without anybody being logged on."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services.restore import Restored, restore
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.ui.choose_files import WORKSPACE_FILES, choose_file, choose_new_file
from expunge_desktop.ui.dialogs import ask
from expunge_desktop.ui.form import PassphraseField, button, line_edit
from expunge_desktop.ui.job_bridge import JobBridge
from expunge_desktop.ui.working_dialog import WorkingDialog

EXISTS = "destination-exists"
KEEP_OLD = (
    "There is a workspace of that name already",
    "It and its key file are renamed first, to a name with the time in it, once the restored one is whole. "
    "Nothing of it is lost. Nobody may have it open meanwhile.",
    "Keep it aside and restore",
)


class RestoreDialog(WorkingDialog):
    """When it was accepted, `session` is the restored workspace, open, and `restored` tells what is in it."""

    def __init__(self, workspace: str, user: str, jobs: JobBridge, parent: QWidget | None) -> None:
        super().__init__(
            "Restore a backup",
            "The backup is checked from its first page to the last row of its audit trail, and stays as it "
            "is. The users and passphrases of the day it was made open it.",
            "Restore",
            jobs,
            parent,
        )
        self.session: Session | None = None
        self.restored: Restored | None = None
        self.source, self.place, self.user = line_edit(), line_edit("Office.expunge"), line_edit()
        self.place.setText(_free_name(workspace))
        self.user.setText(user)
        self.passphrase = PassphraseField()
        self.form.add(
            "Backup", self.source, beside=button("Choose…", self._choose_source, name="Choose the backup")
        )
        self.form.add(
            "Workspace to be made",
            self.place,
            beside=button("Choose…", self._choose_place, name="Choose where the workspace is made"),
            help_text="Where and under which name. One that is there is kept aside if you say so.",
        )
        self.form.add("User", self.user)
        self.form.add("Passphrase", self.passphrase)
        self.source.setFocus()

    def accept(self) -> None:
        """Restore, if everything is filled in."""
        source, place = self.source.text().strip(), self.place.text().strip()
        user, passphrase = self.user.text().strip(), self.passphrase.text()
        if not source or not place or not user or not passphrase:
            self.warn("Fill in the backup, the workspace to be made, your user name and your passphrase.")
            return
        name = place if place.endswith(".expunge") else f"{place}.expunge"
        self._restore(Path(source), Path(name), user, passphrase, keep_old=False)

    def _restore(self, source: Path, place: Path, user: str, passphrase: str, *, keep_old: bool) -> None:
        def do(progress: Progress) -> tuple[Session, Restored]:
            restored = restore(source, place, user, passphrase, progress=progress, keep_old=keep_old)
            return open_session(place, user, passphrase), restored

        def failed(error: ExpungeError) -> None:
            if error.code == EXISTS and not keep_old and ask(self, *KEEP_OLD):
                self._restore(source, place, user, passphrase, keep_old=True)
            else:
                self.refuse(error)

        self.work(do, self._keep, failed)

    def _keep(self, made: tuple[Session, Restored]) -> None:
        self.session, self.restored = made

    def _choose_source(self) -> None:
        if path := choose_file(self, "Backup", WORKSPACE_FILES):
            self.source.setText(str(path))

    def _choose_place(self) -> None:
        title = "Workspace to be made"
        if path := choose_new_file(self, title, WORKSPACE_FILES, ".expunge", is_replaced=False):
            self.place.setText(str(path))


def _free_name(workspace: str) -> str:
    """A name beside the workspace that is there: nothing is set aside unless somebody names it."""
    path = Path(workspace)
    return str(path.with_stem(f"{path.stem} restored")) if workspace.strip() and path.exists() else workspace
