"""Restore a backup elsewhere, and rehearse it: checked from the first page to the last audit row."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.clock import Clock, SystemClock, iso_instant
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import copy_files, restored_note, unfinished_copy
from expunge_desktop.services.backup_key import BackupKey, key_of
from expunge_desktop.services.places import PlaceNotes, require_workspace_place
from expunge_desktop.services.replaced_workspace import moved_aside, set_aside_by
from expunge_desktop.services.rights import ROLES_OF, Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.sweeping import sweep_before_copy
from expunge_desktop.services.upgrading import upgrade_in_place
from expunge_desktop.store import audit, audit_clock, row_counts
from expunge_desktop.store import backup as copies
from expunge_desktop.store import users as stored
from expunge_desktop.store.backup import CopyRecord
from expunge_desktop.store.workspace import Workspace
from expunge_desktop.vault import key_file

_ROOM = 1.2  # the rehearsal needs the backup's own size, and a little for its log


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rehearsal found: `differences` names each table that has not the rows the backup says.

    `record` is None for a backup of before backups had a record; then only the checks themselves count.
    """

    path: Path
    is_good: bool
    sentence: str
    record: CopyRecord | None
    rows: Mapping[str, int]
    differences: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore made: from when the backup is, its last audit row, the decisions in it.

    kept   where the workspace that was there before is now; None when there was none
    """

    source: str
    workspace: str
    kept: Path | None
    last_at: str
    last_row: int
    decisions: int

    @property
    def has_kept_keys(self) -> bool:
        """Whether what was there before had a key file, kept beside it."""
        return self.kept is not None and key_file.key_file_path(self.kept).exists()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is in it, what is not, and what to do next."""
        when = f"{self.last_at[:16].replace('T', ' ')} UTC"
        told = (
            f"{self.workspace} is what {self.source} was on {when}, with {many(self.decisions, 'decision')}; "
            f"nothing done later is in it. Its audit trail goes on from row {self.last_row:,}.",
            "Write a checkpoint of it now: `audit` answers “rows missing” to those written after that row.",
        )
        if self.kept is None:
            return told
        return (*told, "Work on in the restored workspace alone, and keep the one of before for comparison.")


def restore(
    source: Path,
    workspace: Path,
    user: str,
    passphrase: str,
    clock: Clock | None = None,
    progress: Progress | None = None,
    *,
    keep_old: bool = False,
    notes: PlaceNotes | None = None,
) -> Restored:
    """Make a workspace from a backup, checked from first page to last audit row.

    The backup's own users and passphrases count; an older one is brought up to date. A workspace that is
    there already is refused, or with `keep_old` renamed once the restored one is whole, unless it is another
    one than the backup's or this user may not back it up any more. `notes` gets what a person is to be told
    of the place. Raises AnswerIsNoError (`destination-exists`, `same-file`, `other-workspace`, `other-key`,
    `copy-damaged`, `chain-broken`, `user-inactive`, `right-denied`), EnvironmentProblemError
    (`backup-missing`, `wrong-passphrase`, `key-file-missing`, `place-refused` …), CancelledError.
    """
    source, workspace, clock = source.absolute(), workspace.absolute(), clock or SystemClock()
    progress = progress or SilentProgress()
    if not source.is_file():
        raise EnvironmentProblemError(
            "backup-missing", f"There is no backup {source.name} in {source.parent}.", "Check the path."
        )
    _refuse_itself(source, workspace)
    require_workspace_place(workspace)
    swept = unfinished_copy.sweep(workspace.parent, notes)
    if not keep_old:
        copy_files.refuse_existing(workspace)
    unlocked = key_file.unlock(source, user, passphrase, at=iso_instant(clock.now()))
    if keep_old:
        _refuse_no_file(workspace)
        _refuse_another(source, workspace, unlocked.workspace_id)
    with unfinished_copy.unfinished(workspace) as partial:
        head = copies.copy_of_copy(source, unlocked.raw_key, partial, progress)
        digest = copies.file_sha256(source)
        with Workspace.open(
            partial, unlocked.raw_key, upgrade=upgrade_in_place(unlocked.user, clock)
        ) as made:
            with made.read() as connection:
                row = stored.find_user(connection, unlocked.user)
                before, decisions = audit_clock.newest(connection), row_counts.decisions(connection)
            if row is None or not row.is_active:
                raise AnswerIsNoError(
                    "user-inactive",
                    f"{unlocked.user} is not an active user of this backup.",
                    "Restore it as an administrator who was one when the backup was made.",
                )
            if not {Role(role) for role in row.roles} & ROLES_OF[Right.BACK_UP]:
                raise AnswerIsNoError(
                    "right-denied",
                    f"{unlocked.user} may not restore: in this backup it needs the role supervisor or "
                    "administrator.",
                    "Ask one of them, or let an administrator in by the recovery key.",
                )
            replaced = set_aside_by(workspace, unlocked, passphrase, clock) if keep_old else {}
            with made.write(unlocked.user, clock) as tx:
                told = {"backup": source.name, "sha256": digest, "head": head}
                tx.audit("restore", workspace.name, told | replaced)
                restored_note.keep(tx, _note(source, unlocked.user, before, tx.at))
                unfinished_copy.audit_swept(tx, swept)
            last = copies.last_row(made)
        copy_files.copy_keys(source, partial, unlocked.raw_key, *last)
        with moved_aside(workspace, clock.now(), is_wanted=keep_old) as kept:
            copy_files.give_name(partial, workspace)
    assert before is not None  # a backup has its first audit row at least
    return Restored(source.name, workspace.name, kept, before.at, before.seq, decisions)


def _note(source: Path, user: str, before: audit_clock.NewestRow | None, at: str) -> str:
    """What everybody who logs on to the restored workspace is told."""
    of = f" of {before.at[:16].replace('T', ' ')} UTC" if before is not None else ""
    return (
        f"{user} restored this workspace on {at[:10]} from the backup {source.name}{of}; nothing done after "
        "that is in it."
    )


def _refuse_no_file(workspace: Path) -> None:
    """A folder of that name is somebody's, and may be the one worked in: it is never renamed."""
    if os.path.lexists(workspace) and not workspace.is_symlink() and not workspace.is_file():
        raise AnswerIsNoError(
            "destination-exists",
            f"{workspace.name} in {workspace.parent} is no workspace but a folder or device.",
            "Give the restored workspace a name of its own. Nothing was changed.",
        )


def _refuse_itself(source: Path, workspace: Path) -> None:
    """Set aside for its own copy, a workspace would only have lost its name."""
    if workspace.exists() and source.samefile(workspace):
        raise AnswerIsNoError(
            "same-file",
            f"{source.name} is the workspace itself, not a backup of it.",
            "Choose a backup of it. Nothing was changed.",
        )


def _refuse_another(source: Path, workspace: Path, workspace_id: str) -> None:
    """A workspace is renamed for a backup of its own, not for that of another county."""
    try:
        there = key_file.read(key_file.key_file_path(workspace)).workspace_id
    except EnvironmentProblemError:
        return  # no key file, or a damaged one: nothing tells whose it was
    if there != workspace_id:
        raise AnswerIsNoError(
            "other-workspace",
            f"{source.name} is a backup of another workspace than {workspace.name}.",
            "Choose another name for the restored one; nothing was changed.",
        )


def rehearse(
    source: Path,
    key: BackupKey,
    progress: Progress | None = None,
    *,
    folder: Path | None = None,
    clock: Clock | None = None,
) -> Rehearsal:
    """Restore a backup into a private folder, open it, walk it, compare it with its own record, remove it.

    `key` as for `verify_backup`; with a user's name and passphrase the log-on is rehearsed too. `folder` is
    where the private folder is made: the system's place for temporary files, or beside the workspace when
    there is not room enough. With a session the rehearsal is audited. Raises as `restore`, and
    EnvironmentProblemError (`no-room`).
    """
    if isinstance(key, Session):
        key.require(Right.BACK_UP)
        clock = clock or key.clock
    source, progress, began = source.absolute(), progress or SilentProgress(), time.monotonic()
    raw_key = key_of(source, key)
    user = key.user
    record, _ = copies.read_record(source, raw_key)
    with _private_folder(source, folder, key) as private:
        restored = private / source.name
        head = copies.copy_of_copy(source, raw_key, restored, progress)
        copy_files.copy_keys(source, restored, raw_key, *(() if record is None else (record.seq, head)))
        upgrade = upgrade_in_place(user, clock or SystemClock())
        # Counted before it is opened as a workspace: that brings an older one up to date.
        found = copies.read_record(restored, raw_key)[1]
        with Workspace.open(restored, raw_key, upgrade=upgrade) as opened, opened.read() as connection:
            report = audit.verify(connection)
            row_counts.read_every_row(connection, progress)
    differences = _differences(record, head, found)
    is_good = report.is_intact and not differences
    result = Rehearsal(
        source,
        is_good,
        _told(source, record, found, differences),
        record,
        found,
        differences,
        time.monotonic() - began,
    )
    if isinstance(key, Session):
        with key.write(Right.BACK_UP) as tx:
            told = {"is_good": is_good, "place": str(source.parent), "differences": list(differences)}
            tx.audit("backup-rehearsed", source.name, told)
    return result


def _differences(record: CopyRecord | None, head: str, found: Mapping[str, int]) -> tuple[str, ...]:
    if record is None:
        return ()
    told = [
        f"{table}: {many(record.rows.get(table, 0), 'row')} when it was written, "
        f"{found.get(table, 0):,} restored"
        for table in sorted(set(record.rows) | set(found))
        if record.rows.get(table, 0) != found.get(table, 0)
    ]
    return (*told, *(("the last row of the audit trail is another one",) if head != record.head else ()))


def _told(
    source: Path, record: CopyRecord | None, found: Mapping[str, int], differences: tuple[str, ...]
) -> str:
    if differences:
        return f"{source.name} restores to something else than was backed up: {differences[0]}."
    total = sum(found.values())
    if record is None:
        return (
            f"{source.name} restores: {many(total, 'row')}; it has no record of itself to be compared with."
        )
    when = f"{source.name} restores to what was backed up {record.made_at}"
    return f"{when}: {many(total, 'row')} in {many(len(found), 'table')}."


@contextmanager
def _private_folder(source: Path, folder: Path | None, key: BackupKey) -> Iterator[Path]:
    needed = int(source.stat().st_size * _ROOM)
    beside = [key.path.parent] if isinstance(key, Session) else [source.parent]
    places = [folder] if folder else [Path(tempfile.gettempdir()), *beside]
    place = next((one for one in places if one.is_dir() and shutil.disk_usage(one).free > needed), None)
    if place is None:
        raise EnvironmentProblemError(
            "no-room",
            f"There is not room enough to restore {source.name}: {needed // 1_000_000 + 1:,} MB are needed.",
            "Free some space, or name another folder for the rehearsal.",
        )
    if isinstance(key, Session):
        sweep_before_copy(key, place)
    else:
        unfinished_copy.sweep(place)
    with unfinished_copy.unfinished(place / "expunge-rehearsal") as private:
        private.mkdir(mode=0o700)
        yield private
