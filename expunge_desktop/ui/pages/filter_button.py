"""A button that opens a list of values to narrow the convictions to, each with its count."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPushButton, QSpinBox, QVBoxLayout

from expunge_desktop.services.records import Choice
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import button, inset, label, named, row, text_width

_SHOWN = 14


class PopupButton(QPushButton):
    """Opens its panel below itself; the panel closes with Escape or a click elsewhere."""

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setProperty("role", "filter")
        self.setAutoDefault(False)
        self.panel = QFrame(self, Qt.WindowType.Popup)
        self.panel.setProperty("role", "popup")
        named(self.panel, f"{title} filter")
        self.inside = QVBoxLayout(self.panel)
        self.inside.setContentsMargins(theme.S, theme.S, theme.S, theme.S)
        self.inside.setSpacing(theme.S)
        self.clicked.connect(self.open_panel)

    def open_panel(self) -> None:
        """Show the panel below the button, inside the screen."""
        self.panel.adjustSize()
        place = self.mapToGlobal(QPoint(0, self.height() + 2))
        room = self.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.panel.width())))
        place.setY(max(room.top(), min(place.y(), room.bottom() - self.panel.height())))
        self.panel.move(place)
        self.panel.show()

    def say(self, chosen: str) -> None:
        """Show what is chosen; empty = not narrowed."""
        self.setText(f"{self._title}: {chosen}" if chosen else self._title)
        named(self, f"{self._title} filter: {chosen or 'all'}")
        self.setToolTip(f"{self._title}: {chosen or 'all'}")
        theme.mark(self, tone="info" if chosen else "")


class ChoiceFilter(PopupButton):
    """Any number of values of one field."""

    def __init__(self, title: str, *, is_single: bool = False) -> None:
        super().__init__(title)
        self._is_single = is_single
        self._labels: dict[str, str] = {}
        self.list = QListWidget()
        named(self.list, f"{title} values")
        self.list.itemChanged.connect(self._on_item_changed)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside.addWidget(self.list)
        self.inside.addLayout(
            row(
                button("All", self.clear, role="quiet", name=f"All: {title}"),
                0,
                button("Close", self.panel.close),
            )
        )
        self.say("")

    @property
    def chosen(self) -> frozenset[str]:
        """The values ticked."""
        return frozenset(item.data(Qt.ItemDataRole.UserRole) for item in self._items() if _is_ticked(item))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other values; what was ticked and still exists stays ticked."""
        kept = self.chosen
        self.list.blockSignals(True)
        self.list.clear()
        self._labels = {choice.value: choice.label for choice in choices}
        widest = 0
        for choice in choices:
            text = f"{choice.label}   {choice.count:,}"
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, choice.value)
            item.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Checked if choice.value in kept else Qt.CheckState.Unchecked)
            item.setToolTip(text)
            self.list.addItem(item)
            widest = max(widest, self.list.fontMetrics().horizontalAdvance(text))
        self.list.blockSignals(False)
        if choices:
            self.list.setCurrentRow(0)
        lines = min(max(len(choices), 1), _SHOWN)
        height = self.list.sizeHintForRow(0) if choices else self.list.fontMetrics().height() + theme.M
        self.list.setFixedHeight(height * lines + theme.S)
        width = min(widest + 4 * theme.L + theme.S, text_width(self.list, 60))
        self.list.setMinimumWidth(max(width, text_width(self.list, 26)))
        self._say_chosen()

    def offers(self, value: str) -> bool:
        """Whether the value is among the choices."""
        return value in self._labels

    def tick(self, *values: str) -> None:
        """Tick exactly these values."""
        for item in self._items():
            wanted = item.data(Qt.ItemDataRole.UserRole) in values
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def clear(self) -> None:
        """Tick none: all are shown."""
        self.tick()

    def open_panel(self) -> None:
        """Open with the keyboard in the list."""
        super().open_panel()
        self.list.setFocus()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _on_item_changed(self, changed: QListWidgetItem) -> None:
        if self._is_single and _is_ticked(changed):
            self.list.blockSignals(True)
            for item in self._items():
                if item is not changed:
                    item.setCheckState(Qt.CheckState.Unchecked)
            self.list.blockSignals(False)
        self._say_chosen()
        self.changed.emit()

    def _say_chosen(self) -> None:
        chosen = [item.data(Qt.ItemDataRole.UserRole) for item in self._items() if _is_ticked(item)]
        self.say(
            "" if not chosen else self._labels[chosen[0]] if len(chosen) == 1 else f"{len(chosen)} values"
        )


class YearFilter(PopupButton):
    """A range of conviction years, both ends included."""

    def __init__(self) -> None:
        super().__init__("Years")
        self.first, self.last = _year_box("From year"), _year_box("To year")
        for title, box in (("From", self.first), ("To", self.last)):
            self.inside.addWidget(label(title, "caption"))
            self.inside.addWidget(box)
            box.valueChanged.connect(self._on_changed)
        self.inside.addWidget(label("As delivered, without supplied dates.", "caption"))
        self.inside.addLayout(
            row(
                button("All", self.clear, role="quiet", name="All years"),
                0,
                button("Close", self.panel.close),
            )
        )
        self.say("")

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """First and last year, None where open."""
        first, last = (
            None if box.value() == box.minimum() else box.value() for box in (self.first, self.last)
        )
        return first, last

    def set_range(self, first: int | None, last: int | None) -> None:
        """The years that occur."""
        for box in (self.first, self.last):
            kept, was_open = box.value(), box.value() == box.minimum()
            box.blockSignals(True)
            box.setRange((first or 1900) - 1, last or 2199)
            box.setValue(box.minimum() if was_open else kept)
            box.blockSignals(False)

    def clear(self) -> None:
        """All years."""
        for box in (self.first, self.last):
            box.setValue(box.minimum())

    def open_panel(self) -> None:
        """Open with the keyboard in the first year."""
        super().open_panel()
        self.first.setFocus()

    def _on_changed(self) -> None:
        first, last = self.bounds
        self.say(f"{first or ''}–{last or ''}" if first or last else "")
        self.changed.emit()


def _year_box(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1899, 2199)
    box.setValue(1899)
    box.setSpecialValueText("any")
    inset(box)
    named(box, name)
    return box


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked
