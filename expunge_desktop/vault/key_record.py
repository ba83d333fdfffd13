"""The content of a key file and its stored form (JSON: anyone can see there is no secret in it)."""

import json
from dataclasses import dataclass

from expunge_desktop.vault.key_slots import Slot, slot_from_json, slot_to_json

FORMAT = 1


@dataclass(frozen=True, slots=True)
class FailedLogon:
    """One failed try: when, and for which user; `user` empty = the name was no user's."""

    id: str
    at: str
    user: str


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """What a key file says. `failed_count` counts all of a long attack, of which only the last are kept."""

    workspace_id: str
    key_check: str
    slots: tuple[Slot, ...]
    failed_logons: tuple[FailedLogon, ...]
    failed_count: int


def to_text(record: KeyRecord) -> str:
    """The stored form."""
    return json.dumps(
        {
            "what": "Expunge Desktop key file: wrapped keys only. Keep it beside its workspace.",
            "format": FORMAT,
            "workspace_id": record.workspace_id,
            "key_check": record.key_check,
            "slots": [slot_to_json(slot) for slot in record.slots],
            "failed_logons": [{"id": one.id, "at": one.at, "user": one.user} for one in record.failed_logons],
            "failed_count": record.failed_count,
        },
        indent=1,
        ensure_ascii=False,
    )


def from_text(text: str) -> KeyRecord:
    """Read the stored form. Raises ValueError for anything else, a newer format included."""
    stored = json.loads(text)
    try:
        if stored["format"] != FORMAT:
            raise ValueError("format")
        return KeyRecord(
            str(stored["workspace_id"]),
            str(stored["key_check"]),
            tuple(slot_from_json(slot) for slot in stored["slots"]),
            tuple(FailedLogon(str(f["id"]), str(f["at"]), str(f["user"])) for f in stored["failed_logons"]),
            int(stored["failed_count"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None
