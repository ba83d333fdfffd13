"""What is asked of the audit trail: days, who, what, and a text."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from expunge_desktop.services.audit_trail import VERBS, AuditFilter
from expunge_desktop.ui import theme
from expunge_desktop.ui.delay import delayed
from expunge_desktop.ui.elided_combo import ElidedCombo
from expunge_desktop.ui.form import date_edit, label, line_edit, named, text_width
from expunge_desktop.ui.wording import number

_TYPING_MS = 400
_WEEK = timedelta(days=7)


class AuditFilterBar(QWidget):
    """Emits `changed` when the question is another one."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.by_day = QCheckBox("From")
        named(self.by_day, "Only certain days")
        self.since, self.until = _day("First day", today - _WEEK), _day("Last day", today)
        self.actor, self.verb = ElidedCombo("Who"), ElidedCombo("What")
        self.text = line_edit("Text in subject or details", characters=22)
        named(self.text, "Text in subject, who or details")
        self._typing = delayed(self, "audit-search", _TYPING_MS, self.changed.emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.S)
        for part in (self.by_day, self.since, label("to", "muted"), self.until):
            line.addWidget(part)
        line.addWidget(self.actor, 2)
        line.addWidget(self.verb, 3)
        line.addWidget(self.text, 3)
        self.set_choices({}, {})
        for box in (self.since, self.until):
            box.setEnabled(False)
            box.setFixedWidth(text_width(box, 15))
            box.dateChanged.connect(lambda _day: self.changed.emit())
            self.by_day.toggled.connect(box.setEnabled)
        self.by_day.toggled.connect(lambda _on: self.changed.emit())
        for choice in (self.actor, self.verb):
            choice.activated.connect(lambda _place: self.changed.emit())
        self.text.textChanged.connect(lambda _text: self._typing.start())

    @property
    def wanted(self) -> AuditFilter:
        """What is asked for now."""
        actor, verb = self.actor.currentData(), self.verb.currentData()
        is_by_day = self.by_day.isChecked()
        return AuditFilter(
            since=_as_date(self.since) if is_by_day else None,
            until=_as_date(self.until) if is_by_day else None,
            actors=frozenset({actor}) if actor else frozenset(),
            verbs=frozenset({verb}) if verb else frozenset(),
            text=self.text.text().strip(),
        )

    def set_choices(self, actors: Mapping[str, int], verbs: Mapping[str, int]) -> None:
        """Offer who and what the trail has, with the number of rows; what was chosen stays."""
        for choice, everything, found in (
            (self.actor, "Everybody", {name: name for name in sorted(actors, key=str.casefold)}),
            (self.verb, "Everything", {one: VERBS.get(one, one) for one in sorted(verbs)}),
        ):
            counts = actors if choice is self.actor else verbs
            kept = choice.currentData()
            choice.blockSignals(True)
            offered = [(f"{words} ({number(counts[code])})", code) for code, words in found.items()]
            choice.offer([(everything, ""), *offered])
            choice.setCurrentIndex(max(0, choice.findData(kept)))
            choice.blockSignals(False)


def _day(name: str, on: date) -> QDateEdit:
    made = date_edit(name)
    made.setDate(QDate(on.year, on.month, on.day))
    return made


def _as_date(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
