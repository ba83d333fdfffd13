"""Draws finished papers on a printer, page by page, from our own pictures: what is printed is what was read.

Runs on a worker's thread: Qt allows painting on a printer there. The paper is always Letter (CRC 2.103).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.base.progress import Progress
from expunge_desktop.services import read_paper
from expunge_desktop.services.read_paper import PageImage, PreviewPaper

DOTS_PER_INCH = 300


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Which pages of each paper (`last` 0 = to its end), how often, and on one side or both."""

    first: int = 1
    last: int = 0
    copies: int = 1
    is_two_sided: bool = False

    def pages_of(self, paper: PreviewPaper) -> range:
        """The pages wanted of a paper, from 1."""
        last = min(self.last or paper.pages, paper.pages)
        return range(max(1, self.first), last + 1)


def prepare(printer: QPrinter, order: PrintOrder) -> None:
    """Letter paper to its edges, one side or both, copies as wanted."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    two_sided = QPrinter.DuplexMode.DuplexLongSide
    printer.setDuplex(two_sided if order.is_two_sided else QPrinter.DuplexMode.DuplexNone)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(order.copies)
        printer.setCollateCopies(True)
    printer.setCreator("Expunge Desktop")


def print_pages(
    printer: QPrinter, papers: Sequence[PreviewPaper], order: PrintOrder, progress: Progress
) -> int:
    """Draw the papers; the number of pages drawn, copies included.

    Raises EnvironmentProblemError when the printer takes no page, Cancelled when the progress is: what went
    to the printer before then stays there.
    """
    prepare(printer, order)
    rounds = 1 if printer.supportsMultipleCopies() else order.copies
    sheets = [(paper, page) for _copy in range(rounds) for paper in papers for page in order.pages_of(paper)]
    if not sheets:
        return 0
    painter = QPainter()
    try:
        for done, (paper, page) in enumerate(sheets):
            progress.check()
            progress.report(done, len(sheets), f"Page {done + 1:,} of {len(sheets):,} is printed")
            found = read_paper.page_image(paper, page, DOTS_PER_INCH)
            is_wide = found.width > found.height
            printer.setPageOrientation(
                QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
            )
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise EnvironmentProblemError(
                    "cannot-print", "The printer takes no page.", "Look at the printer and try again."
                )
            _draw(painter, printer, found)
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    return len(sheets) * (order.copies if rounds == 1 else 1)


def _draw(painter: QPainter, printer: QPrinter, found: PageImage) -> None:
    image = QImage(found.pixels, found.width, found.height, found.stride, QImage.Format.Format_BGR888)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # letters without a haze, and smaller
    size = printer.pageLayout().fullRectPixels(printer.resolution()).size()
    painter.drawImage(QRect(0, 0, size.width(), size.height()), image)
