"""What every page of an open workspace has: a title, room for a notice, and refreshing when it must."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.form import label, named
from expunge_desktop.ui.notice import Notice


class Page(QWidget):
    """A page refreshes when it is shown and something it shows has changed since."""

    title = ""
    shows: frozenset[Topic] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("role", "page")
        named(self, self.title)
        self.notice = Notice()
        self.heading = QHBoxLayout()
        self.heading.setSpacing(theme.S)
        self.heading.addWidget(label(self.title, "title"))
        self.heading.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        layout.setSpacing(theme.S)
        layout.addLayout(self.heading)
        layout.addWidget(self.notice)
        layout.addLayout(self.body, 1)
        self._is_stale = True
        context.changed.connect(self._on_changed)

    def activate(self) -> None:
        """The page comes to the front."""
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def leave(self) -> None:
        """The page goes to the back: what was said of a thing done is not said again later."""
        for one in self.findChildren(Notice):
            if one.can_be_dismissed:
                one.clear()

    def refresh(self) -> None:
        """Ask the services again for everything the page shows."""

    def forget(self) -> None:
        """Take every person off the page at once: convictions were sealed or destroyed."""

    def first_focus(self) -> QWidget | None:
        """Where the keyboard starts on this page."""
        return None

    def drafts(self) -> tuple[str, ...]:
        """What was begun here and is not saved, each in words that hold nothing of it."""
        return ()

    def _on_changed(self, topics: frozenset[Topic], _conviction_id: int | None) -> None:
        if Topic.HIDDEN in topics:
            self.forget()
        if not topics & self.shows:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True
