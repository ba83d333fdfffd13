"""The help that comes with the program: short pages, then what the law itself says its words mean."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from expunge_desktop.base.paths import resource_path
from expunge_desktop.services.law_topics import LawTopic
from expunge_desktop.ui import theme
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import named, text_width
from expunge_desktop.ui.markdown import show_markdown


def help_pages() -> list[tuple[str, str]]:
    """Title and Markdown of every page, in order. Raises FileNotFoundError when the build lacks them."""
    pages = []
    for path in sorted(Path(resource_path("help")).glob("*.md")):
        text = path.read_text("utf-8")
        pages.append((text.splitlines()[0].lstrip("# "), text))
    return pages


class HelpDialog(PlainDialog):
    """Topics at the left, the text at the right; begins with the topic of that title."""

    def __init__(self, parent: QWidget | None, law: Sequence[LawTopic] = (), first_topic: str = "") -> None:
        super().__init__("Help", "", "Close", parent)
        self.reject_button.hide()
        self.topics = QListWidget()
        named(self.topics, "Topics")
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(theme.M)
        named(self.text, "Help text")
        self._pages = help_pages()
        self._pages += [(f"Law: {one.title}", f"# {one.title}\n\n{one.markdown}") for one in law]
        self.topics.ensurePolished()  # so that the items are as high as the style says
        for title, _text in self._pages:
            self.topics.addItem(title)
        self.topics.setFixedWidth(text_width(self.topics, 38 if law else 22))
        self.text.setMinimumSize(text_width(self.text, 72), self.text.fontMetrics().lineSpacing() * 24)
        line = QHBoxLayout()
        line.setSpacing(theme.M)
        line.addWidget(self.topics)
        line.addWidget(self.text, 1)
        self.body.addLayout(line)
        self.topics.currentRowChanged.connect(self._on_topic_chosen)
        titles = [title for title, _text in self._pages]
        self.topics.setCurrentRow(titles.index(first_topic) if first_topic in titles else 0)
        self.topics.setFocus()

    def _on_topic_chosen(self, place: int) -> None:
        title, text = self._pages[place]
        show_markdown(self.text, text)
        named(self.text, f"Help text: {title}")
