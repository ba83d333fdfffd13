"""Puts what can still be read of a damaged workspace into a new one."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from expunge_desktop.base.progress import Progress
from expunge_desktop.services.salvage import SalvageReport, salvage
from expunge_desktop.ui.choose_files import WORKSPACE_FILES, choose_file, choose_new_file
from expunge_desktop.ui.form import PassphraseField, button, line_edit
from expunge_desktop.ui.job_bridge import JobBridge
from expunge_desktop.ui.working_dialog import WorkingDialog


class SalvageDialog(WorkingDialog):
    """When it was accepted, `report` says what was saved into the workspace `made`."""

    def __init__(self, workspace: str, user: str, jobs: JobBridge, parent: QWidget | None) -> None:
        super().__init__(
            "Salvage a damaged workspace",
            "Restore the last backup first, and use this for what was done since. The damaged file is read "
            "page by page and not changed; every row that can be read goes into a new workspace.",
            "Salvage",
            jobs,
            parent,
        )
        self.report: SalvageReport | None = None
        self.made: Path | None = None
        self.damaged, self.place = line_edit(), line_edit("Salvaged.expunge")
        self.keys, self.user = line_edit("Optional"), line_edit()
        self.damaged.setText(workspace)
        self.user.setText(user)
        self.passphrase = PassphraseField()
        for title, field, name, choose, help_text in (
            ("Damaged workspace", self.damaged, "Choose the damaged workspace", self._choose_damaged, ""),
            ("New workspace", self.place, "Choose where the new workspace is made", self._choose_place, ""),
            (
                "Backup whose key file opens it",
                self.keys,
                "Choose the backup whose key file opens it",
                self._choose_keys,
                "Only if the workspace’s own key file is lost or damaged.",
            ),
        ):
            self.form.add(title, field, beside=button("Choose…", choose, name=name), help_text=help_text)
        self.form.add("User", self.user)
        self.form.add("Passphrase", self.passphrase)
        (self.place if workspace else self.damaged).setFocus()

    def accept(self) -> None:
        """Salvage, if everything is filled in."""
        damaged, place, keys = (one.text().strip() for one in (self.damaged, self.place, self.keys))
        user, passphrase = self.user.text().strip(), self.passphrase.text()
        if not damaged or not place or not user or not passphrase:
            self.warn("Fill in the damaged workspace, the new one, your user name and your passphrase.")
            return
        made = Path(place if place.endswith(".expunge") else f"{place}.expunge")
        other_keys = Path(keys) if keys else None

        def do(progress: Progress) -> SalvageReport:
            return salvage(Path(damaged), made, user, passphrase, progress=progress, keys_of=other_keys)

        def keep(report: SalvageReport) -> None:
            self.report, self.made = report, made

        self.work(do, keep)

    def _choose_damaged(self) -> None:
        if path := choose_file(self, "Damaged workspace", WORKSPACE_FILES):
            self.damaged.setText(str(path))

    def _choose_place(self) -> None:
        if path := choose_new_file(self, "New workspace", WORKSPACE_FILES, ".expunge"):
            self.place.setText(str(path))

    def _choose_keys(self) -> None:
        if path := choose_file(self, "Backup whose key file opens it", WORKSPACE_FILES):
            self.keys.setText(str(path))
