"""Against what the audit chain is held, and what came of it."""

from pathlib import Path

from PySide6.QtWidgets import QListWidget, QWidget

from expunge_desktop.services import audit_words
from expunge_desktop.services.audit_trail import AuditVerification
from expunge_desktop.ui.choose_files import choose_files
from expunge_desktop.ui.dialogs import PlainDialog, reason_field
from expunge_desktop.ui.form import button, label, named, row
from expunge_desktop.ui.wording import number, plural

_WITNESSES = "Checkpoints and manifests (*.json)"


class VerifyDialog(PlainDialog):
    """Checkpoint files, manifests of filings, and heads copied from papers; none is needed."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            "Verify the audit trail",
            "The chain is walked from its first row and held against what the workspace and its key file "
            "know. What was kept elsewhere tells more: even somebody with the key cannot change that.",
            "Verify",
            parent,
        )
        self.files: list[Path] = []
        self.shown = QListWidget()
        named(self.shown, "Checkpoint files and manifests")
        self.shown.setFixedHeight(self.shown.fontMetrics().lineSpacing() * 5)
        self._heads = reason_field("Heads printed on papers")
        self.body.addWidget(label("Checkpoint files and manifests (optional)", "strong"))
        self.body.addWidget(self.shown)
        self.body.addLayout(row(button("Add files…", self.add_files), 0))
        self.body.addWidget(label("Heads printed on cover sheets, one a line (optional)", "strong"))
        self.body.addWidget(self._heads)
        self.accept_button.setFocus()

    @property
    def heads(self) -> list[str]:
        """The hashes typed, one a line."""
        return [one.strip() for one in self._heads.toPlainText().splitlines() if one.strip()]

    def add_files(self) -> None:
        """Choose witnesses that lie elsewhere."""
        for path in choose_files(self, "Checkpoints and manifests", _WITNESSES):
            if path not in self.files:
                self.files.append(path)
                self.shown.addItem(path.name)


def verdict(found: AuditVerification) -> str:
    """What the walk and its witnesses say, a line each."""
    if found.first_broken is not None:
        told = f"THE CHAIN IS BROKEN at row {number(found.first_broken)}: {found.reason}"
    elif found.is_lacking:
        told = (
            f"ROWS ARE MISSING. {audit_words.LACKING} Here: {plural(found.rows, 'row')}, head {found.head}."
        )
    else:
        told = f"The chain is intact: {plural(found.rows, 'row')}, head {found.head}."
    if found.dropped:
        told += f" The details of {plural(found.dropped, 'row')} were dropped by policy; their digests stay."
    lines = [f"{one.kind.capitalize()} {one.name}: {one.sentence}" for one in found.compared]
    more = [f"… and {plural(len(lines) - 6, 'more witness')}."] if lines[6:] else []
    return "\n".join((told, *lines[:6], *more))
