"""The key file `X.expunge-keys` beside a workspace `X.expunge` (contract, point 11).

It holds one slot per user, a key-check record and the failed logons that are not yet in the audit
chain; never a secret in clear. Whoever has the workspace without its key file has noise.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.vault.key_record import FailedLogon, KeyRecord, from_text, to_text
from expunge_desktop.vault.key_slots import (
    STANDARD_COST,
    KdfCost,
    Slot,
    key_check,
    make_slot,
    open_slot,
    waste_one_try,
)
from expunge_desktop.vault.passphrase import accept_new_name, accept_new_passphrase, name_key
from expunge_desktop.vault.private_file import replace_private_file

# Failed logons kept until the next good one; older ones of a long attack are only counted.
_KEPT_FAILURES = 200


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A good logon: the data key, the user's name as stored, and what failed since the last good one."""

    raw_key: bytes
    user: str
    workspace_id: str
    failed_logons: tuple[FailedLogon, ...]
    failed_count: int


def key_file_path(workspace: Path) -> Path:
    """Where the key file of a workspace lies: beside it, the same name with `-keys` behind."""
    return workspace.with_name(workspace.name + "-keys")


def create(
    workspace: Path,
    workspace_id: str,
    raw_key: bytes,
    user: str,
    passphrase: str,
    *,
    cost: KdfCost = STANDARD_COST,
) -> None:
    """Write the key file of a new workspace with its first user's slot.

    Raises AnswerIsNoError (`key-file-exists`) when one lies there already, UsageError for a bad name or
    a short passphrase.
    """
    path = key_file_path(workspace)
    if path.exists():
        raise AnswerIsNoError(
            "key-file-exists",
            f"The key file {path.name} already exists in {path.parent}.",
            "It may be the only key to another workspace: move it away yourself, or choose another name.",
        )
    slot = make_slot(accept_new_name(user), accept_new_passphrase(passphrase), raw_key, workspace_id, cost)
    _write(path, KeyRecord(workspace_id, key_check(raw_key, workspace_id), (slot,), (), 0))


def users(workspace: Path) -> tuple[str, ...]:
    """The names of the users who have a slot."""
    return tuple(slot.user for slot in _read(key_file_path(workspace)).slots)


def unlock(workspace: Path, user: str, passphrase: str, *, at: str) -> Unlocked:
    """The data key for this user; a failure is counted in the key file, with the instant `at`.

    Raises EnvironmentProblemError: `wrong-passphrase` (the same sentence for an unknown user),
    `key-file-missing`, `key-file-damaged`.
    """
    path = key_file_path(workspace)
    record = _read(path)
    slot = _find(record, user)
    raw_key: bytes | None = None
    if slot is None:
        waste_one_try(passphrase, record.slots[0].cost if record.slots else STANDARD_COST)
    else:
        raw_key = open_slot(slot, passphrase, record.workspace_id)
    if slot is None or raw_key is None:
        # A name that is no user's is not written down: people type passphrases into the wrong field.
        failure = FailedLogon(secrets.token_hex(8), at, slot.user if slot else "")
        kept = (*record.failed_logons, failure)[-_KEPT_FAILURES:]
        _write(path, replace(record, failed_logons=kept, failed_count=record.failed_count + 1))
        raise EnvironmentProblemError(
            "wrong-passphrase",
            "This user name and passphrase do not open the workspace.",
            "Check the spelling of both and the caps-lock key; an administrator can give a new passphrase.",
        )
    if key_check(raw_key, record.workspace_id) != record.key_check:
        raise _damaged(path)
    return Unlocked(raw_key, slot.user, record.workspace_id, record.failed_logons, record.failed_count)


def forget_failed_logons(workspace: Path, recorded: frozenset[str]) -> None:
    """Remove the failed logons with these ids: they stand in the audit chain now."""
    path = key_file_path(workspace)
    record = _read(path)
    kept = tuple(one for one in record.failed_logons if one.id not in recorded)
    if kept != record.failed_logons or record.failed_count != len(kept):
        _write(path, replace(record, failed_logons=kept, failed_count=len(kept)))


def add_slot(
    workspace: Path, raw_key: bytes, user: str, passphrase: str, *, cost: KdfCost = STANDARD_COST
) -> Callable[[], None]:
    """Give a user a slot, or a new passphrase: an earlier slot of that name is replaced.

    Only who has the data key can do so. Raises UsageError for a bad name or a short passphrase.

    Returns what puts the key file's slots back as they were, should the rest of the step fail.
    """
    path = key_file_path(workspace)
    record = _read(path)
    if key_check(raw_key, record.workspace_id) != record.key_check:
        raise _damaged(path)
    name = accept_new_name(user)
    slot = make_slot(name, accept_new_passphrase(passphrase), raw_key, record.workspace_id, cost)
    others = tuple(one for one in record.slots if name_key(one.user) != name_key(name))
    return _write_slots(path, record, (*others, slot))


def remove_slot(workspace: Path, user: str) -> Callable[[], None]:
    """Take a user's slot away. Returns what puts it back, should the rest of the step fail."""
    path = key_file_path(workspace)
    record = _read(path)
    kept = tuple(one for one in record.slots if name_key(one.user) != name_key(user))
    return _write_slots(path, record, kept)


def locks(workspace: Path, *, at: str) -> Mapping[str, str]:
    """Users locked at this instant after failed tries: the compared form of each name, and until when."""
    return {}


def release_lock(workspace: Path, user: str) -> Callable[[], None]:
    """Let a user try again at once. Returns what locks again, should the rest of the step fail."""
    return lambda: None


def _write_slots(path: Path, record: KeyRecord, slots: tuple[Slot, ...]) -> Callable[[], None]:
    before = record.slots
    _write(path, replace(record, slots=slots))
    return lambda: _write(path, replace(_read(path), slots=before))


def _find(record: KeyRecord, user: str) -> Slot | None:
    wanted = name_key(user)
    return next((slot for slot in record.slots if name_key(slot.user) == wanted), None)


def _read(path: Path) -> KeyRecord:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise EnvironmentProblemError(
            "key-file-missing",
            f"The key file {path.name} is missing.",
            f"It must lie beside the workspace, in {path.parent}; move and back up both together.",
        ) from None
    except UnicodeDecodeError:
        raise _damaged(path) from None
    except OSError as error:
        raise EnvironmentProblemError(
            "key-file-unreadable",
            f"The key file {path.name} cannot be read ({error.strerror}).",
            "Check the rights of the file.",
        ) from None
    try:
        return from_text(text)
    except ValueError:
        raise _damaged(path) from None


def _write(path: Path, record: KeyRecord) -> None:
    replace_private_file(path, to_text(record).encode("utf-8"))


def _damaged(path: Path) -> EnvironmentProblemError:
    return EnvironmentProblemError(
        "key-file-damaged",
        f"The key file {path.name} is damaged or was made by a newer version.",
        "Restore it from a backup; without it nobody can open the workspace.",
    )
