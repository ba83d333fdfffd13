"""The fields of the case list in words, for whoever has to say what a column means."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.ingest.case_list_fields import FIELDS, MEANINGS, NAMES, REQUIRED

_SHORT = {
    "cii_number": "CII number",
    "court_case_number": "Case number",
    "doj_listed": "On the DOJ list of 2019",
    "challenged": "Challenge filed",
    "address_1": "Address, first line",
    "address_2": "Address, second line",
    "zip": "ZIP code",
    "person_id": "Person’s key",
    "filing_agency": "Prosecuting office",
    "plants": "Number of plants",
    "facts": "Proved facts",
    "sentence_completed_on": "Sentence completed on",
    "other_relief": "Relief already granted",
    "other_relief_on": "Date of that relief",
    "date_of_birth": "Birth date",
}


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One field: its name in files, a short name for people, a sentence, and whether a file needs it."""

    field: str
    words: str
    sentence: str
    is_required: bool


CASE_LIST: tuple[FieldWords, ...] = tuple(
    FieldWords(
        field,
        _SHORT.get(field, field.replace("_", " ").capitalize()),
        MEANINGS[field],
        field in REQUIRED or field in NAMES,
    )
    for field in FIELDS
)
_BY_FIELD = {one.field: one for one in CASE_LIST}


def field_words(field: str) -> str:
    """The short name of a field for people: `Case number` for `court_case_number`."""
    return _BY_FIELD[field].words


def missing_words(missing: Sequence[str]) -> str:
    """Missing required fields in words for the window; either form of the name will do."""
    return ", ".join("Last name (or Full name)" if one in NAMES else field_words(one) for one in missing)


def needed(missing: Sequence[str]) -> tuple[str, ...]:
    """Missing required fields by their names in files; either form of the name will do."""
    return tuple(" or ".join(NAMES) if one in NAMES else one for one in missing)
