"""Reads one paper page by page in the window, from memory: nothing is written to a temporary file."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services import read_paper
from expunge_desktop.services.read_paper import Layout, PreviewPaper
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, combo, inset, label, named
from expunge_desktop.ui.pages.page_canvas import PageArea, PageCanvas
from expunge_desktop.ui.pages.page_pictures import PagePictures
from expunge_desktop.ui.pages.paper_contents import PaperContents
from expunge_desktop.ui.pages.paper_search import PaperSearch, SearchBar
from expunge_desktop.ui.wording import number

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
FIT_WIDTH, FIT_PAGE = "Fit width", "Fit page"
_MOST_BYTES = 96 * 1024 * 1024
_POINTS = 72.0
_REFIT_MS = 60


class PaperPreview(QWidget):
    """Turn pages, zoom, find text, jump by small pictures and bookmarks; all of it from the keyboard."""

    page_shown = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._layout: Layout | None = None
        self._match = -1  # place in the list of matches
        self._wanted_page = 1  # until the paper is open
        self.paper: PreviewPaper | None = None
        self.canvas = PageCanvas()
        self.area = PageArea(self.canvas)
        self.area.turn_wanted.connect(self._on_wheel_turned)
        self.pictures = PagePictures(context, _MOST_BYTES, self)
        self.pictures.drawn.connect(self._on_drawn)
        self.pictures.failed.connect(self._on_failed)
        self.contents = PaperContents(context)
        self.contents.page_wanted.connect(self.go_to)
        self.search = PaperSearch(context, self)
        self.search.changed.connect(self._on_found)
        self.search_bar = SearchBar()
        self.search_bar.text_wanted.connect(self._on_text_wanted)
        self.search_bar.step_wanted.connect(self._step)
        self.search_bar.left.connect(self.close_search)
        self.search_bar.hide()
        self._refit = QTimer(self)
        self._refit.setObjectName("fit the page again")
        self._refit.setSingleShot(True)
        self._refit.setInterval(_REFIT_MS)
        self._refit.timeout.connect(self._draw)
        self._make_tools()
        self._add_shortcuts()
        self._lay_out()

    @property
    def page(self) -> int:
        """The page in front, from 1."""
        return self.page_box.value()

    @property
    def is_shown(self) -> bool:
        """The page in front can be read, not only its white sheet."""
        return self._layout is not None and self.canvas.picture is not None

    def wait(self, sentence: str, heading: str = "Preview") -> None:
        """Say why no page is shown."""
        self.paper = self._layout = None
        self.pictures.open(None)
        self.contents.open(None, None)
        self.search.start(None, "")
        self._empty.say(heading, sentence)
        self._stack.setCurrentIndex(0)

    def open(self, paper: PreviewPaper, page: int = 1, *, keeps_page: bool = False) -> None:
        """Show a paper from this page; `keeps_page` stays where it was, for the same paper made anew."""
        if keeps_page and self.paper is not None:
            page = min(self.page, paper.pages)
        self._wanted_page = page
        if paper is self.paper:
            self.go_to(page)
            return
        self.paper, self._layout = paper, None
        self.search.start(None, "")

        def show(layout: Layout) -> None:
            if self.paper is not paper:
                return
            self._layout = layout
            self.pictures.open(paper)
            self.contents.open(paper, layout)
            self.page_box.blockSignals(True)
            self.page_box.setRange(1, max(1, paper.pages))
            self.page_box.setValue(self._wanted_page)
            self.page_box.blockSignals(False)
            self.of_pages.setText(f"of {number(paper.pages)}")
            self._stack.setCurrentIndex(1)
            self.search.start(paper, self.search_bar.line.text() if self.search_bar.isVisible() else "")
            self._on_page_changed()

        self._context.jobs.read(self, lambda _p: read_paper.layout_of(paper), show, self._on_failed)

    def go_to(self, page: int) -> None:
        """Show a page of the paper."""
        self.page_box.setValue(page)

    def turn(self) -> None:
        """The next page."""
        self.go_to(self.page + 1)

    def turn_back(self) -> None:
        """The page before."""
        self.go_to(self.page - 1)

    def zoom_in(self) -> None:
        """One step larger."""
        self._choose_zoom(next((one for one in ZOOMS if one > self._scale() + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self._choose_zoom(next((one for one in reversed(ZOOMS) if one < self._scale() - 0.01), ZOOMS[0]))

    def open_search(self) -> None:
        """Show the search line with the keyboard in it."""
        if self.paper is not None:
            self.search_bar.show()
            self.search_bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search_bar.line.selectAll()

    def close_search(self) -> None:
        """Hide the search line and its marks."""
        self.search_bar.hide()
        self.search.start(None, "")
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page that fills the room fills the new one too."""
        super().resizeEvent(event)
        self._refit.start()

    def _turn_side(self) -> None:
        self.contents.setVisible(not self.contents.isVisible())
        self._refit.start()

    def _points(self) -> tuple[float, float]:
        assert self._layout is not None
        return self._layout.sizes[self.page - 1]

    def _scale(self) -> float:
        """How large the page is shown; 1 is its size on paper."""
        chosen = self.zoom.currentData()
        if isinstance(chosen, float) or self._layout is None:
            return chosen if isinstance(chosen, float) else 1.0
        width, height = (length / _POINTS * self.logicalDpiX() for length in self._points())
        room = self.area.room
        scale = room.width() / width
        if chosen == FIT_PAGE:
            scale = min(scale, room.height() / height)
        return float(max(0.2, min(ZOOMS[-1], scale)))

    def _choose_zoom(self, scale: float) -> None:
        self.zoom.setCurrentIndex(self.zoom.findData(scale))

    def _on_page_changed(self) -> None:
        self._draw()
        self.area.verticalScrollBar().setValue(0)
        self.contents.show_page(self.page)
        self.page_shown.emit(self.page)

    def _on_wheel_turned(self, way: int) -> None:
        before = self.page
        self.go_to(self.page + way)
        if way < 0 and self.page != before:
            self.area.verticalScrollBar().setValue(self.area.verticalScrollBar().maximum())

    def _draw(self) -> None:
        paper = self.paper
        if paper is None or self._layout is None:
            return
        self.previous.setEnabled(self.page > 1)
        self.next.setEnabled(self.page < paper.pages)
        dots = self._scale() * self.logicalDpiX()
        self.canvas.show_page(
            self._points(), dots, self.pictures.picture(self.page, dots, self.devicePixelRatioF())
        )
        named(self.canvas, f"{paper.title}, page {number(self.page)} of {number(paper.pages)}")
        self._mark()

    def _on_drawn(self, page: int) -> None:
        if page == self.page:
            self._draw()

    def _on_failed(self, error: ExpungeError) -> None:
        self.wait(str(error))

    def _on_text_wanted(self, text: str) -> None:
        self._match = -1
        self.search.start(self.paper, text)

    def _on_found(self) -> None:
        if not self.search.matches:
            self._match = -1
        elif self._match < 0 and (self.search.is_done or self.search.matches[-1].page >= self.page):
            self._match = self.search.first_from(self.page)
            self._show_match()
        self.search_bar.show_count(self.search, self._match)
        self._mark()

    def _step(self, way: int) -> None:
        found = len(self.search.matches)
        if found:
            self._match = (self._match + way) % found
            self._show_match()
            self.search_bar.show_count(self.search, self._match)

    def _show_match(self) -> None:
        match = self.search.matches[self._match]
        self.go_to(match.page)
        self._mark()
        if match.boxes:
            self.area.show_place(self.canvas.place(match.boxes[0]), self.canvas)

    def _mark(self) -> None:
        current = self.search.matches[self._match] if 0 <= self._match < len(self.search.matches) else None
        self.canvas.mark(self.search.on_page(self.page), current)

    def _make_tools(self) -> None:
        self.page_box = QSpinBox()
        named(self.page_box, "Page")
        self.page_box.setKeyboardTracking(False)
        inset(self.page_box)
        self.page_box.valueChanged.connect(lambda _page: self._on_page_changed())
        self.of_pages = label("", "muted")
        self.previous = button(
            "", self.turn_back, role="quiet", icon_name="previous", tip="Previous page", shortcut="PgUp"
        )
        self.next = button("", self.turn, role="quiet", icon_name="next", tip="Next page", shortcut="PgDown")
        self.smaller = button(
            "", self.zoom_out, role="quiet", icon_name="zoom-out", tip="Smaller", shortcut="Ctrl+-"
        )
        self.larger = button(
            "", self.zoom_in, role="quiet", icon_name="zoom-in", tip="Larger", shortcut="Ctrl++"
        )
        self.zoom = combo("Size of the page")
        self.zoom.setMinimumContentsLength(8)
        self.zoom.setSizePolicy(self.zoom.sizePolicy().Policy.Fixed, self.zoom.sizePolicy().Policy.Fixed)
        for words in (FIT_WIDTH, FIT_PAGE):
            self.zoom.addItem(words, words)
        for scale in ZOOMS:
            self.zoom.addItem(f"{scale:.0%}", scale)
        self.zoom.currentIndexChanged.connect(lambda _place: self._draw())
        self.find_button = button(
            "",
            self.open_search,
            role="quiet",
            icon_name="search",
            tip="Find in this paper",
            shortcut="Ctrl+F",
        )
        self.side = button(
            "",
            self._turn_side,
            role="quiet",
            icon_name="side",
            tip="Pages and bookmarks beside the paper",
            shortcut="F9",
        )

    def _add_shortcuts(self) -> None:
        for keys, action in (
            ("Ctrl+Home", lambda: self.go_to(1)),
            ("Ctrl+End", lambda: self.go_to(self.page_box.maximum())),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _lay_out(self) -> None:
        self.tools = QHBoxLayout()
        self.tools.setSpacing(theme.XS)
        turning: tuple[QWidget, ...] = (self.side, self.previous, self.page_box, self.of_pages, self.next)
        sizing: tuple[QWidget, ...] = (self.smaller, self.zoom, self.larger, self.find_button)
        for part in turning:
            self.tools.addWidget(part)
        self.tools.addStretch(1)
        for part in sizing:
            self.tools.addWidget(part)
        self._empty = EmptyState("Preview", "Choose a paper to read it.", icon_name="papers")
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.addWidget(self.contents)
        middle.addWidget(self.area)
        middle.setStretchFactor(1, 1)
        middle.setChildrenCollapsible(False)
        middle.setSizes([170, 560])
        middle.setHandleWidth(theme.S)
        middle.splitterMoved.connect(lambda _place, _index: self._refit.start())
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addLayout(self.tools)
        layout.addWidget(self.search_bar)
        layout.addWidget(middle, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
