"""The Los Angeles criteria: first dismissals, screens, criteria in their order, what cannot be tested."""

from typing import Any

import pytest
from rules_bench import AS_OF, Bench

from expunge_desktop.domain.person import SentencePart

RECENT = {"offense_on": "2013-01-01", "conviction_on": "2013-03-01"}


@pytest.mark.parametrize(
    ("charge", "level", "criterion"),
    [
        ("11357(B) HS", "M", "MISD_POSSESSION"),
        ("11357(C) HS", "M", "MISD_POSSESSION"),
        ("11357(D) HS", "M", "MISD_POSSESSION"),
        ("11357 HS", "M", "MISD_POSSESSION"),
        ("11357(A) HS", "M", "MISD_POSSESSION"),
        ("11357(C) HS", "", "MISD_POSSESSION"),
        ("11360(B) HS", "M", "MISD_POSSESSION"),
        ("11360 HS", "M", "MISD_POSSESSION"),
        ("11357(A) HS", "F", "FELONY_11357_A_B"),
        ("11357(A) HS", "", "FELONY_11357_A_B"),
        ("11357 HS", "F", "STATUTORY"),
        ("11358 HS", "F", "STATUTORY"),
    ],
)
def test_first_dismissals_need_no_criterion(charge: str, level: str, criterion: str, bench: Bench) -> None:
    found = bench.finding(bench.count(charge, level=level, **RECENT))
    assert (found.policy_outcome, found.policy_criterion) == ("DISMISS_SEAL", criterion)


def test_first_dismissals_come_before_the_screens(bench: Bench) -> None:
    over = bench.count("11357(A) HS", concentrate_grams=40)
    assert bench.outcomes(over, bench.prior("187 PC")) == ("M", "D")


def test_a_felony_11357_c_is_no_first_dismissal(bench: Bench) -> None:
    assert bench.outcomes(bench.count("11357(C) HS", level="F")) == ("H", "H")


def test_the_criterion_is_reported_in_order_and_all_are_kept(bench: Bench) -> None:
    count = bench.count(was_probation_granted=True, probation_status="COMPLETED")
    found = bench.finding(count, born="1960-01-01", is_deceased=True)
    assert found.policy_criterion == "AGE_50"
    assert found.criteria_held == ("AGE_50", "TEN_YEARS", "PROBATION", "DECEASED")
    possession = bench.finding(bench.count("11357(B) HS", level="M"), born="1960-01-01")
    assert possession.criteria_held == ("MISD_POSSESSION", "AGE_50", "TEN_YEARS")


def test_no_criterion_leaves_the_statute(bench: Bench) -> None:
    assert bench.outcomes(bench.count(**RECENT)) == ("M", "M")


def test_a_disqualified_conviction_stays_so_at_any_age(bench: Bench) -> None:
    found = bench.finding(bench.count(), bench.prior("187 PC", "1985-01-01"), born="1950-01-01")
    assert (found.policy_outcome, found.policy_criterion) == ("NOT_ELIGIBLE", "DISQUALIFIED")


def test_a_missing_birth_date_leaves_criteria_untested(bench: Bench) -> None:
    found = bench.finding(bench.count(**RECENT), born=None)
    assert (found.statutory_outcome, found.policy_outcome) == ("REDESIGNATE_MISDEMEANOR", "HAND_REVIEW")
    assert "HR-AGE" in found.review_codes
    clean = bench.finding(bench.count(), born=None)
    assert clean.policy_criterion == "TEN_YEARS"


def test_death_is_a_criterion_only_when_recorded_and_switched_on(bench: Bench) -> None:
    assert bench.finding(bench.count(**RECENT), is_deceased=True).policy_criterion == "DECEASED"
    assert bench.outcomes(bench.count(**RECENT), is_deceased=None)[1] == "M"
    switches: dict[str, object] = {"include_deceased": False}
    assert bench.outcomes(bench.count(**RECENT), is_deceased=True, switches=switches)[1] == "M"


PROBATION: list[tuple[dict[str, Any], str]] = [
    ({"was_probation_granted": True, "probation_status": "COMPLETED"}, "D"),
    ({"was_probation_granted": True, "probation_status": "TERMINATED EARLY"}, "D"),
    ({"was_probation_granted": True, "probation_status": "REVOKED"}, "M"),
    ({"was_probation_granted": True, "probation_status": ""}, "H"),
    ({"was_probation_granted": None}, "H"),
    ({"was_probation_granted": False}, "M"),
    ({"was_probation_granted": None, "is_set_aside": True}, "D"),
    ({"was_probation_granted": None, "sentence_parts": (SentencePart("PROBATION", 36, "M"),)}, "D"),
    ({"was_probation_granted": None, "sentence_parts": (SentencePart("JAIL", 30, "D"),)}, "M"),
    ({"was_probation_granted": None, "sentence_parts": (SentencePart("P", 36, "M"),)}, "H"),
    ({"was_probation_granted": None, "sentence_parts": (SentencePart("PROBATION", None, "M"),)}, "H"),
    (
        {
            "was_probation_granted": None,
            "sentence_parts": (SentencePart("PROBATION", 36, "M"),),
            "is_revoked": True,
        },
        "H",
    ),
    ({"was_probation_granted": True, "probation_ended_on": "2016-03-01"}, "D"),
]


@pytest.mark.parametrize(("values", "outcome"), PROBATION)
def test_completed_probation(values: dict[str, Any], outcome: str, bench: Bench) -> None:
    assert bench.outcomes(bench.count(**(RECENT | values))) == ("M", outcome)


@pytest.mark.parametrize(
    "values",
    [{"is_set_aside": True}, {"sentence_parts": (SentencePart("PROBATION", 36, "M"),)}],
)
def test_completion_by_inference_is_flagged_and_switchable(values: dict[str, Any], bench: Bench) -> None:
    count = bench.count(**(RECENT | {"was_probation_granted": None} | values))
    found = bench.finding(count)
    assert found.policy_criterion == "PROBATION"
    assert any("PROBATION by" in fact for fact in found.missing_facts)
    assert 15 in found.disputes
    strict = bench.finding(count, switches={"probation_by_inference": False})
    assert strict.policy_outcome == "HAND_REVIEW"
    assert "HR-CRITERION" in strict.review_codes


def test_a_record_of_cannabis_alone_is_an_option(bench: Bench) -> None:
    switches: dict[str, object] = {"only_cannabis": True}
    first, second = bench.count(**RECENT), bench.prior("11357(B) HS", "2012-01-01", level="M")
    assert bench.finding(first, second, switches=switches).policy_criterion == "ONLY_CANNABIS"
    assert bench.outcomes(first, bench.prior("484 PC", "2012-01-01", level="M"), switches=switches)[1] == "M"
    assert bench.outcomes(first, bench.prior("??", "2012-01-01", level="I"), switches=switches)[1] == "H"
    mode: dict[str, object] = {"probation_mode": "only_cannabis_and_sentence_over"}
    assert bench.finding(first, second, switches=mode).policy_criterion == "PROBATION"


def test_a_person_still_serving_is_dismissed_by_a_criterion_or_reviewed(bench: Bench) -> None:
    serving = {**RECENT, "is_serving": True, "is_sentence_completed": False, "was_probation_granted": True}
    count = bench.count(**serving, probation_status="ACTIVE")
    assert bench.outcomes(count, born="1967-06-01") == ("H", "D")
    assert bench.outcomes(count) == ("H", "H")
    assert bench.finding(count).route == "11361.8(a)-(d)"


def test_predecessors_follow_their_switch(bench: Bench) -> None:
    count = bench.count("11530 HS", offense_on="1965-01-01", conviction_on="1965-03-01")
    assert bench.outcomes(count, born="1940-01-01") == ("H", "D")
    off: dict[str, object] = {"include_predecessor_sections": False}
    assert bench.outcomes(count, born="1940-01-01", switches=off) == ("H", "H")


@pytest.mark.parametrize(
    "charge", ["11361(A) HS", "11357.5 HS", "182/11359 HS", "459 PC", "32 PC", "11366 HS"]
)
def test_the_policy_does_not_reach_other_sections(charge: str, bench: Bench) -> None:
    found = bench.finding(bench.count(charge), born="1940-01-01")
    assert (found.policy_outcome, found.policy_criterion) == ("NOT_ELIGIBLE", "NONE")


def test_the_statute_alone_adds_nothing(bench: Bench) -> None:
    for charge, level in (("11359 HS", "F"), ("11357(C) HS", "M"), ("11358 HS", "F"), ("664/11359 HS", "F")):
        found = bench.finding(bench.count(charge, level=level), born="1940-01-01", policy=bench.statute_only)
        assert found.policy_outcome == found.statutory_outcome
    screened = bench.finding(bench.count(), bench.prior("187 PC"), policy=bench.statute_only)
    assert screened.policy_criterion == "DISQUALIFIED"
    assert bench.finding(bench.count("11358 HS"), policy=bench.statute_only).policy_criterion == "STATUTORY"


def test_the_policy_never_takes_away_what_the_statute_gives(bench: Bench) -> None:
    given = bench.count("11360(A) HS", **RECENT, cannabis_grams=20, fact_codes=["PERSONAL_TRANSPORT"])
    assert bench.outcomes(given) == ("D", "D")
    # What is lawful today is not aggravated by a prior.
    assert bench.outcomes(given, bench.prior("187 PC", "2000-01-01"), as_of=AS_OF) == ("D", "D")
