"""The columns of a sheet, one row each: heading, values, the choice of a meaning, and how it is known."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from expunge_desktop.services.file_headings import ColumnHeading, FileHeadings, How
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import named, text_width
from expunge_desktop.ui.icons import SIZE, icon
from expunge_desktop.ui.pages.meaning_choice import MeaningChoice

TITLES = ("Heading in the file", "Values", "Meaning", "How it is known")
KNOWN = {
    How.OWN_NAME: "its own name",
    How.MAPPING: "saved mapping",
    How.GUESS: "guess, check it",
    How.NOT_USED: "",
    How.NEVER_KEPT: "",
    How.NO_NAME: "",
    How.SAME_AS_ANOTHER: "",
}
CHOSEN = "chosen by you"
_INSTEAD = {
    How.NEVER_KEPT: "Never kept: private numbers",
    How.NO_NAME: "No letters in it: not used",
    How.SAME_AS_ANOTHER: "Same heading as above: not used",
}
_WIDTHS = (24, 36, 30, 24)  # in characters; in a narrow window they share what there is
_LEAST_ROWS, _MOST_ROWS = 2, 12
_MEANING, _HOW = 2, 3


class ColumnTable(QTableWidget):
    """Tab goes from choice to choice; a row scrolls into view when its choice gets the keyboard."""

    changed = Signal()
    meaning_shown = Signal(str)

    def __init__(self, found: FileHeadings) -> None:
        super().__init__(len(found.columns), len(TITLES))
        self._found = found
        self.choices: dict[int, MeaningChoice] = {}
        self._is_guess = {place: one.how == How.GUESS for place, one in enumerate(found.columns)}
        named(self, "Columns of the file")
        self.setHorizontalHeaderLabels(TITLES)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the choices in it have the keyboard
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        for place, one in enumerate(found.columns):
            self._fill(place, one)
        self._set_sizes()

    @property
    def chosen(self) -> dict[int, str]:
        """Place of a column → the field chosen, "" for none; columns nobody can choose for are left out."""
        return {place: choice.field for place, choice in self.choices.items()}

    @property
    def guesses(self) -> int:
        """How many meanings are still the program's guess."""
        return sum(self._is_guess.values())

    def known(self, place: int) -> str:
        """How the meaning of a column is known, as the table says it."""
        return self._cell(place, _HOW).text()

    def focus_first(self) -> None:
        """The keyboard starts where something has to be looked at."""
        order = sorted(
            self.choices, key=lambda place: (not self._is_guess[place], bool(self.choices[place].field))
        )
        if order:
            self.choices[order[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        """As wide as its columns, as high as its rows up to twelve."""
        return self._size(min(self.rowCount(), _MOST_ROWS))

    def minimumSizeHint(self) -> QSize:
        """Four rows, half as wide: the rest is scrolled."""
        least = self._size(min(self.rowCount(), _LEAST_ROWS))
        return QSize(least.width() // 2, least.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A choice that gets the keyboard is scrolled into view, and its meaning said in full."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, MeaningChoice):
            place = next(key for key, choice in self.choices.items() if choice is watched)
            self.scrollTo(self.model().index(place, _MEANING))
            self.meaning_shown.emit(f"{watched.currentText()}: {watched.sentence}")
        return super().eventFilter(watched, event)

    def _fill(self, place: int, one: ColumnHeading) -> None:
        heading = one.heading or "(blank)"
        values = " · ".join(" ".join(value.split()) for value in one.samples)
        for column, text in enumerate((heading, values, "", "")):
            item = QTableWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip("\n".join(one.samples) if column == 1 else text)
            self.setItem(place, column, item)
        self._cell(place, 0).setFont(theme.interface_font(1.0, QFont.Weight.DemiBold))
        self._cell(place, 1).setForeground(theme.current_theme().color("muted"))
        if not one.can_be_mapped:
            self._cell(place, _MEANING).setText(_INSTEAD[one.how])
            self._cell(place, _MEANING).setForeground(theme.current_theme().color("muted"))
            return
        choice = MeaningChoice(heading, one.samples)
        choice.choose(one.field or one.guess)
        choice.installEventFilter(self)
        choice.currentIndexChanged.connect(lambda _index: self._on_chosen(place))
        self.choices[place] = choice
        self.setCellWidget(place, _MEANING, choice)
        self._say_how(place, one.how)

    def _say_how(self, place: int, how: How | None) -> None:
        """Fill the last column; a guess is a sign and a word besides its color."""
        is_guess = how == How.GUESS
        self._is_guess[place] = is_guess
        choice, item = self.choices[place], self._cell(place, _HOW)
        words = CHOSEN if how is None else KNOWN[how]
        item.setText(words)
        item.setToolTip(words)
        item.setIcon(icon("warning", "warning") if is_guess else _no_icon())
        item.setForeground(theme.current_theme().color("warning" if is_guess else "muted"))
        heading = self._found.columns[place].heading
        named(
            choice, f"Meaning of {heading}{', guessed' if is_guess else ''}", choice.accessibleDescription()
        )

    def _on_chosen(self, place: int) -> None:
        self._say_how(place, None)
        choice = self.choices[place]
        self.meaning_shown.emit(f"{choice.currentText()}: {choice.sentence}")
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        super().resizeEvent(event)
        room, whole = self.viewport().width(), sum(_WIDTHS)
        for column, width in enumerate(_WIDTHS[:-1]):
            self.horizontalHeader().resizeSection(column, room * width // whole)

    def _cell(self, place: int, column: int) -> QTableWidgetItem:
        found = self.item(place, column)
        assert found is not None, "every cell is filled when the table is made"
        return found

    def _set_sizes(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        heights = [choice.sizeHint().height() for choice in self.choices.values()]
        height = max(heights, default=self.fontMetrics().height()) + theme.XS
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(height)

    def _size(self, rows: int) -> QSize:
        width = text_width(self, sum(_WIDTHS)) + 2 * theme.L
        height = (
            self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        )
        return QSize(width, height + 2)


def _no_icon() -> QIcon:
    """As wide as a sign, so that the words stand under each other."""
    nothing = QPixmap(SIZE, SIZE)
    nothing.fill(Qt.GlobalColor.transparent)
    return QIcon(nothing)
