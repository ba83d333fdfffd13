"""form: an office's own copy of a court form, filled case by case from a filing."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import action_argument, finish_verb, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_of, release_options
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.form_values import CONDITIONS, VALUES
from expunge_desktop.services.fill_forms import check_map, fill_forms, form_fields
from expunge_desktop.services.form_maps import shipped_maps
from expunge_desktop.services.print_papers import require_folder
from expunge_desktop.services.stale_papers import no_longer_so

_ROWS_SHOWN = 10
Result = tuple[dict[str, Any], list[str], int]


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    form = verbs.add_parser(
        "form",
        help="fill the office's own copy of a court form, one for each case",
        description="Fills the blank form the office has from a filing, by a map that says which value goes "
        "into which field. The program ships maps, no forms (docs/papers.md).",
    )
    workspace_argument(form)
    action_argument(form, _MEANINGS)
    form.add_argument(
        "given", nargs="*", metavar="MAP|FILE.pdf", help="fields: FILE.pdf; check: MAP FILE.pdf"
    )
    form.add_argument("--map", metavar="NAME|FILE.yaml", help="fill: which value goes into which field")
    form.add_argument("--form", metavar="FILE.pdf", help="fill: the blank form")
    form.add_argument("--filing", metavar="ID", help="fill: for the cases of this filing")
    form.add_argument("--out", metavar="DIR", help="fill: a folder; the forms get their own inside")
    form.add_argument(
        "--rows",
        default="",
        metavar="1,2,5-9",
        help="fill: only cases with these rows of Exhibit A (default: all)",
    )
    release_options(form)
    finish_verb(form, _form)


def _form(arguments: Namespace) -> int:
    action = arguments.action
    wanted = {"fields": 1, "check": 2}.get(action, 0)
    if len(arguments.given) != wanted:
        told = {"fields": "fields takes FILE.pdf", "check": "check takes MAP FILE.pdf"}
        arguments.parser_error(told.get(action, f"{action} takes no further words"))
    if action == "fill":
        for option in ("map", "form", "filing", "out"):
            if not getattr(arguments, option):
                arguments.parser_error(f"fill needs --{option}")
    result, lines, code = _ACTIONS[action](arguments)
    show(result, lines, as_json=arguments.json)
    return code


def _list(arguments: Namespace) -> Result:
    with opened(arguments):
        maps = shipped_maps()
    lines = table(
        ("map", "form", "title", "confirmed"),
        [(one.name, one.form, one.title, one.confirmed_on or "UNCONFIRMED") for one in maps],
    )
    lines += [f"{one.name}: {' '.join(note.split())}" for one in maps for note in one.notes]
    known = [
        {"name": one.name, "form": one.form, "title": one.title, "confirmed_on": one.confirmed_on}
        for one in maps
    ]
    return {"maps": known}, lines, 0


def _values(arguments: Namespace) -> Result:
    with opened(arguments):
        lines = [f"values: {', '.join(VALUES)}", f"conditions: {', '.join(CONDITIONS)}"]
    return {"values": list(VALUES), "conditions": list(CONDITIONS)}, lines, 0


def _fields(arguments: Namespace) -> Result:
    with opened(arguments):
        fields = form_fields(Path(arguments.given[0]))
    lines = table(
        ("page", "kind", "field"), [(str(one.page + 1), one.kind.value, one.name) for one in fields]
    )
    found = [{"page": one.page + 1, "kind": one.kind.value, "field": one.name} for one in fields]
    return {"fields": found}, lines, 0


def _check(arguments: Namespace) -> Result:
    name, file = arguments.given
    with opened(arguments):
        pairs = check_map(name, Path(file))
    lines = [f"{source}  →  {field}" for field, source in pairs]
    lines.append(f"{many(len(pairs), 'field')} of the form found. Compare a filled page with the form.")
    return {"fields": [{"field": field, "source": source} for field, source in pairs]}, lines, 0


def _fill(arguments: Namespace) -> Result:
    rows = _rows(arguments)
    out = Path(arguments.out)
    with opened(arguments) as session, TerminalProgress("Filling") as progress:
        require_folder(out)
        done = fill_forms(
            session,
            arguments.filing,
            map_name=arguments.map,
            form=Path(arguments.form),
            out_dir=out,
            rows=rows,
            **release_of(arguments),
            progress=progress,
        )
        stale = no_longer_so(session, done.filing_id, progress)
    lines = [f"{many(len(done.forms), 'form')} {done.map.form} in {done.folder}"]
    lines += [f"note: {stale}"] if stale else []
    if not done.map.confirmed_on:
        lines.append(f"note: the map {done.map.name} is UNCONFIRMED: compare each page with the form.")
    if done.beyond_statute:
        numbers = ", ".join(f"{number:,}" for number in done.beyond_statute[:_ROWS_SHOWN])
        more = ", …" if len(done.beyond_statute) > _ROWS_SHOWN else ""
        lines.append(
            f"note: {many(len(done.beyond_statute), 'row')} of Schedule 4 left out: more is asked for there "
            f"than the statute gives, and no form is made for that: row {numbers}{more}"
        )
    lines += [f"not filled: {words}: {why}" for words, why in done.left_out]
    result = {
        "filing": done.filing_id,
        "no_longer_so": stale,
        "folder": str(done.folder),
        "forms": [
            {"path": str(one.path), "rows": list(one.rows), "sha256": one.sha256} for one in done.forms
        ],
        "beyond_statute": list(done.beyond_statute),
        "not_filled": [{"rows": words, "why": why} for words, why in done.left_out],
    }
    return result, lines, 1 if done.left_out else 0


def _rows(arguments: Namespace) -> frozenset[int]:
    """`1,2,5-9` as row numbers."""
    rows: set[int] = set()
    for part in filter(None, (one.strip() for one in arguments.rows.split(","))):
        first, _, last = part.partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            arguments.parser_error(f"--rows takes numbers such as 1,2,5-9, not {part}")
        rows.update(range(int(first), int(last or first) + 1))
    return frozenset(rows)


_ACTIONS = {"list": _list, "values": _values, "fields": _fields, "check": _check, "fill": _fill}
_MEANINGS = {
    "list": "the maps the program ships",
    "values": "the values and conditions a map can name",
    "fields": "the fields of FILE.pdf",
    "check": "say whether every field that MAP names is in FILE.pdf",
    "fill": "write a filled form for each case of --filing; that is a release",
}
