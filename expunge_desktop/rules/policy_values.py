"""Reading values out of a policy file's data, keeping file and lines for the messages."""

from collections.abc import Mapping
from typing import Any, NoReturn
from unicodedata import category

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.law_tables import SectionRow

Lines = Mapping[tuple[str, ...], int]
Sections = Mapping[str, tuple[SectionRow, ...]]


class BadPolicyError(AnswerIsNoError):
    """The text is no policy: what is wrong with which `line` of it (from 1), and what to write instead."""

    def __init__(self, file: str, line: int, what: str, fix: str) -> None:
        super().__init__("bad-policy", f"{file}, line {line}: {what}.", fix)
        self.line = line
        self.what = what


class Reader:
    """Reads one file, keeping its name and line numbers for messages; `sections` is the table of the law."""

    def __init__(self, file: str, lines: Lines, sections: Sections) -> None:
        self.file, self.lines, self.sections = file, lines, sections

    def refuse(self, path: tuple[str, ...], what: str, fix: str) -> NoReturn:
        """Raise BadPolicyError for the value at this path, or for the nearest one above it with a line."""
        at = path
        while at and at not in self.lines:
            at = at[:-1]
        raise BadPolicyError(self.file, self.lines.get(at, 1), what, fix)

    def mapping(self, value: object, path: tuple[str, ...], known: frozenset[str] | None) -> dict[str, Any]:
        """Names and values, of which only `known` ones may occur (None: any)."""
        if not isinstance(value, dict):
            self.refuse(
                path,
                f"{' '.join(path) or 'the file'} is not a list of names and values",
                "See the shipped policies.",
            )
        for key in value:
            if known is not None and key not in known:
                self.refuse((*path, str(key)), f"{key} is not known here", f"Use {', '.join(sorted(known))}.")
        return {str(key): entry for key, entry in value.items()}

    def text(self, data: dict[str, Any], key: str, path: tuple[str, ...]) -> str:
        """The text under a key, without the blanks around it; it may not be empty, nor hide or turn signs."""
        value = data.get(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse((*path, key), f"{key} is missing or is not text", f'Write {key}: "…".')
        if any(category(sign).startswith("C") for sign in value if sign != "\n"):
            self.refuse((*path, key), f"{key} holds a sign that cannot be printed", "Leave it out.")
        return value.strip()

    def flag(self, value: object, path: tuple[str, ...]) -> bool:
        """Yes or no."""
        if not isinstance(value, bool):
            self.refuse(
                path, f"{path[-1]} is neither yes nor no", f"Write {path[-1]}: yes or {path[-1]}: no."
            )
        return value
