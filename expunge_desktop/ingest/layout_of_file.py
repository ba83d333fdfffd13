"""Which layout a file has, decided by what it holds: never by its name."""

from pathlib import Path

from expunge_desktop.base import held_files
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.ingest.case_list_fields import REQUIRED
from expunge_desktop.ingest.case_list_headings import match_headings, suggestions
from expunge_desktop.ingest.case_list_tables import headings_of, is_workbook
from expunge_desktop.ingest.doj_lines import read_lines
from expunge_desktop.ingest.source_files import unreadable

DOJ, CASE_LIST, UNKNOWN = "doj", "case-list", ""
_LOOKED_AT = 512 * 1024


def layout_of(path: Path) -> str:
    """`doj`, `case-list`, or empty when it is neither or has no rows.

    A file of the Department of Justice has a line of 95 columns, or a heading RECORD_ID, within its first
    half megabyte. A case list has headings of which some are its fields, or are known to mean them. Raises
    EnvironmentProblemError when the file cannot be read; a damaged workbook is told when it is opened.
    """
    if is_workbook(path):
        return CASE_LIST
    data = _beginning(path)
    if not data.strip():
        return UNKNOWN
    found = read_lines(data, 1)
    if found.header:
        return DOJ
    try:
        headings = headings_of(path)
    except AnswerIsNoError:  # of another encoding: what is wrong with it is told when it is opened
        return CASE_LIST
    known = match_headings(headings)
    if not known.missing:
        return CASE_LIST
    if found.imported or any(line.kind == "NO_SUBJECT_ID" for line in found.aside):
        return DOJ
    guessed = set(suggestions(headings).values())
    return CASE_LIST if len(known.fields | guessed) >= len(REQUIRED) - 1 else UNKNOWN


def _beginning(path: Path) -> bytes:
    """Whole lines from the beginning of the file."""
    try:
        with held_files.reading(path) as file:
            data = file.read(_LOOKED_AT)
    except OSError as error:
        raise unreadable(path, error) from None
    end = data.rfind(b"\n") + 1
    return data[:end] if len(data) == _LOOKED_AT and end else data
