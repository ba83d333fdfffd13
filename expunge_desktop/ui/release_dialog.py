"""Asks who receives what leaves the workspace, and what for; the answer goes into the release log."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.masking import Export, Masking, kinds, masking_of
from expunge_desktop.services.release_log import INTERNAL_REVIEW, OWN_OFFICE
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, combo, label, line_edit, named, text_width


class ReleaseDialog(PlainDialog):
    """Kind of recipient, recipient and purpose; none may be empty. `sentence` says what the file holds.

    Below the kind stands what it means and what will be withheld from it (`services.masking`); what may not
    go out to it at all cannot be accepted.
    """

    export: ClassVar[Export] = Export.FINDINGS

    def __init__(self, title: str, sentence: str, parent: QWidget | None) -> None:
        logged = "Who receives it and what for is kept in the release log of the workspace."
        super().__init__(title, f"{sentence} {logged}", "Choose a file…", parent)
        self._infos = {info.kind: info for info in kinds()}
        self.kind_choice = combo("Kind of recipient")
        for info in self._infos.values():
            self.kind_choice.addItem(info.kind.value.capitalize(), info.kind)
        self.recipient, self.purpose = line_edit(characters=40), line_edit(characters=40)
        self.recipient.setText(OWN_OFFICE)
        self.purpose.setText(INTERNAL_REVIEW)
        self.person = line_edit("person_id of the findings export", characters=40)
        grid = FormGrid()
        grid.add("Kind of recipient", self.kind_choice)
        grid.add("Recipient", self.recipient)
        grid.add("Purpose", self.purpose)
        self.body.addWidget(grid)
        self._of_one = FormGrid()
        self._of_one.add("Person", self.person)
        self.body.addWidget(self._of_one)
        self.effect = label("", wraps=True)
        self.effect.setMinimumWidth(text_width(self.effect, 62))
        named(self.effect, "What goes out")
        self.meaning = label("", "caption", wraps=True)
        named(self.meaning, "What this kind of recipient is")
        self.body.addWidget(self.effect)
        self.body.addWidget(self.meaning)
        self.kind_choice.currentIndexChanged.connect(lambda _place: self._on_kind())
        for line in (self.recipient, self.purpose, self.person):
            line.textChanged.connect(lambda _text: self._on_changed())
        self._say()
        self.recipient.setFocus()

    @property
    def kind(self) -> RecipientKind:
        """The kind chosen."""
        return RecipientKind(self.kind_choice.currentData())

    @property
    def told(self) -> tuple[str, str, RecipientKind]:
        """Recipient, purpose and kind."""
        return self.recipient.text().strip(), self.purpose.text().strip(), self.kind

    @property
    def person_id(self) -> str:
        """The one person whose rows, or papers, go out; empty unless the kind is given no more."""
        return self.person.text().strip() if self._takes_person else ""

    @property
    def is_complete(self) -> bool:
        """Everything is said, and it may go out so."""
        masking = self._masking
        needs_person = masking.is_of_one_person and not self.person_id
        return all(self.told) and not masking.refusal and not needs_person

    @property
    def _takes_person(self) -> bool:
        masking = self._masking
        return not masking.refusal and (masking.is_of_one_person or bool(masking.only_of_one))

    @property
    def _masking(self) -> Masking:
        return masking_of(self.kind, self.export)

    def _on_kind(self) -> None:
        """Another kind is another recipient: what was written for the first does not stand for it."""
        is_own = self.kind is RecipientKind.OWN_OFFICE
        if is_own and not self.recipient.text():
            self.recipient.setText(OWN_OFFICE)
            self.purpose.setText(self.purpose.text() or INTERNAL_REVIEW)
        elif not is_own and self.recipient.text() == OWN_OFFICE:
            self.recipient.clear()
            if self.purpose.text() == INTERNAL_REVIEW:
                self.purpose.clear()
        self._say()
        self._on_changed()

    def _say(self) -> None:
        info, masking = self._infos[self.kind], self._masking
        self.effect.setText(masking.in_words)
        self.meaning.setText(f"{info.means} ({info.citation}; for counsel to confirm.)")
        self._of_one.setVisible(self._takes_person)

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(self.is_complete)
