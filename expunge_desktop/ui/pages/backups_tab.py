"""Backups: when the last was made, one made now, and proof that one can be restored."""

from collections.abc import Callable
from pathlib import Path, PurePath

from PySide6.QtWidgets import QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.progress import Progress
from expunge_desktop.services.backup import BackupReport, backup_to_folder, verify_backup
from expunge_desktop.services.backup_state import BackupState, KnownBackup, backup_state, known_backups
from expunge_desktop.services.check_words import verdict_first
from expunge_desktop.services.check_workspace import CheckReport, check
from expunge_desktop.services.restore import rehearse
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import WORKSPACE_FILES, choose_file, choose_folder
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, inset, label, named, row, text_width
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.place_dialog import write_out
from expunge_desktop.ui.report_dialog import ReportDialog
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import instant, number, plural, size

FIELDS: tuple[Field[KnownBackup], ...] = (
    Field("Made", 17, lambda one: instant(one.at)),
    Field("File", 40, lambda one: one.name),
    Field("Folder", 24, lambda one: PurePath(one.place).name if one.place else "not kept then"),
    Field(
        "Decisions", 10, lambda one: "" if one.decisions is None else number(one.decisions), is_number=True
    ),
    Field("SHA-256", 66, lambda one: one.sha256),
)
KEPT = 10
_PLACES_SHOWN = 3
_SAID = (
    "A backup is as encrypted as the workspace and comes with its own key file; keep both together, on "
    "another disk. Of earlier ones in the same folder the newest stay, and for longer one of each week and "
    "month. A rehearsal restores one into a private folder, compares it, and removes it again. Enter on a "
    "row shows where it lies."
)


class BackupsTab(QWidget):
    """For administrators and supervising attorneys; everybody sees whether one is due."""

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        self.may_back_up = bool(context.session.roles & ROLES_OF[Right.BACK_UP])
        self.state = label("", "strong", wraps=True)
        self.keep = QSpinBox()
        self.keep.setRange(1, 99)
        self.keep.setValue(KEPT)
        self.keep.setFixedWidth(text_width(self.keep, 8))
        inset(self.keep)
        named(self.keep, "How many of the newest stay")
        self.now_button = button("Back up now…", self.back_up, role="primary")
        self.verify_button = button("Verify a backup…", self.verify)
        self.rehearse_button = button("Rehearse a restore…", self.rehearse)
        self.check_button = button(
            "Check the workspace",
            self.check,
            tip="Every page, the audit trail, decisions and filings, the ledger; changes nothing",
        )
        self.model: RecordsModel[KnownBackup] = RecordsModel(FIELDS, self)
        self.view = table(self.model, "Backups", self.model.widths)
        self.view.activated.connect(lambda index: self.show_place(self.model.records[index.row()]))
        self._nothing = EmptyState("No backup was made yet", "The files may lie on any disk but this one.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        for part in (self.now_button, self.verify_button, self.rehearse_button, self.keep):
            part.setEnabled(self.may_back_up)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(label(_SAID, "muted", wraps=True))
        layout.addWidget(self.state)
        layout.addLayout(
            row(
                self.now_button,
                label("keep the newest", "muted"),
                self.keep,
                0,
                self.verify_button,
                self.rehearse_button,
                self.check_button,
            )
        )
        layout.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Ask when the last one was made, and which there are."""
        session, jobs = self._context.session, self._context.jobs
        jobs.read(self, lambda _p: backup_state(session), self._show_state, self._notice.say_error)
        if not self.may_back_up:
            self._nothing.say("Only some may see the list", "Administrators and supervising attorneys do.")
            self._stack.setCurrentIndex(1)
            return
        jobs.read(self, lambda _p: known_backups(session), self._show_known, self._notice.say_error)

    def back_up(self) -> None:
        """Choose a folder and write a backup into it; the earlier ones there are rotated."""
        folder = choose_folder(self, "Back up into this folder")
        if folder is None:
            return
        session, keep = self._context.session, self.keep.value()

        def then(made: BackupReport) -> None:
            removed = f" {plural(len(made.removed), 'older one')} removed." if made.removed else ""
            alone = " Some files there were left alone: they are others’." if made.left_alone else ""
            said = f"{made.path.name} was written and verified ({size(made.size)}).{removed}{alone}"
            self._notice.say(said, "success")
            self._context.tell(Topic.BACKUPS)

        write_out(
            self._context, self, "Backup", folder,
            lambda progress: backup_to_folder(session, folder, keep, progress), then, self._notice.say_error,
        )  # fmt: skip

    def verify(self) -> None:
        """Look one through again, page by page."""
        session = self._context.session

        def work(path: Path, progress: Progress) -> tuple[bool, str]:
            found = verify_backup(path, session, progress)
            return found.is_good, f"{found.sentence} {found.advice}".strip()

        self._look("Verify a backup", work)

    def rehearse(self) -> None:
        """Restore one for trial."""
        session = self._context.session

        def work(path: Path, progress: Progress) -> tuple[bool, str]:
            found = rehearse(path, session, progress)
            return found.is_good, found.sentence

        self._look("Rehearse a restore", work)

    def check(self) -> None:
        """Look through the open workspace itself."""
        session = self._context.session

        def then(found: CheckReport) -> None:
            said = "\n".join(verdict_first(found, _PLACES_SHOWN))
            self._notice.say(said, "success" if found.is_sound else "danger")

        title = "Check of the workspace"
        self._context.jobs.write(
            self, title, lambda progress: check(session, progress), then, self._notice.say_error
        )

    def show_place(self, backup: KnownBackup) -> None:
        """Where a backup was written, in full, to be copied."""
        told = (
            f"File: {backup.name}",
            f"Folder: {backup.place or 'not kept then'}",
            f"Made: {instant(backup.at)}",
            f"SHA-256: {backup.sha256}",
        )
        said = "As it was written; whether it is still there, only a look tells."
        shown = ReportDialog("Where this backup lies", said, "\n".join(told), self)
        shown.exec()
        shown.deleteLater()

    def _look(self, title: str, work: Callable[[Path, Progress], tuple[bool, str]]) -> None:
        path = choose_file(self, title, WORKSPACE_FILES)
        if path is None:
            return

        def then(found: tuple[bool, str]) -> None:
            self._notice.say(found[1], "success" if found[0] else "danger")

        self._context.jobs.write(
            self, title, lambda progress: work(path, progress), then, self._notice.say_error
        )

    def _show_state(self, state: BackupState) -> None:
        due = (
            f" The office’s reminder is due: every {plural(state.remind_after_days, 'day')}."
            if state.is_overdue
            else ""
        )
        self.state.setText(state.sentence + due)

    def _show_known(self, found: tuple[KnownBackup, ...]) -> None:
        self.model.set_records(found)
        self._stack.setCurrentIndex(0 if found else 1)
