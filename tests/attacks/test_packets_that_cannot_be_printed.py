"""A packet that cannot be printed makes no filing; a made one is named; a changed one is called stale."""

import csv
from pathlib import Path
from typing import Any

import pytest

OFFICE = Path(__file__).resolve().parents[2] / "build" / "demo_office.toml"
Run = Any


@pytest.fixture
def papers(county: Path, run: Run) -> Path:
    """The county with an office file, so that every paper can be printed."""
    assert run("office", county, "set", OFFICE).code == 0
    return county


def _filings(run: Run, county: Path) -> list[str]:
    return [one["id"] for one in run("filing", county, "--json").json()["filings"]]


def test_an_unknown_paper_makes_no_filing(papers: Path, run: Run, tmp_path: Path) -> None:
    assert run("packet", papers, "--out", tmp_path / "p", "--only", "D99").code == 2
    assert _filings(run, papers) == []


def test_a_file_in_the_folders_place_makes_no_filing(papers: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    said = run("packet", papers, "--out", tmp_path / "file" / "deep")
    assert said.code == 3
    assert _filings(run, papers) == []


def test_a_filing_that_was_made_but_not_printed_is_named(papers: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "p" / "F0001").mkdir(parents=True)
    said = run("packet", papers, "--out", tmp_path / "p")
    assert said.code == 1
    assert "Filing F0001 is made" in said.err
    assert run("packet", papers, "--filing", "F0001", "--out", tmp_path / "q").code == 0


def test_a_reprint_says_that_the_data_has_changed_since(papers: Path, run: Run, tmp_path: Path) -> None:
    assert run("packet", papers, "--out", tmp_path / "p").code == 0
    again = run("packet", papers, "--filing", "F0001", "--out", tmp_path / "q", "--json").json()
    assert again["filings"][0]["stale"] == ""
    assert run("decide", papers, "--case", "BA100001", "--outcome", "NOT_ELIGIBLE", "--reason", "x").code == 0
    said = run("packet", papers, "--filing", "F0001", "--out", tmp_path / "r")
    assert said.code == 0
    assert "STALE" in said.out


def test_a_row_without_a_case_number_says_so_on_paper_and_in_the_table(
    papers: Path, run: Run, tmp_path: Path
) -> None:
    assert run("packet", papers, "--out", tmp_path / "p").code == 0
    for version in ("confidential", "public"):
        with (tmp_path / "p" / "F0001" / f"D05-exhibit-a-{version}.csv").open(newline="") as file:
            numbers = [row["court_case_number"] for row in csv.DictReader(file)]
        assert sorted(numbers) == ["BA100001", "BA100002", "unknown"]


def test_one_page_is_a_page(papers: Path, run: Run, tmp_path: Path) -> None:
    said = run("packet", papers, "--out", tmp_path / "p")
    assert "1 page\n" in said.out
    assert "1 pages" not in said.out


def test_a_folder_that_cannot_be_written_is_no_mistake_of_the_program(run: Run) -> None:
    said = run("new", "/proc/n.expunge", "--county", "KERN")
    assert said.code == 3
    assert "mistake in the program" not in said.err


def test_a_paper_a_name_is_too_long_for_is_named_and_the_rest_printed(
    papers: Path, run: Run, tmp_path: Path
) -> None:
    office = tmp_path / "office.toml"
    text = OFFICE.read_text().replace(
        "Office of the District Attorney, County", f"Office {'of a very long name ' * 30}, County"
    )
    office.write_text(text)
    assert run("office", papers, "set", office).code == 0
    said = run("packet", papers, "--out", tmp_path / "p")
    assert said.code == 1
    assert "not printed: D1 NOTICE OF MOTION" in said.out
    assert "lines 1 to 7" in said.out
    assert (tmp_path / "p" / "F0001" / "D05-exhibit-a-confidential.pdf").is_file()
