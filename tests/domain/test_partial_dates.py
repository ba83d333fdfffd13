"""Dates as records write them: known to the day, the month or the year, never more than was written."""

from datetime import date

import pytest

from expunge_desktop.domain.partial_date import ImpossibleDateError, PartialDate, add_years


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1999-04-07", (1999, 4, 7)),
        ("19990407", (1999, 4, 7)),
        ("04/07/1999", (1999, 4, 7)),
        ("4/7/1999", (1999, 4, 7)),
        ("12/31/1999", (1999, 12, 31)),
        ("1999-04", (1999, 4, None)),
        ("1999", (1999, None, None)),
        ("19990400", (1999, 4, None)),
        ("19990000", (1999, None, None)),
        ("00/00/1999", (1999, None, None)),
        (" 1999-04-07 ", (1999, 4, 7)),
    ],
)
def test_every_written_form_is_read(text: str, parts: tuple[int, int | None, int | None]) -> None:
    read = PartialDate.parse(text)
    assert read is not None
    assert (read.year, read.month, read.day) == parts


@pytest.mark.parametrize("text", ["", "  ", "NULL", "null", "0", "00000000", "0000-00-00", "00/00/0000", "-"])
def test_blanks_and_zeros_are_unknown(text: str) -> None:
    assert PartialDate.parse(text) is None


@pytest.mark.parametrize(
    "text",
    ["19991332", "2001-02-29", "1999-13", "1999-04-31", "x", "19990007", "1999-00-07", "199904", "1999-4-7",
     "x1999-04-07", "1999-04-07x", "x19990407", "19990407x", "x4/7/1999", "4/7/1999x", "1999-04x", "1999x",
     "1999-04-07-01", "1799-12-31", "2200-01-01", "X", "1999-", "NULL0"],
)  # fmt: skip
def test_what_is_no_date_of_the_calendar_is_refused_with_a_word(text: str) -> None:
    with pytest.raises(ImpossibleDateError) as refused:
        PartialDate.parse(text)
    assert str(refused.value) not in ("", "None")


@pytest.mark.parametrize(("text", "quoted"), [("19990007", "19990007"), ("once", "once"), ("1799", "1799")])
def test_the_refusal_names_what_was_written(text: str, quoted: str) -> None:
    with pytest.raises(ImpossibleDateError, match=quoted):
        PartialDate.parse(text)


def test_a_day_that_a_month_does_not_have_is_told_in_words_without_its_cause() -> None:
    with pytest.raises(ImpossibleDateError, match=r"^day ") as refused:
        PartialDate(2001, 2, 29)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("year", [1800, 2199])
def test_the_first_and_the_last_year_are_years(year: int) -> None:
    assert PartialDate(year).year == year


@pytest.mark.parametrize("year", [1799, 2200])
def test_years_beyond_are_none(year: int) -> None:
    with pytest.raises(ImpossibleDateError):
        PartialDate(year)


def test_a_day_without_its_month_is_no_date() -> None:
    with pytest.raises(ImpossibleDateError):
        PartialDate(1999, None, 7)
    with pytest.raises(ImpossibleDateError):
        PartialDate(1999, 13)


@pytest.mark.parametrize(
    ("written", "is_exact", "earliest", "latest"),
    [
        (PartialDate(1999, 4, 7), True, date(1999, 4, 7), date(1999, 4, 7)),
        (PartialDate(1999, 4), False, date(1999, 4, 1), date(1999, 4, 30)),
        (PartialDate(2000, 2), False, date(2000, 2, 1), date(2000, 2, 29)),
        (PartialDate(1999, 12), False, date(1999, 12, 1), date(1999, 12, 31)),
        (PartialDate(1999), False, date(1999, 1, 1), date(1999, 12, 31)),
    ],
)
def test_a_date_known_in_part_may_be_any_day_of_it(
    written: PartialDate, is_exact: bool, earliest: date, latest: date
) -> None:
    assert written.is_exact is is_exact
    assert written.earliest == earliest
    assert written.latest == latest


@pytest.mark.parametrize("text", ["1999", "1999-04", "1999-04-07", "1801-01-01"])
def test_what_is_printed_is_what_was_known(text: str) -> None:
    read = PartialDate.parse(text)
    assert str(read) == text
    assert read is not None
    assert PartialDate.of(read.earliest) == PartialDate(
        read.earliest.year, read.earliest.month, read.earliest.day
    )


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2000, 2, 29), 1, date(2001, 3, 1)),
        (date(2000, 2, 29), 4, date(2004, 2, 29)),
        (date(2000, 2, 29), -1, date(1999, 3, 1)),
        (date(2000, 2, 28), 1, date(2001, 2, 28)),
        (date(1999, 4, 7), -10, date(1989, 4, 7)),
    ],
)
def test_a_birthday_falls_on_the_same_day_or_the_first_of_march(day: date, years: int, later: date) -> None:
    assert add_years(day, years) == later


@pytest.mark.parametrize(("years", "later"), [(1, date(2001, 2, 28)), (-1, date(1999, 2, 28))])
def test_a_leap_day_may_fall_on_the_28th(years: int, later: date) -> None:
    assert add_years(date(2000, 2, 29), years, leap_day_to_march=False) == later
