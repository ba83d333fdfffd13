"""Rulings of many convictions: nothing kept for one question answers another, and nothing is asked twice."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from rules_bench import AS_OF, LOS_ANGELES, Bench

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.person import SentencePart
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules import policy_runs
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.criteria import Inputs, answer
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.offense_date import offense_interval
from expunge_desktop.rules.policy import Criterion, Limit, Policy
from expunge_desktop.rules.policy_runs import PolicyRuns, Ruling

LEAP_DAY = date(2018, 2, 28)
OLD = Criterion("old", "OLD", "old", "age_at_evaluation", 50)
SINCE = Criterion("since", "SINCE", "since", "years_since_conviction", 9)
YOUNG = Criterion("young", "YOUNG", "young", "age_below", 21)
OVER = Criterion("over", "OVER", "over", "sentence_over")
ALONE = Criterion("alone", "ALONE", "alone", "only_cannabis")
DEAD = Criterion("dead", "DEAD", "dead", "deceased")
FELONIES = Limit(levels=(Level.FELONY,))
SALES = Limit(sections=(Citation("11359", (), "HS"),))


@pytest.fixture(scope="module")
def facts(bench: Bench) -> list[ConvictionFacts]:
    """Convictions of few classes and many answers: every place differs from its neighbors in some fact."""
    rows: list[dict[str, Any]] = [
        {},
        {"level": ""},
        {"offense_on": None, "conviction_on": "2011-02-11"},
        {"conviction_on": "2014-06"},
        {"is_sentence_completed": None, "sentence_parts": (SentencePart("PRISON", 3, "Y"),)},
        {"disposition": Disposition.UNKNOWN},
        {"problems": ("BAD_COUNT_ORDER",)},
    ]
    charges = ("11359 HS", "11357(A) HS", "11357(C) HS", "11500 HS")
    born = ("1960-02-29", "1968-02-29", "1988-01-01", None)
    made = []
    for place, (charge, row, day) in enumerate(product(charges, rows, born)):
        count = bench.count(charge, **row)
        more = [bench.prior("484 PC", "2014-06-01", level="M")] if place % 3 == 1 else []
        who = bench.person(count, *more, born=day, is_deceased=place % 5 == 2)
        made.append(derive_facts(who, bench.law)[count.ref])
    return made


def alone(bench: Bench, facts: list[ConvictionFacts], policy: Policy, as_of: date = AS_OF) -> list[Ruling]:
    """What the engine gives each conviction, one after the other."""
    found = [evaluate(one, bench.law, policy, as_of, LOS_ANGELES) for one in facts]
    return [Ruling(one.policy_outcome, one.policy_criterion) for one in found]


def told(
    bench: Bench, criterion: Criterion, facts: list[ConvictionFacts], policy: Policy, as_of: date = AS_OF
) -> list[Tri]:
    """What the criterion says of each conviction, one after the other."""
    return [
        answer(
            criterion,
            Inputs(one, bench.law, as_of, offense_interval(one, bench.law, policy.switches), policy.switches),
        ).answer
        for one in facts
    ]


def with_criteria(policy: Policy, *criteria: Criterion, **switches: Any) -> Policy:
    """The policy with these criteria alone, and these switches."""
    return replace(policy, criteria=criteria, switches=replace(policy.switches, **switches))


def series(bench: Bench) -> Iterator[Policy]:
    """Policies whose answers would be taken for each other's, were anything left out of what is asked."""
    base = replace(bench.policy, first_dismissals=())
    for criterion in (OLD, SINCE, YOUNG, OVER, ALONE):
        yield with_criteria(base, replace(criterion, applies_to=FELONIES))
        yield with_criteria(base, criterion)
        yield with_criteria(base, replace(criterion, applies_to=SALES))
        yield with_criteria(base, criterion, only_cannabis=True)
    for feb29, at, missing in product(
        ("march_1", "february_28"), ("conviction", "offense"), ("limitation_period", "unbounded")
    ):
        yield with_criteria(base, OLD, YOUNG, feb29=feb29, under21_at=at, missing_offense_date=missing)
    both = Criterion("both", "BOTH", "both", parts=(OLD, SINCE), combine="all")
    yield with_criteria(base, both)
    yield with_criteria(base, replace(both, applies_to=FELONIES))
    yield with_criteria(base, DEAD)
    yield with_criteria(base, DEAD, include_deceased=False)
    yield replace(with_criteria(base, OLD, SINCE), is_expanding=False)
    yield with_criteria(base, replace(OLD, report="AGED"))
    yield bench.policy


def counted(monkeypatch: Any, name: str) -> list[Any]:
    """Every call of a function that policy_runs has imported is noted, and made."""
    calls: list[Any] = []
    real: Callable[..., Any] = getattr(policy_runs, name)

    def noted(*given: Any) -> Any:
        calls.append(given)
        return real(*given)

    monkeypatch.setattr(policy_runs, name, noted)
    return calls


@pytest.mark.parametrize("as_of", [AS_OF, LEAP_DAY])
def test_one_policy_after_the_other_rules_as_the_engine_does(
    as_of: date, bench: Bench, facts: list[ConvictionFacts]
) -> None:
    places = list(range(len(facts)))
    runs, by_place = (PolicyRuns(facts, bench.law, as_of, LOS_ANGELES) for _ in range(2))
    for policy in series(bench):
        expected = alone(bench, facts, policy, as_of)
        assert by_place.rulings_at(policy, places) == expected
        assert runs.rulings(policy) == expected
        assert runs.rulings_at(policy, places[::-1]) == expected[::-1]


def test_a_limit_and_a_switch_are_part_of_what_is_asked(bench: Bench, facts: list[ConvictionFacts]) -> None:
    runs = PolicyRuns(facts, bench.law, LEAP_DAY, LOS_ANGELES)
    limited = replace(OLD, applies_to=FELONIES)
    for policy in (bench.policy, with_criteria(bench.policy, OLD, feb29="february_28")):
        for _ in range(2):
            for criterion in (limited, OLD, replace(OLD, applies_to=SALES)):
                assert runs.answers(criterion, policy) == told(bench, criterion, facts, policy, LEAP_DAY)
    march, february = (with_criteria(bench.policy, OLD, feb29=way) for way in ("march_1", "february_28"))
    leapling = [one for one in facts if str(one.born_on) == "1968-02-29"]
    days = PolicyRuns(leapling, bench.law, LEAP_DAY, LOS_ANGELES)
    assert set(days.answers(OLD, march)) == {Tri.NO}
    assert set(days.answers(OLD, february)) == {Tri.YES}


def test_each_setting_of_the_statute_s_switches_is_asked_for_itself(bench: Bench) -> None:
    undated = bench.count(offense_on=None, conviction_on="2002-06-01")
    same_day = [bench.prior("187 PC", "2005-03-01")]
    twice = [bench.prior("11359 HS", day) for day in ("1995-02-02", "1997-02-02")]
    facts = [
        derive_facts(bench.person(one, *more, born="1977-01-01"), bench.law)[one.ref]
        for one, more in ((undated, []), (bench.count(), same_day), (bench.count(), twice))
    ]
    runs, by_place = (PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES) for _ in range(2))
    seen: dict[str, set[tuple[Ruling, ...]]] = {}
    for name, values in (
        ("same_day_priors", ("count", "ignore", "hand_review")),
        ("two_priors_before_act", ("not_eligible", "hand_review")),
        ("missing_offense_date", ("limitation_period", "unbounded")),
    ):
        for value in values:
            policy = with_criteria(bench.policy, OLD, **{name: value})
            found = runs.rulings(policy)
            assert found == by_place.rulings_at(policy, [0, 1, 2]) == alone(bench, facts, policy)
            seen.setdefault(name, set()).add(tuple(found))
    assert {name: len(found) for name, found in seen.items()} == {
        "same_day_priors": 3,
        "two_priors_before_act": 2,
        "missing_offense_date": 2,
    }


def test_each_combination_of_class_and_answers_is_decided_once(
    bench: Bench, facts: list[ConvictionFacts], monkeypatch: Any
) -> None:
    decided = counted(monkeypatch, "evaluate")
    many, places = [*facts, *facts], list(range(2 * len(facts)))
    runs = PolicyRuns(many, bench.law, AS_OF, LOS_ANGELES)
    runs.rulings(with_criteria(bench.policy, OLD))
    by_all = len(decided)
    assert by_all < len(facts)
    by_place = PolicyRuns(many, bench.law, AS_OF, LOS_ANGELES)
    by_place.rulings_at(with_criteria(bench.policy, OLD), places)
    assert len(decided) == 2 * by_all
    by_place.rulings_at(with_criteria(bench.policy, OLD), places)
    by_place.rulings(with_criteria(bench.policy, OLD))
    assert len(decided) == 2 * by_all


def test_a_criterion_that_is_switched_off_is_never_asked(
    bench: Bench, facts: list[ConvictionFacts], monkeypatch: Any
) -> None:
    off = with_criteria(bench.policy, DEAD, OLD, ALONE, include_deceased=False, only_cannabis=False)
    asked = counted(monkeypatch, "answer")
    PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES).rulings(off)
    PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES).rulings_at(off, range(len(facts)))
    PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES).share(off)
    assert {criterion.id for criterion, _ in asked} == {"old"}
    asked.clear()
    statute = replace(off, is_expanding=False)
    PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES).rulings(statute)
    PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES).rulings_at(statute, range(len(facts)))
    assert asked == []


def test_answers_that_are_known_are_looked_up_for_some_places(
    bench: Bench, facts: list[ConvictionFacts], monkeypatch: Any
) -> None:
    runs = PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES)
    every = runs.answers(YOUNG, bench.policy)
    asked = counted(monkeypatch, "answer")
    assert runs.answers_at(YOUNG, bench.policy, [9, 2]) == [every[9], every[2]]
    assert asked == []
    runs.answers_at(replace(YOUNG, years=22), bench.policy, [9, 2])
    assert len(asked) == 2


def test_the_statute_is_asked_without_its_explanation(
    bench: Bench, facts: list[ConvictionFacts], monkeypatch: Any
) -> None:
    asked = counted(monkeypatch, "decide")
    PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES).rulings(bench.policy)
    traces = [given[-1] for given in asked]
    assert len(traces) == len(facts)
    assert all(trace.path and not trace.steps for trace in traces)


def test_four_times_as_many_combinations_and_answers_are_kept_as_rulings(
    bench: Bench, facts: list[ConvictionFacts], monkeypatch: Any
) -> None:
    def aged(years: int) -> Policy:
        return with_criteria(bench.policy, replace(OLD, years=years))

    few = facts[:8]
    decided, asked = counted(monkeypatch, "evaluate"), counted(monkeypatch, "answer")
    runs = PolicyRuns(few, bench.law, AS_OF, LOS_ANGELES)
    first = runs.rulings(aged(1))
    for years in range(2, 49):
        runs.rulings(aged(years))
    decided.clear()
    asked.clear()
    again = runs.rulings(aged(1))  # 47 others since: the list is forgotten, what it is made of is not
    assert again == first
    assert again is not first
    assert (decided, asked) == ([], [])
    later = PolicyRuns(few, bench.law, AS_OF, LOS_ANGELES)
    for years in range(1, 50):
        later.rulings(aged(years))
    decided.clear()
    asked.clear()
    assert later.rulings(aged(1)) == first  # 48 others since
    assert decided
    assert asked


# -- what other processes have worked out ------------------------------------------------------------------


def shares_of(
    bench: Bench, policy: Policy, *parts: list[ConvictionFacts]
) -> tuple[PolicyRuns, list[policy_runs.Share]]:
    """Runs of all convictions, and the shares made of the parts."""
    whole = [one for part in parts for one in part]
    made = [PolicyRuns(part, bench.law, AS_OF, LOS_ANGELES).share(policy) for part in parts]
    return PolicyRuns(whole, bench.law, AS_OF, LOS_ANGELES), made


def test_after_the_shares_nothing_long_is_left_to_do(
    bench: Bench, facts: list[ConvictionFacts], monkeypatch: Any
) -> None:
    policy = with_criteria(bench.policy, OLD, DEAD, OVER)
    for parts in ((facts,), (facts[:40], facts[40:])):
        runs, shares = shares_of(bench, policy, *parts)
        runs.adopt(policy, shares)
        asked, statutes = counted(monkeypatch, "answer"), counted(monkeypatch, "decide")
        assert runs.rulings(policy) == alone(bench, facts, policy)
        assert (asked, statutes) == ([], [])
        monkeypatch.undo()
        at_offense = with_criteria(policy, YOUNG, OLD, under21_at="offense")
        assert runs.rulings(at_offense) == alone(bench, facts, at_offense)  # by the adopted offense dates


def test_what_was_adopted_can_be_shared_again(bench: Bench, facts: list[ConvictionFacts]) -> None:
    runs, shares = shares_of(bench, bench.policy, facts[:30], facts[30:60])
    runs.adopt(bench.policy, shares)
    (rest,) = shares_of(bench, bench.policy, facts[60:])[1]
    whole = PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES)
    whole.adopt(bench.policy, [runs.share(bench.policy), rest])
    assert whole.rulings(bench.policy) == alone(bench, facts, bench.policy)


def test_shares_of_too_few_convictions_never_become_answers(
    bench: Bench, facts: list[ConvictionFacts]
) -> None:
    """One conviction's answer must never stand at another one's place."""
    limited = replace(OLD, applies_to=FELONIES)
    both = Criterion("both", "BOTH", "both", parts=(SINCE, OLD), combine="all")
    policy, short = with_criteria(bench.policy, OLD), facts[:-1]

    def adopting(*known: Criterion) -> PolicyRuns:
        """All convictions, with answers to some criteria, and then one share too short."""
        runs = PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES)
        for criterion in known:
            runs.answers(criterion, policy)
        runs.adopt(policy, shares_of(bench, policy, short)[1])
        return runs

    with pytest.raises(ValueError, match="argument 2 is"):
        adopting().answers(SINCE, policy)  # a test: convictions and offense dates
    with pytest.raises(ValueError, match="argument 2 is"):
        adopting().answers(limited, policy)  # a limit: the same
    with pytest.raises(ValueError, match="argument 2 is"):
        adopting(SINCE).answers(both, policy)  # parts: one known for all, one for too few
    with pytest.raises(ValueError, match="argument 2 is"):  # the limit known for all, the test for too few
        adopting(replace(SINCE, applies_to=FELONIES)).answers(limited, policy)
    with pytest.raises(ValueError, match="argument 2 is"):
        adopting(SINCE).rulings(with_criteria(policy, SINCE))  # classes and answers
