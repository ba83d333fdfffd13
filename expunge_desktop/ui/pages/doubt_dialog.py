"""Rows that may be ones the court has sealed, delivered again: a supervisor says which they are."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from expunge_desktop.services.may_be_sealed import DoubtfulRow
from expunge_desktop.ui.dialogs import PlainDialog, ask
from expunge_desktop.ui.form import FormGrid, button, line_edit, text_width
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import number

_SHOWN_ROWS, _SHOWN_CHARACTERS = 6, 88
FIELDS: tuple[Field[DoubtfulRow], ...] = (
    Field("Number", 8, lambda one: number(one.conviction_id), is_number=True),
    Field("Delivered in", 24, lambda one: f"{one.file}, line {one.line}" if one.line else one.file),
    Field("Like the sealed", 20, lambda one: "; ".join(_place(*each) for each in one.like)),
    Field("The same", 22, lambda one: ", ".join(one.agrees)),
    Field("Differs or missing", 24, lambda one: ", ".join(one.differs)),
)


class DoubtDialog(PlainDialog):
    """When it was accepted, `row` is the one chosen and `is_same` whether it is the sealed one."""

    def __init__(self, rows: Sequence[DoubtfulRow], parent: QWidget | None) -> None:
        super().__init__(
            "Rows that may be sealed",
            "A later delivery brought them, spelled otherwise than what the court has sealed. They are "
            "hidden, here too: look the line up in the delivered file and the court’s record, "
            "then say what it is.",
            "It is another one",
            parent,
            is_dangerous=True,
            reject_text="Close",
        )
        self.is_same = False
        self.model: RecordsModel[DoubtfulRow] = RecordsModel(FIELDS, self)
        self.model.set_records(rows)
        self.view = table(self.model, "Rows in doubt", self.model.widths)
        widest = self.screen().availableSize().width() * 4 // 5
        height = self.view.verticalHeader().defaultSectionSize() * _SHOWN_ROWS
        self.view.setMinimumSize(min(text_width(self.view, _SHOWN_CHARACTERS), widest), height)
        self.view.selectRow(0)
        self.note = line_edit(characters=40)
        form = FormGrid()
        form.add("Rows in doubt", self.view)
        form.add("What was looked at", self.note, help_text="No names: the audit trail keeps it.")
        self.body.addWidget(form)
        self.same_button = button("It is the sealed one…", self.accept_same)
        self.buttons.insertWidget(2, self.same_button)
        self.note.textChanged.connect(lambda _text: self._enable())
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self._enable())
        self._enable()
        self.view.setFocus()

    @property
    def row(self) -> DoubtfulRow | None:
        """The row it is about."""
        place = self.view.currentIndex().row()
        return self.model.records[place] if 0 <= place < len(self.model.records) else None

    def accept_same(self) -> None:
        """Ask once more: a sealing cannot be taken back."""
        if self.row is not None and ask(
            self,
            f"Seal row {number(self.row.conviction_id)} by the same order?",
            "Nothing of it is shown any more, and that cannot be taken back.",
            "Seal it",
        ):
            self.is_same = True
            self.accept()

    def _enable(self) -> None:
        is_complete = self.row is not None and bool(self.note.text().strip())
        for one in (self.accept_button, self.same_button):
            one.setEnabled(is_complete)


def _place(filing: str, row: int | None) -> str:
    return filing if row is None else f"{filing} row {number(row)}"
