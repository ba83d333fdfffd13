"""Case lists to read: rows of invented people as CSV or as a workbook."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from expunge_desktop.domain.person import Count, Person
from expunge_desktop.ingest.case_list_headings import match_headings
from expunge_desktop.ingest.case_list_person import ListReading, read_person
from expunge_desktop.ingest.case_list_record import ListRow, person_key
from expunge_desktop.ingest.case_list_rows import TableRow
from expunge_desktop.ingest.case_list_tables import open_table
from expunge_desktop.ingest.case_list_workbook import WorkbookTable

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ROW = {
    "person_id": "P1",
    "last_name": "INVENTED",
    "first_name": "ROBIN",
    "date_of_birth": "1980-03-03",
    "county": "LOS ANGELES",
    "court_case_number": "BA012345",
    "count_number": "1",
    "code_section": "11359 HS",
    "offense_level": "F",
    "offense_date": "2005-01-10",
    "conviction_date": "2005-03-01",
    "disposition": "CONVICTED",
}


def as_rows(*rows: Mapping[str, str], columns: Sequence[str] = ()) -> list[list[str]]:
    """A header and rows; values not given are those of an invented felony, None leaves the cell empty."""
    names = list(columns) or list(dict.fromkeys([*ROW, *(name for row in rows for name in row)]))
    return [names, *([(ROW | dict(row)).get(name) or "" for name in names] for row in rows)]


def as_csv(rows: Sequence[Sequence[str]], *, separator: str = ",", end: str = "\r\n") -> bytes:
    """RFC 4180."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator=end).writerows(rows)
    return file.getvalue().encode()


def write_csv(path: Path, *rows: Mapping[str, str]) -> Path:
    """A file of these rows under a header."""
    path.write_bytes(as_csv(as_rows(*rows)))
    return path


def write_workbook(path: Path, rows: Sequence[Sequence[Any]], **options: Any) -> Path:
    """A workbook of which every cell is text, unless it is given as a number, date or truth value."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, **options}) as book:
        sheet = book.add_worksheet("List")
        day = book.add_format({"num_format": "mm/dd/yyyy"})
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        sheet.write_string(y, x, value)
                elif hasattr(value, "year"):
                    sheet.write_datetime(y, x, value, day)
                elif value is not None:
                    sheet.write(y, x, value)
    return path


def read_all(path: Path, mapping: Mapping[str, str] | None = None) -> dict[str, ListReading]:
    """Every person of a file by key, read as an import reads them."""
    with open_table(path) as table:
        columns = match_headings(table.headings, mapping).columns
        if isinstance(table, WorkbookTable):
            table.name_fields(tuple(field for _, field in columns))
        people: dict[str, list[ListRow]] = {}
        for found in table.rows():
            if isinstance(found, TableRow):
                row = ListRow(columns, [*found.values, found.notes], (1, found.line))
                people.setdefault(person_key(row), []).append(row)
    return {key: read_person(key, rows) for key, rows in people.items()}


def read_one(tmp_path: Path, **values: str) -> tuple[Person, Count, dict[str, str]]:
    """The person and count of one row, and the sentence of each kind of problem."""
    ((_, reading),) = read_all(write_csv(tmp_path / "one.csv", values)).items()
    sentences = {kind: sentence for _, kind, sentence, *_ in reading.problems}
    return reading.person, reading.person.counts[0], sentences
