"""What must stand on a paper that names people's convictions and leaves the court's hands or the office's."""

from expunge_desktop.documents.filing import ScheduleRow
from expunge_desktop.documents.wording import long_date

CRIMINAL_RECORD_NOTE = (
    "CRIMINAL OFFENDER RECORD INFORMATION. Furnishing it to a person who is not authorized by law, or "
    "receiving it without authority, is a crime (Pen. Code, §§ 11075–11081, 11105, 11140–11144, 13300–13305)."
)
LEVELS = {"F": "felony", "M": "misdemeanor", "I": "infraction"}


def level_of(row: ScheduleRow) -> str:
    """`felony`, or empty when the record does not say."""
    return LEVELS.get(row.level, row.level)


def day_of(iso: str) -> str:
    """A day as papers write it; a partial one as the record gives it, an unknown one empty."""
    return long_date(iso) if len(iso) == len("2020-01-01") else iso
