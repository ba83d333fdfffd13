"""When the offense was and how much the file proves: as recorded, inferred with a flag, or unknown."""

from datetime import date
from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.rules.conviction_facts import ConvictionFacts, Sentence
from expunge_desktop.rules.law_tables import OVER, UNKNOWN, WITHIN
from expunge_desktop.rules.offense_date import Interval, offense_interval
from expunge_desktop.rules.quantity import CONFLICT, amount, measured
from expunge_desktop.rules.switches import Switches


def facts(**values: Any) -> ConvictionFacts:
    """Facts of a conviction, dates as text."""
    sentence = Sentence(PartialDate.parse(values.pop("convicted", "")))
    for name in ("offense_on", "commenced_on"):
        if name in values:
            values[name] = PartialDate.parse(values[name])
    return ConvictionFacts("1", "HS 11359", Disposition.CONVICTED, sentence=sentence, **values)


F, M, I = Level.FELONY, Level.MISDEMEANOR, Level.INFRACTION  # noqa: E741


@pytest.mark.parametrize(
    ("values", "earliest", "latest", "is_inferred"),
    [
        ({"offense_on": "2005-01-10", "convicted": "2005-03-01"}, "2005-01-10", "2005-01-10", False),
        ({"offense_on": "2005-04-10", "convicted": "2005-03-01"}, "2005-04-10", "2005-04-10", False),
        ({"offense_on": "2005", "convicted": "2005-03-01"}, "2005-01-01", "2005-03-01", False),
        ({"offense_on": "2005", "convicted": "2006-03-01"}, "2005-01-01", "2005-12-31", False),
        ({"offense_on": "2005", "convicted": "2004-03-01"}, "2005-01-01", "2005-12-31", False),
        ({"offense_on": "2005", "convicted": "2005-01-01"}, "2005-01-01", "2005-01-01", False),
        ({"offense_on": "2005"}, "2005-01-01", "2005-12-31", False),
        ({"offense_on": "2005", "commenced_on": "2005-02-02", "convicted": "2005-03-01"}, "2005-01-01",
         "2005-02-02", False),
        ({"level": F, "convicted": "2005-03-01"}, "2002-03-01", "2005-03-01", True),
        ({"level": None, "convicted": "2005-03-01"}, "2002-03-01", "2005-03-01", True),
        ({"level": M, "convicted": "2005-03-01"}, "2004-03-01", "2005-03-01", True),
        ({"level": I, "convicted": "2005-03-01"}, "2004-03-01", "2005-03-01", True),
        ({"level": M, "has_level_conflict": True, "convicted": "2005-03-01"}, "2002-03-01", "2005-03-01",
         True),
        ({"level": M, "convicted": "2005"}, "2004-01-01", "2005-12-31", True),
        ({"level": M, "commenced_on": "2004-06", "convicted": "2005-03-01"}, "2003-06-01", "2004-06-30",
         True),
        ({"level": M, "commenced_on": "2005-06-01", "convicted": "2005-03-01"}, "2004-06-01", "2005-03-01",
         True),
        ({"level": M, "commenced_on": "2004-06-01"}, "2003-06-01", "2004-06-01", True),
        ({"level": M}, None, None, True),
    ],
)  # fmt: skip
def test_the_offense_lies_within_what_the_record_bounds(
    values: dict[str, Any], earliest: str | None, latest: str | None, is_inferred: bool, bench: Bench
) -> None:
    found = offense_interval(facts(**values), bench.law, Switches())
    days = [date.fromisoformat(text) if text else None for text in (earliest, latest)]
    assert found == Interval(days[0], days[1], is_inferred)


def test_without_the_inference_a_missing_day_has_no_first_bound(bench: Bench) -> None:
    unbounded = Switches(missing_offense_date="unbounded")
    convicted = facts(level=M, convicted="2005-03-01")
    assert offense_interval(convicted, bench.law, unbounded) == Interval(None, date(2005, 3, 1), True)
    begun = facts(level=M, commenced_on="2004-06-01", convicted="2005-03-01")
    assert offense_interval(begun, bench.law, unbounded).earliest == date(2003, 6, 1)


@pytest.mark.parametrize(
    ("row", "values", "found"),
    [
        ("hs.11358.base", {"plants": 6}, WITHIN),
        ("hs.11358.base", {"plants": 7}, OVER),
        ("hs.11358.base", {"plants": 0}, WITHIN),
        ("hs.11358.base", {"cannabis_grams": 500.0}, UNKNOWN),
        ("hs.11357a.base", {"concentrate_grams": 8.0}, WITHIN),
        ("hs.11357a.base", {"concentrate_grams": 8.1}, OVER),
        ("hs.11357a.base", {"cannabis_grams": 1.0}, UNKNOWN),
        ("hs.11357b.base", {}, WITHIN),
        ("hs.11357b.base", {"cannabis_grams": 28.5}, WITHIN),
        ("hs.11357b.base", {"cannabis_grams": 28.6}, CONFLICT),
        ("hs.11357c.base", {}, OVER),
        ("hs.11357c.base", {"cannabis_grams": 28.6}, OVER),
        ("hs.11357c.base", {"cannabis_grams": 28.5}, CONFLICT),
        ("hs.11360a.base", {}, UNKNOWN),
        ("hs.11360a.base", {"cannabis_grams": 5.0}, UNKNOWN),
        ("hs.11360a.base", {"cannabis_grams": 5.0, "fact_codes": ("PERSONAL_TRANSPORT",)}, WITHIN),
        ("hs.11360a.base", {"cannabis_grams": 5.0, "fact_codes": ("GIFT",)}, WITHIN),
        ("hs.11360a.base", {"cannabis_grams": 5.0, "fact_codes": ("GIFT", "SALE")}, UNKNOWN),
        ("hs.11360a.base", {"cannabis_grams": 5.0, "fact_codes": ("GIFT", "SALE_TO_MINOR")}, UNKNOWN),
        ("hs.11360a.base", {"cannabis_grams": 5.0, "fact_codes": ("GIFT", "IMPORT_EXPORT")}, UNKNOWN),
        ("hs.11360a.base", {"cannabis_grams": 50.0}, OVER),
        ("hs.11360a.base", {"cannabis_grams": 50.0, "fact_codes": ("GIFT",)}, OVER),
        ("hs.11360a.base", {"fact_codes": ("GIFT",)}, UNKNOWN),
        ("hs.11359.base", {"cannabis_grams": 5.0, "plants": 1, "concentrate_grams": 1.0}, UNKNOWN),
    ],
)
def test_the_file_proves_within_over_or_neither(
    row: str, values: dict[str, Any], found: str, bench: Bench
) -> None:
    assert measured(facts(**values), bench.law.rows[row], bench.law) == found


@pytest.mark.parametrize(
    ("cannabis", "concentrate", "found"),
    [
        (None, None, UNKNOWN),
        (28.5, None, WITHIN),
        (None, 4.0, WITHIN),
        (28.6, None, OVER),
        (None, 4.1, OVER),
        (28.5, 4.1, OVER),
        (28.6, 4.0, OVER),
        (28.5, 4.0, WITHIN),
    ],
)
def test_cannabis_and_concentrate_together(
    cannabis: float | None, concentrate: float | None, found: str
) -> None:
    assert amount(facts(cannabis_grams=cannabis, concentrate_grams=concentrate), 28.5, 4.0) == found


def test_either_measure_asks_for_both(bench: Bench) -> None:
    either = [row for row in bench.law.rows.values() if row.measure == "either"]
    for row in either:
        assert measured(facts(concentrate_grams=8.1), row, bench.law) == OVER
        assert measured(facts(cannabis_grams=1.0), row, bench.law) == WITHIN
        assert measured(facts(), row, bench.law) == UNKNOWN
    assert either
