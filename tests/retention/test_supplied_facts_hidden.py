"""Supplied facts of sealed and destroyed convictions: hidden with them, and nothing of them left."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any

import dumped
import pytest
from pypdf import PdfReader
from sealed_county import GONE, HALF_GONE, STAYS

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.documents.destruction_certificate import KINDS
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.services import purge
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.audit_trail import verify
from expunge_desktop.services.check_workspace import check
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation_text import explanation_lines
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.filing_contents import current_contents
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_facts import FactSubject, subject_of, supply_fact, withdraw_fact
from expunge_desktop.services.supplied_list import supplied_facts

GONE_ID, HALF_ID, KEPT_ID = 1, 2, 3
SECRETS = ("1998-03-03", "March 3, 1998", "1961-09-09", "Quiverful register", "the sealed docket")


@contextmanager
def before_the_seal(session: Session) -> Iterator[None]:
    """The court has not sealed anything yet."""
    with session.write() as tx:
        rows = tx.connection.exec_driver_sql("SELECT * FROM sealed_conviction").all()
        tx.connection.exec_driver_sql("DROP TRIGGER guard_sealed_conviction_delete")
        tx.connection.exec_driver_sql("DELETE FROM sealed_conviction")
        tx.audit("note", "test", {})
    yield
    with session.write() as tx:
        for row in rows:
            tx.connection.exec_driver_sql(
                "INSERT INTO sealed_conviction VALUES (?, ?, ?, ?, ?, ?)", tuple(row)
            )
        tx.connection.exec_driver_sql(
            "CREATE TRIGGER guard_sealed_conviction_delete BEFORE DELETE ON sealed_conviction "
            "BEGIN SELECT RAISE(ABORT, 'never'); END"
        )
        tx.audit("note", "test", {})


@pytest.fixture
def supplied(sealed: Any) -> Any:
    """Facts for both sealed convictions, for the person who is sealed wholly, and for the one who stays."""
    ada = sealed.ada
    with before_the_seal(ada):
        gone, half, kept = (subject_of(ada, one) for one in (GONE_ID, HALF_ID, KEPT_ID))
        supply_fact(ada, gone, "date_of_birth", "1961-09-09", "Quiverful register", reason="It is certain.")
        supply_fact(ada, half, "conviction_date", "1998-03-03", "the sealed docket", reason="Of the docket.")
        supply_fact(ada, half, "plants", "77", "the sealed docket")
        supply_fact(ada, kept, "plants", "3", f"police report, beside {HALF_GONE['case number']}")
        other = FactSubject(half.person_id, half.ref)  # as of an entry not under review then
        supply_fact(ada, other, "sentence_status", "COMPLETED", "Quiverful register of sentences")
        assess(ada, "los-angeles-2020", date(2026, 9, 1))
        withdraw_fact(ada, 3, "Not in the sealed docket.")
    return sealed


def test_facts_of_sealed_convictions_are_in_no_list_no_explanation_and_no_export(
    supplied: Any, tmp_path: Any
) -> None:
    ada = supplied.ada
    [listed] = supplied_facts(ada)
    assert (listed.id, listed.document) == (4, "police report, beside [sealed]")
    said = "\n".join(explanation_lines(explanation_of(ada, KEPT_ID)))
    export_findings(ada, tmp_path / "findings.csv")
    said += (tmp_path / "findings.csv").read_text("utf-8") + repr(explanation_of(ada, KEPT_ID))
    assert [word for word in SECRETS if word in said] == []
    for hidden in (1, 2, 3, 5, 6):
        with pytest.raises(AnswerIsNoError):
            withdraw_fact(ada, hidden, "x")


def test_a_row_of_a_filing_does_not_tell_of_facts_of_a_sealed_entry(supplied: Any) -> None:
    ada = supplied.ada

    def remarks() -> dict[int, str]:
        with ada.read() as connection:
            made = current_contents(ada, connection, "none", SilentProgress())
        return {row.conviction_id: row.remarks for one in made for row in one.rows}

    with before_the_seal(ada):
        assert "Supplied by the office, of another entry" in remarks()[KEPT_ID]
        assert "Supplied by the office: " in remarks()[KEPT_ID]
    assert "of another entry" not in remarks()[KEPT_ID]


def test_a_destruction_leaves_nothing_of_what_was_supplied_and_keeps_what_stays(supplied: Any) -> None:
    ada, key = supplied.ada, supplied.ada.workspace.data_key
    before = dumped.values(supplied.path, key)
    assert all(word in before for word in SECRETS if word != "March 3, 1998")
    purge.plan(ada)
    done = purge.purge(supplied.ben)
    page = " ".join(PdfReader(BytesIO(purge.certificate_pdf(ada, done.id))).pages[0].extract_text().split())
    assert f"Facts supplied from documents: {done.content['destroyed']['supplied_facts']} " in page
    assert set(done.content["destroyed"]) <= set(KINDS)
    after = dumped.values(supplied.path, key)
    pages = dumped.pages(supplied.path, key)
    assert [word for word in SECRETS if word in after or word.encode() in pages] == []
    assert GONE["case number"] not in after and HALF_GONE["case number"] not in after
    with ada.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, value, document, reason, recorded, ref, purge_id FROM supplied_fact ORDER BY id"
        ).all()
        facts = connection.exec_driver_sql("SELECT facts FROM conviction WHERE id = 3").scalar_one()
    emptied = (None, "", "", "", "", done.id)
    assert [tuple(row)[1:] for row in rows if row.id in (1, 2, 3, 5, 6)] == [emptied] * 5
    kept = rows[3]
    assert (kept.value, kept.document, kept.purge_id) == ("3", "police report, beside [destroyed]", None)
    assert facts_from_json(facts).plants == 3
    [one] = supplied_facts(ada)
    assert (one.id, one.applied_by) == (4, 2)
    assert verify(ada).is_intact and check(ada).is_sound
    assess(ada, "los-angeles-2020", date(2026, 9, 1))
    chosen = one_count(ada, STAYS["case number"], None).conviction_id
    assert explanation_of(ada, chosen).detail.supplied[0].value == "3"


def test_a_destruction_leaves_nothing_in_the_facts_of_a_count_no_longer_under_review(supplied: Any) -> None:
    ada = supplied.ada
    with before_the_seal(ada), ada.read() as connection:
        kept = connection.exec_driver_sql("SELECT facts FROM conviction WHERE id = 3").scalar_one()
        assert facts_from_json(kept).priors
    with before_the_seal(ada):
        supply_fact(
            ada, subject_of(ada, KEPT_ID), "code_section", "187 PC", "abstract", reason="Read wrongly."
        )
        assert assess(ada, "los-angeles-2020", date(2026, 9, 1)).applied.departed == 1
    with ada.write() as tx:  # as earlier versions left it
        tx.connection.exec_driver_sql("UPDATE conviction SET facts = ? WHERE id = 3", (kept,))
        tx.audit("note", "test", {})
    purge.plan(ada)
    purge.purge(supplied.ben)
    with ada.read() as connection:
        left = facts_from_json(
            connection.exec_driver_sql("SELECT facts FROM conviction WHERE id = 3").scalar_one()
        )
    assert (left.charge, left.priors) == ("187 PC", ())
    assert check(ada).is_sound
