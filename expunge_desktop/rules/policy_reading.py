"""From plain data (as YAML gives it) to a `Policy`; a mistake is named by its line, with the fix."""

from collections.abc import Mapping
from typing import Any, NoReturn

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.policy import FIRST_DISMISSALS, TESTS, TESTS_WITH_YEARS, Criterion, Policy
from expunge_desktop.rules.switches import CHOICES, FLAGS, Switches

Lines = Mapping[tuple[str, ...], int]
_KEYS = frozenset(
    (
        "name",
        "version",
        "title",
        "source",
        "unconfirmed",
        "expands",
        "first_dismissals",
        "combine",
        "criteria",
        "switches",
    )
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
    first = _read_first(reader, top.get("first_dismissals"))
    combine = top.get("combine", "any")
    if combine not in ("any", "all"):
        reader.refuse(("combine",), f"combine cannot be {combine}", "Write combine: any or combine: all.")
    criteria = _read_criteria(reader, top.get("criteria") or {})
    return Policy(
        name=reader.text(top, "name", ()),
        version=_read_version(reader, top),
        title=reader.text(top, "title", ()),
        digest=digest,
        switches=_read_switches(reader, top.get("switches") or {}),
        first_dismissals=first,
        criteria=criteria,
        needs_all_criteria=combine == "all",
        is_expanding=reader.flag(top.get("expands"), ("expands",)),
        source=reader.text(top, "source", ()) if "source" in top else "",
        is_unconfirmed=reader.flag(top.get("unconfirmed", False), ("unconfirmed",)),
    )


def _read_version(reader: _Reader, top: dict[str, Any]) -> str:
    """Text or a whole number; 1.10 without quotes would be read as 1.1."""
    value = top.get("version")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        reader.refuse(("version",), "version is a decimal number", 'Write it in quotes: version: "1.0".')
    return reader.text(top, "version", ())


def _read_first(reader: _Reader, value: object) -> tuple[str, ...]:
    words = value if isinstance(value, list) else [] if value is None else [value]
    for place, word in enumerate(words):
        if not isinstance(word, str) or word not in FIRST_DISMISSALS:
            reader.refuse(
                ("first_dismissals", str(place)),
                f"{word} is no first dismissal",
                f"Use {', '.join(FIRST_DISMISSALS)}.",
            )
    return tuple(words)


def _read_criteria(reader: _Reader, data: object) -> tuple[Criterion, ...]:
    entries = reader.mapping(data, ("criteria",), None)
    criteria = []
    reported: dict[str, str] = {}
    for key, entry in entries.items():
        criterion = _read_criterion(reader, key, entry, ("criteria", key))
        if criterion.report in reported:
            reader.refuse(
                ("criteria", key),
                f"{key} is reported as {criterion.report}, as {reported[criterion.report]} is",
                "Give each criterion a report of its own.",
            )
        reported[criterion.report] = key
        criteria.append(criterion)
    return tuple(criteria)


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
    if "test" in entry and (not isinstance(test, str) or test not in TESTS):
        reader.refuse((*path, "test"), f"{test} is no test", f"Use {', '.join(sorted(TESTS))}.")
    for key in ("report", "title"):
        if key in entry:
            reader.text(entry, key, path)
    if "years" in entry and test not in TESTS_WITH_YEARS:
        reader.refuse((*path, "years"), f"{name} asks for no number of years", "Remove years.")
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
    report, title = entry.get("report", name.upper()), entry.get("title", name)
    return Criterion(name, report.strip(), title.strip(), test, years, parts, "all" in entry)
