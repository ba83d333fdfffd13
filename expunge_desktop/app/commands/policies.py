"""policy: an office's own criteria – listed, shown, compared, checked, added, exported, signed off."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import action_argument, day_option, finish_verb, workspace_argument
from expunge_desktop.app.opening import opened
from expunge_desktop.app.terminal import show, table
from expunge_desktop.base.given_file import read_given_text
from expunge_desktop.services import policies
from expunge_desktop.services.policies import PolicyInfo
from expunge_desktop.services.policy_diff import difference_lines, policy_differences
from expunge_desktop.services.policy_drafts import check_draft
from expunge_desktop.services.session import Session
from expunge_desktop.services.show_policy import describe_policy, description_json, description_lines

Result = tuple[dict[str, Any], list[str], int]


def register(verbs: Any) -> None:
    """Add the verb of this module."""
    policy = verbs.add_parser(
        "policy",
        help="list, show or compare policies; check, add, export or sign an office's own",
        description="A policy is the office's own criteria beyond the law, in a file counsel can read and "
        "signs (docs/policies.md).",
    )
    workspace_argument(policy)
    action_argument(policy, _MEANINGS)
    policy.add_argument(
        "name",
        nargs="?",
        metavar="NAME|FILE.yaml",
        help="a policy (NAME, or NAME@VERSION for an earlier version); check and add take a file",
    )
    policy.add_argument(
        "other",
        nargs="?",
        metavar="OTHER|FILE.yaml",
        help="diff: the second policy; export: the new file to write",
    )
    policy.add_argument("--version", default="", metavar="V", help="another version than the newest")
    policy.add_argument("--attorney", default="", metavar="NAME", help="sign: the attorney who signs it off")
    day_option(policy, "--adopted-on", help="sign: the day it was adopted (default: today)")
    finish_verb(policy, _policy)


def _policy(arguments: Namespace) -> int:
    action = arguments.action
    if action != "list" and not arguments.name:
        arguments.parser_error("a policy's name or file is needed")
    if (action in ("diff", "export")) is not bool(arguments.other):
        wanted = {"diff": "diff needs a second policy", "export": "export needs a new file"}
        arguments.parser_error(wanted.get(action, f"{action} takes one policy or file"))
    if action == "list" and arguments.name:
        arguments.parser_error("list takes no policy")
    with opened(arguments) as session:
        result, lines, code = _ACTIONS[action](session, arguments)
    show(result, lines, as_json=arguments.json)
    return code


def _wanted(arguments: Namespace) -> str:
    """The policy meant: NAME, NAME@VERSION, or NAME with --version."""
    if arguments.version and "@" in arguments.name:
        arguments.parser_error("give the version once: NAME@VERSION or --version")
    return f"{arguments.name}@{arguments.version}" if arguments.version else str(arguments.name)


def _list(session: Session, _arguments: Namespace) -> Result:
    found = policies.list_policies(session)
    rows = [(one.name, one.version, one.title, _signed(one), _origin(one)) for one in found]
    lines = table(("policy", "version", "title", "signed off", "origin"), rows)
    return {"policies": [_as_json(one) for one in found]}, lines, 0


def _show(session: Session, arguments: Namespace) -> Result:
    shown = describe_policy(session, _wanted(arguments))
    return description_json(shown), description_lines(shown), 0


def _diff(session: Session, arguments: Namespace) -> Result:
    first = policies.find_policy(session, _wanted(arguments))
    second = policies.find_policy(session, arguments.other)
    found = [
        {"what": one.what, "first": one.first, "second": one.second}
        for one in policy_differences(first, second)
    ]
    return {"differences": found}, difference_lines(first, second), 0


def _check(session: Session, arguments: Namespace) -> Result:
    path = Path(arguments.name)
    checked = check_draft(session, read_given_text(path, "a policy"))
    policy = checked.policy
    result: dict[str, Any] = {
        "file": path.name,
        "may_be_added": checked.may_be_saved,
        "kept": checked.is_kept,
        "line": 0 if checked.is_kept else checked.line,
        "problem": checked.problem,
        "advice": checked.advice,
    }
    if checked.is_kept and policy is not None:
        said = (
            f"{path.name} is {policy.name}, version {policy.version}, word for word: there is nothing to add."
        )
        return result | {"problem": "", "advice": ""}, [said], 0
    if checked.problem or policy is None:
        where = f", line {checked.line}" if checked.line else ""
        return result, [f"{path.name}{where}: {checked.problem} {checked.advice}".rstrip()], 1
    return result, [f"{path.name} can be added: {policy.title} ({policy.name}, version {policy.version})."], 0


def _add(session: Session, arguments: Namespace) -> Result:
    known = {info.digest for info in policies.list_policies(session)}
    policy = policies.add_policy_file(session, Path(arguments.name)).policy
    result = {"policy": policy.name, "version": policy.version, "digest": policy.digest}
    what = "added; not signed off yet" if policy.digest not in known else "is kept already; nothing changed"
    return result, [f"Policy {policy.name} version {policy.version} {what}."], 0


def _export(session: Session, arguments: Namespace) -> Result:
    path = Path(arguments.other)
    policy = policies.export_policy(session, _wanted(arguments), path)
    result = {"policy": policy.name, "version": policy.version, "file": str(path), "digest": policy.digest}
    return result, [f"Policy {policy.name} version {policy.version} written to {path}."], 0


def _sign(session: Session, arguments: Namespace) -> Result:
    adopted_on = arguments.adopted_on or session.clock.today()
    found = policies.find_policy(session, _wanted(arguments))
    before = next(one for one in policies.list_policies(session) if one.digest == found.digest)
    signed = policies.sign_policy(session, _wanted(arguments), arguments.attorney, adopted_on)
    said = (
        f"Policy {signed.name} version {signed.version} signed off by {signed.attorney}, "
        f"adopted {signed.adopted_on}."
    )
    if before.is_signed:
        said += f" Before: {_signed(before)}. The later signature counts; both stand in the audit trail."
    return {"policy": signed.name, "version": signed.version, "attorney": signed.attorney}, [said], 0


_ACTIONS = {
    "list": _list,
    "show": _show,
    "diff": _diff,
    "check": _check,
    "add": _add,
    "export": _export,
    "sign": _sign,
}


_MEANINGS = {
    "list": "every policy, who signed it off and where it comes from",
    "show": "everything counsel signs, in words",
    "diff": "what two policies say differently",
    "check": "say whether FILE can be added, and if not, why and in which line; exit 1 when not, 0 when "
    "just this text is kept already",
    "add": "keep the policy of FILE in the workspace; the same text again changes nothing",
    "export": "write the text of NAME to a new file, to be changed and added",
    "sign": "record that --attorney signed it off; for supervisors",
}


def _signed(info: PolicyInfo) -> str:
    return f"{info.attorney}, {info.adopted_on}" if info.is_signed else "not signed off"


def _origin(info: PolicyInfo) -> str:
    """Where the policy comes from, and whether anybody has confirmed it."""
    where = "shipped" if info.is_shipped else f"added by {info.added_by}"
    return f"{where}, UNCONFIRMED" if info.is_unconfirmed else where


def _as_json(info: PolicyInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "version": info.version,
        "title": info.title,
        "digest": info.digest,
        "attorney": info.attorney,
        "adopted_on": info.adopted_on,
        "added_by": info.added_by,
        "shipped": info.is_shipped,
        "newest": info.is_newest,
        "unconfirmed": info.is_unconfirmed,
        "source": info.source,
    }
