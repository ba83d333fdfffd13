"""What is taken of dates known only in part: no day that contradicts the record, and it is said so."""

import pytest
from rules_bench import Bench

from expunge_desktop.domain.finding import Finding

ORDER, SECTION = "not after the conviction", "when the section was in force"


def taken(found: Finding) -> list[str]:
    """What the finding says of such dates."""
    return [fact for fact in found.missing_facts if ": recorded only as " in fact]


def offense(recorded: str, when: str) -> str:
    """The sentence about the day of the offense."""
    return f"the offense date: recorded only as {recorded}, taken for a day {when} (complaint)"


@pytest.mark.parametrize(
    ("recorded", "convicted", "when"),
    [
        ("1973", "1974-02-01", SECTION),  # the section began on March 7, 1973
        ("1973-03", "1974-02-01", SECTION),
        ("1973-04", "1974-02-01", ""),
        ("1973-03-07", "1974-02-01", ""),
        ("1974", "1974-12-30", ORDER),
        ("1974", "1974-12-31", ""),
        ("1973", "1973-12-30", f"{ORDER} and {SECTION}"),
        ("", "1974-02-01", ""),
    ],
)
def test_a_day_of_the_offense_known_in_part_is_one_that_contradicts_nothing(
    recorded: str, convicted: str, when: str, bench: Bench
) -> None:
    found = bench.finding(bench.count("11359 HS", offense_on=recorded, conviction_on=convicted), born="1940")
    assert "HR-DATE" not in found.review_codes
    assert taken(found) == ([offense(recorded, when)] if when else [])


@pytest.mark.parametrize(
    ("recorded", "convicted", "is_told"),
    [
        ("1974-06-01", "1974", True),
        ("1974-06-02", "1974-06", True),
        ("1974-06-01", "1974-06", False),
        ("1974-06-01", "1974-06-01", False),
        ("1974-05-31", "1974-06", False),
    ],
)
def test_a_conviction_known_in_part_is_not_before_the_offense(
    recorded: str, convicted: str, is_told: bool, bench: Bench
) -> None:
    found = bench.finding(bench.count("11359 HS", offense_on=recorded, conviction_on=convicted), born="1940")
    sentence = (
        f"the conviction date: recorded only as {convicted}, taken for a day not before the offense "
        "(abstract of judgment)"
    )
    assert "HR-DATE" not in found.review_codes
    assert taken(found) == ([sentence] if is_told else [])


def test_the_explanation_says_what_is_presumed_of_the_dates(bench: Bench) -> None:
    count = bench.count("11359 HS", offense_on="1973", conviction_on="1973")
    found = bench.finding(count, born="1940", explain=True)
    assert len(taken(found)) == 2
    steps = {step.rule: step for step in found.steps}
    assert steps["sanity.dates"].because == "; ".join(taken(found))
    assert steps["burden.presumption"].citation.startswith("HS 11361.8(b), (f)")
    assert all(fact in steps["burden.presumption"].because for fact in taken(found))


def test_where_dates_contradict_each_other_nothing_is_taken(bench: Bench) -> None:
    found = bench.finding(bench.count("11359 HS", offense_on="1973-02", conviction_on="1973"), born="1940")
    assert "HR-DATE" in found.review_codes
    assert taken(found) == []
