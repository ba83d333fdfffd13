"""Rulings shared between convictions are what the engine gives each alone, and work is done once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rules_bench import AS_OF, LOS_ANGELES, Bench

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules import policy_runs
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.policy import Criterion, Limit, Policy
from expunge_desktop.rules.policy_changes import with_years
from expunge_desktop.rules.policy_runs import PolicyRuns, Ruling
from expunge_desktop.rules.switches import CHOICES, FLAGS
from expunge_desktop.services.law_library import load_policy, shipped_policies

POLICIES = 43


@pytest.fixture(scope="module")
def facts(bench: Bench) -> list[ConvictionFacts]:
    """Convictions of many kinds: each charge in several levels, days, dispositions, with several priors."""
    values: list[dict[str, Any]] = [
        {},
        {"level": "M"},
        {"level": ""},
        {"has_level_conflict": True},
        {"conviction_on": "2012-02-29"},
        {"conviction_on": "2010"},
        {"conviction_on": None},
        {"offense_on": None, "conviction_on": "2011-02-11"},
        {"offense_on": "2016-01-01", "conviction_on": "2016-12-01"},
        {"offense_on": "2017-01-01", "conviction_on": "2017-12-01"},
        {"is_doj_listed": True, "is_challenged": False},
        {"is_doj_listed": True, "is_challenged": True},
        {"disposition": Disposition.UNKNOWN},
        {"problems": ("BAD_COUNT_ORDER",)},
        {"was_probation_granted": True, "probation_status": "COMPLETED"},
        {"was_probation_granted": True, "probation_ended_on": "2008-03-01"},
        {"is_sentence_completed": None},
        {"is_sentence_completed": None, "is_serving": True},
        {"county": "KERN"},
        {"fact_codes": ["SALE_TO_MINOR"]},
    ]
    others = [[], [bench.prior("187 PC")], [bench.prior("459 PC", "2014-06-01", level="M")],
              [bench.prior("187 PC", "2005-03-01")],
              [bench.prior("11359 HS", "1985-02-02"), bench.prior("11359 HS", "1991-02-02")]]  # fmt: skip
    made = []
    for charge in ("11359 HS", "11357(A) HS", "11357(B) HS", "11360 HS", "11358 HS", "664/11359 HS", "32 PC"):
        for place, more in enumerate(values):
            count = bench.count(charge, **more)
            born = ("1960-02-29", "1984-07-01", "1990-01-01", None)[place % 4]
            person = bench.person(count, *others[place % len(others)], born=born, is_deceased=place % 7 == 3)
            made.append(derive_facts(person, bench.law)[count.ref])
    return made


def alone(
    bench: Bench, facts: Sequence[ConvictionFacts], policy: Policy, as_of: date = AS_OF
) -> list[Ruling]:
    """What the engine gives each conviction alone."""
    found = [evaluate(one, bench.law, policy, as_of, LOS_ANGELES) for one in facts]
    return [Ruling(one.policy_outcome, one.policy_criterion) for one in found]


def every_policy(bench: Bench) -> list[Policy]:
    """The shipped ones, each switch turned, and criteria with parts, limits and days."""
    base = bench.policy
    policies = [load_policy(name) for name in shipped_policies()]
    for name, values in CHOICES.items():
        policies += [replace(base, switches=replace(base.switches, **{name: value})) for value in values]
    for name in sorted(FLAGS):
        policies += [
            replace(base, switches=replace(base.switches, **{name: value})) for value in (True, False)
        ]
    felonies, sale = Limit(levels=(Level.FELONY,)), Limit(sections=(Citation("11359", (), "HS"),))
    old = Criterion("old", "OLD", "old", "age_at_evaluation", 50)
    since = Criterion("since", "SINCE", "since", "years_since_conviction", 9)
    before = Criterion("before", "BEFORE", "before", "convicted_before", day=date(2011, 1, 1))
    clean = Criterion("clean", "CLEAN", "clean", "years_without_felony", 10)
    for criteria in (
        (replace(old, applies_to=felonies),),
        (replace(old, applies_to=sale), replace(old, id="two", report="TWO", years=30)),
        (since, before, clean),
        (Criterion("both", "BOTH", "both", parts=(old, since), combine="all"),),
        (Criterion("none", "NONE_OF", "none", parts=(old, before), combine="none"),),
        (Criterion("any", "ANY", "any", parts=(replace(old, applies_to=sale), clean), applies_to=felonies),),
    ):
        policies.append(replace(base, criteria=criteria, first_dismissals=()))
        policies.append(replace(base, criteria=criteria, needs_all_criteria=True))
    return policies


@pytest.mark.parametrize("number", range(POLICIES))
def test_a_policy_rules_as_the_engine_does(number: int, bench: Bench, facts: list[ConvictionFacts]) -> None:
    policy = every_policy(bench)[number]
    expected = alone(bench, facts, policy)
    runs = PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES)
    few = runs.rulings_at(policy, [5, 3, 77])
    assert runs.rulings(policy) == expected
    assert few == runs.rulings_at(policy, [5, 3, 77]) == [expected[place] for place in (5, 3, 77)]


def test_policy_after_policy_rules_as_the_engine_does(bench: Bench, facts: list[ConvictionFacts]) -> None:
    runs, some = PolicyRuns(facts[::5], bench.law, AS_OF, LOS_ANGELES), facts[::5]
    assert len(every_policy(bench)) == POLICIES
    for policy in every_policy(bench):
        assert runs.rulings(policy) == alone(bench, some, policy), policy.switches


def test_answers_at_some_places_are_those_of_all(bench: Bench, facts: list[ConvictionFacts]) -> None:
    runs = PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES)
    for one in bench.policy.criteria:
        before = runs.answers_at(one, bench.policy, [7, 1])
        every = runs.answers(one, bench.policy)
        assert before == runs.answers_at(one, bench.policy, [7, 1]) == [every[7], every[1]]


def test_a_share_made_elsewhere_gives_the_same_rulings(bench: Bench, facts: list[ConvictionFacts]) -> None:
    for policy in (bench.policy, bench.statute_only, with_years(bench.policy, "age_50", 45)):
        shares = [
            PolicyRuns(part, bench.law, AS_OF, LOS_ANGELES).share(policy)
            for part in (facts[:50], facts[50:51], facts[51:])
        ]
        assert [len(share.ids) for share in shares] == [50, 1, len(facts) - 51]
        runs = PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES)
        runs.adopt(policy, shares)
        assert runs.rulings(policy) == alone(bench, facts, policy)


def test_what_is_known_is_not_computed_again(
    bench: Bench, facts: list[ConvictionFacts], monkeypatch: Any
) -> None:
    runs = PolicyRuns(facts, bench.law, AS_OF, LOS_ANGELES)
    first = runs.rulings(bench.policy)
    changed = with_years(bench.policy, "age_50", 45)
    asked: list[str] = []
    real = policy_runs.answer
    monkeypatch.setattr(policy_runs, "answer", lambda one, inputs: asked.append(one.id) or real(one, inputs))
    monkeypatch.setattr(policy_runs, "decide", lambda *_: pytest.fail("the statute was asked again"))
    assert runs.rulings(bench.policy) is first
    assert asked == []
    runs.rulings(changed)
    assert set(asked) == {"age_50"}
    assert len(asked) <= len({one.born_on for one in facts})
    monkeypatch.setattr(policy_runs, "evaluate", lambda *_: pytest.fail("decided again"))
    again = replace(changed, title="the same under another title")
    assert [one.outcome for one in runs.rulings(changed)]
    assert runs.answers(changed.criteria[0], changed) is runs.answers(again.criteria[0], again)


def test_only_so_many_policies_are_remembered(bench: Bench, facts: list[ConvictionFacts]) -> None:
    runs = PolicyRuns(facts[:5], bench.law, AS_OF, LOS_ANGELES)
    kept = runs.rulings(bench.policy)
    for years in range(1, 12):
        runs.rulings(with_years(bench.policy, "age_50", years))
    assert runs.rulings(bench.policy) is kept
    for years in range(12, 23):
        runs.rulings(with_years(bench.policy, "age_50", years))
    assert runs.rulings(bench.policy) is kept
    for years in range(23, 35):
        runs.rulings(with_years(bench.policy, "age_50", years))
    forgotten = runs.rulings(bench.policy)
    assert forgotten is not kept
    assert forgotten == kept


def test_progress_is_told_and_may_stop_the_work(bench: Bench, facts: list[ConvictionFacts]) -> None:
    many = [facts[place % len(facts)] for place in range(4_100)]
    told: list[tuple[int, int]] = []
    runs = PolicyRuns(many, bench.law, AS_OF, LOS_ANGELES)
    runs.watch(lambda done, total: told.append((done, total)))
    limited = replace(bench.policy.criteria[0], applies_to=Limit(levels=(Level.FELONY,)))
    runs.rulings(replace(bench.policy, criteria=(limited,)))
    assert set(told) == {(0, 4_100), (2_000, 4_100), (4_000, 4_100)}
    assert told.count((2_000, 4_100)) == 3  # the statute, the limit, the test

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    stopped = PolicyRuns(many, bench.law, AS_OF, LOS_ANGELES)
    stopped.watch(stop)
    with pytest.raises(InterruptedError):
        stopped.rulings(bench.policy)
    silent = PolicyRuns(facts[:3], bench.law, AS_OF, LOS_ANGELES)
    assert all(given in Tri for given in silent.answers(bench.policy.criteria[0], bench.policy))
