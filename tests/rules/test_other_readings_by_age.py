"""The other reading of a count follows the table for the person's age: never harsher than it can be."""

import pytest
from rules_bench import Bench

BORN_17, BORN_19, BORN_30 = "1973-06-01", "1971-06-01", "1960-06-01"  # their age on 1990-09-01


@pytest.mark.parametrize(
    ("charge", "level", "born", "other"),
    [
        ("11358 HS", "F", BORN_30, "REDESIGNATE_MISDEMEANOR"),
        ("11358 HS", "F", BORN_19, "REDESIGNATE_MISDEMEANOR"),
        ("11358 HS", "F", BORN_17, ""),  # HS 11358(a): an infraction whatever the number of plants
        ("11360(A) HS", "F", BORN_30, "DISMISS_SEAL"),
        ("11360(A) HS", "F", BORN_19, "REDESIGNATE_INFRACTION"),  # a gift at 18 to 20 is no lawful act
        ("11360(A) HS", "F", BORN_17, ""),
        ("11357(A) HS", "F", BORN_30, "REDESIGNATE_MISDEMEANOR"),
        ("11357(A) HS", "F", BORN_17, ""),
        ("11357 HS", "M", BORN_19, "NOT_ELIGIBLE"),
        ("11357 HS", "M", BORN_17, ""),  # HS 11357(b)(1)
    ],
)
def test_an_alternative_is_what_the_table_gives_at_that_age(
    charge: str, level: str, born: str, other: str, bench: Bench
) -> None:
    count = bench.count(charge, level=level, offense_on="1990-09-01", conviction_on="1990-12-01")
    found = bench.finding(count, born=born)
    assert found.alternative.partition(":")[0] == other


def test_an_unknown_quantity_that_changes_nothing_is_no_disputed_point(bench: Bench) -> None:
    count = bench.count("11358 HS", level="F", offense_on="1990-09-01", conviction_on="1990-12-01")
    assert 1 not in bench.finding(count, born=BORN_17).disputes
    assert 1 in bench.finding(count, born=BORN_30).disputes
