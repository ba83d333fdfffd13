"""Pages of one paper as pictures: drawn by reader jobs when they are asked for, kept within a bound."""

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services import read_paper
from expunge_desktop.services.read_paper import PageImage, PreviewPaper
from expunge_desktop.ui.context import Context

Key = tuple[int, float]  # page from 1, dots per inch
_MOST_WAITING = 24


class PagePictures(QObject):
    """At most one page is drawn at a time, the one asked for last before the others."""

    drawn = Signal(int)  # the page that is now at hand
    failed = Signal(object)  # ExpungeError

    def __init__(self, context: Context, most_bytes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._most_bytes = context, most_bytes
        self._paper: PreviewPaper | None = None
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._waiting: OrderedDict[Key, float] = OrderedDict()
        self._held = 0
        self._is_drawing = False

    @property
    def held_bytes(self) -> int:
        """How much memory the pictures take."""
        return self._held

    def open(self, paper: PreviewPaper | None) -> None:
        """Forget every picture; from now on pages of this paper are asked for."""
        self._paper = paper
        self._kept.clear()
        self._waiting.clear()
        self._held = 0

    def picture(self, page: int, dots_per_inch: float, density: float) -> QPixmap | None:
        """The page if it is at hand; else it is drawn and `drawn` tells when it is."""
        key = (page, round(dots_per_inch * density, 2))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._waiting[key] = density
        self._waiting.move_to_end(key)
        while len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        self._draw_next()
        return None

    def _draw_next(self) -> None:
        paper = self._paper
        if self._is_drawing or paper is None or not self._waiting:
            return
        key, density = self._waiting.popitem(last=True)
        self._is_drawing = True

        def show(found: PageImage) -> None:
            self._is_drawing = False
            if paper is self._paper:
                self._keep(key, density, found)
                self.drawn.emit(key[0])
            self._draw_next()

        def fail(error: ExpungeError) -> None:
            self._is_drawing = False
            self.failed.emit(error)

        self._context.jobs.read(self, lambda _p: read_paper.page_image(paper, *key), show, fail)

    def _keep(self, key: Key, density: float, found: PageImage) -> None:
        image = QImage(found.pixels, found.width, found.height, found.stride, QImage.Format.Format_BGR888)
        pixmap = QPixmap.fromImage(image.copy())
        pixmap.setDevicePixelRatio(density)
        self._kept[key] = pixmap
        self._held += _bytes(pixmap)
        while self._held > self._most_bytes and len(self._kept) > 1:
            self._held -= _bytes(self._kept.popitem(last=False)[1])


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * pixmap.depth() // 8
