"""One spreadsheet cell → the text it stands for, and what is to be noted about it."""

from datetime import date, datetime, timedelta

from expunge_desktop.ingest.case_list_fields import DATES
from expunge_desktop.ingest.case_list_rows import NUMBER_CELL, SERIAL_DATE

_NEVER_NUMBERS = frozenset(("court_case_number", "cii_number"))
_DATES = frozenset(DATES)
_YEARS = range(1800, 2200)
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 73_050  # 1910 to 2099, counted from 1900
_DAYS_FROM_1900_TO_1904 = 1_462
_DAY_0 = date(1899, 12, 30)


def cell_text(value: object, field: str, *, is_1904: bool) -> tuple[str, str]:
    """The text of a cell that is not text, and a note ("" = none).

    A whole number is written without ".0"; a date as YYYY-MM-DD. In a column of dates a number is a year, a
    date written YYYYMMDD, or the serial number of a day (noted); any other stays a number, which is no date.
    """
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), ""
    if isinstance(value, datetime):
        return _moment(value), f"{NUMBER_CELL}:{field}" if field in _NEVER_NUMBERS else ""
    if isinstance(value, date):
        return value.isoformat(), f"{NUMBER_CELL}:{field}" if field in _NEVER_NUMBERS else ""
    if isinstance(value, int | float):
        if field in _DATES and (day := _serial_day(value, is_1904=is_1904)):
            return day.isoformat(), f"{SERIAL_DATE}:{field}"
        return _number(value), f"{NUMBER_CELL}:{field}" if field in _NEVER_NUMBERS else ""
    return str(value), ""


def _moment(value: datetime) -> str:
    day, _, time = value.isoformat(" ").partition(" ")
    return day if time == "00:00:00" else f"{day} {time}"


def _number(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return str(value)


def _serial_day(value: float, *, is_1904: bool) -> date | None:
    """The day that a serial number stands for; None for a number that is a year or no day at all."""
    days = value + (_DAYS_FROM_1900_TO_1904 if is_1904 else 0)
    if value in _YEARS or not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        return None
    return _DAY_0 + timedelta(days=int(days))
