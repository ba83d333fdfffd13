"""A filing takes every row whose final outcome is relief, in the schedule and on the ground it stands on."""

from pathlib import Path
from typing import Any

import pytest
from doj_rows import as_bytes, make_row

from expunge_desktop.base.errors import AnswerIsNoError, CancelledError, UsageError
from expunge_desktop.documents.filing import Filing, ScheduleRow, substance_digest
from expunge_desktop.domain.outcome import DecisionAction, Outcome, Role
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.decide_conviction import decide, one_count
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.make_filing import make_filing, stored_filing
from expunge_desktop.services.paper_set import paper_set
from expunge_desktop.services.session import Session
from expunge_desktop.store import audit, filings


def frozen(session: Session, filing_id: str) -> Filing:
    with session.read() as connection:
        return stored_filing(connection, filing_id)


def row_of(session: Session, case: str) -> ScheduleRow | None:
    (made,) = make_filing(session)
    return next((row for row in frozen(session, made.id).rows if row.case_number == case), None)


def decide_on(session: Session, case: str, action: DecisionAction, outcome: Outcome | None = None) -> None:
    decide(session, one_count(session, case, None).conviction_id, action, outcome, "Read the file.")


def test_undecided_rows_are_taken_and_counted(county: Any) -> None:
    (made,) = make_filing(county.ada)
    assert made.id == "F0001"
    assert made.rows == 17
    assert made.rows_per_schedule == {1: 13, 2: 0, 3: 0, 4: 4}
    assert made.undecided == 17
    decide_on(county.ada, "GA40000", DecisionAction.CONFIRM)
    (again,) = make_filing(county.ada)
    assert (again.id, again.rows, again.undecided) == ("F0002", 17, 16)


def test_a_dismissal_by_the_statute_and_one_by_policy_stand_in_different_schedules(county: Any) -> None:
    (made,) = make_filing(county.ada)
    rows = {row.case_number: row for row in frozen(county.ada, made.id).rows}
    statutory, policy = rows["GA40000"], rows["BA50000"]
    assert (statutory.schedule, statutory.relief, statutory.fallback) == (1, "Dismiss and seal", "")
    assert statutory.ground == "hs.11357b.base"
    assert (policy.schedule, policy.relief) == (4, "Dismiss")
    assert policy.fallback == "Redesignate as misdemeanor"
    assert policy.ground == "AGE_50"


def test_held_and_challenged_rows_stay_out(county: Any) -> None:
    decide_on(county.ada, "GA40000", DecisionAction.HOLD)
    decide_on(county.ada, "GA40001", DecisionAction.CHALLENGE)
    assert row_of(county.ada, "GA40000") is None
    assert row_of(county.ada, "GA40001") is None


def test_the_newest_decision_counts(county: Any) -> None:
    decide_on(county.ada, "GA40000", DecisionAction.HOLD)
    decide_on(county.ada, "GA40000", DecisionAction.CONFIRM)
    row = row_of(county.ada, "GA40000")
    assert row is not None
    assert row.schedule == 1


@pytest.mark.parametrize(
    ("case", "outcome", "schedule", "fallback", "ground"),
    [
        ("GA40000", Outcome.REDESIGNATE_INFRACTION, 3, "", "DECISION"),
        ("BA50004", Outcome.REDESIGNATE_MISDEMEANOR, 2, "", "hs.11359.base"),
        ("BA50004", Outcome.DISMISS_SEAL, 4, "Redesignate as misdemeanor", "DECISION"),
        ("BA50000", Outcome.NOT_ELIGIBLE, None, "", ""),
    ],
)
def test_an_override_moves_the_row_to_its_schedule_and_names_its_ground(
    county: Any, case: str, outcome: Outcome, schedule: int | None, fallback: str, ground: str
) -> None:
    decide_on(county.ada, case, DecisionAction.OVERRIDE, outcome)
    row = row_of(county.ada, case)
    if schedule is None:
        assert row is None
        return
    assert row is not None
    assert (row.schedule, row.fallback, row.ground) == (schedule, fallback, ground)


def test_one_filing_per_court(county: Any) -> None:
    made = make_filing(county.ada, group="court")
    assert [one.id for one in made] == ["F0001", "F0002"]
    contents = [frozen(county.ada, one.id) for one in made]
    assert [one.group_value for one in contents] == ["CASC LOS ANGELES", "CASC PASADENA"]
    assert all({row.courthouse for row in one.rows} == {one.group_value} for one in contents)
    assert sum(one.rows for one in made) == 17
    assert [row.row_no for row in contents[1].rows] == list(range(1, made[1].rows + 1))


def test_one_filing_per_agency_puts_an_empty_agency_under_the_district_attorney(county: Any) -> None:
    (made,) = make_filing(county.ada, group="agency")
    assert frozen(county.ada, made.id).group_value == "Los Angeles County District Attorney"


def test_the_filing_and_its_rows_are_in_the_workspace_with_the_audit_head_of_that_moment(county: Any) -> None:
    with county.ada.read() as connection:
        head = audit.head(connection)
    (made,) = make_filing(county.ada)
    content = frozen(county.ada, made.id)
    assert content.audit_head == head
    assert substance_digest(content) == made.content_digest
    assert content.sources[0].name == "delivery.dat"
    assert content.policy.name == "los-angeles-2020"
    with county.ada.read() as connection:
        (listed,) = filings.all_filings(connection)
        assert listed.rows == 17
        assert audit.head(connection) != head
    assert verify(county.ada).is_intact


def test_two_workspaces_with_the_same_inputs_give_the_same_papers(county: Any, other_county: Session) -> None:
    (first,), (second,) = make_filing(county.ada), make_filing(other_county)
    assert first.content_digest == second.content_digest
    here, there = paper_set(county.ada, first.id), paper_set(other_county, second.id)
    assert here.manifest.audit_head != there.manifest.audit_head
    assert len(here.papers) == len(there.papers) >= 7
    for mine, other in zip(here.papers, there.papers, strict=True):
        assert (mine.data == other.data) is (mine.entry.document != "D0"), mine.entry.file


def test_a_clerk_may_make_a_filing_but_an_administrator_alone_may_not(county: Any) -> None:
    assert make_filing(county.open_as("Cleo", Role.CLERK))[0].rows == 17
    with pytest.raises(AnswerIsNoError, match="needs the role"):
        make_filing(county.open_as("Adam", Role.ADMINISTRATOR))


def test_nothing_assessed_or_nothing_to_file_is_said(county: Any) -> None:
    for number in range(12):
        decide_on(county.ada, f"GA{40000 + number}", DecisionAction.HOLD)
    for number in range(4):
        decide_on(county.ada, f"BA{50000 + number}", DecisionAction.HOLD)
    decide_on(county.ada, "-GA90000", DecisionAction.HOLD)
    with pytest.raises(AnswerIsNoError, match="No conviction of the current assessment gets relief"):
        make_filing(county.ada)
    with pytest.raises(UsageError, match="no way to group"):
        make_filing(county.ada, group="judge")


def test_a_cancelled_making_leaves_nothing(county: Any) -> None:
    class Cancel:
        def report(self, done: int, total: int, text: str) -> None: ...

        def check(self) -> None:
            raise CancelledError

    with pytest.raises(CancelledError):
        make_filing(county.ada, progress=Cancel())
    with county.ada.read() as connection:
        assert filings.all_filings(connection) == []


def test_several_case_numbers_are_told_apart_and_aliases_come_from_the_record(
    county: Any, tmp_path: Path
) -> None:
    second = tmp_path / "second.dat"
    base = {"SUBJECT_ID": "70000000", "OFN": "CA00001"}
    second.write_bytes(
        as_bytes(
            [
                make_row(**base, PRI_NAME="DOUBLE,NAME"),
                make_row(**base, PRI_NAME="OTHER,NAME", CNT_ORDER="101002002000"),
            ]
        )
    )
    import_batch(county.ada, [second])
    from datetime import date

    from expunge_desktop.services.assess_batch import assess

    assess(county.ada, "los-angeles-2020", date(2020, 2, 11))
    row = row_of(county.ada, "CA00001")
    assert row is not None
    assert row.aliases in ("OTHER,NAME", "DOUBLE,NAME")
    assert row.count_number in ("001", "002")
