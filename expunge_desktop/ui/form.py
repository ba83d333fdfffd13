"""The shared builder of labelled fields and buttons: nobody can forget an accessible name.

Every interactive widget of the window is made or passed through here. `tests/ui` walks all of them.
"""

from collections.abc import Callable

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from expunge_desktop.ui import theme
from expunge_desktop.ui.icons import SIZE, icon
from expunge_desktop.ui.shown_text import DataLabel


def named(widget: QWidget, name: str, description: str = "") -> QWidget:
    """Give a widget its accessible name (and description), and return it."""
    widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)
    return widget


def label(text: str, role: str = "", *, wraps: bool = False) -> QLabel:
    """A piece of text in one of the theme's roles; text is never read as markup."""
    made = DataLabel()
    made.setText(text)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    return made


def selectable(made: QLabel, name: str) -> QLabel:
    """A value people may want to copy, reachable by keyboard."""
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    named(made, name)
    return made


class IconButton(QPushButton):
    """A push button whose icon follows the color scheme."""

    def __init__(self, text: str, icon_name: str = "", color: str = "text") -> None:
        super().__init__(text)
        self._icon_name, self._color = icon_name, color
        if icon_name:
            self.setIconSize(QSize(SIZE, SIZE))
            theme.current_theme().changed.connect(self._draw)
            self._draw()

    def setEnabled(self, is_enabled: bool) -> None:
        """Switch it on or off; the keyboard stays on the page when it was on this button."""
        if not is_enabled and self.window().focusWidget() is self:
            keep_focus_near(self)
        super().setEnabled(is_enabled)

    def setVisible(self, is_visible: bool) -> None:
        """Show or hide it; the keyboard stays on the page when it was on this button."""
        if not is_visible and self.window().focusWidget() is self:
            keep_focus_near(self)
        super().setVisible(is_visible)

    def _draw(self) -> None:
        self.setIcon(icon(self._icon_name, self._color))


def keep_focus_near(leaving: QWidget) -> None:
    """Give the keyboard to the next control beside this one, or beside what holds it, and so on.

    Qt alone goes to the next control of the window, which may stand on quite another part of it.
    """
    scope = leaving.parentWidget()
    while scope is not None:
        following = leaving.nextInFocusChain()
        while following is not leaving:
            is_stop = following.focusPolicy() & Qt.FocusPolicy.TabFocus
            if is_stop and scope.isAncestorOf(following) and following.isEnabled() and following.isVisible():
                following.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            following = following.nextInFocusChain()
        scope = None if scope.isWindow() else scope.parentWidget()


def button(
    text: str,
    on_clicked: Callable[[], object],
    *,
    role: str = "",
    icon_name: str = "",
    shortcut: str = "",
    tip: str = "",
    name: str = "",
) -> QPushButton:
    """A push button; a shortcut is shown in its tooltip and works while its window is active."""
    made = IconButton(text, icon_name, "on_accent" if role == "primary" else "text")
    if role:
        made.setProperty("role", role)
    hint = tip or text.replace("&", "")
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
        hint = f"{hint} ({QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)})"
    made.setToolTip(hint)
    made.setAutoDefault(False)
    named(made, name or text.replace("&", "") or tip, hint)
    made.clicked.connect(lambda: on_clicked())
    return made


def with_key(text: str, key: str) -> str:
    """The text with the letter underlined that, with Alt, leads to what it names; an ampersand stays one."""
    before, found, after = text.partition(key) if key else (text, "", "")
    marked = [part.replace("&", "&&") for part in (before, after)]
    return f"&{found}".join(marked) if found else marked[0]


class FormGrid(QWidget):
    """Rows of label, field and help text, with buddies and accessible names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setVerticalSpacing(theme.XS)
        self._grid.setColumnStretch(0, 1)
        self._row = 0

    def add(
        self,
        title: str,
        field: QWidget,
        *,
        key: str = "",
        help_text: str = "",
        beside: QWidget | None = None,
    ) -> None:
        """One row: title above the field, a button beside it, help below it; `key` with Alt leads there."""
        caption = label(with_key(title, key), "strong")
        caption.setBuddy(field.focusProxy() or field)
        named(field, title, help_text)
        self._grid.addWidget(caption, self._row, 0, 1, 2)
        if beside is None:
            self._grid.addWidget(field, self._row + 1, 0, 1, 2)
        else:
            self._grid.addWidget(field, self._row + 1, 0)
            self._grid.addWidget(beside, self._row + 1, 1)
        if help_text:
            self._grid.addWidget(label(help_text, "caption", wraps=True), self._row + 2, 0, 1, 2)
        self._grid.setRowMinimumHeight(self._row + 3, theme.S)
        self._row += 4


class PassphraseField(QWidget):
    """A hidden line with a button that shows what was typed."""

    def __init__(self, name: str = "Passphrase", words: tuple[str, str] = ("Show", "Hide")) -> None:
        """`words` stand on the button, each with an ampersand before its letter for Alt, if it has one."""
        super().__init__()
        self._words = words
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(1024)
        self._show = QPushButton(words[0])
        self._show.setCheckable(True)
        self._show.setAutoDefault(False)
        self._show.toggled.connect(self._on_toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.S)
        row.addWidget(self.line, 1)
        row.addWidget(self._show)
        self.setFocusProxy(self.line)
        named(self.line, name)
        named(self._show, f"Show {name.lower()}")

    def setAccessibleName(self, name: str) -> None:
        """Name the line itself, which is what a screen reader stops at."""
        super().setAccessibleName(name)
        named(self.line, name)
        named(self._show, f"Show {name.lower()}")

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed and hide the line again."""
        self.line.clear()
        self._show.setChecked(False)

    def _on_toggled(self, is_shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self._show.setText(self._words[is_shown])


def line_edit(placeholder: str = "", *, characters: int = 0) -> QLineEdit:
    """A line of text, at least `characters` wide."""
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    if characters:
        made.setMinimumWidth(text_width(made, characters))
    return made


def date_edit(name: str) -> QDateEdit:
    """A calendar day, written as American offices write it."""
    made = QDateEdit()
    made.setDisplayFormat("MM/dd/yyyy")
    made.setDateRange(QDate(1900, 1, 1), QDate(2199, 12, 31))
    inset(made)
    named(made, name)
    return made


def inset(box: QAbstractSpinBox) -> None:
    """Keep the text of a box off its border, as in every other field."""
    box.lineEdit().setTextMargins(theme.XS + 2, 0, theme.XS + 2, 0)


def combo(name: str) -> QComboBox:
    """A choice of one."""
    made = QComboBox()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setMinimumContentsLength(12)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    named(made, name)
    return made


def card(*, spacing: int = theme.S, margin: int = theme.L) -> tuple[QFrame, QVBoxLayout]:
    """A bordered surface and its vertical layout."""
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return frame, layout


def row(*parts: QWidget | int, spacing: int = theme.S) -> QHBoxLayout:
    """Widgets side by side; 0 stands for a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addStretch(1)
    return made


def text_width(widget: QWidget, characters: int) -> int:
    """How wide that many figures are in the widget's font."""
    return QFontMetrics(widget.font()).horizontalAdvance("0") * characters
