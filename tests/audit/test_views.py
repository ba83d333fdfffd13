"""Who looked at whom is in the trail before it is shown: once in ten minutes, and nobody waits for it."""

import json
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import review, worksheets
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.decide_conviction import find_counts
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.find_person import find_person
from expunge_desktop.services.policies import export_policy, find_policy
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.templates import export_template


def told(session: Session, *verbs: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Verb, subject and payload of the rows of these verbs, in order."""
    with session.read() as connection:
        rows = connection.exec_driver_sql("SELECT verb, subject, payload FROM audit ORDER BY seq").all()
    return [(verb, subject, json.loads(payload)) for verb, subject, payload in rows if verb in verbs]


def ids_of(session: Session) -> list[int]:
    return review.conviction_ids(session, ConvictionFilter())


def test_a_person_looked_at_in_every_way_is_one_row(worked: Session) -> None:
    first = ids_of(worked)[0]
    review.conviction_detail(worked, first)
    explanation_of(worked, first)
    review.source_rows(worked, first)
    views = told(worked, "view")
    assert len(views) == 1
    assert views[0][1].startswith("person ")


def test_after_ten_minutes_it_is_another_look(worked: Session) -> None:
    first = ids_of(worked)[0]
    review.conviction_detail(worked, first)
    worked.clock = FixedClock(worked.clock.now() + timedelta(minutes=9))
    review.conviction_detail(worked, first)
    assert len(told(worked, "view")) == 1
    worked.clock = FixedClock(worked.clock.now() + timedelta(minutes=2))
    review.conviction_detail(worked, first)
    assert len(told(worked, "view")) == 2


def test_each_person_is_a_row_and_each_user_has_their_own(
    worked: Session, logged_on: Callable[..., Session]
) -> None:
    rita = logged_on("Rita", Role.REVIEWER)
    for one in ids_of(worked):
        review.conviction_detail(worked, one)
        review.conviction_detail(rita, one)
    assert Counter(subject for _, subject, _ in told(worked, "view")).most_common()[0][1] == 2
    assert len(told(worked, "view")) == 2 * len(ids_of(worked))


def test_the_list_and_a_search_tell_what_was_asked(worked: Session) -> None:
    review.conviction_ids(worked, ConvictionFilter(text=" sample3 "))
    review.conviction_ids(worked, ConvictionFilter(year_from=1990, is_decided=False))
    assert told(worked, "search", "list") == [
        ("search", "convictions", {"text": "sample3"}),
        ("list", "convictions", {"years": "1990", "decided": "undecided"}),
    ]


def test_look_ups_by_name_by_case_and_a_comparison_are_rows(worked: Session) -> None:
    find_person(worked, "SAMPLE1, ROBIN")
    find_counts(worked, "GA10001")
    policy = find_policy(worked, "los-angeles-2020")
    PolicyComparer(worked).compare(policy, policy, date(2020, 2, 11))
    assert [one[0] for one in told(worked, "person.lookup", "search", "compare")] == [
        "person.lookup",
        "search",
        "compare",
    ]


def test_wordings_and_policies_that_leave_are_rows(worked: Session, tmp_path: Path) -> None:
    name = audit_trail_free_name(worked)
    export_template(worked, name, tmp_path / "wording.txt")
    export_policy(worked, "los-angeles-2020", tmp_path / "policy.toml")
    assert [one[0] for one in told(worked, "template.export", "policy.export")] == [
        "template.export",
        "policy.export",
    ]


def audit_trail_free_name(session: Session) -> str:
    from expunge_desktop.services.templates import list_templates

    return list_templates(session)[0].name


def test_who_may_not_see_a_person_leaves_a_refusal_and_no_view(
    worked: Session, logged_on: Callable[..., Session]
) -> None:
    keeper = logged_on("Kim Keys", Role.ADMINISTRATOR)
    with pytest.raises(AnswerIsNoError):
        review.conviction_detail(keeper, ids_of(worked)[0])
    assert told(worked, "view") == []
    assert told(worked, "refused")[-1][2]["rights"] == ["see-people"]


def test_nobody_waits_for_a_long_job_and_the_look_is_written_behind_it(worked: Session) -> None:
    first, second = ids_of(worked)[:2]
    is_writing, may_end = threading.Event(), threading.Event()

    def long_job() -> None:
        with worked.write() as tx:
            tx.audit("note", "a long job", {})
            is_writing.set()
            may_end.wait(200)

    thread = threading.Thread(target=long_job)
    thread.start()
    assert is_writing.wait(100)
    assert review.conviction_detail(worked, first).row.id == first
    assert told(worked, "view") == []
    may_end.set()
    thread.join()
    worked.clock = FixedClock(worked.clock.now() + timedelta(seconds=5))
    review.conviction_detail(worked, second)
    views = told(worked, "view")
    assert len(views) == 2
    assert views[0][2] == {"seen_at": "2026-11-22T10:00:00.000000Z"}


def test_what_waits_is_written_when_the_session_ends(worked: Session) -> None:
    first = ids_of(worked)[0]
    with worked.views.together(worked):
        review.conviction_detail(worked, first)
        assert told(worked, "view") == []
    assert len(told(worked, "view")) == 1


def test_another_program_that_writes_keeps_nobody_from_looking_and_closing_writes_it(
    worked: Session, logged_on: Callable[..., Session]
) -> None:
    other = open_session(worked.path, "Ada", "seven quiet harbors", worked.clock, busy_ms=100)
    first = ids_of(other)[0]
    with worked.write() as tx:
        tx.audit("note", "a long job of another program", {})
        assert review.conviction_detail(other, first).row.id == first
    other.close()
    assert len(told(worked, "view")) == 1


def test_nothing_is_shown_that_cannot_be_written(worked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids_of(worked)[0]

    def full_disk() -> Any:
        raise EnvironmentProblemError("disk-full", "The disk is full.", "Make room.")

    with monkeypatch.context() as patch:
        patch.setattr(worked, "write", full_disk, raising=True)
        for _ in range(2):
            with pytest.raises(EnvironmentProblemError):
                review.conviction_detail(worked, first)
    review.conviction_detail(worked, first)
    assert len(told(worked, "view")) == 1


def test_a_worksheet_of_many_people_is_written_in_one_go(worked: Session) -> None:
    ids = ids_of(worked)
    worksheets.worksheet_bytes(worked, ids)
    assert len(told(worked, "view")) == len(ids)
    with worked.read() as connection:
        instants = connection.exec_driver_sql("SELECT DISTINCT at FROM audit WHERE verb = 'view'").all()
    assert len(instants) == 1
