"""The first page of an open workspace: where the work stands and what comes next."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from expunge_desktop.services import review
from expunge_desktop.services.policy_words import UNCONFIRMED
from expunge_desktop.services.records import Choice, Overview
from expunge_desktop.ui import theme
from expunge_desktop.ui.badge import OutcomeBadge, badge_tone
from expunge_desktop.ui.context import Context, Topic
from expunge_desktop.ui.empty_state import EmptyState
from expunge_desktop.ui.form import button, card, label, row
from expunge_desktop.ui.pages.page import Page
from expunge_desktop.ui.pages.safety_card import SafetyCard
from expunge_desktop.ui.wording import day, number, outcome_label, plural


class ShareBar(QWidget):
    """A bar as long as its share of the whole; the figures stand beside it in words."""

    def __init__(self, code: str, share: float) -> None:
        super().__init__()
        self._code, self._share = code, share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as half a line."""
        return QSize(
            QFontMetrics(self.font()).averageCharWidth() * 20, QFontMetrics(self.font()).height() // 2
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, then share."""
        painter = QPainter(self)
        colors = theme.current_theme()
        painter.fillRect(self.rect(), colors.color("neutral_soft"))
        width = max(2, round(self.width() * self._share)) if self._share else 0
        painter.fillRect(QRect(0, 0, width, self.height()), colors.color(badge_tone(self._code)))
        painter.end()


class OutcomeTable(QWidget):
    """Final outcomes with counts, shares and a way to each list."""

    outcome_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setVerticalSpacing(theme.S)
        self._grid.setColumnStretch(1, 1)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show other figures."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        whole = sum(choice.count for choice in choices)
        for line, choice in enumerate(choices):
            share = choice.count / whole if whole else 0.0
            figure = label(f"{number(choice.count)}  ({share:.1%})")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            opener = button(
                "Show",
                partial(self.outcome_chosen.emit, choice.value),
                role="quiet",
                name=f"Show {outcome_label(choice.value)}: {plural(choice.count, 'conviction')}",
            )
            self._grid.addWidget(OutcomeBadge(choice.value), line, 0)
            self._grid.addWidget(ShareBar(choice.value, share), line, 1)
            self._grid.addWidget(figure, line, 2)
            self._grid.addWidget(opener, line, 3)


class FigureCard(QFrame):
    """One number with its definition."""

    def __init__(self, title: str, definition: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._figure = label("–", "figure")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        layout.setSpacing(0)
        layout.addWidget(label(title, "strong"))
        layout.addWidget(self._figure)
        layout.addWidget(label(definition, "caption", wraps=True))
        layout.addStretch(1)

    def set_figure(self, value: int) -> None:
        """Show the number."""
        self._figure.setText(number(value))


class OverviewPage(Page):
    """Figures, outcomes and the next step."""

    title = "Overview"
    shows = frozenset(Topic)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.people = FigureCard("People", "in all batches")
        self.counts = FigureCard("Counts", "every charge with a court disposition, any offense")
        self.under_review = FigureCard(
            "Under review", "counts whose section is, was or may be a cannabis section"
        )
        self.undecided = FigureCard("Undecided", "convictions no attorney has decided yet")
        self.filings = FigureCard("Filings", "sets of papers made, released or not")
        self.outcomes = OutcomeTable()
        self.outcomes.outcome_chosen.connect(self._show_outcome)
        self.assessment = label("", "muted", wraps=True)
        self.step = label("", wraps=True)
        self.step_button: QPushButton = button("Next", self._go, role="primary")
        self._target = "import"
        self._empty = EmptyState(
            "This workspace is empty",
            "Start with the file the Department of Justice sent to the county. It stays on this computer.",
            icon_name="import",
            action=button("Go to Import", lambda: context.page_wanted.emit("import"), role="primary"),
        )
        self.safety = SafetyCard(context)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._figures())
        self.body.addWidget(self.safety)
        self.body.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Ask for the figures."""
        session = self.context.session
        self.context.jobs.read(
            self, lambda _progress: review.overview(session), self._show, self.notice.say_error
        )
        self.safety.refresh()

    def first_focus(self) -> QWidget | None:
        """The next step."""
        return self.step_button if self._stack.currentIndex() == 2 else None

    def _figures(self) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        cards = QHBoxLayout()
        cards.setSpacing(theme.M)
        for one in (self.people, self.counts, self.under_review, self.undecided, self.filings):
            cards.addWidget(one, 1)
        layout.addLayout(cards)
        frame, inside = card(spacing=theme.M)
        inside.addWidget(label("Outcomes of the convictions under review", "heading"))
        inside.addWidget(self.assessment)
        inside.addWidget(self.outcomes)
        layout.addWidget(frame)
        frame, inside = card()
        inside.addWidget(label("What comes next", "heading"))
        inside.addWidget(self.step)
        inside.addLayout(row(self.step_button, 0))
        layout.addWidget(frame)
        layout.addStretch(1)
        return holder

    def _show(self, figures: Overview) -> None:
        if not figures.batches:
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(2)
        self.people.set_figure(figures.people)
        self.counts.set_figure(figures.counts)
        self.under_review.set_figure(figures.under_review)
        self.undecided.set_figure(figures.undecided)
        self.filings.set_figure(figures.filings)
        self.outcomes.show_choices(figures.final_outcomes)
        info = figures.assessment
        if info is None:
            self.assessment.setText("Nothing has been decided yet.")
        else:
            signed = "signed" if info.is_policy_signed else "not signed yet"
            doubt = ""
            if info.is_policy_unconfirmed:
                doubt = (
                    f"\nUnconfirmed criteria: {UNCONFIRMED}. Source: {' '.join(info.policy_source.split())}"
                )
            self.assessment.setText(
                f"Policy {info.policy_title or info.policy_name} (version {info.policy_version}, {signed}), "
                f"evaluated as of {day(info.as_of)}; decisions of attorneys included.{doubt}"
            )
        self._show_next(figures)

    def _show_next(self, figures: Overview) -> None:
        if figures.assessment is None:
            step = (
                "Choose a policy and a date, and let the program decide the batch.",
                "Decide the batch",
                "import",
            )
        elif figures.undecided:
            waiting = plural(figures.undecided, "conviction waits", "convictions wait")
            step = (f"{waiting} for an attorney.", "Review convictions", "convictions")
        elif not figures.filings:
            step = (
                "Every conviction is decided. Make the papers for the court.",
                "Make the papers",
                "papers",
            )
        else:
            step = ("Release the filings and save their papers.", "Go to Papers", "papers")
        sentence, text, self._target = step
        self.step.setText(sentence)
        self.step_button.setText(text)
        self.step_button.setAccessibleName(text)
        self.step_button.setToolTip(text)

    def _go(self) -> None:
        self.context.page_wanted.emit(self._target)

    def _show_outcome(self, code: str) -> None:
        self.context.outcome_wanted.emit(code)
