"""Asks what a worksheet holds and who receives it; the answer goes into the release log."""

from PySide6.QtWidgets import QCheckBox, QWidget

from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, line_edit, named


class WorksheetDialog(PlainDialog):
    """Recipient and purpose, neither empty; and whether the person's other convictions come with it."""

    def __init__(self, convictions: int, parent: QWidget | None) -> None:
        super().__init__(
            "Print the explanation",
            "A worksheet for marking up by hand: work product, not for filing. It holds name, birth date and "
            "case numbers in clear. Who receives it and what for is kept in the release log.",
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
        self.all_of_person = QCheckBox(f"All {convictions} convictions under review of this person")
        named(self.all_of_person, self.all_of_person.text())
        self.all_of_person.setVisible(convictions > 1)
        self.body.addWidget(self.all_of_person)
        for line in (self.recipient, self.purpose):
            line.textChanged.connect(lambda _text: self._on_changed())
        self.recipient.setFocus()

    @property
    def told(self) -> tuple[str, str]:
        """Recipient and purpose."""
        return self.recipient.text().strip(), self.purpose.text().strip()

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(all(self.told))
