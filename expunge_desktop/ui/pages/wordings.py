"""The wording of the papers: which there are, and an editor for the one that is chosen."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from expunge_desktop.services import templates
from expunge_desktop.services.release_filing import list_filings
from expunge_desktop.services.templates import SHIPPED_VERSION, TemplateInfo
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import label
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.pages.wording_editor import WordingEditor
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import instant

TEMPLATES: tuple[Field[TemplateInfo], ...] = (
    Field("Paper", 4, lambda one: ", ".join(number for number, _title in one.documents)),
    Field("Wording", 20, lambda one: wording_title(one.name)),
    Field("Version", 8, lambda one: str(one.version) if one.is_edited else "shipped"),
    Field("Written", 16, lambda one: instant(one.written_at) if one.written_at else ""),
    Field("By", 12, lambda one: one.written_by),
    Field("Note", 30, lambda one: one.note),
)


class WordingsPage(Page):
    """A list at the left; the editor beside it."""

    title = "Wording"
    shows = frozenset({Topic.WORDINGS, Topic.FILINGS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.model: RecordsModel[TemplateInfo] = RecordsModel(
            TEMPLATES, self, is_strong=lambda one: one.is_edited
        )
        self.view = table(self.model, "Wordings", self.model.widths)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.editor = WordingEditor(context)
        self.editor.saved.connect(self._on_saved)
        self._opened = ""
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState("Wording", "Choose a wording to read and change it.", icon_name="wording")
        )
        self._stack.addWidget(self.editor)
        self.heading.insertWidget(
            1,
            label(
                "Text of the papers, with named fields. New filings print the version that counts.", "muted"
            ),
        )
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.view)
        splitter.addWidget(self._stack)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme.M)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([308, 834])
        self.body.addWidget(splitter, 1)

    def refresh(self) -> None:
        """Ask for the wordings."""
        session = self.context.session
        self.context.jobs.read(
            self, lambda _p: templates.list_templates(session), self._show, self.notice.say_error
        )
        self.context.jobs.read(
            self, lambda _p: list_filings(session), self.editor.show_filings, self.notice.say_error
        )

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.view

    def drafts(self) -> tuple[str, ...]:
        """A wording that was changed."""
        return ("a changed wording",) if self._opened and self.editor.is_changed else ()

    def choose(self, name: str) -> None:
        """Choose a wording, as a click would."""
        names = [one.name for one in self.model.records]
        if name in names:
            self.view.selectRow(names.index(name))

    def _show(self, found: list[TemplateInfo]) -> None:
        self.view.selectionModel().blockSignals(True)
        self.model.set_records(found)
        self.view.selectionModel().blockSignals(False)
        self.choose(self._opened or (found[0].name if found else ""))

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not current.isValid():
            return
        chosen = self.model.records[current.row()]
        if chosen.name == self._opened and self.editor.is_changed:
            return  # the list was read anew while somebody writes
        if chosen.name != self._opened and self._opened and not self.editor.may_leave():
            self.view.selectionModel().blockSignals(True)
            self.choose(self._opened)
            self.view.selectionModel().blockSignals(False)
            self.view.viewport().update()
            return
        self._opened = chosen.name
        session, name = self.context.session, chosen.name

        def start(texts: tuple[str, str]) -> None:
            if self._opened == name:
                self._stack.setCurrentIndex(1)
                self.editor.start(chosen, *texts)

        self.context.jobs.read(
            self,
            lambda _p: (
                templates.template_text(session, name),
                templates.template_text(session, name, SHIPPED_VERSION),
            ),
            start,
            self.notice.say_error,
        )

    def _on_saved(self) -> None:
        self.notice.say(f"{self._opened} was saved; filings made from now on print it.", "success")


def wording_title(name: str) -> str:
    """`notice_to_person_es.txt` is “Notice to person (Spanish)”."""
    words = name.removesuffix(".txt")
    for code, language in (("_en", " (English)"), ("_es", " (Spanish)")):
        if words.endswith(code):
            words = words.removesuffix(code) + language
    words = words.replace("_", " ")
    return words[:1].upper() + words[1:]
