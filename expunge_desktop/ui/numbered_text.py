"""A text with line numbers, of which one line may be marked as the one that is wrong."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named


class _Numbers(QWidget):
    """The column at the left; the text paints it."""

    def __init__(self, text: "NumberedText") -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        """As wide as the largest number."""
        return QSize(self._text.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The numbers of the visible lines."""
        self._text.paint_numbers(self, event.rect())


class NumberedText(QPlainTextEdit):
    """Plain text to be edited; Tab leaves it, as everywhere in the window."""

    def __init__(self, name: str, description: str = "") -> None:
        super().__init__()
        named(self, name, description)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._marked = 0
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(lambda _count: self._make_room())
        self.updateRequest.connect(self._on_update_request)
        theme.current_theme().changed.connect(self._draw_mark)
        self._make_room()

    @property
    def marked_line(self) -> int:
        """The line marked, from 1; 0 for none."""
        return self._marked

    def mark_line(self, line: int) -> None:
        """Mark one line, or none with 0."""
        self._marked = line
        self._draw_mark()
        self._numbers.update()

    def go_to(self, line: int) -> None:
        """Put the cursor at the start of a line and the keyboard into the text."""
        block = self.document().findBlockByNumber(max(line, 1) - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace_text(self, text: str) -> None:
        """Put another text in its place as one step that Undo takes back; the cursor stays in its line."""
        line = self.textCursor().blockNumber()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        block = self.document().findBlockByNumber(min(line, self.blockCount() - 1))
        self.setTextCursor(QTextCursor(block))

    def numbers_width(self) -> int:
        """Room for the largest line number."""
        digits = max(2, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("0") * digits + 2 * theme.S

    def paint_numbers(self, column: QWidget, area: QRect) -> None:
        """Draw the numbers of the visible lines into their column."""
        painter, colors = QPainter(column), theme.current_theme()
        painter.fillRect(area, colors.color("raised"))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= area.bottom():
            height = self.blockBoundingRect(block).height()
            number = block.blockNumber() + 1
            if block.isVisible() and top + height >= area.top():
                painter.setPen(colors.color("danger" if number == self._marked else "muted"))
                place = QRect(0, round(top), column.width() - theme.S, round(height))
                painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number))
            block, top = block.next(), top + height
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column as high as the text."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self.numbers_width(), inside.height()))

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _on_update_request(self, area: QRect, moved: int) -> None:
        if moved:
            self._numbers.scroll(0, moved)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    def _draw_mark(self) -> None:
        block = self.document().findBlockByNumber(self._marked - 1)
        if not self._marked or not block.isValid():
            self.setExtraSelections([])
            return
        selection = QTextEdit.ExtraSelection()
        selection.format.setBackground(theme.current_theme().color("danger_soft"))  # type: ignore[attr-defined]
        selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # type: ignore[attr-defined]
        selection.cursor = QTextCursor(block)  # type: ignore[attr-defined]
        self.setExtraSelections([selection])
