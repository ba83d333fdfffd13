"""What if: two policies over the same convictions, as of one day. Nothing is written and nothing assessed.

Counted are the convictions under review as law and policy decide them; decisions of attorneys are left
aside. A person is left with no felony (no conviction) when every felony (every conviction) on the whole
record is a conviction under review that is dismissed or redesignated (dismissed).

What counts with pandas is imported by the functions that compare: the window, which offers a comparison, and
the command line open without reading it (docs/decisions/0006).
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_runs import PolicyRuns
from expunge_desktop.services.comparison_records import Comparison, Mover
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.near_misses import near_misses
from expunge_desktop.services.refresh_facts import refuse_stale_facts
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import comparing as store

if TYPE_CHECKING:
    from expunge_desktop.services.comparison_figures import Convictions


class PolicyComparer:
    """Compares policies over one workspace; keeps in memory what no policy changes.

    Make one per session and ask it again and again: the first question of an evaluation date takes about as
    long as an assessment, each later one a fraction of a second. A further batch is noticed.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._mark: tuple[int, int, int] | None = None
        self._convictions: Convictions | None = None
        self._runs: dict[date, PolicyRuns] = {}

    def prepare(self, first: Policy, as_of: date, progress: Progress | None = None) -> None:
        """Compute beforehand what every comparison with this first policy shares. Raises like `compare`."""
        from expunge_desktop.services.comparison_figures import figures, outcomes_of

        rows, runs = self._ready(first, as_of, progress or SilentProgress())
        figures(rows, outcomes_of(runs.rulings(first)))

    def compare(
        self,
        first: Policy,
        second: Policy,
        as_of: date,
        *,
        margin: int = 0,
        progress: Progress | None = None,
    ) -> Comparison:
        """The two policies as of a day; with near-misses of the second within `margin` years, if any.

        Raises AnswerIsNoError when nothing was imported or the law has changed since, CancelledError.
        """
        from expunge_desktop.services.comparison_figures import breakdowns, figures, outcomes_of

        rows, runs = self._ready(first, as_of, progress or SilentProgress())
        policies = f"{first.name} and {second.name}"
        self._session.views.note(self._session, "compare", policies, {"as_of": as_of.isoformat()})
        before, after = runs.rulings(first), runs.rulings(second)
        outcomes_before, outcomes_after = outcomes_of(before), outcomes_of(after)
        moved = (outcomes_before != outcomes_after).to_numpy().nonzero()[0].tolist()
        return Comparison(
            as_of,
            first,
            second,
            len(rows.ids),
            len(rows.people),
            figures(rows, outcomes_before),
            figures(rows, outcomes_after),
            breakdowns(rows, outcomes_before, outcomes_after),
            tuple(Mover(rows.ids[place], before[place], after[place]) for place in moved),
            near_misses(runs, second, rows.ids, margin) if margin else (),
        )

    def _ready(self, first: Policy, as_of: date, progress: Progress) -> "tuple[Convictions, PolicyRuns]":
        self._session.require(Right.ASSESS)
        with self._session.read() as connection:
            mark = store.content_mark(connection)
            refuse_stale_facts(connection, load_law())
        if self._convictions is None or mark != self._mark:
            if not mark[1]:
                raise AnswerIsNoError(
                    "nothing-imported", "Nothing has been imported yet.", "Import a batch first."
                )
            from expunge_desktop.services.comparison_reading import read_convictions

            self._convictions, runs = read_convictions(self._session, mark[1], first, as_of, progress)
            self._mark, self._runs = mark, {as_of: runs}
        if as_of not in self._runs:
            law, facts, whose = load_law(), self._convictions.facts, self._session.jurisdiction
            self._runs = {as_of: PolicyRuns(facts, law, as_of, whose)}
        self._runs[as_of].watch(_told(progress))
        return self._convictions, self._runs[as_of]


def _told(progress: Progress) -> Callable[[int, int], None]:
    """Progress of the long part, and the place where it can be stopped."""

    def tell(done: int, total: int) -> None:
        progress.check()
        progress.report(done, total, f"{done:,} of {many(total, 'conviction')} decided")

    return tell
