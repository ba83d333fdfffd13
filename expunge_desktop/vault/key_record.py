"""The content of a key file and its stored form (JSON: anyone can see there is no secret in it).

Format 2. Format 1 is read: its slots stay as they are until each user's next good logon.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from expunge_desktop.vault.key_slots import FirstFormatSlot, Slot
from expunge_desktop.vault.lockout import Tries
from expunge_desktop.vault.slot_text import slot_from_json, slot_to_json
from expunge_desktop.vault.witness import Witness

FORMAT = 2
RECOVERY_KEY = "recovery-key"  # the secret that was tried, as `FailedLogon.why` tells it
FIRST_GENERATION = "first"  # what a data key of a key file of format 1 is called


class NewerFormatError(ValueError):
    """The key file was written by a newer version of the program."""


@dataclass(frozen=True, slots=True)
class FailedLogon:
    """One failed try: when, for which user, and why; `user` empty = the name was no user's.

    `why`: `passphrase`, `unknown-user`, `locked`, `too-soon`, `recovery-key`, `recovery-key-too-soon`.
    `has_locked`: from this try on the user was locked.
    """

    id: str
    at: str
    user: str
    why: str = "passphrase"
    has_locked: bool = False


@dataclass(frozen=True, slots=True)
class Generation:
    """One data key: a name for it, what tells whether a key is this one, and the witness under it.

    There are two only while a new data key is being made (`vault.key_generations`).
    """

    name: str
    key_check: str
    witness: Witness | None = None


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """What a key file says. `failed_count` counts all of a long attack, of which only the last are kept.

    `tries` are the failed tries in a row by the compared form of the name, `unknown_tries` those of all names
    that are no user's.
    """

    workspace_id: str
    generations: tuple[Generation, ...]
    slots: tuple[Slot | FirstFormatSlot, ...]
    failed_logons: tuple[FailedLogon, ...] = ()
    failed_count: int = 0
    tries: Mapping[str, Tries] = field(default_factory=lambda: MappingProxyType({}))
    unknown_tries: Tries = field(default_factory=Tries)


def to_text(record: KeyRecord) -> str:
    """The stored form."""
    return json.dumps(
        {
            "what": "Expunge Desktop key file: wrapped keys only. Keep it beside its workspace.",
            "format": FORMAT,
            "workspace_id": record.workspace_id,
            "generations": [_generation_to_json(one) for one in record.generations],
            "slots": [slot_to_json(slot) for slot in record.slots],
            "failed_logons": [
                {"id": one.id, "at": one.at, "user": one.user, "why": one.why, "locks": one.has_locked}
                for one in record.failed_logons
            ],
            "failed_count": record.failed_count,
            "tries": {name: _tries_to_json(tries) for name, tries in record.tries.items()},
            "unknown_tries": _tries_to_json(record.unknown_tries),
        },
        indent=1,
        ensure_ascii=False,
    )


def from_text(text: str) -> KeyRecord:
    """Read the stored form. Raises NewerFormatError, ValueError for anything else it would not write."""
    try:
        stored = json.loads(text)
        if not isinstance(stored["format"], int) or stored["format"] < 1:
            raise ValueError("format")
        if stored["format"] > FORMAT:
            raise NewerFormatError("format")
        failed = tuple(
            FailedLogon(
                str(f["id"]),
                str(f["at"]),
                str(f["user"]),
                str(f.get("why", "passphrase")),
                f.get("locks") is True,
            )
            for f in stored["failed_logons"]
        )
        slots = tuple(slot_from_json(slot) for slot in stored["slots"])
        if stored["format"] == 1:
            only = Generation(FIRST_GENERATION, str(stored["key_check"]))
            return KeyRecord(str(stored["workspace_id"]), (only,), slots, failed, int(stored["failed_count"]))
        return KeyRecord(
            str(stored["workspace_id"]),
            tuple(_generation_from_json(one) for one in stored["generations"]),
            slots,
            failed,
            int(stored["failed_count"]),
            MappingProxyType({str(name): _tries(one) for name, one in stored["tries"].items()}),
            _tries(stored["unknown_tries"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError(type(error).__name__) from None


def _generation_to_json(one: Generation) -> dict[str, object]:
    witness = one.witness
    return {
        "name": one.name,
        "key_check": one.key_check,
        "witness": witness and {"seq": witness.seq, "hash": witness.hash, "mac": witness.mac},
    }


def _generation_from_json(stored: Mapping[str, object]) -> Generation:
    witness = stored["witness"]
    if witness is not None and not isinstance(witness, dict):
        raise TypeError
    seen = Witness(int(witness["seq"]), str(witness["hash"]), str(witness["mac"])) if witness else None
    return Generation(str(stored["name"]), str(stored["key_check"]), seen)


def _tries_to_json(tries: Tries) -> dict[str, object]:
    return {"failures": tries.failures, "last_at": tries.last_at}


def _tries(stored: Mapping[str, object]) -> Tries:
    return Tries.checked(stored["failures"], stored["last_at"])
