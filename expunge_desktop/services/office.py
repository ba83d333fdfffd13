"""The office file (formats/office.md): read it, check it, keep the newest with the workspace."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from expunge_desktop.base.errors import UsageError
from expunge_desktop.domain.counties import county_named
from expunge_desktop.domain.custody import (
    LONGEST_IDLE_MINUTES,
    SHORTEST_AUDIT_YEARS,
    Custody,
    Retention,
    Safety,
)
from expunge_desktop.domain.office import (
    INITIALS,
    NAMES,
    Adoption,
    Attorney,
    Court,
    Custodian,
    Notice,
    Office,
    PublicDefender,
    Service,
    missing_values,
)
from expunge_desktop.services.rights import Right
from expunge_desktop.store import users as stored

if TYPE_CHECKING:
    from expunge_desktop.services.session import Session

__all__ = [
    "county_of",
    "missing_values",
    "office_toml",
    "parse_custody",
    "parse_office",
    "set_office",
    "toml_for_county",
]

_SECTIONS: dict[str, type] = {
    "attorney": Attorney,
    "court": Court,
    "public_defender": PublicDefender,
    "service": Service,
    "custodian": Custodian,
    "policy": Adoption,
    "notice": Notice,
}
# Whole numbers with their bounds: how the workspace is guarded (domain.custody).
_CUSTODY: dict[str, dict[str, tuple[int, int]]] = {
    "safety": {"lock_after_minutes": (1, LONGEST_IDLE_MINUTES), "remind_backup_after_days": (1, 365)},
    "retention": {"purge_after_days": (0, 36_500), "audit_years": (SHORTEST_AUDIT_YEARS, 100)},
}
_OFFICE_KEYS = ("kind", "name", "county", "head", "head_title", "authorised_agencies", "public_names")
_LISTS = frozenset({"address", "server_address", "consenting_agencies", "authorised_agencies"})
_KINDS = ("district_attorney", "city_prosecutor")


def parse_office(toml: str) -> Office:
    """Read an office file.

    Raises UsageError (`office-file`): not TOML, an unknown section or key (with its line), a value of the
    wrong kind, a county that is none of the 58.
    """
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"it is not TOML: {error}") from None
    except (RecursionError, ValueError):  # brackets without end, thousands of digits
        raise _wrong("it holds a value that no office file has") from None
    for name in data:
        if name != "office" and name not in _SECTIONS and name not in _CUSTODY:
            raise _wrong(f"{_where(toml, '', name)}the section [{name}] is unknown")
    _custody(toml, data)
    head = _section(toml, data, "office", _OFFICE_KEYS)
    county = county_of(str(head.pop("county", "")))
    if head.setdefault("kind", _KINDS[0]) not in _KINDS:
        raise _wrong(f"{_where(toml, 'office', 'kind')}kind must be one of {', '.join(_KINDS)}")
    if head.setdefault("public_names", INITIALS) not in (INITIALS, NAMES):
        raise _wrong(f"{_where(toml, 'office', 'public_names')}public_names must be {INITIALS} or {NAMES}")
    agencies = head.pop("authorised_agencies", None)
    parts = {
        name: kind(**_section(toml, data, name, tuple(one.name for one in fields(kind))))
        for name, kind in _SECTIONS.items()
    }
    return Office(
        county=county, authorised_agencies=None if agencies is None else frozenset(agencies), **head, **parts
    )


def parse_custody(toml: str) -> Custody:
    """The sections [safety] and [retention] of an office file that `parse_office` accepts."""
    return _custody(toml, tomllib.loads(toml))


def county_of(text: str) -> str:
    """The county as records write it (`LOS ANGELES`). Raises UsageError for any that is none of the 58."""
    if not text.strip():
        raise UsageError(
            "county-missing",
            "The county of the office is missing.",
            'Give it as county = "LOS ANGELES" under [office], or with --county.',
        )
    county = county_named(text)
    if county is None:
        raise UsageError(
            "unknown-county",
            f"“{text}” is none of California's 58 counties.",
            "Check the spelling: every conviction of another county is out of scope.",
        )
    return county


def toml_for_county(county: str) -> str:
    """The smallest office file: a county and nothing else."""
    return f'[office]\ncounty = "{county_of(county)}"\n'


def office_digest(toml: str) -> str:
    """SHA-256 of an office file as given, by which the audit trail knows it."""
    return hashlib.sha256(toml.encode()).hexdigest()


def set_office(session: "Session", toml: str) -> Office:
    """Keep a new office file; earlier ones stay in the workspace. For administrators and supervisors.

    Raises UsageError for a malformed file and for another county than the workspace's: its batches were
    read for that county.
    """
    session.require(Right.KEEP_OFFICE)
    office = parse_office(toml)
    if office.county != session.office.county:
        raise UsageError(
            "county-changed",
            f"This workspace is for {session.office.county} county, the office file says {office.county}.",
            "Make a workspace of its own for another county.",
        )
    with session.write(Right.KEEP_OFFICE) as tx:
        stored.add_office(tx.connection, toml, office.county, at=tx.at, by=tx.actor)
        told = {"county": office.county, "name": office.name, "office_sha256": office_digest(toml)}
        tx.audit("set-office", "office", told)
    session.office, session.custody = office, parse_custody(toml)
    return office


def look_again(session: "Session") -> None:
    """Take up the terms of the newest office file, which another user may have given meanwhile."""
    session.require(Right.READ_SETTINGS)
    with session.read() as connection:
        session.custody = parse_custody(stored.newest_office(connection))


def office_toml(session: "Session") -> str:
    """The newest office file as it was given."""
    session.require(Right.READ_SETTINGS)
    with session.read() as connection:
        return stored.newest_office(connection)


def _section(toml: str, data: Mapping[str, Any], name: str, known: tuple[str, ...]) -> dict[str, Any]:
    given = data.get(name, {})
    if not isinstance(given, dict):
        raise _wrong(f"{_where(toml, '', name)}{name} must be a section, written [{name}]")
    return {key: _value(toml, name, key, value, known) for key, value in given.items()}


def _custody(toml: str, data: Mapping[str, Any]) -> Custody:
    found: dict[str, dict[str, int]] = {}
    for section, bounds in _CUSTODY.items():
        given = data.get(section, {})
        if not isinstance(given, dict):
            raise _wrong(f"{_where(toml, '', section)}{section} must be a section, written [{section}]")
        for key, value in given.items():
            where = _where(toml, section, key)
            if key not in bounds:
                raise _wrong(f"{where}{key} is not a key of [{section}]; known are {', '.join(bounds)}")
            least, most = bounds[key]
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                raise _wrong(f"{where}{key} must be a whole number from {least} to {most}")
        found[section] = given
    return Custody(Safety(**found["safety"]), Retention(**found["retention"]))


def _value(toml: str, section: str, key: str, value: object, known: tuple[str, ...]) -> object:
    where = _where(toml, section, key)
    if key not in known:
        raise _wrong(f"{where}{key} is not a key of [{section}]; known are {', '.join(known)}")
    if key in _LISTS:
        lines = [value] if isinstance(value, str) else value
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise _wrong(f'{where}{key} must be a list of texts, such as ["first line", "second line"]')
        return tuple(_one_line(line, where, key) for line in lines if line.strip())
    if isinstance(value, list | dict | bool | float):
        raise _wrong(f"{where}{key} must be a text in quotation marks")
    return _one_line(str(value), where, key)  # whole numbers and dates may stand without quotation marks


def _one_line(text: str, where: str, key: str) -> str:
    """The text without blanks around it; a paper prints it on one line, so nothing may break or hide it."""
    text = text.strip()
    if not text.isprintable():
        raise _wrong(f"{where}{key} must be one line of printable text")
    return text


def _where(toml: str, section: str, key: str) -> str:
    """`line 12: ` of a key in its section (or of a section), empty when it cannot be told."""
    inside = ""
    for number, line in enumerate(toml.splitlines(), 1):
        header = re.match(r"\s*\[\s*([^\]]+?)\s*\]", line)
        inside = header[1] if header else inside
        if (header and not section and inside == key) or (
            not header and inside == section and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)
        ):
            return f"line {number}: "
    return ""


def _wrong(what: str) -> UsageError:
    return UsageError("office-file", f"The office file cannot be used: {what}.", "Correct it and try again.")
