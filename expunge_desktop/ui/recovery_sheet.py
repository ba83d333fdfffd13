"""The sheet of paper that holds the recovery key: drawn the same for a printer and for a PDF file."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtPrintSupport import QPrinter

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.services.csv_files import open_new_file
from expunge_desktop.ui.theme import interface_font

MARGIN_PT = 72
_DOTS_PER_INCH = 300
_WARNING = (
    "Whoever has this sheet and the two files of the workspace can read every record in it. "
    "Keep it in a safe or a sealed envelope, never with the computer and never as a file or a picture. "
    "A new recovery key makes this one useless (a new data key does not): then destroy the sheet."
)
_USE = (
    "It lets an administrator in when every administrator's passphrase is lost: "
    "after a refused passphrase the first page of the program offers “Recovery key…”, and "
    "“expunge-desktop recovery WORKSPACE use NAME” does the same. Both ask for this key and a new "
    "passphrase. "
    "Case, blanks and dashes do not matter; O is read as 0, I and L as 1."
)


def sheet_pdf(key: str, workspace: str, made: str) -> bytes:
    """The sheet as a PDF of one Letter page."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    writer.setTitle("Recovery key")
    writer.setCreator("Expunge Desktop")
    writer.setResolution(_DOTS_PER_INCH)
    _draw(writer, key, workspace, made)
    held.close()
    return bytes(held.data().data())


def save_sheet(path: Path, key: str, workspace: str, made: str) -> None:
    """Write the sheet to a new file that its owner alone can read.

    Raises AnswerIsNoError (`destination-exists`), EnvironmentProblemError (`cannot-write`).
    """
    content = sheet_pdf(key, workspace, made)
    with open_new_file(path) as file:
        file.write(content)


def print_sheet(printer: QPrinter, key: str, workspace: str, made: str) -> None:
    """Draw the sheet on a printer. Raises EnvironmentProblemError (`cannot-print`)."""
    printer.setCreator("Expunge Desktop")
    _draw(printer, key, workspace, made)


def _draw(device: QPagedPaintDevice, key: str, workspace: str, made: str) -> None:
    device.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    device.setPageMargins(QMarginsF(MARGIN_PT, MARGIN_PT, MARGIN_PT, MARGIN_PT), QPageLayout.Unit.Point)
    painter = QPainter()
    if not painter.begin(device):
        raise EnvironmentProblemError(
            "cannot-print", "The printer takes no page.", "Look at the printer and try again."
        )
    try:
        room = QRectF(0, 0, painter.viewport().width(), painter.viewport().height())
        line = device.logicalDpiY() / 72
        painter.setPen(QColor(Qt.GlobalColor.black))
        for text, font, gap in (
            ("Recovery key", interface_font(2.0, QFont.Weight.DemiBold), 6),
            (f"Workspace {workspace}, made {made}", interface_font(1.1), 40),
            (key, _fixed(18), 40),
            (_WARNING, interface_font(1.1, QFont.Weight.Medium), 14),
            (_USE, interface_font(1.1), 40),
            ("Kept by  ______________________________      Since  ______________", interface_font(1.1), 0),
        ):
            painter.setFont(font)
            flags = Qt.TextFlag.TextWordWrap.value
            needed = painter.boundingRect(room, flags, text)
            painter.drawText(room, flags, text)
            room.setTop(needed.bottom() + gap * line)
    finally:
        painter.end()


def _fixed(points: float) -> QFont:
    """Letters that are told apart, all of one width."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(points)
    font.setBold(True)
    return font
