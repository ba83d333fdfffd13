"""What if: two policies over the same convictions, as of one day. Nothing is written and nothing assessed.

Counted are the convictions under review as law and policy decide them; decisions of attorneys are left
aside. A person is left with no felony (no conviction) when every felony (every conviction) on the whole
record is a conviction under review that is dismissed or redesignated (dismissed).
"""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.domain.outcome import Disposition, Level, Outcome, Role
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.facts import facts_from_json
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_runs import PolicyRuns, Ruling
from expunge_desktop.services.assess_batch import refuse_facts_of_other_law
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.near_misses import NearMiss, near_misses
from expunge_desktop.services.session import Session
from expunge_desktop.store import comparing as store
from expunge_desktop.store.findings import law_digests

DIMENSIONS = ("section", "decade", "agency", "race")
_RELIEVED = frozenset((Outcome.DISMISS_SEAL, Outcome.REDESIGNATE_MISDEMEANOR, Outcome.REDESIGNATE_INFRACTION))


@dataclass(frozen=True, slots=True)
class Figures:
    """What one policy comes to over the workspace.

    outcomes            convictions by outcome
    dismissed, relieved convictions dismissed; dismissed or redesignated
    felonies_relieved   felony convictions dismissed or redesignated
    people_relieved     people with at least one conviction dismissed or redesignated
    left_without_felony, left_without_conviction   people; see this module
    """

    outcomes: dict[str, int]
    dismissed: int
    relieved: int
    felonies_relieved: int
    people_relieved: int
    left_without_felony: int
    left_without_conviction: int


@dataclass(frozen=True, slots=True)
class Share:
    """One value of a breakdown: its convictions, dismissed ones under each policy, those that moved."""

    value: str
    convictions: int
    dismissed_first: int
    dismissed_second: int
    moved: int


@dataclass(frozen=True, slots=True)
class Mover:
    """A conviction on which the two policies differ."""

    conviction_id: int
    first: Ruling
    second: Ruling


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two policies side by side; `breakdowns` by the words of `DIMENSIONS`."""

    as_of: date
    first: Policy
    second: Policy
    convictions: int
    people: int
    first_figures: Figures
    second_figures: Figures
    breakdowns: dict[str, tuple[Share, ...]]
    movers: tuple[Mover, ...]
    near_misses: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class _Convictions:
    """The convictions under review as columns, people in one piece each."""

    ids: list[int]
    facts: list[ConvictionFacts]
    columns: dict[str, list[str]]
    people: list[tuple[int, int, int, int]]  # first place, end, convictions, felonies on the whole record
    is_conviction: list[bool]
    is_felony: list[bool]


class PolicyComparer:
    """Compares policies over one workspace; keeps in memory what no policy changes.

    Make one per session and ask it again and again: the first question of an evaluation date takes about as
    long as an assessment, each later one a fraction of a second. A further batch is noticed.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._mark: tuple[int, int] | None = None
        self._convictions: _Convictions | None = None
        self._runs: dict[date, PolicyRuns] = {}

    def prepare(self, policies: Sequence[Policy], as_of: date, progress: Progress | None = None) -> None:
        """Compute beforehand what comparisons of these policies share. Raises like `compare`."""
        _, runs = self._ready(as_of, progress or SilentProgress())
        for policy in policies:
            runs.prepare(policy)

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
        rows, runs = self._ready(as_of, progress or SilentProgress())
        before, after = runs.rulings(first), runs.rulings(second)
        movers = tuple(
            Mover(rows.ids[place], one, other)
            for place, (one, other) in enumerate(zip(before, after, strict=True))
            if one.outcome is not other.outcome
        )
        return Comparison(
            as_of,
            first,
            second,
            len(rows.ids),
            len(rows.people),
            _figures(rows, before),
            _figures(rows, after),
            {name: _shares(rows.columns[name], before, after) for name in DIMENSIONS},
            movers,
            near_misses(runs, second, rows.ids, margin) if margin else (),
        )

    def _ready(self, as_of: date, progress: Progress) -> tuple[_Convictions, PolicyRuns]:
        self._session.require(Role.CLERK, Role.REVIEWER, Role.SUPERVISOR)
        with self._session.workspace.read() as connection:
            mark = store.content_mark(connection)
            refuse_facts_of_other_law(law_digests(connection), load_law())
        if self._convictions is None or mark != self._mark:
            self._convictions, self._mark, self._runs = self._read(mark[1], progress), mark, {}
        if as_of not in self._runs:
            law, facts, whose = load_law(), self._convictions.facts, self._session.jurisdiction
            self._runs = {as_of: PolicyRuns(facts, law, as_of, whose, progress.check)}
        return self._convictions, self._runs[as_of]

    def _read(self, total: int, progress: Progress) -> _Convictions:
        if not total:
            raise AnswerIsNoError(
                "nothing-imported", "Nothing has been imported yet.", "Import a batch first."
            )
        found = _Convictions([], [], {name: [] for name in DIMENSIONS}, [], [], [])
        columns = found.columns
        was_collecting = gc.isenabled()
        gc.disable()  # some millions of small records, all of which stay
        try:
            with self._session.workspace.read() as connection:
                rows: Iterator[Any] = store.comparison_rows(connection)
                for _, group in groupby(rows, key=lambda row: row.person_id):
                    progress.check()
                    progress.report(
                        len(found.ids), total, f"{len(found.ids):,} of {total:,} convictions read"
                    )
                    start = len(found.ids)
                    for row in group:
                        found.ids.append(row.id)
                        found.facts.append(facts_from_json(row.facts))
                        columns["section"].append(row.section or "not read")
                        year = row.conviction_year
                        columns["decade"].append(f"{year // 10 * 10}s" if year else "unknown")
                        columns["agency"].append(row.agency or "District Attorney")
                        columns["race"].append(row.race or "unknown")
                        is_conviction = row.disposition == Disposition.CONVICTED.value
                        found.is_conviction.append(is_conviction)
                        found.is_felony.append(is_conviction and row.level == Level.FELONY.value)
                    found.people.append((start, len(found.ids), row.convictions, row.felonies))
        finally:
            if was_collecting:
                gc.enable()
        return found


def _figures(rows: _Convictions, rulings: Sequence[Ruling]) -> Figures:
    outcomes = [ruling.outcome for ruling in rulings]
    by_outcome = Counter(outcomes)
    is_relieved = [outcome in _RELIEVED for outcome in outcomes]
    felonies = sum(1 for one, two in zip(is_relieved, rows.is_felony, strict=True) if one and two)
    helped = no_felony = no_conviction = 0
    for start, end, convictions, all_felonies in rows.people:
        here = range(start, end)
        relieved = [place for place in here if is_relieved[place]]
        if not relieved:
            continue
        helped += 1
        if all_felonies and sum(rows.is_felony[place] for place in relieved) == all_felonies:
            no_felony += 1
        dismissed = sum(
            rows.is_conviction[place] for place in relieved if outcomes[place] is Outcome.DISMISS_SEAL
        )
        if convictions and dismissed == convictions:
            no_conviction += 1
    return Figures(
        {outcome.value: by_outcome[outcome] for outcome in Outcome if by_outcome[outcome]},
        by_outcome[Outcome.DISMISS_SEAL],
        sum(is_relieved),
        felonies,
        helped,
        no_felony,
        no_conviction,
    )


def _shares(column: Sequence[str], before: Sequence[Ruling], after: Sequence[Ruling]) -> tuple[Share, ...]:
    """One line per value of a column, the most frequent first."""
    counted = Counter(
        (value, one.outcome, other.outcome) for value, one, other in zip(column, before, after, strict=True)
    )
    totals: dict[str, list[int]] = {}
    for (value, one, other), count in counted.items():
        line = totals.setdefault(value, [0, 0, 0, 0])
        line[0] += count
        line[1] += count if one is Outcome.DISMISS_SEAL else 0
        line[2] += count if other is Outcome.DISMISS_SEAL else 0
        line[3] += count if one is not other else 0
    return tuple(Share(value, *totals[value]) for value in sorted(totals, key=lambda v: (-totals[v][0], v)))
