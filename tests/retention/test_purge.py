"""Destruction by policy: planned by one, carried out by another, certified; nothing of it is left."""

import json
import re
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import dumped
import pytest
from pypdf import PdfReader
from sealed_county import GONE, HALF_GONE, SEALED_ON, STAYS, WORD, session_at
from sqlalchemy import event

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.base.errors import AnswerIsNoError, CancelledError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.services import purge, retention
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.decide_conviction import add_note, one_count
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.filing_status import record, status_of
from expunge_desktop.services.ledger import ledger
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.paper_set import paper_set
from expunge_desktop.services.review import conviction_detail, source_rows


def leftovers(county: Any) -> dict[str, str]:
    """Which of the words that must be gone are still in the file or its log, and where."""
    key = county.ada.workspace.data_key
    pages, values = dumped.pages(county.path, key), dumped.values(county.path, key)
    found = {}
    for what, word in [*GONE.items(), *((f"half: {what}", word) for what, word in HALF_GONE.items())]:
        if word.encode() in pages or word.encode("utf-16-le") in pages:
            found[what] = "a page"
        if word.casefold() in values.casefold():
            found[what] = "a value"
    return found


def test_the_search_finds_everything_before(sealed: Any) -> None:
    found = leftovers(sealed)
    assert found.keys() >= {
        "name",
        "birth date",
        "CII number",
        "FBI number",
        "case number",
        "half: case number",
    }


def test_after_a_destruction_no_byte_of_it_is_left_and_the_rest_stands(sealed: Any) -> None:
    kept = one_count(sealed.ada, STAYS["case number"], None)
    add_note(sealed.ada, kept.conviction_id, f"See also {GONE['case number']} and Quillon Vanishwell.")
    before = ledger(sealed.ada)
    purge.plan(sealed.ada)
    done = purge.purge(sealed.ben)
    assert (done.people, done.convictions) == (1, 2)
    assert leftovers(sealed) == {}
    assert not retention.status(sealed.ada).is_clearing_due
    assert verify(sealed.ada).is_intact
    after = ledger(sealed.ada)
    assert (after.under_review, after.sealed, after.destroyed) == (before.under_review, 0, 2)
    assert after.is_balanced
    assert after.people == before.people - 1
    detail = conviction_detail(sealed.ada, kept.conviction_id)
    assert (detail.person.name, len(detail.person.counts)) == (STAYS["name"], 1)
    assert [note.text for note in detail.notes] == ["See also [destroyed] and [destroyed]."]
    assert len(source_rows(sealed.ada, kept.conviction_id)) == 1
    assess(sealed.ada, "los-angeles-2020", date(2026, 9, 1))
    assert make_filing(sealed.ada)[0].rows == 5
    assert leftovers(sealed) == {}


def test_facts_of_other_convictions_no_longer_know_what_was_destroyed(sealed: Any) -> None:
    kept = one_count(sealed.ada, STAYS["case number"], None).conviction_id
    facts = "SELECT facts FROM conviction WHERE id = ?"
    with sealed.ada.read() as connection:
        assert "1997-08-16" in connection.exec_driver_sql(facts, (kept,)).scalar_one()
    purge.plan(sealed.ada)
    purge.purge(sealed.ben)
    with sealed.ada.read() as connection:
        assert "1997-08-16" not in connection.exec_driver_sql(facts, (kept,)).scalar_one()


def test_a_filing_with_destroyed_rows_says_so_and_is_not_printed_again(sealed: Any) -> None:
    purge.plan(sealed.ada)
    purge.purge(sealed.ben)
    with pytest.raises(
        AnswerIsNoError, match="F0001 cannot be printed again: the record of 2 rows was destroyed"
    ):
        paper_set(sealed.ada, "F0001")
    rows = status_of(sealed.ada, "F0001").rows
    assert [row.defendant for row in rows if not row.case_number] == ["Record destroyed"] * 2
    assert record(sealed.ada, "F0001", FilingStatus.COURT_UPDATED, case="GA40001", on=SEALED_ON).rows == 1


def test_one_person_cannot_plan_and_destroy_and_nothing_is_destroyed_unplanned(sealed: Any) -> None:
    with pytest.raises(AnswerIsNoError, match="Nothing is planned"):
        purge.purge(sealed.ben)
    purge.plan(sealed.ada)
    with pytest.raises(AnswerIsNoError, match="Ada has planned this destruction and may not carry it out"):
        purge.purge(sealed.ada)
    purge.withdraw(sealed.ben)
    with pytest.raises(AnswerIsNoError, match="Nothing is planned"):
        purge.purge(sealed.ben)
    assert leftovers(sealed)


def test_nothing_is_due_before_the_offices_term_is_over(sealed: Any) -> None:
    early = FixedClock(datetime(2026, 10, 30, 23, 0, tzinfo=UTC))
    sealed.ada.clock = early
    status = retention.status(sealed.ada)
    assert (status.sealed, status.due, str(status.next_due_on)) == (2, 0, "2026-10-31")
    with pytest.raises(AnswerIsNoError, match="Nothing is due"):
        purge.plan(sealed.ada)
    sealed.ada.clock = FixedClock(datetime(2026, 10, 31, 8, 0, tzinfo=UTC))
    assert len(purge.plan(sealed.ada).sealed) == 2
    sealed.ben.clock = early
    with pytest.raises(AnswerIsNoError, match="is still due"):
        purge.purge(sealed.ben)


def test_without_a_term_in_the_office_file_nothing_is_ever_destroyed(sealed: Any) -> None:
    sealed.ada.custody = type(sealed.ada.custody)()
    with pytest.raises(AnswerIsNoError, match="no term"):
        purge.plan(sealed.ada)


@pytest.mark.parametrize("what", ["name", "case number", "CII number", "person_id"])
def test_a_ground_that_names_whom_it_destroys_is_refused(sealed: Any, what: str) -> None:
    with pytest.raises(AnswerIsNoError) as caught:
        purge.plan(sealed.ada, ground=f"The office was asked for {GONE[what]} by letter.")
    assert caught.value.code == "ground-names-somebody"
    assert GONE[what] not in caught.value.sentence
    assert retention.status(sealed.ada).plan is None


def test_the_certificate_counts_without_naming_anybody(sealed: Any) -> None:
    purge.plan(sealed.ada, ground="Order of the head of the office of October 1, 2026.")
    done = purge.purge(sealed.ben)
    told = json.dumps(done.content)
    assert not [word for word in [*GONE.values(), *HALF_GONE.values(), *STAYS.values()] if word in told]
    assert done.content["destroyed"] == {
        "audit_payloads": done.content["destroyed"]["audit_payloads"],
        "convictions": 2,
        "decisions": 2,
        "facts_made_anew": 1,
        "filings": 1,
        "findings": 2,
        "notes": 2,
        "other_texts": 1,
        "people": 1,
        "problems": done.content["destroyed"]["problems"],
        "source_rows": 4,
    }
    assert (done.planned_by, done.made_by, done.ground) == (
        "Ada", "Ben", "Order of the head of the office of October 1, 2026.",
    )  # fmt: skip
    assert all(re.fullmatch("[0-9a-f]{64}", value) for value in done.content["hashes"].values())
    (sheet,) = PdfReader(BytesIO(purge.certificate_pdf(sealed.ada, done.id))).pages
    page = " ".join(sheet.extract_text().split())
    assert "Certificate of destruction no. 1" in page
    assert done.sha256 in page
    assert purge.certificates(sealed.ada) == (done,)


def test_what_audit_rows_said_is_dropped_and_their_chain_still_proves_them(sealed: Any) -> None:
    purge.plan(sealed.ada)
    purge.purge(sealed.ben)
    report = verify(sealed.ada)
    assert report.is_intact
    dropped = [row for row in audit_rows(sealed.ada) if row[5] == ""]
    assert {row[3] for row in dropped} >= {"decide", "note"}


def test_a_cancelled_destruction_has_destroyed_nothing(sealed: Any) -> None:
    class Cancelled(SilentProgress):
        def check(self) -> None:
            raise CancelledError()

    before = dumped.values(sealed.path, sealed.ada.workspace.data_key)
    purge.plan(sealed.ada)
    planned = dumped.values(sealed.path, sealed.ada.workspace.data_key)
    with pytest.raises(CancelledError):
        purge.purge(sealed.ben, Cancelled())
    assert dumped.values(sealed.path, sealed.ada.workspace.data_key) == planned
    assert len(before) < len(planned)
    assert purge.purge(sealed.ben).convictions == 2


@pytest.mark.parametrize("told", ["people", "Searching the texts", "Searching the audit trail"])
def test_a_destruction_can_be_cancelled_at_each_of_its_steps(sealed: Any, told: str) -> None:
    class CancelledAt(SilentProgress):
        said = ""

        def report(self, done: int, total: int, text: str) -> None:
            self.said = text

        def check(self) -> None:
            if told in self.said:
                raise CancelledError()

    purge.plan(sealed.ada)
    planned = dumped.values(sealed.path, sealed.ada.workspace.data_key)
    with pytest.raises(CancelledError):
        purge.purge(sealed.ben, CancelledAt())
    assert dumped.values(sealed.path, sealed.ada.workspace.data_key) == planned


def test_no_statement_of_a_destruction_walks_a_whole_table_for_each_row(sealed: Any) -> None:
    """One that did would take hours for a county's rows: each has to find its own by an index."""
    purge.plan(sealed.ada, ground="Counsel's opinion.", include_overdue=True)
    given: list[tuple[str, Any]] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        given.append((statement, parameters[0] if many else parameters))

    writer = sealed.ben.workspace._writer
    event.listen(writer, "before_cursor_execute", keep)
    try:
        purge.purge(sealed.ben)
    finally:
        event.remove(writer, "before_cursor_execute", keep)
    changing = [one for one in given if one[0].startswith(("UPDATE", "DELETE"))]
    seeking = [one for one in given if one[0].startswith("SELECT") and ".id IN (?" in one[0]]
    seeking += [one for one in given if one[0].startswith("SELECT") and "conviction_id IN (?" in one[0]]
    assert len(changing) > 20 and len(seeking) > 5
    with sealed.ada.read() as connection:
        for statement, parameters in changing + seeking:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            assert not [row[3] for row in plan if row[3].startswith("SCAN")], statement


def test_guards_stand_again_after_a_destruction(sealed: Any) -> None:
    purge.plan(sealed.ada)
    purge.purge(sealed.ben)
    with (
        session_at(sealed.path, "Ada", WORD) as again,
        pytest.raises(Exception, match="rows of decision are never changed"),
        again.write() as tx,
    ):
        tx.connection.exec_driver_sql("UPDATE decision SET reason = 'other'")


def test_what_was_once_exported_of_one_person_is_dropped_from_the_audit_trail_too(
    sealed: Any, tmp_path: Path
) -> None:
    person_id = "61000002"
    export_findings(sealed.ada, tmp_path / "one.csv", person=person_id)
    overdue = retention.status(sealed.ada).overdue
    purge.plan(sealed.ada, ground="Counsel's opinion.", include_overdue=True)
    assert purge.purge(sealed.ben).people == overdue + 1
    assert person_id not in dumped.values(sealed.path, sealed.ada.workspace.data_key)
    assert verify(sealed.ada).is_intact
