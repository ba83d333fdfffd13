"""Opens a file of rows under a header by what it holds, never by its name: a workbook, or separated text."""

from pathlib import Path

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.given_file import refuse_endless
from expunge_desktop.ingest.case_list_csv import DelimitedTable
from expunge_desktop.ingest.case_list_workbook import WorkbookTable
from expunge_desktop.ingest.source_files import unreadable

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def is_workbook(path: Path) -> bool:
    """Whether the file is an Excel workbook, or was meant to be one."""
    return _first_bytes(path) in (_ZIP, _OLE)


def open_table(path: Path) -> DelimitedTable | WorkbookTable:
    """The table of a file, its headings read. Use as a context manager.

    Raises EnvironmentProblemError (`file-missing`, `file-unreadable`) and AnswerIsNoError (`workbook-…`,
    `wrong-encoding`, `wrong-line-ends`).
    """
    first = _first_bytes(path)
    if first == _OLE:
        raise AnswerIsNoError(
            "workbook-protected",
            f"{path.name} is an Excel workbook of the old kind (.xls), or protected by a password.",
            "Save it in Excel as a workbook (.xlsx) without a password, or as CSV UTF-8, then import that.",
        )
    return WorkbookTable(path) if first == _ZIP else DelimitedTable(path)


def headings_of(path: Path) -> tuple[str, ...]:
    """The headings of a file as recorded; none for a file without any rows. Raises as `open_table`."""
    with open_table(path) as table:
        return table.headings


def _first_bytes(path: Path) -> bytes:
    refuse_endless(path)
    try:
        with held_files.reading(path) as file:
            return file.read(4)
    except OSError as error:
        raise unreadable(path, error) from None
