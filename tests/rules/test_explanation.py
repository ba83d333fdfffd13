"""The explanation is the decision itself, told step by step."""

from typing import Any

import pytest
from rules_bench import Bench


@pytest.mark.parametrize(
    ("charge", "values", "rules"),
    [
        ("11359 HS", {}, ["charge.read", "sanity.dates", "act.conviction", "age.band", "hs.11359.base"]),
        ("11358 HS", {"fact_codes": ["CULTIVATION_RULE_BREACH"]}, ["fact.cultivation-rule"]),
        ("11359 HS", {"fact_codes": ["SALE_TO_MINOR"]}, ["hs.11359.aggravator.minor", "policy.screen"]),
        ("11359 HS", {"county": "KERN"}, ["scope.county"]),
        ("182/11359 HS", {}, ["pc.182.conspiracy", "policy.reach"]),
    ],
)
def test_the_steps_tell_the_rules_that_decided(
    charge: str, values: dict[str, Any], rules: list[str], bench: Bench
) -> None:
    found = bench.finding(bench.count(charge, **values), explain=True)
    told = [step.rule for step in found.steps]
    for rule in rules:
        assert rule in told
    assert set(found.rule_path) <= set(told)


def test_every_step_has_a_question_an_answer_and_an_authority(bench: Bench) -> None:
    found = bench.finding(
        bench.count(), bench.prior("207 PC"), bench.prior("11359 HS"), born="1960-01-01", explain=True
    )
    for step in found.steps:
        assert step.question.endswith("?")
        assert step.answer
        assert step.citation
        assert step.confidence in ("high", "medium", "low")


def test_a_prior_is_named_with_its_day_and_why_it_counts(bench: Bench) -> None:
    found = bench.finding(bench.count(), bench.prior("187(A) PC", "1991-05-06"), explain=True)
    step = next(step for step in found.steps if step.rule == "hs.11359.aggravator.prior")
    assert "PC 187(a) of 1991-05-06" in step.because
    assert "PC 667(e)(2)(C)(iv)" in step.because
    assert "1991-05-06" in found.statutory_reason


def test_unconfirmed_law_is_marked_in_the_explanation(bench: Bench) -> None:
    count = bench.count("11500 HS", offense_on="1957-01-01", conviction_on="1957-03-01")
    found = bench.finding(count, born="1930-01-01", explain=True)
    assert any(step.is_unconfirmed for step in found.steps)
    assert found.confidence == "low"


def test_confidence_is_that_of_the_weakest_rule(bench: Bench) -> None:
    assert bench.finding(bench.count("11359 HS")).confidence == "high"
    assert bench.finding(bench.count("11360 HS", level="M")).confidence == "medium"
    assert bench.finding(bench.count("11357 HS", level="M")).confidence == "low"


def test_each_criterion_is_told_with_its_answer(bench: Bench) -> None:
    found = bench.finding(bench.count(), born="1960-01-01", explain=True)
    answers = [step.answer for step in found.steps if step.rule == "policy.criterion"]
    assert "AGE_50: yes" in answers
    assert "UNDER_21: no" in answers


def test_a_date_known_to_the_year_is_not_explained_as_its_last_day(bench: Bench) -> None:
    count = bench.count("11359 HS", offense_on="1982-01-12", conviction_on="1982")
    found = bench.finding(count, born="1964-04-21", explain=True)
    told = [step.because for step in found.steps if "UNDER_21" in str(step.answer)]
    assert told == ["born 1964-04-21 and conviction 1982"]


def test_what_is_to_be_settled_is_said_in_one_sentence(bench: Bench) -> None:
    count = bench.count("11359 HS", offense_on="2005-06-06", conviction_on="2004-06-06")
    reason = bench.finding(count, born="1964-04-21").statutory_reason
    assert reason.startswith("To be settled: Dates contradict each other – which of the birth")


def test_a_subdivision_concluded_from_the_level_is_said_to_be_concluded(bench: Bench) -> None:
    bare = bench.count("11357 HS", level="F", offense_on="1986-01-01", conviction_on="1986-02-01")
    named = bench.count("11357(A) HS", level="F", offense_on="1986-01-01", conviction_on="1986-02-01")
    told = bench.finding(bare, born="1950-01-01").statutory_reason
    assert told.startswith("No subdivision is recorded; the level shows (a). Possession")
    assert bench.finding(named, born="1950-01-01").statutory_reason in told


@pytest.mark.parametrize(
    ("charge", "offense", "conviction"),
    [("11360 HS", "1974-06-01", "1974-08-01"), ("11531 HS", "1966-01-01", "1966-02-01")],
)
def test_a_section_without_subdivisions_is_not_said_to_have_had_them(
    charge: str, offense: str, conviction: str, bench: Bench
) -> None:
    count = bench.count(charge, level="F", offense_on=offense, conviction_on=conviction)
    reason = bench.finding(count, born="1940-01-01").statutory_reason
    assert "under (a) rather than (b)" not in reason
    assert "act and the amount are not recorded" in reason
