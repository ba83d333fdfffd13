"""An order of the court held against a filing: which rows its words name, and which of them can be sealed.

A line names rows by number (`7`, `4-9`, `rows 1, 4-9`) or one row by its case and count (`BA123456 count 2`).
Sealing cannot be taken back, so a line that could mean several rows names none until it says which.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from expunge_desktop.services.filing_status import NOT_FILED, RowStatus, status_of
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import ENTERED, sealed_ids
from expunge_desktop.services.session import Session
from expunge_desktop.store import filing_events

_PART = r"[0-9]+(?:\s*[–-]\s*[0-9]+)?"
_ROWS = re.compile(rf"(?:rows?\s+)?({_PART}(?:(?:\s*,\s*|\s+){_PART})*)", re.IGNORECASE)
_RANGE = re.compile(r"([0-9]+)(?:\s*[–-]\s*([0-9]+))?")
_COUNT = re.compile(r"(.+?)[\s,;]+(?:(?:count|ct)\b[.\s]*)?0*([0-9]+)", re.IGNORECASE)
_DIGITS = 9
_NAMED = 5


@dataclass(frozen=True, slots=True)
class OrderRows:
    """The rows of a filing as an order may name them; of `hidden` ones nothing is shown any more."""

    filing_id: str
    rows: tuple[RowStatus, ...]
    hidden: frozenset[int]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One row that a line of the order names, or why it names none; sealed when there is no `obstacle`."""

    line: int
    words: str
    row: RowStatus | None
    obstacle: str


def rows_for_order(session: Session, filing_id: str) -> OrderRows:
    """What an order about a filing can be held against. Raises AnswerIsNoError: a right denied."""
    session.require(Right.RECORD_COURT_STEPS)
    found = status_of(session, filing_id)
    with session.read() as connection:
        hidden = sealed_ids(connection)
        kept = filing_events.rows_of(connection, filing_id)
    gone = frozenset(one.row_no for one in kept if one.conviction_id in hidden)
    return OrderRows(filing_id, found.rows, gone)


def match(order: OrderRows, text: str) -> tuple[OrderLine, ...]:
    """Every row the lines of an order name, each once and in the order of the lines."""
    by_number = {one.row_no: one for one in order.rows}
    by_case: dict[str, list[RowStatus]] = {}
    for one in order.rows:
        for case in filter(None, one.case_number.casefold().split("; ")):
            by_case.setdefault(case, []).append(one)
    found: list[OrderLine] = []
    named: set[int] = set()
    for line, words in enumerate(text.splitlines(), 1):
        if not (words := " ".join(words.split())):
            continue
        try:
            rows = _rows_named(words, by_number, by_case)
        except ValueError as error:
            found.append(OrderLine(line, words, None, str(error)))
            continue
        for row in rows:
            if row.row_no not in named:
                named.add(row.row_no)
                found.append(OrderLine(line, words, row, _obstacle(order, row)))
    return tuple(found)


def _rows_named(
    words: str, by_number: Mapping[int, RowStatus], by_case: Mapping[str, list[RowStatus]]
) -> list[RowStatus]:
    """The rows a line names. Raises ValueError saying why it names none."""
    numbers = _ROWS.fullmatch(words)
    case = words[5:] if words.casefold().startswith("case ") else words
    is_case = case.casefold() in by_case
    if numbers and is_case and words.isdecimal() and _number(words) in by_number:
        raise ValueError(f"{words} is a row and a case: write “row {words}” or “case {words}”.")
    if numbers and not is_case:
        return list(_by_number(numbers[1], by_number))
    return [_by_case(case, by_case)]


def _by_number(words: str, by_number: Mapping[int, RowStatus]) -> Iterator[RowStatus]:
    for part in _RANGE.finditer(words):
        first, last = _number(part[1]), _number(part[2] or part[1])
        if last < first:
            raise ValueError(f"“{part[0]}” runs backwards.")
        if first not in by_number or last not in by_number:
            raise ValueError(f"The filing has no row “{part[0]}”; it has rows 1 to {len(by_number):,}.")
        yield from (by_number[number] for number in range(first, last + 1) if number in by_number)


def _by_case(words: str, by_case: Mapping[str, list[RowStatus]]) -> RowStatus:
    found = by_case.get(words.casefold(), [])
    if not found and (parts := _COUNT.fullmatch(words)):
        words = parts[1]
        of_case = by_case.get(words.casefold(), [])
        found = [one for one in of_case if one.count_number.lstrip("0") == parts[2].lstrip("0")]
        if of_case and not found:
            raise ValueError(f"Case {words} has no row with count {parts[2]}.")
    if not found:
        raise ValueError(f"No row shown is of case {words}.")
    if len(found) > 1:
        raise ValueError(f"{_listed(found)} are meant: add the count, or name the row.")
    return found[0]


def _number(digits: str) -> int:
    """No row has a number of more than nine digits."""
    return int(digits) if len(digits) <= _DIGITS else 0


def _listed(rows: Iterable[RowStatus]) -> str:
    numbers = [f"{one.row_no:,}" for one in rows]
    more = f" and {len(numbers) - _NAMED:,} more" if len(numbers) > _NAMED else ""
    return f"Rows {', '.join(numbers[:_NAMED])}{more}"


def _obstacle(order: OrderRows, row: RowStatus) -> str:
    if row.row_no in order.hidden:
        return f"{row.defendant}."  # all that is shown of it: sealed, and when
    if row.status not in ENTERED:
        standing = "not filed" if row.status == NOT_FILED else f"“{row.status}”"
        return f"No entry of the court yet: {standing}."
    return ""
