"""The statute's answer told step by step: what was asked of the record, what was found, in which words."""

from dataclasses import replace
from typing import Any

import pytest
from rules_bench import AS_OF, LOS_ANGELES, Bench

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.person import SentencePart
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import derive_facts


def told(found: Finding) -> dict[str, tuple[str, str]]:
    """Each rule's answer and why; what decides again stands at its last word."""
    return {step.rule: (step.answer, step.because) for step in found.steps}


@pytest.mark.parametrize(
    ("charge", "read"),
    [
        ("11359 HS", ("HS 11359", "cannabis")),
        ("182/11359 HS", ("PC 182/HS 11359", "conspiracy")),
        ("no charge at all", ("no charge at all", "unreadable")),
        ("", ("nothing readable", "unreadable")),
    ],
)
def test_the_charge_as_it_was_read_is_the_first_thing_told(
    charge: str, read: tuple[str, str], bench: Bench
) -> None:
    found = bench.finding(bench.count(charge), explain=True)
    assert told(found)["charge.read"] == read


def test_steps_are_told_only_to_who_asks_for_them(bench: Bench) -> None:
    facts = derive_facts(bench.person(bench.count()), bench.law)["1"]
    silent = evaluate(facts, bench.law, bench.policy, AS_OF, LOS_ANGELES)
    told_all = evaluate(facts, bench.law, bench.policy, AS_OF, LOS_ANGELES, explain=True)
    assert silent.steps == ()
    assert told_all.steps
    assert replace(told_all, steps=()) == silent


@pytest.mark.parametrize(
    ("values", "span"),
    [
        ({}, ("2005-01-10", "recorded")),
        ({"offense_on": "2004-12"}, ("2004-12-01 to 2004-12-31", "recorded")),
        ({"offense_on": None}, ("2002-03-01 to 2005-03-01", "inferred")),
        ({"offense_on": None, "conviction_on": None}, ("unknown", "inferred")),
    ],
)
def test_the_day_of_the_offense_is_told_as_recorded_or_inferred(
    values: dict[str, Any], span: tuple[str, str], bench: Bench
) -> None:
    found = bench.finding(bench.count(**values), explain=True)
    assert told(found)["offense.date"] == span
    assert told(found)["age.band"][1] == f"born 1980-03-03, {span[0]}"


def test_an_offense_without_a_first_possible_day_is_told_up_to_its_last(bench: Bench) -> None:
    unbounded: dict[str, object] = {"missing_offense_date": "unbounded"}
    found = bench.finding(bench.count(offense_on=None), explain=True, switches=unbounded)
    assert told(found)["offense.date"] == ("unknown to 2005-03-01", "inferred")


def test_whether_the_sentence_is_over_is_told_for_the_application(bench: Bench) -> None:
    parts = (SentencePart("PROBATION", 3, "Y"),)
    long_ago = bench.count(sentence_parts=parts, is_sentence_completed=None, was_probation_granted=None)
    recent = bench.count(
        sentence_parts=parts, is_sentence_completed=None, offense_on="2012-01-10", conviction_on="2012-03-01"
    )
    for count, over in ((long_ago, "yes"), (recent, "unknown")):
        found = bench.finding(count, explain=True)
        assert told(found)["route.application"] == (over, "not shown to be serving")
        assert found.route == "11361.8(e)-(f)"


def test_a_review_stands_in_the_path_of_rules_that_decided(bench: Bench) -> None:
    wrong = bench.finding(bench.count(offense_on="2005-06-06"))
    assert wrong.rule_path[0] == "sanity.dates"
    assert wrong.disputes == ()
    nowhere = bench.finding(bench.count(county=""))
    assert "row.venue" in nowhere.rule_path
    assert nowhere.disputes == (9,)


def test_a_doubt_about_the_row_and_about_a_prior_is_said_once(bench: Bench) -> None:
    count = bench.count(fact_codes=["IDENTITY_DOUBT"])
    found = bench.finding(count, bench.prior("187 PC", fact_codes=["IDENTITY_DOUBT"]))
    text = bench.law.review_codes["HR-IDENTITY"]
    assert found.review_codes == ("HR-IDENTITY",)
    assert found.statutory_reason.count(text.title) == 1


def test_a_level_that_is_not_recorded_is_told_as_none_where_no_level_was_possible(bench: Bench) -> None:
    """The conviction lies before the year of the offense, and before the section."""
    count = bench.count("11359 HS", level="", offense_on="1973", conviction_on="1972-06-01")
    found = bench.finding(count, born="1940-01-01", explain=True)
    assert told(found)["sanity.level"] == ("no", "recorded as none")
    assert set(found.review_codes) >= {"HR-DATE", "HR-LEVEL"}
    recorded = bench.finding(bench.count("11359 HS", level="M"), explain=True)
    assert told(recorded)["sanity.level"] == ("no", "recorded as M")


@pytest.mark.parametrize("charge", ["11361/11359 HS", "11532/11530 HS"])
def test_a_look_alike_beside_a_cannabis_section_is_not_rejected_unread(charge: str, bench: Bench) -> None:
    found = bench.finding(bench.count(charge))
    assert (found.statutory_outcome, found.review_codes) == ("HAND_REVIEW", ("HR-CODE",))
    assert "cannot be read as one section" in found.statutory_reason


@pytest.mark.parametrize("charge", ["11361 HS", "11361"])
def test_a_look_alike_is_rejected_with_or_without_its_code(charge: str, bench: Bench) -> None:
    found = bench.finding(bench.count(charge))
    assert found.statutory_outcome == "NOT_ELIGIBLE"
    assert found.statutory_reason == bench.law.never["11361", "HS"].reason
    assert found.rule_path[0] == "hs.11361.never"


@pytest.mark.parametrize("charge", ["11357.5(A) HS", "11361 HS", "11532 HS", "11540 HS"])
def test_sections_easily_taken_for_cannabis_are_shown_for_review(charge: str, bench: Bench) -> None:
    assert "1" in derive_facts(bench.person(bench.count(charge)), bench.law)


def test_a_rejection_is_no_surer_than_what_is_known_of_the_section(bench: Bench) -> None:
    """11540 is remembered as peyote, of middling certainty; 11361 is in the code of today."""
    assert bench.finding(bench.count("11540 HS")).confidence == "medium"
    assert bench.finding(bench.count("11361 HS")).confidence == "high"


def test_a_section_nobody_listed_is_rejected_by_name(bench: Bench) -> None:
    facts = ConvictionFacts("1", "HS 11350(a)", bench.count().disposition, county="LOS ANGELES")
    found = evaluate(facts, bench.law, bench.policy, AS_OF, LOS_ANGELES, explain=True)
    assert found.statutory_outcome == "NOT_ELIGIBLE"
    assert found.statutory_reason == "HS 11350(a) is not among the sections of HS 11361.8(e)"
    assert found.rule_path[0] == "other.unlisted"
    assert told(found)["other.unlisted"] == ("no", "HS 11350(a)")


def test_an_accessory_who_died_serves_nothing(bench: Bench) -> None:
    count = bench.count("32 PC", is_serving=True, is_sentence_completed=None)
    assert bench.finding(count, is_deceased=True).statutory_outcome == "NOT_ELIGIBLE"
    assert bench.finding(count, is_deceased=None).statutory_outcome == "HAND_REVIEW"


def test_a_problem_of_the_import_beside_an_unreadable_charge_is_told_once(bench: Bench) -> None:
    found = bench.finding(bench.count("no charge at all", problems=("CONFLICTING_ROWS",)))
    assert found.review_codes == ("HR-CODE",)
    assert len(found.missing_facts) == len(set(found.missing_facts))


def test_a_subdivision_for_another_age_says_which_dates_to_check(bench: Bench) -> None:
    child = bench.finding(bench.count("11357(D) HS", level="M"), born="1989-01-01")
    assert child.review_codes == ("HR-AGE",)
    assert "The subdivision punishes persons 18 or over" in child.statutory_reason
    adult = bench.finding(bench.count("11357(E) HS", level="M"))
    assert "The subdivision punishes persons under 18" in adult.statutory_reason


def test_an_infraction_is_called_so_among_the_readings(bench: Bench) -> None:
    """At 19 around the new year of 2011: a misdemeanor before, an infraction after."""
    count = bench.count("11357(B) HS", level="", offense_on="2010-12", conviction_on="2011-02-02")
    readings = bench.finding(count, born="1991-06-01").alternative.split(" / ")
    assert "REDESIGNATE_INFRACTION: age 18-20 at the offense, misdemeanor" in readings
    assert "NOT_ELIGIBLE: age 18-20 at the offense, infraction" in readings


def test_a_policys_dismissal_without_merits_says_that_the_person_is_taken_for_an_adult(bench: Bench) -> None:
    count = bench.count("11357(b) HS", level="I", offense_on="1991-04-24", conviction_on="1991-09-16")
    found = bench.finding(count, born="", explain=True)
    assert (found.policy_outcome, found.policy_criterion) == ("DISMISS_SEAL", "MISD_POSSESSION")
    taken = "the birth date: taken for an adult's in an adult court (booking record)"
    assert taken in found.missing_facts
    assert told(found)["burden.presumption"] == ("yes", taken)
    known = bench.finding(count, born="1960-01-01", explain=True)
    assert known.policy_outcome == "DISMISS_SEAL"
    assert taken not in known.missing_facts and "burden.presumption" not in told(known)
