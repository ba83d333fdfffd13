"""Dates of the layout: YYYYMMDD, of which day, or month and day, may be 00.

A year before `EARLIEST_YEAR` is no date of anybody's whose record is delivered: it would make a person old, a
conviction long past and a prior earlier than everything. It counts as impossible, so as unknown.
"""

from functools import lru_cache

from expunge_desktop.domain.partial_date import ImpossibleDateError, PartialDate

ReadDate = tuple[PartialDate | None, bool]
EARLIEST_YEAR = 1870  # deliveries reach back to convictions of the 1940s


@lru_cache(maxsize=200_000)
def read_date(text: str) -> ReadDate:
    """The date, None when empty or impossible; and whether the text is impossible as a date."""
    try:
        if len(text) == 8 and text.isascii() and text.isdecimal() and text[4:6] != "00":
            # The layout's own form. The general reader says the same of it, more slowly.
            date: PartialDate | None = PartialDate(int(text[:4]), int(text[4:6]), int(text[6:]) or None)
        else:
            date = PartialDate.parse(text)
    except ImpossibleDateError:
        return None, True
    if date is not None and date.year < EARLIEST_YEAR:
        return None, True
    return date, False


@lru_cache(maxsize=200_000)
def is_impossible(text: str) -> bool:
    """Whether the text is impossible as a date; an empty one is not."""
    return read_date(text)[1]


@lru_cache(maxsize=200_000)
def read_event_date(event: str, disposed: str) -> tuple[PartialDate | None, tuple[str, ...]]:
    """The date of a court's step, and kinds of problem with it and with the date of its disposition."""
    kinds = []
    event_on, is_no_date = read_date(event)
    if event_on is None:
        kinds.append("IMPOSSIBLE_EVENT_DATE" if is_no_date else "MISSING_EVENT_DATE")
    elif disposed != event:
        disposed_on, is_no_date = read_date(disposed)
        if is_no_date or (disposed_on is not None and contradict(event_on, disposed_on)):
            kinds.append("CONFLICTING_DISPOSITION_DATE")
    if event_on is not None and not event_on.is_exact:
        kinds.append("PARTIAL_EVENT_DATE")
    return event_on, tuple(kinds)


def contradict(one: PartialDate, other: PartialDate) -> bool:
    """Whether two partial dates cannot be the same day."""
    return one.latest < other.earliest or other.latest < one.earliest
