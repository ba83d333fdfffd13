"""One user's slot: a key pair whose private half only that user's passphrase opens.

Argon2id (RFC 9106) turns the passphrase into a key; AES-256-GCM wraps the private key (ECDH on P-256) with
it. The workspace's data key is sealed to the public key (`vault.sealed_key`). So a new data key can be given
to every user without their passphrases. Everything a slot says is bound in as associated data or under its
seal, so that none can be moved to another user or workspace, or be written in by someone without the key.
"""

import secrets
from dataclasses import dataclass, replace

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from expunge_desktop.vault import sealed_key
from expunge_desktop.vault.bound_data import bound
from expunge_desktop.vault.data_key import KEY_BYTES, authenticate, derived_key
from expunge_desktop.vault.passphrase import normalise_passphrase
from expunge_desktop.vault.sealed_key import SealedKey

SALT_BYTES = 16
NONCE_BYTES = 12
USER = "user"
RECOVERY = "recovery"
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
    """One user's key pair and the data key sealed to it, once per generation of the data key.

    `kind` is USER, or RECOVERY for the one slot the recovery key opens (its `user` is empty).
    """

    kind: str
    user: str
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped_private: bytes
    public_key: bytes
    sealed: tuple[SealedKey, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstFormatSlot:
    """A slot as the first format had it: the passphrase wraps the data key itself. Read, never made."""

    user: str
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes


def make_slot(kind: str, user: str, passphrase: str, cost: KdfCost, workspace_id: str) -> Slot:
    """A new key pair under this passphrase; the data key is still to be given (`give_key`)."""
    private = ec.generate_private_key(ec.SECP256R1())
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    slot = Slot(kind, user, cost, salt, nonce, b"", sealed_key.public_bytes(private))
    kek = _derive(passphrase, salt, cost)
    wrapped = AESGCM(kek).encrypt(nonce, sealed_key.private_bytes(private), _about(slot, workspace_id))
    return replace(slot, wrapped_private=wrapped)


def give_key(slot: Slot, raw_key: bytes, generation: str, workspace_id: str) -> Slot:
    """The slot with this generation of the data key sealed to it."""
    about = _about(slot, workspace_id)
    sealed = sealed_key.seal(slot.public_key, raw_key, generation, about)
    sealed = replace(sealed, mac=_seal(slot, sealed, raw_key, workspace_id))
    others = tuple(one for one in slot.sealed if one.generation != generation)
    return replace(slot, sealed=(*others, sealed))


def has_good_seal(slot: Slot, raw_key: bytes, generation: str, workspace_id: str) -> bool:
    """This slot was written by someone who had the data key, and is as it was written."""
    for sealed in slot.sealed:
        if sealed.generation == generation:
            return secrets.compare_digest(sealed.mac, _seal(slot, sealed, raw_key, workspace_id))
    return False


def open_slot(slot: Slot, passphrase: str, workspace_id: str) -> dict[str, bytes] | None:
    """The data key of each generation; None when the passphrase is not the one (or the slot was changed)."""
    kek = _derive(passphrase, slot.salt, slot.cost)
    about = _about(slot, workspace_id)
    try:
        private = sealed_key.read_private(AESGCM(kek).decrypt(slot.nonce, slot.wrapped_private, about))
        return {one.generation: sealed_key.unseal(private, one, about) for one in slot.sealed}
    except (InvalidTag, ValueError):
        return None


def open_first_format_slot(slot: FirstFormatSlot, passphrase: str, workspace_id: str) -> bytes | None:
    """The data key of a slot of the first format, or None when the passphrase is not the one."""
    cost = slot.cost
    kek = _derive(passphrase, slot.salt, cost)
    about = bound(
        "expunge key slot", workspace_id, slot.user, cost.time_cost, cost.memory_kib, cost.parallelism
    )
    try:
        return AESGCM(kek).decrypt(slot.nonce, slot.wrapped, about)
    except InvalidTag:
        return None


def waste_one_try(passphrase: str, cost: KdfCost) -> None:
    """Take as long as a real try, so that an unknown user cannot be told from a wrong passphrase."""
    _derive(passphrase, bytes(SALT_BYTES), cost)


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


def _about(slot: Slot, workspace_id: str) -> bytes:
    cost = slot.cost
    return bound(
        "expunge slot 2", workspace_id, slot.kind, slot.user, cost.time_cost, cost.memory_kib,
        cost.parallelism, slot.salt, slot.public_key,
    )  # fmt: skip


def _seal(slot: Slot, sealed: SealedKey, raw_key: bytes, workspace_id: str) -> bytes:
    content = bound(
        _about(slot, workspace_id), slot.nonce, slot.wrapped_private,
        sealed.generation, sealed.ephemeral, sealed.nonce, sealed.wrapped,
    )  # fmt: skip
    return authenticate(derived_key(raw_key, "slot seal"), content)
