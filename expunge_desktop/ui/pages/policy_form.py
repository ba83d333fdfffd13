"""The form beside a policy's text: name, version and title, every number of years, every switch."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from expunge_desktop.rules.policy import TESTS
from expunge_desktop.services.policy_text import FormValues, Path, Threshold
from expunge_desktop.services.policy_words import wording_of
from expunge_desktop.services.switch_guide import SwitchEntry, switch_guide
from expunge_desktop.ui import theme
from expunge_desktop.ui.elided_combo import ElidedCombo
from expunge_desktop.ui.form import inset, label, line_edit, named, text_width, with_key

_TEXTS = (("name", "Name"), ("version", "Version"), ("title", "Title"))


class PolicyForm(QScrollArea):
    """Fields that say which value of the text is to become what; the text itself is not known here."""

    value_chosen = Signal(object, str)  # path in the text, the new value
    test_chosen = Signal(str)  # a criterion with this test is to be added

    def __init__(self) -> None:
        super().__init__()
        named(self, "Values of the policy")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(text_width(self, 40))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._guard = _WheelGuard(self)
        self.texts: dict[str, QLineEdit] = {}
        self.years: dict[Path, QSpinBox] = {}
        self.switches: dict[str, ElidedCombo] = {}
        self.criterion: ElidedCombo | None = None
        self._asked: tuple[tuple[Path, str], ...] = ()

    def show_values(self, values: FormValues | None) -> None:
        """Show the values of a text; None while it cannot be read: the fields wait."""
        content = self.widget()
        if values is None:
            if content is not None:
                content.setEnabled(False)
            return
        asked = tuple((one.path, one.test) for one in values.thresholds)
        if content is None or asked != self._asked:
            self._build(values)
            self._asked = asked
        content = self.widget()
        content.setEnabled(True)
        for key, line in self.texts.items():
            if not line.hasFocus() and line.text() != values.texts[key]:
                line.setText(values.texts[key])
                line.setCursorPosition(0)
        for one in values.thresholds:
            _set_years(self.years[one.path], one.years)
        for name, box in self.switches.items():
            place = box.findData(values.switches[name])
            if place >= 0 and place != box.currentIndex():
                box.setCurrentIndex(place)

    def _build(self, values: FormValues) -> None:
        self.texts, self.years, self.switches = {}, {}, {}
        rows = _Rows()
        for key, title in _TEXTS:
            rows.add(title, self._line(key, values.texts[key]))
        if values.thresholds:
            rows.heading("Numbers of years")
        for one in values.thresholds:
            rows.add(one.criterion.replace("_", " "), self._spin_box(one), _years_help(one))
        rows.add(
            "Add a criterion", self._criterion_box(), "It is written after the last one; title it there."
        )
        rows.heading("Switches")
        for entry in switch_guide().values():
            rows.add(entry.title, self._switch_box(entry), _switch_help(entry))
        rows.end()
        self.setWidget(rows)

    def _line(self, key: str, value: str) -> QLineEdit:
        line = line_edit()
        line.setText(value)
        line.setCursorPosition(0)  # a long title shows its beginning
        line.editingFinished.connect(lambda: self._on_text(key, line))
        self.texts[key] = line
        return line

    def _on_text(self, key: str, line: QLineEdit) -> None:
        if line.isModified() and line.text().strip():
            line.setModified(False)
            self.value_chosen.emit((key,), line.text().strip())

    def _spin_box(self, one: Threshold) -> QSpinBox:
        box = QSpinBox()
        box.setRange(1, 149)
        box.setKeyboardTracking(False)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self._guard)
        inset(box)
        _set_years(box, one.years)
        box.valueChanged.connect(lambda years: self.value_chosen.emit(one.path, str(years)))
        self.years[one.path] = box
        return box

    def _criterion_box(self) -> ElidedCombo:
        box = ElidedCombo("Add a criterion")
        box.offer([("Choose what it asks", ""), *((_sentence(wording_of(test)), test) for test in TESTS)])
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self._guard)

        def chosen() -> None:
            test = str(box.currentData())
            box.setCurrentIndex(0)
            if test:
                self.test_chosen.emit(test)

        box.activated.connect(lambda _place: chosen())
        self.criterion = box
        return box

    def _switch_box(self, entry: SwitchEntry) -> ElidedCombo:
        box = ElidedCombo(entry.title)
        box.offer([(f"{word}: {meaning}", word) for word, meaning in entry.choices])
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self._guard)
        box.activated.connect(
            lambda _place: self.value_chosen.emit(("switches", entry.name), str(box.currentData()))
        )
        self.switches[entry.name] = box
        return box


class _Rows(QWidget):
    """Fields one above the other, each with its label above and its help below; all text wraps."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.M, 0, theme.M, theme.M)
        self._column.setSpacing(theme.XS)

    def heading(self, text: str) -> None:
        """A heading over the following fields."""
        self._column.addSpacing(theme.S)
        self._column.addWidget(label(text, "heading"))

    def add(self, title: str, field: QWidget, told: str = "") -> None:
        """One field."""
        caption = label(with_key(title, ""), "strong", wraps=True)
        caption.setBuddy(field)
        named(field, title, told)
        self._column.addWidget(caption)
        self._column.addWidget(field)
        if told:
            self._column.addWidget(label(told, "caption", wraps=True))
        self._column.addSpacing(theme.S)

    def end(self) -> None:
        """No more fields."""
        self._column.addStretch(1)


class _WheelGuard(QObject):
    """Scrolling past a field does not change it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a wheel turn pass to the scroll area unless the field has the keyboard."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _set_years(box: QSpinBox, years: int) -> None:
    """Show a number without telling anybody."""
    box.blockSignals(True)
    box.setValue(years)
    box.blockSignals(False)


def _years_help(one: Threshold) -> str:
    return _sentence(wording_of(one.test)) if one.test in TESTS else ""


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:] + "."


def _switch_help(entry: SwitchEntry) -> str:
    dispute = f" Dispute {entry.dispute}." if entry.dispute else ""
    return f"{entry.otherwise}{dispute}"
