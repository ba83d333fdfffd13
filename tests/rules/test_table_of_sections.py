"""Every row of the before → after table: section, level, age at the offense, quantity proved."""

from typing import Any

import pytest
from rules_bench import Bench

ADULT, AT_19, AT_16 = "1980-03-03", "1985-06-01", "1988-06-01"  # 24, 19 and 16 on the offense date

# charge, level, facts of the count, statute at 21 or over, at 18 to 20, under 18; offense 2005-01-10.
ROWS: list[tuple[str, str, dict[str, Any], str, str, str]] = [
    ("11357(A) HS", "F", {}, "D", "I", "I"),
    ("11357(A) HS", "M", {}, "D", "I", "I"),
    ("11357(A) HS", "F", {"concentrate_grams": 8}, "D", "I", "I"),
    ("11357(A) HS", "F", {"concentrate_grams": 8.01}, "M", "M", "I"),
    ("11357(A) HS", "M", {"concentrate_grams": 40}, "N", "N", "I"),
    ("11357(B) HS", "M", {}, "D", "I", "I"),
    ("11357(B) HS", "M", {"cannabis_grams": 28.5}, "D", "I", "I"),
    ("11357(B) HS", "M", {"cannabis_grams": 28.6}, "H", "H", "H"),
    ("11357(C) HS", "M", {}, "N", "N", "I"),
    ("11357(C) HS", "M", {"cannabis_grams": 500}, "N", "N", "I"),
    ("11357(C) HS", "M", {"cannabis_grams": 20}, "H", "H", "H"),
    ("11357(C) HS", "F", {}, "H", "H", "H"),
    ("11357(D) HS", "M", {}, "N", "N", "H"),
    ("11357(E) HS", "M", {}, "H", "H", "I"),
    ("11357 HS", "M", {}, "D", "I", "I"),
    ("11357 HS", "M", {"cannabis_grams": 40}, "N", "N", "I"),
    ("11357 HS", "F", {}, "D", "I", "I"),
    ("11357 HS", "F", {"concentrate_grams": 9}, "M", "M", "I"),
    ("11358 HS", "F", {}, "D", "I", "I"),
    ("11358 HS", "F", {"plants": 6}, "D", "I", "I"),
    ("11358 HS", "F", {"plants": 7}, "M", "M", "I"),
    ("11358 HS", "", {}, "D", "I", "I"),
    ("11358 HS", "M", {}, "H", "H", "H"),
    ("11358 HS", "F", {"plants": 7, "fact_codes": ["ENVIRONMENTAL_HARM"]}, "N", "N", "I"),
    ("11358 HS", "F", {"plants": 6, "fact_codes": ["ENVIRONMENTAL_HARM"]}, "D", "I", "I"),
    ("11358 HS", "F", {"fact_codes": ["ENVIRONMENTAL_HARM"]}, "H", "H", "I"),
    ("11358 HS", "F", {"fact_codes": ["CULTIVATION_RULE_BREACH"]}, "I", "I", "I"),
    ("11359 HS", "F", {}, "M", "M", "I"),
    ("11359 HS", "", {}, "M", "M", "I"),
    ("11359 HS", "M", {}, "H", "H", "H"),
    ("11359 HS", "F", {"fact_codes": ["SALE_TO_MINOR"]}, "N", "N", "I"),
    ("11359 HS", "F", {"fact_codes": ["MINOR_EMPLOYED"]}, "N", "M", "I"),
    ("11360(A) HS", "F", {}, "M", "M", "I"),
    ("11360(A) HS", "F", {"fact_codes": ["SALE"], "cannabis_grams": 10}, "M", "M", "I"),
    ("11360(A) HS", "F", {"fact_codes": ["PERSONAL_TRANSPORT"], "cannabis_grams": 28.5}, "D", "I", "I"),
    ("11360(A) HS", "F", {"fact_codes": ["PERSONAL_TRANSPORT"], "cannabis_grams": 29}, "M", "M", "I"),
    ("11360(A) HS", "F", {"fact_codes": ["PERSONAL_TRANSPORT"]}, "M", "M", "I"),
    ("11360(A) HS", "F", {"fact_codes": ["SALE_TO_MINOR"]}, "N", "N", "I"),
    ("11360(A) HS", "F", {"fact_codes": ["IMPORT_EXPORT"], "cannabis_grams": 900}, "N", "N", "I"),
    ("11360(A) HS", "F", {"fact_codes": ["IMPORT_EXPORT"], "cannabis_grams": 20}, "M", "M", "I"),
    ("11360(A) HS", "F", {"fact_codes": ["IMPORT_EXPORT"], "concentrate_grams": 5}, "N", "N", "I"),
    ("11360(A) HS", "F", {"fact_codes": ["IMPORT_EXPORT"]}, "H", "H", "I"),
    ("11360(B) HS", "M", {}, "D", "I", "I"),
    ("11360(B) HS", "M", {"fact_codes": ["RECIPIENT_UNDER_21"]}, "I", "I", "I"),
    ("11360(B) HS", "M", {"fact_codes": ["SALE"]}, "I", "I", "I"),
    ("11360(B) HS", "M", {"fact_codes": ["GIFT"]}, "D", "I", "I"),
    ("11360(B) HS", "M", {"cannabis_grams": 100}, "H", "H", "H"),
    ("11360 HS", "M", {}, "D", "I", "I"),
    ("11360 HS", "F", {}, "M", "M", "I"),
    ("11357(A) HS", "F", {"fact_codes": ["RESTRICTED_PLACE_OR_USE"]}, "I", "I", "I"),
    ("11357(B) HS", "M", {"fact_codes": ["SCHOOL_GROUNDS"]}, "N", "N", "I"),
    ("11357(A) HS", "F", {"fact_codes": ["SCHOOL_GROUNDS"]}, "M", "M", "I"),
    ("11357(F) HS", "M", {}, "H", "H", "H"),
    ("11359(C) HS", "F", {}, "H", "H", "H"),
    ("11360A2 HS", "F", {}, "H", "H", "H"),
    ("664/11359 HS", "F", {}, "H", "H", "H"),
    ("182(A)(1)/11359", "F", {}, "N", "N", "N"),
    ("11361(A) HS", "F", {}, "N", "N", "N"),
    ("11357.5 HS", "M", {}, "N", "N", "N"),
    ("32 PC", "F", {}, "N", "N", "N"),
    ("11358 PC", "F", {}, "H", "H", "H"),
    ("11358", "F", {}, "H", "H", "H"),
    ("23222(B) VC", "M", {}, "N", "N", "N"),
    ("4573.6 PC", "F", {}, "N", "N", "N"),
]
_IDS = [f"{row[0]}-{row[1] or 'unknown'}-{row[2]}" for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=_IDS)
def test_a_row_of_the_table_gives_its_outcome_at_each_age(row: Any, bench: Bench) -> None:
    charge, level, facts, at_21, at_18, under_18 = row
    count = bench.count(charge, level=level, **facts)
    found = tuple(bench.outcomes(count, born=born)[0] for born in (ADULT, AT_19, AT_16))
    assert found == (at_21, at_18, under_18)


@pytest.mark.parametrize(
    ("charge", "level", "year", "outcomes"),
    [
        ("11357 HS", "F", 1974, "DII"),
        ("11357 HS", "M", 1974, "DII"),
        ("11360 HS", "F", 1974, "MMI"),
        ("11360 HS", "M", 1974, "HHH"),
        ("11357(B) HS", "I", 2012, "DNN"),
        ("11357(B) HS", "M", 2012, "HHH"),
        ("11357(B) HS", "I", 2009, "HHH"),
        ("11357(B) HS", "", 2012, "DNN"),
        ("11357 HS", "I", 2012, "DNN"),
        ("11357(D) HS", "M", 1980, "HHH"),
        ("11530 HS", "F", 1965, "HHH"),
        ("11530.1 HS", "F", 1970, "HHH"),
        ("11530.5 HS", "F", 1965, "HHH"),
        ("11531 HS", "F", 1965, "HHH"),
        ("11532 HS", "F", 1965, "NNN"),
        ("11540 HS", "F", 1965, "NNN"),
        ("11500 HS", "F", 1965, "NNN"),
        ("11500 HS", "F", 1957, "HHH"),
        ("11530 HS", "F", 1980, "HHH"),
        ("11359 HS", "F", 1970, "HHH"),
    ],
)
def test_a_section_means_what_it_meant_in_its_year(
    charge: str, level: str, year: int, outcomes: str, bench: Bench
) -> None:
    count = bench.count(charge, level=level, offense_on=f"{year}-06-15", conviction_on=f"{year}-09-15")
    for age, expected in zip((30, 19, 16), outcomes, strict=True):
        assert bench.outcomes(count, born=f"{year - age}-01-01")[0] == expected


@pytest.mark.parametrize(
    ("charge", "merits"),
    [
        ("11530 HS", "DISMISS_SEAL"),
        ("11530.5 HS", "REDESIGNATE_MISDEMEANOR"),
        ("11531 HS", "REDESIGNATE_MISDEMEANOR"),
    ],
)
def test_a_predecessor_names_its_merits_as_the_alternative(charge: str, merits: str, bench: Bench) -> None:
    count = bench.count(charge, offense_on="1965-01-01", conviction_on="1965-03-01")
    found = bench.finding(count, born="1940-01-01")
    assert found.review_codes == ("HR-PREDECESSOR",)
    assert found.alternative.startswith(merits)
    assert 6 in found.disputes


def test_proved_plants_make_an_early_11530_a_cultivation(bench: Bench) -> None:
    early = bench.count("11530 HS", offense_on="1965-01-01", conviction_on="1965-03-01", plants=20)
    late = bench.count("11530 HS", offense_on="1970-01-01", conviction_on="1970-03-01", plants=20)
    assert bench.finding(early, born="1940-01-01").alternative.startswith("REDESIGNATE_MISDEMEANOR")
    assert bench.finding(late, born="1940-01-01").alternative.startswith("DISMISS_SEAL")


def test_only_dismissal_seals(bench: Bench) -> None:
    assert bench.finding(bench.count("11358 HS")).is_sealed is True
    assert bench.finding(bench.count("11359 HS")).is_sealed is False
    assert bench.finding(bench.count("11357(C) HS", level="M")).is_sealed is None
