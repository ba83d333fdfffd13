"""Headings of a case list are matched by name or mapping; guesses are offered and never applied."""

import pytest
from case_list_files import SHARED

from expunge_desktop.ingest.case_list_fields import FIELDS, MEANINGS, is_forbidden
from expunge_desktop.ingest.case_list_headings import match_headings, suggestions
from expunge_desktop.ingest.case_list_synonyms import FIELD_OF_SYNONYM

GOOD = ("Last Name", "COUNTY", "court case_number", "Code-Section")


def test_case_blanks_and_underscores_of_headings_do_not_count() -> None:
    found = match_headings(GOOD)
    assert [field for _, field in found.columns] == [
        "last_name",
        "county",
        "court_case_number",
        "code_section",
    ]
    assert (found.missing, found.repeated) == ((), ())


def test_an_unknown_heading_is_kept_without_a_field() -> None:
    assert match_headings((*GOOD, "Shelf")).columns[-1] == ("Shelf", "")


def test_missing_required_fields_are_named_and_a_full_name_stands_for_the_last_name() -> None:
    assert match_headings(("first_name", "county")).missing == (
        "last_name", "court_case_number", "code_section",
    )  # fmt: skip
    assert match_headings(("full name", *GOOD[1:])).missing == ()


def test_two_columns_of_one_field_are_told() -> None:
    found = match_headings((*GOOD, "county"))
    assert found.repeated == ("county",)
    assert [field for _, field in found.columns].count("county") == 1


def test_a_mapping_comes_before_the_fields_own_name() -> None:
    found = match_headings(
        ("County", "Venue", *GOOD[2:], "Defendant"), {"venue": "county", "DEFENDANT": "full_name"}
    )
    assert dict(found.columns)["Venue"] == "county" and dict(found.columns)["County"] == ""
    assert (found.missing, found.repeated) == ((), ())


def test_a_mapping_can_leave_a_column_out() -> None:
    found = match_headings((*GOOD, "notes"), {"notes": ""})
    assert found.columns[-1] == ("notes", "")


def test_guesses_are_offered_for_foreign_headings_only() -> None:
    headings = ("Defendant DOB", "Case #", "County", "Statute", "Defendant Name", "Shelf")
    assert suggestions(headings) == {
        "Defendant DOB": "date_of_birth",
        "Case #": "court_case_number",
        "Statute": "code_section",
        "Defendant Name": "full_name",
    }
    assert match_headings(headings).missing == ("last_name", "court_case_number", "code_section")


def test_every_guess_is_a_field_and_every_field_has_a_meaning() -> None:
    assert set(FIELD_OF_SYNONYM.values()) <= set(FIELDS) == set(MEANINGS)
    assert all(match_headings((field,)).columns == ((field, field),) for field in FIELDS)


@pytest.mark.parametrize(
    "heading",
    [
        "SSN",
        "Def. SSN",
        "DefSSN",
        "Social Security #",
        "Soc Sec No",
        "Driver's License",
        "DL#",
        "CDL",
        "License No.",
    ],
)
def test_social_security_and_license_columns_never_have_a_field(heading: str) -> None:
    assert is_forbidden(heading)
    assert match_headings((heading,), {heading: "notes"}).columns == ((heading, ""),)
    assert suggestions((heading,)) == {}


@pytest.mark.parametrize("heading", [*FIELDS, "Business Name", "Public defender", "Class", "Witness name"])
def test_ordinary_columns_are_not_taken_for_forbidden_ones(heading: str) -> None:
    assert not is_forbidden(heading)


def test_the_shared_format_page_names_the_same_fields() -> None:
    page = SHARED / "formats" / "case-list.md"
    if not page.exists():
        pytest.skip("the shared page on case lists is not beside this checkout")
    rows = [line.split("|")[1] for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
    named = {name.strip() for cell in rows for name in cell.split(",")} - {"column", "---"}
    assert named == set(FIELDS) - {"full_name"}
