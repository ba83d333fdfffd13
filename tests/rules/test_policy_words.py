"""The words a policy file may use: switches, their values and defaults, tests, first dismissals, levels."""

from dataclasses import asdict
from pathlib import Path

from expunge_desktop.domain.outcome import Level
from expunge_desktop.rules import law_tables
from expunge_desktop.rules.criteria import _TESTS, FACTS_READ, SWITCHES_READ
from expunge_desktop.rules.policy import (
    COMBINATIONS,
    FIRST_DISMISSALS,
    LEVEL_WORDS,
    TESTS,
    TESTS_WITH_DATE,
    TESTS_WITH_YEARS,
    Criterion,
    Jurisdiction,
    Limit,
    Policy,
)
from expunge_desktop.rules.switches import CHOICES, FLAGS, Switches

DEFAULTS = {
    "ten_years_counts": "any",
    "probation_mode": "granted_and_completed",
    "probation_by_inference": True,
    "under21_at": "conviction",
    "include_deceased": True,
    "include_predecessor_sections": True,
    "only_cannabis": False,
    "same_day_priors": "hand_review",
    "two_priors_before_act": "not_eligible",
    "feb29": "march_1",
    "missing_offense_date": "limitation_period",
    "convictions_after_act": "not_eligible",
}


def test_switches_stand_as_the_los_angeles_criteria_have_them() -> None:
    assert asdict(Switches()) == DEFAULTS


def test_a_switch_is_a_choice_or_yes_and_no() -> None:
    assert CHOICES == {
        "ten_years_counts": ("any", "felony"),
        "probation_mode": ("granted_and_completed", "only_cannabis_and_sentence_over"),
        "under21_at": ("conviction", "offense"),
        "same_day_priors": ("hand_review", "count", "ignore"),
        "two_priors_before_act": ("not_eligible", "hand_review"),
        "feb29": ("march_1", "february_28"),
        "missing_offense_date": ("limitation_period", "unbounded"),
        "convictions_after_act": ("not_eligible", "hand_review"),
    }
    assert {name for name, value in DEFAULTS.items() if isinstance(value, bool)} == FLAGS
    assert all(DEFAULTS[name] in values for name, values in CHOICES.items())


def test_the_tests_of_a_criterion() -> None:
    years = {"age_at_evaluation", "age_below", "years_without_conviction", "years_without_felony",
             "years_since_conviction"}  # fmt: skip
    days = {"convicted_before", "convicted_on_or_after"}
    plain = {"probation_completed", "deceased", "only_cannabis", "single_conviction", "sentence_over",
             "every_conviction"}  # fmt: skip
    assert years == TESTS_WITH_YEARS
    assert days == TESTS_WITH_DATE
    assert set(TESTS) == years | days | plain == set(_TESTS)
    assert all("{years}" in TESTS[test] for test in years)
    assert all("{date}" in TESTS[test] for test in days)


def test_what_each_test_reads_is_declared() -> None:
    assert SWITCHES_READ == {
        "age_at_evaluation": ("feb29",),
        "age_below": ("feb29", "under21_at", "missing_offense_date"),
        "years_without_conviction": ("feb29", "ten_years_counts"),
        "years_without_felony": ("feb29",),
        "years_since_conviction": ("feb29",),
        "deceased": ("include_deceased",),
        "only_cannabis": ("only_cannabis",),
        "probation_completed": ("probation_mode", "probation_by_inference"),
    }
    assert FACTS_READ == {
        "age_at_evaluation": "born_on",
        "deceased": "is_deceased",
        "years_without_felony": "last_felony",
        "years_since_conviction": "conviction_on",
        "convicted_before": "conviction_on",
        "convicted_on_or_after": "conviction_on",
    }


def test_the_other_words_of_a_policy() -> None:
    assert list(FIRST_DISMISSALS) == ["MISD_POSSESSION", "FELONY_11357_A_B", "FELONY_11357_B", "ALL_11357"]
    assert list(COMBINATIONS) == ["any", "all", "none"]
    assert LEVEL_WORDS == {
        "felony": Level.FELONY,
        "misdemeanor": Level.MISDEMEANOR,
        "infraction": Level.INFRACTION,
    }
    assert all((*FIRST_DISMISSALS.values(), *COMBINATIONS.values()))


def test_the_words_mean_what_the_help_page_says() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "law-help.md").read_text(encoding="utf-8")
    lines = page.splitlines()
    plain = {test: words for test, words in TESTS.items() if "{" not in words}
    assert "deceased" in plain
    for word, meaning in (FIRST_DISMISSALS | COMBINATIONS | plain).items():
        assert f"* `{word}` – {meaning}" in lines


def test_what_a_policy_does_not_say() -> None:
    policy = Policy("ours", "1", "Ours", "0")
    assert (policy.switches, policy.first_dismissals, policy.criteria) == (Switches(), (), ())
    assert (policy.needs_all_criteria, policy.is_expanding, policy.source) == (False, True, "")
    assert policy.is_unconfirmed is False
    criterion = Criterion("a", "A", "a")
    assert (criterion.test, criterion.years, criterion.day, criterion.parts) == ("", 0, None, ())
    assert (criterion.combine, criterion.applies_to) == ("any", None)
    assert (Limit().sections, Limit().levels) == ((), ())
    assert Jurisdiction("KERN").authorised_agencies is None


def test_the_words_of_the_table() -> None:
    assert law_tables.BANDS == ("under 18", "18-20", "21+")
    assert law_tables.QUANTITIES == ("within", "unknown", "over")
    assert law_tables.LEVELS == ("F", "M", "I")
    assert law_tables.Source("HS 11357") == law_tables.Source("HS 11357", "high", None, False)
