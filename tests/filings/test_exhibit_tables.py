"""Exhibit A as tables: the same cells in CSV and workbook, nothing that a program would run."""

import csv
import hashlib
import io
import re
import zipfile
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.exhibit.columns import CONFIDENTIAL, public_columns_of
from expunge_desktop.documents.filing import Filing, number_rows
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.sample import sample_filing
from expunge_desktop.services.exhibit_tables import csv_bytes, exhibit_tables, workbook_bytes
from expunge_desktop.services.xlsx_files import MOST_LETTERS, xlsx_bytes

DANGEROUS = (
    '=HYPERLINK("http://evil.example","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0",
    "Null", "http://evil.example", "007", "1E5", "<b>&amp;</b>", "_x0041_", "a\x0bb", "ՍԱՐԳՍՅԱՆ,ԱՆԻ",
    "  spaced  ",
)  # fmt: skip


@pytest.fixture
def filing() -> Filing:
    row = sample_filing().rows[0]
    rows = [
        replace(row, conviction_id=n, case_number=f"C{n}", defendant=text, remarks=text, born_on="1961-07-09",
                cii_number="A7654321", aliases="HIDDEN,ALIAS")
        for n, text in enumerate(DANGEROUS, start=1)
    ]  # fmt: skip
    return replace(sample_filing(), rows=number_rows(rows))


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def sheet_rows(data: bytes) -> list[list[str]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert workbook.sheet_names == ["Exhibit A"]
    return workbook.get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("is_public", [False, True])
def test_both_tables_hold_the_same_cells_in_the_order_of_the_exhibit(filing: Filing, is_public: bool) -> None:
    columns = public_columns_of(filing.office) if is_public else CONFIDENTIAL
    rows = csv_rows(csv_bytes(columns, filing))
    assert rows == sheet_rows(workbook_bytes(columns, filing))
    assert rows[0] == [column.key for column in columns]
    assert [row[0] for row in rows[1:]] == [str(row.row_no) for row in filing.rows]


def test_no_cell_begins_as_a_formula_does(filing: Filing) -> None:
    for rows in (csv_rows(csv_bytes(CONFIDENTIAL, filing)), sheet_rows(workbook_bytes(CONFIDENTIAL, filing))):
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert "'@SUM(A1)" in cells


def test_the_workbook_has_text_alone_no_formula_no_link_and_nothing_outside_itself(filing: Filing) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(CONFIDENTIAL, filing))) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [name for name in parts if re.search(r"external|link|vba|media|calcChain|docProps", name)]
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f" not in sheet.replace("<family", "") and "hyperlink" not in sheet.lower().replace(
        "=hyperlink", ""
    )
    cells = re.findall(r"<c [^>]*>", sheet)
    assert cells and all('t="inlineStr"' in cell for cell in cells)
    assert not any("TargetMode" in text for text in parts.values())


def test_the_bytes_of_both_tables_are_the_same_each_time_and_bear_no_date(filing: Filing) -> None:
    assert workbook_bytes(CONFIDENTIAL, filing) == workbook_bytes(CONFIDENTIAL, filing)
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(CONFIDENTIAL, filing))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_table_is_listed_with_its_rows_and_digest(filing: Filing) -> None:
    tables = list(exhibit_tables(filing))
    assert [one.entry.file for one in tables] == [
        f"D05-exhibit-a-{version}.{suffix}"
        for version in ("confidential", "public")
        for suffix in ("csv", "xlsx")
    ]
    for one in tables:
        assert one.entry.kind is PaperKind.TABLE
        assert one.entry.rows == len(filing.rows)
        assert one.entry.sha256 == hashlib.sha256(one.data).hexdigest()


def test_the_public_tables_hold_no_birth_date_number_or_alias(filing: Filing) -> None:
    columns = public_columns_of(filing.office)
    for text in (csv_bytes(columns, filing).decode(), str(sheet_rows(workbook_bytes(columns, filing)))):
        for private in ("1961-07-09", "A7654321", "HIDDEN", "ALIAS"):
            assert private not in text


def test_a_text_longer_than_a_cell_is_refused_and_one_as_long_is_kept() -> None:
    longest = "x" * MOST_LETTERS
    assert sheet_rows(xlsx_bytes("Exhibit A", ["a"], [[longest]]))[1] == [longest]
    with pytest.raises(AnswerIsNoError, match="32,768 letters"):
        xlsx_bytes("Exhibit A", ["a"], [[longest + "x"]])


def test_characters_that_xml_has_none_for_come_back_as_they_were() -> None:
    texts = ["a\x0bb", "_x0041_", "a\rb", "a\nb", "'\"<&>"]
    assert sheet_rows(xlsx_bytes("Exhibit A", ["a"], [[text] for text in texts]))[1:] == [
        [text] for text in texts
    ]
