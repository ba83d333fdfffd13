"""Birthdays, ten years to the day, the Act date, partial and missing dates."""

from datetime import date

import pytest
from rules_bench import Bench

from expunge_desktop.domain.partial_date import PartialDate


@pytest.mark.parametrize(
    ("born", "outcome"),
    [("1984-01-10", "D"), ("1984-01-11", "I"), ("1987-01-10", "I"), ("1987-01-11", "I"), ("1987-01-12", "I")],
)
def test_age_is_tested_on_the_day_of_the_offense(born: str, outcome: str, bench: Bench) -> None:
    assert bench.outcomes(bench.count("11357(B) HS", level="M"), born=born)[0] == outcome


@pytest.mark.parametrize(("born", "outcome"), [("1987-01-10", "M"), ("1987-01-11", "I")])
def test_the_eighteenth_birthday_makes_an_adult(born: str, outcome: str, bench: Bench) -> None:
    assert bench.outcomes(bench.count("11359 HS"), born=born)[0] == outcome


@pytest.mark.parametrize(
    ("convention", "offense", "outcome"),
    [("march_1", "2005-02-28", "I"), ("march_1", "2005-03-01", "D"), ("february_28", "2005-02-28", "D")],
)
def test_a_leap_day_birthday_follows_the_switch(
    convention: str, offense: str, outcome: str, bench: Bench
) -> None:
    count = bench.count("11357(B) HS", level="M", offense_on=offense, conviction_on="2005-06-01")
    found = bench.outcomes(count, born="1984-02-29", switches={"feb29": convention})
    assert found[0] == outcome


@pytest.mark.parametrize(("born", "criterion"), [("1970-02-11", "AGE_50"), ("1970-02-12", "NONE")])
def test_fifty_is_reached_on_the_birthday(born: str, criterion: str, bench: Bench) -> None:
    count = bench.count(conviction_on="2013-03-01", offense_on="2013-01-01")
    assert bench.finding(count, born=born).policy_criterion == criterion


def test_a_birth_year_alone_decides_fifty_where_it_can(bench: Bench) -> None:
    count = bench.count(conviction_on="2013-03-01", offense_on="2013-01-01")
    assert bench.finding(count, born="1969").policy_criterion == "AGE_50"
    assert bench.outcomes(count, born="1971") == ("M", "M")
    open_year = bench.finding(count, born="1970")
    assert open_year.policy_outcome == "HAND_REVIEW"
    assert "HR-AGE" in open_year.review_codes


@pytest.mark.parametrize(
    ("born", "convicted", "criterion"),
    [
        ("1993-05-10", "2014-05-09", "UNDER_21"),
        ("1993-05-09", "2014-05-09", "NONE"),
        ("1993-05", "2014-05-09", "HAND"),
        ("1993-05-10", "2014-05", "HAND"),
    ],
)
def test_under_21_is_tested_at_the_conviction(
    born: str, convicted: str, criterion: str, bench: Bench
) -> None:
    count = bench.count(offense_on="2014-01-05", conviction_on=convicted)
    found = bench.finding(count, born=born)
    if criterion == "HAND":
        assert (found.policy_outcome, found.statutory_outcome) == ("HAND_REVIEW", "REDESIGNATE_MISDEMEANOR")
    else:
        assert found.policy_criterion == criterion


def test_under_21_at_the_offense_is_a_switch(bench: Bench) -> None:
    count = bench.count(offense_on="2014-01-05", conviction_on="2014-05-09")
    found = bench.finding(count, born="1993-05-09", switches={"under21_at": "offense"})
    assert found.policy_criterion == "UNDER_21"


@pytest.mark.parametrize(
    ("last", "level", "outcomes"),
    [
        ("2010-02-11", "M", "MD"),
        ("2010-02-12", "M", "MM"),
        ("2010-02-12", "I", "MD"),
        ("2010-02-12", "", "MH"),
        ("2010-02", "M", "MH"),
        ("2009", "", "MD"),
        ("", "M", "MH"),
    ],
)
def test_ten_years_count_to_the_day(last: str, level: str, outcomes: str, bench: Bench) -> None:
    later = bench.prior("484(a) PC", last, level=level)
    assert "".join(bench.outcomes(bench.count(), later)) == outcomes


def test_ten_years_may_count_felonies_only(bench: Bench) -> None:
    later = bench.prior("484(a) PC", "2014-06-01", level="M")
    assert bench.outcomes(bench.count(), later) == ("M", "M")
    assert 14 in bench.finding(bench.count(), later).disputes
    assert bench.outcomes(bench.count(), later, switches={"ten_years_counts": "felony"}) == ("M", "D")


def test_convictions_elsewhere_count_for_the_ten_years(bench: Bench) -> None:
    assert bench.outcomes(bench.count(), bench.prior("484(a) PC", "2014-06-01", county="KERN"))[1] == "M"


@pytest.mark.parametrize(
    ("offense", "conviction", "outcomes"),
    [
        ("2016-11-08", "2016-11-08", "MM"),
        ("2016-11-08", "2016-11-09", "HN"),
        ("2016-11-09", "2016-11-10", "NN"),
        ("2017-05-01", "2017-08-01", "NN"),
        ("", "2016-11-09", "HN"),
        ("", "2016", "HH"),
        ("2016-01-05", "2016", "HH"),
        ("2016-01-05", "", "HH"),
    ],
)
def test_the_act_date_divides(offense: str, conviction: str, outcomes: str, bench: Bench) -> None:
    count = bench.count(offense_on=offense, conviction_on=conviction)
    assert "".join(bench.outcomes(count, born="1980-01-01")) == outcomes


def test_convictions_after_the_act_may_be_reviewed_but_never_dismissed(bench: Bench) -> None:
    late = bench.count(offense_on="2016-01-01", conviction_on="2016-11-09")
    after = bench.count(offense_on="2017-01-01", conviction_on="2017-11-09")
    switches: dict[str, object] = {"convictions_after_act": "hand_review"}
    assert bench.outcomes(late, born="1950-01-01", switches=switches) == ("H", "H")
    assert bench.outcomes(after, born="1950-01-01", switches=switches) == ("N", "N")


@pytest.mark.parametrize(
    ("born", "offense", "conviction"),
    [
        ("2005-01-10", "2005-01-10", "2005-03-01"),
        ("2010-01-01", "2005-01-10", "2005-03-01"),
        ("1980-01-01", "2005-04-10", "2005-03-01"),
        ("1980-01-01", "2005-01-10", "2020-02-12"),
        ("1980-01-01", "1972-01-10", "1972-03-01"),
    ],
)
def test_dates_that_contradict_each_other_stop_everything(
    born: str, offense: str, conviction: str, bench: Bench
) -> None:
    count = bench.count("11357(B) HS", level="M", offense_on=offense, conviction_on=conviction)
    found = bench.finding(count, born=born)
    assert found.statutory_outcome == "HAND_REVIEW"
    assert "HR-DATE" in found.review_codes
    assert found.policy_outcome in ("HAND_REVIEW", "NOT_ELIGIBLE")


@pytest.mark.parametrize(
    ("level", "born", "outcome"),
    [("M", "1983-02-28", "D"), ("M", "1983-03-02", "H"), ("M", "1984-06-01", "I")],
)
def test_a_missing_offense_date_reaches_back_one_year_for_a_misdemeanor(
    level: str, born: str, outcome: str, bench: Bench
) -> None:
    count = bench.count("11357(B) HS", level=level, offense_on=None, conviction_on="2005-03-01")
    assert bench.outcomes(count, born=born)[0] == outcome


def test_a_missing_offense_date_reaches_back_three_years_for_a_felony(bench: Bench) -> None:
    count = bench.count("11358 HS", offense_on=None, conviction_on="2005-03-01")
    assert bench.outcomes(count, born="1981-03-01")[0] == "D"
    assert bench.finding(count, born="1981-03-02").review_codes == ("HR-AGE",)
    assert any("limitation" in fact for fact in bench.finding(count, born="1981-03-01").missing_facts)


def test_commencement_bounds_a_missing_offense_date(bench: Bench) -> None:
    count = bench.count("11358 HS", offense_on=None, commenced_on="1995-06-01", conviction_on="2005-03-01")
    assert bench.outcomes(count, born="1971-06-01")[0] == "D"
    assert (
        bench.outcomes(count, born="1974-06-02")[0] == "I"
        or bench.finding(count, born="1974-06-02").review_codes
    )


def test_the_inference_from_the_limitation_period_can_be_forgone(bench: Bench) -> None:
    count = bench.count("11358 HS", offense_on=None, conviction_on="2005-03-01")
    found = bench.finding(count, born="1970-01-01", switches={"missing_offense_date": "unbounded"})
    assert found.review_codes == ("HR-AGE",)


@pytest.mark.parametrize(("charge", "level", "outcome"), [("11359 HS", "F", "M"), ("11358 HS", "F", "H")])
def test_a_missing_birth_date_means_adult_and_no_more(
    charge: str, level: str, outcome: str, bench: Bench
) -> None:
    found = bench.finding(bench.count(charge, level=level), born=None)
    assert {"M": "REDESIGNATE_MISDEMEANOR", "H": "HAND_REVIEW"}[outcome] == found.statutory_outcome
    assert "HR-AGE" in found.review_codes or outcome == "M"


def test_an_age_that_makes_no_difference_needs_no_review(bench: Bench) -> None:
    count = bench.count(offense_on="2005")
    assert bench.outcomes(count, born="1984-07-01")[0] == "M"


def test_a_partial_offense_date_ends_with_the_conviction(bench: Bench) -> None:
    count = bench.count("11357(B) HS", level="M", offense_on="2005", conviction_on="2005-03-01")
    assert bench.outcomes(count, born="1984-03-02")[0] == "I"


def test_the_evaluation_date_is_the_only_clock(bench: Bench) -> None:
    count = bench.count(conviction_on="2013-03-01", offense_on="2013-01-01")
    assert bench.outcomes(count, born="1980-03-03", as_of=date(2023, 2, 28))[1] == "M"
    assert bench.outcomes(count, born="1980-03-03", as_of=date(2023, 3, 1))[1] == "D"
    assert bench.outcomes(count, born="1980-03-03", as_of=date(2030, 3, 3))[1] == "D"
    assert PartialDate.parse("2013") is not None
