"""A filing freezes the criteria and switches of its policy in words, for what is declared to the court."""

from datetime import date
from typing import Any

from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.make_filing import make_filing, stored_filing


def test_the_criteria_in_force_and_every_switch_are_frozen(county: Any) -> None:
    (made,) = make_filing(county.ada)
    with county.ada.read() as connection:
        policy = stored_filing(connection, made.id).policy
    assert [code for code, _ in policy.first_dismissals] == ["MISD_POSSESSION", "FELONY_11357_A_B"]
    assert [code for code, _ in policy.criteria] == [
        "AGE_50", "UNDER_21", "TEN_YEARS", "PROBATION", "DECEASED",
    ]  # fmt: skip
    assert dict(policy.criteria)["AGE_50"].startswith("the person is 50 years old or older")
    assert policy.switch("ten_years_counts") == "any"
    assert policy.switch("only_cannabis") == "no"
    assert len(policy.switches) == 12
    assert policy.is_expanding
    assert not policy.needs_all_criteria


def test_a_policy_of_the_statute_alone_has_only_the_switches_that_the_statute_asks(county: Any) -> None:
    assess(county.ada, "statute-only", date(2020, 2, 11))
    (made,) = make_filing(county.ada)
    with county.ada.read() as connection:
        policy = stored_filing(connection, made.id).policy
    assert not policy.is_expanding
    assert (policy.first_dismissals, policy.criteria) == ((), ())
    assert [switch.name for switch in policy.switches] == [
        "include_predecessor_sections", "same_day_priors", "two_priors_before_act", "feb29",
        "missing_offense_date", "convictions_after_act",
    ]  # fmt: skip


def test_positions_on_disputed_points_say_nothing_of_other_policies(county: Any) -> None:
    (made,) = make_filing(county.ada)
    with county.ada.read() as connection:
        policy = stored_filing(connection, made.id).policy
    positions = dict(policy.positions)
    assert positions["11357(c) and (d) misdemeanors"] == "not eligible by the statute"
    assert positions["Transfers under PC 1203.9"] == "hand review"
    assert not any("criteria" in position for position in positions.values())
    switched = {switch.title for switch in policy.switches}
    assert not switched & set(positions)
