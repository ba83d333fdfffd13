"""The first worksheet of an Excel workbook (.xlsx) → rows of text under a header, line = row of the sheet.

Values are taken as the workbook keeps them: of a formula the value it last had. Nothing outside the file is
ever looked at. Text stays text, whatever it looks like.
"""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.ingest.case_list_cells import cell_text
from expunge_desktop.ingest.case_list_rows import MERGED_CELL, Remark, TableRow, set_aside
from expunge_desktop.ingest.case_list_workbook_parts import damaged, workbook_parts
from expunge_desktop.ingest.doj_lines import AsideLine
from expunge_desktop.ingest.source_files import sha256_of, size_of


class WorkbookTable:
    """One workbook: `headings` are known at once; `name_fields` says which columns are which field.

    Raises EnvironmentProblemError (`file-missing`, `file-unreadable`) and AnswerIsNoError
    (`workbook-damaged`, `workbook-protected`, `workbook-too-large`, `workbook-empty`).
    """

    def __init__(self, path: Path) -> None:
        self.size = size_of(path)
        self.sha256 = sha256_of(path)
        self._parts = workbook_parts(path)
        self._sheet = _open_sheet(path, self._parts.sheet)
        self._first_column = (self._sheet.start or (0, 0))[1]
        self._merged = _merged_by_row(self._sheet, self._first_column)
        self._filling: list[tuple[tuple[int, int], str]] = []
        self.remarks: list[Remark] = []
        self.header = self.lines = 0
        self.headings: tuple[str, ...] = ()
        self._fields: tuple[str, ...] = ()
        self._before_header: list[AsideLine] = []
        self._rows = enumerate(self._sheet.iter_rows(), 1)
        self._read_header()

    @property
    def read(self) -> int:
        """About how many bytes were read so far."""
        return self.size * min(self.lines, self._sheet.total_height) // max(1, self._sheet.total_height)

    def name_fields(self, fields: tuple[str, ...]) -> None:
        """Say which field each column is: a number means different things in a date and in a case number."""
        self._fields = fields

    def rows(self) -> Iterator[TableRow | AsideLine]:
        """Every row under the header, once."""
        yield from self._before_header
        fields = self._fields or ("",) * len(self.headings)
        for line, cells in self._rows:
            self.lines = line
            values, notes = self._texts(line, cells, fields)
            if not any(map(str.strip, values)):
                yield set_aside(line, "BLANK_LINE", "is blank", "")
            elif tuple(values) == self.headings:
                self.header += 1
            else:
                yield TableRow(line, values, notes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows = enumerate(iter([]), 1)

    def _read_header(self) -> None:
        for line, cells in self._rows:
            self.lines = line
            values, _ = self._texts(line, cells, ("",) * len(cells))
            if any(map(str.strip, values)):
                self.header, self.headings = 1, tuple(values)
                break
            self._before_header.append(set_aside(line, "BLANK_LINE", "is blank", ""))
        if len(self._parts.sheets) > 1:
            sentence = (
                f"The workbook has {len(self._parts.sheets)} worksheets; only “{self._parts.sheet}” was read."
            )
            self.remarks.append(Remark("MORE_SHEETS", sentence, self.lines))

    def _texts(self, line: int, cells: list[Any], fields: tuple[str, ...]) -> tuple[list[str], str]:
        notes: list[str] = []
        values: list[str] = []
        for place, cell in enumerate(cells):
            if type(cell) is str:
                values.append(cell)
                continue
            text, note = cell_text(cell, fields[place], is_1904=self._parts.is_1904)
            values.append(text)
            if note:
                notes.append(note)
        if self._parts.specials:
            for place in range(len(values)):
                special = self._parts.specials.get((line, self._first_column + place + 1))
                if special is not None:
                    values[place] = special
        self._fill_merged(line, values, fields, notes)
        return values, " ".join(notes)

    def _fill_merged(self, line: int, values: list[str], fields: tuple[str, ...], notes: list[str]) -> None:
        """Give the rows of a merged cell its value, which stands in the first of them only."""
        for place in self._merged.pop(line, ()):
            self._filling.append((place, values[place[0]]))
        if not self._filling:
            return
        self._filling = [(place, text) for place, text in self._filling if place[1] >= line]
        for (column, _), text in self._filling:
            if text and not values[column]:
                values[column] = text
                notes.append(f"{MERGED_CELL}:{fields[column]}")


def _open_sheet(path: Path, name: str) -> CalamineSheet:
    """The sheet with all its cells. A panic of the library, which is no Exception, is a damaged file too."""
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return workbook.get_sheet_by_name(name)
    except PasswordError:
        raise AnswerIsNoError(
            "workbook-protected",
            f"{path.name} is protected by a password.",
            "Remove the password in Excel, or save it as CSV UTF-8 (comma separated), then import that.",
        ) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise damaged(path.name) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise damaged(path.name) from None
        raise


def _merged_by_row(sheet: CalamineSheet, first_column: int) -> dict[int, list[tuple[int, int]]]:
    """Cells merged over several rows, by their first line: (column from 0 as read, last line)."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top and 0 <= left - first_column < sheet.width:
            found.setdefault(top + 1, []).append((left - first_column, bottom + 1))
    return found
