"""Asks who receives what leaves the workspace, and what for; the answer goes into the release log."""

from PySide6.QtWidgets import QWidget

from expunge_desktop.services.release_log import INTERNAL_REVIEW, OWN_OFFICE
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, line_edit


class ReleaseDialog(PlainDialog):
    """Recipient and purpose; neither may be empty. `sentence` says what the file holds."""

    def __init__(self, title: str, sentence: str, parent: QWidget | None) -> None:
        logged = "Who receives it and what for is kept in the release log of the workspace."
        super().__init__(title, f"{sentence} {logged}", "Choose a file…", parent)
        self.recipient, self.purpose = line_edit(characters=40), line_edit(characters=40)
        self.recipient.setText(OWN_OFFICE)
        self.purpose.setText(INTERNAL_REVIEW)
        grid = FormGrid()
        grid.add("Recipient", self.recipient)
        grid.add("Purpose", self.purpose)
        self.body.addWidget(grid)
        for line in (self.recipient, self.purpose):
            line.textChanged.connect(lambda _text: self._on_changed())
        self.recipient.setFocus()

    @property
    def told(self) -> tuple[str, str]:
        """Recipient and purpose."""
        return self.recipient.text().strip(), self.purpose.text().strip()

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(all(self.told))
