"""Sheets with foreign headings as courts and offices send them; everybody is invented."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

WORD = "seven quiet harbors"
Run = Callable[..., int]
COURT = (
    ("Defendant", "DOB", "Docket No", "Ct", "Charge", "Dispo Date", "County", "Zone", "SSN", "Remarks"),
    ("QUIROZ, ALBA", "03/14/1960", "5TO01234", "1", "11357(B) HS", "07/10/1995", "LOS ANGELES", "SW-2",
     "000-12-3456", "her number is 000-12-3456"),
    ("NAND, CLEO", "01/15/1993", "2BR00877", "2", "11359 HS", "04/01/2012", "LOS ANGELES", "NE-1", "", ""),
    ("ORO, FELIX", "10/01/1981", "7HA01020", "1", "11358 HS", "11/04/2002", "LOS ANGELES", "SW-2", "", ""),
)  # fmt: skip
EVERYTHING = {
    "Defendant": "full_name",
    "DOB": "date_of_birth",
    "Docket No": "court_case_number",
    "Ct": "count_number",
    "Charge": "code_section",
    "Dispo Date": "conviction_date",
}


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """These rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """These rows as the first sheet of a workbook, every cell text."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(place, column, value)
    return path
