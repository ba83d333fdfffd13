"""Writing into a folder that a cloud client copies: refused, unless somebody accepts it on a ground."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services.places import NOT_ACCEPTED
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import FormGrid, line_edit

T = TypeVar("T")
WORD = "ACCEPT"


class PlaceDialog(PlainDialog):
    """Why the folder is refused; a ground and a typed word accept it for this one file or set of papers."""

    def __init__(self, why: str, parent: QWidget | None) -> None:
        super().__init__(
            "This folder leaves the office",
            f"{why} Nothing was written. Choose a folder on this computer’s own disk instead, unless the "
            "office has a contract that allows this one.",
            "Write it there",
            parent,
            is_dangerous=True,
        )
        self._ground, self._word = line_edit(characters=40), line_edit(characters=12)
        form = FormGrid()
        form.add(
            "Ground",
            self._ground,
            help_text="Which contract or authorization allows it. The audit trail keeps it with your name.",
        )
        form.add(f"Type {WORD}", self._word, help_text="It counts for this once.")
        self.body.addWidget(form)
        for line in (self._ground, self._word):
            line.textChanged.connect(lambda _text: self._on_changed())
        self._on_changed()

    @property
    def ground(self) -> str:
        """What allows it."""
        return self._ground.text().strip()

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.ground) and self._word.text().strip().upper() == WORD)


def write_out(
    context: Context,
    owner: QWidget,
    title: str,
    path: Path,
    work: Callable[[Progress], T],
    then: Callable[[T], None],
    failed: Callable[[ExpungeError], None],
) -> None:
    """Run a job that writes something of the workspace to `path`; ask when the folder is a synced one."""

    def refused(error: ExpungeError) -> None:
        if error.code != NOT_ACCEPTED:
            failed(error)
            return
        asked = PlaceDialog(error.sentence, owner)
        is_accepted, ground = asked.exec() == QDialog.DialogCode.Accepted, asked.ground
        asked.deleteLater()
        if not is_accepted:
            failed(ExpungeError(NOT_ACCEPTED, error.sentence, "Nothing was written."))
            return

        def again(progress: Progress) -> T:
            with context.session.places.accepting(path, ground):
                return work(progress)

        context.jobs.write(owner, title, again, then, failed)

    context.jobs.write(owner, title, work, then, refused)
