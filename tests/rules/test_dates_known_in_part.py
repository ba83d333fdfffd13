"""Dates known to the month or the year: a contradiction is one only where no possible day avoids it."""

from datetime import date

import pytest
from rules_bench import Bench

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.rules.age import is_believable
from expunge_desktop.rules.facts import derive_facts


def contradicts(found: Finding) -> bool:
    """Whether a person must look at the dates."""
    return "sanity.dates" in found.rule_path


@pytest.mark.parametrize(
    ("born", "offense", "conviction", "wrong"),
    [
        # born before the offense's last possible day, on its first possible birthday
        ("1990-03", "1990", "2005-03-01", False),
        ("1990-01-01", "1990", "2005-03-01", False),
        ("1990", "1990-06-01", "2005-03-01", False),
        ("1990", "1990-01-01", "2005-03-01", True),
        ("1991", "1990", "2005-03-01", True),
        # the offense not after the conviction's last possible day
        ("1970-01-01", "2005-03-15", "2005-03", False),
        ("1970-01-01", "2005-03-31", "2005", False),
        ("1970-01-01", "2005-04-01", "2005-03", True),
        # the conviction not after the evaluation date
        ("1970-01-01", "2014-01-01", "2015-06-30", False),
        ("1970-01-01", "2014-01-01", "2015", False),
        ("1970-01-01", "2014-01-01", "2015-06", False),
        ("1970-01-01", "2014-01-01", "2015-07-01", True),
        ("1970-01-01", "2014-01-01", "2016", True),
    ],
)
def test_only_dates_that_cannot_agree_contradict_each_other(
    born: str, offense: str, conviction: str, wrong: bool, bench: Bench
) -> None:
    count = bench.count(offense_on=offense, conviction_on=conviction)
    found = bench.finding(count, born=born, as_of=date(2015, 6, 30))
    assert contradicts(found) is wrong


def test_a_birth_after_the_last_possible_day_contradicts_an_offense_without_a_first_one(bench: Bench) -> None:
    unbounded: dict[str, object] = {"missing_offense_date": "unbounded"}
    count = bench.count(offense_on=None)
    assert contradicts(bench.finding(count, born="2010-01-01", switches=unbounded))
    assert not contradicts(bench.finding(count, born="1980-01-01", switches=unbounded))


@pytest.mark.parametrize(
    ("charge", "offense", "conviction", "wrong"),
    [
        ("11359 HS", "1973", "1974-02-01", False),  # the section began on March 7, 1973
        ("11359 HS", "1973-02", "1974-02-01", True),
        ("11359 HS", "1973-03", "1974-02-01", False),
        ("11530.5 HS", "1973", "1974-02-01", False),  # its predecessor ended the day before
        ("11530.5 HS", "1973-04", "1974-02-01", True),
        ("11530.5 HS", "1973-03", "1974-02-01", False),
        ("11530.5 HS", "2016", "2017-02-01", True),  # months before and after the Act, long after its end
    ],
)
def test_a_section_may_have_been_in_force_on_some_day_of_the_offense(
    charge: str, offense: str, conviction: str, wrong: bool, bench: Bench
) -> None:
    count = bench.count(charge, offense_on=offense, conviction_on=conviction)
    assert contradicts(bench.finding(count, born="1940-01-01")) is wrong


def test_an_offense_under_the_present_law_after_its_conviction_is_for_a_person(bench: Bench) -> None:
    found = bench.finding(bench.count(offense_on="2017-05-01", conviction_on="2016-02-01"))
    assert (found.statutory_outcome, found.policy_outcome) == ("HAND_REVIEW", "HAND_REVIEW")
    assert contradicts(found)


@pytest.mark.parametrize(
    ("offense", "conviction", "outcome"),
    [
        ("1959-01-01", "1959-06-01", "NOT_ELIGIBLE"),
        ("1959", "1960-06-01", "NOT_ELIGIBLE"),
        ("1958-12-31", "1959-06-01", "HAND_REVIEW"),
        ("1958", "1959-06-01", "HAND_REVIEW"),
        (None, "1960-06-01", "HAND_REVIEW"),  # inferred: from June 1957 on
        (None, "1962-06-01", "NOT_ELIGIBLE"),  # inferred: from June 1959 on
    ],
)
def test_the_old_section_for_all_narcotics_is_rejected_only_surely_from_1959_on(
    offense: str | None, conviction: str, outcome: str, bench: Bench
) -> None:
    count = bench.count("11500 HS", offense_on=offense, conviction_on=conviction)
    assert bench.finding(count, born="1930-01-01").statutory_outcome == outcome


def test_without_a_first_possible_day_the_old_section_is_for_a_person(bench: Bench) -> None:
    count = bench.count("11500 HS", offense_on=None, conviction_on="1962-06-01")
    unbounded: dict[str, object] = {"missing_offense_date": "unbounded"}
    assert bench.finding(count, born="1930-01-01", switches=unbounded).statutory_outcome == "HAND_REVIEW"


def test_a_level_of_any_day_the_offense_may_have_been_on_is_possible(bench: Bench) -> None:
    """An ounce was a misdemeanor until 2011: inferred back to June 2010, it may have been one."""
    count = bench.count("11357(B) HS", level="M", offense_on=None, conviction_on="2011-06-01")
    found = bench.finding(count)
    assert "HR-LEVEL" not in found.review_codes
    assert found.statutory_outcome == "DISMISS_SEAL"


def test_a_level_of_any_day_the_conviction_may_have_been_on_is_possible(bench: Bench) -> None:
    """Convicted at some time of 1973 under a section that began in March."""
    found = bench.finding(bench.count(offense_on=None, conviction_on="1973"), born="1930-01-01")
    assert "HR-LEVEL" not in found.review_codes


@pytest.mark.parametrize(
    ("listed", "challenged", "route"),
    [
        (None, False, "11361.8(e)-(f)"),
        (True, None, "11361.8(e)-(f)"),
        (True, False, "11361.9(d)"),
        (False, False, "11361.8(e)-(f)"),
    ],
)
def test_the_list_is_the_way_only_for_what_is_listed_and_not_challenged(
    listed: bool | None, challenged: bool | None, route: str, bench: Bench
) -> None:
    assert bench.finding(bench.count(is_doj_listed=listed, is_challenged=challenged)).route == route


@pytest.mark.parametrize(
    ("born", "on", "believable"),
    [
        ("1980", "1980", True),
        ("1980-03-03", "1980-03-03", True),
        ("1980-03-03", "1980-03-02", False),
        ("1980-03-03", "1980-03", True),
        ("1980-03-03", "2080-12-31", True),
        ("1980-03-03", "2081", False),
    ],
)
def test_an_entry_may_be_dated_from_the_birth_to_the_year_of_the_hundredth_birthday(
    born: str, on: str, believable: bool
) -> None:
    assert is_believable(PartialDate.parse(born), PartialDate.parse(on)) is believable


@pytest.mark.parametrize(
    ("days", "occasions", "outcome"),
    [
        (("1985-02-02", "1985-03-03", "1985"), 2, "NOT_ELIGIBLE"),
        (("1985", "1985-03-03", "1985-02-02"), 2, "NOT_ELIGIBLE"),
        (("1985-02-02", "1985"), 1, "HAND_REVIEW"),
    ],
)
def test_two_days_surely_apart_are_two_priors_whatever_a_third_leaves_open(
    days: tuple[str, ...], occasions: int, outcome: str, bench: Bench
) -> None:
    priors = [bench.prior("11359 HS", day, ref=f"p{place}") for place, day in enumerate(days)]
    found = bench.finding(bench.count(), *priors)
    assert found.statutory_outcome == outcome
    assert ("HR-TWO-PRIORS" in found.review_codes) is (occasions < 2)


@pytest.mark.parametrize(
    ("charge", "level", "same"),
    [
        ("11360(A) HS", "F", "yes"),
        ("11360(A) HS", "M", "yes"),  # reduced afterwards, it was one under (a) all the same
        ("11360(A) HS", "", "yes"),
        ("11360 HS", "F", "yes"),
        ("11360 HS", "M", ""),
        ("11360 HS", "", "maybe"),
        ("11360(B) HS", "M", ""),
    ],
)
def test_a_prior_supply_is_the_same_offense_by_its_subdivision_or_by_its_level(
    charge: str, level: str, same: str, bench: Bench
) -> None:
    who = bench.person(bench.count("11360(A) HS"), bench.prior(charge, level=level, fact_codes=["LIFE_TERM"]))
    (prior,) = derive_facts(who, bench.law)["1"].priors
    assert prior.same_offense == same
