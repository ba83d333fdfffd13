"""user, recovery, rekey, witness: who can open the workspace, and with which key."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import action_argument, calendar_day, finish_verb, workspace_argument
from expunge_desktop.app.credentials import given_recovery_key, new_passphrase
from expunge_desktop.app.opening import opened
from expunge_desktop.app.terminal import TerminalProgress, show, table
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import recovery, users
from expunge_desktop.services.rekey import rekey
from expunge_desktop.services.session import Session

_UNTIL_KNOWN = "unknown"


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    user = verbs.add_parser(
        "user",
        help="list users; add, remove or let one in again; passphrase, roles, training, locks",
        description="Who can open the workspace, and what they may do there (docs/rights.md). All but list "
        "and your own passphrase are for administrators.",
    )
    workspace_argument(user)
    action_argument(user, _MEANINGS)
    user.add_argument("name", nargs="?", metavar="NAME", help="the user; all but list need one")
    user.add_argument(
        "--role",
        action="append",
        choices=[role.value for role in Role],
        metavar="ROLE",
        help=f"add, roles: {', '.join(Role)}; may be given more than once",
    )
    user.add_argument(
        "--trained",
        type=_day,
        metavar="YYYY-MM-DD",
        help=f"training: the day of the last training, or `{_UNTIL_KNOWN}`; left out it stays as it is",
    )
    user.add_argument(
        "--screened",
        type=_day,
        metavar="YYYY-MM-DD",
        help=f"training: the day of the last screening, or `{_UNTIL_KNOWN}`; left out it stays as it is",
    )
    finish_verb(user, _user)

    sheet = verbs.add_parser(
        "recovery",
        help="make the recovery key, or let an administrator in by it",
        description="The recovery key is a sheet of paper that opens the workspace when no passphrase does. "
        "Print or copy it when it is made, and lock it away.",
    )
    workspace_argument(sheet)
    action_argument(
        sheet,
        {
            "make": "make a new one and show it once; an earlier one opens nothing any more",
            "use": "give the administrator NAME a new passphrase (else EXPUNGE_NEW_PASSPHRASE); asks for the "
            "key (else EXPUNGE_RECOVERY_KEY)",
            "status": "say whether there is one; exit 1 when there is none",
        },
    )
    sheet.add_argument("name", nargs="?", metavar="NAME", help="use: the administrator to let in")
    finish_verb(sheet, _recovery)

    fresh = verbs.add_parser(
        "rekey",
        help="put the workspace under a new data key: old copies of the key file open nothing new",
        description="Encrypts everything anew. Do it after somebody left whose passphrase and an old copy of "
        "both files may be in wrong hands. Passphrases and the recovery key stay. Nobody else may have the "
        "workspace open, and its size must be free on the disk.",
    )
    workspace_argument(fresh)
    finish_verb(fresh, _rekey)

    seen = verbs.add_parser(
        "witness",
        help="is this the workspace its key file knows, or an older copy?",
        description="The key file remembers the newest row of the audit trail. A workspace without that row "
        "is an older copy, or was changed by another program.",
    )
    workspace_argument(seen)
    action_argument(
        seen,
        {
            "show": "say whether the row is there; exit 1 when it is not",
            "accept": "go on from the trail as it is, once it was found out why; for administrators",
        },
        default="show",
    )
    finish_verb(seen, _witness)


def _user(arguments: Namespace) -> int:
    if arguments.action != "list" and not arguments.name:
        arguments.parser_error("a user's name is needed")
    if arguments.action in ("add", "roles") and not arguments.role:
        arguments.parser_error("at least one --role is needed")
    if arguments.action == "training" and arguments.trained is None and arguments.screened is None:
        arguments.parser_error("--trained or --screened is needed")
    with opened(arguments) as session:
        _ACTIONS[arguments.action](session, arguments)
    return 0


def _list(session: Session, arguments: Namespace) -> None:
    found = users.list_users(session)
    shown = [
        {
            "name": one.name,
            "roles": sorted(one.roles),
            "active": one.is_active,
            "trained_on": one.trained_on,
            "screened_on": one.screened_on,
            "locked": one.is_locked,
            "locked_until": one.locked_until,
        }
        for one in found
    ]
    lines = table(
        ("user", "roles", "active", "trained", "screened", "locked until (UTC)"),
        [
            (
                one.name,
                ", ".join(sorted(one.roles)),
                "yes" if one.is_active else "no",
                one.trained_on or "unknown",
                one.screened_on or "unknown",
                (one.locked_until or "")[:16].replace("T", " "),
            )
            for one in found
        ],
    )
    show({"users": shown}, lines, as_json=arguments.json)


def _add(session: Session, arguments: Namespace) -> None:
    roles = _roles(arguments)
    users.require_before_passphrase(session, arguments.name, is_active=None)
    users.add_user(session, arguments.name, new_passphrase(arguments.name), roles)
    _done(arguments, f"{arguments.name} added as {', '.join(sorted(roles))}.")


def _passphrase(session: Session, arguments: Namespace) -> None:
    users.require_before_passphrase(session, arguments.name)
    users.change_passphrase(session, arguments.name, new_passphrase(arguments.name))
    _done(arguments, f"The passphrase of {arguments.name} was changed.")


def _remove(session: Session, arguments: Namespace) -> None:
    users.deactivate(session, arguments.name)
    _done(
        arguments,
        f"{arguments.name} can no longer open this workspace.",
        "With an old copy of the key file and the old passphrase its data key can still be had; "
        "`rekey` ends that.",
    )


def _reactivate(session: Session, arguments: Namespace) -> None:
    users.require_before_passphrase(session, arguments.name, is_active=False)
    users.reactivate(session, arguments.name, new_passphrase(arguments.name))
    _done(arguments, f"{arguments.name} can open this workspace again.")


def _change_roles(session: Session, arguments: Namespace) -> None:
    roles = _roles(arguments)
    users.change_roles(session, arguments.name, roles)
    _done(arguments, f"{arguments.name} is {', '.join(sorted(roles))} now.")


def _training(session: Session, arguments: Namespace) -> None:
    known = {one.name.casefold(): one for one in users.list_users(session)}
    before = known.get(arguments.name.casefold())
    trained = _new_day(arguments.trained, before.trained_on if before else None)
    screened = _new_day(arguments.screened, before.screened_on if before else None)
    users.set_training(session, arguments.name, trained, screened)
    said = f"{arguments.name}: trained {trained or 'unknown'}, screened {screened or 'unknown'}."
    _done(arguments, said)


def _unlock(session: Session, arguments: Namespace) -> None:
    users.release_lock(session, arguments.name)
    _done(arguments, f"{arguments.name} can try again at once.")


_ACTIONS: dict[str, Callable[[Session, Namespace], None]] = {
    "list": _list,
    "add": _add,
    "passphrase": _passphrase,
    "remove": _remove,
    "reactivate": _reactivate,
    "roles": _change_roles,
    "training": _training,
    "unlock": _unlock,
}


_MEANINGS = {
    "list": "every user with roles, training and locks",
    "add": "a new user with --role; asks for their passphrase (else EXPUNGE_NEW_PASSPHRASE)",
    "passphrase": "a new passphrase: your own or, as administrator, anybody's",
    "remove": "keep a user out; the name stays in the audit trail",
    "reactivate": "let a removed user in again, with a new passphrase",
    "roles": "replace the roles by --role; they count at the user's next step",
    "training": "write down --trained and --screened",
    "unlock": "let a user try again at once who failed five times",
}


def _recovery(arguments: Namespace) -> int:
    path = Path(arguments.workspace).absolute()
    if arguments.action == "status":
        has_key = recovery.has_recovery_key(path)
        said = (
            "A recovery key was made."
            if has_key
            else "There is no recovery key; `recovery … make` makes one."
        )
        show({"recovery_key": has_key}, [said], as_json=arguments.json)
        return 0 if has_key else 1
    if arguments.action == "use":
        if not arguments.name:
            arguments.parser_error("an administrator's name is needed")
        key = given_recovery_key()
        name = recovery.recover(path, key, arguments.name, new_passphrase(arguments.name))
        lines = [
            f"{name} has a new passphrase, and no lock.",
            "The recovery key still opens the workspace; make a new one if the sheet was seen by others.",
        ]
        show({"user": name, "done": "recovered"}, lines, as_json=arguments.json)
        return 0
    with opened(arguments) as session:
        key = recovery.new_recovery_key(session)
    lines = [
        *key.splitlines(),
        "",
        "Print or copy these four lines now; they are shown once and stored nowhere.",
        "Lock the sheet away: whoever has it and both files can read everything.",
    ]
    show({"recovery_key": key.splitlines()}, lines, as_json=arguments.json)
    return 0


def _rekey(arguments: Namespace) -> int:
    with opened(arguments) as session, TerminalProgress("New data key") as progress:
        report = rekey(session, progress)
    lines = [f"{arguments.workspace} is under a new data key."]
    if report.without:
        lines.append(f"Not given the new key, so in need of a new passphrase: {', '.join(report.without)}.")
    lines.append("Backups made before stay under the old key; make a new one now.")
    result = {
        "users": list(report.users),
        "without": list(report.without),
        "has_recovery_key": report.has_recovery_key,
    }
    show(result, lines, as_json=arguments.json)
    return 0


def _witness(arguments: Namespace) -> int:
    with opened(arguments) as session:
        report = session.witness
        if arguments.action == "accept":
            session.accept_witness()
    is_fine = report.is_kept or arguments.action == "accept"
    if report.is_kept:
        said = f"The audit trail holds row {report.seq:,}, the newest its key file knows."
    elif is_fine:
        said = "Accepted: from now on the key file knows the trail as it is."
    else:
        said = report.reason
    result = {
        "is_kept": report.is_kept,
        "seq": report.seq,
        "rows_missing": report.rows_missing,
        "reason": report.reason,
        "accepted": not report.is_kept and is_fine,
    }
    show(result, [said], as_json=arguments.json)
    return 0 if is_fine else 1


def _roles(arguments: Namespace) -> frozenset[Role]:
    return frozenset(Role(value) for value in arguments.role)


def _day(text: str) -> date | str:
    return text if text == _UNTIL_KNOWN else calendar_day(text)


def _new_day(given: date | str | None, before: date | None) -> date | None:
    if given is None:
        return before
    return given if isinstance(given, date) else None


def _done(arguments: Namespace, *said: str) -> None:
    show({"user": arguments.name, "done": arguments.action}, list(said), as_json=arguments.json)
