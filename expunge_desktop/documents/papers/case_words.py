"""What the order of one case says: its counts in words, and the yes-or-no questions of its wording."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.documents.exhibit.case_index import row_words
from expunge_desktop.documents.exhibit.columns import printed_name
from expunge_desktop.documents.filing import NO_FALLBACK, Filing, ScheduleRow
from expunge_desktop.documents.papers.fields import RULED
from expunge_desktop.documents.papers.number_words import listed
from expunge_desktop.documents.papers.tally import STATUTORY_SCHEDULES

_FALLBACKS = {
    "Redesignate as misdemeanor": "redesignated a misdemeanor for all purposes",
    "Redesignate as infraction": "redesignated an infraction for all purposes",
    "Dismiss and seal": "dismissed as legally invalid and sealed",
}


@dataclass(frozen=True, slots=True)
class Case:
    """The rows of one person in one case of one court, in the order of Exhibit A."""

    rows: tuple[ScheduleRow, ...]

    @property
    def case_number(self) -> str:
        """As the record gives it; empty when it gives none."""
        return self.rows[0].case_number

    @property
    def defendant(self) -> str:
        """As in the judgment."""
        return self.rows[0].defendant

    @property
    def asks_by_statute(self) -> bool:
        """Some relief asked for rests on the statute (law/corrections.md 11)."""
        return any(row.schedule != 4 or row.fallback not in ("", NO_FALLBACK) for row in self.rows)

    @property
    def row_words(self) -> str:
        """`row 7`, `rows 7, 9`."""
        numbers = row_words([row.row_no for row in self.rows])
        return f"row {numbers}" if len(self.rows) == 1 else f"rows {numbers}"


def cases_of(filing: Filing) -> tuple[Case, ...]:
    """Every case, in the order of its first row.

    A row without a case number is a case of its own, and so is each defendant of a case: nobody's order names
    another person.
    """
    found: dict[tuple[object, ...], list[ScheduleRow]] = {}
    for row in filing.rows:
        found.setdefault(_case(row), []).append(row)
    return tuple(Case(tuple(rows)) for rows in found.values())


def _case(row: ScheduleRow) -> tuple[object, ...]:
    if not row.case_number:
        return (row.row_no,)
    return row.courthouse, row.case_number, row.person_id, row.defendant


def case_fields(case: Case) -> dict[str, str]:
    """The named fields of the wording."""
    rows = case.rows
    fields = {f"counts_{number}": count_words(_of_schedule(rows, number)) for number in (1, 2, 3, 4)}
    return fields | {
        "defendant": printed_name(case.defendant).upper() or RULED,
        "case_number": case.case_number or RULED,
        "case_number_words": f"Case {case.case_number}" if case.case_number else "Case without a number",
        "rows": case.row_words,
        "counts_completed": count_words([row for row in rows if _is_completed(row)]),
        "counts_other": count_words([row for row in rows if not _is_completed(row)]),
        "counts_presumed": count_words([row for row in rows if _is_presumed(row)]),
        "counts_decided": count_words([row for row in rows if _is_decided(row)]),
        "counts_serving": count_words([row for row in rows if _is_serving(row)]),
        "each_conviction_presumed": _each([row for row in rows if _is_presumed(row)]),
        "each_conviction_decided": _each([row for row in rows if _is_decided(row)]),
        "each_conviction_4": _each(_of_schedule(rows, 4)),
        "fallbacks": _fallback_words(_of_schedule(rows, 4)),
    }


def case_flags(case: Case) -> dict[str, bool]:
    """The yes-or-no questions of the wording."""
    rows = case.rows
    flags = {f"schedule_{number}": bool(_of_schedule(rows, number)) for number in (1, 2, 3, 4)}
    return flags | {
        "several": len(rows) > 1,
        "statutory_completed": any(map(_is_completed, rows)),
        "other_rows": not all(map(_is_completed, rows)),
        "presumed": any(map(_is_presumed, rows)),
        "decided_2_3": any(map(_is_decided, rows)),
        "statutory_serving": any(map(_is_serving, rows)),
        "dismissed": flags["schedule_1"] or flags["schedule_4"],
    }


def _each(rows: Sequence[ScheduleRow]) -> str:
    return "each conviction" if len(rows) > 1 else "the conviction"


def count_words(rows: Sequence[ScheduleRow]) -> str:
    """`count 1`, `counts 1, 2, and 4`; a count whose number the record does not give is named by its row."""
    numbers = sorted({count_number(row) for row in rows if row.count_number}, key=_number)
    words = [f"count{'s' if len(numbers) > 1 else ''} {listed(numbers)}"] if numbers else []
    unnumbered = [row.row_no for row in rows if not row.count_number]
    if unnumbered:
        plural = "s" if len(unnumbered) > 1 else ""
        words.append(f"the count{plural} of row{plural} {listed([str(row) for row in unnumbered])}")
    return listed(words)


def count_number(row: ScheduleRow) -> str:
    """`001` as `1`, as a court writes it; empty when the record does not number the count."""
    number = row.count_number
    return str(int(number)) if number.isascii() and number.isdecimal() else number


def _number(count: str) -> tuple[int, str]:
    return (int(count) if count.isdecimal() else 10**9, count)


def _of_schedule(rows: Sequence[ScheduleRow], schedule: int) -> list[ScheduleRow]:
    return [row for row in rows if row.schedule == schedule]


def _is_statutory(row: ScheduleRow) -> bool:
    return row.schedule in STATUTORY_SCHEDULES


def _is_completed(row: ScheduleRow) -> bool:
    """An application under HS 11361.8(e): only such a row is free of a hearing (law/corrections.md 10)."""
    return _is_statutory(row) and not row.is_serving


def _is_decided(row: ScheduleRow) -> bool:
    return row.schedule in (2, 3) and row.is_by_decision


def _is_presumed(row: ScheduleRow) -> bool:
    return _is_statutory(row) and not _is_decided(row)


def _is_serving(row: ScheduleRow) -> bool:
    return _is_statutory(row) and row.is_serving


def _fallback_words(rows: Sequence[ScheduleRow]) -> str:
    """What the statute gives each count of Schedule 4 where the dismissal is declined."""
    groups: dict[str, list[ScheduleRow]] = {}
    for row in rows:
        groups.setdefault(row.fallback or NO_FALLBACK, []).append(row)
    parts = []
    for fallback, held in groups.items():
        is_or_are = "is" if len(held) == 1 else "are"
        if fallback == NO_FALLBACK:
            parts.append(f"no relief is granted for {count_words(held)}")
        else:
            parts.append(f"{count_words(held)} {is_or_are} {_FALLBACKS.get(fallback, fallback)}")
    return "; ".join(parts)
