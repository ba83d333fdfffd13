"""Case numbers held against what the court's profile says of them: told, never corrected, never dropped."""

import re
from collections.abc import Iterable

from expunge_desktop.documents.filing import ScheduleRow
from expunge_desktop.domain.court_profile import CourtProfile


def unmatched_rows(profile: CourtProfile, rows: Iterable[ScheduleRow]) -> tuple[ScheduleRow, ...]:
    """Rows of which a case number is not one the court writes so; none where the profile has no pattern."""
    if not profile.case_number_pattern:
        return ()
    is_whole = re.compile(profile.case_number_pattern).fullmatch
    return tuple(row for row in rows if not all(map(is_whole, case_numbers(row))))


def case_numbers(row: ScheduleRow) -> tuple[str, ...]:
    """Every case number the record gives the count."""
    return (row.case_number, *filter(None, row.other_case_numbers.split("; ")))
