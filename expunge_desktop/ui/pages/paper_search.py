"""Looks for a text in a paper, some pages at a time, so that the first places show at once."""

from bisect import bisect_left

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from expunge_desktop.services import read_paper
from expunge_desktop.services.read_paper import Match, PreviewPaper
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.form import button, label, line_edit, named
from expunge_desktop.ui.wording import number, plural

PAGES_AT_ONCE = 40
MOST_MATCHES = 20_000
_DELAY_MS = 250


class PaperSearch(QObject):
    """The places of one text in one paper, in the order of its pages."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self.text = ""
        self.matches: list[Match] = []
        self.is_done = True

    def start(self, paper: PreviewPaper | None, text: str) -> None:
        """Begin anew, or with an empty text find nothing."""
        self._asked += 1
        self.text, self.matches = text.strip(), []
        self.is_done = paper is None or not self.text
        if paper is not None and not self.is_done:
            self._look(paper, 1, self._asked)
        self.changed.emit()

    def on_page(self, page: int) -> list[Match]:
        """The places on a page."""
        first = bisect_left(self.matches, page, key=lambda one: one.page)
        last = bisect_left(self.matches, page + 1, key=lambda one: one.page)
        return self.matches[first:last]

    def first_from(self, page: int) -> int:
        """The place in the list of the first one on this page or later; the first of all if none is."""
        place = bisect_left(self.matches, page, key=lambda one: one.page)
        return place if place < len(self.matches) else 0

    def _look(self, paper: PreviewPaper, first: int, asked: int) -> None:
        text, last = self.text, min(first + PAGES_AT_ONCE - 1, paper.pages)

        def then(found: tuple[Match, ...]) -> None:
            if asked != self._asked:
                return
            self.matches.extend(found)
            self.is_done = last >= paper.pages or len(self.matches) >= MOST_MATCHES
            if not self.is_done:
                self._look(paper, last + 1, asked)
            self.changed.emit()

        self._context.jobs.read(
            self, lambda progress: read_paper.find_text(paper, text, first, last, progress), then
        )


class SearchBar(QWidget):
    """A line for the text, how often it stands there, and the way from one place to the next."""

    text_wanted = Signal(str)
    step_wanted = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = line_edit("Find in this paper")
        named(self.line, "Find in this paper", "Enter goes to the next place, Escape closes the search")
        self.count = label("", "muted")
        named(self.count, "Places found")
        self.back = button(
            "",
            lambda: self.step_wanted.emit(-1),
            role="quiet",
            icon_name="previous",
            tip="Place before",
            shortcut="Shift+F3",
        )
        self.on = button(
            "",
            lambda: self.step_wanted.emit(1),
            role="quiet",
            icon_name="next",
            tip="Next place",
            shortcut="F3",
        )
        self.close_button = button(
            "", self.left.emit, role="quiet", icon_name="cancel", tip="Close the search"
        )
        self._timer = QTimer(self)
        self._timer.setObjectName("search the paper")
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self.line.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(lambda: self.text_wanted.emit(self.line.text()))
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.XS)
        inside.addWidget(self.line, 1)
        for part in (self.count, self.back, self.on, self.close_button):
            inside.addWidget(part)

    def show_count(self, search: PaperSearch, current: int) -> None:
        """`3 of 17`, `17 so far`, `not found`."""
        found = len(search.matches)
        if not search.text:
            said = ""
        elif not found:
            said = "not found" if search.is_done else "looking…"
        else:
            said = f"{number(current + 1)} of {number(found)}" if current >= 0 else plural(found, "place")
            said += "" if search.is_done else " so far"
        self.count.setText(said)
        for one in (self.back, self.on):
            one.setEnabled(found > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_wanted.emit(-1 if is_back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
