"""Asks who receives an export of the movers, and what for; the answer goes into the release log."""

from PySide6.QtWidgets import QWidget

from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, line_edit


class ExportMoversDialog(PlainDialog):
    """Recipient and purpose; neither may be empty."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            "Export movers and near-misses",
            "The file holds names, birth dates and case numbers in clear. Who receives it and what for is "
            "kept in the release log of the workspace.",
            "Choose a file…",
            parent,
        )
        self.recipient, self.purpose = line_edit(characters=40), line_edit(characters=40)
        self.recipient.setText("own office")
        self.purpose.setText("internal review")
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
