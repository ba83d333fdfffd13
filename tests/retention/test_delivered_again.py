"""A sealed conviction that another list spells otherwise stays hidden; another one is still shown."""

import csv
from pathlib import Path
from typing import Any

import pytest
from doj_rows import as_bytes, make_row
from sealed_county import GONE, SEALED_ON

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import may_be_sealed, problems, retention, review, sealing
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.check_workspace import check
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.filing_status import record, status_of
from expunge_desktop.services.find_person import find_person
from expunge_desktop.services.import_batch import ImportSummary, import_batch
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.session import Session
from expunge_desktop.services.users import change_roles

# As a court's list has the sealed conviction; every test changes something of it.
LISTED = {
    "person_id": "P1",
    "last_name": "VANISHWELL",
    "first_name": "QUILLON",
    "middle_name": "",
    "date_of_birth": "1961-04-17",
    "county": "LOS ANGELES",
    "court_case_number": GONE["case number"],
    "count_number": "1",
    "code_section": "11357(b) HS",
    "conviction_date": "1999-03-01",
    "disposition": "CONVICTED",
    "cii_number": "",
    "court": "",
}
OPEN = 5  # convictions of the county that are shown


def delivered(session: Session, folder: Path, *rows: dict[str, str]) -> ImportSummary:
    """Import a case list of these rows."""
    path = folder / f"list-{len(list(folder.glob('list-*')))}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, LISTED)
        writer.writeheader()
        writer.writerows(LISTED | row for row in rows)
    return import_batch(session, [path])


def shown(session: Session) -> int:
    """How many convictions the list has."""
    return len(review.conviction_ids(session, ConvictionFilter()))


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"code_section": "HS 11357(b)"},
        {"code_section": "11357(B)HS"},
        {"code_section": "11357(B) HS-POSSESS MARIJUANA 28.5- GRAMS"},
        {"count_number": ""},
        {"count_number": "001"},
        {"middle_name": "THEODORE"},
        {"court_case_number": "GA7Q-7134"},
        {"court_case_number": " ga7 q7134 "},
        {"date_of_birth": ""},
        {"last_name": "VANISH-WELL", "cii_number": GONE["CII number"]},
        {"conviction_date": ""},
        {"conviction_date": "1999-03"},
        {"court": "Clara Shortridge Foltz Criminal Justice Center"},
    ],
    ids=str,
)
def test_another_spelling_of_a_sealed_count_is_sealed_as_it_comes(
    changed: dict[str, str], sealed: Any, tmp_path: Path
) -> None:
    summary = delivered(sealed.ada, tmp_path, changed)
    assert (summary.sealed_again, summary.may_be_sealed) == (1, 0)
    assert shown(sealed.ada) == OPEN
    assert find_person(sealed.ada, "Vanishwell, Quillon") == []
    assert [one.sealed_on for one in sealing.sealed_rows(sealed.ada)] == [SEALED_ON] * 3
    assert check(sealed.ada).is_sound


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({"count_number": "2"}, "count number"),
        ({"code_section": "11359 HS"}, "section"),
        ({"code_section": "11357 HS"}, "section"),
        ({"code_section": "marijuana"}, "section"),
        ({"conviction_date": "1999-04-01"}, "day of the conviction"),
        ({"last_name": "VANISHWEL"}, "name"),
        ({"date_of_birth": "1961-04-18"}, "birth date"),
        ({"court_case_number": "GA07Q7134"}, "case number"),
        ({"court_case_number": "NA88123"}, "case number"),
        ({"court_case_number": "", "count_number": ""}, "case number"),
        ({"court": "Clara Shortridge Foltz Criminal Justice Center", "date_of_birth": ""}, "court"),
    ],
    ids=str,
)
def test_what_may_be_the_sealed_count_is_hidden_and_listed_by_number(
    changed: dict[str, str], differs: str, sealed: Any, tmp_path: Path
) -> None:
    summary = delivered(sealed.ada, tmp_path, changed)
    assert (summary.sealed_again, summary.may_be_sealed) == (0, 1)
    assert shown(sealed.ada) == OPEN
    assert find_person(sealed.ada, f"{changed.get('last_name', 'Vanishwell')}, Quillon") == []
    (row,) = may_be_sealed.doubtful_rows(sealed.ada)
    assert row.like == (("F0001", row.like[0][1]),)
    assert differs in row.differs
    assert (row.file, row.line) == ("list-0.csv", 2)
    assert "VANISH" not in repr(row)
    assert GONE["case number"] not in repr(row)
    assert retention.status(sealed.ada).in_doubt == 1
    assert problems.problems_by_kind(sealed.ada)[may_be_sealed.KIND] == 1
    for what in (export_findings, problems.export_problems):
        path = what(sealed.ada, tmp_path / f"{what.__name__}.csv").path
        assert "VANISH" not in path.read_text(encoding="utf-8-sig").upper()
    with pytest.raises(AnswerIsNoError, match="May be sealed by the court"):
        review.conviction_detail(sealed.ada, row.conviction_id)
    assert review.conviction_rows(sealed.ada, [row.conviction_id])[row.conviction_id].hidden


@pytest.mark.parametrize(
    "changed",
    [
        {"last_name": "ANOTHERMAN", "first_name": "LUIS", "date_of_birth": "1980-02-02"},
        {"court_case_number": "NA88123", "conviction_date": "2001-01-09"},
        {"court_case_number": "NA88123", "date_of_birth": "1980-02-02"},
        {"court_case_number": "NA88123", "code_section": "11360(a) HS"},
        {"code_section": "11360(a) HS", "count_number": "2"},
        {"county": "KERN", "date_of_birth": "1980-02-02"},
    ],
    ids=str,
)
def test_a_co_defendant_another_count_and_another_case_are_shown(
    changed: dict[str, str], sealed: Any, tmp_path: Path
) -> None:
    summary = delivered(sealed.ada, tmp_path, changed)
    assert (summary.sealed_again, summary.may_be_sealed) == (0, 0)
    assert shown(sealed.ada) == OPEN + 1


def test_the_same_words_about_somebody_else_are_not_sealed(sealed: Any, tmp_path: Path) -> None:
    assert (
        delivered(sealed.ada, tmp_path, {}).sealed_again == 1
    )  # sealed now as a list without a court has it
    twin = delivered(sealed.ada, tmp_path, {"person_id": "P2", "date_of_birth": "1991-09-09"})
    assert (twin.sealed_again, twin.may_be_sealed) == (0, 1)
    far = {"person_id": "P3", "date_of_birth": "1991-09-09", "county": "ORANGE", "cii_number": "A88888888"}
    other = delivered(sealed.ada, tmp_path, far)
    assert other.sealed_again == 0
    (row, *_) = may_be_sealed.doubtful_rows(sealed.ada)
    for answer in (may_be_sealed.say_same, may_be_sealed.say_other):
        with pytest.raises(AnswerIsNoError, match="names those it is about"):
            answer(sealed.ada, row.conviction_id, "Vanishwell: docket read.")
    may_be_sealed.say_other(sealed.ada, row.conviction_id, "Docket read: born in another year.")
    assert shown(sealed.ada) > OPEN


def test_a_count_that_an_open_one_repeats_is_not_in_doubt(sealed: Any, tmp_path: Path) -> None:
    other = {"count_number": "2"}
    delivered(sealed.ada, tmp_path, other)
    (row,) = may_be_sealed.doubtful_rows(sealed.ada)
    may_be_sealed.say_other(sealed.ada, row.conviction_id, "The minute order seals count 1 alone.")
    assert shown(sealed.ada) == OPEN + 1
    summary = delivered(sealed.ada, tmp_path, {**other, "middle_name": "T"})
    assert (summary.sealed_again, summary.may_be_sealed) == (0, 0)
    summary = delivered(sealed.ada, tmp_path, {"count_number": ""})
    assert (summary.sealed_again, summary.may_be_sealed) == (0, 1)


def test_a_supervisor_says_which_it_is_and_the_audit_keeps_it(sealed: Any, tmp_path: Path) -> None:
    delivered(sealed.ada, tmp_path, {"count_number": "2"}, {"code_section": "11359 HS", "person_id": "P9"})
    first, second = (row.conviction_id for row in may_be_sealed.doubtful_rows(sealed.ada))
    with pytest.raises(AnswerIsNoError, match="needs a reason"):
        may_be_sealed.say_other(sealed.ada, first, " ")
    change_roles(sealed.ben, "Ada", frozenset({Role.REVIEWER}))
    for say in (may_be_sealed.say_other, may_be_sealed.say_same):
        with pytest.raises(AnswerIsNoError) as refused:
            say(sealed.ada, first, "Docket read.")
        assert refused.value.code == "right-denied"
    may_be_sealed.say_other(sealed.ben, first, "Docket read.")
    may_be_sealed.say_same(sealed.ben, second, "Docket read.")
    assert may_be_sealed.doubtful_rows(sealed.ben) == ()
    assert review.conviction_detail(sealed.ben, first).row.id == first
    with pytest.raises(AnswerIsNoError, match="Sealed by the court on 2026-10-01"):
        review.conviction_detail(sealed.ben, second)
    with pytest.raises(AnswerIsNoError, match="is not one that may be sealed"):
        may_be_sealed.say_other(sealed.ben, second, "Docket read.")
    told = [(row[3], row[4]) for row in audit_rows(sealed.ben)]
    assert ("said-not-sealed", f"conviction {first}") in told
    assert ("said-sealed", f"conviction {second}") in told
    assert check(sealed.ben).is_sound


def test_the_courts_entry_reaches_what_came_before_it_in_another_spelling(
    sealed: Any, tmp_path: Path
) -> None:
    numbers = {row.case_number: row.row_no for row in status_of(sealed.ada, "F0001").rows}
    again = {
        "last_name": "OTHERWISE01", "first_name": "SAM", "court_case_number": "GA-40001",
        "date_of_birth": "1970-01-31",
    }  # fmt: skip
    before = delivered(sealed.ada, tmp_path, again, {**again, "count_number": "3"})
    assert (before.sealed_again, before.may_be_sealed) == (0, 0)
    assert shown(sealed.ada) == OPEN + 2
    record(sealed.ada, "F0001", FilingStatus.COURT_UPDATED, rows={numbers["GA40001"]}, on=SEALED_ON)
    assert shown(sealed.ada) == OPEN - 1
    assert len(may_be_sealed.doubtful_rows(sealed.ada)) == 1
    assert check(sealed.ada).is_sound


def test_two_records_of_one_delivery_with_two_cases_are_two_convictions(sealed: Any, tmp_path: Path) -> None:
    numbers = {row.case_number: row.row_no for row in status_of(sealed.ada, "F0001").rows}
    record(sealed.ada, "F0001", FilingStatus.COURT_UPDATED, rows={numbers["GA40001"]}, on=SEALED_ON)
    assert may_be_sealed.doubtful_rows(sealed.ada) == ()
    assert shown(sealed.ada) == OPEN - 1


def test_a_second_file_of_the_department_with_another_case_spelling_is_sealed(
    sealed: Any, tmp_path: Path
) -> None:
    again = tmp_path / "again.dat"
    row = make_row(
        SUBJECT_ID="70000000", CII_NUMBER=GONE["CII number"], PRI_NAME="VANISHWELL,QUILLON",
        PRI_DOB=GONE["birth date as delivered"], OFN="GA7-Q7134",
    )  # fmt: skip
    again.write_bytes(as_bytes([row], header=True))
    assert import_batch(sealed.ada, [again]).sealed_again == 1
    assert shown(sealed.ada) == OPEN
