"""The clerk's answer as a table: which rows were granted, denied, entered, on which day (CSV with headings).

A line names its row by the number in Exhibit A, or by case number and count. Lines that name none, several,
or nothing that can have happened are told with their line number; the others are recorded together.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.given_file import read_given
from expunge_desktop.domain.filing_status import FilingStatus, status_named
from expunge_desktop.services.csv_files import as_recorded
from expunge_desktop.services.filing_status import (
    append,
    earliest_day,
    matching_rows,
    obstacle,
    require_released,
)
from expunge_desktop.services.given_words import MOST_OF_A_TEXT
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import SEALING_RELIEF
from expunge_desktop.services.session import Session
from expunge_desktop.services.stale_papers import no_longer_so_at
from expunge_desktop.store import filing_events as store

# The headings we know, in any case, with blanks or underscores.
_HEADINGS = {
    "row": "row", "row no": "row", "row number": "row",
    "case": "case", "case number": "case", "court case number": "case",
    "count": "count", "count number": "count",
    "status": "status", "ruling": "status", "order": "status",
    "date": "date", "on": "date", "status date": "date",
    "note": "note", "remarks": "note",
}  # fmt: skip
_STATUSES = ", ".join(one.value for one in FilingStatus)
_DELIMITERS = (",", ";", "\t")
_LARGEST = 100_000_000  # bytes
_BY_HAND = "If these papers are what the court received, record that by hand, with a note."


@dataclass(frozen=True, slots=True)
class UnmatchedLine:
    """A line that was not recorded, and why."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class AnswersImported:
    """What the clerk's table did: rows recorded by status, and every line that was not."""

    filing_id: str
    recorded: Mapping[str, int]
    unmatched: tuple[UnmatchedLine, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    line: int
    row: int
    status: FilingStatus
    on: date
    note: str


def import_answers(session: Session, filing_id: str, path: Path, on: date | None = None) -> AnswersImported:
    """Record the clerk's answers from a CSV file; `on` is the day of lines that name none.

    Columns: `row`, or `case_number` with `count`; `status`; `date`; `note` if there is one. All lines that
    can be recorded are, in one transaction; that stale papers were filed is said by hand alone. Raises
    AnswerIsNoError (`not-released`, `answers-unreadable`, `nothing-recorded`), EnvironmentProblemError when
    the file cannot be read.
    """
    session.require(Right.RECORD_COURT_STEPS)
    require_released(session, filing_id)
    data = read_given(path, "a clerk's answer", most=_LARGEST)
    lines = _lines(data, path)
    with session.write(Right.RECORD_COURT_STEPS) as tx:
        days = earliest_day(tx.connection, filing_id), session.clock.today()
        answers, unmatched = _matched(lines, store.rows_of(tx.connection, filing_id), on, days)
        recorded: dict[str, int] = {}
        source = f"{path.name} {hashlib.sha256(data).hexdigest()}"
        stale = ""
        if any(one.status is FilingStatus.FILED for one in answers):
            stale = no_longer_so_at(session, tx.connection, filing_id)
        for (status, day, note), held in _together(answers).items():
            newest = store.newest_events(tx.connection, filing_id)
            rows: list[int] = []
            for one in held:
                why = obstacle(status, newest.get(one.row), day, note)
                if not why and one.row in rows[-1:]:
                    why = "The row is named twice."
                if not why and stale and status is FilingStatus.FILED:
                    why = f"{stale} {_BY_HAND}"
                if not why and len(note) > MOST_OF_A_TEXT:
                    why = f"Its note has {many(len(note), 'letter')}, at most {MOST_OF_A_TEXT:,} are kept."
                if why:
                    unmatched.append(UnmatchedLine(one.line, why))
                else:
                    rows.append(one.row)
            if rows:
                append(session, tx, filing_id, status, rows, on=day, note=note, source=source)
                recorded[status.value] = recorded.get(status.value, 0) + len(rows)
        unmatched.sort(key=lambda one: one.line)
        if not recorded:
            first = unmatched[0] if unmatched else UnmatchedLine(1, "It has no lines.")
            raise AnswerIsNoError(
                "nothing-recorded",
                f"Nothing of {path.name} could be recorded; line {first.line}: {first.sentence}",
                "Correct the file and import it again.",
            )
        told = {"recorded": recorded, "unmatched": len(unmatched), "file": source}
        tx.audit("filing.answers", filing_id, told)
    return AnswersImported(filing_id, recorded, tuple(unmatched))


def rows_to_be_sealed(session: Session, filing_id: str, path: Path, on: date | None = None) -> int:
    """How many rows the entries of the court in this file seal: asked before anything is recorded.

    Rows that are, or by the same file become, granted as “dismiss and seal”. Raises as `import_answers`.
    """
    session.require(Right.RECORD_COURT_STEPS)
    require_released(session, filing_id)
    lines = _lines(read_given(path, "a clerk's answer", most=_LARGEST), path)
    with session.read() as connection:
        known = store.rows_of(connection, filing_id)
        days = earliest_day(connection, filing_id), session.clock.today()
        answers, _unmatched = _matched(lines, known, on, days)
        newest = store.newest_events(connection, filing_id)
    granted = {one.row for one in answers if one.status is FilingStatus.GRANTED}
    granted |= {row for row, event in newest.items() if event.status == FilingStatus.GRANTED.value}
    entered = {one.row for one in answers if one.status is FilingStatus.COURT_UPDATED}
    return sum(one.row_no in granted & entered and one.relief == SEALING_RELIEF for one in known)


def _lines(data: bytes, path: Path) -> list[tuple[int, dict[str, str]]]:
    """(line, values by our names of the columns) of every line that is not empty."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerIsNoError(
            "answers-unreadable", f"{path.name} is not text in UTF-8.", "Save it as CSV (UTF-8)."
        ) from None
    reader = csv.reader(())
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        columns = [_HEADINGS.get(_plain(heading), "") for heading in next(reader, [])]
        _require_columns(columns, path)
        return [
            (
                reader.line_num,
                dict(zip(columns, (as_recorded(value.strip()) for value in values), strict=False)),
            )
            for values in reader
            if any(value.strip() for value in values)
        ]
    except csv.Error as error:
        raise AnswerIsNoError(
            "answers-unreadable",
            f"{path.name}, line {reader.line_num}: it is no CSV ({error}).",
            "Save it as CSV (UTF-8).",
        ) from None


def _delimiter(text: str) -> str:
    """What parts the headings: a comma, or what a spreadsheet of another country or a copied table writes."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(_DELIMITERS, key=lambda one: _known_headings(first, one))


def _known_headings(line: str, delimiter: str) -> int:
    cells = next(csv.reader([line], delimiter=delimiter), [])
    return sum(_plain(cell) in _HEADINGS for cell in cells)


def _require_columns(columns: Iterable[str], path: Path) -> None:
    known = set(columns)
    if "status" not in known or not known & {"row", "case"}:
        raise AnswerIsNoError(
            "answers-unreadable",
            f"The first line of {path.name} does not name the columns status and row or case_number.",
            "Give the columns headings: row or case_number and count, status, date, note.",
        )


def _matched(
    lines: Iterable[tuple[int, dict[str, str]]],
    known: list[Any],
    on: date | None,
    days: tuple[date, date],
) -> tuple[list[_Answer], list[UnmatchedLine]]:
    numbers = {row.row_no for row in known}
    by_case: dict[str, list[Any]] = {}
    for row in known:
        for case in row.case_number.split("; "):
            by_case.setdefault(case, []).append(row)
    answers: list[_Answer] = []
    unmatched: list[UnmatchedLine] = []
    for line, values in lines:
        try:
            row = _row(values, numbers, by_case)
            status, day = _status(values), _day(values, on, days)
        except ValueError as error:
            unmatched.append(UnmatchedLine(line, str(error)))
        else:
            answers.append(_Answer(line, row, status, day, values.get("note", "")))
    return answers, unmatched


def _row(values: Mapping[str, str], numbers: set[int], by_case: Mapping[str, list[Any]]) -> int:
    """The row meant. Raises ValueError saying why none is."""
    if text := values.get("row", ""):
        number = int(text.replace(",", "")) if text.replace(",", "").isdecimal() else 0
        if number not in numbers:
            raise ValueError(f"The filing has no row “{text}”.")
        return number
    case, count = values.get("case", ""), values.get("count", "")
    if not case:
        raise ValueError("It names no row and no case.")
    found = matching_rows(by_case.get(case, ()), case, count)
    what = f"case {case}" + (f", count {count}" if count else "")
    if not found:
        raise ValueError(f"The filing has no row of {what}.")
    if len(found) > 1:
        named = ", ".join(map(str, found))
        raise ValueError(f"Rows {named} are of {what}; name the count, or the row.")
    return found[0]


def _status(values: Mapping[str, str]) -> FilingStatus:
    text = values.get("status", "")
    status = status_named(text)
    if status is None:
        raise ValueError(f"“{text}” is no status; known are {_STATUSES}.")
    return status


def _day(values: Mapping[str, str], on: date | None, days: tuple[date, date]) -> date:
    """The day meant, between the two `days`. Raises ValueError saying why it cannot be."""
    text = values.get("date", "")
    try:
        day = on if not text and on is not None else date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is no date; write YYYY-MM-DD.") from None
    if day < days[0]:
        raise ValueError(f"On {day} the filing was not released yet.")
    if day > days[1]:
        raise ValueError(f"{day} is still to come.")
    return day


def _together(answers: Iterable[_Answer]) -> dict[tuple[FilingStatus, date, str], list[_Answer]]:
    """Answers of one status, day and note, in the order in which a row can take them."""
    order = list(FilingStatus)
    found: dict[tuple[FilingStatus, date, str], list[_Answer]] = {}
    for one in sorted(answers, key=lambda it: (order.index(it.status), it.on, it.row, it.line)):
        found.setdefault((one.status, one.on, one.note), []).append(one)
    return found


def _plain(heading: str) -> str:
    return " ".join(heading.replace("_", " ").replace("-", " ").casefold().split())
