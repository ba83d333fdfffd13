"""Dates of the layout: YYYYMMDD, of which day, or month and day, may be 00."""

from functools import lru_cache

from expunge_desktop.domain.partial_date import ImpossibleDateError, PartialDate


@lru_cache(maxsize=200_000)
def read_date(text: str) -> tuple[PartialDate | None, bool]:
    """The date, None when empty or impossible; and whether the text is impossible as a date."""
    try:
        return PartialDate.parse(text), False
    except ImpossibleDateError:
        return None, True


def contradict(one: PartialDate, other: PartialDate) -> bool:
    """Whether two partial dates cannot be the same day."""
    return one.latest < other.earliest or other.latest < one.earliest
