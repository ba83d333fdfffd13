"""What the columns of a foreign sheet mean: said once, column by column, and kept under a name.

The dialog only asks. What was chosen is saved by the page that opened it.
"""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from expunge_desktop.base.errors import UsageError
from expunge_desktop.services.field_words import field_words, missing_words
from expunge_desktop.services.file_headings import FileHeadings
from expunge_desktop.services.mapping_choices import (
    chosen_mapping,
    columns_by_field,
    missing_with,
    repeated_with,
)
from expunge_desktop.services.mappings import accept_fields, accept_name, suggested_name
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import button, label, line_edit, named, row
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.column_table import ColumnTable
from expunge_desktop.ui.wording import plural


class Answer(StrEnum):
    """What is to be done with the choices."""

    SAVE_AND_GO_ON = "save and go on"
    SAVE_ONLY = "save only"
    GO_ON_WITHOUT = "go on without"


class MappingDialog(PlainDialog):
    """A row per column: its heading, some values, what it means, and how that is known.

    `go_on` is what follows in words (“import”, “check”); `names` are those of the mappings there are;
    `is_needed` says that without a mapping the file lacks a required field.
    """

    def __init__(
        self,
        found: FileHeadings,
        names: Sequence[str],
        go_on: str,
        parent: QWidget | None,
        *,
        is_needed: bool = True,
    ) -> None:
        super().__init__("What do the columns mean?", _sentence(found), f"Save and {go_on}", parent)
        self._found = found
        self._names = {name.casefold(): name for name in names}
        self.answer = Answer.SAVE_AND_GO_ON
        self.columns = ColumnTable(found)
        self.meaning = label("", "muted", wraps=True)
        self.meaning.setFixedHeight(self.meaning.fontMetrics().lineSpacing() * 2)
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notice = Notice(can_be_dismissed=False)
        self.name_line = line_edit(characters=24)
        self.name_line.setText(found.mapping_name or suggested_name(found.path))
        self.name_hint = label("", "caption", wraps=True)
        self.save_only_button = button("Save only", self._save_only, tip="Save the mapping, import nothing")
        self.without_button = button(
            f"{go_on.capitalize()} without it",
            self._go_on_without,
            tip="Every required column is known; the others are kept with the rows, not used",
        )
        self.without_button.setVisible(not is_needed)
        self._lay_out()
        self.columns.changed.connect(self._judge)
        self.columns.meaning_shown.connect(self.meaning.setText)
        self.name_line.textChanged.connect(lambda _text: self._judge())
        self._judge()
        self.columns.focus_first()

    @property
    def name(self) -> str:
        """What the mapping is to be saved under."""
        return self.name_line.text().strip()

    @property
    def fields(self) -> dict[str, str]:
        """The whole mapping as chosen: heading → field, "" for a column that is none of them."""
        return chosen_mapping(self._found, self.columns.chosen)

    def _judge(self) -> None:
        """Say what stands in the way, or what to look at, and offer only what can be done."""
        chosen, fields = self.columns.chosen, self.fields
        twice = {
            field: found for field, found in columns_by_field(self._found, chosen).items() if len(found) > 1
        }
        missing, repeated = missing_with(self._found, fields), repeated_with(self._found, fields)
        guesses = self.columns.guesses
        name_error = _complaint_about(self.name)
        if twice:
            field, found = next(iter(twice.items()))
            headings = " and ".join(f"“{one.heading}”" for one in found)
            self.notice.say(
                f"{field_words(field)} is chosen for {headings}. Choose it for one of them.", "danger"
            )
        elif repeated:
            self.notice.say(
                f"More than one column is headed {field_words(repeated[0])}. Rename one in the spreadsheet, "
                "or choose “Keep, not used” for it.",
                "danger",
            )
        elif missing:
            self.notice.say(
                f"Still missing: {missing_words(missing)}. Choose the column that holds it; "
                "if the file has none, add one in the spreadsheet.",
                "danger",
            )
        elif guesses:
            self.notice.say(
                f"{plural(guesses, 'meaning is', 'meanings are')} guessed from the heading. "
                "Compare them with the values before you save.",
                "warning",
            )
        else:
            self.notice.say("Every required column is there.", "success")
        can_save = not twice and not name_error and _can_be_saved(fields)
        self.save_only_button.setEnabled(can_save)
        self.accept_button.setEnabled(can_save and not missing and not repeated)
        self.name_hint.setText(name_error or self._about_name())

    def _about_name(self) -> str:
        known = self._names.get(self.name.casefold())
        if known:
            return f"“{known}” exists: this one takes its place, the earlier one stays on record."
        return "The court or office the file comes from."

    def _save_only(self) -> None:
        self.answer = Answer.SAVE_ONLY
        self.accept()

    def _go_on_without(self) -> None:
        self.answer = Answer.GO_ON_WITHOUT
        self.accept()

    def _lay_out(self) -> None:
        self.body.setSpacing(theme.S)
        self.body.addWidget(self.columns, 1)
        self.body.addWidget(self.meaning)
        self.body.addWidget(self.notice)
        caption = label("Save as", "strong")
        caption.setBuddy(self.name_line)
        named(self.name_line, "Name of the mapping", "The court or office the file comes from")
        line = row(caption, self.name_line, self.name_hint)
        line.setStretchFactor(self.name_line, 1)
        line.setStretchFactor(self.name_hint, 1)
        self.body.addLayout(line)
        self.buttons.insertWidget(0, self.without_button)
        self.buttons.insertWidget(0, self.save_only_button)
        room = self.screen().availableSize() - QSize(2 * theme.XL, 2 * theme.XL)
        self.resize(self.sizeHint().boundedTo(room))


def _sentence(found: FileHeadings) -> str:
    name = found.path.name
    if found.mapping_name and not found.missing:
        said = f"The saved mapping “{found.mapping_name}” knows every required heading of {name}."
    else:
        said = (
            f"{name} has headings the program does not know. Say once what they mean: "
            "the next file with the same headings is read the same way."
        )
    return f"{said} The values are from the first rows of the file."


def _complaint_about(name: str) -> str:
    try:
        accept_name(name)
    except UsageError as error:
        return str(error)
    return ""


def _can_be_saved(fields: dict[str, str]) -> bool:
    try:
        accept_fields(fields)
    except UsageError:
        return False
    return True
