"""People whom an earlier batch holds are named: batches are decided apart, and both list a conviction."""

from pathlib import Path

from expunge_desktop.ingest.same_people import people_of_earlier_batches
from expunge_desktop.services.import_batch import ImportSummary, import_batch
from expunge_desktop.services.problems import export_problems
from expunge_desktop.services.session import Session

HEADINGS = "person_id,last_name,first_name,date_of_birth,cii_number,county,court_case_number,code_section"
ALBA = "P1,Quiroz,Alba,1960-03-14,A1,LOS ANGELES,BA1,11359 HS"
CLEO = "P2,Nand,Cleo,1971-05-05,,LOS ANGELES,BA2,11359 HS"


def imported(session: Session, path: Path, *rows: str) -> ImportSummary:
    """The case list of these rows, imported."""
    path.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    return import_batch(session, [path])


def test_people_of_an_earlier_batch_are_told_at_the_import_and_among_the_problems(
    session: Session, tmp_path: Path
) -> None:
    first = imported(session, tmp_path / "a.csv", ALBA, CLEO)
    assert "IN_EARLIER_BATCH" not in first.problems
    married = ALBA.replace("P1,Quiroz", "X9,Married")
    again = imported(session, tmp_path / "b.csv", married, CLEO.replace("Nand,Cleo", "NAND,CLEO"))
    assert again.problems["IN_EARLIER_BATCH"] == 2
    other = imported(session, tmp_path / "c.csv", CLEO.replace("P2,Nand", "P7,Another"))
    assert "IN_EARLIER_BATCH" not in other.problems
    export_problems(session, tmp_path / "problems.csv")
    told = (tmp_path / "problems.csv").read_text("utf-8")
    assert "May also be in batch 1 (the CII number)." in told
    assert "May also be in batch 1 (name and birth date)." in told


def test_what_is_unknown_matches_nobody() -> None:
    earlier = [(1, "", "", ""), (1, "", "QUIROZ,ALBA", ""), (2, "A1", "NAND,CLEO", "1971-05-05")]
    people = {"a": ("", "", ""), "b": ("", "QUIROZ,ALBA", ""), "c": ("A1", "NAND,CLEO", "1971-05-05")}
    assert people_of_earlier_batches(people, earlier) == {"c": {2: "the CII number"}}


def test_every_earlier_batch_is_named_once_in_order() -> None:
    earlier = [(2, "A1", "X", "1960"), (1, "", "Quiroz,  Alba", "1960-03-14"), (1, "A1", "", "")]
    found = people_of_earlier_batches({"k": ("A1", "QUIROZ,ALBA", "1960-03-14")}, earlier)
    assert list(found["k"].items()) == [(1, "the CII number"), (2, "the CII number")]
