"""Released by two people, under a signed policy, with clean papers, and only while the data still says so."""

import json
from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.preflight.report import PreflightFinding, PreflightReport, Severity
from expunge_desktop.domain.outcome import DecisionAction, Role
from expunge_desktop.services import audit_trail
from expunge_desktop.services import paper_set as module
from expunge_desktop.services.check_papers import check_papers
from expunge_desktop.services.decide_conviction import decide, one_count
from expunge_desktop.services.make_filing import make_filing, stored_filing
from expunge_desktop.services.office import office_toml, set_office
from expunge_desktop.services.print_papers import print_papers
from expunge_desktop.services.release_filing import list_filings, release, release_state, stale_reason


def whole_text(path: Path) -> str:
    with opened(path.read_bytes()) as document:
        pages = [page_text(document, index).text for index in range(len(document))]
    return " ".join(" ".join(pages).split())


@pytest.fixture
def signed(county: Any) -> Any:
    """The county with its policy signed off."""
    county.sign()
    return county


def refused(county_session: Any, filing_id: str) -> str:
    with pytest.raises(AnswerIsNoError) as caught:
        release(county_session, filing_id)
    return caught.value.code


def first_page(path: Path) -> str:
    with opened(path.read_bytes()) as document:
        return page_text(document, 0).text


def test_a_filing_is_released_by_its_preparer_and_another_supervisor(signed: Any, tmp_path: Path) -> None:
    (made,) = make_filing(signed.ada)
    rita = signed.open_as("Rita", Role.REVIEWER)
    first = release(rita, made.id)
    assert (first.prepared_by, first.approved_by, first.is_released) == ("Rita", "", False)
    assert list_filings(signed.ada)[0].status == "prepared"
    second = release(signed.ada, made.id)
    assert (second.prepared_by, second.approved_by, second.is_released) == ("Rita", "Ada", True)
    assert release_state(rita, made.id) == second
    (listed,) = list_filings(signed.ada)
    assert (listed.id, listed.status, listed.rows) == ("F0001", "released", 17)
    folder = print_papers(signed.ada, made.id, tmp_path).folder
    for path in folder.glob("*.pdf"):
        assert "DRAFT" not in first_page(path)
        assert check_papers(path).findings == ()
    cover = whole_text(folder / "D00-cover-sheet.pdf")
    assert "prepared: Rita" in cover
    assert "approved: Ada" in cover
    assert "signed off by Alexandra Example, adopted on 2020-01-02" in cover


def test_a_prepared_filing_still_prints_as_a_draft(signed: Any, tmp_path: Path) -> None:
    (made,) = make_filing(signed.ada)
    release(signed.ada, made.id)
    folder = print_papers(signed.ada, made.id, tmp_path).folder
    assert "DRAFT – NOT FILED" in first_page(folder / "D01-notice-of-motion.pdf")


def test_the_same_person_cannot_release_twice(signed: Any) -> None:
    (made,) = make_filing(signed.ada)
    release(signed.ada, made.id)
    assert refused(signed.ada, made.id) == "same-person"
    assert not release_state(signed.ada, made.id).is_released


def test_the_second_step_needs_a_supervisor_and_the_first_no_clerk(signed: Any) -> None:
    (made,) = make_filing(signed.ada)
    assert refused(signed.open_as("Cleo", Role.CLERK), made.id) == "right-denied"
    release(signed.ada, made.id)
    assert refused(signed.open_as("Rita", Role.REVIEWER), made.id) == "right-denied"


def test_a_released_filing_cannot_be_released_again(signed: Any) -> None:
    (made,) = make_filing(signed.ada)
    release(signed.ada, made.id)
    release(signed.open_as("Ben", Role.SUPERVISOR), made.id)
    assert refused(signed.ada, made.id) == "already-released"


def test_an_unsigned_policy_stops_the_release_and_names_the_command(county: Any) -> None:
    (made,) = make_filing(county.ada)
    with pytest.raises(AnswerIsNoError, match=r"policy county.expunge sign los-angeles-2020"):
        release(county.ada, made.id)
    county.sign()
    assert release(county.ada, made.id).prepared_by == "Ada"


def test_a_changed_decision_makes_the_filing_stale(signed: Any) -> None:
    (made,) = make_filing(signed.ada)
    release(signed.ada, made.id)
    decide(
        signed.ada,
        one_count(signed.ada, "GA40000", None).conviction_id,
        DecisionAction.HOLD,
        None,
        "A question.",
    )
    ben = signed.open_as("Ben", Role.SUPERVISOR)
    with pytest.raises(AnswerIsNoError, match=r"findings or decisions changed .17 rows then, 16 now"):
        release(ben, made.id)
    assert not release_state(ben, made.id).is_released


def test_confirming_a_row_does_not_make_the_filing_stale(signed: Any) -> None:
    (made,) = make_filing(signed.ada)
    conviction = one_count(signed.ada, "GA40000", None).conviction_id
    decide(signed.ada, conviction, DecisionAction.CONFIRM, None, "")
    with signed.ada.read() as connection:
        filing = stored_filing(connection, made.id)
    assert stale_reason(signed.ada, filing) == ""


def test_a_changed_office_file_makes_the_filing_stale(signed: Any) -> None:
    (made,) = make_filing(signed.ada)
    set_office(signed.ada, office_toml(signed.ada).replace("Alexandra Example", "Somebody Else"))
    with pytest.raises(AnswerIsNoError, match="the office file changed"):
        release(signed.ada, made.id)


def test_a_filing_of_one_court_is_compared_with_that_court(signed: Any) -> None:
    _, pasadena = make_filing(signed.ada, group="court")
    los_angeles_case = one_count(signed.ada, "GA40000", None).conviction_id
    decide(signed.ada, los_angeles_case, DecisionAction.HOLD, None, "A question.")
    assert release(signed.ada, pasadena.id).prepared_by == "Ada"


def test_papers_that_cannot_be_printed_stop_the_release(signed: Any) -> None:
    lines = office_toml(signed.ada).splitlines()
    set_office(signed.ada, "\n".join(line for line in lines if "bar_number" not in line))
    (made,) = make_filing(signed.ada)
    assert refused(signed.ada, made.id) == "papers-missing"


def test_a_preflight_error_stops_the_release(signed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (made,) = make_filing(signed.ada)
    found = PreflightFinding(Severity.ERROR, "CRC 2.108", "No line numbers.")
    monkeypatch.setattr(module, "preflight", lambda *_: PreflightReport(1, (found,)))
    with pytest.raises(AnswerIsNoError, match=r"CRC 2.108: No line numbers"):
        release(signed.ada, made.id)
    assert release_state(signed.ada, made.id).prepared_by == ""


def test_there_is_no_such_filing(signed: Any) -> None:
    assert refused(signed.ada, "F9999") == "no-such-filing"


def test_a_reviewer_who_prepared_is_told_of_the_two_people_not_of_a_missing_role(signed: Any) -> None:
    (made,) = make_filing(signed.ada)
    rita = signed.open_as("Rita", Role.REVIEWER)
    release(rita, made.id)
    with pytest.raises(AnswerIsNoError, match="two people release") as caught:
        release(rita, made.id)
    assert caught.value.code == "same-person"
    tried = [one for one in audit_trail.rows(signed.ada) if one[3] == "refused"]
    assert [(one[2], json.loads(one[5])) for one in tried] == [("Rita", {"two_people": made.id})]
    assert not release_state(signed.ada, made.id).is_released
