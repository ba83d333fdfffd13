"""A comparison counted a second time, from nothing but each conviction decided alone and the tables."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
import sample_doj
from sqlalchemy import text

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_changes import changed_policy
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.comparison_records import Comparison, Figures
from expunge_desktop.services.law_library import load_law, load_policy
from expunge_desktop.services.session import Session

AS_OF = date(2021, 3, 1)
LA = load_policy("los-angeles-2020")
DISMISSED, RELIEVED = (
    {Outcome.DISMISS_SEAL},
    {Outcome.DISMISS_SEAL, Outcome.REDESIGNATE_MISDEMEANOR, Outcome.REDESIGNATE_INFRACTION},
)
SECONDS = [
    changed_policy(LA, ["age_50.years=40", "ten_years.years=25"]),
    load_policy("statute-only"),
    load_policy("san-francisco"),
]


@dataclass(frozen=True)
class Row:
    """One conviction of the table."""

    id: int
    person: int
    values: dict[str, str]
    is_conviction: bool
    is_felony: bool
    facts: str


@pytest.fixture(scope="module")
def session(import_people: Callable[[sample_doj.Recipe], Session]) -> Session:
    """400 invented people; nothing in it is changed."""
    return import_people(sample_doj.Recipe(people=400, seed=88, irregular=0.15))


@pytest.fixture(scope="module")
def rows(session: Session) -> list[Row]:
    asked = (
        "SELECT c.id, c.person_id, c.section, c.conviction_year AS year, c.agency, p.race, c.level, "
        "c.disposition, c.facts FROM conviction c JOIN person p ON p.id = c.person_id"
    )
    with session.read() as connection:
        return [
            Row(
                one.id,
                one.person_id,
                {
                    "section": one.section or "not read",
                    "decade": f"{str(one.year)[:3]}0s" if one.year else "unknown",
                    "agency": one.agency or "District Attorney",
                    "race": one.race or "unknown",
                },
                one.disposition == "CONVICTED",
                one.disposition == "CONVICTED" and one.level == "F",
                one.facts,
            )
            for one in connection.execute(text(asked))
        ]


@pytest.fixture(scope="module")
def records(session: Session) -> dict[int, tuple[int, int]]:
    """By person: convictions and felonies on the whole record."""
    with session.read() as connection:
        people = connection.execute(text("SELECT id, convictions, felonies FROM person"))
        return {one.id: (one.convictions, one.felonies) for one in people}


def decided(rows: list[Row], policy: Policy, session: Session) -> dict[int, Outcome]:
    """Each conviction decided by itself."""
    law, whose = load_law(), session.jurisdiction
    return {
        row.id: evaluate(facts_from_json(row.facts), law, policy, AS_OF, whose).policy_outcome for row in rows
    }


def counted(rows: list[Row], outcome: dict[int, Outcome], records: dict[int, tuple[int, int]]) -> Figures:
    """Every figure, counted person by person."""
    of_person: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        of_person[row.person].append(row)
    no_felony = no_conviction = helped = felonies_gone = 0
    for person, mine in of_person.items():
        convictions, felonies = records[person]
        gone = sum(row.is_conviction and outcome[row.id] in DISMISSED for row in mine)
        lesser = sum(row.is_felony and outcome[row.id] in RELIEVED for row in mine)
        felonies_gone += lesser
        helped += any(outcome[row.id] in RELIEVED for row in mine)
        no_conviction += 0 < convictions == gone
        no_felony += 0 < felonies == lesser
    return Figures(
        dict(Counter(one.value for one in outcome.values())),
        sum(one in DISMISSED for one in outcome.values()),
        sum(one in RELIEVED for one in outcome.values()),
        felonies_gone,
        helped,
        no_felony,
        no_conviction,
    )


@pytest.fixture(scope="module", params=SECONDS, ids=lambda policy: policy.title)
def compared(
    request: pytest.FixtureRequest, session: Session, rows: list[Row]
) -> tuple[Comparison, dict[int, Outcome], dict[int, Outcome]]:
    """A comparison, and the outcomes under both policies decided one by one."""
    found = PolicyComparer(session).compare(LA, request.param, AS_OF, margin=4)
    return found, decided(rows, LA, session), decided(rows, request.param, session)


def test_every_figure_is_recounted_person_by_person(
    compared: tuple[Comparison, dict[int, Outcome], dict[int, Outcome]],
    rows: list[Row],
    records: dict[int, tuple[int, int]],
) -> None:
    found, first, second = compared
    assert (found.convictions, found.people) == (len(rows), len({row.person for row in rows}))
    assert found.first_figures == counted(rows, first, records)
    assert found.second_figures == counted(rows, second, records)
    assert found.first_figures.left_without_felony > 0
    assert found.first_figures.left_without_conviction > 0


def test_the_movers_are_exactly_the_convictions_decided_otherwise(
    compared: tuple[Comparison, dict[int, Outcome], dict[int, Outcome]],
) -> None:
    found, first, second = compared
    moved = {one for one in first if first[one] is not second[one]}
    assert moved
    assert {one.conviction_id for one in found.movers} == moved
    assert len(found.movers) == len(moved)
    for mover in found.movers:
        one = mover.conviction_id
        assert (mover.first.outcome, mover.second.outcome) == (first[one], second[one])


@pytest.mark.parametrize("name", ["section", "decade", "agency", "race"])
def test_each_breakdown_is_recounted_value_by_value(
    name: str, compared: tuple[Comparison, dict[int, Outcome], dict[int, Outcome]], rows: list[Row]
) -> None:
    found, first, second = compared
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        line = counts[row.values[name]]
        line[0] += 1
        line[1] += first[row.id] in DISMISSED
        line[2] += second[row.id] in DISMISSED
        line[3] += first[row.id] is not second[row.id]
    shown = {
        one.value: [one.convictions, one.dismissed_first, one.dismissed_second, one.moved]
        for one in found.breakdowns[name]
    }
    assert shown == dict(counts)
    assert len(shown) > 1


def test_near_misses_are_exactly_those_a_softer_threshold_dismisses(
    session: Session, rows: list[Row]
) -> None:
    """Each threshold softened year by year, every conviction decided anew each time."""
    policy, margin = changed_policy(LA, ["age_50.years=60", "ten_years.years=25"]), 3
    found = PolicyComparer(session).compare(LA, policy, AS_OF, margin=margin)
    now = decided(rows, policy, session)
    expected: dict[tuple[int, str], tuple[int, int]] = {}
    for report, key, start, sign in (
        ("AGE_50", "age_50", 60, -1),
        ("UNDER_21", "under_21", 21, 1),
        ("TEN_YEARS", "ten_years", 25, -1),
    ):
        for step in range(1, margin + 1):
            years = start + sign * step
            then = decided(rows, changed_policy(policy, [f"{key}.years={years}"]), session)
            for one, outcome in then.items():
                if outcome is Outcome.DISMISS_SEAL and now[one] is not outcome:
                    expected.setdefault((one, report), (start, years))
    assert expected
    assert {(one.conviction_id, one.criterion): (one.threshold, one.years) for one in found.near_misses} == (
        expected
    )
