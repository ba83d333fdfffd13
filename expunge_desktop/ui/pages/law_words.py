"""What the program's words mean, made from the law itself: by topic, or what a search finds."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from expunge_desktop.services.law_topics import LawTopic, find_entries
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named, text_width
from expunge_desktop.ui.markdown import show_markdown


class WordsTab(QWidget):
    """Topics at the left, the text at the right; choosing a topic ends a search."""

    topic_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._topics: tuple[LawTopic, ...] = ()
        self._sought = ""
        self.topics = QListWidget()
        named(self.topics, "Topics of the law")
        self.topics.setFixedWidth(text_width(self.topics, 34))
        self.topics.setWordWrap(True)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(theme.L)
        named(self.text, "Meanings")
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        line.setSpacing(theme.M)
        line.addWidget(self.topics)
        line.addWidget(self.text, 1)
        self.topics.currentRowChanged.connect(lambda _place: self._on_topic_chosen())
        self.topics.itemClicked.connect(lambda _item: self._on_topic_chosen())
        theme.current_theme().changed.connect(self._draw)

    def show_topics(self, topics: tuple[LawTopic, ...]) -> None:
        """Show other topics."""
        self._topics = topics
        place = max(0, self.topics.currentRow())
        self.topics.blockSignals(True)
        self.topics.clear()
        self.topics.addItems([topic.title for topic in topics])
        self.topics.setCurrentRow(place)
        self.topics.blockSignals(False)
        self._draw()

    def search(self, text: str) -> None:
        """Show what every topic says about these words; nothing sought: the topic chosen."""
        self._sought = text.strip()
        self._draw()

    def _on_topic_chosen(self) -> None:
        if self._sought:
            self.topic_chosen.emit()
        else:
            self._draw()

    def _draw(self) -> None:
        place = self.topics.currentRow()
        if place < 0:
            return
        if not self._sought:
            topic = self._topics[place]
            show_markdown(self.text, f"# {topic.title}\n\n{topic.markdown}")
            named(self.text, f"Meanings: {topic.title}")
            return
        parts = [f"# Everything about “{self._sought}”"]
        found = find_entries(self._topics, self._sought)
        for title, entries in found:
            parts += [f"## {title}", *(entry.markdown for entry in entries)]
        if not found:
            parts.append("Nothing in the law or the policies of this program mentions it.")
        show_markdown(self.text, "\n\n".join(parts))
        named(self.text, f"Meanings: search for {self._sought}")
