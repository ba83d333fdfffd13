"""What a court asks of its papers: read with lines, kept as versions, chosen by county."""

import json
from pathlib import Path
from typing import Any

import pytest

from expunge_desktop.app.main import main
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.case_numbers import unmatched_rows
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import court_profiles as profiles
from expunge_desktop.services.court_profile_text import BadProfileError, profile_from_text
from expunge_desktop.services.make_filing import make_filing, stored_filing
from expunge_desktop.services.packet_choice import PacketChoice
from expunge_desktop.services.print_papers import print_papers

OFFICE_PROFILE = """
name: la-office
version: "1"
title: Los Angeles, as the clerk told us
county: LOS ANGELES
verified_on: "2026-03-31"
case_number_pattern: "[A-Z]{2}[0-9]{5}"
group: court
max_pages: 400
max_megabytes: 20.5
copies: 2
file_name: "{filing}-{document}-{paper}"
service_list:
  - name: County Counsel
    address: [1 Invented Street, "Los Angeles, CA 90012"]
  - name: Court liaison
    email: liaison@court.example
    method: electronic
notes:
  - Told by the clerk's desk.
"""


def test_shipped_profiles_say_that_nobody_has_asked_the_clerk() -> None:
    for one in profiles._shipped():
        assert not one.profile.is_confirmed, one.profile.name
    los_angeles = next(one.profile for one in profiles._shipped() if one.profile.county)
    assert los_angeles.case_number_pattern == ""
    assert any(note.startswith("UNCONFIRMED") for note in los_angeles.notes)


def test_a_profile_is_read_with_every_value() -> None:
    profile = profile_from_text(OFFICE_PROFILE, "p.yaml")
    assert (profile.name, profile.county, profile.verified_on) == ("la-office", "LOS ANGELES", "2026-03-31")
    assert (profile.max_pages, profile.max_megabytes, profile.copies, profile.group) == (
        400,
        20.5,
        2,
        "court",
    )
    assert [one.method for one in profile.service_list] == ["mail", "electronic"]
    assert profile.service_list[0].address == ("1 Invented Street", "Los Angeles, CA 90012")
    assert profile.is_confirmed


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("group: court", "group: judge", 8, "group cannot be judge"),
        ("max_pages: 400", "max_pages: many", 9, "max_pages is not a whole number"),
        ("max_pages: 400", "max_pages: -1", 9, "max_pages is not a whole number"),
        ("copies: 2", "copies: 0", 11, "copies must be at least 1"),
        ("copies: 2", "copys: 2", 11, "copys is not known here"),
        ("LOS ANGELES", "ATLANTIS", 5, "none of California's 58 counties"),
        ("2026-03-31", "31 March", 6, "verified_on is not a day"),
        ("[A-Z]{2}", "(A-Z", 7, "no regular expression"),
        ("[A-Z]{2}", "([A-Z0-9]+)*", 7, "repeats so freely"),
        ("[A-Z]{2}", "(A|AA){1,50}", 7, "repeats so freely"),
        ("[A-Z]{2}", "[A-Z]*[A-Z]*[A-Z]*[A-Z]*", 7, "repeats so freely"),
        ("{paper}", "{judge}", 12, "file_name knows no {judge}"),
        ("{document}", "{paper", 12, "brace that is not closed"),
        ("{filing}-{document}-", "../", 12, "file_name cannot hold"),
        ("{filing}-{document}-{paper}", "{paper}", 12, "no {document}"),
        ("method: electronic", "method: pigeon", 18, "method cannot be pigeon"),
        (
            "    email: liaison@court.example\n",
            "",
            16,
            "served by electronic and has no email",
        ),
        ("name: la-office", "name: LA Office", 2, "is no name for a profile"),
        ('version: "1"', "version: 1.5", 3, "version is missing or is not text"),
        ("notes:", "title: again\nnotes:", 19, "title is written twice, first in line 4"),
        ("notes:", "notes: [", 19, ""),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, sentence: str) -> None:
    assert old in OFFICE_PROFILE
    with pytest.raises(BadProfileError) as caught:
        profile_from_text(OFFICE_PROFILE.replace(old, new, 1), "p.yaml")
    assert sentence in caught.value.sentence
    if sentence:
        assert caught.value.sentence.startswith(f"p.yaml, line {line}: "), caught.value.sentence


@pytest.mark.parametrize(
    "pattern", ["(BA|GA|NA)[0-9]{6}(-[0-9]{2})?", "[A-Z]+[0-9]+", "[(+*]{2}A", "[A-Z]{1,2}[0-9]{5,6}"]
)
def test_a_pattern_that_says_how_long_a_number_is_stands(pattern: str) -> None:
    text = OFFICE_PROFILE.replace("[A-Z]{2}[0-9]{5}", pattern)
    assert profile_from_text(text, "p.yaml").case_number_pattern == pattern


def test_the_offices_own_profile_of_the_county_is_chosen(county: Any) -> None:
    assert profiles.find_profile(county.ada).name == "los-angeles"
    profiles.add_profile(county.ada, OFFICE_PROFILE)
    assert profiles.find_profile(county.ada).name == "la-office"
    assert profiles.find_profile(county.ada, "california").county == ""
    chosen = [one.key for one in profiles.list_profiles(county.ada) if one.is_chosen]
    assert chosen == ["la-office@1"]
    with pytest.raises(AnswerIsNoError, match=r"no court profile mars. Known are california@1, los-"):
        profiles.find_profile(county.ada, "mars")


def test_a_name_or_version_that_is_taken_is_refused(county: Any) -> None:
    profiles.add_profile(county.ada, OFFICE_PROFILE)
    profiles.add_profile(county.ada, OFFICE_PROFILE)
    changed = OFFICE_PROFILE.replace("copies: 2", "copies: 3")
    with pytest.raises(AnswerIsNoError, match="is kept already with other content"):
        profiles.add_profile(county.ada, changed)
    profiles.add_profile(county.ada, changed.replace('version: "1"', 'version: "2"'))
    assert profiles.find_profile(county.ada).copies == 3
    assert profiles.find_profile(county.ada, "la-office@1").copies == 2
    with pytest.raises(AnswerIsNoError, match="comes with the program"):
        profiles.add_profile(county.ada, OFFICE_PROFILE.replace("la-office", "california"))
    with pytest.raises(AnswerIsNoError, match="needs the role supervisor"):
        profiles.add_profile(county.open_as("Rita", Role.REVIEWER), OFFICE_PROFILE)


def test_nobody_has_asked_the_clerk_on_a_day_to_come(county: Any) -> None:
    text = OFFICE_PROFILE.replace("2026-03-31", "2099-01-01")
    with pytest.raises(AnswerIsNoError, match="2099-01-01, which is still to come"):
        profiles.add_profile(county.ada, text)


def test_a_pattern_of_file_names_longer_than_a_disk_takes_is_refused() -> None:
    with pytest.raises(BadProfileError, match="more than 100 letters"):
        profile_from_text(OFFICE_PROFILE.replace("{paper}", "{paper}" + "x" * 100), "p.yaml")


def test_case_numbers_the_court_does_not_write_are_told_and_kept(county: Any, tmp_path: Path) -> None:
    profiles.add_profile(county.ada, OFFICE_PROFILE)
    (made,) = make_filing(county.ada, group="none")
    with county.ada.read() as connection:
        filing = stored_filing(connection, made.id)
    told = unmatched_rows(filing.profile, filing.rows)
    assert [row.case_number for row in told] == ["-GA90000"]
    assert made.unmatched == tuple(row.row_no for row in told)
    assert made.rows == 17
    printed = print_papers(county.ada, made.id, tmp_path, choice=PacketChoice(frozenset({"D1"})))
    assert printed.unmatched == made.unmatched
    assert printed.notes == ()


def test_the_profile_groups_and_names_the_files(county: Any, tmp_path: Path) -> None:
    profiles.add_profile(county.ada, OFFICE_PROFILE)
    made = make_filing(county.ada, group="")
    assert len(made) == 2
    printed = print_papers(county.ada, made[0].id, tmp_path)
    names = {path.name for path in printed.folder.iterdir()}
    assert {
        "F0001-D01-notice-of-motion.pdf",
        "F0001-D05-exhibit-a-confidential.csv",
        "manifest.json",
    } <= names
    assert all(name.startswith("F0001-D") for name in names - {"manifest.json"})
    manifest = json.loads((printed.folder / "manifest.json").read_text())
    assert {one["file"] for one in manifest["papers"]} == names - {"manifest.json"}


def test_an_unconfirmed_profile_is_told_with_every_packet(county: Any, tmp_path: Path) -> None:
    (made,) = make_filing(county.ada)
    (note,) = print_papers(county.ada, made.id, tmp_path, choice=PacketChoice(frozenset({"D1"}))).notes
    assert "los-angeles 1 is UNCONFIRMED" in note


def test_the_command_line_lists_checks_adds_and_exports(
    county: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "seven quiet harbors")
    court = ["court", str(county.path)]
    file = tmp_path / "own.yaml"
    assert main([*court, "export", "los-angeles", str(file)]) == 0
    capsys.readouterr()
    assert main([*court, "check", str(file)]) == 1
    assert "los-angeles is the name of a court profile that comes with the program" in capsys.readouterr().out
    file.write_text(OFFICE_PROFILE.replace("group: court", "group: judge"), encoding="utf-8")
    assert main([*court, "check", str(file)]) == 1
    assert "own.yaml, line 8: Group cannot be judge. Use none, court, agency." in capsys.readouterr().out
    file.write_text(OFFICE_PROFILE, encoding="utf-8")
    assert main([*court, "add", str(file)]) == 0
    assert main([*court, "list"]) == 0
    assert "* la-office" in capsys.readouterr().out
    assert main([*court, "show"]) == 0
    assert "as the clerk told us" in capsys.readouterr().out
    assert main([*court, "show", "mars"]) == 1
    assert main([*court, "add"]) == 2
