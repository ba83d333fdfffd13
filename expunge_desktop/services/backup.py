"""Backup of a workspace in use: both files, checked before they get their names, rotated, and verified again.

A backup is the workspace itself, encrypted under the same key, with its own key file: the users and
passphrases of the moment it was made open it.
"""

from dataclasses import dataclass
from pathlib import Path

from expunge_desktop.base.clock import iso_instant
from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import ExpungeError, UsageError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services import backup_rotation, copy_files, unfinished_copy
from expunge_desktop.services.backup_key import BackupKey, key_of
from expunge_desktop.services.places import note_place, require_file_place
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.sweeping import sweep_before_copy
from expunge_desktop.services.waiting import write_when_free
from expunge_desktop.store import backup as copies
from expunge_desktop.store import backup_trail
from expunge_desktop.store.backup import CopyRecord
from expunge_desktop.store.workspace import Transaction


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup as written. `removed` are earlier ones the rotation took away, by file name; `left_alone`
    earlier ones it would have taken away but for being other files than this workspace wrote."""

    path: Path
    sha256: str
    size: int
    record: CopyRecord
    removed: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupCheck:
    """What a look at one backup found. `sentence` says it; `advice` what to do when it is not good.

    `record` is what the backup says about itself; None when it could not be read, or for one of before
    backups had a record. `code` is the error's when the backup could not be looked through.
    """

    path: Path
    is_good: bool
    sentence: str
    advice: str = ""
    record: CopyRecord | None = None
    code: str = ""


def backup(session: Session, destination: Path, progress: Progress | None = None) -> BackupReport:
    """Write a verified, encrypted copy with its key file.

    Others may read and write meanwhile: the copy is the moment it began. For administrators and supervisors.
    Raises AnswerIsNoError (`destination-exists`, `chain-broken`, `place-not-accepted`), CancelledError,
    EnvironmentProblemError.
    """
    session.require(Right.BACK_UP)
    progress = progress or SilentProgress()
    destination = destination.absolute()
    sweep_before_copy(session, destination.parent)
    copy_files.refuse_existing(destination)
    place = require_file_place(session.places, destination)
    with unfinished_copy.unfinished(destination) as partial:
        at = iso_instant(session.clock.now())
        record = copies.write_copy(session.workspace, partial, at=at, by=session.user, progress=progress)
        digest, size = copies.file_sha256(partial), partial.stat().st_size

        def keep(tx: Transaction) -> None:
            tx.audit("backup", destination.name, backup_trail.payload(record, digest, destination))
            note_place(session.places, tx, destination, place)
            copy_files.copy_keys(session.path, partial, session.workspace.data_key, record.seq, record.head)
            copy_files.give_name(partial, destination)
            # no copy without its audit row
            tx.undo_if_not_committed(lambda: copy_files.remove(destination))

        write_when_free(session, Right.BACK_UP, keep, progress)
    return BackupReport(destination, digest, size, record)


def backup_to_folder(
    session: Session, folder: Path, keep: int, progress: Progress | None = None
) -> BackupReport:
    """A backup named after the instant, and the earlier ones in this folder rotated.

    The newest `keep` stay, and the last one of each week for eight weeks and of each month for a year.
    Only files are removed that this workspace wrote, by the SHA-256 in its audit trail. Raises UsageError
    (`keep-none`) for a `keep` below one, and as `backup`.
    """
    session.require(Right.BACK_UP)
    if keep < 1:
        raise UsageError("keep-none", "At least one backup has to be kept.", "Give --keep a number from 1.")
    destination = copy_files.free_name(folder.absolute(), session.path.stem, session.clock.now())
    written = backup(session, destination, progress)
    removed, left_alone = backup_rotation.rotate(session, folder.absolute(), keep)
    return BackupReport(written.path, written.sha256, written.size, written.record, removed, left_alone)


def verify_backup(path: Path, key: BackupKey, progress: Progress | None = None) -> BackupCheck:
    """Look a backup through again: every page, the structure, the whole audit chain, its counts, its keys.

    `key` is the open session of its workspace, or the name and passphrase of a user of the backup. What is
    wrong is told in the result, not raised; with a session the look is audited. Raises CancelledError, and
    AnswerIsNoError (`right-denied`).
    """
    if isinstance(key, Session):
        key.require(Right.BACK_UP)
    found = _look_through(path.absolute(), key, progress or SilentProgress())
    if isinstance(key, Session):
        with key.write(Right.BACK_UP) as tx:
            told = {"is_good": found.is_good, "place": str(found.path.parent)}
            said = {} if found.is_good else {"found": found.sentence}
            tx.audit("backup-verified", path.name, told | said)
    return found


def _look_through(path: Path, key: BackupKey, progress: Progress) -> BackupCheck:
    try:
        raw_key = key_of(path, key)
        head = copies.check_copy(path, raw_key, progress)
        record, rows = copies.read_record(path, raw_key)
    except ExpungeError as error:
        if error.code == "cancelled":
            raise
        return BackupCheck(path, False, error.sentence, error.advice, None, error.code)
    if record is None:
        return BackupCheck(
            path, True, f"{path.name} is sound; it has no record of itself to be compared with."
        )
    if record.head != head or dict(record.rows) != rows:
        return BackupCheck(
            path,
            False,
            f"{path.name} was changed after it was written: it is not what its own record says.",
            "It may have been opened as a workspace; do not take it for the backup it was.",
            record,
        )
    rows_told = f"{many(record.seq, 'row')} of its audit trail"
    return BackupCheck(path, True, f"{path.name} is sound, of {record.made_at}, {rows_told}.", "", record)
