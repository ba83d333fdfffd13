"""What a form for one case can be filled with: values and yes-or-no conditions, by name.

What is not known is empty, and its field stays empty. A form asks for what the statute gives: rows of
Schedule 4, which asks for more, are not among its convictions.
"""

import re

from expunge_desktop.documents.exhibit.columns import printed_name
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.papers.case_words import Case, cases_of, count_words
from expunge_desktop.documents.papers.flags import has_hearing
from expunge_desktop.documents.papers.tally import STATUTORY_SCHEDULES

_SECTIONS = ("11357", "11358", "11359", "11360", "11362.1")
VALUES = (
    "defendant", "case_number", "county", "court_name", "courthouse", "court_street", "court_city",
    "department", "judge", "hearing", "office_name", "attorney_name", "attorney_title", "bar_number",
    "street", "city", "telephone", "fax", "email", "attorney_for", "counts", "counts_dismissed",
    "counts_misdemeanor", "counts_infraction", "sections",
)  # fmt: skip
CONDITIONS = (
    "serving", "completed", "dismissed", "misdemeanor", "infraction", "redesignated", "hearing_set",
    *(f"section_{section.replace('.', '_')}" for section in _SECTIONS),
)  # fmt: skip


def form_cases(filing: Filing, rows: frozenset[int] = frozenset()) -> tuple[Case, ...]:
    """The cases a form is filled for: with statutory relief, and one of these rows where some are named."""
    return tuple(
        case
        for case in cases_of(filing)
        if _statutory(case) and (not rows or any(row.row_no in rows for row in case.rows))
    )


def form_values(filing: Filing, case: Case) -> dict[str, str]:
    """The values by name."""
    office, rows = filing.office, _statutory(case)
    attorney, court = office.attorney, office.court
    return {
        "defendant": printed_name(case.defendant),
        "case_number": case.case_number,
        "county": office.county.upper(),
        "court_name": court.name,
        "courthouse": court.courthouse,
        "court_street": _line(court.address, 0),
        "court_city": _line(court.address, -1) if len(court.address) > 1 else "",
        "department": court.department,
        "judge": court.judge,
        "hearing": court.hearing if has_hearing(office) else "",
        "office_name": office.name,
        "attorney_name": attorney.name,
        "attorney_title": attorney.title,
        "bar_number": attorney.bar_number,
        "street": _line(attorney.address, 0),
        "city": _line(attorney.address, -1) if len(attorney.address) > 1 else "",
        "telephone": attorney.telephone,
        "fax": attorney.fax,
        "email": attorney.email,
        "attorney_for": "the People of the State of California",
        "counts": count_words(rows),
        "counts_dismissed": count_words([row for row in rows if row.schedule == 1]),
        "counts_misdemeanor": count_words([row for row in rows if row.schedule == 2]),
        "counts_infraction": count_words([row for row in rows if row.schedule == 3]),
        "sections": "; ".join(dict.fromkeys(row.section for row in rows)),
    }


def form_conditions(filing: Filing, case: Case) -> dict[str, bool]:
    """The conditions by name."""
    rows = _statutory(case)
    recorded = " ".join(row.section for row in rows)
    sections = {
        f"section_{section.replace('.', '_')}": bool(
            re.search(rf"(?<![\d.]){re.escape(section)}(?![\d.])", recorded)
        )
        for section in _SECTIONS
    }
    schedules = {row.schedule for row in rows}
    return {
        "serving": any(row.is_serving for row in rows),
        "completed": any(not row.is_serving for row in rows),
        "dismissed": 1 in schedules,
        "misdemeanor": 2 in schedules,
        "infraction": 3 in schedules,
        "redesignated": bool(schedules & {2, 3}),
        "hearing_set": has_hearing(filing.office),
        **sections,
    }


def _statutory(case: Case) -> list[ScheduleRow]:
    return [row for row in case.rows if row.schedule in STATUTORY_SCHEDULES]


def _line(lines: tuple[str, ...], place: int) -> str:
    return lines[place] if lines else ""
