"""Records the law orders destroyed are flagged for a supervisor (HS 11361.5(a), (c)): never a finding."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from doj_rows import as_bytes, make_row

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.services import overdue, problems, purge, retention
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.ledger import ledger
from expunge_desktop.services.review import conviction_detail
from expunge_desktop.services.supplied_facts import subject_of, supply_fact, withdraw_fact

TODAY = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


def flagged(county: Any, tmp_path: Path, **values: str) -> tuple[bool, bool]:
    """Whether a conviction with these values is (overdue, undated)."""
    before = overdue.overdue_convictions(county.ada)
    delivery = tmp_path / "more.dat"
    delivery.write_bytes(as_bytes([make_row(SUBJECT_ID="63000000", OFN="GA99999", **values)], header=True))
    import_batch(county.ada, [delivery])
    after = overdue.overdue_convictions(county.ada)
    return len(after.overdue) > len(before.overdue), len(after.undated) > len(before.undated)


def dated(day: str) -> dict[str, str]:
    return {"STP_EVENT_DATE": day, "DISP_DATE": day}


TRANSPORT = {"OFFENSE_DESCR": "11360(B) HS-GIVE/ETC MJ UNDER 28.5 GRAMS"}
SALE = {"OFFENSE_DESCR": "11360(A) HS-GIVE/ETC MJ OVER 28.5 GRAMS"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (dated("19990301"), (True, False)),
        (dated("20241121"), (True, False)),
        (dated("20241122"), (False, False)),  # two years to the day: not yet beyond them
        (dated("20241123"), (False, False)),
        (dated("19751231"), (False, False)),
        (dated("19760101"), (True, False)),
        (dated("19760000"), (True, False)),
        (dated("20240000"), (False, True)),
        (dated("00000000"), (False, True)),
        ({**dated("19990301"), **TRANSPORT}, (True, False)),
        ({**dated("19990301"), **SALE}, (False, False)),
        ({**dated("19990301"), "DISP_DESCR": "DISMISSED"}, (False, False)),
    ],
)
def test_two_years_after_conviction_since_1976_and_only_the_offenses_named(
    sealed: Any, tmp_path: Path, values: dict[str, str], expected: tuple[bool, bool]
) -> None:
    assert flagged(sealed, tmp_path, **values) == expected


SUPPLIED = [
    (dated("00000000"), "conviction_date", "1999-03-01", (True, False)),
    (dated("00000000"), "conviction_date", "1975-12-31", (False, False)),
    (dated("19990301"), "conviction_date", "2026-11-01", (False, False)),
    (
        {**dated("19990301"), "OFFENSE_DESCR": "11360 HS-GIVE/ETC MJ"},
        "code_section",
        "11360(b) HS",
        (True, False),
    ),
    ({**dated("19990301"), **TRANSPORT}, "code_section", "11360(a) HS", (False, False)),
    (dated("19990301"), "code_section", "484 PC", (False, False)),  # and it leaves the review
    (dated("19990301"), "disposition", "DISMISSED", (False, False)),
    ({**dated("19990301"), "DISP_DESCR": "DISMISSED"}, "disposition", "CONVICTED", (False, True)),  # no date
]


@pytest.mark.parametrize(("values", "fact", "value", "expected"), SUPPLIED)
def test_what_was_supplied_counts_once_an_assessment_took_it_up_and_no_longer_once_it_was_withdrawn(
    sealed: Any, tmp_path: Path, values: dict[str, str], fact: str, value: str, expected: tuple[bool, bool]
) -> None:
    session = sealed.ada
    before = flagged(sealed, tmp_path, **values)
    assert before != expected
    assess(session, "statute-only", date(2026, 9, 1))
    conviction_id = one_count(session, "GA99999", None).conviction_id
    alone = [conviction_id]

    def now() -> tuple[bool, bool]:
        with session.read() as connection:
            own = overdue.overdue_on(connection, session.clock.today(), alone)
        every = overdue.overdue_convictions(session)
        assert [one for one in every.overdue if one == conviction_id] == list(own.overdue)
        assert overdue.is_overdue(session, conviction_id) == bool(own.overdue)
        return bool(own.overdue), bool(own.undated)

    subject = subject_of(session, conviction_id)
    one = supply_fact(session, subject, fact, value, "certified docket", reason="The docket is plain.")
    assert now() == before, "it waits"
    assess(session, "statute-only", date(2026, 9, 1))
    assert now() == expected
    withdraw_fact(session, one, "The docket of another case.")
    assert now() == expected, "the withdrawal waits"
    assess(session, "statute-only", date(2026, 9, 1))
    assert now() == before


def test_the_flag_is_counted_everywhere_and_changes_no_finding(sealed: Any, tmp_path: Path) -> None:
    found = overdue.overdue_convictions(sealed.ada)
    assert len(found.overdue) == 4
    assert retention.status(sealed.ada).overdue == ledger(sealed.ada).overdue == 4
    assert problems.problems_by_kind(sealed.ada)[overdue.KIND] == 4
    detail = conviction_detail(sealed.ada, found.overdue[0])
    assert "HS 11361.5" in detail.overdue
    assert "unconfirmed" in detail.overdue
    out = tmp_path / "problems.csv"
    problems.export_problems(sealed.ada, out)
    with out.open(newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == overdue.KIND]
    assert [row["person"] for row in rows] == ["61000000", "61000001", "61000002", "61000003"]


def test_a_sealed_row_is_no_longer_flagged(sealed: Any) -> None:
    with sealed.ada.read() as connection:
        assert overdue.overdue_on(connection, date(2026, 11, 22), [1]).overdue == ()


def test_an_overdue_plan_needs_no_term_but_a_ground(sealed: Any) -> None:
    sealed.ada.custody = sealed.ben.custody = type(sealed.ada.custody)()
    plan = purge.plan(sealed.ada, ground="Counsel's opinion.", include_overdue=True)
    assert (plan.sealed, len(plan.overdue)) == ((), 4)
    assert purge.purge(sealed.ben).content["overdue_convictions"] == 4
    assert overdue.overdue_convictions(sealed.ada).overdue == ()
    assert retention.status(sealed.ada).destroyed == 4


def test_whoever_has_the_overdue_listed_is_written_down_first(sealed: Any) -> None:
    found, rows = retention.overdue_rows(sealed.ada)
    assert [row.id for row in rows] == list(found.overdue)
    sealed.ada.views.flush(sealed.ada)
    with sealed.ada.read() as connection:
        newest = "SELECT verb, subject, payload FROM audit ORDER BY seq DESC LIMIT 1"
        told = tuple(connection.exec_driver_sql(newest).one())
    assert told == ("list", "convictions", '{"overdue":true}')
