"""Criteria about the day of the conviction itself and about felonies alone; parts of which none may hold."""

from datetime import date

import pytest
from policy_bench import POLICY, Desk, letter

from expunge_desktop.domain.outcome import Level


def one_test(test: str) -> str:
    """A policy of one criterion."""
    return POLICY + f"  one:\n    title: the one\n    {test}\n"


@pytest.mark.parametrize(
    ("test", "on", "expected"),
    [
        ("{test: years_since_conviction, years: 10}", "2010-02-11", "D"),
        ("{test: years_since_conviction, years: 10}", "2010-02-12", "M"),
        ("{test: years_since_conviction, years: 10}", "2010-02", "H"),
        ("{test: years_since_conviction, years: 10}", "2010-01", "D"),
        ("{test: years_since_conviction, years: 10}", "2010-03", "M"),
        ("{test: convicted_before, date: 1996-11-05}", "1996-11-04", "D"),
        ("{test: convicted_before, date: 1996-11-05}", "1996-11-05", "M"),
        ("{test: convicted_before, date: 1996-11-05}", "1996-11", "H"),
        ("{test: convicted_before, date: 1996-11-01}", "1996-11", "M"),
        ("{test: convicted_before, date: 1996-12-01}", "1996-11", "D"),
        ('{test: convicted_before, date: "1996-11-05"}', "1996", "H"),
        ("{test: convicted_on_or_after, date: 1996-11-05}", "1996-11-05", "D"),
        ("{test: convicted_on_or_after, date: 1996-11-05}", "1996-11-04", "M"),
        ("{test: convicted_on_or_after, date: 1996-11-05}", "1996-11", "H"),
    ],
)
def test_the_date_of_this_conviction_decides_to_the_day(
    desk: Desk, test: str, on: str, expected: str
) -> None:
    body = test.strip("{}").replace(", ", "\n    ")
    policy = desk.written(one_test(body))
    count = desk.count("11359 HS", offense_on="", conviction_on=on)
    found = desk.finding(count, born="1950-01-01", policy=policy)
    assert letter(found.policy_outcome) == expected
    if expected == "H":
        assert "HR-DATE" in found.review_codes
        assert "ONE: the date of the conviction (docket)" in found.missing_facts


def test_a_person_s_later_convictions_do_not_touch_years_since_this_one(desk: Desk) -> None:
    later = desk.prior("459 PC", "2019-05-05")
    since = desk.written(one_test("test: years_since_conviction\n    years: 10"))
    without = desk.written(one_test("test: years_without_conviction\n    years: 10"))
    assert letter(desk.finding(desk.count(), later, policy=since).policy_outcome) == "D"
    assert letter(desk.finding(desk.count(), later, policy=without).policy_outcome) == "M"


def test_the_leap_day_convention_reaches_the_years_since_a_conviction(desk: Desk) -> None:
    policy = desk.written(one_test("test: years_since_conviction\n    years: 9"))
    count = desk.count("11359 HS", offense_on="2010-06-01", conviction_on="2011-03-01")
    for feb29, expected in (("march_1", "D"), ("february_28", "M")):
        found = desk.finding(count, policy=policy, as_of=date(2020, 2, 29), switches={"feb29": feb29})
        assert letter(found.policy_outcome) == expected


def test_years_without_felony_asks_for_felonies_whatever_the_switch_says(desk: Desk) -> None:
    policy = desk.written(one_test("test: years_without_felony\n    years: 10"))
    for level, expected in ((Level.MISDEMEANOR, "D"), (Level.FELONY, "M"), (None, "H")):
        later = desk.prior("459 PC", "2019-05-05", level=level)
        found = desk.finding(desk.count(), later, policy=policy)
        assert letter(found.policy_outcome) == expected, level
        assert 14 not in found.disputes


def test_none_holds_when_no_part_does_and_unknown_stays_unknown(desk: Desk) -> None:
    policy = desk.written(
        POLICY
        + "  clean:\n    title: old, and not a recent offender\n    all:\n"
        + "      - {test: age_at_evaluation, years: 40}\n"
        + "      - none:\n"
        + "          - {test: convicted_on_or_after, date: 2004-01-01}\n"
        + "          - {test: single_conviction}\n"
    )
    old = {"offense_on": "1999-01-01", "conviction_on": "1999-03-01"}
    other = desk.prior("11357(b) HS", "1997-01-01", level="M")
    for count, others, expected in (
        (desk.count(**old), (other,), "D"),
        (desk.count(**old), (), "M"),
        (desk.count(), (other,), "M"),
        (desk.count(offense_on="", conviction_on=""), (other,), "H"),
    ):
        found = desk.finding(count, *others, born="1970-01-01", policy=policy)
        assert letter(found.policy_outcome) == expected, (count.conviction_on, others)


def test_a_part_that_a_switch_puts_out_of_use_never_holds(desk: Desk) -> None:
    text = POLICY + "  any_of:\n    title: dead or 90\n    any:\n"
    text += "      - {test: deceased}\n      - {test: age_at_evaluation, years: 90}\n"
    policy = desk.written(text)
    assert letter(desk.finding(desk.count(), policy=policy, is_deceased=True).policy_outcome) == "D"
    off = desk.finding(desk.count(), policy=policy, is_deceased=True, switches={"include_deceased": False})
    assert letter(off.policy_outcome) == "M"
