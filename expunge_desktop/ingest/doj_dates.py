"""Dates of the layout: YYYYMMDD, of which day, or month and day, may be 00."""

from functools import lru_cache

from expunge_desktop.domain.partial_date import ImpossibleDateError, PartialDate

ReadDate = tuple[PartialDate | None, bool]


@lru_cache(maxsize=200_000)
def read_date(text: str) -> ReadDate:
    """The date, None when empty or impossible; and whether the text is impossible as a date."""
    try:
        if len(text) == 8 and text.isascii() and text.isdecimal() and text[4:6] != "00":
            # The layout's own form. The general reader says the same of it, more slowly.
            return PartialDate(int(text[:4]), int(text[4:6]), int(text[6:]) or None), False
        return PartialDate.parse(text), False
    except ImpossibleDateError:
        return None, True


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
