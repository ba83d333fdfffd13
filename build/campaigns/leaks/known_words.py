"""What must not be found: every name, alias, date of birth, number, case and address of a delivery.

Read from the delivered files themselves, and spelled the ways a program, a library or a person would.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

SHORTEST = 6  # bytes; shorter ones are found in any random megabyte

_NAMES = ("REQ_NAME", "PRI_NAME", "aliases")
_NUMBERS = (
    "SUBJECT_ID", "REQ_CII_NUMBER", "CII_NUMBER", "PRI_SSN", "PRI_CDL", "FBI_NUMBER", "OFN",
    "FE_NUM_CRT_CASE", "cii_number", "court_case_number", "address_1", "address_2", "notes",
)  # fmt: skip
_BIRTHS = ("PRI_DOB", "REQ_DOB", "date_of_birth")


def words_of(files: Iterable[Path]) -> frozenset[str]:
    """Every telling value of these delivered files, in every spelling, none shorter than SHORTEST bytes."""
    found: set[str] = set()
    for file in files:
        for row in _rows(file):
            for column in _NAMES:
                for name in (row.get(column) or "").split(";"):
                    found.update(_spelled_name(name))
            found.update(_spelled_name(f"{row.get('last_name') or ''},{row.get('first_name') or ''}"))
            found.update((row.get(column) or "").strip() for column in _NUMBERS)
            for column in _BIRTHS:
                found.update(_spelled_date((row.get(column) or "").strip()))
    return frozenset(word for word in found if len(word.encode()) >= SHORTEST)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    text = file.read_bytes().decode("utf-8-sig", errors="replace").replace("\ufffd", "")
    for row in csv.DictReader(text.splitlines()):
        if row.get("PRI_NAME") != "BROKEN,LINE" and None not in row:
            yield {key: value for key, value in row.items() if isinstance(value, str)}


def _spelled_name(name: str) -> Iterator[str]:
    """As delivered, with a blank, first name first, and in small letters; a surname alone says little."""
    last, _, first = (part.strip() for part in name.partition(","))
    if last and first:
        for text in (f"{last},{first}", f"{last}, {first}", f"{first} {last}", f"{first.split()[0]} {last}"):
            yield from (text, text.lower(), text.title())


def _spelled_date(text: str) -> Iterator[str]:
    """A whole date in the ways of the Department, of ISO, of a court and of a person."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return
    yield from (f"{day:%Y%m%d}", f"{day:%Y-%m-%d}", f"{day:%m/%d/%Y}", f"{day:%B} {day.day}, {day.year}")
