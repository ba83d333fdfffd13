"""What counsel must confirm: doubtful entries and disputed points, each with its authority and its reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from expunge_desktop.services.check_law import Unconfirmed
from expunge_desktop.ui import theme
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import label, named
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.law_lines import lines_html
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import plural

ENTRIES: tuple[Field[Unconfirmed], ...] = (
    Field("Entry", 46, lambda one: one.entry),
    Field("Confidence", 13, lambda one: confidence(one)),
    Field("Switch of the policy", 28, lambda one: one.switch),
    Field("Citation", 40, lambda one: one.citation),
)


class ConfirmTab(QWidget):
    """A list, and below it the entry in full."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Unconfirmed, ...] = ()
        self._sought = ""
        self.said = label("", "muted", wraps=True)
        self.model: RecordsModel[Unconfirmed] = RecordsModel(
            ENTRIES, self, is_strong=lambda one: one.is_flagged
        )
        self.view = table(self.model, "What counsel must confirm", self.model.widths)
        self.view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._draw())
        self.detail = QTextBrowser()
        self.detail.setOpenLinks(False)
        self.detail.setTabChangesFocus(True)
        self.detail.document().setDocumentMargin(theme.M)
        self.detail.setFixedHeight(self.detail.fontMetrics().lineSpacing() * 9)
        named(self.detail, "Entry in full")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(EmptyState("Nothing matches", "No entry has the words of the search."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        layout.setSpacing(theme.S)
        layout.addWidget(self.said)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.detail)
        theme.current_theme().changed.connect(self._draw)

    def show_entries(self, entries: Sequence[Unconfirmed]) -> None:
        """Show other entries."""
        self._entries = tuple(entries)
        self._narrow()

    def search(self, text: str) -> None:
        """Show the entries with every word of the text."""
        self._sought = text
        self._narrow()

    def _narrow(self) -> None:
        words = self._sought.casefold().split()
        shown = [one for one in self._entries if all(word in _text(one) for word in words)]
        self.model.set_records(shown)
        disputed = sum(one.confidence == "disputed" for one in shown)
        entries = plural(len(shown) - disputed, "entry waits", "entries wait")
        self.said.setText(
            f"{entries} for counsel, the most doubtful first, and {plural(disputed, 'point')} on which "
            "reasonable lawyers differ. No value of this program has been confirmed by counsel yet unless "
            "its entry names the day."
        )
        self._stack.setCurrentIndex(0 if shown else 1)
        if shown:
            self.view.selectRow(0)
        self._draw()

    def _draw(self) -> None:
        place = self.view.currentIndex().row()
        self.detail.document().setDefaultStyleSheet(theme.current_theme().document_style())
        if not 0 <= place < len(self.model.records):
            self.detail.clear()
            return
        one = self.model.records[place]
        lines = [("Confidence", confidence(one)), ("Why", one.why), ("Citation", one.citation)]
        if one.switch:
            lines.append(("Switch", f"{one.switch}: set it in the office's policy"))
        self.detail.setHtml(lines_html(one.entry, lines))


def confidence(one: Unconfirmed) -> str:
    """How sure the entry is, in a word."""
    return "unconfirmed" if one.is_flagged else one.confidence


def _text(one: Unconfirmed) -> str:
    return " ".join((one.entry, one.citation, one.why, one.switch, confidence(one))).casefold()
