"""One row of a case list by field: what each value is, and what is wrong with any of them.

The same for rows of any order of columns: a row is known by its values, not by where they stood.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from expunge_desktop.ingest.case_list_fields import FREE_TEXT, normalised
from expunge_desktop.ingest.case_list_rows import MERGED_CELL, NOT_UTF8, NUMBER_CELL, SERIAL_DATE, SSN_MASKED
from expunge_desktop.ingest.case_list_values import day, is_cell_error, is_damaged_number, without_formula

Columns = Sequence[tuple[str, str]]  # (heading as recorded, field or empty)
Place = tuple[int, int]  # ordinal of the file in its batch, line

_NAMES = frozenset(("last_name", "first_name", "middle_name", "full_name", "aliases", "city"))
_AS_RECORDED = frozenset(("court_case_number",))
_CUT_BY_SPREADSHEETS = ("court_case_number", "cii_number")
_NOTABLE = frozenset("#=Nn")  # how a value begins that may be none: an error, a formula, NULL
_TEXTS = frozenset(FREE_TEXT)
_UNKNOWN = {
    "cannabis_grams": "UNREADABLE_QUANTITY",
    "concentrate_grams": "UNREADABLE_QUANTITY",
    "plants": "UNREADABLE_QUANTITY",
    "challenged": "UNKNOWN_CHALLENGE",
}
_SENTENCES = {
    NOT_UTF8: "The row is not UTF-8; it was read as Latin-1.",
    NUMBER_CELL: "The {field} is a number or a date in the spreadsheet; leading zeros may be lost.",
    SERIAL_DATE: "The {field} is a bare number in the spreadsheet; it was read as the number of a day.",
    MERGED_CELL: "The {field} stands in a cell merged over several rows; it was taken for each of them.",
    SSN_MASKED: "{field} number(s) in free text were masked.",
}


@lru_cache(maxsize=64)
def _names(columns: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """What each column is known by, with a separator, and its field."""
    return tuple((f"{field or '?' + normalised(heading)}\x1f", field) for heading, field in columns)


class ListRow:
    """A row's values by field, without blank ones; its place; (kind, sentence) of what is wrong with it.

    `content` is the same for two rows exactly when they say the same in every column.
    """

    __slots__ = ("content", "place", "problems", "values")

    def __init__(self, columns: Columns, values: Sequence[str], place: Place) -> None:
        self.place = place
        self.problems: list[tuple[str, str]] = []
        self.values: dict[str, str] = {}
        said: list[str] = []
        for (name, field), text in zip(_names(tuple(columns)), values, strict=False):
            if not text or not (value := text.strip()):
                continue
            said.append(name + value)
            if not field:
                continue
            meant = self._cleaned(field, value) if value[0] in _NOTABLE else value
            if meant:
                self.values[field] = text if field in _AS_RECORDED and meant == value else meant
        for field in _CUT_BY_SPREADSHEETS:
            if is_damaged_number(value := self.values.get(field, "")):
                self.note(NUMBER_CELL, f"A spreadsheet has cut the {field} “{value}” to its first digits.")
        said.sort()
        self.content = "\x1e".join(said)
        if len(values) > len(columns) and values[-1]:
            self._take_notes(values[-1])

    def get(self, field: str) -> str:
        """The value of a field; empty when there is none."""
        return self.values.get(field, "")

    def list_of(self, field: str) -> list[str]:
        """The values of a field that are separated by semicolons."""
        return [part for part in (part.strip() for part in self.get(field).split(";")) if part]

    def note(self, kind: str, sentence: str) -> None:
        """A problem of this row."""
        if (kind, sentence) not in self.problems:
            self.problems.append((kind, sentence))

    def unknown(self, field: str) -> None:
        """A word that is not known in this field."""
        kind = _UNKNOWN.get(field, "UNKNOWN_VALUE")
        self.note(kind, f"The {field} “{self.get(field)}” is not known; it counts as unknown.")

    @property
    def digest(self) -> str:
        """A short name of the content."""
        return hashlib.sha256(self.content.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def _cleaned(self, field: str, value: str) -> str:
        """The value; empty where the source says that there is none, or a spreadsheet lost it."""
        first = value[0]
        if first in "Nn" and value.upper() == "NULL" and field not in _NAMES:
            return ""
        if first == "#" and is_cell_error(value):
            self.note("CELL_ERROR", f"The {field} is “{value}” in the spreadsheet; it counts as unknown.")
            return ""
        if first == "=" and field not in _TEXTS:
            inner = without_formula(value)
            if inner is None:
                self.note("FORMULA_CELL", f"The {field} is a formula without a value; it counts as unknown.")
            return inner or ""
        return value

    def _take_notes(self, notes: str) -> None:
        for note in notes.split():
            kind, _, detail = note.partition(":")
            sentence = _SENTENCES.get(kind)
            if sentence:
                self.note(kind, sentence.format(field=detail or "value"))


def born(row: ListRow) -> str:
    """The birth date as ISO text when it is known to the day; else empty."""
    date, _ = day(row.get("date_of_birth"))
    return str(date) if date is not None and date.is_exact else ""


def name_parts(row: ListRow) -> tuple[str, str]:
    """Last name, and everything else of the name: first, middle, suffix."""
    last, rest = row.get("last_name"), [row.get("first_name"), row.get("middle_name"), row.get("name_suffix")]
    if not last and (full := row.get("full_name")):
        last, _, given = full.partition(",")
        rest = rest if any(rest) else [given]
    return last.strip(), " ".join(" ".join(rest).split())


def full_name(row: ListRow) -> str:
    """LAST,FIRST MIDDLE SUFFIX as recorded; empty when there is no name."""
    last, rest = name_parts(row)
    return f"{last},{rest}" if rest else last


def person_key(row: ListRow) -> str:
    """Who the row is about: person_id, else the CII number, else exact name and birth date, else nobody else.

    Keys of different kinds never meet, so rows are never put together by guesses.
    """
    if key := row.get("person_id"):
        return key
    if cii := row.get("cii_number"):
        return f"CII {cii.upper()}"
    name, on = full_name(row), born(row)
    if name and on:
        return f"{' '.join(name.upper().split())} {on}"
    return f"row {row.digest}"


def without_repeats(rows: Iterable[ListRow]) -> tuple[list[ListRow], list[Place]]:
    """Each distinct row once, at its earliest place, in an order of content alone; and repeats."""
    first: dict[str, ListRow] = {}
    repeats: list[Place] = []
    for row in sorted(rows, key=lambda row: row.place):
        if row.content in first:
            repeats.append(row.place)
        else:
            first[row.content] = row
    return sorted(first.values(), key=lambda row: row.content), repeats
