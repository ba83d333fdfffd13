"""court: what a court asks of its papers – profiles listed, shown, checked, added, exported."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import action_argument, finish_verb, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.terminal import show, table
from expunge_desktop.services import court_profiles
from expunge_desktop.services.court_profiles import ProfileInfo
from expunge_desktop.services.session import Session

Result = tuple[dict[str, Any], list[str], int]
_NEEDS_NAME = ("check", "add", "export")


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    court = verbs.add_parser(
        "court",
        help="list, show, check, add or export court profiles",
        description="A court profile says what a court asks of its papers: limits, groups, copies, case "
        "numbers (docs/papers.md). An office adds its own once the clerk was asked.",
    )
    workspace_argument(court)
    action_argument(court, _MEANINGS)
    court.add_argument(
        "name",
        nargs="?",
        default="",
        metavar="NAME|FILE.yaml",
        help="a profile (NAME or NAME@VERSION; show without one: that of the office's court); "
        "check and add take a file",
    )
    court.add_argument("file", nargs="?", metavar="FILE.yaml", help="export: the new file to write")
    finish_verb(court, _court)


def _court(arguments: Namespace) -> int:
    action = arguments.action
    if action in _NEEDS_NAME and not arguments.name:
        arguments.parser_error(f"{action} needs a {'profile' if action == 'export' else 'file'}")
    if (action == "export") is not bool(arguments.file):
        arguments.parser_error(
            "export needs a new file" if action == "export" else f"{action} takes no new file"
        )
    with opened(arguments) as session:
        result, lines, code = _ACTIONS[action](session, arguments)
    show(result, lines, as_json=arguments.json)
    return code


def _list(session: Session, _arguments: Namespace) -> Result:
    found = court_profiles.list_profiles(session)
    rows = [
        (
            ("* " if one.is_chosen else "  ") + one.profile.name,
            one.profile.version,
            one.profile.title,
            one.profile.county.title() or "any",
            one.profile.verified_on or "UNCONFIRMED",
            "shipped" if one.is_shipped else f"added by {one.added_by}",
        )
        for one in found
    ]
    lines = table(("  profile", "version", "title", "county", "confirmed", "origin"), rows)
    lines.append("* new filings are made under this one unless --profile names another.")
    return {"profiles": [_as_json(one) for one in found]}, lines, 0


def _show(session: Session, arguments: Namespace) -> Result:
    profile = court_profiles.find_profile(session, arguments.name)
    text = court_profiles.profile_text(session, arguments.name)
    result = {"name": profile.name, "version": profile.version, "digest": profile.digest, "text": text}
    return result, text.splitlines(), 0


def _check(session: Session, arguments: Namespace) -> Result:
    path = Path(arguments.name)
    checked = court_profiles.check_profile(session, court_profiles.read_profile_file(path), path.name)
    result = {
        "file": path.name,
        "may_be_added": checked.may_be_added,
        "line": checked.line,
        "problem": checked.problem,
        "advice": checked.advice,
    }
    if checked.problem or checked.profile is None:
        where = f", line {checked.line}" if checked.line else ""
        return result, [f"{path.name}{where}: {checked.problem} {checked.advice}".rstrip()], 1
    return result, [f"{path.name} can be added: {checked.profile.title}."], 0


def _add(session: Session, arguments: Namespace) -> Result:
    profile = court_profiles.add_profile_file(session, Path(arguments.name))
    result = {"name": profile.name, "version": profile.version, "digest": profile.digest}
    lines = [f"Court profile {profile.name} version {profile.version} is kept in the workspace."]
    if not profile.is_confirmed:
        lines.append("It is UNCONFIRMED: verified_on does not say when the clerk was asked.")
    return result, lines, 0


def _export(session: Session, arguments: Namespace) -> Result:
    path = Path(arguments.file)
    profile = court_profiles.export_profile(session, arguments.name, path)
    said = f"Court profile {profile.name} version {profile.version} written to {path}."
    return {"name": profile.name, "version": profile.version, "file": str(path)}, [said], 0


_ACTIONS = {"list": _list, "show": _show, "check": _check, "add": _add, "export": _export}
_MEANINGS = {
    "list": "every profile, and which counts for new filings",
    "show": "the text of one; without NAME that of the office's court",
    "check": "say whether FILE can be added, and if not, why and in which line; exit 1 when not",
    "add": "keep the profile of FILE in the workspace",
    "export": "write the text of NAME to a new file, to be changed and added",
}


def _as_json(one: ProfileInfo) -> dict[str, Any]:
    profile = one.profile
    return {
        "name": profile.name,
        "version": profile.version,
        "title": profile.title,
        "county": profile.county,
        "confirmed": profile.verified_on,
        "digest": profile.digest,
        "shipped": one.is_shipped,
        "newest": one.is_newest,
        "chosen": one.is_chosen,
        "added_by": one.added_by,
    }
