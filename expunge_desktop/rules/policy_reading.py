"""From plain data (as YAML gives it) to a `Policy`; a mistake is named by its line, with the fix."""

from collections.abc import Mapping
from typing import Any, NoReturn

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.policy import FIRST_DISMISSALS, TESTS, TESTS_WITH_YEARS, Criterion, Policy
from expunge_desktop.rules.switches import CHOICES, FLAGS, Switches

Lines = Mapping[tuple[str, ...], int]
_KEYS = frozenset(
    ("name", "version", "title", "expands", "first_dismissals", "combine", "criteria", "switches")
)
_CRITERION_KEYS = frozenset(("report", "title", "test", "years", "any", "all"))


class _Reader:
    """Reads one file, keeping its name and line numbers for messages."""

    def __init__(self, file: str, lines: Lines) -> None:
        self.file, self.lines = file, lines

    def refuse(self, path: tuple[str, ...], what: str, fix: str) -> NoReturn:
        at = path
        while at and at not in self.lines:
            at = at[:-1]
        raise AnswerIsNoError("bad-policy", f"{self.file}, line {self.lines.get(at, 1)}: {what}.", fix)

    def mapping(self, value: object, path: tuple[str, ...], known: frozenset[str] | None) -> dict[str, Any]:
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
        value = data.get(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse((*path, key), f"{key} is missing or is not text", f'Write {key}: "…".')
        return value.strip()

    def flag(self, value: object, path: tuple[str, ...]) -> bool:
        if not isinstance(value, bool):
            self.refuse(
                path, f"{path[-1]} is neither yes nor no", f"Write {path[-1]}: yes or {path[-1]}: no."
            )
        return value


def read_policy(data: object, digest: str, file: str, lines: Lines) -> Policy:
    """The policy of a file's data. `lines` tells the line of each key's path.

    Raises AnswerIsNoError naming the line and the fix.
    """
    reader = _Reader(file, lines)
    top = reader.mapping(data, (), _KEYS)
    first = top.get("first_dismissals") or []
    for place, word in enumerate(first if isinstance(first, list) else [first]):
        if word not in FIRST_DISMISSALS:
            reader.refuse(
                ("first_dismissals", str(place)),
                f"{word} is no first dismissal",
                f"Use {', '.join(FIRST_DISMISSALS)}.",
            )
    combine = top.get("combine", "any")
    if combine not in ("any", "all"):
        reader.refuse(("combine",), f"combine cannot be {combine}", "Write combine: any or combine: all.")
    entries = reader.mapping(top.get("criteria") or {}, ("criteria",), None)
    return Policy(
        name=reader.text(top, "name", ()),
        version=str(top.get("version", "")) or reader.text(top, "version", ()),
        title=reader.text(top, "title", ()),
        digest=digest,
        switches=_read_switches(reader, top.get("switches") or {}),
        first_dismissals=tuple(first),
        criteria=tuple(
            _read_criterion(reader, key, entry, ("criteria", key)) for key, entry in entries.items()
        ),
        needs_all_criteria=combine == "all",
        is_expanding=reader.flag(top.get("expands"), ("expands",)),
    )


def _read_switches(reader: _Reader, data: object) -> Switches:
    known = frozenset(CHOICES) | FLAGS
    values = reader.mapping(data, ("switches",), known)
    for key, value in values.items():
        if key in FLAGS:
            reader.flag(value, ("switches", key))
        elif value not in CHOICES[key]:
            reader.refuse(("switches", key), f"{key} cannot be {value}", f"Use {' or '.join(CHOICES[key])}.")
    return Switches(**values)


def _read_criterion(reader: _Reader, name: str, data: object, path: tuple[str, ...]) -> Criterion:
    entry = reader.mapping(data, path, _CRITERION_KEYS)
    if sum(key in entry for key in ("test", "any", "all")) != 1:
        reader.refuse(path, f"{name} needs one of test, any, all", "Give a test, or a list of criteria.")
    test, years = entry.get("test", ""), entry.get("years", 0)
    if test and test not in TESTS:
        reader.refuse((*path, "test"), f"{test} is no test", f"Use {', '.join(sorted(TESTS))}.")
    if test in TESTS_WITH_YEARS and (
        isinstance(years, bool) or not isinstance(years, int) or not 0 < years < 150
    ):
        reader.refuse((*path, "years"), f"{name} needs years, a whole number", "Write for example years: 50.")
    combined = entry.get("any") or entry.get("all") or []
    if not test and (not isinstance(combined, list) or not combined):
        reader.refuse(path, f"{name} lists no criteria", "Write a list of criteria under any or all.")
    parts = tuple(
        _read_criterion(
            reader, f"{name}.{place + 1}", part, (*path, "all" if "all" in entry else "any", str(place))
        )
        for place, part in enumerate(combined)
    )
    report = entry.get("report", name.upper())
    return Criterion(name, str(report), str(entry.get("title", name)), test, years, parts, "all" in entry)
