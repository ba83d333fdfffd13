"""`mapping`: list, show, suggest and add, as somebody at a terminal meets them."""

import json
import shlex
from pathlib import Path

import pytest
from court_sheets import COURT, EVERYTHING, WORD, Run, write_csv, write_xlsx

from expunge_desktop.app import main as program
from expunge_desktop.services.mappings import find_mapping, list_mappings
from expunge_desktop.services.session import open_session


def stored(workspace: Path, name: str) -> dict[str, str]:
    """The mapping in force under this name."""
    with open_session(workspace, "Ada", WORD) as session:
        return dict(find_mapping(session, name).fields)


def test_an_empty_workspace_has_no_mapping(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    assert capsys.readouterr().out == "No mapping has been saved.\n"
    assert run("show", "torrance") == 1
    assert "no mapping named torrance" in capsys.readouterr().err
    assert run("list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"mappings": []}


def test_suggest_shows_headings_guesses_values_and_what_is_missing(
    run: Run, court: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("suggest", court) == 0
    said = capsys.readouterr().out
    lines = [line.split() for line in said.splitlines()]
    assert ["Docket", "No", "court_case_number", "?", "5TO01234"] in lines
    assert ["County", "county", "LOS", "ANGELES"] in lines
    assert ["Zone", "–", "(kept,", "not", "used)", "SW-2"] in lines
    assert ["SSN", "–", "(never", "kept)"] in lines
    assert "000-12-3456" not in said
    assert "Missing until the guesses are taken: last_name or full_name, court_case_number, " in said
    with open_session(workspace, "Ada", WORD) as session:
        assert list_mappings(session) == (), "nothing is saved by looking"


def test_the_printed_command_saves_the_guesses_as_it_stands(
    run: Run, court: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("suggest", court)
    command = capsys.readouterr().out.rstrip().splitlines()[-1]
    words = shlex.split(command)
    assert words[:5] == ["expunge-desktop", "mapping", str(workspace), "add", "torrance-court"]
    assert program.main(words[1:]) == 0
    fields = stored(workspace, "torrance-court")
    assert fields == EVERYTHING | {"Remarks": "notes"}
    capsys.readouterr()
    assert run("suggest", court, "--mapping", "torrance-court") == 0
    said = capsys.readouterr().out
    assert "Every required field has a column." in said
    assert "?" not in said


def test_the_printed_command_survives_any_heading(
    run: Run, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    headings = ("Case $No", 'the "Charge"', "D`O`B", "Sex=M/F", "Défendant's name", "county")
    sheet = write_csv(
        tmp_path / "it's a sheet.csv", (headings, ("A1", "11357 HS", "1990", "M", "ORO, X", "KERN"))
    )
    sets = ["Case $No=court_case_number", 'the "Charge"=code_section', "Sex=M/F=sex"]
    assert run("add", "odd", "--file", sheet, *(word for one in sets for word in ("--set", one))) == 0
    assert stored(workspace, "odd")["Sex=M/F"] == "sex"
    capsys.readouterr()
    run("suggest", sheet, "--mapping", "odd", "--json")
    words = shlex.split(json.loads(capsys.readouterr().out)["command"])
    assert program.main(words[1:]) == 0
    again = stored(workspace, "odd")
    assert again["D`O`B"] == "date_of_birth"
    assert again['the "Charge"'] == "code_section"


def test_add_applies_guesses_only_when_told_to(run: Run, court: Path, workspace: Path) -> None:
    assert run("add", "court", "--file", court, "--set", "Docket No=court_case_number") == 0
    assert stored(workspace, "court") == {"Docket No": "court_case_number"}
    assert run("add", "court", "--file", court, "--set", "docket no=notes", "--accept-suggestions") == 0
    fields = stored(workspace, "court")
    assert fields["docket no"] == "notes"
    assert "Docket No" not in fields, "what was said beats a guess"
    assert "Remarks" not in fields, "so does a field that was given"
    assert fields["Charge"] == "code_section"


def test_add_says_what_the_file_still_lacks(
    run: Run, court: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("add", "court", "--file", court, "--set", "Docket No=court_case_number", "--json") == 0
    assert json.loads(capsys.readouterr().out)["missing"] == ["last_name", "code_section"]
    assert run("add", "court", "--file", court, "--accept-suggestions") == 0
    assert f"{court.name} has every required field." in capsys.readouterr().out


def test_show_names_fields_maker_and_earlier_versions(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "torrance", "--set", "Case No=court_case_number")
    run("add", "Torrance", "--set", "Case No=court_case_number", "--set", "Court=")
    capsys.readouterr()
    assert run("show", "TORRANCE") == 0
    said = capsys.readouterr().out
    assert said.startswith("torrance, made 20")
    assert " by Ada\n" in said
    assert "Earlier versions kept: 1." in said
    assert run("show", "torrance", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["fields"] == {"Case No": "court_case_number", "Court": ""}
    assert found["versions"] == 2
    assert found["missing"] == ["last_name", "county", "code_section"]
    assert run("list") == 0
    assert "torrance" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show"], 2),
        (["suggest"], 2),
        (["add"], 2),
        (["add", "x"], 2),
        (["add", "x", "--set", "Case No"], 2),
        (["add", "x", "--set", "=county"], 2),
        (["add", "x", "--set", "A=county", "--set", "A=court"], 2),
        (["add", "x", "--set", "A=county", "--set", "B=county"], 2),
        (["add", "x", "--set", "A=nothing"], 2),
        (["add", "doj", "--set", "A=county"], 2),
        (["add", "x", "--accept-suggestions"], 2),
        (["list", "--set", "A=county"], 2),
        (["suggest", "nowhere.csv"], 3),
        (["show", "x"], 1),
        (["suggest", "nowhere.csv", "--mapping", "x"], 1),
    ],
)
def test_what_cannot_be_done_has_its_exit_code_and_one_line(
    run: Run, words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == code
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()  # years after this was written the clock is told of too
    assert len([one for one in lines if not one.startswith("note: ")]) == 1 and said.err.endswith("\n")


def test_a_heading_that_the_file_does_not_have_is_no(
    run: Run, court: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("add", "court", "--file", court, "--set", "Case No=court_case_number") == 1
    assert "no column “Case No”" in capsys.readouterr().err


def test_a_file_that_needs_no_mapping_is_told(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (
        ("Last Name", "COUNTY", "court case number", "code_section", "Zone"),
        ("Oro", "KERN", "1", "11357", "x"),
    )
    assert run("suggest", write_xlsx(tmp_path / "own.xlsx", rows)) == 0
    said = capsys.readouterr().out
    assert "Every required field has a column." in said
    assert "mapping add" not in said


def test_json_names_every_column_once(run: Run, court: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("suggest", court, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["heading"] for one in found["columns"]] == list(COURT[0])
    assert found["missing_after_guesses"] == []
    assert {one["how"] for one in found["columns"]} == {"guess", "own name", "not used", "never kept"}


def test_a_file_is_refused_imported_by_its_mapping_and_refused_again(
    run: Run, court: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    importing = ["import", str(workspace), str(court)]
    assert program.main(importing) == 1
    assert "last_name, court_case_number, code_section" in capsys.readouterr().err
    assert program.main([*importing, "--layout", "torrance"]) == 2
    assert run("add", "torrance", "--file", court, "--accept-suggestions") == 0
    capsys.readouterr()
    assert program.main([*importing, "--layout", "Torrance", "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["people"] == 3
    assert program.main([*importing, "--layout", "Torrance"]) == 0
    assert program.main([*importing, "--layout", "Torrance"]) == 1
