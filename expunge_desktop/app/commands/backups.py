"""backup, restore, salvage: copies of the workspace, and what can be saved of a damaged one."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from expunge_desktop.app.arguments import finish_verb, whole_number, workspace_argument
from expunge_desktop.app.credentials import credentials
from expunge_desktop.app.opening import opened, tell
from expunge_desktop.app.release_options import place_option
from expunge_desktop.app.terminal import TerminalProgress, show
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services import backup, restore, salvage, salvage_words
from expunge_desktop.services.backup_key import BackupKey, Logon
from expunge_desktop.services.backup_state import backup_state
from expunge_desktop.services.places import PlaceNotes
from expunge_desktop.services.session import Session

KEPT = 7


def register(verbs: Any) -> None:
    """Add the verbs of this module."""
    save = verbs.add_parser(
        "backup",
        help="write a verified, encrypted copy; safe while in use",
        description="Writes a copy of the workspace and its key file, as encrypted as the workspace itself, "
        "and checks it from its first page to the last row of its audit trail. Others may go on working "
        "meanwhile: the copy is the moment it began. Without DEST or an option it says when the last one was "
        "made.",
    )
    workspace_argument(save)
    what = save.add_mutually_exclusive_group()
    what.add_argument(
        "destination", metavar="DEST", nargs="?", help="the copy's name: a new file, not a folder"
    )
    what.add_argument(
        "--to",
        metavar="FOLDER",
        help="write a copy named after the instant into this folder, and remove earlier ones that need not "
        "stay",
    )
    what.add_argument(
        "--verify",
        metavar="FILE",
        nargs="+",
        help="look backups through again, page by page and row by row; exit 1 when one is not sound",
    )
    what.add_argument(
        "--rehearse",
        metavar="FILE",
        help="restore a backup into a private folder, open it, compare it with its own record, remove it",
    )
    save.add_argument(
        "--keep",
        metavar="N",
        type=whole_number,
        help=f"with --to: how many of the newest stay (default {KEPT}); besides, the last of each week for "
        "eight weeks and of each month for a year stay",
    )
    place_option(save)
    finish_verb(save, _backup)

    again = verbs.add_parser(
        "restore",
        help="make a workspace from a backup",
        description="Makes a workspace from a backup, checked from its first page to the last row of its "
        "audit trail. The users and passphrases of the backup count. A workspace that exists is never "
        "overwritten.",
    )
    again.add_argument("backup", metavar="BACKUP", help="the copy, name.expunge; its key file lies beside it")
    again.add_argument("workspace", metavar="WORKSPACE", help="the workspace to be made, name.expunge")
    again.add_argument(
        "--keep-old",
        action="store_true",
        help="when the workspace exists: rename it and its key file first, to a name with the instant in it",
    )
    finish_verb(again, _restore)

    save_what_can_be = verbs.add_parser(
        "salvage",
        help="put what can still be read of a damaged workspace into a new one",
        description="Reads a damaged workspace page by page, without changing it, and puts every row that "
        "can be read into a new workspace NEW with the same users and passphrases. Restore the last backup "
        "first and use this for what was done since: what is said at the end, and in NEW.salvage.json, is "
        "what was saved and what was not. Exit code 1 when anything is known to be lost.",
    )
    save_what_can_be.add_argument("workspace", metavar="WORKSPACE", help="the damaged workspace")
    save_what_can_be.add_argument("new", metavar="NEW", help="the new workspace; it must not exist")
    save_what_can_be.add_argument(
        "--keys",
        metavar="BACKUP",
        help="when the key file of the workspace is lost: use that of this backup (or copy) of it",
    )
    finish_verb(save_what_can_be, _salvage)


def _backup(arguments: Namespace) -> int:
    if arguments.keep is not None and not arguments.to:
        arguments.parser_error("--keep goes with --to")
    with opened(arguments) as session:
        if arguments.verify:
            return _verify(session, [Path(name) for name in arguments.verify], arguments)
        if arguments.rehearse:
            return _rehearse(session, Path(arguments.rehearse), arguments)
        if not (arguments.to or arguments.destination):
            return _state(session, arguments)
        with TerminalProgress("backup") as progress:
            if arguments.to:
                keep = KEPT if arguments.keep is None else arguments.keep
                done = backup.backup_to_folder(session, Path(arguments.to), keep, progress)
            else:
                done = backup.backup(session, Path(arguments.destination), progress)
    lines = [f"Backup written and verified: {done.path} and {done.path.name}-keys."]
    lines += [f"Removed, as later ones stay: {name}" for name in done.removed]
    lines += [f"Left alone, it is not the file this workspace wrote: {name}" for name in done.left_alone]
    show(
        {
            "backup": str(done.path),
            "sha256": done.sha256,
            "bytes": done.size,
            "head": done.record.head,
            "audit_rows": done.record.seq,
            "removed": list(done.removed),
            "left_alone": list(done.left_alone),
        },
        lines,
        as_json=arguments.json,
    )
    return 0


def _verify(session: Session, files: list[Path], arguments: Namespace) -> int:
    found: list[backup.BackupCheck] = []
    for file in files:
        with TerminalProgress(f"verify {file.name}") as progress:
            check = backup.verify_backup(file, session, progress)
        if check.code == "other-key":
            with TerminalProgress(f"verify {file.name}") as progress:
                check = backup.verify_backup(file, _logon(arguments), progress)
        found.append(check)
    show(
        {"backups": [{"backup": str(one.path), "good": one.is_good, "found": one.sentence} for one in found]},
        [f"{one.sentence} {one.advice}".strip() for one in found],
        as_json=arguments.json,
    )
    return 0 if all(one.is_good for one in found) else 1


def _rehearse(session: Session, file: Path, arguments: Namespace) -> int:
    def run(key: BackupKey) -> restore.Rehearsal:
        with TerminalProgress("rehearsal") as progress:
            return restore.rehearse(file, key, progress)

    try:
        done = run(session)
    except AnswerIsNoError as error:
        if error.code != "other-key":
            raise
        done = run(_logon(arguments))
    show(
        {
            "backup": str(done.path),
            "good": done.is_good,
            "found": done.sentence,
            "rows": dict(done.rows),
            "differences": list(done.differences),
            "seconds": round(done.seconds, 2),
        },
        [done.sentence, *done.differences[1:], f"It took {done.seconds:.1f} s; nothing of it was kept."],
        as_json=arguments.json,
    )
    return 0 if done.is_good else 1


def _logon(arguments: Namespace) -> Logon:
    who = credentials(arguments)
    return Logon(who.user, who.passphrase)


def _state(session: Session, arguments: Namespace) -> int:
    state = backup_state(session)
    lines = [state.sentence]
    if state.last_place:
        lines.append(f"It is {state.last_place}.")
    if state.is_overdue:
        lines.append(f"The office wants one every {many(state.remind_after_days, 'day')}: make one now.")
    show(
        {
            "last_at": state.last_at or None,
            "last_place": state.last_place or None,
            "days": state.days,
            "overdue": state.is_overdue,
            "decisions_since": state.decisions_since,
        },
        lines,
        as_json=arguments.json,
    )
    return 0


def _restore(arguments: Namespace) -> int:
    who, notes = credentials(arguments), PlaceNotes()
    with TerminalProgress("restore") as progress:
        restored = restore.restore(
            Path(arguments.backup),
            Path(arguments.workspace),
            who.user,
            who.passphrase,
            progress=progress,
            keep_old=arguments.keep_old,
            notes=notes,
        )
    tell(notes.told)
    kept = restored.kept
    lines = [f"{arguments.workspace} restored from {arguments.backup}.", *restored.sentences]
    if kept:
        lines.append(
            f"What was there before is {kept}{', with its key file' if restored.has_kept_keys else ''}."
        )
    show(
        {
            "workspace": arguments.workspace,
            "kept": str(kept) if kept else None,
            "last_at": restored.last_at,
            "last_audit_row": restored.last_row,
            "decisions": restored.decisions,
        },
        lines,
        as_json=arguments.json,
    )
    return 0


def _salvage(arguments: Namespace) -> int:
    who, notes = credentials(arguments), PlaceNotes()
    with TerminalProgress("salvage") as progress:
        report = salvage.salvage(
            Path(arguments.workspace),
            Path(arguments.new),
            who.user,
            who.passphrase,
            progress=progress,
            keys_of=Path(arguments.keys) if arguments.keys else None,
            notes=notes,
        )
    tell(notes.told)
    show(
        asdict(report) | {"whole": report.is_whole},
        salvage_words.sentences(report, Path(arguments.new)),
        as_json=arguments.json,
    )
    return 0 if report.is_whole else 1
