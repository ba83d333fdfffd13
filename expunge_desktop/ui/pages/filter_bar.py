"""Search and filters over the list of convictions; says once, after a pause, what is wanted."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from expunge_desktop.services.records import Choice, ConvictionFilter, FilterChoices, Overview
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import button, line_edit, named, text_width
from expunge_desktop.ui.icons import icon
from expunge_desktop.ui.pages.filter_button import ChoiceFilter, YearFilter
from expunge_desktop.ui.wording import criterion_label, outcome_label

DEBOUNCE_MS = 150
DECIDED, UNDECIDED = "decided", "undecided"


class FilterBar(QWidget):
    """Emits `filter_changed` with a ConvictionFilter."""

    filter_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.search = line_edit("Search name, case, CII or section")
        self.search.setMinimumWidth(text_width(self.search, 26))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(200)
        named(self.search, "Search convictions", "Press / or Ctrl+F to come here")
        self._symbol = QAction(self.search)
        self.search.addAction(self._symbol, QLineEdit.ActionPosition.LeadingPosition)
        self.outcome = ChoiceFilter("Outcome")
        self.criterion = ChoiceFilter("Criterion")
        self.agency = ChoiceFilter("Agency")
        self.section = ChoiceFilter("Section")
        self.code = ChoiceFilter("Review code")
        self.years = YearFilter()
        self.decision = ChoiceFilter("Decision", is_single=True)
        self.clear_button = button("Clear", self.clear, role="quiet", tip="Clear search and filters")
        self._timer = QTimer(self)
        self._timer.setObjectName("filter debounce")
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.XS + 2)
        line.addWidget(self.search, 1)
        for part in self._parts:
            part.changed.connect(self._timer.start)
            line.addWidget(part)
        line.addWidget(self.clear_button)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.search.returnPressed.connect(self._emit)
        theme.current_theme().changed.connect(self._draw)
        self._draw()
        self._mark_cleared()

    @property
    def _parts(self) -> tuple[ChoiceFilter | YearFilter, ...]:
        return (self.outcome, self.criterion, self.agency, self.section, self.code, self.years, self.decision)

    @property
    def wanted(self) -> ConvictionFilter:
        """What is filled in now."""
        decided = self.decision.chosen
        first, last = self.years.bounds
        return ConvictionFilter(
            text=self.search.text().strip(),
            outcomes=self.outcome.chosen,
            criteria=self.criterion.chosen,
            agencies=self.agency.chosen,
            sections=self.section.chosen,
            review_codes=self.code.chosen,
            year_from=first,
            year_to=last,
            is_decided=(DECIDED in decided) if decided else None,
        )

    def set_choices(self, choices: FilterChoices, figures: Overview) -> None:
        """Offer the values that occur, with their counts."""
        self.outcome.set_choices([Choice(c.value, outcome_label(c.value), c.count) for c in choices.outcomes])
        self.criterion.set_choices(
            [Choice(c.value, criterion_label(c.value), c.count) for c in choices.criteria]
        )
        self.agency.set_choices(
            [Choice(c.value, c.value or "District Attorney", c.count) for c in choices.agencies]
        )
        self.section.set_choices(
            [Choice(c.value, c.value or "Unreadable", c.count) for c in choices.sections]
        )
        self.code.set_choices([Choice(c.value, c.value, c.count) for c in choices.review_codes])
        self.years.set_range(choices.first_year, choices.last_year)
        self.decision.set_choices(
            [Choice(UNDECIDED, "Undecided", figures.undecided), Choice(DECIDED, "Decided", figures.decided)]
        )

    def clear(self) -> None:
        """Show everything again."""
        self.search.clear()
        for part in self._parts:
            part.clear()
        self._emit()

    def _emit(self) -> None:
        self._timer.stop()
        self._mark_cleared()
        self.filter_changed.emit(self.wanted)

    def _mark_cleared(self) -> None:
        self.clear_button.setEnabled(self.wanted != ConvictionFilter())

    def _draw(self) -> None:
        self._symbol.setIcon(icon("search", "muted"))
