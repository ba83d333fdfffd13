"""Taking a fact away never makes the statute more generous, except where it presumes for the person."""

import dataclasses
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules_bench import AS_OF, LOS_ANGELES, Bench, letter

from expunge_desktop.domain.finding import Finding
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import derive_facts

BENCH = Bench()
CHARGES = ["11357(A) HS", "11357(B) HS", "11357(C) HS", "11357 HS", "11358 HS", "11359 HS", "11360(A) HS",
           "11360(B) HS", "11360 HS", "11530 HS", "664/11359 HS", "11361 HS", "32 PC", "x"]  # fmt: skip
PRIORS = ["187 PC", "207 PC", "288(A) PC", "11359 HS", "484(A) PC", "290 PC", "y"]
DAYS = ["1970-05-05", "1985-01-01", "1999-12-31", "2005-01-10", "2005-02-01", "2005-03-01", "2014-07-07",
        "2005", "2005-02", "2017-01-01", ""]  # fmt: skip
FACT_CODES = ["SALE_TO_MINOR", "MINOR_EMPLOYED", "SCHOOL_GROUNDS", "PERSONAL_TRANSPORT", "IMPORT_EXPORT",
              "RECIPIENT_UNDER_21", "CULTIVATION_RULE_BREACH", "IDENTITY_DOUBT"]  # fmt: skip


@st.composite
def people(draw: st.DrawFn) -> Any:
    """A person with one conviction under review and up to three others."""
    values: dict[str, Any] = {
        "level": draw(st.sampled_from(["F", "M", "I", ""])),
        "offense_on": draw(st.sampled_from(DAYS)),
        "conviction_on": draw(
            st.sampled_from(["2005-03-01", "1975-06-06", "1965-03-03", "2005", "2016-11-09", ""])
        ),
        "plants": draw(st.sampled_from([None, 6, 7])),
        "concentrate_grams": draw(st.sampled_from([None, 8.0, 9.0])),
        "cannabis_grams": draw(st.sampled_from([None, 10.0, 30.0])),
        "fact_codes": draw(st.sets(st.sampled_from(FACT_CODES), max_size=2)),
        "was_probation_granted": draw(st.sampled_from([True, False, None])),
        "is_serving": draw(st.sampled_from([True, None])),
        "is_sentence_completed": None,
        "county": draw(st.sampled_from(["LOS ANGELES", "LOS ANGELES", "KERN", ""])),
    }
    count = BENCH.count(draw(st.sampled_from(CHARGES)), **values)
    others = [
        BENCH.prior(charge, on, ref=f"p{place}", case_key=draw(st.sampled_from(["", "A1", f"P{place}"])))
        for place, (charge, on) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(PRIORS), st.sampled_from(DAYS)), max_size=3))
        )
    ]
    born = draw(st.sampled_from(["1950-01-01", "1984-01-10", "1984-01-11", "1987", "1990-01-01", ""]))
    return BENCH.person(count, *others, born=born)


def _finding(person: Any, **options: Any) -> Finding:
    facts = derive_facts(person, BENCH.law)[person.counts[0].ref]
    return evaluate(facts, BENCH.law, BENCH.policy, AS_OF, LOS_ANGELES, **options)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(people())
def test_every_record_has_a_consistent_finding(person: Any) -> None:
    found = _finding(person)
    explained = _finding(person, explain=True)
    assert dataclasses.replace(explained, steps=()) == found
    assert found.steps == ()
    assert explained.steps
    assert found.statutory_reason
    assert found.rule_path
    statute, policy = letter(found.statutory_outcome), letter(found.policy_outcome)
    if statute == "H":
        assert found.review_codes
    if policy == "H":
        assert found.review_codes
    order = "OHNIMD"
    if statute in "IMD" and policy != "H":
        assert order.index(policy) >= order.index(statute)
    assert (statute == "O") == (policy == "O")


# Removing these facts may only lead to the same outcome, or to a person.
REMOVABLE = ["born_on", "conviction_on", "county"]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(people(), st.sampled_from(REMOVABLE))
def test_a_missing_fact_leads_to_a_person_not_to_relief(person: Any, name: str) -> None:
    before = _finding(person)
    count = person.counts[0]
    if name == "born_on":
        poorer = dataclasses.replace(person, born_on=None)
    else:
        changed = dataclasses.replace(count, **{name: "" if name == "county" else None})
        poorer = dataclasses.replace(person, counts=(changed, *person.counts[1:]))
    after = _finding(poorer)
    statute = letter(after.statutory_outcome)
    if statute in "DMI":
        known = letter(before.statutory_outcome)
        # An unknown birth date is presumed an adult's (contract, point 5), and contradicting or disqualifying
        # dates can no longer be seen to contradict; otherwise relief is what it was.
        assert known == statute or name == "born_on"


@pytest.mark.parametrize("on", ["1999-12-31", "2004", ""])
def test_a_disqualifying_prior_without_a_date_is_never_ignored(on: str) -> None:
    found = BENCH.outcomes(BENCH.count(), BENCH.prior("187 PC", on))
    assert found[0] in "NH"


def test_a_missing_birth_date_is_no_old_age() -> None:
    recent = BENCH.count(offense_on="2013-01-01", conviction_on="2013-03-01")
    assert BENCH.outcomes(recent, born="") == ("M", "H")


def test_a_missing_conviction_date_is_not_ten_years_ago() -> None:
    found = BENCH.finding(BENCH.count(conviction_on=None), born="1980-01-01")
    assert "TEN_YEARS" not in found.criteria_held
    assert found.policy_outcome == "HAND_REVIEW"


def test_an_unknown_level_is_no_misdemeanor() -> None:
    found = BENCH.finding(BENCH.count("11360 HS", level=""))
    assert "MISD_POSSESSION" not in found.criteria_held
