"""What people wrote about a sealed conviction, anywhere, is shown without its name and case."""

import csv
from pathlib import Path
from typing import Any

import pytest
from doj_rows import as_bytes, make_row
from sealed_county import CLOCK, GONE, HALF_GONE, STAYS

from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services import release_log
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.decide_conviction import add_note, decide
from expunge_desktop.services.evidence import Attachment
from expunge_desktop.services.figures_export import export_figures
from expunge_desktop.services.filing_status import record, status_of
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.problems import export_problems
from expunge_desktop.services.release_export import export_releases
from expunge_desktop.services.review import conviction_detail
from expunge_desktop.services.sealed_names import SealedNames
from expunge_desktop.services.status_export import export_statuses
from expunge_desktop.store.exports import ReleaseFilter
from expunge_desktop.store.sealed_names import Named

KEPT_ID = 3
WRITTEN = (
    "VANISHWELL GA7Q7134 granted; Mr. Vanishwell's (ga7q-7134), Quillon T. Vanishwell, A77112233; GA8W 8219"
)
SECRET = ("VANISHWELL", "QUILLON", "7Q7134", "7Q-7134", "77112233", "8219")


def named_in(text: str) -> list[str]:
    """What of the sealed convictions the text names."""
    return [word for word in SECRET if word in text.upper()]


@pytest.mark.parametrize("kind", [RecipientKind.OWN_OFFICE, RecipientKind.COURT])
def test_the_remark_on_an_open_row_leaves_masked_as_the_window_shows_it(
    kind: RecipientKind, sealed: Any, tmp_path: Path
) -> None:
    rows = {row.case_number: row.row_no for row in status_of(sealed.ada, "F0001").rows}
    record(
        sealed.ada,
        "F0001",
        FilingStatus.COURT_UPDATED,
        rows={rows["GA40002"]},
        on=CLOCK.today(),
        note="Clear.",
    )
    open_rows = {rows[STAYS["case number"]]} if STAYS["case number"] in rows else {rows["GA40003"]}
    record(sealed.ada, "F0001", FilingStatus.COURT_UPDATED, rows=open_rows, on=CLOCK.today(), note=WRITTEN)
    standing = status_of(sealed.ada, "F0001")
    assert "[sealed]" in standing.events[-1].note
    assert named_in(repr(standing)) == []
    out = export_statuses(
        sealed.ada, "F0001", tmp_path / "s.csv", kind=kind, recipient="Clerk", purpose="x"
    ).path
    assert named_in(out.read_text(encoding="utf-8-sig")) == []


def test_notes_reasons_and_documents_of_another_conviction_do_not_name_it(sealed: Any) -> None:
    add_note(sealed.ada, KEPT_ID, WRITTEN)
    document = Attachment("vanishwell_GA7Q7134.pdf", b"%PDF-1.7 invented", 1)
    decide(sealed.ada, KEPT_ID, DecisionAction.CHALLENGE, None, WRITTEN, evidence=[document])
    shown = conviction_detail(sealed.ada, KEPT_ID)
    assert named_in(repr(shown)) == []
    assert shown.notes[-1].text.startswith("[sealed] [sealed] granted; Mr. [sealed]'s ([sealed]), ")
    assert shown.decisions[-1].evidence[0].name == "[sealed]_[sealed].pdf"
    assert "MARIBEL" in repr(shown)


def test_the_release_log_is_masked_in_view_and_file_and_whole_in_the_audit(
    sealed: Any, tmp_path: Path
) -> None:
    to = {
        "recipient": "Counsel of Quillon Vanishwell",
        "purpose": "motion in GA7Q7134",
        "kind": RecipientKind.COURT,
    }
    export_figures(sealed.ada, tmp_path / "figures_Vanishwell_GA7Q-7134.csv", **to)
    (row,) = release_log.search(sealed.ada, ReleaseFilter(text="motion in"))
    assert (row.recipient, row.purpose) == ("Counsel of [sealed]", "motion in [sealed]")
    assert row.files == ("figures_[sealed]_[sealed].csv",)
    for words in ("Vanishwell", "7Q7134"):
        assert release_log.search(sealed.ada, ReleaseFilter(text=words)) == []
        assert release_log.count(sealed.ada, ReleaseFilter(text=words)) == 0
    assert release_log.count(sealed.ada, ReleaseFilter(text="MOTION IN")) == 1
    out = export_releases(sealed.ada, tmp_path / "log.csv").path
    assert named_in(out.read_text(encoding="utf-8-sig")) == []
    assert any("Counsel of Quillon Vanishwell" in str(one[5]) for one in audit_rows(sealed.ada))


def test_a_problem_about_a_sealed_person_or_naming_one_is_not_written_out(
    sealed: Any, tmp_path: Path
) -> None:
    again = tmp_path / "vanishwell.dat"
    same = make_row(
        SUBJECT_ID="70000000", CII_NUMBER=GONE["CII number"], PRI_NAME=GONE["name"],
        PRI_DOB=GONE["birth date as delivered"], OFN=GONE["case number"],
    )  # fmt: skip
    twin = make_row(
        SUBJECT_ID="70000001", CII_NUMBER=GONE["CII number"], PRI_NAME="TWOFOLD,ANN", OFN="GA50005",
        STP_EVENT_DATE="20010611", DISP_DATE="20010611",
    )  # fmt: skip
    again.write_bytes(as_bytes([same, twin], header=True))
    assert import_batch(sealed.ada, [again]).problems["POSSIBLE_SAME_PERSON"] == 2
    out = export_problems(sealed.ada, tmp_path / "p.csv").path
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "POSSIBLE_SAME_PERSON"]
    assert [row["person"] for row in rows] == ["70000001"]
    assert "70000000" not in rows[0]["sentence"]
    assert "vanishwell" not in out.read_text(encoding="utf-8-sig").casefold()


def test_what_others_who_are_shown_are_called_stays() -> None:
    hidden = Named({"GA1234; GA7"}, set(), {"COMMONER,ZELDA", "LEE,ANN", "COURT,JO", "DE LA ROSA,PIA"})
    names = SealedNames(hidden, Named({"GA7777"}, set(), {"COMMONER,ROBERT"}))
    assert names.masked("Commoner and Lee at court") == "Commoner and Lee at court"
    assert names.masked("Zelda Commoner; ann lee; Superior Court") == "[sealed]; [sealed]; Superior Court"
    assert names.masked("in GA 1234 and GA7777, GA7") == "in [sealed] and GA7777, GA7"
    assert names.masked("of De La Rosa, today") == "of [sealed], today"
    words = "nobody is named"
    assert names.masked(words) is words
    assert not SealedNames(Named(), Named())


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Mr. Núñez", "Mr. [sealed]"),
        ("Mr. Nu\u0301n\u0303ez", "Mr. [sealed]"),
        ("of Nunez, today", "of [sealed], today"),
        ("Pablo Núñez", "[sealed]"),
        ("Nunez Jr., Pablo", "[sealed]"),
        ("Ann Other, junior", "Ann Other, junior"),
    ],
)
def test_a_last_name_is_masked_with_accents_and_without_its_suffix(note: str, said: str) -> None:
    names = SealedNames(Named(names={"NUNEZ JR,PABLO"}), Named(names={"OTHER,ANN"}))
    assert names.masked(note) == said


def test_what_a_father_is_called_stays_when_his_son_is_sealed() -> None:
    names = SealedNames(Named(names={"FATHERLY JR,BEN"}), Named(names={"FATHERLY SR,BEN"}))
    assert names.masked("Ben Fatherly Sr. and Ben Fatherly Jr.") == "Ben Fatherly Sr. and [sealed]."


def test_a_case_of_which_another_count_is_shown_stays(sealed: Any) -> None:
    add_note(sealed.ada, KEPT_ID, f"See {STAYS['case number']}, not {HALF_GONE['case number']}.")
    said = conviction_detail(sealed.ada, KEPT_ID).notes[-1].text
    assert said == f"See {STAYS['case number']}, not [sealed]."
