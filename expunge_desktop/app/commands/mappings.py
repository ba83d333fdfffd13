"""mapping: which headings of an office's spreadsheets mean which fields of the case list."""

import shlex
from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import PROGRAM, action_argument, finish_verb, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.services.field_words import needed
from expunge_desktop.services.file_headings import ColumnHeading, FileHeadings, How, read_headings
from expunge_desktop.services.mapping_choices import (
    accept_headings,
    fields_in_order,
    missing_with,
    with_guesses,
)
from expunge_desktop.services.mappings import (
    SavedMapping,
    find_mapping,
    list_mappings,
    save_mapping,
    suggested_name,
)
from expunge_desktop.services.session import Session

_NOT_USED = "– (kept, not used)"
_LONGEST_SAMPLE = 40
_UNSAFE = frozenset('"$`\\%!^&|<>\n')


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    made = verbs.add_parser(
        "mapping",
        help="say once which headings of a foreign spreadsheet mean which fields, under a name",
        description="Keeps under a name which headings of the office's spreadsheets mean which fields of the "
        "case list (docs/case-list.md); `import --layout NAME` reads by it.",
    )
    workspace_argument(made)
    action_argument(
        made,
        {
            "list": "the saved mappings",
            "show": "the headings and fields of NAME",
            "suggest": "the headings of FILE, what each may mean, and the command that saves it",
            "add": "save NAME, from --set, or from --file with --accept-suggestions",
        },
    )
    made.add_argument(
        "subject",
        nargs="?",
        metavar="NAME|FILE",
        help="show, add: the mapping's name; suggest: a CSV or XLSX file",
    )
    made.add_argument(
        "--set",
        action="append",
        default=[],
        metavar='"HEADING=field"',
        help="add: this heading means that field (“HEADING=” alone: kept, not used); may be given more than "
        "once",
    )
    made.add_argument("--file", metavar="SHEET", help="add: check the headings against this file")
    made.add_argument(
        "--accept-suggestions", action="store_true", help="add: take the guesses for --file as well"
    )
    made.add_argument("--mapping", default="", metavar="NAME", help="suggest: start from this saved mapping")
    finish_verb(made, _mapping)


def _mapping(arguments: Namespace) -> int:
    if arguments.action != "list" and not arguments.subject:
        wanted = "a file" if arguments.action == "suggest" else "the mapping's name"
        arguments.parser_error(f"{arguments.action} needs {wanted}")
    if arguments.action != "add" and (arguments.set or arguments.file or arguments.accept_suggestions):
        arguments.parser_error("--set, --file and --accept-suggestions belong to add")
    if arguments.accept_suggestions and not arguments.file:
        arguments.parser_error("--accept-suggestions needs the file they are made for (--file SHEET)")
    with opened(arguments) as session:
        return {"list": _list, "show": _show, "suggest": _suggest, "add": _add}[arguments.action](
            session, arguments
        )


def _list(session: Session, arguments: Namespace) -> int:
    found = list_mappings(session)
    rows = [(one.name, _used(one), one.made_at[:10], one.made_by) for one in found]
    lines = table(("name", "headings", "made on", "by"), rows) if rows else ["No mapping has been saved."]
    show({"mappings": [_json(one) for one in found]}, lines, as_json=arguments.json)
    return 0


def _show(session: Session, arguments: Namespace) -> int:
    one = find_mapping(session, arguments.subject)
    show(_json(one), _lines(one), as_json=arguments.json)
    return 0


def _suggest(session: Session, arguments: Namespace) -> int:
    found = _read(session, Path(arguments.subject), arguments.mapping)
    command = _add_command(arguments, found) if found.guesses else ""
    lacking = missing_with(found, with_guesses(found, found.mapping))
    result = {
        "file": found.path.name,
        "layout": found.layout,
        "columns": [
            {
                "heading": one.heading,
                "field": one.field,
                "guess": one.guess,
                "samples": list(one.samples),
                "how": one.how.value,
            }
            for one in found.columns
        ],
        "missing": list(found.missing),
        "missing_after_guesses": list(lacking),
        "repeated": list(found.repeated),
        "command": command,
    }
    show(result, _suggestion_lines(found, command, lacking), as_json=arguments.json)
    return 0


def _add(session: Session, arguments: Namespace) -> int:
    fields = dict(_heading_and_field(one, arguments) for one in arguments.set)
    if len(fields) < len(arguments.set):
        arguments.parser_error("a heading is set twice")
    found = None
    if arguments.file:
        found = _read(session, Path(arguments.file), "")
        accept_headings(found, list(fields))
        if arguments.accept_suggestions:
            fields = with_guesses(found, fields)
    saved = save_mapping(session, arguments.subject, fields)
    missing = missing_with(found, saved.fields) if found else saved.missing
    lines = [
        f"Saved. `import --layout {_quoted(saved.name)}` reads files by it.",
        *_lines(saved, says_missing=found is None)[1:],
    ]
    if found and missing:
        lines.append(f"{found.path.name} still lacks {', '.join(needed(missing))}: it cannot be imported.")
    elif found:
        lines.append(f"{found.path.name} has every required field.")
    show(_json(saved) | {"missing": list(missing)}, lines, as_json=arguments.json)
    return 0


def _read(session: Session, path: Path, mapping_name: str) -> FileHeadings:
    with TerminalProgress("Headings") as progress:
        return read_headings(session, path, mapping_name, progress)


def _heading_and_field(text: str, arguments: Namespace) -> tuple[str, str]:
    heading, sign, field = text.rpartition("=")  # a heading may hold the sign, a field never does
    if not sign or not heading.strip():
        arguments.parser_error(f'--set "{text}" is not HEADING=field')
    return heading.strip(), field.strip()


def _lines(one: SavedMapping, *, says_missing: bool = True) -> list[str]:
    lines = [f"{one.name}, made {one.made_at[:10]} by {one.made_by}"]
    rows = [(heading, field or _NOT_USED) for heading, field in fields_in_order(one.fields).items()]
    lines += [f"  {line}" for line in table(("heading", "field"), rows)]
    if one.missing and says_missing:
        lines.append(f"  By their own names a file must have besides: {', '.join(needed(one.missing))}.")
    if one.versions > 1:
        lines.append(f"  Earlier versions kept: {one.versions - 1}.")
    return lines


def _suggestion_lines(found: FileHeadings, command: str, lacking: tuple[str, ...]) -> list[str]:
    if found.layout == "doj":
        return [f"{found.path.name} is a Department of Justice file; it needs no mapping."]
    rows = [(one.heading, _meaning(one), _sample(one)) for one in found.columns]
    lines = table(("heading", "field", "a value"), rows)
    lines += [f"More than one column is {field}; the first is used." for field in found.repeated]
    lines.append("")
    if found.missing:
        until = " until the guesses are taken" if command and not lacking else ""
        lines.append(f"Missing{until}: {', '.join(needed(found.missing))}.")
    else:
        lines.append("Every required field has a column.")
    if command:
        if lacking:
            names = ", ".join(needed(lacking))
            lines.append(f"Even with the guesses there is no column for {names}: add it with --set.")
        lines += ["Fields with a question mark are guesses. If they are right, this saves them:", "", command]
    elif found.missing:
        lines.append("There is no guess for it: say which heading means it with `mapping add … --set`.")
    return lines


def _meaning(one: ColumnHeading) -> str:
    if one.how == How.NEVER_KEPT:
        return "– (never kept)"
    return one.field or (f"{one.guess} ?" if one.guess else _NOT_USED)


def _sample(one: ColumnHeading) -> str:
    value = " ".join(one.samples[0].split()) if one.samples else ""
    return value if len(value) <= _LONGEST_SAMPLE else value[: _LONGEST_SAMPLE - 1] + "…"


def _add_command(arguments: Namespace, found: FileHeadings) -> str:
    """The whole command that saves what is known and guessed, ready to be read and run."""
    fields = with_guesses(found, found.mapping)
    words = [PROGRAM, "mapping", arguments.workspace, "add", arguments.mapping or suggested_name(found.path)]
    words += ["--file", arguments.subject]
    for heading, field in fields.items():
        words += ["--set", f"{heading}={field}"]
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    """A word as every usual shell takes it; where none of its signs is special, in double quotes."""
    if word == shlex.quote(word):
        return word
    return shlex.quote(word) if _UNSAFE & set(word) else f'"{word}"'


def _used(one: SavedMapping) -> int:
    return sum(bool(field) for field in one.fields.values())


def _json(one: SavedMapping) -> dict[str, Any]:
    return {
        "name": one.name,
        "fields": dict(one.fields),
        "made_at": one.made_at,
        "made_by": one.made_by,
        "versions": one.versions,
        "missing": list(one.missing),
    }
