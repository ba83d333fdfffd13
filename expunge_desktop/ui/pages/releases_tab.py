"""The release log: whatever left the workspace, who received it and what for (Penal Code 11078)."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import release_log
from expunge_desktop.services.masking import Export
from expunge_desktop.services.release_export import export_releases
from expunge_desktop.services.release_log import Release, ReleaseFilter
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.table_export import Exported
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import choose_new_file
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.delay import delayed
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, combo, label, line_edit, named, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.place_dialog import write_out
from expunge_desktop.ui.release_dialog import ReleaseDialog
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import instant, number, plural

FIELDS: tuple[Field[Release], ...] = (
    Field("When", 17, lambda one: instant(one.at)),
    Field("By", 16, lambda one: one.actor),
    Field("What", 20, lambda one: one.what),
    Field("Recipient", 26, lambda one: one.recipient),
    Field("Kind", 18, lambda one: one.kind or "not asked then"),
    Field("Purpose", 26, lambda one: one.purpose),
    Field("Rows", 7, lambda one: number(one.rows), is_number=True),
    Field("Withheld", 30, lambda one: ", ".join(one.withheld)),
    Field("Files", 34, lambda one: ", ".join(one.files)),
    Field("SHA-256", 66, lambda one: one.sha256),
)
_TYPING_MS = 400


class ReleaseExportDialog(ReleaseDialog):
    """Who receives the log."""

    export = Export.RELEASES


class ReleasesTab(QWidget):
    """The newest first, a page at a time."""

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        self.may_see = bool(context.session.roles & ROLES_OF[Right.SEE_RELEASES])
        self.kind = combo("Kind of recipient")
        self.kind.addItem("Every recipient", "")
        for one in RecipientKind:
            self.kind.addItem(one.value.capitalize(), one.value)
        self.text = line_edit("Recipient, purpose, what or file", characters=30)
        named(self.text, "Text in recipient, purpose, what or file")
        self._typing: QTimer = delayed(self, "release-search", _TYPING_MS, self.search)
        self.model: RecordsModel[Release] = RecordsModel(FIELDS, self)
        self.view = table(self.model, "Release log", self.model.widths)
        self.found = label("", "muted")
        self.more_button = button("Show older ones", self.show_more)
        self.export_button = button("Export as CSV…", self.export)
        self._nothing = EmptyState("Nothing has left the workspace", "Every export and print stands here.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self._count = 0
        for part in (self.kind, self.text, self.more_button, self.export_button):
            part.setEnabled(self.may_see)
        self.kind.activated.connect(lambda _place: self.search())
        self.text.textChanged.connect(lambda _text: self._typing.start())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(
            label(
                "Each export and each print is logged with its recipient, purpose, rows and hash "
                "(Penal Code 11078); keep the log three years at least (unconfirmed).",
                "muted",
                wraps=True,
            )
        )
        layout.addLayout(row(self.kind, self.text, 0, self.found, self.more_button, self.export_button))
        layout.addWidget(self._stack, 1)

    @property
    def wanted(self) -> ReleaseFilter:
        """What is asked for now."""
        return ReleaseFilter(kind=self.kind.currentData() or "", text=self.text.text().strip())

    def search(self) -> None:
        """Ask for the newest rows that match."""
        if not self.may_see:
            self._nothing.say("Only some may see the log", "Supervising attorneys and administrators see it.")
            self._stack.setCurrentIndex(1)
            return
        session, wanted = self._context.session, self.wanted

        def then(found: tuple[list[Release], int]) -> None:
            if wanted == self.wanted:
                rows, self._count = found
                self._show(rows)

        self._context.jobs.read(
            self,
            lambda _p: (release_log.search(session, wanted), release_log.count(session, wanted)),
            then,
            self._notice.say_error,
        )

    def show_more(self) -> None:
        """The page behind the last row shown."""
        shown = list(self.model.records)
        if not shown:
            return
        session, wanted, last = self._context.session, self.wanted, shown[-1].id

        def then(found: list[Release]) -> None:
            if wanted == self.wanted:
                self._show([*shown, *found])

        self._context.jobs.read(
            self,
            lambda _p: release_log.search(session, wanted, before=last),
            then,
            self._notice.say_error,
        )

    def export(self) -> None:
        """Write the rows that match to a file; the export is a release itself."""
        asked = ReleaseExportDialog(
            "Export the release log", "It names recipients and what they were given.", self
        )
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        path = choose_new_file(self, "Export the release log", "Tables (*.csv)", ".csv")
        if path is None:
            return
        session, wanted = self._context.session, self.wanted
        recipient, purpose, kind = asked.told

        def then(written: Exported) -> None:
            self._notice.say(f"{plural(written.rows, 'row')} written to {path.name}.", "success")
            self.search()

        write_out(
            self._context,
            self,
            "",
            path,
            lambda _p: export_releases(
                session, path, wanted, recipient=recipient, purpose=purpose, kind=kind
            ),
            then,
            self._notice.say_error,
        )

    def _show(self, rows: list[Release]) -> None:
        self.model.set_records(rows)
        self.found.setText(f"{number(len(rows))} of {plural(self._count, 'release')}")
        self.more_button.setEnabled(len(rows) < self._count)
        is_narrow = self.wanted != ReleaseFilter()
        self._nothing.say(
            "No release matches" if is_narrow else "Nothing has left the workspace",
            "Widen the filter." if is_narrow else "Every export and print will stand here.",
        )
        self._stack.setCurrentIndex(0 if rows else 1)
