"""An age is yes, no or open over every day that birth and offense may have had."""

from datetime import date

import pytest
from rules_bench import Bench

from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.age import has_reached, is_believable, possible_bands
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.switches import Switches

MARCH, FEBRUARY = Switches(feb29="march_1"), Switches(feb29="february_28")
YEAR_2005 = Interval(date(2005, 1, 1), date(2005, 12, 31))


def read(text: str) -> PartialDate | None:
    """A birth date as recorded; empty = unknown."""
    return PartialDate.parse(text)


@pytest.mark.parametrize(
    ("born", "earliest", "latest", "reached"),
    [
        ("1984-01-10", date(2005, 1, 10), date(2005, 1, 10), Tri.YES),
        ("1984-01-11", date(2005, 1, 10), date(2005, 1, 10), Tri.NO),
        # reached on the very last day of the interval: on some days, not on others
        ("1984-01-31", date(2005, 1, 1), date(2005, 1, 31), Tri.UNKNOWN),
        ("1984-02-01", date(2005, 1, 1), date(2005, 1, 31), Tri.NO),
        ("1984-01-01", date(2005, 1, 1), date(2005, 1, 31), Tri.YES),
        ("1984-01", date(2005, 1, 31), date(2005, 1, 31), Tri.YES),
        ("1984-01", date(2005, 1, 30), date(2005, 1, 30), Tri.UNKNOWN),
        ("1984-01", date(2004, 12, 31), date(2005, 1, 1), Tri.UNKNOWN),
        ("1984-01", date(2004, 12, 30), date(2004, 12, 31), Tri.NO),
        ("1984", date(2005, 12, 31), date(2005, 12, 31), Tri.YES),
        ("1984", date(2004, 12, 31), date(2004, 12, 31), Tri.NO),
        # no first day known: the offense may lie before the birthday
        ("1984-01-10", None, date(2005, 1, 10), Tri.UNKNOWN),
        ("1984-01-10", None, date(2005, 1, 9), Tri.NO),
        ("1984-01-10", date(2010, 1, 1), None, Tri.UNKNOWN),
        ("", date(2010, 1, 1), date(2010, 1, 1), Tri.UNKNOWN),
    ],
)
def test_twenty_one_on_all_days_on_none_or_on_some(
    born: str, earliest: date | None, latest: date | None, reached: Tri
) -> None:
    assert has_reached(read(born), 21, earliest, latest, MARCH) is reached


@pytest.mark.parametrize(
    ("day", "march", "february"),
    [
        (date(2005, 2, 28), Tri.NO, Tri.YES),
        (date(2005, 3, 1), Tri.YES, Tri.YES),
        (date(2005, 2, 27), Tri.NO, Tri.NO),
    ],
)
def test_who_is_born_on_a_leap_day_is_older_by_the_switch(day: date, march: Tri, february: Tri) -> None:
    assert has_reached(read("1984-02-29"), 21, day, day, MARCH) is march
    assert has_reached(read("1984-02-29"), 21, day, day, FEBRUARY) is february


@pytest.mark.parametrize(
    ("born", "bands"),
    [
        ("1980-06-15", ("21+",)),
        ("1984-06-15", ("21+", "18-20")),
        ("1985-06-15", ("18-20",)),
        ("1987-06-15", ("18-20", "under 18")),
        ("1990-06-15", ("under 18",)),
        ("", ("21+", "18-20")),
    ],
)
def test_every_band_the_person_may_have_been_in_is_kept(
    born: str, bands: tuple[str, ...], bench: Bench
) -> None:
    assert possible_bands(read(born), YEAR_2005, bench.law, MARCH) == bands


def test_without_any_offense_date_all_bands_are_possible(bench: Bench) -> None:
    assert possible_bands(read("1984"), Interval(None, None), bench.law, MARCH) == (
        "21+",
        "18-20",
        "under 18",
    )


def test_the_band_follows_the_leap_day_switch(bench: Bench) -> None:
    day = Interval(date(2005, 2, 28), date(2005, 2, 28))
    assert possible_bands(read("1984-02-29"), day, bench.law, MARCH) == ("18-20",)
    assert possible_bands(read("1984-02-29"), day, bench.law, FEBRUARY) == ("21+",)
    eighteen = Interval(date(2006, 2, 28), date(2006, 2, 28))
    assert possible_bands(read("1988-02-29"), eighteen, bench.law, MARCH) == ("under 18",)
    assert possible_bands(read("1988-02-29"), eighteen, bench.law, FEBRUARY) == ("18-20",)


@pytest.mark.parametrize(
    ("born", "on", "youngest", "is_possible"),
    [
        ("1980-03-03", "1990-01-01", 10, True),
        ("1980-03-03", "1989-12-31", 10, False),
        ("1980-03-03", "1980-03-03", 0, True),
        ("1980-03-03", "1980-03-02", 0, False),
        ("1980", "1990", 10, True),
        ("1980", "1989", 10, False),
        ("1880-01-01", "1981-01-01", 0, False),
        ("1880-12-31", "1980-12-31", 0, True),
        ("1880", "1981", 0, False),
        ("1880", "1980", 0, True),
        ("1980-06", "1980-06", 0, True),
        ("1980-06-15", "1980-06", 0, True),
        ("1980-06", "1980-06-15", 0, True),
        ("1980-06", "1980-05", 0, False),
        ("", "1850-01-01", 0, True),
        ("1980-03-03", "", 0, True),
    ],
)
def test_an_entry_falls_into_a_life_of_at_most_a_hundred_calendar_years(
    born: str, on: str, youngest: int, is_possible: bool
) -> None:
    assert is_believable(read(born), read(on), youngest=youngest) is is_possible
