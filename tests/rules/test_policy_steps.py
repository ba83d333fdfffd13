"""The policy tells what it did: which rule dismissed, what could not be tested, what did not hold."""

from dataclasses import replace
from typing import Any

import pytest
from rules_bench import AS_OF, LOS_ANGELES, Bench

from expunge_desktop.domain.finding import Finding, Step
from expunge_desktop.rules.criteria import Inputs, answer
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.policy import Criterion, Policy
from expunge_desktop.rules.switches import Switches

RECENT: dict[str, Any] = {"offense_on": "2015-06-01", "conviction_on": "2015-09-01"}
OLD = Criterion("old", "OLD", "old", "age_at_evaluation", 50)
DEAD = Criterion("dead", "DEAD", "dead", "deceased")
OVER = Criterion("over", "OVER", "over", "sentence_over")
DEAD_OR_OLD = Criterion("either", "EITHER", "either", parts=(DEAD, OLD), combine="any")


def policy_of(bench: Bench, *criteria: Criterion, first: tuple[str, ...] = (), every: bool = False) -> Policy:
    """A policy of these criteria and first dismissals alone."""
    return replace(bench.policy, criteria=criteria, first_dismissals=first, needs_all_criteria=every)


def step(found: Finding, rule: str) -> Step:
    """The one step of this rule, which is on the path as well."""
    assert rule in found.rule_path
    (one,) = [step for step in found.steps if step.rule == rule]
    return one


@pytest.mark.parametrize(
    ("word", "charge", "level", "rule"),
    [
        ("MISD_POSSESSION", "11357(C) HS", "M", "policy.misd-possession"),
        ("FELONY_11357_A_B", "11357(A) HS", "F", "policy.felony-11357"),
        ("FELONY_11357_B", "11357(B) HS", "F", "policy.felony-11357-b"),
        ("ALL_11357", "11357(A) HS", "F", "policy.all-11357"),
    ],
)
def test_each_first_dismissal_is_told_by_its_own_rule(
    word: str, charge: str, level: str, rule: str, bench: Bench
) -> None:
    count = bench.count(charge, level=level, concentrate_grams=40, **RECENT)
    found = bench.finding(count, policy=policy_of(bench, first=(word,)), explain=True)
    assert (found.policy_outcome, found.policy_criterion) == ("DISMISS_SEAL", word)
    told = step(found, rule)
    assert told.answer == "yes"
    assert told.question == bench.law.rules[rule].question


def test_a_policy_of_the_statute_alone_is_told_with_the_statute_s_outcome(bench: Bench) -> None:
    found = bench.finding(bench.count(), policy=bench.statute_only, explain=True)
    assert step(found, "policy.statute").answer == "REDESIGNATE_MISDEMEANOR"


def test_only_the_criteria_that_could_not_be_tested_are_told_and_asked_for(bench: Bench) -> None:
    """A criterion that holds by one of its parts asks nothing more about the others."""
    count = bench.count(is_sentence_completed=None)
    policy = policy_of(bench, DEAD_OR_OLD, OVER, every=True)
    found = bench.finding(count, born=None, is_deceased=False, policy=policy, explain=True)
    told = step(found, "policy.untested")
    assert (told.answer, told.because) == ("no", "EITHER, OVER")
    assert found.review_codes == ("HR-AGE", "HR-CRITERION")
    found = bench.finding(
        bench.count(offense_on="1990-01-10", conviction_on="1990-03-01", was_probation_granted=None),
        born=None,
        is_deceased=True,
        policy=policy_of(
            bench, DEAD_OR_OLD, Criterion("probation", "PROBATION", "", "probation_completed"), every=True
        ),
        explain=True,
    )
    assert step(found, "policy.untested").because == "PROBATION"
    assert found.review_codes == ("HR-CRITERION",)
    assert not [what for what in found.missing_facts if what.startswith(("OLD", "EITHER"))]


def test_without_an_explanation_the_untested_criteria_are_on_the_path_too(bench: Bench) -> None:
    found = bench.finding(bench.count(), born=None, policy=policy_of(bench, OLD))
    assert found.policy_outcome == "HAND_REVIEW"
    assert found.rule_path[-1] == "policy.untested"
    assert found.steps == ()


def test_what_held_is_not_disputed_where_the_policy_asks_for_more(bench: Bench) -> None:
    """Whether the dead are dismissed is disputed (16): not where another criterion already fails."""
    policy = policy_of(bench, DEAD, OLD, every=True)
    found = bench.finding(bench.count(), is_deceased=True, policy=policy)
    assert (found.policy_outcome, found.policy_criterion) == ("REDESIGNATE_MISDEMEANOR", "NONE")
    assert found.criteria_held == ("DEAD",)
    assert found.disputes == ()
    assert bench.finding(bench.count(), is_deceased=True, policy=policy_of(bench, DEAD)).disputes == (16,)


def test_a_part_that_is_answered_asks_for_nothing(bench: Bench) -> None:
    """Who died meets "dead or old"; the unknown birth date is not asked for beside the unknown probation."""
    count = bench.count(was_probation_granted=None)
    facts = derive_facts(bench.person(count, born=None, is_deceased=True), bench.law)["1"]
    probation = Criterion("p", "P", "p", "probation_completed")
    both = Criterion("it", "IT", "it", parts=(DEAD_OR_OLD, probation), combine="all")
    inputs = Inputs(facts, bench.law, AS_OF, Interval(None, None), Switches())
    found = answer(both, inputs)
    assert (found.answer.value, found.codes) == ("unknown", ("HR-CRITERION",))
    assert found.missing == ("P: whether probation was granted is not recorded (probation file)",)
    living = answer(both, replace(inputs, facts=replace(facts, is_deceased=False)))
    assert (living.answer.value, living.codes) == ("unknown", ("HR-AGE", "HR-CRITERION"))


def test_words_are_written_only_when_somebody_asked_for_them(bench: Bench) -> None:
    facts = derive_facts(bench.person(bench.count()), bench.law)["1"]
    silent = Inputs(facts, bench.law, AS_OF, Interval(None, None), Switches())
    assert answer(OLD, silent).because == ""
    assert answer(OLD, replace(silent, is_explaining=True)).because.startswith("born 1980-03-03")


@pytest.mark.parametrize(
    ("offense", "told"),
    [
        (Interval(None, None), "born 1980-03-03 and offense unknown"),
        (Interval(AS_OF, AS_OF), "born 1980-03-03 and offense 2020-02-11"),
        (Interval(None, AS_OF), "born 1980-03-03 and offense unknown to 2020-02-11"),
        (Interval(AS_OF, None), "born 1980-03-03 and offense 2020-02-11 to unknown"),
    ],
)
def test_an_offense_day_is_told_as_far_as_it_is_known(offense: Interval, told: str, bench: Bench) -> None:
    facts = derive_facts(bench.person(bench.count()), bench.law)["1"]
    inputs = Inputs(facts, bench.law, AS_OF, offense, Switches(under21_at="offense"), is_explaining=True)
    assert answer(Criterion("young", "YOUNG", "", "age_below", 21), inputs).because == told


def felonies_only(law: LawBook) -> LawBook:
    """The law, had 11357(a) never been punished but as a felony."""
    rows = dict(law.rows)
    for name, row in law.rows.items():
        if (row.section, row.subdivision) == ("11357", "a"):
            rows[name] = replace(
                row, levels=tuple((start, end, frozenset("F")) for start, end, _ in row.levels)
            )
    sections = {
        section: tuple(rows[row.id] for row in of_section) for section, of_section in law.sections.items()
    }
    return replace(law, digest=f"{law.digest} felonies", rows=rows, sections=sections)


def test_a_level_nobody_recorded_is_a_felony_where_the_section_knew_nothing_else(bench: Bench) -> None:
    policy = policy_of(bench, first=("FELONY_11357_A_B",))
    count = bench.count("11357(A) HS", level="", concentrate_grams=40, **RECENT)
    for law, criterion in ((felonies_only(bench.law), "FELONY_11357_A_B"), (bench.law, "NONE")):
        facts = derive_facts(bench.person(count), law)["1"]
        found = evaluate(facts, law, policy, AS_OF, LOS_ANGELES)
        assert found.policy_criterion == criterion
