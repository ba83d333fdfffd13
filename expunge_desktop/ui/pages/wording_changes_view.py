"""What an office has changed in a wording that ships."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.services.wording_changes import ChangedLine, changed_lines
from expunge_desktop.ui import theme
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.table import table

_SIGNS = {"-": "− shipped", "+": "+ here", "": ""}
_LINES: tuple[Field[ChangedLine], ...] = (
    Field("", 9, lambda one: _SIGNS[one.sign]),
    Field("Line", 5, lambda one: str(one.line), is_number=True),
    Field("Text", 40, lambda one: one.text),
)


class WordingChanges(QWidget):
    """Lines left out and added; Enter or a double click goes to the line in the text."""

    line_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shipped = ""
        self.model: RecordsModel[ChangedLine] = RecordsModel(
            _LINES, self, is_strong=lambda one: bool(one.sign)
        )
        self.view = table(self.model, "Changes of the wording", self.model.widths)
        self.view.activated.connect(self._on_activated)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(
            EmptyState("Nothing was changed", "The text is the wording that comes with the program.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.S, 0, 0)
        layout.addWidget(self._stack)

    def start(self, shipped: str) -> None:
        """The wording to compare with."""
        self._shipped = shipped

    def show_text(self, text: str) -> None:
        """Compare a text with it."""
        self.model.set_records(changed_lines(self._shipped, text))
        self._stack.setCurrentIndex(0 if self.model.records else 1)

    def _on_activated(self, index: QModelIndex) -> None:
        self.line_wanted.emit(self.model.records[index.row()].line)
