"""The same convictions under policy after policy: what no policy changes is computed once.

A conviction's ruling depends on its class (everything the policy looks at apart from its criteria) and on the
answers to the criteria. Classes are computed once per evaluation date, answers once per test, with the
switches it reads, and once per limit; for each combination that occurs one conviction is decided by
`evaluate` itself, and all others of that combination share its ruling. So there is no second engine, and a
changed threshold costs one column of comparisons.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.domain.tri import Tri, all_of
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.criteria import FACTS_READ, SWITCHES_READ, Inputs, answer, is_enabled, together
from expunge_desktop.rules.criterion_limits import within
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.policy import Criterion, Jurisdiction, Limit, Policy
from expunge_desktop.rules.statute import decide
from expunge_desktop.rules.statute_by_charge import Statute
from expunge_desktop.rules.switches import Switches
from expunge_desktop.rules.trace import Trace

T = TypeVar("T")

# The switches the statute's answer reads; all others are the policy's own.
STATUTE_SWITCHES = ("feb29", "missing_offense_date", "same_day_priors", "two_priors_before_act")
_CHECK_EVERY = 2_000
_KEPT = 12  # policies whose rulings are remembered; a county's take a megabyte each


class Ruling(NamedTuple):
    """What a policy says of one conviction, and under which criterion it is reported."""

    outcome: Outcome
    criterion: str


_Combination = tuple[object, ...]
_Known = dict[_Combination, Ruling]


class _Classes(NamedTuple):
    """The class and the offense dates of every conviction, under one setting of the statute's switches."""

    keys: list[Hashable]
    ids: list[int]
    offenses: list[Interval]


class Share(NamedTuple):
    """What `PolicyRuns.share` makes: the classes that occur, each conviction's place among them, the dates of
    the offenses, and by what is asked the answers."""

    keys: list[Hashable]
    ids: list[int]
    offenses: list[Interval]
    answers: dict[Hashable, list[Tri]]


class PolicyRuns:
    """Convictions to be decided under several policies, as of one day, for one jurisdiction."""

    def __init__(
        self,
        facts: Sequence[ConvictionFacts],
        law: LawBook,
        as_of: date,
        jurisdiction: Jurisdiction,
    ) -> None:
        self._facts, self._law, self._as_of, self._jurisdiction = facts, law, as_of, jurisdiction
        self._tell: Callable[[int, int], None] = lambda _done, _total: None
        self._classes: dict[tuple[object, ...], _Classes] = {}
        self._answers: dict[Hashable, list[Tri]] = {}
        self._rulings: dict[Policy, list[Ruling]] = {}
        self._known: dict[Policy, _Known] = {}

    def watch(self, tell: Callable[[int, int], None]) -> None:
        """Call `tell(done, of all)` now and then during long work from now on; it may raise to stop it."""
        self._tell = tell

    def share(self, policy: Policy) -> Share:
        """The long part of this policy's rulings, for another `PolicyRuns` that has more convictions."""
        classes = self._classes_for(policy)
        for criterion in policy.criteria:
            if is_enabled(criterion, policy.switches):
                self.answers(criterion, policy)
        return Share(classes.keys, classes.ids, classes.offenses, self._answers)

    def adopt(self, policy: Policy, shares: Sequence[Share]) -> None:
        """Take over the long part of this policy's rulings, made elsewhere for all convictions in order."""
        numbers: dict[Hashable, int] = {}
        classes = _Classes([], [], [])
        for share in shares:
            mine = [numbers.setdefault(key, len(numbers)) for key in share.keys]
            classes.ids.extend([mine[number] for number in share.ids])
            classes.offenses.extend(share.offenses)
        classes.keys.extend(numbers)
        self._classes[_setting(policy)] = classes
        for asked in shares[0].answers:
            self._answers[asked] = [given for share in shares for given in share.answers[asked]]

    def rulings(self, policy: Policy) -> list[Ruling]:
        """The ruling of every conviction, in the order of the facts; the same as `evaluate` gives each."""
        if policy in self._rulings:
            return _used(self._rulings, policy)
        classes = self._classes_for(policy)
        enabled = [one for one in policy.criteria if is_enabled(one, policy.switches)]
        columns = [self.answers(one, policy) for one in enabled] if policy.is_expanding else []
        known = self._known.setdefault(policy, {})
        rulings = [
            known.get(key) or self._decided(key, place, policy, known)
            for place, key in enumerate(zip(classes.ids, *columns, strict=True))
        ]
        self._rulings[policy] = rulings
        for kept, most in ((self._rulings, _KEPT), (self._known, 4 * _KEPT), (self._answers, 4 * _KEPT)):
            _forget_oldest(kept, most)
        return rulings

    def _decided(self, key: _Combination, place: int, policy: Policy, known: _Known) -> Ruling:
        """The ruling of a combination of class and answers, decided at its first conviction."""
        found = evaluate(self._facts[place], self._law, policy, self._as_of, self._jurisdiction)
        known[key] = Ruling(found.policy_outcome, found.policy_criterion)
        return known[key]

    def rulings_at(self, policy: Policy, places: Sequence[int]) -> list[Ruling]:
        """The rulings of the convictions at some places: for questions that concern few of them."""
        classes = self._classes_for(policy)
        enabled = [one for one in policy.criteria if is_enabled(one, policy.switches)]
        columns = [self.answers_at(one, policy, places) for one in enabled] if policy.is_expanding else []
        known = self._known.setdefault(policy, {})
        return [
            known.get(key := (classes.ids[place], *given)) or self._decided(key, place, policy, known)
            for place, *given in zip(places, *columns, strict=True)
        ]

    def answers_at(self, criterion: Criterion, policy: Policy, places: Sequence[int]) -> list[Tri]:
        """The answers to one criterion at some places."""
        column = self._answers.get(_asked(criterion, policy.switches))
        if column is not None:
            return [column[place] for place in places]
        offenses, facts = self._classes_for(policy).offenses, self._facts
        return [
            answer(
                criterion, Inputs(facts[place], self._law, self._as_of, offenses[place], policy.switches)
            ).answer
            for place in places
        ]

    def answers(self, criterion: Criterion, policy: Policy) -> list[Tri]:
        """The answer to one criterion for every conviction."""
        key = _asked(criterion, policy.switches)
        if key not in self._answers:
            self._answers[key] = self._answered(criterion, policy)
        return _used(self._answers, key)

    def _answered(self, criterion: Criterion, policy: Policy) -> list[Tri]:
        """A limit with its criterion, and parts, are put together as `answer` does it; a test is asked."""
        if criterion.applies_to is not None:
            limited = self._within(criterion.applies_to, policy)
            unlimited = self.answers(replace(criterion, applies_to=None), policy)
            return [all_of(pair) for pair in zip(limited, unlimited, strict=True)]
        if criterion.parts:
            columns = [self.answers(part, policy) for part in criterion.parts]
            return [together(criterion.combine, row) for row in zip(*columns, strict=True)]
        classes, switches = self._classes_for(policy), policy.switches
        read = FACTS_READ.get(criterion.test)
        what = attrgetter(read) if read else None
        known: dict[Hashable, Tri] = {}
        column = []
        for place, (facts, offense) in enumerate(zip(self._facts, classes.offenses, strict=True)):
            if not place % _CHECK_EVERY:
                self._tell(place, len(self._facts))
            value = what(facts) if what else None
            found = known.get(value) if what else None
            if found is None:
                inputs = Inputs(facts, self._law, self._as_of, offense, switches)
                found = known[value] = answer(criterion, inputs).answer
            column.append(found)
        return column

    def _within(self, limit: Limit, policy: Policy) -> list[Tri]:
        """Whether each conviction is one of those a criterion is limited to."""
        key = limit, policy.switches.missing_offense_date
        if key not in self._answers:
            column = []
            offenses = self._classes_for(policy).offenses
            for place, (facts, offense) in enumerate(zip(self._facts, offenses, strict=True)):
                if not place % _CHECK_EVERY:
                    self._tell(place, len(self._facts))
                column.append(within(limit, facts, self._law, offense).answer)
            self._answers[key] = column
        return self._answers[key]

    def _classes_for(self, policy: Policy) -> _Classes:
        setting = _setting(policy)
        if setting not in self._classes:
            numbers: dict[Hashable, int] = {}
            classes = _Classes([], [], [])
            for place, facts in enumerate(self._facts):
                if not place % _CHECK_EVERY:
                    self._tell(place, len(self._facts))
                trace = Trace(self._law, is_explaining=False)
                statute = decide(facts, self._law, policy, self._as_of, self._jurisdiction, trace)
                key = _class_of(facts, statute)
                classes.ids.append(numbers.setdefault(key, len(numbers)))
                classes.offenses.append(statute.offense)
            classes.keys.extend(numbers)
            self._classes[setting] = classes
        return self._classes[setting]


def _used(kept: dict[Any, T], key: Any) -> T:
    """What is kept under the key, from now on the newest."""
    kept[key] = kept.pop(key)
    return kept[key]


def _forget_oldest(kept: dict[Any, Any], most: int) -> None:
    while len(kept) > most:
        del kept[next(iter(kept))]


def _setting(policy: Policy) -> tuple[object, ...]:
    """The values of the statute's switches."""
    return tuple(getattr(policy.switches, name) for name in STATUTE_SWITCHES)


def _class_of(facts: ConvictionFacts, statute: Statute) -> Hashable:
    """Everything `apply_policy`, and the rule for listed counts after it, look at apart from the criteria.

    An unknown disposition and HR-CODE of the import stand among the statute's codes.
    """
    return (
        statute.outcome,
        statute.merits is not None and statute.merits.is_screen,
        statute.is_after_act,
        tuple(statute.codes),
        statute.charge.kind,
        facts.charge,
        facts.level,
        facts.has_level_conflict,
        facts.is_doj_listed,
        facts.is_challenged,
    )


def _asked(criterion: Criterion, switches: Switches) -> Hashable:
    """What the criterion asks, with the switches it reads: not its name, title or word."""
    limit = None
    if criterion.applies_to is not None:
        limit = criterion.applies_to, switches.missing_offense_date
    if criterion.test:
        read = tuple(getattr(switches, name) for name in SWITCHES_READ.get(criterion.test, ()))
        return criterion.test, criterion.years, criterion.day, read, limit
    return criterion.combine, tuple(_asked(part, switches) for part in criterion.parts), limit
