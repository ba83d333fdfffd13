"""Mappings of foreign headings: made once for the sheets of one source, kept in the workspace by name.

A mapping says which heading of somebody's spreadsheet means which field of the case list. It is never edited:
saving it again under its name puts a newer one in its place, and the earlier ones stay. Guesses are offered
by `services.file_headings`, never saved by themselves.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.ingest.case_list_fields import FIELDS, is_forbidden, normalised
from expunge_desktop.ingest.case_list_headings import match_headings
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import mappings as store

LAYOUT_NAMES = ("auto", "doj", "case-list")  # what `import --layout` takes besides the name of a mapping
LONGEST_HEADING = 500
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,48}[A-Za-z0-9._-])?")
_RESERVED = frozenset(map(normalised, LAYOUT_NAMES)) | {"automatic", "departmentofjustice"}


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping as it is in force. `fields`: heading → field, "" = kept with the row, not used.

    `missing` names required fields that none of these headings gives; a file may still have them under
    their own names. `versions` counts this one and the earlier ones of the name, which all stay.
    """

    name: str
    fields: Mapping[str, str]
    made_at: str
    made_by: str
    versions: int
    missing: tuple[str, ...] = field(default=())


def list_mappings(session: Session) -> tuple[SavedMapping, ...]:
    """The mapping in force under each name, by name."""
    session.require(Right.READ_SETTINGS)
    with session.read() as connection:
        rows = store.every_mapping(connection)
    times = Counter(row.name.casefold() for row in rows)
    newest = {row.name.casefold(): row for row in rows}
    return tuple(_saved(row, times[name]) for name, row in sorted(newest.items()))


def find_mapping(session: Session, name: str) -> SavedMapping:
    """The mapping in force under this name; capitals do not matter. Raises AnswerIsNoError without one."""
    session.require(Right.READ_SETTINGS)
    known = list_mappings(session)
    for one in known:
        if one.name.casefold() == name.strip().casefold():
            return one
    raise AnswerIsNoError(
        "no-such-mapping",
        f"There is no mapping named {name}.",
        f"Known: {', '.join(one.name for one in known)}." if known else "None has been saved yet.",
    )


def save_mapping(session: Session, name: str, fields: Mapping[str, str]) -> SavedMapping:
    """Keep a mapping {heading: field} under a name; it takes the place of an earlier one of that name.

    The same content again changes nothing. Field "" says that a column is none of the fields. Raises
    UsageError: `mapping-name`, `mapping-empty`, `mapping-heading`, `unknown-field`, `field-mapped-twice`;
    AnswerIsNoError (`right-denied`). A required field that is missing is no error, see `SavedMapping`.
    """
    session.require(Right.KEEP_MAPPINGS)
    name = accept_name(name)
    accept_fields(fields)
    for one in list_mappings(session):
        if one.name.casefold() == name.casefold():
            if dict(one.fields) == dict(fields):
                return one
            name = one.name
    with session.write(Right.KEEP_MAPPINGS) as tx:
        store.add(tx.connection, name, fields, at=tx.at, by=tx.actor)
        tx.audit("mapping.add", name, {"fields": dict(fields)})
    return find_mapping(session, name)


def accept_name(name: str) -> str:
    """The name as it is kept. Raises UsageError for one that `import --layout` could not take."""
    name = name.strip()
    if normalised(name) in _RESERVED:
        raise UsageError(
            "mapping-name",
            f"“{name}” is the name of a layout that the program knows by itself.",
            "Choose another name, such as the name of the court or office that sends the files.",
        )
    if not _NAME.fullmatch(name):
        raise UsageError(
            "mapping-name",
            f"“{name}” cannot be the name of a mapping." if name else "A mapping needs a name.",
            "Use at most 50 letters, digits, blanks, points and hyphens; begin with a letter or digit.",
        )
    return name


def suggested_name(path: Path) -> str:
    """A name for the mapping of files like this one, from the file's own name without dates and numbers."""
    words = re.findall(r"[A-Za-z]+", path.stem)
    name = "-".join(words).lower()[:50].strip("-") or "sheet"
    return f"{name}-sheet"[-50:] if normalised(name) in _RESERVED else name


def accept_fields(fields: Mapping[str, str]) -> None:
    """Refuse what no mapping can say. Raises UsageError, with one sentence about the first mistake."""
    if not any(fields.values()):
        raise UsageError(
            "mapping-empty",
            "The mapping gives no heading a field.",
            "Name at least one heading and its field, as in “Case No=court_case_number”.",
        )
    seen: dict[str, str] = {}
    for heading, meaning in fields.items():
        _accept_heading(heading, meaning)
        name = normalised(heading)
        if name in seen:
            raise UsageError(
                "mapping-heading",
                f"The headings “{seen[name]}” and “{heading}” are the same to the program.",
                "Case, blanks and signs do not count; name it once.",
            )
        seen[name] = heading
    _accept_each_once(fields)


def _accept_heading(heading: str, meaning: str) -> None:
    if meaning and meaning not in FIELDS:
        close = get_close_matches(meaning.strip().lower().replace(" ", "_"), FIELDS, n=1)
        raise UsageError(
            "unknown-field",
            f"The case list has no field “{meaning}” (for the heading “{heading}”).",
            f"Did you mean {close[0]}?" if close else f"The fields are: {', '.join(FIELDS)}.",
        )
    if not normalised(heading) or len(heading) > LONGEST_HEADING:
        raise UsageError(
            "mapping-heading",
            f"“{heading[:40]}” cannot be told apart as a heading.",
            "A heading needs a letter or digit; rename the column in the spreadsheet.",
        )
    if meaning and is_forbidden(heading):
        raise UsageError(
            "mapping-heading",
            f"The column “{heading}” cannot be used: by its heading it holds Social Security or license "
            "numbers, which are never kept.",
            "Rename the column in the spreadsheet if it holds something else.",
        )


def _accept_each_once(fields: Mapping[str, str]) -> None:
    for meaning in fields.values():
        headings = [heading for heading, other in fields.items() if meaning and other == meaning]
        if len(headings) > 1:
            raise UsageError(
                "field-mapped-twice",
                f"The field {meaning} is given to {len(headings)} headings: "
                f"{', '.join(f'“{heading}”' for heading in headings)}.",
                "Choose the one column that holds it; the others are kept with the row.",
            )


def _saved(row: store.MappingRow, versions: int) -> SavedMapping:
    missing = match_headings(tuple(row.fields), row.fields).missing
    return SavedMapping(row.name, row.fields, row.made_at, row.made_by, versions, missing)
