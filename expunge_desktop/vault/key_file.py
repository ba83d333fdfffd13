"""The key file `X.expunge-keys` beside a workspace `X.expunge` (contract, point 11): who can open it.

It holds one slot per user and perhaps one for the recovery key, the failed tries, and the newest row of the
audit trail it knows (`vault.witness`); never a secret in clear. Whoever has the workspace without its key
file has noise.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.vault import lockout
from expunge_desktop.vault.data_key import key_check
from expunge_desktop.vault.key_record import FIRST_GENERATION, Generation, KeyRecord
from expunge_desktop.vault.key_slots import (
    RECOVERY,
    STANDARD_COST,
    USER,
    FirstFormatSlot,
    KdfCost,
    Slot,
    give_key,
    make_slot,
)
from expunge_desktop.vault.key_storage import change, damaged, held, key_file_path, read, write
from expunge_desktop.vault.lockout import Tries
from expunge_desktop.vault.passphrase import accept_new_name, accept_new_passphrase, name_key
from expunge_desktop.vault.unlocking import Unlocked, unlock, unlock_by_recovery_key
from expunge_desktop.vault.witness import Witness, make_witness

__all__ = ["Unlocked", "key_file_path", "unlock", "unlock_by_recovery_key"]

AnySlot = Slot | FirstFormatSlot


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
    an easily guessed passphrase.
    """
    path = key_file_path(workspace)
    if path.exists():
        raise AnswerIsNoError(
            "key-file-exists",
            f"The key file {path.name} already exists in {path.parent}.",
            "It may be the only key to another workspace: move it away yourself, or choose another name.",
        )
    name = accept_new_name(user)
    accepted = accept_new_passphrase(passphrase, name, workspace.stem)
    slot = make_slot(USER, name, accepted, cost, workspace_id)
    slot = give_key(slot, raw_key, FIRST_GENERATION, workspace_id)
    only = Generation(FIRST_GENERATION, key_check(raw_key, workspace_id))
    write(path, KeyRecord(workspace_id, (only,), (slot,)))


def users(workspace: Path) -> tuple[str, ...]:
    """The names of the users who have a slot."""
    slots = read(key_file_path(workspace)).slots
    return tuple(slot.user for slot in slots if _kind(slot) == USER)


def has_recovery_slot(workspace: Path) -> bool:
    """There is a recovery key for this workspace."""
    return any(_kind(slot) == RECOVERY for slot in read(key_file_path(workspace)).slots)


def locks(workspace: Path, *, at: str) -> Mapping[str, str]:
    """Users locked at this instant after failed tries: the compared form of each name, and until when."""
    tries = read(key_file_path(workspace)).tries
    until = {name: lockout.locked_until(one, at) for name, one in tries.items()}
    return {name: one for name, one in until.items() if one is not None}


def forget_failed_logons(workspace: Path, recorded: frozenset[str]) -> None:
    """Remove the failed logons with these ids: they stand in the audit chain now."""

    def step(record: KeyRecord) -> KeyRecord:
        kept = tuple(one for one in record.failed_logons if one.id not in recorded)
        return replace(record, failed_logons=kept, failed_count=len(kept))

    change(key_file_path(workspace), step)


def add_slot(
    workspace: Path, raw_key: bytes, user: str, passphrase: str, *, cost: KdfCost = STANDARD_COST
) -> Callable[[], None]:
    """Give a user a slot, or a new passphrase: an earlier slot of that name is replaced, a lock released.

    Only who has the data key can do so. Raises UsageError for a bad name or an easily guessed passphrase.

    Returns what puts the key file's slots back as they were, should the rest of the step fail.
    """
    name = accept_new_name(user)
    accepted = accept_new_passphrase(passphrase, name, workspace.stem)
    return _set_slot(workspace, raw_key, USER, name, accepted, cost)


def set_recovery_slot(
    workspace: Path, raw_key: bytes, recovery_key: str, *, cost: KdfCost = STANDARD_COST
) -> Callable[[], None]:
    """Let this recovery key open the workspace, and no earlier one. Returns what puts the earlier back."""
    return _set_slot(workspace, raw_key, RECOVERY, "", recovery_key, cost)


def remove_slot(workspace: Path, user: str) -> Callable[[], None]:
    """Take a user's slot away. Returns what puts it back, should the rest of the step fail."""
    return _replace_slot(workspace, USER, user, lambda _record: ())


def release_lock(workspace: Path, user: str) -> Callable[[], None]:
    """Let a user try again at once. Returns what locks again, should the rest of the step fail."""
    path, key = key_file_path(workspace), name_key(user)
    before = read(path).tries.get(key, Tries())
    change(path, lambda record: _with_tries(record, key, Tries()))
    return lambda: change(path, lambda record: _with_tries(record, key, before))


def write_witness(
    workspace: Path, raw_key: bytes, seq: int, row_hash: str, *, is_forced: bool = False
) -> None:
    """Remember row `seq` of the audit trail, if it is newer than what is remembered.

    `is_forced` sets it whatever is remembered: for a copy, and when a broken one was accepted. Raises
    EnvironmentProblemError; a step that has been committed must not fail for it.
    """

    def step(record: KeyRecord) -> KeyRecord:
        known = generation_of(record, raw_key)
        if known is None:
            return record
        old = known.witness
        is_older = old is None or (old.seq < seq and old.is_authentic(raw_key, record.workspace_id))
        if not (is_forced or is_older):
            return record
        new = replace(known, witness=make_witness(raw_key, record.workspace_id, seq, row_hash))
        return replace(record, generations=tuple(new if one is known else one for one in record.generations))

    change(key_file_path(workspace), step, patience_s=2.0, is_urgent=is_forced)


def read_witness(workspace: Path, raw_key: bytes) -> Witness | None:
    """The newest row of the audit trail the key file knows of; None = it knows of none.

    Ask `Witness.is_authentic` before believing it.
    """
    record = read(key_file_path(workspace))
    known = generation_of(record, raw_key)
    return known.witness if known else None


def is_key_of(workspace: Path, raw_key: bytes) -> bool:
    """Whether the key file beside a workspace is one to this data key. Raises EnvironmentProblemError."""
    return generation_of(read(key_file_path(workspace)), raw_key) is not None


def write_copy(workspace: Path, destination: Path, raw_key: bytes, seq: int, row_hash: str) -> None:
    """The key file of a copy of the workspace whose audit trail ends with this row (0 = not known).

    It has the same users and recovery key, no failed tries, and only the data key the copy is under.
    Raises EnvironmentProblemError.
    """
    record = read(key_file_path(workspace))
    known = generation_of(record, raw_key)
    if known is None:
        raise damaged(key_file_path(workspace))
    witness = make_witness(raw_key, record.workspace_id, seq, row_hash) if seq else known.witness
    copy = replace(
        record,
        generations=(replace(known, witness=witness),),
        slots=slots_of(record, known.name),
        failed_logons=(),
        failed_count=0,
        tries={},
        unknown_tries=Tries(),
    )
    write(key_file_path(destination), copy)


def slots_of(record: KeyRecord, generation: str) -> tuple[AnySlot, ...]:
    """The slots that open this generation of the data key, with nothing of another one."""
    kept: list[AnySlot] = []
    for slot in record.slots:
        if isinstance(slot, FirstFormatSlot):
            kept += [slot] if generation == FIRST_GENERATION else []
            continue
        sealed = tuple(one for one in slot.sealed if one.generation == generation)
        kept += [replace(slot, sealed=sealed)] if sealed else []
    return tuple(kept)


def _set_slot(
    workspace: Path, raw_key: bytes, kind: str, user: str, secret: str, cost: KdfCost
) -> Callable[[], None]:
    path = key_file_path(workspace)
    _only_generation(read(path), raw_key, path)  # before the costly derivation

    def make(record: KeyRecord) -> tuple[AnySlot, ...]:
        only = _only_generation(record, raw_key, path)
        slot = make_slot(kind, user, secret, cost, record.workspace_id)
        return (give_key(slot, raw_key, only.name, record.workspace_id),)

    return _replace_slot(workspace, kind, user, make)


def _replace_slot(
    workspace: Path, kind: str, user: str, make: Callable[[KeyRecord], tuple[AnySlot, ...]]
) -> Callable[[], None]:
    path, key = key_file_path(workspace), name_key(user)

    def put(record: KeyRecord, slots: tuple[AnySlot, ...], tries: Tries) -> KeyRecord:
        others = tuple(one for one in record.slots if (_kind(one), name_key(one.user)) != (kind, key))
        changed = replace(record, slots=(*others, *slots))
        return _with_tries(changed, key, tries) if kind == USER else changed

    with held(path):
        before = read(path)
        write(path, put(before, make(before), Tries()))
    slots = tuple(one for one in before.slots if (_kind(one), name_key(one.user)) == (kind, key))
    tries = before.tries.get(key, Tries())
    return lambda: change(path, lambda record: put(record, slots, tries))


def _with_tries(record: KeyRecord, key: str, tries: Tries) -> KeyRecord:
    others = {name: one for name, one in record.tries.items() if name != key}
    return replace(record, tries={**others, key: tries} if tries.failures else others)


def _kind(slot: AnySlot) -> str:
    return USER if isinstance(slot, FirstFormatSlot) else slot.kind


def generation_of(record: KeyRecord, raw_key: bytes) -> Generation | None:
    """Which of the key file's data keys this is; None = none of them."""
    check = key_check(raw_key, record.workspace_id)
    return next((one for one in record.generations if one.key_check == check), None)


def _only_generation(record: KeyRecord, raw_key: bytes, path: Path) -> Generation:
    known = generation_of(record, raw_key)
    if known is None:
        raise damaged(path)
    if len(record.generations) > 1:
        raise EnvironmentProblemError(
            "rekey-unfinished",
            "A new data key is being made for this workspace, or its making was interrupted.",
            "Wait until it is done; after an interruption log off and on again.",
        )
    return known
