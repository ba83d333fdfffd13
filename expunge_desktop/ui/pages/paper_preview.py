"""Reads a filing's papers page by page in the window, from memory: nothing is written to a temporary file."""

from collections import OrderedDict

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services import preview_papers
from expunge_desktop.services.preview_papers import PageImage, Preview, PreviewPaper
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Context
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, combo, inset, label, named
from expunge_desktop.ui.wording import paper_label

LETTER_SHORT, LETTER_LONG = 8.5, 11.0  # inches
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
KEPT_PAGES = 24


class PaperPreview(QWidget):
    """Choose a paper, turn pages, zoom. Pages are drawn by a reader job and kept for turning back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._preview: Preview | None = None
        self._zoom = 1.0
        self._asked: tuple[str, int, float] | None = None
        self._kept: OrderedDict[tuple[str, int, float], QPixmap] = OrderedDict()
        self.paper_choice = combo("Paper")
        self.paper_choice.currentIndexChanged.connect(self._on_paper_chosen)
        self.page_box = QSpinBox()
        named(self.page_box, "Page")
        self.page_box.setKeyboardTracking(False)
        inset(self.page_box)
        self.page_box.valueChanged.connect(lambda _page: self._draw())
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
        self.fit = button("Fit width", self.fit_width, role="quiet")
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        named(self.picture, "Page of the paper")
        self.missing = label("", "caption", wraps=True)
        self._lay_out()

    @property
    def paper(self) -> PreviewPaper | None:
        """The paper that is open."""
        place = self.paper_choice.currentIndex()
        return self._preview.papers[place] if self._preview is not None and place >= 0 else None

    @property
    def page(self) -> int:
        """The page shown, from 1."""
        return self.page_box.value()

    def wait(self, sentence: str) -> None:
        """Say why no page is shown."""
        self._preview = None
        self._kept.clear()
        self._empty.say("Preview", sentence)
        self._stack.setCurrentIndex(0)

    def show_preview(self, preview: Preview) -> None:
        """Show the papers of a filing, from the first page of the first."""
        self._kept.clear()
        self._preview = preview
        self.paper_choice.blockSignals(True)
        self.paper_choice.clear()
        for one in preview.papers:
            self.paper_choice.addItem(paper_label(one.file), one.file)
            place = self.paper_choice.count() - 1
            self.paper_choice.setItemData(place, one.title, Qt.ItemDataRole.ToolTipRole)
        self.paper_choice.blockSignals(False)
        missing = "; ".join(f"{one.title}: {one.sentence}" for one in preview.not_printed)
        self.missing.setText(f"Not printed: {missing}" if missing else "")
        self.missing.setVisible(bool(missing))
        if not preview.papers:
            self.wait(missing or "This filing has no paper to show.")
            return
        self._stack.setCurrentIndex(1)
        self._on_paper_chosen(0)

    def turn(self) -> None:
        """The next page."""
        self.page_box.setValue(self.page + 1)

    def turn_back(self) -> None:
        """The page before."""
        self.page_box.setValue(self.page - 1)

    def zoom_in(self) -> None:
        """One step larger."""
        self._set_zoom(next((one for one in ZOOMS if one > self._zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self._set_zoom(next((one for one in reversed(ZOOMS) if one < self._zoom - 0.01), ZOOMS[0]))

    def fit_width(self) -> None:
        """As wide as the room there is."""
        paper = self.paper
        if paper is not None:
            bar = self._area.verticalScrollBar().sizeHint().width()
            room = self._area.width() - bar - 2 * theme.L
            self._set_zoom(max(ZOOMS[0], min(ZOOMS[-1], room / self._width_at_full_size(paper))))

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._draw()

    def _width_at_full_size(self, paper: PreviewPaper) -> float:
        is_wide = "exhibit-a" in paper.file  # landscape schedule; the rest is letter upright (CRC 2.103)
        return (LETTER_LONG if is_wide else LETTER_SHORT) * self.logicalDpiX()

    def _on_paper_chosen(self, _place: int) -> None:
        paper = self.paper
        if paper is None:
            return
        self.page_box.blockSignals(True)
        self.page_box.setRange(1, max(1, paper.pages))
        self.page_box.setValue(1)
        self.page_box.blockSignals(False)
        self.of_pages.setText(f"of {paper.pages:,}")
        self.fit_width()

    def _draw(self) -> None:
        paper = self.paper
        if paper is None:
            return
        self.previous.setEnabled(self.page > 1)
        self.next.setEnabled(self.page < paper.pages)
        density = self.devicePixelRatioF()
        dots_per_inch = self._zoom * self.logicalDpiX() * density
        wanted = (paper.file, self.page, round(dots_per_inch, 2))
        self._asked = wanted
        if wanted in self._kept:
            self._kept.move_to_end(wanted)
            self._show_page(self._kept[wanted])
            return

        def show(drawn: PageImage) -> None:
            image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_BGR888)
            pixmap = QPixmap.fromImage(image.copy())
            pixmap.setDevicePixelRatio(density)
            self._kept[wanted] = pixmap
            while len(self._kept) > KEPT_PAGES:
                self._kept.popitem(last=False)
            if self._asked == wanted:
                self._show_page(pixmap)

        page = self.page
        self._context.jobs.read(
            self, lambda _p: preview_papers.page_image(paper, page, dots_per_inch), show, self._on_failed
        )

    def _show_page(self, pixmap: QPixmap) -> None:
        self.picture.setPixmap(pixmap)
        self._area.verticalScrollBar().setValue(0)
        paper = self.paper
        if paper is not None:
            named(self.picture, f"{paper.title}, page {self.page} of {paper.pages}")

    def _on_failed(self, error: ExpungeError) -> None:
        self.wait(str(error))

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(theme.XS)
        tools.addWidget(self.paper_choice, 1)
        for part in (
            self.previous,
            self.page_box,
            self.of_pages,
            self.next,
            self.smaller,
            self.larger,
            self.fit,
        ):
            tools.addWidget(part)
        canvas = QWidget()
        canvas.setProperty("role", "canvas")
        inside = QVBoxLayout(canvas)
        inside.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        inside.addWidget(self.picture)
        self._area = QScrollArea()
        self._area.setProperty("role", "paper")
        self._area.setWidgetResizable(True)
        self._area.setWidget(canvas)
        named(self._area, "Page, scrollable")
        self._empty = EmptyState("Preview", "Select a filing to read its papers.", icon_name="papers")
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(tools)
        layout.addWidget(self.missing)
        layout.addWidget(self._area, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
