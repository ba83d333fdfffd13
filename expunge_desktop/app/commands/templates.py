"""template: the wordings of the papers – listed, shown, checked, saved as the office's own, taken back."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import action_argument, finish_verb, whole_number, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.release_options import release_of, release_options
from expunge_desktop.app.terminal import show, table
from expunge_desktop.base.counted_words import many
from expunge_desktop.services import templates
from expunge_desktop.services.preview_file import save_preview
from expunge_desktop.services.session import Session
from expunge_desktop.services.stale_papers import no_longer_so
from expunge_desktop.services.template_preview import preview_template
from expunge_desktop.services.templates import TemplateInfo

Result = tuple[dict[str, Any], list[str], int]
_WITH_FILE = ("check", "export", "save", "preview")


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    template = verbs.add_parser(
        "template",
        help="list, show, check, export, preview, save the wording of papers, or go back to the shipped one",
        description="The wording of the papers is text an attorney can change. Each change is a new version; "
        "filings keep the one they were made with (docs/papers.md).",
    )
    workspace_argument(template)
    action_argument(template, _MEANINGS)
    template.add_argument("name", nargs="?", metavar="NAME", help="a wording, as `list` names it")
    template.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="check, save, preview: the text; export: the new file to write",
    )
    template.add_argument(
        "--version", type=whole_number, metavar="N", help="show, export: this version; 0 = shipped"
    )
    template.add_argument(
        "--note", default="", metavar="TEXT", help="save, shipped: what was changed and why"
    )
    template.add_argument(
        "--filing",
        default="",
        metavar="ID",
        help="preview: with the values of this filing (default: an invented sample)",
    )
    template.add_argument("--pdf", metavar="OUT", help="preview: the new file to write")
    release_options(template)
    finish_verb(template, _template)


def _template(arguments: Namespace) -> int:
    action = arguments.action
    if action == "check" and arguments.name and not arguments.file:
        # `check FILE`: a file named as the wording it is
        arguments.file, arguments.name = arguments.name, Path(arguments.name).name
    if action != "list" and not arguments.name:
        arguments.parser_error(f"{action} needs the name of a wording; `template WORKSPACE list` names them")
    if (action in _WITH_FILE) is not bool(arguments.file) and action != "preview":
        arguments.parser_error(
            f"{action} needs a file" if action in _WITH_FILE else f"{action} takes no file"
        )
    if action == "preview" and not arguments.pdf:
        arguments.parser_error("preview needs --pdf OUT")
    with opened(arguments) as session:
        result, lines, code = _ACTIONS[action](session, arguments)
    show(result, lines, as_json=arguments.json)
    return code


def _list(session: Session, _arguments: Namespace) -> Result:
    found = templates.list_templates(session)
    rows = [
        (one.name, " ".join(document for document, _ in one.documents), _state(one), one.written_by, one.note)
        for one in found
    ]
    lines = table(("template", "papers", "wording", "written by", "note"), rows)
    return {"templates": [_as_json(one) for one in found]}, lines, 0


def _show(session: Session, arguments: Namespace) -> Result:
    text = templates.template_text(session, arguments.name, arguments.version)
    versions = templates.template_versions(session, arguments.name)
    result = {
        "name": arguments.name,
        "text": text,
        "digest": templates.digest_of(text),
        "versions": [
            {
                "version": one.version,
                "digest": one.digest,
                "shipped": one.is_shipped,
                "note": one.note,
                "written_at": one.written_at,
                "written_by": one.written_by,
            }
            for one in versions
        ],
    }
    return result, text.splitlines(), 0


def _check(session: Session, arguments: Namespace) -> Result:
    path = Path(arguments.file)
    session.require()
    faults = templates.check_template_text(arguments.name, templates.read_template_file(path))
    lines = [f"{path.name}, line {one.line}: {one.what}." for one in faults]
    result = {
        "name": arguments.name,
        "may_be_saved": not faults,
        "faults": [{"line": one.line, "what": one.what} for one in faults],
    }
    told = f"{path.name}: {many(len(faults), 'fault')}" if faults else f"{path.name} can be saved."
    return result, [*lines, told], 1 if faults else 0


def _export(session: Session, arguments: Namespace) -> Result:
    path = Path(arguments.file)
    templates.export_template(session, arguments.name, path, arguments.version)
    return {"name": arguments.name, "file": str(path)}, [f"{arguments.name} written to {path}."], 0


def _save(session: Session, arguments: Namespace) -> Result:
    text = templates.read_template_file(Path(arguments.file))
    info = templates.save_template(session, arguments.name, text, arguments.note)
    return _as_json(info), [f"{info.name} saved as version {info.version}; new filings print it."], 0


def _shipped(session: Session, arguments: Namespace) -> Result:
    info = templates.revert_template(session, arguments.name, arguments.note)
    return _as_json(info), [f"{info.name}: the wording that ships counts again (version {info.version})."], 0


def _preview(session: Session, arguments: Namespace) -> Result:
    text = (
        templates.read_template_file(Path(arguments.file))
        if arguments.file
        else templates.template_text(session, arguments.name)
    )
    made = preview_template(session, arguments.name, text, arguments.filing)
    path = Path(arguments.pdf)
    save_preview(session, made, path, **(release_of(arguments) if not made.is_sample else {}))
    of = "the sample" if made.is_sample else made.filing_id
    stale = "" if made.is_sample else no_longer_so(session, made.filing_id)
    result = {"name": arguments.name, "file": str(path), "filing": made.filing_id, "paper": made.title}
    lines = [f"{made.title} with the values of {of} written to {path}."]
    lines += [f"note: {stale}"] if stale else []
    return {**result, "no_longer_so": stale}, lines, 0


_ACTIONS = {
    "list": _list,
    "show": _show,
    "check": _check,
    "export": _export,
    "save": _save,
    "shipped": _shipped,
    "preview": _preview,
}


_MEANINGS = {
    "list": "every wording, the papers it makes and its version",
    "show": "the text of NAME, with its versions in --json",
    "check": "say what is wrong with the text of FILE, line by line; exit 1 when something is",
    "export": "write the text of NAME to a new file, to be changed",
    "save": "keep the text of FILE as the office's own; for supervisors",
    "shipped": "go back to the wording that ships; for supervisors",
    "preview": "make the paper with that text, to look at",
}


def _state(info: TemplateInfo) -> str:
    return f"version {info.version}" if info.is_edited else "as shipped"


def _as_json(info: TemplateInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "documents": [document for document, _ in info.documents],
        "version": info.version,
        "edited": info.is_edited,
        "digest": info.digest,
        "note": info.note,
        "written_at": info.written_at,
        "written_by": info.written_by,
    }
