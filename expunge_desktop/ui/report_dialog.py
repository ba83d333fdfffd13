"""Shows a longer report that can be scrolled, read by keyboard and copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.form import button, named, row, text_width

_LINES, _CHARACTERS = 16, 80


class ReportDialog(PlainDialog):
    """A text of many lines; closing it is the only answer."""

    def __init__(
        self, title: str, sentence: str, report: str, parent: QWidget | None, *, close_text: str = "Close"
    ) -> None:
        super().__init__(title, sentence, close_text, parent)
        self.reject_button.hide()
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setMinimumSize(
            text_width(self.report, _CHARACTERS), self.report.fontMetrics().lineSpacing() * _LINES
        )
        named(self.report, "Report")
        self.copy_button = button("Copy the report", self._copy)
        self.body.addWidget(self.report)
        self.body.addLayout(row(self.copy_button, 0))
        self.report.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
