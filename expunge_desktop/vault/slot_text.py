"""The stored form of a slot in the key file: JSON, in which anyone can see there is no secret."""

import base64
from collections.abc import Mapping

from argon2.low_level import ARGON2_VERSION

from expunge_desktop.vault.key_slots import (
    NONCE_BYTES,
    RECOVERY,
    SALT_BYTES,
    USER,
    FirstFormatSlot,
    KdfCost,
    Slot,
)
from expunge_desktop.vault.sealed_key import SealedKey

_PAIR = "ECDH P-256"
_SEAL = "ECDH P-256, HKDF-SHA256, AES-256-GCM"
_WRAP = "AES-256-GCM"


class SlotDamagedError(ValueError):
    """The stored form of a slot cannot be read."""


def slot_to_json(slot: Slot | FirstFormatSlot) -> dict[str, object]:
    """The slot as stored in the key file."""
    kdf = {
        "name": "argon2id",
        "version": ARGON2_VERSION,
        "time_cost": slot.cost.time_cost,
        "memory_kib": slot.cost.memory_kib,
        "parallelism": slot.cost.parallelism,
        "salt": _text(slot.salt),
    }
    if isinstance(slot, FirstFormatSlot):
        wrap = {"name": _WRAP, "nonce": _text(slot.nonce), "key": _text(slot.wrapped)}
        return {"user": slot.user, "kdf": kdf, "wrap": wrap}
    return {
        "kind": slot.kind,
        "user": slot.user,
        "kdf": kdf,
        "pair": {
            "name": _PAIR,
            "public": _text(slot.public_key),
            "private": {"name": _WRAP, "nonce": _text(slot.nonce), "key": _text(slot.wrapped_private)},
        },
        "sealed": [
            {
                "name": _SEAL,
                "generation": one.generation,
                "ephemeral": _text(one.ephemeral),
                "nonce": _text(one.nonce),
                "key": _text(one.wrapped),
                "seal": _text(one.mac),
            }
            for one in slot.sealed
        ],
    }


def slot_from_json(stored: object) -> Slot | FirstFormatSlot:
    """Read a stored slot. Raises SlotDamagedError for anything this program would not have written."""
    try:
        content = _mapping(stored)
        kdf = _mapping(content["kdf"])
        _must_be(kdf["name"], "argon2id")
        _must_be(kdf["version"], ARGON2_VERSION)
        cost = KdfCost(_number(kdf["time_cost"]), _number(kdf["memory_kib"]), _number(kdf["parallelism"]))
        slot = _slot(content, cost, _bytes(kdf["salt"]))
    except (KeyError, TypeError, ValueError) as error:
        raise SlotDamagedError(type(error).__name__) from None
    if not cost.is_bearable or len(slot.salt) < SALT_BYTES or len(slot.nonce) != NONCE_BYTES:
        raise SlotDamagedError("a slot with impossible parameters")
    return slot


def _slot(content: Mapping[str, object], cost: KdfCost, salt: bytes) -> Slot | FirstFormatSlot:
    user = _string(content["user"])
    if "wrap" in content:
        wrap = _mapping(content["wrap"])
        _must_be(wrap["name"], _WRAP)
        return FirstFormatSlot(user, cost, salt, _bytes(wrap["nonce"]), _bytes(wrap["key"]))
    kind, pair, sealed = _string(content["kind"]), _mapping(content["pair"]), content["sealed"]
    private = _mapping(pair["private"])
    _must_be(pair["name"], _PAIR)
    _must_be(private["name"], _WRAP)
    if kind not in (USER, RECOVERY) or not isinstance(sealed, list):
        raise SlotDamagedError("a slot of an unknown kind")
    return Slot(
        kind, user, cost, salt, _bytes(private["nonce"]), _bytes(private["key"]), _bytes(pair["public"]),
        tuple(_sealed(_mapping(one)) for one in sealed),
    )  # fmt: skip


def _sealed(stored: Mapping[str, object]) -> SealedKey:
    _must_be(stored["name"], _SEAL)
    return SealedKey(
        _string(stored["generation"]), _bytes(stored["ephemeral"]), _bytes(stored["nonce"]),
        _bytes(stored["key"]), _bytes(stored["seal"]),
    )  # fmt: skip


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(stored: object) -> bytes:
    return base64.b64decode(_string(stored), validate=True)


def _string(stored: object) -> str:
    if not isinstance(stored, str):
        raise TypeError
    return stored


def _number(stored: object) -> int:
    if not isinstance(stored, int) or isinstance(stored, bool):
        raise TypeError
    return stored


def _mapping(stored: object) -> Mapping[str, object]:
    if not isinstance(stored, Mapping):
        raise TypeError
    return stored


def _must_be(stored: object, expected: str | int) -> None:
    if stored != expected:
        raise ValueError
