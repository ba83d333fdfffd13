"""Asks what a worksheet holds, who receives it and what for."""

from PySide6.QtWidgets import QCheckBox, QWidget

from expunge_desktop.services.masking import Export
from expunge_desktop.ui.form import named
from expunge_desktop.ui.release_dialog import ReleaseDialog


class WorksheetDialog(ReleaseDialog):
    """Recipient and purpose; and whether the person's other convictions come with it."""

    export = Export.WORKSHEET

    def __init__(self, convictions: int, parent: QWidget | None) -> None:
        super().__init__(
            "Print the explanation",
            "A worksheet for marking up by hand: work product, not for filing. It holds name, birth date and "
            "case numbers in clear.",
            parent,
        )
        self.all_of_person = QCheckBox(f"All {convictions} convictions under review of this person")
        named(self.all_of_person, self.all_of_person.text())
        self.all_of_person.setVisible(convictions > 1)
        self.body.addWidget(self.all_of_person)
