"""The criteria of other counties, as far as they are documented (law/los-angeles-2020.md, 3.3)."""

from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.domain.person import SentencePart
from expunge_desktop.services.law_library import load_policy, policy_from_text

SISTERS = ("sacramento", "san-joaquin", "contra-costa", "san-francisco")
RECENT: dict[str, Any] = {"offense_on": "2015-06-01", "conviction_on": "2015-09-01"}  # 4 years 5 months
SIX_YEARS: dict[str, Any] = {"offense_on": "2013-06-01", "conviction_on": "2013-09-01"}
RUNNING: dict[str, Any] = {"is_sentence_completed": False, "is_serving": True}


@pytest.mark.parametrize("name", SISTERS)
def test_each_says_where_it_comes_from_and_that_nobody_confirmed_it(name: str) -> None:
    policy = load_policy(name)
    assert policy.name == name
    assert len(policy.source) > 50
    assert policy.is_unconfirmed
    assert policy.switches.convictions_after_act == "not_eligible"


@pytest.mark.parametrize("name", SISTERS)
@pytest.mark.parametrize("charge", ["11357(B) HS", "11357(C) HS", "11357(D) HS", "11360(B) HS"])
def test_every_misdemeanor_is_dismissed(name: str, charge: str, bench: Bench) -> None:
    found = bench.finding(
        bench.count(charge, level="M", **RECENT),
        bench.prior("484 PC", "2015-01-01"),
        policy=load_policy(name),
    )
    assert (found.policy_outcome, found.policy_criterion) == ("DISMISS_SEAL", "MISD_POSSESSION")


# policy, the count's facts, other convictions (charge, day), the policy's outcome and criterion.
CASES: list[tuple[str, dict[str, Any], list[tuple[str, str]], str, str]] = [
    ("sacramento", RECENT, [], "D", "SINGLE_CONVICTION"),
    ("sacramento", RECENT, [("484 PC", "1999-01-01")], "M", "NONE"),
    ("sacramento", RECENT, [("11357(B) HS", "1999-01-01")], "M", "NONE"),
    ("sacramento", SIX_YEARS, [("484 PC", "1999-01-01")], "M", "NONE"),
    ("sacramento", {}, [("484 PC", "1999-01-01")], "D", "TEN_YEARS"),
    ("sacramento", {}, [("484 PC", "2012-01-01")], "M", "NONE"),
    ("sacramento", RECENT | RUNNING, [], "H", "NONE"),
    ("sacramento", RECENT | {"is_sentence_completed": None}, [], "H", "NONE"),
    ("san-joaquin", RECENT, [], "D", "SINGLE_CONVICTION"),
    ("san-joaquin", RECENT, [("484 PC", "1999-01-01")], "M", "NONE"),
    ("san-joaquin", SIX_YEARS, [("484 PC", "1999-01-01")], "D", "FIVE_YEARS"),
    ("contra-costa", SIX_YEARS, [("484 PC", "1999-01-01")], "D", "FIVE_YEARS"),
    ("contra-costa", RECENT, [("484 PC", "1999-01-01")], "M", "NONE"),
    ("san-francisco", RECENT, [("484 PC", "1999-01-01")], "D", "EVERY_CONVICTION"),
    ("san-francisco", RECENT | RUNNING, [], "D", "EVERY_CONVICTION"),
    ("san-francisco", {}, [("187 PC", "1999-01-01")], "N", "DISQUALIFIED"),
    ("san-francisco", {}, [("207 PC", "1999-01-01")], "H", "NONE"),
]


@pytest.mark.parametrize(("name", "values", "others", "outcome", "criterion"), CASES)
def test_a_felony_by_the_documented_criteria(
    name: str,
    values: dict[str, Any],
    others: list[tuple[str, str]],
    outcome: str,
    criterion: str,
    bench: Bench,
) -> None:
    count = bench.count("11359 HS", **values)
    priors = [bench.prior(charge, on) for charge, on in others]
    policy = load_policy(name)
    assert bench.outcomes(count, *priors, policy=policy)[1] == outcome
    assert bench.finding(count, *priors, policy=policy).policy_criterion == criterion


def test_felonies_of_11357_differ_between_the_counties(bench: Bench) -> None:
    heavy = bench.count("11357(A) HS", concentrate_grams=40, **RECENT)
    other = bench.prior("484 PC", "1999-01-01")
    for name, outcome in (("sacramento", "M"), ("san-joaquin", "D"), ("contra-costa", "D")):
        assert bench.outcomes(heavy, other, policy=load_policy(name))[1] == outcome
    as_felony = bench.count("11357(B) HS", level="F", **RECENT)
    for name, criterion in (("sacramento", "FELONY_11357_B"), ("san-joaquin", "ALL_11357")):
        assert bench.finding(as_felony, other, policy=load_policy(name)).policy_criterion == criterion


def test_what_cannot_be_told_of_a_record_is_unknown_and_not_single(bench: Bench) -> None:
    count = bench.count("11359 HS", **RECENT)
    unreadable = bench.prior("??", "1999-01-01", level="M")
    found = bench.finding(count, unreadable, policy=load_policy("sacramento"))
    assert found.policy_outcome != "DISMISS_SEAL"


def test_a_running_sentence_is_not_over_and_an_old_term_is(bench: Bench) -> None:
    text = "name: x\nversion: 1\ntitle: X\nexpands: yes\ncriteria: {over: {test: sentence_over}}\n"
    policy = policy_from_text(text, "x.yaml")
    term = {"is_sentence_completed": None, "sentence_parts": (SentencePart("JAIL", 30, "D"),)}
    assert bench.finding(bench.count(**term), policy=policy).policy_criterion == "OVER"
    recent = term | {"offense_on": "2015-06-01", "conviction_on": "2015-09-01"}
    assert bench.outcomes(bench.count(**recent), policy=policy)[1] == "H"
    assert bench.outcomes(bench.count(**(recent | RUNNING)), policy=policy)[1] == "H"
