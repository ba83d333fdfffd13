"""From plain data (as YAML gives it) to a `Policy`; a mistake is named by its line, with the fix."""

from datetime import date
from typing import Any

from expunge_desktop.rules.limit_reading import read_limit
from expunge_desktop.rules.policy import (
    COMBINATIONS,
    FIRST_DISMISSALS,
    TESTS,
    TESTS_WITH_DATE,
    TESTS_WITH_YEARS,
    Criterion,
    Policy,
)
from expunge_desktop.rules.policy_values import Lines, Reader, Sections
from expunge_desktop.rules.switches import CHOICES, FLAGS, Switches

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
_CRITERION_KEYS = frozenset(("report", "title", "test", "years", "date", "applies_to", *COMBINATIONS))
# What findings say when no criterion decided, or a first dismissal did: no criterion may go by such a word.
_TAKEN_REPORTS = frozenset(("STATUTORY", "DISQUALIFIED", "NONE", *FIRST_DISMISSALS))
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)


def read_policy(data: object, digest: str, file: str, lines: Lines, sections: Sections) -> Policy:
    """The policy of a file's data. `lines` tells the line of each key's path, `sections` the law's table.

    Raises BadPolicyError naming the line and the fix.
    """
    reader = Reader(file, lines, sections)
    top = reader.mapping(data, (), _KEYS)
    first = _read_first(reader, top.get("first_dismissals"))
    combine = top.get("combine", "any")
    if combine not in ("any", "all"):
        reader.refuse(("combine",), f"combine cannot be {combine}", "Write combine: any or combine: all.")
    criteria = _read_criteria(reader, top.get("criteria") or {})
    switches = _read_switches(reader, top.get("switches") or {})
    _refuse_parts_switched_off(reader, criteria, switches)
    return Policy(
        name=_read_name(reader, top),
        version=_read_version(reader, top),
        title=reader.text(top, "title", ()),
        digest=digest,
        switches=switches,
        first_dismissals=first,
        criteria=criteria,
        needs_all_criteria=combine == "all",
        is_expanding=reader.flag(top.get("expands"), ("expands",)),
        source=reader.text(top, "source", ()) if "source" in top else "",
        is_unconfirmed=reader.flag(top.get("unconfirmed", False), ("unconfirmed",)),
    )


def _read_name(reader: Reader, top: dict[str, Any]) -> str:
    """The name by which the policy is chosen; `name@version` chooses one version."""
    name = reader.text(top, "name", ())
    if "@" in name or not name.isprintable():
        reader.refuse(("name",), "name contains @ or a sign that cannot be printed", "Leave it out.")
    return name


def _read_version(reader: Reader, top: dict[str, Any]) -> str:
    """Text or a whole number; 1.10 without quotes would be read as 1.1."""
    value = top.get("version")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        reader.refuse(("version",), "version is a decimal number", 'Write it in quotes: version: "1.0".')
    version = reader.text(top, "version", ())
    if "@" in version or not version.isprintable():
        reader.refuse(("version",), "version contains @ or a sign that cannot be printed", "Leave it out.")
    return version


def _read_first(reader: Reader, value: object) -> tuple[str, ...]:
    words = value if isinstance(value, list) else [] if value is None else [value]
    for place, word in enumerate(words):
        if not isinstance(word, str) or word not in FIRST_DISMISSALS:
            reader.refuse(
                ("first_dismissals", str(place)),
                f"{word} is no first dismissal",
                f"Use {', '.join(FIRST_DISMISSALS)}.",
            )
    return tuple(words)


def _read_criteria(reader: Reader, data: object) -> tuple[Criterion, ...]:
    entries = reader.mapping(data, ("criteria",), None)
    criteria = []
    reported: dict[str, str] = {}
    for key, entry in entries.items():
        criterion = _read_criterion(reader, key, entry, ("criteria", key))
        if criterion.report.upper() in _TAKEN_REPORTS:
            what = f"{key} is reported as {criterion.report}, a word with a meaning of its own in findings"
            reader.refuse(("criteria", key), what, "Choose another report.")
        if criterion.report in reported:
            reader.refuse(
                ("criteria", key),
                f"{key} is reported as {criterion.report}, as {reported[criterion.report]} is",
                "Give each criterion a report of its own.",
            )
        reported[criterion.report] = key
        criteria.append(criterion)
    return tuple(criteria)


def _read_switches(reader: Reader, data: object) -> Switches:
    known = frozenset(CHOICES) | FLAGS
    values = reader.mapping(data, ("switches",), known)
    for key, value in values.items():
        if key in FLAGS:
            reader.flag(value, ("switches", key))
        elif value not in CHOICES[key]:
            reader.refuse(("switches", key), f"{key} cannot be {value}", f"Use {' or '.join(CHOICES[key])}.")
    return Switches(**values)


def _refuse_parts_switched_off(reader: Reader, criteria: tuple[Criterion, ...], switches: Switches) -> None:
    """A part that a switch puts out of use never holds; nobody should sign that without seeing it."""
    off = {
        test: switch
        for test, switch, is_on in (
            ("deceased", "include_deceased", switches.include_deceased),
            ("only_cannabis", "only_cannabis", switches.only_cannabis),
        )
        if not is_on
    }
    for criterion in criteria:
        if found := next((one.test for one in _all_parts(criterion) if one.test in off), ""):
            reader.refuse(
                ("criteria", criterion.id),
                f"{criterion.id} asks {found}, which the switch {off[found]} puts out of use",
                f"Write {off[found]}: yes under switches, or leave the part out.",
            )


def _all_parts(criterion: Criterion) -> list[Criterion]:
    """The parts of a criterion, and theirs."""
    return [one for part in criterion.parts for one in (part, *_all_parts(part))]


def _read_criterion(reader: Reader, name: str, data: object, path: tuple[str, ...]) -> Criterion:
    entry = reader.mapping(data, path, _CRITERION_KEYS)
    given = [key for key in ("test", *COMBINATIONS) if key in entry]
    if len(given) != 1:
        words = ", ".join(("test", *COMBINATIONS))
        reader.refuse(path, f"{name} needs one of {words}", "Give a test, or a list of criteria.")
    for key in ("report", "title"):
        if key in entry:
            reader.text(entry, key, path)
    test, combine = _read_test(reader, entry, path), "any" if given[0] == "test" else given[0]
    years, day = _read_years(reader, name, entry, path), _read_day(reader, name, entry, path)
    combined = [] if test else entry[combine]
    if not test and (not isinstance(combined, list) or not combined):
        reader.refuse(
            (*path, combine), f"{name} lists no criteria", f"Write a list of criteria under {combine}."
        )
    parts = tuple(
        _read_criterion(reader, f"{name}.{place + 1}", part, (*path, combine, str(place)))
        for place, part in enumerate(combined)
    )
    limit = None
    if "applies_to" in entry:
        limit = read_limit(reader, name, entry["applies_to"], (*path, "applies_to"))
    report, title = entry.get("report", name.upper()), entry.get("title", name)
    return Criterion(name, report.strip(), title.strip(), test, years, day, parts, combine, limit)


def _read_test(reader: Reader, entry: dict[str, Any], path: tuple[str, ...]) -> str:
    test = entry.get("test", "")
    if "test" in entry and (not isinstance(test, str) or test not in TESTS):
        reader.refuse((*path, "test"), f"{test} is no test", f"Use {', '.join(sorted(TESTS))}.")
    return str(test)


def _read_years(reader: Reader, name: str, entry: dict[str, Any], path: tuple[str, ...]) -> int:
    years, is_asked = entry.get("years", 0), entry.get("test") in TESTS_WITH_YEARS
    if "years" in entry and not is_asked:
        reader.refuse((*path, "years"), f"{name} asks for no number of years", "Remove years.")
    if is_asked and (isinstance(years, bool) or not isinstance(years, int) or not 0 < years < 150):
        reader.refuse((*path, "years"), f"{name} needs years, a whole number", "Write for example years: 50.")
    return int(years)


def _read_day(reader: Reader, name: str, entry: dict[str, Any], path: tuple[str, ...]) -> date | None:
    day, is_asked = entry.get("date"), entry.get("test") in TESTS_WITH_DATE
    if "date" in entry and not is_asked:
        reader.refuse((*path, "date"), f"{name} asks for no date", "Remove date.")
    if not is_asked:
        return None
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            day = None
    if type(day) is not date or not _EARLIEST <= day <= _LATEST:
        fix = "Write year-month-day, for example date: 1996-11-05."
        reader.refuse((*path, "date"), f"{name} needs date, a day of the calendar", fix)
    return day
