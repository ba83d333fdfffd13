"""A damaged line of a text file is set aside alone, with its number; every other row is read."""

from pathlib import Path

import pytest
from case_list_files import ROW, as_csv, as_rows, read_all

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.ingest import case_list_tables
from expunge_desktop.ingest.case_list_csv import DelimitedTable
from expunge_desktop.ingest.case_list_rows import TableRow

GOOD = as_rows({"person_id": "P1"}, {"person_id": "P2", "last_name": "OTHER"}, {"person_id": "P3"})


def table_of(
    path: Path, data: bytes, **options: int
) -> tuple[list[TableRow], list[tuple[int, str]], DelimitedTable]:
    path.write_bytes(data)
    table = DelimitedTable(path, **options)
    found = list(table.rows())
    good = [row for row in found if isinstance(row, TableRow)]
    aside = [(row.line, row.kind) for row in found if not isinstance(row, TableRow)]
    assert table.lines == table.header + len(good) + len(aside)
    return good, aside, table


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_line_ends_byte_order_mark_and_separator_change_nothing(
    tmp_path: Path, end: str, mark: bytes, separator: str
) -> None:
    good, aside, table = table_of(tmp_path / "a.csv", mark + as_csv(GOOD, separator=separator, end=end))
    assert table.headings == tuple(GOOD[0])
    assert [row.values for row in good] == GOOD[1:]
    assert aside == []
    assert [one.kind for one in table.remarks] == ([] if separator == "," else ["OTHER_SEPARATOR"])


def test_a_value_with_line_ends_separators_and_quotes_is_one_value(tmp_path: Path) -> None:
    note = 'first line\r\nsecond, with "quotes"\nthird'
    rows = as_rows({"notes": note}, {"person_id": "P2"})
    good, aside, _ = table_of(tmp_path / "a.csv", as_csv(rows))
    assert [row.line for row in good] == [2, 5]
    assert good[0].values[-1] == note.replace("\r\n", "\n")
    assert aside == []


BAD = {
    "too few": (b"P9,SHORT,ROW", "TOO_FEW_FIELDS"),
    "too many": (as_csv([[*GOOD[1], "more"]]).rstrip(), "TOO_MANY_FIELDS"),
    "unclosed quote": (b'P9,"UNCLOSED,' + as_csv([GOOD[1][2:]]).rstrip(), "STRAY_QUOTE"),
    "quote inside": (as_csv([GOOD[1]]).rstrip().replace(b"ROBIN", b'RO"BIN'), "STRAY_QUOTE"),
    "text behind a quote": (as_csv([GOOD[1]]).rstrip().replace(b"ROBIN", b'"RO"BIN'), "STRAY_QUOTE"),
    "NUL": (as_csv([GOOD[1]]).rstrip().replace(b"ROBIN", b"RO\0BIN"), "NUL_BYTE"),
    "carriage return": (as_csv([GOOD[1]]).rstrip().replace(b"ROBIN", b"RO\rBIN"), "STRAY_CARRIAGE_RETURN"),
    "blank": (b"", "BLANK_LINE"),
    "only separators": (b"," * (len(ROW) - 1), "BLANK_LINE"),
    "endless": (b"x" * 1_100_000, "LINE_TOO_LONG"),
}


@pytest.mark.parametrize("where", [1, 2, 3])
@pytest.mark.parametrize("bad", BAD, ids=str)
def test_a_bad_line_is_set_aside_alone_wherever_it_stands(tmp_path: Path, bad: str, where: int) -> None:
    content, kind = BAD[bad]
    lines = as_csv(GOOD, end="\n").splitlines()
    lines.insert(where, content)
    good, aside, _ = table_of(tmp_path / "a.csv", b"\n".join(lines) + b"\n")
    assert aside == [(where + 1, kind)]
    assert [row.values for row in good] == GOOD[1:]


def test_a_bad_line_at_the_end_without_a_line_end_is_set_aside(tmp_path: Path) -> None:
    good, aside, _ = table_of(tmp_path / "a.csv", as_csv(GOOD, end="\n") + b'P9,"never closed')
    assert (aside, len(good)) == ([(5, "STRAY_QUOTE")], 3)


def test_many_unclosed_quotes_cost_their_own_lines_only(tmp_path: Path) -> None:
    lines = as_csv(GOOD, end="\n").splitlines()
    mixed = [lines[0], *(line for _ in range(300) for line in (b'P9,"open,' + b"x,y", lines[1]))]
    good, aside, _ = table_of(tmp_path / "a.csv", b"\n".join(mixed))
    assert (len(good), {kind for _, kind in aside}, len(aside)) == (300, {"STRAY_QUOTE"}, 300)


def test_small_reads_give_the_same_rows(tmp_path: Path) -> None:
    data = as_csv(as_rows(*({"person_id": f"P{n}", "notes": f"a\n\nb, {n}"} for n in range(50))))
    whole = table_of(tmp_path / "a.csv", data)
    parts = table_of(tmp_path / "b.csv", data, stretch=37)
    assert parts[:2] == whole[:2] and parts[2].sha256 == whole[2].sha256


def test_lines_that_are_not_utf_8_are_read_as_latin_1_and_noted_each(tmp_path: Path) -> None:
    rows = as_rows({"last_name": "MUÑOZ"}, {"person_id": "P2", "last_name": "O’DAY"}, {"person_id": "P3"})
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(rows).decode().encode("cp1252"))
    people = read_all(path)
    assert [one.person.last_name for one in people.values()] == ["MUÑOZ", "O’DAY", "INVENTED"]
    assert [[kind for _, kind, *_ in one.problems] for one in people.values()] == [
        ["NOT_UTF8"],
        ["NOT_UTF8"],
        [],
    ]


def test_trailing_separators_and_repeated_headers_do_no_harm(tmp_path: Path) -> None:
    lines = as_csv([*GOOD, GOOD[0], GOOD[1]], end="\n").splitlines()
    good, aside, table = table_of(tmp_path / "a.csv", b"\n".join(line + b",," for line in lines))
    assert (len(good), aside, table.header) == (4, [], 2)


def test_a_line_that_names_the_separator_is_header(tmp_path: Path) -> None:
    _, _, table = table_of(tmp_path / "a.csv", b"sep=;\r\n" + as_csv(GOOD, separator=";"))
    assert table.headings == tuple(GOOD[0]) and table.header == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (as_csv(GOOD).decode().encode("utf-16"), "wrong-encoding"),
        (as_csv(GOOD, end="\r"), "wrong-line-ends"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-protected"),
        (b"PK\x03\x04 not a workbook", "workbook-damaged"),
    ],
)
def test_files_that_cannot_be_read_say_what_to_do(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    with pytest.raises(AnswerIsNoError, match=r"list\.csv .*[Ss]ave it") as told:
        case_list_tables.headings_of(path)
    assert told.value.code == code


def test_the_good_rows_around_a_damaged_one_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv([GOOD[0], ["short"], *GOOD[1:]]))
    assert case_list_tables.headings_of(path) == tuple(GOOD[0])
    with case_list_tables.open_table(path) as table:
        good = [tuple(row.values) for row in table.rows() if isinstance(row, TableRow)]
    assert good[:2] == [tuple(GOOD[1]), tuple(GOOD[2])]


def test_a_pdf_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
    with pytest.raises(AnswerIsNoError, match=r"list\.csv is a PDF") as refused:
        DelimitedTable(path)
    assert refused.value.code == "not-a-table"
