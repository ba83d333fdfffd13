"""What the rules make of facts that are unknown or cannot be right, and what the explanation cites."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import Disposition, Level, Outcome
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person, SentencePart
from expunge_desktop.rules.age import is_believable
from expunge_desktop.rules.conviction_facts import Sentence
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.policy import Jurisdiction
from expunge_desktop.rules.sentence import term_end
from expunge_desktop.services.law_library import load_law, load_policy

AS_OF = date(2020, 2, 11)
OFFICE = Jurisdiction("LOS ANGELES")
LAW = load_law()
POLICY = load_policy("los-angeles-2020")


def count(charge: str = "11359 HS", ref: str = "1", on: str = "2005-03-01", **values: Any) -> Count:
    given = {
        "disposition": Disposition.CONVICTED,
        "case_key": ref,
        "county": "LOS ANGELES",
        "level": Level.FELONY,
        "conviction_on": PartialDate.parse(on),
        "offense_on": PartialDate.parse(on),
    }
    return Count(ref, charge, **(given | values))


def finding(*counts: Count, born: str = "1975-01-01", problems: tuple[str, ...] = ()) -> Finding:
    person = Person("P", "SAMPLE,PAT", born_on=PartialDate.parse(born), counts=counts, problems=problems)
    facts = derive_facts(person, LAW)["1"]
    return evaluate(facts, LAW, POLICY, AS_OF, OFFICE, explain=True)


@pytest.mark.parametrize(
    ("born", "on", "is_right"),
    [
        ("1850-01-01", "2005-03-01", False),
        ("1905", "2005-03-01", True),
        ("1990-01-01", "1850", False),
        ("1990", "1990-06-01", True),
        ("", "1850", True),
        ("1850", "", True),
    ],
)
def test_an_entry_is_believable_from_birth_to_a_hundred_years(born: str, on: str, is_right: bool) -> None:
    assert is_believable(PartialDate.parse(born), PartialDate.parse(on)) is is_right


@pytest.mark.parametrize("born", ["1850-01-01", "1999-01-01"])
def test_a_birth_date_that_cannot_be_right_makes_nobody_old_or_a_child(born: str) -> None:
    found = finding(count(), born=born)
    assert found.policy_outcome is Outcome.HAND_REVIEW
    assert "HR-DATE" in found.review_codes


def test_a_conviction_dated_before_the_birth_is_not_ten_years_ago() -> None:
    recent = count("459 PC", "2", "2017-05-05")
    assert "TEN_YEARS" not in finding(count(), recent).criteria_held
    mistyped = replace(recent, conviction_on=PartialDate(1850, 1, 1), offense_on=None)
    assert "TEN_YEARS" not in finding(count(), mistyped).criteria_held


def test_a_disqualifier_dated_before_the_birth_is_undated_not_earliest() -> None:
    found = finding(count(), count("187 PC", "2", "1850-01-01", offense_on=None))
    assert found.statutory_outcome is Outcome.HAND_REVIEW
    assert "HR-PRIOR-TIMING" in found.review_codes


def test_an_earlier_entry_of_no_recorded_county_may_be_another_states() -> None:
    found = finding(count(), count("459 PC", "2", "1999-01-01", county=""))
    assert "HR-PRIOR-FOREIGN" in found.review_codes
    assert "a county that is not recorded" in found.statutory_reason


def test_a_number_without_its_code_may_be_what_is_left_of_a_disqualifier() -> None:
    found = finding(count(), count("18", "2", "1999-01-01"))
    assert "HR-PRIOR-COND" in found.review_codes
    assert "18 (code missing)" in found.statutory_reason
    assert "HR-CODE" in finding(count("1135")).review_codes


@pytest.mark.parametrize("problem", ["CONFLICTING_ROWS", "BAD_COUNT_ORDER", "COMMENT_NAMES_OTHER_CHARGE"])
def test_a_row_in_doubt_is_dismissed_by_no_policy(problem: str) -> None:
    possession = count("11357(B) HS", level=Level.MISDEMEANOR)
    assert finding(possession).policy_outcome is Outcome.DISMISS_SEAL
    assert finding(replace(possession, problems=(problem,))).policy_outcome is Outcome.HAND_REVIEW


@pytest.mark.parametrize("note", ["LINE_SET_ASIDE", "SPLIT_RECORD", "SEVERAL_PEOPLE"])
def test_a_record_in_doubt_leaves_every_count_to_a_person(note: str) -> None:
    possession = count("11357(B) HS", level=Level.MISDEMEANOR)
    found = finding(possession, problems=(note,))
    assert found.policy_outcome is Outcome.HAND_REVIEW
    assert found.review_codes == ("HR-IDENTITY",)


@pytest.mark.parametrize("kind", ["MISSING_COURT", "LATER_STEP_UNKNOWN"])
def test_a_missing_court_or_unclear_later_step_stops_the_first_dismissals(kind: str) -> None:
    found = finding(count("11357(B) HS", level=Level.MISDEMEANOR, problems=(kind,)))
    assert found.policy_outcome is Outcome.HAND_REVIEW


def test_a_length_without_a_unit_ends_at_no_known_time() -> None:
    months = Sentence(PartialDate(2005, 3, 1), (("PROBATION", 36, "M"),))
    assert term_end(months, PartialDate(2005, 3, 1).earliest) is not None
    unknown = Sentence(PartialDate(2005, 3, 1), (("PROBATION", 36, ""),))
    assert term_end(unknown, PartialDate(2005, 3, 1).earliest) is None
    parts = (SentencePart("PROBATION", 36, ""),)
    recent = count("11359 HS", on="2013-03-01", sentence_parts=parts, was_probation_granted=True)
    assert "PROBATION" not in finding(recent).criteria_held


def test_the_explanation_says_what_is_presumed_and_on_what_authority() -> None:
    steps = {step.rule: step for step in finding(count("11358 HS")).steps}
    assert "HS 11361.8(b), (f)" in steps["burden.presumption"].citation
    unknown = finding(count("11358 HS", level=None))
    step = next(step for step in unknown.steps if step.rule == "burden.presumption")
    assert "the level" in step.because
