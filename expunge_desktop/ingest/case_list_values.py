"""What the words of a case list mean, value by value. An unknown word is unknown, never a default."""

import math
import re
from functools import cache, lru_cache

from expunge_desktop.domain.counties import county_named
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.ingest.doj_dates import ReadDate, read_date
from expunge_desktop.ingest.doj_layout import load_layout

_FLAGS = {"Y": True, "YES": True, "TRUE": True, "N": False, "NO": False, "FALSE": False}
_LEVELS = {"F": Level.FELONY, "FELONY": Level.FELONY, "FEL": Level.FELONY, "M": Level.MISDEMEANOR,
           "MISDEMEANOR": Level.MISDEMEANOR, "MISD": Level.MISDEMEANOR, "I": Level.INFRACTION,
           "INFRACTION": Level.INFRACTION, "INF": Level.INFRACTION}  # fmt: skip
_DISPOSITIONS = {
    "CONVICTION": Disposition.CONVICTED, "GUILTY": Disposition.CONVICTED,
    "DISMISSAL": Disposition.DISMISSED, "ACQUITTAL": Disposition.ACQUITTED,
    "NOT GUILTY": Disposition.ACQUITTED, "DIVERTED": Disposition.DIVERSION,
} | {one.value: one for one in Disposition if one is not Disposition.UNKNOWN}  # fmt: skip
SENTENCE_STATES = frozenset(("COMPLETED", "SERVING"))
PROBATION_STATES = frozenset(("COMPLETED", "TERMINATED EARLY", "REVOKED", "ACTIVE"))
FACT_CODES = frozenset(
    (
        "SALE_TO_MINOR", "MINOR_EMPLOYED", "IMPORT_EXPORT", "ENVIRONMENTAL_HARM", "SCHOOL_GROUNDS",
        "RECIPIENT_UNDER_21", "PERSONAL_TRANSPORT", "SALE", "GIFT", "LIFE_TERM", "CULTIVATION_RULE_BREACH",
        "RESTRICTED_PLACE_OR_USE", "TRANSFERRED_1203_9", "IDENTITY_DOUBT",
    )
)  # fmt: skip
REGISTRATION = "REGISTRATION"
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(?::00(?:\.0+)?)?Z?$|\s+12:00(?::00)?\s*AM$", re.ASCII)
_NUMBER = re.compile(r"(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{0,9})?|\.\d{1,9}", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}(?:\.0{1,9})?", re.ASCII)
_COUNT_NUMBER = re.compile(r"(\d{1,9})(?:\.0)?", re.ASCII)
# What spreadsheets show instead of a value, in their own files and in what is exported from them.
_CELL_ERROR = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|"
    r"GETTING_DATA|ERROR!|#+)",
    re.IGNORECASE,
)
_DAMAGED_NUMBER = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE | re.ASCII)
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')
NEVADA = "NEVADA"


@lru_cache(maxsize=200_000)
def flag(text: str) -> bool | None:
    """Y, N and their full words; None for anything else."""
    return _FLAGS.get(text.upper())


@lru_cache(maxsize=10_000)
def level(text: str) -> Level | None:
    """F, M, I and their full words; None for anything else."""
    return _LEVELS.get(text.upper())


@lru_cache(maxsize=10_000)
def disposition(text: str) -> Disposition | None:
    """How a count ended; None for words that are not known."""
    return _DISPOSITIONS.get(words(text))


@lru_cache(maxsize=10_000)
def words(text: str) -> str:
    """A word or two in capitals, with single blanks for blanks, underscores and hyphens."""
    return " ".join(text.upper().replace("_", " ").replace("-", " ").split())


@lru_cache(maxsize=10_000)
def fact_code(text: str) -> str:
    """The code of a proved fact; empty for one that is not known."""
    code = words(text).replace(" ", "_").replace("1203.9", "1203_9")
    return code if code in FACT_CODES else ""


@lru_cache(maxsize=200_000)
def day(text: str) -> ReadDate:
    """The date of a day, as far as known; and whether the text is impossible as a date.

    A time of midnight, which databases write behind a day, is left out; any other time is no date.
    """
    return read_date(_MIDNIGHT.sub("", text))


def number(text: str) -> float | None:
    """A number that is not negative; None for anything else."""
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def whole_number(text: str) -> int | None:
    """A whole number that is not negative; None for anything else."""
    return math.floor(float(text)) if _WHOLE.fullmatch(text) else None


def count_number(text: str) -> str:
    """The number of a count as recorded, without a spreadsheet's ".0"; empty when it is none."""
    found = _COUNT_NUMBER.fullmatch(text)
    return found[1] if found else ""


@lru_cache(maxsize=10_000)
def county(text: str) -> str:
    """The county of a court, FEDERAL, or a state's name, in capitals; empty when it is none of these.

    Nevada is a county and a state: by itself it is the county, STATE OF NEVADA is the state.
    """
    named = county_named(text)
    if named:
        return named
    place = words(text)
    state = place.removeprefix("STATE OF ")
    if state == NEVADA:
        return f"STATE OF {NEVADA}"
    return state if state in _places() else ""


@cache
def _places() -> frozenset[str]:
    return load_layout().places


def is_cell_error(text: str) -> bool:
    """Whether a spreadsheet shows this instead of a value: #REF!, #N/A, ####."""
    return text.startswith("#") and _CELL_ERROR.fullmatch(text) is not None


def is_damaged_number(text: str) -> bool:
    """Whether a spreadsheet cut a long number to its first digits: 1.23E+11."""
    return "+" in text and _DAMAGED_NUMBER.fullmatch(text.strip()) is not None


def without_formula(text: str) -> str | None:
    """The text of ="00123", which keeps zeros in spreadsheets; None for a formula without a value."""
    found = _QUOTED_FORMULA.fullmatch(text)
    return found[1].strip() if found else None
