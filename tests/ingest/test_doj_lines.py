"""One record per line: good rows are read, every other line is set aside alone, with its reason."""

import csv
import io

import pytest
from doj_rows import SHARED, as_bytes, make_row
from hypothesis import given
from hypothesis import strategies as st

from expunge_desktop.ingest.doj_columns import COLUMNS, WIDTH
from expunge_desktop.ingest.doj_lines import MAX_LINE, ReadLines, read_lines

HEADER = ",".join(COLUMNS)


def one(**values: str) -> bytes:
    return as_bytes([make_row(**values)])


def kinds(found: ReadLines) -> list[tuple[int, str]]:
    return [(line.line, line.kind) for line in found.aside]


def balanced(found: ReadLines) -> bool:
    return found.lines == found.header + found.imported + len(found.aside)


def test_a_good_row_keeps_every_value_but_ssn_and_licence() -> None:
    row = make_row(COMMENT_TEXT='SAYS "NOT MINE", SEE FILE', OFN="BA0 12, X")
    found = read_lines(as_bytes([row]), 1)
    (read,) = found.people["50000001"].rows
    for name, before, after in zip(COLUMNS, row, read, strict=True):
        assert after == ("" if name in {"REQ_SSN", "PRI_SSN", "REQ_CDL", "PRI_CDL"} else before), name


def test_96_fields_are_good_when_the_last_is_empty_and_only_then() -> None:
    good = as_bytes([[*make_row(), ""]])
    bad = as_bytes([[*make_row(), "x"]])
    found = read_lines(good + bad + good, 1)
    assert found.imported == 2
    assert kinds(found) == [(2, "TOO_MANY_FIELDS")]


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        HEADER.lower(),
        HEADER + ",",
        "\ufeff" + HEADER,
        "\ufeff" + HEADER.lower() + ",",
        ",".join(f'"{name}"' for name in COLUMNS),
        HEADER.removesuffix(",END_OF_REC"),
    ],
)
def test_a_header_is_never_a_person(header: str) -> None:
    found = read_lines(header.encode() + b"\n" + one() + one(), 1)
    assert (found.lines, found.header, found.imported) == (3, 1, 2)
    assert list(found.people) == ["50000001"]


def test_a_header_in_the_middle_counts_as_a_header() -> None:
    found = read_lines(one() + HEADER.encode() + b"\n" + one(), 1)
    assert (found.header, found.imported, found.aside) == (1, 2, [])


def test_a_bom_before_the_first_row_is_no_part_of_it() -> None:
    found = read_lines(b"\xef\xbb\xbf" + one(RECORD_ID="7"), 1)
    assert found.people["50000001"].rows[0][0] == "7"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"a,b,c\n", "TOO_FEW_FIELDS"),
        (one()[:-1] + b",more,and more\n", "TOO_MANY_FIELDS"),
        (b"\n", "BLANK_LINE"),
        (b"   \n", "BLANK_LINE"),
        (one().replace(b"BA012345", b'BA"012345'), "STRAY_QUOTE"),
        (one().replace(b"BA012345", b'"BA012345"x'), "STRAY_QUOTE"),
        (one().replace(b"BA012345", b'"BA0"12345"'), "STRAY_QUOTE"),
        (one().replace(b"BA012345", b'BA"0123"45'), "STRAY_QUOTE"),
        (one().replace(b"SAMPLE,", b'SAMPLE",'), "STRAY_QUOTE"),
        (one().replace(b"BA012345", b"BA\x00"), "NUL_BYTE"),
        (one().replace(b"BA012345", b"BA\rX"), "STRAY_CARRIAGE_RETURN"),
        (one().replace(b"BA012345", b"B" * (MAX_LINE + 1)), "LINE_TOO_LONG"),
        (one(SUBJECT_ID=" "), "NO_SUBJECT_ID"),
        (one(SUBJECT_ID="NULL  "), "NO_SUBJECT_ID"),
    ],
)
def test_a_bad_line_is_set_aside_alone_with_its_number_and_reason(line: bytes, kind: str) -> None:
    found = read_lines(one() + line + one(), 11)
    assert kinds(found) == [(12, kind)]
    assert "line 12 " in found.aside[0].sentence
    assert found.people["50000001"].lines == [11, 13]
    assert balanced(found)


def test_a_file_of_a_byte_order_mark_alone_is_one_blank_line() -> None:
    found = read_lines(b"\xef\xbb\xbf", 1)
    assert kinds(found) == [(1, "BLANK_LINE")]
    assert balanced(found)


def test_a_quote_that_opens_on_one_line_never_swallows_the_next() -> None:
    found = read_lines(one().replace(b"BA012345", b'"BA012345') + one() + one(), 1)
    assert kinds(found) == [(1, "STRAY_QUOTE")]
    assert found.imported == 2


def test_what_is_set_aside_shows_no_ssn_and_no_licence() -> None:
    (aside,) = read_lines(one(OFN="123-45-6789").replace(b",#\n", b"\n"), 1).aside
    for number in ("987654320", "7654321", "987654329", "2223334", "123-45-6789"):
        assert number not in aside.content
    assert "11357(B) HS" in aside.content


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_are_no_part_of_a_value(end: str) -> None:
    rows = [make_row(OFN="A"), make_row(OFN="B")]
    for data in (as_bytes(rows, end=end), as_bytes(rows, end=end).removesuffix(end.encode())):
        found = read_lines(data, 1)
        assert [row[94] for row in found.people["50000001"].rows] == ["#", "#"]
        assert (found.lines, found.imported) == (2, 2)


def test_lines_that_are_not_utf8_are_read_as_latin_1_and_named() -> None:
    latin = as_bytes([make_row(PRI_NAME="MUÑOZ,JOSÉ")], encoding="latin-1")
    utf8 = as_bytes([make_row(PRI_NAME="MUÑOZ,JOSÉ")])
    found = read_lines(utf8 + latin + utf8, 1)
    group = found.people["50000001"]
    assert {row[12] for row in group.rows} == {"MUÑOZ,JOSÉ"}
    assert group.latin1_lines == [2]


_value = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(_value, min_size=WIDTH, max_size=WIDTH))
def test_any_row_a_csv_writer_writes_is_read_back(values: list[str]) -> None:
    values[0], values[2] = "1", "50000001"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    (row,) = read_lines(text.getvalue().encode(), 2).people["50000001"].rows
    expected = list(values)
    for index in (8, 9, 15, 16):
        expected[index] = ""
    assert row == expected


@given(st.lists(st.sampled_from(["a", '"', ",", "\r", " ", "é", "\n", '""', ',"', '",'])).map("".join))
def test_whatever_a_file_holds_the_lines_add_up(text: str) -> None:
    data = one() + text.encode() + b"\n" + one()
    found = read_lines(data, 1)
    assert found.lines == data.count(b"\n")
    assert balanced(found)
    assert found.people["50000001"].rows[0] and found.people["50000001"].lines[-1] == found.lines


@pytest.mark.skipif(not SHARED.exists(), reason="the shared sample files are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "lines", "header", "imported", "people"),
    [
        ("no_headers.csv", 38, 0, 38, 11),
        ("extra_comma.csv", 39, 1, 38, 11),
        ("happy_path.dat", 35, 1, 34, 11),
        ("bad.csv", 38, 1, 0, 0),
    ],
)
def test_the_sample_files_read_as_their_page_says(
    name: str, lines: int, header: int, imported: int, people: int
) -> None:
    found = read_lines((SHARED / "data" / name).read_bytes(), 1)
    assert (found.lines, found.header, found.imported, len(found.people)) == (lines, header, imported, people)
    assert balanced(found)
    if name == "bad.csv":
        assert kinds(found) == [(line, "TOO_FEW_FIELDS") for line in range(2, 39)]
