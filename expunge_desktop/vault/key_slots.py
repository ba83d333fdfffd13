"""One user's slot: the workspace's data key, wrapped by a key derived from that user's passphrase.

Argon2id (RFC 9106) turns the passphrase into a key-encryption key; AES-256-GCM wraps the data key
with it. The user's name, the workspace's id and the parameters are bound in as associated data, so a
slot cannot be moved to another user or workspace.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from expunge_desktop.vault.passphrase import normalise_passphrase

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_MOST_MEMORY_KIB = 1 << 20
_MOST_TIME = 64
_MOST_LANES = 64


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one try of a passphrase costs: Argon2id passes, memory in KiB, lanes."""

    time_cost: int
    memory_kib: int
    parallelism: int

    @property
    def is_bearable(self) -> bool:
        """Within what a workstation can do: a forged key file must not exhaust the memory."""
        return (
            1 <= self.time_cost <= _MOST_TIME
            and 1 <= self.parallelism <= _MOST_LANES
            and 8 * self.parallelism <= self.memory_kib <= _MOST_MEMORY_KIB
        )


# RFC 9106, second recommended option: 64 MiB, three passes, four lanes.
STANDARD_COST = KdfCost(time_cost=3, memory_kib=64 * 1024, parallelism=4)
# Costs an attacker nothing: for tests with invented people only, never a default.
COST_FOR_TESTS = KdfCost(time_cost=1, memory_kib=64, parallelism=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One user's wrapped copy of the data key."""

    user: str
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes


class SlotDamagedError(ValueError):
    """The stored form of a slot cannot be read."""


def new_data_key() -> bytes:
    """A new random data key of 256 bits from the operating system."""
    return secrets.token_bytes(KEY_BYTES)


def make_slot(user: str, passphrase: str, raw_key: bytes, workspace_id: str, cost: KdfCost) -> Slot:
    """Wrap the data key for this user under a new salt."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    kek = _derive(passphrase, salt, cost)
    wrapped = AESGCM(kek).encrypt(nonce, raw_key, _bound(user, workspace_id, cost))
    return Slot(user, cost, salt, nonce, wrapped)


def open_slot(slot: Slot, passphrase: str, workspace_id: str) -> bytes | None:
    """The data key, or None when the passphrase (or anything the slot is bound to) is not the one."""
    kek = _derive(passphrase, slot.salt, slot.cost)
    try:
        return AESGCM(kek).decrypt(slot.nonce, slot.wrapped, _bound(slot.user, workspace_id, slot.cost))
    except InvalidTag:
        return None


def waste_one_try(passphrase: str, cost: KdfCost) -> None:
    """Take as long as a real try, so that an unknown user cannot be told from a wrong passphrase."""
    _derive(passphrase, bytes(_SALT_BYTES), cost)


def key_check(raw_key: bytes, workspace_id: str) -> str:
    """A record that tells whether a data key is the workspace's, without telling anything about the key."""
    return hmac.new(raw_key, b"expunge key check\0" + workspace_id.encode(), hashlib.sha256).hexdigest()


def slot_to_json(slot: Slot) -> dict[str, object]:
    """The slot as stored in the key file."""
    return {
        "user": slot.user,
        "kdf": {
            "name": "argon2id",
            "version": ARGON2_VERSION,
            "time_cost": slot.cost.time_cost,
            "memory_kib": slot.cost.memory_kib,
            "parallelism": slot.cost.parallelism,
            "salt": base64.b64encode(slot.salt).decode(),
        },
        "wrap": {
            "name": "AES-256-GCM",
            "nonce": base64.b64encode(slot.nonce).decode(),
            "key": base64.b64encode(slot.wrapped).decode(),
        },
    }


def slot_from_json(stored: Mapping[str, object]) -> Slot:
    """Read a stored slot. Raises SlotDamagedError for anything this program would not have written."""
    try:
        kdf, wrap = stored["kdf"], stored["wrap"]
        if not isinstance(kdf, Mapping) or not isinstance(wrap, Mapping):
            raise SlotDamagedError("a slot without parameters")
        if (kdf["name"], kdf["version"], wrap["name"]) != ("argon2id", ARGON2_VERSION, "AES-256-GCM"):
            raise SlotDamagedError("a slot of an unknown kind")
        cost = KdfCost(int(kdf["time_cost"]), int(kdf["memory_kib"]), int(kdf["parallelism"]))
        slot = Slot(
            str(stored["user"]),
            cost,
            base64.b64decode(kdf["salt"], validate=True),
            base64.b64decode(wrap["nonce"], validate=True),
            base64.b64decode(wrap["key"], validate=True),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SlotDamagedError(str(error)) from None
    if not cost.is_bearable or len(slot.salt) < _SALT_BYTES or len(slot.nonce) != _NONCE_BYTES:
        raise SlotDamagedError("a slot with impossible parameters")
    return slot


def _derive(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    return hash_secret_raw(
        normalise_passphrase(passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=cost.time_cost,
        memory_cost=cost.memory_kib,
        parallelism=cost.parallelism,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _bound(user: str, workspace_id: str, cost: KdfCost) -> bytes:
    parts = ["expunge key slot", workspace_id, user, cost.time_cost, cost.memory_kib, cost.parallelism]
    return json.dumps(parts, ensure_ascii=True).encode()
