"""The figures of a comparison: what A and B come to, and the same by section, decade, agency or race."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTableView, QVBoxLayout, QWidget

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.comparison_records import Comparison, Share
from expunge_desktop.services.comparison_report import figure_rows
from expunge_desktop.ui import theme
from expunge_desktop.ui.form import combo, label, named, row
from expunge_desktop.ui.models.records_model import Field, RecordsModel
from expunge_desktop.ui.pages.bar_chart import BarChart, Pair
from expunge_desktop.ui.table import table
from expunge_desktop.ui.wording import number, outcome_label

_MOST_BARS = 14
_BREAKDOWN_NOTE = "All: convictions under review. A, B: of these, dismissed and sealed under each."
_RACE_NOTE = (
    "Race is counted for statistics only, as the source records it. "
    "No rule, no criterion and no finding reads it."
)
DIMENSION_TITLES = {"section": "By section", "decade": "By decade", "agency": "By agency", "race": "By race"}


@dataclass(frozen=True, slots=True)
class FigureLine:
    """What is counted, under A, under B, and the difference."""

    what: str
    first: int
    second: int


FIGURES: tuple[Field[FigureLine], ...] = (
    Field("Counted", 30, lambda one: one.what),
    Field("A", 7, lambda one: number(one.first), is_number=True),
    Field("B", 7, lambda one: number(one.second), is_number=True),
    Field("Difference", 10, lambda one: difference(one.first, one.second), is_number=True),
)
SHARES: tuple[Field[Share], ...] = (
    Field("Value", 16, lambda one: one.value),
    Field("All", 6, lambda one: number(one.convictions), is_number=True),
    Field("A", 6, lambda one: number(one.dismissed_first), is_number=True),
    Field("B", 6, lambda one: number(one.dismissed_second), is_number=True),
    Field("Difference", 9, lambda one: difference(one.dismissed_first, one.dismissed_second), is_number=True),
    Field("Movers", 7, lambda one: number(one.moved), is_number=True),
)


class FiguresTab(QWidget):
    """Every figure under A and B, and the outcomes drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.model: RecordsModel[FigureLine] = RecordsModel(FIGURES, self)
        self.view = table(self.model, "Figures under A and B", self.model.widths, stretches=0)
        self.chart = BarChart("Outcomes under A and B")
        _side_by_side(self, [], self.view, self.chart, "Convictions by outcome")

    def show_comparison(self, found: Comparison) -> None:
        """Show another comparison."""
        self.model.set_records(
            [FigureLine(_what(what), one, two) for what, one, two, _ in figure_rows(found)]
        )
        one, two = found.first_figures.outcomes, found.second_figures.outcomes
        self.chart.show_pairs(
            [
                Pair(outcome_label(outcome.value), one.get(outcome.value, 0), two.get(outcome.value, 0))
                for outcome in Outcome
                if outcome.value in one or outcome.value in two
            ]
        )


class BreakdownTab(QWidget):
    """Convictions dismissed under A and B by one property of theirs."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Comparison | None = None
        self.dimension = combo("Break down")
        for name, title in DIMENSION_TITLES.items():
            self.dimension.addItem(title, name)
        self.dimension.activated.connect(lambda _index: self._draw())
        self.note = label("", "muted", wraps=True)
        self.model: RecordsModel[Share] = RecordsModel(SHARES, self)
        self.view = table(self.model, "Breakdown", self.model.widths, stretches=0)
        self.chart = BarChart("Dismissed under A and B")
        self.dimension.setMaximumWidth(self.dimension.sizeHint().width() * 2)
        line = row(self.dimension, spacing=theme.M)
        line.addWidget(self.note, 1)
        _side_by_side(self, [line], self.view, self.chart, "Convictions dismissed and sealed")

    def show_comparison(self, found: Comparison) -> None:
        """Show another comparison."""
        self._found = found
        self._draw()

    def _draw(self) -> None:
        if self._found is None:
            return
        name = str(self.dimension.currentData())
        shares = self._found.breakdowns[name]
        if name == "decade":
            shares = tuple(sorted(shares, key=lambda one: one.value))
        self.model.set_records(shares)
        drawn = shares[:_MOST_BARS]
        left_out = len(shares) - len(drawn)
        words = [_BREAKDOWN_NOTE, *([_RACE_NOTE] if name == "race" else [])]
        words += (
            [f"The {len(drawn)} most frequent are drawn; all {len(shares)} are listed."] if left_out else []
        )
        self.note.setText(" ".join(words))
        title = DIMENSION_TITLES[name]
        named(self.view, f"Breakdown {title.lower()}")
        pairs = [Pair(one.value, one.dismissed_first, one.dismissed_second) for one in drawn]
        self.chart.show_pairs(pairs, f"Dismissed under A and B, {title.lower()}")


def difference(first: int, second: int) -> str:
    """With its sign; empty for none."""
    return f"{second - first:+,}" if second != first else ""


def _what(words: str) -> str:
    return outcome_label(words) if words in Outcome.__members__ else words[:1].upper() + words[1:]


def _side_by_side(
    holder: QWidget, above: Sequence[QHBoxLayout], view: QTableView, chart: BarChart, title: str
) -> None:
    """The table at the left, the chart with its title at the right, in as much room as there is."""
    frame = QFrame()
    frame.setProperty("role", "card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(theme.M, theme.M, theme.M, theme.S)
    inside.addWidget(label(title, "strong"))
    scroll = QScrollArea()
    scroll.setWidget(chart)
    scroll.setWidgetResizable(True)
    scroll.viewport().setAutoFillBackground(False)
    chart.setAutoFillBackground(False)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    named(scroll, title)
    inside.addWidget(scroll, 1)
    beside = QHBoxLayout()
    beside.setSpacing(theme.M)
    beside.addWidget(view, 16)
    beside.addWidget(frame, 10)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
    layout.setSpacing(theme.S)
    for line in above:
        layout.addLayout(line)
    layout.addLayout(beside, 1)
