"""The names a wording may use: fields, flags and inserts, each put into the text by a double click."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from expunge_desktop.ui import theme
from expunge_desktop.ui.form import label, line_edit, named
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.table import table


@dataclass(frozen=True, slots=True)
class Name:
    """A name with what it is and what is written for it."""

    name: str
    kind: str
    text: str


_NAMES: tuple[Field[Name], ...] = (
    Field("Name", 30, lambda one: one.name),
    Field("What it is", 12, lambda one: one.kind),
)


class WordingNames(QWidget):
    """A list that is narrowed by typing; Enter or a double click asks for the text to be inserted."""

    insert_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Name] = []
        self.filter = line_edit("Find a name")
        named(self.filter, "Find a name")
        self.filter.textChanged.connect(lambda _text: self._narrow())
        self.model: RecordsModel[Name] = RecordsModel(_NAMES, self)
        self.view = table(self.model, "Names the paper knows", self.model.widths, stretches=0)
        self.view.activated.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.S, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(self.filter)
        layout.addWidget(self.view, 1)
        layout.addWidget(
            label(
                "A double click or Enter puts the name where the cursor is in the text.",
                "caption",
                wraps=True,
            )
        )

    def show_names(self, fields: tuple[str, ...], flags: tuple[str, ...], inserts: tuple[str, ...]) -> None:
        """Show what a wording may use."""
        self._all = [
            *(Name(one, "field", f"{{{one}}}") for one in fields),
            *(Name(one, "yes or no", f"[if {one}]\n\n[else]\n\n[end]\n") for one in flags),
            *(Name(one, "insert", f"[insert {one}]\n") for one in inserts),
        ]
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.filter.text().strip().casefold().replace(" ", "_")
        self.model.set_records([one for one in self._all if wanted in one.name.casefold()])

    def _on_activated(self, index: QModelIndex) -> None:
        self.insert_wanted.emit(self.model.records[index.row()].text)
