"""Workbooks: cells of every kind become the text they stand for, and what spreadsheets damage is named."""

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from case_list_files import ROW, as_rows, read_all, write_csv, write_workbook

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.ingest import case_list_workbook_parts
from expunge_desktop.ingest.case_list_rows import TableRow
from expunge_desktop.ingest.case_list_tables import headings_of, open_table
from expunge_desktop.ingest.case_list_workbook import WorkbookTable

DAY = datetime.date(1995, 6, 1)


def one_row(tmp_path: Path, cells: dict[str, Any], **options: Any) -> tuple[Any, list[str]]:
    """The count of one row with these cells, and its kinds of problem."""
    values: dict[str, Any] = ROW | cells
    path = write_workbook(tmp_path / "one.xlsx", [list(values), list(values.values())], **options)
    (reading,) = read_all(path).values()
    return reading.person.counts[0], [kind for _, kind, *_ in reading.problems]


def test_a_workbook_of_text_reads_as_the_same_text_file(tmp_path: Path) -> None:
    rows = as_rows({"person_id": "007", "notes": "a\nb"}, {"person_id": "P2", "count_number": "02"})
    as_text = read_all(write_csv(tmp_path / "a.csv", {"person_id": "007", "notes": "a\nb"},
                                 {"person_id": "P2", "count_number": "02"}))  # fmt: skip
    path = write_workbook(tmp_path / "a.xlsx", rows)
    assert headings_of(path) == tuple(rows[0])
    with open_table(path) as table:
        assert tuple(next(table.rows()).values) == tuple(rows[1])
    found = read_all(path)
    assert [str(one.person.counts[0].ref) for one in found.values()] == [
        one.person.counts[0].ref for one in as_text.values()
    ]


@pytest.mark.parametrize("is_1904", [False, True])
@pytest.mark.parametrize("cell", [DAY, datetime.datetime(1995, 6, 1), "06/01/1995", 19950601])
def test_dates_are_the_same_as_date_cells_text_and_numbers(tmp_path: Path, cell: Any, is_1904: bool) -> None:
    values = {"offense_date": cell, "conviction_date": cell}
    count, problems = one_row(tmp_path, values, date_1904=is_1904)
    assert (str(count.offense_on), str(count.conviction_on)) == ("1995-06-01", "1995-06-01")
    assert problems == []


@pytest.mark.parametrize(("is_1904", "serial"), [(False, 34851), (True, 33389)])
def test_a_bare_serial_number_is_read_as_its_day_and_noted(
    tmp_path: Path, is_1904: bool, serial: int
) -> None:
    count, problems = one_row(tmp_path, {"offense_date": serial}, date_1904=is_1904)
    assert (str(count.offense_on), problems) == ("1995-06-01", ["SERIAL_DATE"])


@pytest.mark.parametrize(
    ("cell", "found"), [(1995, "1995"), (12, "None"), (34851.75, "1995-06-01"), (99999, "None")]
)
def test_other_numbers_are_years_or_no_dates(tmp_path: Path, cell: float, found: str) -> None:
    assert str(one_row(tmp_path, {"offense_date": cell})[0].offense_on) == found


def test_numbers_are_written_without_a_point_and_noted_where_zeros_may_be_lost(tmp_path: Path) -> None:
    count, problems = one_row(
        tmp_path, {"court_case_number": 12345, "count_number": 2, "plants": 6, "cannabis_grams": 28.5,
                   "code_section": 11359, "deceased": True}
    )  # fmt: skip
    assert (count.case_number, count.count_number, count.plants) == ("12345", "2", 6)
    assert (count.cannabis_grams, count.charge, problems) == (28.5, "11359", ["NUMBER_CELL"])
    count, problems = one_row(tmp_path, {"court_case_number": DAY})
    assert (count.case_number, problems) == ("1995-06-01", ["NUMBER_CELL"])


def filled(path: Path, fill: Callable[[Any], None]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("First")
        sheet.write_row(0, 0, list(ROW))
        for y in range(1, 5):
            sheet.write_row(y, 0, list((ROW | {"count_number": str(y)}).values()))
        fill(sheet)
    return path


AT = {name: place for place, name in enumerate(ROW)}


def test_error_cells_and_formulas_without_a_value_are_unknown_and_named(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write_formula(1, AT["offense_level"], "=A1", None, "#REF!")
        sheet.write_formula(2, AT["offense_level"], "=B1&C1", None, "")
        sheet.write_formula(3, AT["offense_level"], "=B1", None, "M")

    (reading,) = read_all(filled(tmp_path / "a.xlsx", fill)).values()
    levels = {count.count_number: count.level for count in reading.person.counts}
    assert levels == {"1": None, "2": None, "3": "M", "4": "F"}
    assert {(kind, line) for _, kind, _, _, line in reading.problems} == {
        ("CELL_ERROR", 2),
        ("FORMULA_CELL", 3),
    }


def test_hidden_blank_and_merged_rows(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.set_row(1, None, None, {"hidden": True})
        for x in range(len(ROW)):
            sheet.write_string(3, x, " ")
        sheet.write_row(5, 0, list((ROW | {"count_number": "6", "person_id": ""}).values()))
        sheet.merge_range(4, 0, 5, 0, "P1")

    path = filled(tmp_path / "a.xlsx", fill)
    with open_table(path) as table:
        found = list(table.rows())
        assert (table.lines, table.header) == (6, 1)
    assert [(row.line, isinstance(row, TableRow)) for row in found] == [
        (2, True), (3, True), (4, False), (5, True), (6, True),
    ]  # fmt: skip
    (reading,) = read_all(path).values()
    assert [count.count_number for count in reading.person.counts] == ["1", "2", "4", "6"]
    assert {(kind, line) for _, kind, _, _, line in reading.problems} == {("MERGED_CELL", 6)}


def test_only_the_first_visible_sheet_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        hidden, shown = book.add_worksheet("Old"), book.add_worksheet("Now")
        book.add_chartsheet("Chart")
        hidden.write(0, 0, "something else")
        shown.write_row(2, 1, list(ROW))
        shown.write_row(3, 1, list(ROW.values()))
        shown.activate()
        shown.set_first_sheet()
        hidden.hide()
    with open_table(path) as table:
        assert isinstance(table, WorkbookTable)
        assert table.headings == tuple(ROW)
        assert [row.line for row in table.rows()] == [1, 2, 4]
        assert [(one.kind, "“Now”" in one.sentence) for one in table.remarks] == [("MORE_SHEETS", True)]


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one part of its archive changed."""
    target = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == part else old.read(one))
    return target


SHEET = "xl/worksheets/sheet1.xml"


def test_two_cells_far_apart_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    def far(sheet: Any) -> None:
        sheet.write(1_000_000, 16_000, "far")

    with pytest.raises(AnswerIsNoError, match=r"1,000,001 rows and 16,001 columns") as told:
        headings_of(filled(tmp_path / "a.xlsx", far))
    assert told.value.code == "workbook-too-large"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_workbook(tmp_path / "a.xlsx", as_rows({}))
    bomb = changed(path, "xl/sharedStrings.xml", lambda data: data + b" " * 40_000_000)
    assert bomb.stat().st_size < 100_000
    monkeypatch.setattr(case_list_workbook_parts, "MOST_UNPACKED", 30_000_000)
    with pytest.raises(AnswerIsNoError, match="unpacks to more than") as told:
        headings_of(bomb)
    assert told.value.code == "workbook-too-large"


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda data: data[: len(data) // 2]),
        (SHEET, lambda data: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data),
        (SHEET, lambda data: data.replace(b'r="B2"', b'r="ZZZZ9999999999"')),
        (SHEET, lambda data: data.replace(b'r="B2"', b'r="B4294967290"')),
        (SHEET, lambda data: data.replace(b'<row r="2"', b'<row r="4294967290"')),
        (SHEET, lambda data: data.replace(b'r="B2"', b'r="&#90;&#90;ZZ9"')),
        ("xl/workbook.xml", lambda data: b"<workbook/>"),
        ("xl/workbook.xml", lambda data: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data),
        ("xl/workbook.xml", lambda data: data.replace(b"UTF-8", b"UTF-4")),
        (SHEET, lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        ("xl/_rels/workbook.xml.rels", lambda data: b"not xml"),
    ],
)
def test_a_damaged_workbook_is_refused_with_a_sentence(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes]
) -> None:
    path = write_workbook(tmp_path / "a.xlsx", as_rows({}))
    with pytest.raises(AnswerIsNoError) as told:
        headings_of(changed(path, part, change))
    assert told.value.code in ("workbook-damaged", "workbook-empty")


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", as_rows({}))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(AnswerIsNoError, match="damaged or protected"):
        headings_of(path)
