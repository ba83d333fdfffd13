"""A date known in part is taken for a day only where a day of it would contradict the record or the law."""

from datetime import date

import pytest
from rules_bench import Bench

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.offense_date import Interval, days_taken

SECTION = "taken for a day when the section was in force"


def taken(bench: Bench, section: str, subdivision: str, first: date | None, last: date | None) -> list[str]:
    """What is taken of an offense of 1975 between these days, for the rows of a section."""
    facts = ConvictionFacts("1", "", Disposition.CONVICTED, offense_on=PartialDate(1975))
    rows = [row for row in bench.law.sections[section] if row.subdivision == subdivision]
    return days_taken(facts, Interval(first, last), rows)


@pytest.mark.parametrize(
    ("first", "last", "is_told"),
    [
        (date(1973, 3, 7), date(2016, 11, 8), False),  # both rows of 11357, one after the other
        (date(1975, 1, 1), date(1976, 12, 31), False),
        (date(1973, 3, 6), date(1973, 12, 31), True),
        (date(2016, 1, 1), date(2016, 11, 9), True),
        (None, date(1975, 12, 31), False),
        (date(1975, 1, 1), None, False),
        (date(1972, 1, 1), None, True),
        (None, date(2016, 12, 31), True),
    ],
)
def test_the_section_is_in_force_from_its_first_row_to_its_last(
    first: date | None, last: date | None, is_told: bool, bench: Bench
) -> None:
    found = taken(bench, "11357", "", first, last)
    assert len(found) == is_told
    assert all(SECTION in sentence for sentence in found)


def test_offense_and_conviction_of_one_month_are_taken_in_their_order(bench: Bench) -> None:
    count = bench.count("11359 HS", offense_on="1974-06", conviction_on="1974-06")
    found = bench.finding(count, born="1940")
    assert "HR-DATE" not in found.review_codes
    assert [fact for fact in found.missing_facts if "recorded only as" in fact] == [
        "the offense date: recorded only as 1974-06, taken for a day not after the conviction (complaint)",
        "the conviction date: recorded only as 1974-06, taken for a day not before the offense (abstract of "
        "judgment)",
    ]
