"""The trail in the hands of a reader: filtered, paged, and itself read under audit."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.domain.outcome import DecisionAction, Role
from expunge_desktop.services import audit_trail
from expunge_desktop.services.audit_trail import AuditFilter
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.review import conviction_ids
from expunge_desktop.services.session import Session

LogOn = Callable[..., Session]


def verbs_of(lines: list[audit_trail.AuditLine]) -> list[str]:
    return [one.verb for one in lines]


def hold_first(session: Session, reason: str) -> None:
    first = conviction_ids(session, ConvictionFilter())[0]
    decide(session, first, DecisionAction.HOLD, None, reason)


def test_the_newest_rows_come_first_and_the_next_page_goes_on_behind_the_last(worked: Session) -> None:
    whole = audit_trail.search(worked, limit=100)
    assert [one.seq for one in whole] == list(range(len(whole), 0, -1))
    assert verbs_of(whole)[0] == "read-audit-trail"
    assert verbs_of(whole)[-1] == "create-workspace"
    page = audit_trail.search(worked, after=whole[1].seq, limit=2)
    assert page == whole[2:4]


def test_a_filter_by_verb_actor_and_text_finds_what_it_says(worked: Session) -> None:
    hold_first(worked, "Compare the 100% booking_slip, José")
    assert verbs_of(audit_trail.search(worked, AuditFilter(verbs=frozenset({"assess"})))) == ["assess"]
    assert audit_trail.search(worked, AuditFilter(actors=frozenset({"Nobody"}))) == []
    for text in ("BOOKING_SLIP", "100%", "José", "JOSÉ", "josé"):
        found = audit_trail.search(worked, AuditFilter(text=text, verbs=frozenset({"decide"})))
        assert verbs_of(found) == ["decide"], text
    assert audit_trail.search(worked, AuditFilter(text="bookingXslip", verbs=frozenset({"decide"}))) == []


def test_days_are_the_readers_own_and_both_included(worked: Session) -> None:
    day = worked.clock.now().astimezone().date()
    assert audit_trail.search(worked, AuditFilter(since=day, until=day))
    assert audit_trail.search(worked, AuditFilter(until=date(day.year - 1, 1, 1))) == []
    assert audit_trail.search(worked, AuditFilter(since=date(day.year + 1, 1, 1))) == []


def test_the_first_and_the_last_day_there_are_bound_no_search(worked: Session) -> None:
    whole = AuditFilter(since=date.min, until=date.max, verbs=frozenset({"create-workspace"}))
    assert verbs_of(audit_trail.search(worked, whole)) == ["create-workspace"]
    assert audit_trail.search(worked, AuditFilter(until=date.min + timedelta(days=400))) == []


def test_words_that_are_too_long_to_look_for_are_refused(worked: Session) -> None:
    with pytest.raises(EnvironmentProblemError, match="too long") as caught:
        audit_trail.search(worked, AuditFilter(text="a" * 100_000))
    assert caught.value.code == "words-too-long"


def test_a_view_may_fetch_only_the_rows_it_paints(worked: Session) -> None:
    numbers = audit_trail.seqs(worked)
    assert numbers == sorted(numbers, reverse=True)
    some = audit_trail.lines(worked, numbers[1:3])
    assert sorted(some, reverse=True) == numbers[1:3]
    assert some[numbers[1]].meaning == audit_trail.VERBS[some[numbers[1]].verb]


def test_reading_the_trail_is_written_to_the_trail_with_what_was_asked(worked: Session) -> None:
    audit_trail.search(worked, AuditFilter(text="Smith", verbs=frozenset({"decide"})))
    newest = audit_trail.search(worked, limit=2)[1]
    assert newest.verb == "read-audit-trail"
    assert json.loads(newest.payload) == {"text": "Smith", "verbs": ["decide"]}


def test_who_sees_no_people_reads_the_trail_without_what_it_says_of_people(
    worked: Session, logged_on: LogOn
) -> None:
    hold_first(worked, "The booking slip names a minor.")
    keeper = logged_on("Kim Keys", Role.ADMINISTRATOR)
    decided = audit_trail.search(keeper, AuditFilter(verbs=frozenset({"decide"})))[0]
    assert decided.payload == ""
    assert decided.why_no_payload == audit_trail.WITHHELD
    assert audit_trail.search(keeper, AuditFilter(text="minor", verbs=frozenset({"decide"}))) == []
    assert all(
        row[audit_trail.COLUMNS.index("payload")] == ""
        for row in audit_trail.rows(keeper)
        if row[audit_trail.COLUMNS.index("verb")] == "decide"
    )
    assert audit_trail.search(worked, AuditFilter(text="minor", verbs=frozenset({"decide"})))


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER])
def test_the_trail_is_for_supervisors_and_administrators(
    worked: Session, logged_on: LogOn, role: Role
) -> None:
    someone = logged_on("Some One", role)
    for ask in (audit_trail.search, audit_trail.seqs, audit_trail.verbs, audit_trail.actors):
        with pytest.raises(AnswerIsNoError, match="may not"):
            ask(someone)
    assert audit_trail.verify(someone).is_intact


def test_the_tallies_add_up_to_the_whole_trail(worked: Session) -> None:
    rows = audit_trail.verify(worked).rows
    assert sum(audit_trail.verbs(worked).values()) == rows
    assert sum(audit_trail.actors(worked).values()) == rows
