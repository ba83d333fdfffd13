"""Backup of a workspace in use, and restore: both files, both checked before they get their names."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from expunge_desktop.base.clock import Clock, SystemClock, iso_instant
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.session import Session
from expunge_desktop.store import backup as copies
from expunge_desktop.store import users as stored
from expunge_desktop.store.workspace import Workspace, remove_files
from expunge_desktop.vault import key_file
from expunge_desktop.vault.private_file import replace_private_file, sync_folder


def backup(session: Session, destination: Path) -> str:
    """Write a verified, encrypted copy with its key file; returns its SHA-256.

    Others may read and write meanwhile: the copy is the moment it began. For administrators and supervisors.
    Raises AnswerIsNoError (`destination-exists`, `chain-broken`), EnvironmentProblemError.
    """
    session.require(Role.ADMINISTRATOR, Role.SUPERVISOR)
    destination = destination.absolute()
    _refuse_existing(destination)
    with _unfinished(destination) as partial:
        head = copies.write_copy(session.workspace, partial)
        digest = copies.file_sha256(partial)
        with session.write() as tx:
            tx.audit("backup", destination.name, {"sha256": digest, "head": head})
            _copy_keys(session.path, destination)
            _give_name(partial, destination)
            tx.undo_if_not_committed(lambda: _remove(destination))  # no copy without its audit row
    return digest


def restore(source: Path, workspace: Path, user: str, passphrase: str, clock: Clock | None = None) -> None:
    """Make a workspace from a backup, checked from first page to last audit row.

    The backup's own users and passphrases count. Raises AnswerIsNoError (`destination-exists`,
    `copy-damaged`, `chain-broken`, `user-inactive`), EnvironmentProblemError (`backup-missing`,
    `wrong-passphrase`, `key-file-missing` …).
    """
    source, workspace, clock = source.absolute(), workspace.absolute(), clock or SystemClock()
    if not source.is_file():
        raise EnvironmentProblemError(
            "backup-missing", f"There is no backup {source.name} in {source.parent}.", "Check the path."
        )
    _refuse_existing(workspace)
    unlocked = key_file.unlock(source, user, passphrase, at=iso_instant(clock.now()))
    with _unfinished(workspace) as partial:
        head = copies.copy_of_copy(source, unlocked.raw_key, partial)
        digest = copies.file_sha256(source)
        with Workspace.open(partial, unlocked.raw_key) as restored:
            with restored.read() as connection:
                row = stored.find_user(connection, unlocked.user)
            if row is None or not row.is_active:
                raise AnswerIsNoError(
                    "user-inactive",
                    f"{unlocked.user} is not an active user of this backup.",
                    "Restore it as an administrator who was one when the backup was made.",
                )
            with restored.write(unlocked.user, clock) as tx:
                tx.audit("restore", workspace.name, {"backup": source.name, "sha256": digest, "head": head})
        _copy_keys(source, workspace)
        _give_name(partial, workspace)


@contextmanager
def _unfinished(destination: Path) -> Iterator[Path]:
    partial = destination.with_name(f"{destination.name}.{secrets.token_hex(4)}.partial")
    try:
        yield partial
    finally:
        remove_files(partial)


def _refuse_existing(destination: Path) -> None:
    for path in (destination, key_file.key_file_path(destination)):
        if path.exists():
            raise AnswerIsNoError(
                "destination-exists", f"{path.name} already exists in {path.parent}.", "Choose another name."
            )


def _remove(destination: Path) -> None:
    remove_files(destination)
    key_file.key_file_path(destination).unlink(missing_ok=True)


def _copy_keys(source: Path, destination: Path) -> None:
    replace_private_file(key_file.key_file_path(destination), key_file.key_file_path(source).read_bytes())


def _give_name(partial: Path, destination: Path) -> None:
    try:
        partial.rename(destination)
        sync_folder(destination.parent)
    except OSError as error:
        key_file.key_file_path(destination).unlink(missing_ok=True)
        raise EnvironmentProblemError(
            "cannot-write",
            f"{destination.name} cannot be written in {destination.parent} ({error.strerror}).",
            "Check the folder and its rights.",
        ) from None
