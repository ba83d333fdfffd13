"""A window of its own for one PDF that is in memory: the reading view, the name above it, Close below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from expunge_desktop.services.read_paper import PreviewPaper
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.elided_label import ElidedLabel
from expunge_desktop.ui.form import button, named, row
from expunge_desktop.ui.pages.paper_preview import PaperPreview

_MARGIN = 40  # of the program's window that stays in sight around it


class PaperWindow(QDialog):
    """Escape closes it. It closes by itself when convictions were sealed or destroyed meanwhile."""

    def __init__(self, context: Context, paper: PreviewPaper, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Attached document")
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        named(self, "Attached document", paper.title)
        self.name = ElidedLabel(paper.title, "heading")
        self.preview = PaperPreview(context)
        self.close_button = button("&Close", self.reject, tip="Close (Escape)")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(self.name)
        layout.addWidget(self.preview, 1)
        layout.addLayout(row(0, self.close_button))
        around = parent.window().size()
        self.resize(around.width() - 2 * _MARGIN, around.height() - 2 * _MARGIN)
        context.changed.connect(self._on_changed)
        self.preview.open(paper)
        self.preview.area.setFocus()

    def forget(self) -> None:
        """Let go of the document and its pictures."""
        self.preview.wait("")

    def _on_changed(self, topics: frozenset[Topic], _conviction_id: int | None) -> None:
        if Topic.HIDDEN in topics:
            self.reject()
