"""What old rows say may be dropped by policy: the rows stay, the chain verifies, and a row lists them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from audit_tampering import without_guards

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.custody import Retention
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail
from expunge_desktop.services.audit_retention import drop_payloads, runs
from expunge_desktop.services.audit_trail import AuditFilter
from expunge_desktop.services.session import Session


def years(session: Session, kept: int | None, later_days: int = 0) -> None:
    """Let the office keep payloads so many years, and time pass."""
    session.custody = replace(session.custody, retention=Retention(audit_years=kept))
    session.clock = FixedClock(session.clock.now() + timedelta(days=later_days))


def test_without_a_policy_nothing_is_dropped(worked: Session) -> None:
    years(worked, None, later_days=4_000)
    with pytest.raises(AnswerIsNoError, match="does not say how long") as refused:
        drop_payloads(worked)
    assert refused.value.code == "no-audit-policy"


def test_rows_younger_than_the_policy_keep_what_they_say(worked: Session) -> None:
    years(worked, 2, later_days=720)
    with pytest.raises(AnswerIsNoError, match="still says anything"):
        drop_payloads(worked)
    assert all(one.payload for one in audit_trail.search(worked))


def test_old_payloads_go_and_the_chain_still_verifies(worked: Session) -> None:
    before = {one.seq: one for one in audit_trail.search(worked)}
    years(worked, 2, later_days=740)
    done = drop_payloads(worked)
    assert done.rows >= len(before) - 2
    report = audit_trail.verify(worked)
    assert report.is_intact
    assert report.dropped == done.rows
    imported = audit_trail.search(worked, AuditFilter(verbs=frozenset({"import"})))[0]
    assert imported.payload == ""
    assert imported.why_no_payload == audit_trail.DROPPED
    assert imported.payload_digest == before[imported.seq].payload_digest
    listed = audit_trail.search(worked, AuditFilter(verbs=frozenset({"drop-payloads"})))[0]
    assert "audit_years = 2" in listed.payload
    assert audit_trail.search(worked, AuditFilter(verbs=frozenset({"create-workspace"})))[0].payload


def test_a_payload_taken_out_without_a_row_that_lists_it_is_found(worked: Session) -> None:
    with without_guards(worked) as connection:
        connection.exec_driver_sql("UPDATE audit SET payload = '' WHERE seq = 2")
    report = audit_trail.verify(worked)
    assert report.first_broken == 2
    assert "no later row says so" in report.reason


def test_the_row_that_lists_them_cannot_lose_what_it_says(worked: Session) -> None:
    years(worked, 1, later_days=400)
    drop_payloads(worked)
    with without_guards(worked) as connection:
        connection.exec_driver_sql("UPDATE audit SET payload = '' WHERE verb = 'drop-payloads'")
    assert not audit_trail.verify(worked).is_intact


def test_nothing_is_dropped_of_a_broken_chain(worked: Session) -> None:
    with without_guards(worked) as connection:
        connection.exec_driver_sql("UPDATE audit SET actor = 'Eve' WHERE seq = 3")
    years(worked, 1, later_days=400)
    with pytest.raises(AnswerIsNoError, match="broken at row 3"):
        drop_payloads(worked)


@pytest.mark.parametrize("roles", [{Role.SUPERVISOR}, {Role.ADMINISTRATOR}])
def test_it_takes_a_supervisor_who_is_administrator_too(
    worked: Session, logged_on: Callable[..., Session], roles: set[Role]
) -> None:
    someone = logged_on("Some One", *roles)
    years(someone, 1, later_days=400)
    with pytest.raises(AnswerIsNoError) as refused:
        drop_payloads(someone)
    assert refused.value.code == "right-denied"


def test_runs_are_first_and_last() -> None:
    assert runs([1, 2, 3, 5, 7, 8]) == [[1, 3], [5, 5], [7, 8]]
    assert runs([]) == []
