"""A policy with some values changed for asking what if: what may be set, and what a refusal says."""

from dataclasses import replace

import pytest
from rules_bench import Bench

from expunge_desktop.base.errors import UsageError
from expunge_desktop.rules.policy_changes import changed_policy, thresholds, with_years
from expunge_desktop.rules.switches import Switches


def test_a_threshold_is_changed_and_nothing_else(bench: Bench) -> None:
    found = changed_policy(bench.policy, ["age_50.years=45"])
    assert [one.years for one in found.criteria if one.id == "age_50"] == [45]
    assert found.title == f"{bench.policy.title}, with age_50.years=45"
    back = replace(with_years(found, "age_50", 50), title=bench.policy.title)
    assert back == bench.policy


def test_without_changes_it_is_the_policy_itself(bench: Bench) -> None:
    assert changed_policy(bench.policy, []) == bench.policy


@pytest.mark.parametrize(
    ("change", "switches"),
    [
        ("ten_years_counts=felony", {"ten_years_counts": "felony"}),
        ("switches.ten_years_counts=felony", {"ten_years_counts": "felony"}),
        (" feb29 = february_28 ", {"feb29": "february_28"}),
        ("include_deceased=no", {"include_deceased": False}),
        ("only_cannabis=yes", {"only_cannabis": True}),
    ],
)
def test_a_switch_is_turned(change: str, switches: dict[str, object], bench: Bench) -> None:
    found = changed_policy(bench.policy, [change])
    assert found.switches == replace(bench.policy.switches, **switches)
    assert found.criteria == bench.policy.criteria


def test_several_changes_are_made_in_order(bench: Bench) -> None:
    found = changed_policy(bench.policy, ["age_50.years=45", "feb29=february_28", "age_50.years=40"])
    assert found.criteria[0].years == 40
    assert found.switches == Switches(feb29="february_28")
    assert found.title.endswith(", with age_50.years=45, feb29=february_28, age_50.years=40")


@pytest.mark.parametrize("years", [1, 149])
def test_years_are_from_1_to_149(years: int, bench: Bench) -> None:
    assert changed_policy(bench.policy, [f"age_50.years={years}"]).criteria[0].years == years


@pytest.mark.parametrize(
    ("change", "sentence", "advice"),
    [
        ("age_50.years", "age_50.years sets nothing.", "age_50.years=45"),
        ("age_50.years=4=5", "age_50.years cannot be 4=5.", "whole number of years"),
        ("age_50.years=0", "age_50.years cannot be 0.", "whole number of years"),
        ("age_50.years=150", "age_50.years cannot be 150.", "whole number of years"),
        ("age_50.years=4.5", "age_50.years cannot be 4.5.", "whole number of years"),
        ("age_50.years=-4", "age_50.years cannot be -4.", "whole number of years"),
        ("age_50.title=x", "age_50.title cannot be set in los-angeles-2020.", "age_50.years, under_21.years"),
        ("moon.years=4", "moon.years cannot be set in los-angeles-2020.", "age_50.years, under_21.years"),
        ("probation.years=4", "probation.years cannot be set in los-angeles-2020.", "age_50.years"),
        ("feb29=march_2", "feb29 cannot be march_2.", "march_1 or february_28"),
        (
            "include_deceased=maybe",
            "include_deceased cannot be maybe.",
            "include_deceased=yes or include_deceased=no",
        ),
        ("moon=full", "moon is no switch.", "The switches are ten_years_counts, "),
        ("switches.moon=full", "moon is no switch.", ", include_deceased, include_predecessor_sections, "),
    ],
)
def test_a_refusal_says_what_may_be_set(change: str, sentence: str, advice: str, bench: Bench) -> None:
    with pytest.raises(UsageError) as refused:
        changed_policy(bench.policy, [change])
    assert refused.value.code == "bad-setting"
    assert refused.value.sentence == sentence
    assert advice in refused.value.advice


def test_where_no_years_are_compared_nothing_may_be_set(bench: Bench) -> None:
    assert [one.id for one in thresholds(bench.policy)][:2] == ["age_50", "under_21"]
    assert thresholds(bench.statute_only) == ()
    with pytest.raises(UsageError) as refused:
        changed_policy(bench.statute_only, ["age_50.years=45"])
    assert refused.value.advice == "There one may set nothing."
