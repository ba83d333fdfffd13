"""The versions of a wording: which, when, by whom, why; and the way back to the text of one."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services import templates
from expunge_desktop.services.templates import TemplateVersion
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import label
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import instant

_VERSIONS: tuple[Field[TemplateVersion], ...] = (
    Field("Version", 8, lambda one: str(one.version), is_number=True),
    Field("Written", 16, lambda one: instant(one.written_at)),
    Field("By", 12, lambda one: one.written_by),
    Field("Note", 40, lambda one: f"Back to the shipped wording. {one.note}" if one.is_shipped else one.note),
)


class WordingVersions(QWidget):
    """Nothing is overwritten; a double click or Enter brings the text of a version into the editor."""

    text_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._name = ""
        self.model: RecordsModel[TemplateVersion] = RecordsModel(_VERSIONS, self)
        self.view = table(self.model, "Versions of the wording", self.model.widths)
        self.view.activated.connect(self._on_activated)
        self._empty = EmptyState("No version of your own", "The wording comes with the program.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.S, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(self._stack, 1)
        layout.addWidget(
            label(
                "A double click or Enter brings a version into the text, to be saved anew.",
                "caption",
                wraps=True,
            )
        )

    def open(self, name: str) -> None:
        """Ask for the versions of a wording."""
        self._name = name
        session = self._context.session

        def show(found: list[TemplateVersion]) -> None:
            if self._name == name:
                self.model.set_records(list(reversed(found)))
                self._stack.setCurrentIndex(0 if found else 1)

        self._context.jobs.read(self, lambda _p: templates.template_versions(session, name), show, self._fail)

    def _on_activated(self, index: QModelIndex) -> None:
        session, name, version = self._context.session, self._name, self.model.records[index.row()].version
        self._context.jobs.read(
            self,
            lambda _p: templates.template_text(session, name, version),
            self.text_wanted.emit,
            self._fail,
        )

    def _fail(self, error: ExpungeError) -> None:
        self._empty.say("The versions cannot be shown", str(error))
        self._stack.setCurrentIndex(1)
