"""From one data key to the next: for a while the key file knows both, so that no moment has neither.

The new key is sealed to the public key of every slot whose own seal is good: a slot somebody wrote into the
file by other means gets nothing.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from expunge_desktop.vault.data_key import key_check
from expunge_desktop.vault.key_file import generation_of, slots_of
from expunge_desktop.vault.key_record import Generation, KeyRecord
from expunge_desktop.vault.key_slots import RECOVERY, FirstFormatSlot, Slot, give_key, has_good_seal
from expunge_desktop.vault.key_storage import change, damaged, key_file_path
from expunge_desktop.vault.passphrase import name_key
from expunge_desktop.vault.witness import make_witness


@dataclass(frozen=True, slots=True)
class Handover:
    """Who gets the new data key. `without` need a new passphrase from an administrator, or are nobody's."""

    users: tuple[str, ...]
    without: tuple[str, ...]
    has_recovery_key: bool


def hand_over(workspace: Path, raw_key: bytes, new_key: bytes, active: Collection[str]) -> Handover:
    """Let the key file carry a second data key, for these users and the recovery key.

    `without` are slots of users who are not active, of the first format (until their next logon), or with
    a seal that is not good. A second key left by an interrupted attempt is forgotten. Raises
    EnvironmentProblemError.
    """
    path, found = key_file_path(workspace), Handover((), (), False)
    keys = {name_key(name) for name in active}

    def step(record: KeyRecord) -> KeyRecord:
        nonlocal found
        old = generation_of(record, raw_key)
        if old is None:
            raise damaged(path)
        record = replace(record, generations=(old,), slots=slots_of(record, old.name))
        new = Generation(secrets.token_hex(4), key_check(new_key, record.workspace_id))
        if old.witness and old.witness.is_authentic(raw_key, record.workspace_id):
            seen = old.witness
            new = replace(new, witness=make_witness(new_key, record.workspace_id, seen.seq, seen.hash))
        slots: list[Slot | FirstFormatSlot] = []
        given: list[str] = []
        without: list[str] = []
        has_recovery = False
        for slot in record.slots:
            if isinstance(slot, Slot) and _may_have(slot, raw_key, old.name, record.workspace_id, keys):
                slots.append(give_key(slot, new_key, new.name, record.workspace_id))
                has_recovery |= slot.kind == RECOVERY
                given += [slot.user] if slot.kind != RECOVERY else []
            else:
                slots.append(slot)
                without.append(slot.user or "recovery key")
        found = Handover(tuple(given), tuple(without), has_recovery)
        return replace(record, generations=(old, new), slots=tuple(slots))

    change(path, step)
    return found


def keep_only(workspace: Path, raw_key: bytes) -> None:
    """Forget every other data key and the slots that open only another. Raises EnvironmentProblemError."""
    path = key_file_path(workspace)

    def step(record: KeyRecord) -> KeyRecord:
        kept = generation_of(record, raw_key)
        if kept is None:
            raise damaged(path)
        return replace(record, generations=(kept,), slots=slots_of(record, kept.name))

    change(path, step)


def _may_have(
    slot: Slot, raw_key: bytes, generation: str, workspace_id: str, active: Collection[str]
) -> bool:
    is_wanted = slot.kind == RECOVERY or name_key(slot.user) in active
    return is_wanted and has_good_seal(slot, raw_key, generation, workspace_id)
