"""What people wrote about those destroyed, anywhere in the file, and the ground their certificate prints."""

from pathlib import Path
from typing import Any

import dumped
import pytest
from sealed_county import STAYS

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services import audit_trail, purge, retention
from expunge_desktop.services.check_workspace import check
from expunge_desktop.services.decide_conviction import add_note, decide, one_count
from expunge_desktop.services.evidence import Attachment
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.filing_status import record, status_of
from expunge_desktop.services.review import conviction_detail
from expunge_desktop.services.sealing import seal_by_order
from expunge_desktop.store import meta

TOLD = (
    "People v. Vanishwell; Mr. VANISHWELL (Quillon), born 1961-04-17, April 17, 1961, 04/17/1961; "
    "GA-7Q7134, ga7q7134, GA 7Q7134"
)
LEFT = ("vanishwell", "quillon", "7q7134", "1961-04-17", "april 17, 1961", "04/17/1961")
PDF = b"%PDF-1.4\n%%EOF\n"


def left_in(county: Any) -> list[str]:
    """Which of the words that must be gone stand in a value of the file."""
    values = dumped.values(county.path, county.ada.workspace.data_key).casefold()
    return [word for word in LEFT if word in values]


def test_what_people_wrote_of_them_elsewhere_is_taken_out(sealed: Any, tmp_path: Path) -> None:
    ada = sealed.ada
    kept = one_count(ada, STAYS["case number"], None).conviction_id
    add_note(ada, kept, TOLD)
    decide(
        ada,
        kept,
        DecisionAction.CHALLENGE,
        None,
        TOLD,
        evidence=[Attachment("VANISHWELL GA7Q7134 proof.pdf", PDF, 1)],
    )
    rows = {row.case_number: row.row_no for row in status_of(ada, "F0001").rows}
    record(ada, "F0001", FilingStatus.COURT_UPDATED, rows={rows["GA40001"]}, on=ada.clock.today(), note=TOLD)
    out = tmp_path / "GA7Q7134-findings.csv"
    export_findings(ada, out, recipient="Vanishwell", purpose="People v. VANISHWELL")
    assert set(left_in(sealed)) == set(LEFT)
    purge.plan(ada)
    purge.purge(sealed.ben)
    assert left_in(sealed) == []
    (note,) = conviction_detail(ada, kept).notes
    assert note.text.startswith("People v. [destroyed]; Mr. [destroyed]), born [destroyed], ")
    (remark,) = [one.note for one in status_of(ada, "F0001").events if one.note.startswith("People v.")]
    assert remark.startswith("People v. [destroyed]; Mr. [destroyed]), born [destroyed], ")
    (decision,) = [one for one in conviction_detail(ada, kept).decisions if one.evidence]
    assert decision.evidence[0].name == "[destroyed] [destroyed] proof.pdf"
    assert audit_trail.verify(ada).is_intact
    assert check(ada).is_sound


def test_a_last_name_somebody_kept_has_stays(sealed: Any) -> None:
    kept = one_count(sealed.ada, STAYS["case number"], None).conviction_id
    add_note(sealed.ada, kept, "Staywell called; Otherwise too; not Vanishwell.")
    purge.plan(sealed.ada)
    purge.purge(sealed.ben)
    (note,) = conviction_detail(sealed.ada, kept).notes
    assert note.text == "Staywell called; Otherwise too; not [destroyed]."


@pytest.mark.parametrize(
    ("ground", "kind"),
    [
        ("Policy; see People v. Vanishwell and People v. Staywell.", "a last name"),
        ("Counsel's opinion of VANISHWELL", "a last name"),
        ("The man born April 17, 1961.", "a birth date"),
        ("Order in GA-7Q 7134.", "a case number or a person's number"),
    ],
)
def test_a_ground_that_names_somebody_in_any_way_is_refused_and_kept_nowhere(
    sealed: Any, ground: str, kind: str
) -> None:
    with pytest.raises(AnswerIsNoError) as caught:
        purge.plan(sealed.ada, ground=ground, include_overdue=True)
    assert caught.value.code == "ground-names-somebody"
    assert f"The ground names those it is about, by {kind}" in caught.value.sentence
    assert not [word for word in LEFT if word in str(caught.value).casefold()]
    assert retention.status(sealed.ada).plan is None


def test_a_ground_kept_by_an_older_version_is_held_against_the_rows_once_more(sealed: Any) -> None:
    made = purge.plan(sealed.ada, ground="Counsel's opinion of October 5, 2026.")
    with sealed.ada.write() as tx:
        text = meta.read(tx.connection, "purge_plan")
        meta.write(tx.connection, "purge_plan", text.replace(made.ground, "People v. Vanishwell"))
        tx.audit("purge-plan", "as an older version wrote it", {})
    with pytest.raises(AnswerIsNoError) as caught:
        purge.purge(sealed.ben)
    assert caught.value.code == "ground-names-somebody"
    purge.withdraw(sealed.ada)
    purge.plan(sealed.ada)
    assert purge.purge(sealed.ben).convictions == 2


@pytest.mark.parametrize(
    ("note", "kind"),
    [("Order as to Staywell.", "a last name"), ("Minute order, BA9Z-9377.", "a case number")],
)
def test_the_order_named_for_a_sealing_names_nobody(sealed: Any, note: str, kind: str) -> None:
    ada = sealed.ada
    row = next(one for one in status_of(ada, "F0001").rows if one.case_number == STAYS["case number"])
    step = {"rows": {row.row_no}, "on": ada.clock.today()}
    record(ada, "F0001", FilingStatus.GRANTED_IN_PART, note="As to the fine.", **step)
    record(ada, "F0001", FilingStatus.COURT_UPDATED, **step)
    with pytest.raises(AnswerIsNoError) as caught:
        seal_by_order(ada, "F0001", note=note, **step)
    assert caught.value.code == "note-names-somebody"
    assert f"The note names those it is about, by {kind}" in caught.value.sentence
    assert len(seal_by_order(ada, "F0001", note="Minute order of October 2, 2026.", **step)) == 1


def test_the_trail_tells_a_file_written_outside_without_its_name_in_a_subject(
    sealed: Any, tmp_path: Path
) -> None:
    export_findings(sealed.ada, tmp_path / "GA7Q7134-findings.csv")
    rows = [row for row in audit_trail.rows(sealed.ada) if str(row[3]).startswith("export.")]
    assert [row[4] for row in rows if row[3] in ("export.begun", "export.named")] == ["file outside"] * 2
    assert all("GA7Q7134-findings.csv" in str(row[5]) for row in rows)
    assert "GA7Q7134" not in "".join(str(row[4]) for row in rows)
