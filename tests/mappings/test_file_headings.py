"""What the headings of a sheet mean: known, mapped, guessed, missing. Guesses are not in force."""

from pathlib import Path

import pytest
from court_sheets import COURT, EVERYTHING, write_csv, write_xlsx

from expunge_desktop.base.errors import AnswerIsNoError, CancelledError, EnvironmentProblemError
from expunge_desktop.ingest.case_list_fields import FIELDS
from expunge_desktop.services.file_headings import FileHeadings, How, read_headings, under
from expunge_desktop.services.mapping_choices import (
    accept_headings,
    chosen_mapping,
    columns_by_field,
    fitting_mapping,
    missing_with,
    repeated_with,
    with_guesses,
)
from expunge_desktop.services.mappings import list_mappings, save_mapping
from expunge_desktop.services.session import Session


def by_heading(found: FileHeadings) -> dict[str, tuple[str, str, How]]:
    """Heading → field, guess, how."""
    return {one.heading: (one.field, one.guess, one.how) for one in found.columns}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_guesses_are_offered_and_not_in_force(session: Session, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"court.{kind}"
    found = read_headings(session, (write_csv if kind == "csv" else write_xlsx)(path, COURT))
    known = by_heading(found)
    assert known["Defendant"] == ("", "full_name", How.GUESS)
    assert known["Docket No"] == ("", "court_case_number", How.GUESS)
    assert known["County"] == ("county", "", How.OWN_NAME)
    assert known["Zone"] == ("", "", How.NOT_USED)
    assert known["SSN"] == ("", "", How.NEVER_KEPT)
    assert found.missing == ("last_name", "court_case_number", "code_section")
    assert {heading: found.guesses[heading] for heading in EVERYTHING} == EVERYTHING
    assert missing_with(found, with_guesses(found, {})) == ()
    assert found.layout == "case-list"


def test_values_are_shown_once_each_and_private_numbers_never(session: Session, court: Path) -> None:
    columns = {one.heading: one.samples for one in read_headings(session, court).columns}
    assert columns["Zone"] == ("SW-2", "NE-1")
    assert columns["Docket No"] == ("5TO01234", "2BR00877", "7HA01020")
    assert columns["SSN"] == ()
    assert columns["Remarks"] == ("her number is ###-##-####",)


def test_a_saved_mapping_comes_before_the_names_of_the_fields(session: Session, tmp_path: Path) -> None:
    rows = (("Case No", "court_case_number", "Court", "last name"), ("A1", "17", "Dept 3", "Oro"))
    save_mapping(session, "odd", {"case no": "court_case_number", "Court": ""})
    known = by_heading(read_headings(session, write_csv(tmp_path / "odd.csv", rows), "ODD"))
    assert known["Case No"] == ("court_case_number", "", How.MAPPING)
    assert known["court_case_number"][0] == ""
    assert known["Court"] == ("", "", How.MAPPING)
    assert known["last name"] == ("last_name", "", How.OWN_NAME)


def test_a_heading_explained_before_is_not_guessed_again(session: Session, court: Path) -> None:
    save_mapping(session, "court", EVERYTHING | {"Remarks": ""})
    found = read_headings(session, court, "court")
    assert (found.missing, found.guesses) == ((), {})
    assert found.mapping_name == "court"
    assert found.unused == ("Zone", "Remarks")


def test_headings_nobody_can_name_are_told_apart(session: Session, tmp_path: Path) -> None:
    rows = (("last_name", "#", "", "Note", "NOTE", "county", "court_case_number", "code_section"), ("x",) * 8)
    found = read_headings(session, write_csv(tmp_path / "signs.csv", rows))
    assert [one.how for one in found.columns[1:5]] == [
        How.NO_NAME, How.NO_NAME, How.GUESS, How.SAME_AS_ANOTHER,
    ]  # fmt: skip
    assert not any(found.columns[place].can_be_mapped for place in (1, 2, 4))


def test_two_columns_of_one_field_are_named(session: Session, tmp_path: Path) -> None:
    rows = (("county", "County", "last_name", "court_case_number", "code_section"), ("x",) * 5)
    found = read_headings(session, write_csv(tmp_path / "twice.csv", rows))
    assert found.repeated == ("county",)
    assert repeated_with(found, {"county": ""}) == ()


def test_a_department_of_justice_file_has_nothing_to_map(session: Session, tmp_path: Path) -> None:
    rows = [["RECORD_ID", *(f"COLUMN_{place}" for place in range(94))], ["1", *["x"] * 94]]
    found = read_headings(session, write_csv(tmp_path / "county.dat", rows))
    assert (found.layout, found.columns, found.missing) == ("doj", (), ())


def test_a_file_that_is_not_there_or_a_mapping_that_is_not_is_told(session: Session, court: Path) -> None:
    with pytest.raises(EnvironmentProblemError, match="nowhere"):
        read_headings(session, court.with_name("nowhere.csv"))
    with pytest.raises(AnswerIsNoError) as refused:
        read_headings(session, court, "burbank")
    assert refused.value.code == "no-such-mapping"


def test_reading_can_be_cancelled(session: Session, court: Path) -> None:
    class Stopped:
        def report(self, done: int, total: int, text: str) -> None:
            self.said = text

        def check(self) -> None:
            if hasattr(self, "said"):
                raise CancelledError("Reading")

    with pytest.raises(CancelledError):
        read_headings(session, court, "", Stopped())


def test_only_what_a_heading_does_not_say_itself_is_saved(session: Session, court: Path) -> None:
    found = read_headings(session, court)
    chosen = {place: one.field or one.guess for place, one in enumerate(found.columns) if one.can_be_mapped}
    fields = chosen_mapping(found, chosen)
    assert fields == with_guesses(found, {})
    assert "County" not in fields
    assert "Zone" not in fields
    assert [FIELDS.index(field) for field in fields.values()] == sorted(map(FIELDS.index, fields.values()))


def test_declined_guesses_and_overruled_names_are_remembered(session: Session, court: Path) -> None:
    found = read_headings(session, court)
    place = {one.heading: at for at, one in enumerate(found.columns)}
    fields = chosen_mapping(found, {place["Remarks"]: "", place["County"]: "", place["DOB"]: "event_date"})
    assert fields == {"DOB": "event_date", "Remarks": "", "County": ""}
    save_mapping(session, "court", fields)
    again = read_headings(session, court, "court")
    assert {"Remarks", "DOB", "County"}.isdisjoint(again.guesses)
    unchanged = {at: one.field for at, one in enumerate(again.columns) if one.can_be_mapped}
    assert chosen_mapping(again, unchanged) | fields == chosen_mapping(again, unchanged)


def test_one_mapping_may_serve_sheets_that_differ(session: Session, court: Path) -> None:
    saved = save_mapping(session, "both", {"Surname": "last_name", "docket no": "court_case_number"})
    found = under(read_headings(session, court), saved)
    chosen = {at: one.field or one.guess for at, one in enumerate(found.columns) if one.can_be_mapped}
    fields = chosen_mapping(found, chosen)
    assert fields["Surname"] == "last_name", "headings of the other sheet stay"
    assert fields["Docket No"] == "court_case_number"
    assert "docket no" not in fields, "one spelling of a heading"
    save_mapping(session, "both", fields)


def test_the_saved_mapping_that_names_most_of_a_file_is_found(session: Session, court: Path) -> None:
    found = read_headings(session, court)
    assert fitting_mapping(found, list_mappings(session)) is None
    save_mapping(session, "half", {"Docket No": "court_case_number"})
    assert fitting_mapping(found, list_mappings(session)) is None, "required fields are still missing"
    least = {"Defendant": "full_name", "Docket No": "court_case_number", "Charge": "code_section"}
    save_mapping(session, "least", least)
    save_mapping(session, "whole", EVERYTHING)
    fitting = fitting_mapping(found, list_mappings(session))
    assert fitting is not None
    assert fitting.name == "whole"


def test_a_field_chosen_twice_is_seen(session: Session, court: Path) -> None:
    twice = columns_by_field(read_headings(session, court), {0: "notes", 1: "", 9: "notes"})
    assert [one.heading for one in twice["notes"]] == ["Defendant", "Remarks"]


def test_a_heading_the_file_does_not_have_is_refused_with_those_it_has(session: Session, court: Path) -> None:
    found = read_headings(session, court)
    accept_headings(found, ["docket_no", "DOB"])
    with pytest.raises(AnswerIsNoError, match="Docket No, Ct") as refused:
        accept_headings(found, ["Docket No", "Case No"])
    assert refused.value.code == "heading-not-in-file"
