"""Whole-calendar dates of which the day, or the month and day, may be unknown."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})"),
    re.compile(r"(?P<y>\d{4})"),
)


class ImpossibleDateError(ValueError):
    """The text is not a date of the calendar (`19991332`, `2001-02-29`, `x`)."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date known to the day, the month or the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1800 <= self.year <= 2199 or (self.month is None and self.day is not None):
            raise ImpossibleDateError(f"{self.year}-{self.month}-{self.day}")
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise ImpossibleDateError(str(error)) from None

    @classmethod
    def parse(cls, text: str) -> "PartialDate | None":
        """Read `YYYY-MM-DD`, `YYYYMMDD`, `MM/DD/YYYY`, `YYYY-MM`, `YYYY`, `YYYYMM00`, `YYYY0000`.

        Empty, blank, `NULL` and all zeros are None (unknown). Raises ImpossibleDateError for anything else.
        """
        text = text.strip()
        if not text or text.upper() == "NULL" or not text.strip("0-/"):
            return None
        for form in _FORMS:
            if found := form.fullmatch(text):
                parts = found.groupdict()
                month, day = int(parts.get("m") or 0), int(parts.get("d") or 0)
                if day and not month:
                    raise ImpossibleDateError(text)
                return cls(int(parts["y"]), month or None, day or None)
        raise ImpossibleDateError(text)

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The exact date."""
        return cls(day.year, day.month, day.day)

    @property
    def is_exact(self) -> bool:
        """Known to the day."""
        return self.day is not None

    @property
    def earliest(self) -> date:
        """The first day it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it may be."""
        if self.month is None:
            return date(self.year, 12, 31)
        return date(self.year, self.month, self.day or calendar.monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        """ISO, as far as known: `1999`, `1999-04`, `1999-04-07`."""
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def add_years(day: date, years: int, *, leap_day_to_march: bool = True) -> date:
    """The same calendar day `years` later (or earlier, when negative).

    29 February falls on 1 March in a common year, the convention `feb29 = 1 March` of the policy
    (law/procedure.md 9.2; dispute 19); on 28 February with `leap_day_to_march=False`.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1) if leap_day_to_march else date(day.year + years, 2, 28)
