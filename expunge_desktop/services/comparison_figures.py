"""What a policy comes to over a workspace, and what a second one changes: counted anew only where it does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.policy_runs import Ruling

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
class Convictions:
    """The convictions under review as columns, the convictions of a person in one piece.

    person_of       the place in `people` of each conviction's person
    people          (first place, end, convictions and felonies on the person's whole record)
    is_conviction, is_felony   whether it is one of these convictions, of these felonies
    """

    ids: list[int]
    facts: list[ConvictionFacts]
    columns: dict[str, list[str]]
    person_of: list[int]
    people: list[tuple[int, int, int, int]]
    is_conviction: list[bool]
    is_felony: list[bool]


class Tally:
    """The figures of one policy's rulings, and of another's by the difference."""

    def __init__(self, rows: Convictions, rulings: Sequence[Ruling]) -> None:
        self._rows, self._rulings = rows, rulings

    def count(self) -> None:
        """Count everything now rather than when first asked."""
        _ = self.figures, self._dismissed_by

    @cached_property
    def figures(self) -> Figures:
        """Of the rulings themselves."""
        people = [self._person(person, self._rulings) for person in range(len(self._rows.people))]
        return _figures(Counter(ruling.outcome for ruling in self._rulings), _sum(people))

    @cached_property
    def _dismissed_by(self) -> dict[str, tuple[Counter[str], Counter[str]]]:
        """By dimension: convictions and dismissed convictions of each value."""
        dismissed = [ruling.outcome is Outcome.DISMISS_SEAL for ruling in self._rulings]
        return {
            name: (
                Counter(column),
                Counter(value for value, is_gone in zip(column, dismissed, strict=True) if is_gone),
            )
            for name, column in self._rows.columns.items()
        }

    def after(self, rulings: Sequence[Ruling], moved: Sequence[int]) -> Figures:
        """Of other rulings that differ at the places `moved` only."""
        if 2 * len(moved) > len(rulings) // 2:
            return Tally(self._rows, rulings).figures
        outcomes = Counter({Outcome(word): count for word, count in self.figures.outcomes.items()})
        for place in moved:
            outcomes[self._rulings[place].outcome] -= 1
            outcomes[rulings[place].outcome] += 1
        touched = {self._rows.person_of[place] for place in moved}
        before = _sum([self._person(person, self._rulings) for person in touched])
        now = _sum([self._person(person, rulings) for person in touched])
        figures = self.figures
        whole = (
            figures.felonies_relieved,
            figures.people_relieved,
            figures.left_without_felony,
            figures.left_without_conviction,
        )
        return _figures(outcomes, _sum([whole, now, tuple(-value for value in before)]))

    def shares(self, name: str, rulings: Sequence[Ruling], moved: Sequence[int]) -> tuple[Share, ...]:
        """One line per value of a breakdown, the most frequent first."""
        column = self._rows.columns[name]
        convictions, dismissed = self._dismissed_by[name]
        second, movers = dismissed.copy(), Counter(column[place] for place in moved)
        for place in moved:
            second[column[place]] += (rulings[place].outcome is Outcome.DISMISS_SEAL) - (
                self._rulings[place].outcome is Outcome.DISMISS_SEAL
            )
        return tuple(
            Share(value, convictions[value], dismissed[value], second[value], movers[value])
            for value in sorted(convictions, key=lambda value: (-convictions[value], value))
        )

    def _person(self, person: int, rulings: Sequence[Ruling]) -> tuple[int, ...]:
        """Felonies relieved, helped, left with no felony, left with no conviction: of one person."""
        rows = self._rows
        start, end, convictions, felonies = rows.people[person]
        felonies_gone = dismissed = helped = 0
        for place in range(start, end):
            outcome = rulings[place].outcome
            if outcome in _RELIEVED:
                helped = 1
                felonies_gone += rows.is_felony[place]
                if outcome is Outcome.DISMISS_SEAL:
                    dismissed += rows.is_conviction[place]
        return (
            felonies_gone,
            helped,
            int(felonies > 0 and felonies_gone == felonies),
            int(convictions > 0 and dismissed == convictions),
        )


def _sum(parts: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*parts, strict=True))) if parts else (0, 0, 0, 0)


def _figures(outcomes: Counter[Outcome], people: tuple[int, ...]) -> Figures:
    return Figures(
        {outcome.value: outcomes[outcome] for outcome in Outcome if outcomes[outcome]},
        outcomes[Outcome.DISMISS_SEAL],
        sum(outcomes[outcome] for outcome in _RELIEVED),
        *people,
    )
