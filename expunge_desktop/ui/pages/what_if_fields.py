"""What is compared: two policies, a day, a margin, and fields made from what the second policy says."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from expunge_desktop.services.show_policy import SwitchLine
from expunge_desktop.services.what_if import Adjustable, Question, Threshold
from expunge_desktop.ui import theme
from expunge_desktop.ui.elided_combo import ElidedCombo
from expunge_desktop.ui.form import button, date_edit, inset, label, named, text_width, with_key
from expunge_desktop.ui.wording import plural

LARGEST_MARGIN = 20
_WIDTH = 32


class WhatIfFields(QScrollArea):
    """Says `question_changed` after every change by the person."""

    question_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._policies: list[Adjustable] = []
        self.boxes: dict[str, QSpinBox] = {}
        self.choices: dict[str, ElidedCombo] = {}
        self._says: dict[str, str] = {}  # what the policy says, by what may be set
        self._guard = _WheelGuard(self)
        self.first, self.second = ElidedCombo("Policy A"), ElidedCombo("Policy B")
        self.day = date_edit("Evaluated on")
        self.margin = self._spin_box(0, LARGEST_MARGIN, 1)
        self.reset_button = button(
            "B as it stands", self.reset, tip="Set every value of B back to what the policy says"
        )
        for policy_choice in (self.first, self.second):
            policy_choice.installEventFilter(self._guard)
        self.first.activated.connect(lambda _index: self.question_changed.emit())
        self.second.activated.connect(lambda _index: self._on_second_chosen())
        self.day.installEventFilter(self._guard)
        self.day.dateChanged.connect(lambda _day: self.question_changed.emit())
        self._lay_out()

    @property
    def question(self) -> Question | None:
        """What is asked now; None before the policies are known."""
        if not self._policies:
            return None
        chosen = self.day.date()
        return Question(
            self._policies[self.first.currentIndex()],
            self._policies[self.second.currentIndex()],
            tuple(self._changes()),
            date(chosen.year(), chosen.month(), chosen.day()),
            self.margin.value(),
        )

    def set_policies(self, policies: Sequence[Adjustable], preferred: str, as_of: date) -> None:
        """Offer these policies; the choices made stay where they still exist."""
        is_first_time = not self._policies
        before = self.question
        keys = [one.key for one in policies]
        kept = [preferred if is_first_time else str(box.currentData()) for box in (self.first, self.second)]
        self._policies = list(policies)
        for box, name in zip((self.first, self.second), kept, strict=True):
            box.blockSignals(True)
            box.offer([(one.title, one.key) for one in policies])
            box.setCurrentIndex(keys.index(name) if name in keys else 0)
            box.blockSignals(False)
        if is_first_time:
            self.day.blockSignals(True)
            self.day.setDate(QDate(as_of.year, as_of.month, as_of.day))
            self.day.blockSignals(False)
        if before is None or before.second != self._policies[self.second.currentIndex()]:
            self._make_fields()

    def reset(self) -> None:
        """Every value of B as its policy says."""
        self._make_fields()
        self.question_changed.emit()

    @property
    def changes_in_words(self) -> list[str]:
        """What is changed in B: `Convicted under the age of 21: 25 instead of 21`."""
        titles = {key: box.accessibleName() for key, box in (self.boxes | self.choices).items()}
        changes = [change.split("=") for change in self._changes()]
        return [f"{titles[key]}: {now} instead of {self._says[key]}" for key, now in changes]

    def _changes(self) -> list[str]:
        now = {key: str(box.value()) for key, box in self.boxes.items()}
        now |= {name: str(box.currentData()) for name, box in self.choices.items()}
        return [f"{key}={value}" for key, value in now.items() if value != self._says[key]]

    def _on_second_chosen(self) -> None:
        self._make_fields()
        self.question_changed.emit()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.M, 0)
        self._column.setSpacing(theme.S)
        told = "Convictions that miss a threshold of B by at most so many years; 0 for none."
        always = _Rows()
        always.add("Policy A", self.first)
        always.add("Policy B", self.second)
        always.add("Evaluated on", self.day)
        always.add("Near-misses within", self.margin, told)
        self._column.addWidget(always)
        self._column.addWidget(label("What if B said otherwise?", "heading", wraps=True))
        self._column.addWidget(self.reset_button)
        self._rows = _Rows()
        self._column.addWidget(self._rows)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(text_width(self, _WIDTH))
        named(self, "What is compared")

    def _make_fields(self) -> None:
        """A field for each threshold and switch of B."""
        self.boxes, self.choices, self._says = {}, {}, {}
        made = _Rows()
        second = self._policies[self.second.currentIndex()]
        for threshold in second.thresholds:
            box = self._threshold_box(threshold)
            made.add(_sentence(threshold.title), box, f"The policy says {plural(threshold.years, 'year')}.")
        for line in second.switches:
            made.add(_sentence(line.entry.title), self._switch_box(line), _told(line))
        self._column.replaceWidget(self._rows, made)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = made
        before: QWidget = self.reset_button
        for field in (*self.boxes.values(), *self.choices.values()):
            QWidget.setTabOrder(before, field)
            before = field

    def _threshold_box(self, threshold: Threshold) -> QSpinBox:
        box = self._spin_box(1, 149, threshold.years)
        self.boxes[threshold.key], self._says[threshold.key] = box, str(threshold.years)
        return box

    def _switch_box(self, line: SwitchLine) -> ElidedCombo:
        box = ElidedCombo(line.name)
        box.offer([(_sentence(meaning), word) for word, meaning in line.entry.choices])
        box.setCurrentIndex(box.findData(line.value))
        box.installEventFilter(self._guard)
        box.activated.connect(lambda _index: self.question_changed.emit())
        self.choices[line.name], self._says[line.name] = box, line.value
        return box

    def _spin_box(self, least: int, most: int, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setValue(value)
        box.setSuffix(_years(value))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self._guard)
        inset(box)
        box.valueChanged.connect(lambda years: box.setSuffix(_years(years)))
        box.valueChanged.connect(lambda _years: self.question_changed.emit())
        return box


class _Rows(QWidget):
    """Fields one above the other, each with its label above and what is to be said below; all text wraps."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.XS)

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


class _WheelGuard(QObject):
    """Scrolling past a field does not change it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a wheel turn pass to the scroll area unless the field has the keyboard."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _told(line: SwitchLine) -> str:
    dispute = f" Disputed point {line.dispute}: {line.dispute_title}." if line.dispute else ""
    return f"The policy says: {line.meaning}.{dispute}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _years(count: int) -> str:
    return " year" if count == 1 else " years"
