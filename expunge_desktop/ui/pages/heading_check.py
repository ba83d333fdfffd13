"""Before an import: read the headings of the files, and ask what those mean that nobody has explained yet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from expunge_desktop.base.errors import CancelledError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services.file_headings import FileHeadings, read_headings, under
from expunge_desktop.services.jobs import Job
from expunge_desktop.services.mapping_choices import fitting_mapping
from expunge_desktop.services.mappings import (
    LAYOUT_NAMES,
    SavedMapping,
    list_mappings,
    save_mapping,
)
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.pages.mapping_dialog import Answer, MappingDialog

Read = tuple[tuple[FileHeadings, ...], tuple[SavedMapping, ...]]


class HeadingCheck(QWidget):
    """Invisible; ends each `start` with exactly one of `ready`, `stopped` and `failed`.

    A file is asked about when it lacks a required field, or has a heading the program can guess; after a
    mapping was saved everything is read again by it.
    """

    ready = Signal(str, object)  # layout to import with, tuple[FileHeadings, ...]
    stopped = Signal(str)  # what to tell the person
    failed = Signal(object)  # ExpungeError
    saved = Signal(str)  # a mapping was saved under this name

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context
        self._paths: tuple[Path, ...] = ()
        self._layout_name = ""
        self._go_on = ""
        self._settled: set[Path] = set()
        self._job: Job[Read] | None = None

    def start(self, paths: Sequence[Path], layout: str, go_on: str) -> None:
        """Look at these files; `go_on` is what the person wants in words (“import”, “check”)."""
        self._paths, self._go_on = tuple(paths), go_on
        self._settled.clear()
        self._read(layout)

    def _read(self, layout: str) -> None:
        self._layout_name = layout
        if layout == "doj":
            self.ready.emit(layout, ())
            return
        session, chosen = self._context.session, self._paths
        mapping_name = "" if layout in LAYOUT_NAMES else layout

        def work(progress: Progress) -> Read:
            found = tuple(read_headings(session, path, mapping_name, progress) for path in chosen)
            return found, list_mappings(session)

        self._job = self._context.jobs.read(
            self, work, self._on_read, self.failed.emit, title="Reading the headings"
        )

    def _on_read(self, read: Read) -> None:
        if self._job is not None and self._job.is_cancelled:  # too late to stop it, not what follows
            self.failed.emit(CancelledError(self._job.title))
            return
        self._ask_or_go_on(read)

    def _ask_or_go_on(self, read: Read) -> None:
        found, mappings = read
        for one in found:
            if one.columns and (one.missing or one.guesses) and one.path not in self._settled:
                self._ask(one, (found, mappings))
                return
        self.ready.emit(self._layout_name, found)

    def _ask(self, one: FileHeadings, read: Read) -> None:
        _, mappings = read
        fitting = fitting_mapping(one, mappings) if one.missing and not one.mapping_name else None
        asked = MappingDialog(
            under(one, fitting) if fitting else one,
            [mapping.name for mapping in mappings],
            self._go_on,
            self.parentWidget(),
            is_needed=bool(one.missing),
        )
        if asked.exec() != QDialog.DialogCode.Accepted:
            self.stopped.emit(f"Nothing was imported: the columns of {one.path.name} have no meaning yet.")
        elif asked.answer == Answer.GO_ON_WITHOUT:
            self._settled.add(one.path)
            self._ask_or_go_on(read)
        else:
            self._save(asked.name, asked.fields, is_last=asked.answer == Answer.SAVE_ONLY)
        asked.deleteLater()

    def _save(self, name: str, fields: dict[str, str], *, is_last: bool) -> None:
        session = self._context.session

        def then(saved: SavedMapping) -> None:
            self.saved.emit(saved.name)
            if is_last:
                self.stopped.emit(f"The mapping “{saved.name}” was saved; nothing was imported.")
            else:
                self._read(saved.name)

        self._context.jobs.write(
            self, "", lambda _progress: save_mapping(session, name, fields), then, self.failed.emit
        )
