"""A court profile read from YAML, as an attorney or a clerk writes it; a mistake is named by its line."""

import hashlib
import re
from datetime import date
from string import Formatter
from typing import Any

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.counties import county_named
from expunge_desktop.domain.court_profile import CourtProfile, ServiceParty
from expunge_desktop.rules.policy_values import BadPolicyError, Lines
from expunge_desktop.services.law_library import plain_data

_KEYS = (
    "name", "version", "title", "county", "verified_on", "case_number_pattern", "department", "group",
    "max_pages", "max_megabytes", "copies", "file_name",
    "case_numbers_in_file_names", "service_list", "notes",
)  # fmt: skip
_PARTY_KEYS = ("name", "address", "email", "method")
GROUPS = ("none", "court", "agency")
METHODS = ("mail", "personal", "electronic")
FILE_NAME_FIELDS = ("document", "paper", "filing", "case_number", "row", "volume")
MOST_OF_A_NAME = 100  # letters of a pattern of file names; a disk takes names of 255 bytes
_FILE_NAME = "{document}-{paper}"
_LONGEST_PATTERN = 200
_ONE_SIGN = re.compile(r"\\.|\[\^?\]?[^\]]*\]")  # an escaped sign, or a set of signs
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{)")
_OPEN_REPETITION = re.compile(r"[*+]|\{\d*,\d*\}")
_MOST_OPEN_REPETITIONS = 3
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LITERAL = re.compile(r"[A-Za-z0-9 ._-]*")
Path = tuple[str, ...]


class BadProfileError(AnswerIsNoError):
    """The text is no court profile: what is wrong with which `line` of it (from 1), and what to write."""

    def __init__(self, file: str, line: int, what: str, fix: str) -> None:
        super().__init__("bad-court-profile", f"{file}, line {line}: {what}.", fix)
        self.line = line
        self.what = what


def profile_from_text(text: str, file: str) -> CourtProfile:
    """The profile; `file` is its name, for messages. Raises BadProfileError naming the line and the fix."""
    digest = hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()
    try:
        data, lines = plain_data(text, file)
    except BadPolicyError as error:
        raise BadProfileError(file, error.line, error.what, error.advice) from None
    return _Reader(file, lines).profile(data, digest)


class _Reader:
    """Reads one file, keeping its name and the lines of its keys for messages."""

    def __init__(self, file: str, lines: Lines) -> None:
        self._file, self._lines = file, lines

    def profile(self, data: object, digest: str) -> CourtProfile:
        top = self._mapping(data, (), _KEYS)
        return CourtProfile(
            name=self._name(top),
            version=self._version(top),
            title=self._text(top, "title", is_needed=True),
            county=self._county(top),
            verified_on=self._day(top, "verified_on"),
            case_number_pattern=self._pattern(top),
            department=self._text(top, "department"),
            group=self._choice(top, "group", GROUPS, "none"),
            max_pages=int(self._number(top, "max_pages", 500, is_whole=True)),
            max_megabytes=float(self._number(top, "max_megabytes", 25, is_whole=False)),
            copies=int(self._number(top, "copies", 1, is_whole=True)),
            service_list=self._parties(top),
            file_name=self._file_name(top),
            has_case_numbers_in_file_names=self._flag(top, "case_numbers_in_file_names"),
            notes=self._texts(top.get("notes") or [], ("notes",)),
            digest=digest,
        )

    def _refuse(self, path: Path, what: str, fix: str) -> AnswerIsNoError:
        while path and path not in self._lines:
            path = path[:-1]
        return BadProfileError(self._file, self._lines.get(path, 1), what, fix)

    def _mapping(self, value: object, path: Path, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            what = f"{' '.join(path) or 'the file'} is not a list of names and values"
            raise self._refuse(path, what, "See the profile california.")
        for key in value:
            if key not in known:
                raise self._refuse((*path, str(key)), f"{key} is not known here", f"Use {', '.join(known)}.")
        return value

    def _name(self, top: dict[str, Any]) -> str:
        name = self._text(top, "name", is_needed=True)
        if not _NAME.fullmatch(name):
            raise self._refuse(
                ("name",), f"“{name}” is no name for a profile", "Use small letters, digits and hyphens."
            )
        return name

    def _version(self, top: dict[str, Any]) -> str:
        value = top.get("version")
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self._text(top, "version", is_needed=True)

    def _text(self, data: dict[str, Any], key: str, path: Path = (), *, is_needed: bool = False) -> str:
        value = data.get(key, "")
        if not isinstance(value, str) or (is_needed and not value.strip()):
            raise self._refuse((*path, key), f"{key} is missing or is not text", f'Write {key}: "…".')
        if not value.strip().isprintable():
            raise self._refuse((*path, key), f"{key} must be one line of printable text", "Correct it.")
        return value.strip()

    def _texts(self, value: object, path: Path) -> tuple[str, ...]:
        lines = [value] if isinstance(value, str) else value
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise self._refuse(path, f"{path[-1]} is not a list of texts", "Write each after a hyphen.")
        texts = tuple(" ".join(line.split()) for line in lines if line.strip())
        if not all(text.isprintable() for text in texts):
            raise self._refuse(path, f"{path[-1]} holds a sign that cannot be printed", "Leave it out.")
        return texts

    def _county(self, top: dict[str, Any]) -> str:
        text = self._text(top, "county")
        county = county_named(text) if text else ""
        if county is None:
            raise self._refuse(
                ("county",), f"“{text}” is none of California's 58 counties", "Check the spelling."
            )
        return county

    def _day(self, top: dict[str, Any], key: str) -> str:
        text = self._text(top, key)
        try:
            return date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            raise self._refuse(
                (key,), f"{key} is not a day of the calendar", f'Write for example {key}: "2026-03-31".'
            ) from None

    def _pattern(self, top: dict[str, Any]) -> str:
        pattern = self._text(top, "case_number_pattern")
        if len(pattern) > _LONGEST_PATTERN:
            what = f"case_number_pattern has more than {_LONGEST_PATTERN} signs"
            raise self._refuse(("case_number_pattern",), what, "Write a shorter one.")
        try:
            re.compile(pattern)
        except re.error as error:
            raise self._refuse(
                ("case_number_pattern",),
                f"case_number_pattern is no regular expression: {error}",
                'Write for example case_number_pattern: "[A-Z]{2}[0-9]{6}".',
            ) from None
        bare = _ONE_SIGN.sub("x", pattern)
        if _REPEATED_GROUP.search(bare) or len(_OPEN_REPETITION.findall(bare)) > _MOST_OPEN_REPETITIONS:
            raise self._refuse(
                ("case_number_pattern",),
                "case_number_pattern repeats so freely that comparing one number could take years",
                'Say how often a sign stands, and repeat no part in ( ): "[A-Z]{2}[0-9]{6}".',
            )
        return pattern

    def _choice(self, top: dict[str, Any], key: str, known: tuple[str, ...], otherwise: str) -> str:
        value = top.get(key, otherwise)
        if value not in known:
            raise self._refuse((key,), f"{key} cannot be {value}", f"Use {', '.join(known)}.")
        return str(value)

    def _number(self, top: dict[str, Any], key: str, otherwise: int, *, is_whole: bool) -> int | float:
        value = top.get(key, otherwise)
        kinds = (int,) if is_whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not 0 <= value <= 100_000:
            what = f"{key} is not a {'whole ' if is_whole else ''}number from 0 on"
            raise self._refuse((key,), what, f"Write for example {key}: {otherwise}.")
        if key == "copies" and value < 1:
            raise self._refuse((key,), "copies must be at least 1", "Write copies: 1.")
        return value

    def _flag(self, top: dict[str, Any], key: str) -> bool:
        value = top.get(key, False)
        if not isinstance(value, bool):
            raise self._refuse((key,), f"{key} is neither yes nor no", f"Write {key}: no.")
        return value

    def _parties(self, top: dict[str, Any]) -> tuple[ServiceParty, ...]:
        given = top.get("service_list") or []
        if not isinstance(given, list):
            raise self._refuse(("service_list",), "service_list is not a list", "Write each after a hyphen.")
        return tuple(self._party(one, ("service_list", str(place))) for place, one in enumerate(given))

    def _party(self, value: object, path: Path) -> ServiceParty:
        data = self._mapping(value, path, _PARTY_KEYS)
        method = data.get("method", METHODS[0])
        if method not in METHODS:
            raise self._refuse((*path, "method"), f"method cannot be {method}", f"Use {', '.join(METHODS)}.")
        party = ServiceParty(
            name=self._text(data, "name", path, is_needed=True),
            address=self._texts(data.get("address") or [], (*path, "address")),
            email=self._text(data, "email", path),
            method=method,
        )
        needed = "email" if method == "electronic" else "address"
        if not getattr(party, needed):
            raise self._refuse(path, f"{party.name} is served by {method} and has no {needed}", "Add it.")
        return party

    def _file_name(self, top: dict[str, Any]) -> str:
        pattern = self._text(top, "file_name") or _FILE_NAME
        fix = f"Use letters, digits, hyphens and {', '.join(f'{{{one}}}' for one in FILE_NAME_FIELDS)}."
        try:
            parts = list(Formatter().parse(pattern))
        except ValueError:
            raise self._refuse(("file_name",), "file_name has a brace that is not closed", fix) from None
        for literal, field, format_spec, conversion in parts:
            if not _LITERAL.fullmatch(literal):
                raise self._refuse(("file_name",), f"file_name cannot hold “{literal}”", fix)
            if field is not None and (field not in FILE_NAME_FIELDS or format_spec or conversion):
                raise self._refuse(("file_name",), f"file_name knows no {{{field}}}", fix)
        if len(pattern) > MOST_OF_A_NAME:
            raise self._refuse(
                ("file_name",), f"file_name has more than {MOST_OF_A_NAME} letters", "Shorten it."
            )
        if "{document}" not in pattern:
            raise self._refuse(
                ("file_name",), "file_name has no {document}: papers could not be told apart", fix
            )
        return pattern
