"""The made-up Department of Justice files are what the made-up truth says they are."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
import sample_doj
import sample_words
from sample_doj import AT, Recipe, SampleFile

ODD = Recipe(people=300, seed=5, irregular=0.5, broken=9, duplicate_rows=0.02, second_ids=0.05, accents=True)


def made(recipe: Recipe) -> tuple[list[bytes], sample_doj.Truth]:
    sample = SampleFile(recipe)
    return list(sample.lines()), sample.truth


def rows_of(lines: list[bytes]) -> list[list[str]]:
    """The rows of the lines that can be read by themselves."""
    rows = (next(csv.reader(io.StringIO(line.decode("latin-1"), newline=""))) for line in lines)
    return [row for row in rows if len(row) == len(sample_words.COLUMNS)]


def test_the_columns_are_those_of_the_delivery() -> None:
    assert len(sample_words.COLUMNS) == 95
    assert (AT["SUBJECT_ID"], AT["PRI_SSN"], AT["CNT_ORDER"], AT["OFFENSE_DESCR"]) == (2, 15, 50, 54)
    assert (AT["CONV_OFFENSE_DESCR"], AT["DISP_DESCR"], AT["COMMENT_TEXT"], AT["END_OF_REC"]) == (
        63,
        80,
        93,
        94,
    )


def test_the_same_recipe_gives_the_same_bytes_and_another_seed_others() -> None:
    first, truth = made(ODD)
    again, truth_again = made(ODD)
    assert first == again
    assert truth == truth_again
    assert made(replace(ODD, seed=6))[0] != first


def test_the_truth_counts_lines_people_and_repeats() -> None:
    lines, truth = made(ODD)
    rows = rows_of(lines[1:])
    assert truth.lines == len(lines)
    assert len({row[AT["SUBJECT_ID"]] for row in rows}) == truth.people + truth.second_ids
    assert len(lines) - 1 - len(set(lines[1:])) == truth.duplicate_rows
    assert truth.second_ids > 0
    assert (
        sum(row[AT["STP_TYPE_DESCR"]] == "DECEASED" for row in {tuple(row) for row in rows}) >= truth.deceased
    )


def test_exactly_the_lines_named_as_broken_cannot_be_read() -> None:
    lines, truth = made(ODD)
    assert len(truth.broken) == 9
    assert set(truth.broken.values()) == {"too few fields", "too many fields", "stray quote"}
    for number, line in enumerate(lines, 1):
        text = line.decode("latin-1")
        unread = text.count('"') % 2 == 1 or len(next(csv.reader([text]))) not in {95, 96}
        assert unread == (number in truth.broken), number


def test_regular_convictions_in_the_county_are_counted_by_section() -> None:
    lines, truth = made(Recipe(people=300, seed=5, irregular=0.0, duplicate_rows=0.0, second_ids=0.0))
    seen: dict[tuple[str, str], str] = {}
    for row in rows_of(lines[1:]):
        if row[AT["DISP_DESCR"]].startswith("CONVICTED") and row[AT["STP_ORI_CNTY_NAME"]] == "LOS ANGELES":
            seen[row[AT["SUBJECT_ID"]], row[AT["CNT_ORDER"]]] = row[AT["OFFENSE_DESCR"]]
    for section in ("11357", "11358", "11359", "11360"):
        exact = [text for text in seen.values() if text.startswith(section) and text[5] in " ("]
        assert len(exact) == truth.in_county[section]


def test_every_irregularity_occurs_and_none_breaks_a_row() -> None:
    _, truth = made(ODD)
    expected = set(sample_words.oddities("11359 HS-X", "F", "19990101", "FELONY")) | {"birth date"}
    assert set(truth.irregular) == expected
    assert set(truth.broken.values()) <= {"too few fields", "too many fields", "stray quote"}


@pytest.mark.parametrize(
    ("change", "start", "end"),
    [
        ({}, b"RECORD_ID,", b"#\n"),
        ({"bom": True}, b"\xef\xbb\xbfRECORD_ID,", b"#\n"),
        ({"crlf": True}, b"RECORD_ID,", b"#\r\n"),
        ({"header": False}, b"1,M,", b"#\n"),
    ],
)
def test_header_mark_and_line_ends_are_as_asked(change: dict[str, bool], start: bytes, end: bytes) -> None:
    lines, truth = made(Recipe(people=5, **change))
    assert lines[0].startswith(start)
    assert lines[-1].endswith(end)
    assert truth.header == int(change.get("header", True))


def test_accents_are_latin_1_which_is_not_utf_8() -> None:
    lines, truth = made(replace(ODD, people=600))
    strange = [line for line in lines if not line.isascii()]
    assert 0 < len(strange) == truth.latin1_lines
    with pytest.raises(UnicodeDecodeError):
        strange[0].decode("utf-8")


def test_social_security_numbers_are_of_the_range_never_issued() -> None:
    lines, _ = made(Recipe(people=40))
    assert all(row[AT["PRI_SSN"]].startswith("9") for row in rows_of(lines[1:]))


def test_the_command_line_writes_file_and_truth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, truth = tmp_path / "a" / "county.dat", tmp_path / "truth.json"
    words = ["sample_doj.py", "--people", "20", "--broken", "2", "--out", str(out), "--truth", str(truth)]
    monkeypatch.setattr("sys.argv", words)
    assert sample_doj.main() == 0
    assert f'"lines": {out.read_bytes().count(bytes([10]))}' in truth.read_text(encoding="utf-8")
