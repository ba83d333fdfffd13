"""Asks who receives an export of the movers, and what for."""

from PySide6.QtWidgets import QWidget

from expunge_desktop.services.masking import Export
from expunge_desktop.ui.release_dialog import ReleaseDialog


class ExportMoversDialog(ReleaseDialog):
    """Recipient and purpose of the convictions two policies differ on, and of the near-misses."""

    export = Export.COMPARISON

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            "Export movers and near-misses",
            "The file holds names, birth dates and case numbers in clear.",
            parent,
        )
