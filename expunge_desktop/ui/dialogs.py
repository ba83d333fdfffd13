"""The dialogs: questions that need an answer before anything else. The safe answer is the default."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import button, label, named, row, text_width
from expunge_desktop.ui.window_words import window_words

FRAME = 40  # title bar and borders of a window


class PlainDialog(QDialog):
    """A title, a sentence, content, and two buttons; Escape is always the safe way out."""

    def __init__(
        self,
        title: str,
        sentence: str,
        accept_text: str,
        parent: QWidget | None,
        *,
        is_dangerous: bool = False,
        reject_text: str = "Cancel",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        named(self, title, sentence)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        self._layout.setSpacing(theme.M)
        self._layout.addWidget(label(title, "heading", wraps=True))
        if sentence:
            said = label(sentence, wraps=True)
            said.setMinimumWidth(text_width(said, 62))
            self._layout.addWidget(said)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.XS)
        self._layout.addLayout(self.body)
        self.accept_button = button(accept_text, self.accept, role="" if is_dangerous else "primary")
        self.reject_button = button(reject_text, self.reject, role="primary" if is_dangerous else "")
        chosen = self.reject_button if is_dangerous else self.accept_button
        chosen.setDefault(True)
        self.buttons = row(0, self.reject_button, self.accept_button)
        self._layout.addLayout(self.buttons)
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self._area: QScrollArea | None = None
        if is_dangerous:
            self.reject_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt alone opens a dialog at two thirds of a small screen, whatever it holds."""
        self.fit()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """What appears later, a notice for example, gets room of its own and takes none from what stands."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.fit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, the default one when none has."""
        held = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(held, QPushButton) and held.isEnabled():
            held.click()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Grow until everything has its room; beyond the screen it is scrolled, the buttons stay in sight."""
        self._layout.activate()
        screen = self.screen().availableSize()
        room = screen.height() - FRAME
        needed = self._layout.totalHeightForWidth(self.width())
        if self._area is None and needed > room:
            self._scroll_body()
            self._layout.activate()
        if self._area is not None:
            width = max(self.width(), self._area.widget().minimumSizeHint().width() + 3 * theme.XL)
            self.resize(min(width, screen.width()), room)
        elif needed > self.height():
            self.resize(self.width(), needed)

    def _scroll_body(self) -> None:
        held = self.focusWidget()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        place = self._layout.indexOf(self.body)
        self._layout.takeAt(place)
        self.body.setParent(None)
        holder = QWidget()
        holder.setLayout(self.body)
        self._area.setWidget(holder)
        self._layout.insertWidget(place, self._area, 1)
        if held is not None:
            held.setFocus()
            self._area.ensureWidgetVisible(held)


class TextDialog(PlainDialog):
    """Asks for a text that may not be empty: a note, the reason of a hold."""

    def __init__(
        self, title: str, sentence: str, field_name: str, accept_text: str, parent: QWidget | None
    ) -> None:
        super().__init__(title, sentence, accept_text, parent)
        self.text_field = reason_field(field_name)
        self.body.addWidget(label(field_name, "strong"))
        self.body.addWidget(self.text_field)
        self.text_field.textChanged.connect(self._on_changed)
        self._on_changed()
        self.text_field.setFocus()

    def text(self) -> str:
        """What was written."""
        return self.text_field.toPlainText().strip()

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.text()))


class CrashDialog(PlainDialog):
    """Says that the program is at fault, what is safe, and what to hand to whoever maintains it."""

    def __init__(self, report: str, parent: QWidget | None) -> None:
        super().__init__(
            "Something went wrong in the program",
            "Nothing that was saved is lost: every decision is committed when it is made. "
            "The report below names places in the program only, no person, case or file.",
            "Continue",
            parent,
            reject_text="Quit",
        )
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        named(self._report, "Report")
        self.body.addWidget(self._report)
        self.body.addLayout(row(button("Copy report", self._copy), 0))
        self.rejected.connect(QGuiApplication.quit)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())


def reason_field(name: str) -> QPlainTextEdit:
    """A few lines of text; Tab leaves it."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setFixedHeight(made.fontMetrics().lineSpacing() * 5 + theme.L)
    named(made, name)
    return made


def ask(
    parent: QWidget | None, title: str, sentence: str, accept_text: str, reject_text: str = "Cancel"
) -> bool:
    """A dangerous question; True only when the person chose `accept_text`."""
    asked = PlainDialog(title, sentence, accept_text, parent, is_dangerous=True, reject_text=reject_text)
    return asked.exec() == QDialog.DialogCode.Accepted


def show_error(parent: QWidget | None, error: ExpungeError) -> None:
    """An expected failure that no page showed."""
    shown = PlainDialog("This could not be done", window_words(str(error)), "OK", parent)
    shown.reject_button.hide()
    shown.exec()
