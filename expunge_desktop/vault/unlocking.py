"""A try to open the workspace: counted before it is made, so that one killed in the middle counts too."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.vault import lockout
from expunge_desktop.vault.data_key import key_check
from expunge_desktop.vault.key_record import FIRST_GENERATION, RECOVERY_KEY, FailedLogon, KeyRecord
from expunge_desktop.vault.key_slots import (
    RECOVERY,
    STANDARD_COST,
    USER,
    FirstFormatSlot,
    Slot,
    give_key,
    has_good_seal,
    make_slot,
    open_first_format_slot,
    open_slot,
    waste_one_try,
)
from expunge_desktop.vault.key_storage import (
    CANNOT_WRITE,
    damaged,
    held,
    key_file_path,
    read,
    remove_unfinished,
    write,
)
from expunge_desktop.vault.lockout import Tries
from expunge_desktop.vault.passphrase import name_key

# Failed logons kept until the next good one; older ones of a long attack are only counted.
_KEPT_FAILURES = 200


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """A good logon: the data key, the user's name as stored, and what failed since the last good one.

    `keys` are all data keys of the key file, `raw_key` first; there are two only after the making of a new
    one was interrupted (`services.rekey`).
    """

    raw_key: bytes
    user: str
    workspace_id: str
    failed_logons: tuple[FailedLogon, ...]
    failed_count: int
    keys: tuple[bytes, ...]


def unlock(workspace: Path, user: str, passphrase: str, *, at: str) -> Unlocked:
    """The data key for this user; a failure is counted in the key file, with the instant `at`.

    Five failures in a row lock the user (`vault.lockout`). A key file of the first format is rewritten.
    Raises EnvironmentProblemError: `wrong-passphrase` (the same sentence for an unknown user), `too-soon`,
    `logon-locked`, `key-file-missing`, `key-file-damaged`, `key-file-newer`.
    """
    path, key = key_file_path(workspace), name_key(user)
    with held(path):
        remove_unfinished(path)
        record = read(path)
        slot = next((one for one in record.slots if _is_of(one, key)), None)
        return _Try(path, record, slot, key if slot else "", at).make(passphrase)


def unlock_by_recovery_key(workspace: Path, recovery_key: str, *, at: str) -> Unlocked:
    """The data key for whoever holds the recovery key; `user` is empty. Failures only delay.

    Raises AnswerIsNoError (`no-recovery-key`), EnvironmentProblemError as `unlock` does.
    """
    path = key_file_path(workspace)
    with held(path):
        record = read(path)
        for slot in record.slots:
            if isinstance(slot, Slot) and slot.kind == RECOVERY:
                return _Try(path, record, slot, "", at, why=RECOVERY_KEY).make(recovery_key)
    raise AnswerIsNoError(
        "no-recovery-key",
        "No recovery key was ever made for this workspace.",
        "An administrator can log on and make one; without an administrator's passphrase nobody can.",
    )


@dataclass(frozen=True, slots=True)
class _Try:
    """One try: at which slot (None = no user has that name), counted under which name (empty = nobody's)."""

    path: Path
    record: KeyRecord
    slot: Slot | FirstFormatSlot | None
    key: str
    at: str
    why: str = "passphrase"

    def make(self, secret: str) -> Unlocked:
        """Count it, make it, and forget the count when it was good."""
        self._refuse_when_too_early()
        tries = lockout.after_failure(lockout.seen_by_clock(self._tries(), self.at), self.at)
        # A name that is no user's is not written down: people type passphrases into the wrong field.
        has_locked = bool(self.key) and tries.failures >= lockout.TRIES_BEFORE_LOCK
        counted = self._failed(self.why if self.slot else "unknown-user", has_locked=has_locked)
        self._store(self._with_tries(counted, tries))
        if self.slot is None:
            waste_one_try(secret, next((one.cost for one in self.record.slots), STANDARD_COST))
            raise self._wrong(tries)
        keys, slot = self._open(self.slot, secret)
        if not keys:
            raise self._wrong(tries)
        slots = tuple(slot if one is self.slot else one for one in self.record.slots)
        good = replace(self._with_tries(self.record, Tries()), slots=slots, unknown_tries=Tries())
        self._store(good)
        return Unlocked(
            keys[0], slot.user, good.workspace_id, good.failed_logons, good.failed_count, tuple(keys)
        )

    def _open(self, slot: Slot | FirstFormatSlot, secret: str) -> tuple[list[bytes], Slot | FirstFormatSlot]:
        workspace_id = self.record.workspace_id
        if isinstance(slot, FirstFormatSlot):
            raw_key = open_first_format_slot(slot, secret, workspace_id)
            opened = {FIRST_GENERATION: raw_key} if raw_key else {}
        else:
            opened = open_slot(slot, secret, workspace_id) or {}
        keys: list[bytes] = []
        for generation in self.record.generations:
            found = opened.get(generation.name)
            if found is None:
                continue
            is_right = key_check(found, workspace_id) == generation.key_check
            if not is_right or (
                isinstance(slot, Slot) and not has_good_seal(slot, found, generation.name, workspace_id)
            ):
                raise damaged(self.path)
            keys.append(found)
        if opened and not keys:
            raise damaged(self.path)
        if keys and isinstance(slot, FirstFormatSlot):
            made = make_slot(USER, slot.user, secret, slot.cost, workspace_id)
            return keys, give_key(made, keys[0], FIRST_GENERATION, workspace_id)
        return keys, slot

    def _tries(self) -> Tries:
        return self.record.tries.get(self.key, Tries()) if self.key else self.record.unknown_tries

    def _with_tries(self, record: KeyRecord, tries: Tries) -> KeyRecord:
        if not self.key:
            return replace(record, unknown_tries=tries)
        others = {name: one for name, one in record.tries.items() if name != self.key}
        kept = {**others, self.key: tries} if tries.failures else others
        return replace(record, tries=MappingProxyType(kept))

    def _failed(self, why: str, *, has_locked: bool = False) -> KeyRecord:
        name = self.slot.user if self.slot else ""
        failure = FailedLogon(secrets.token_hex(8), self.at, name, why, has_locked)
        kept = (*self.record.failed_logons, failure)[-_KEPT_FAILURES:]
        return replace(self.record, failed_logons=kept, failed_count=self.record.failed_count + 1)

    def _store(self, record: KeyRecord) -> None:
        try:
            write(self.path, record)
        except EnvironmentProblemError as problem:
            # A backup on a read-only medium can be opened; a workspace there cannot be logged on to.
            if problem.code != CANNOT_WRITE:
                raise

    def _refuse_when_too_early(self) -> None:
        tries = self._tries()
        found = lockout.wait(tries, self.at, is_lockable=bool(self.key))
        if found is None:
            return
        early = "recovery-key-too-soon" if self.why == RECOVERY_KEY else "too-soon"
        seen = self._with_tries(
            self._failed("locked" if found.is_lock else early), lockout.seen_by_clock(tries, self.at)
        )
        self._store(seen)
        if not found.is_lock:
            raise EnvironmentProblemError(
                "too-soon",
                f"After failed tries the next one is possible in {_seconds(found.length)}.",
                "Wait and try again; this try was not looked at.",
            )
        name = self.slot.user if self.slot else ""
        raise EnvironmentProblemError(
            "logon-locked",
            f"{name} is locked after {many(tries.failures, 'failed try')}, "
            f"for another {_minutes(found.length)}.",
            "Wait, or ask an administrator to release the lock or to give a new passphrase.",
        )

    def _wrong(self, tries: Tries) -> EnvironmentProblemError:
        if self.why == RECOVERY_KEY:
            return EnvironmentProblemError(
                "wrong-recovery-key",
                "This recovery key does not open the workspace.",
                "It is whole, but of another workspace, or a newer one was made since.",
            )
        found = lockout.wait(tries, self.at, is_lockable=bool(self.key))
        advice = (
            "Check the spelling of both and the caps-lock key; an administrator can give a new passphrase."
        )
        if found is not None and found.is_lock:
            advice = f"The user is locked now for {_minutes(found.length)}. {advice}"
        elif found is not None:
            advice = f"The next try is possible in {_seconds(found.length)}. {advice}"
        return EnvironmentProblemError(
            "wrong-passphrase", "This user name and passphrase do not open the workspace.", advice
        )


def _is_of(slot: Slot | FirstFormatSlot, key: str) -> bool:
    return (isinstance(slot, FirstFormatSlot) or slot.kind == USER) and name_key(slot.user) == key


def _seconds(length: timedelta) -> str:
    seconds = max(1, -(-length // timedelta(seconds=1)))
    return many(seconds, "second")


def _minutes(length: timedelta) -> str:
    minutes = max(1, -(-length // timedelta(minutes=1)))
    if minutes > 120:
        return many(-(-minutes // 60), "hour")
    return many(minutes, "minute")
