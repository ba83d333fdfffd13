"""A data key sealed to a public key: whoever has the private half can open it, anybody can make it.

Ephemeral ECDH on P-256, HKDF-SHA256, AES-256-GCM (the construction of ECIES, SEC 1 section 5.1).
"""

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from expunge_desktop.vault.bound_data import bound

_CURVE = ec.SECP256R1()
_NONCE_BYTES = 12
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class SealedKey:
    """One generation of the data key, sealed. `mac` says that its maker had that data key (`key_slots`)."""

    generation: str
    ephemeral: bytes
    nonce: bytes
    wrapped: bytes
    mac: bytes = b""


def seal(public_key: bytes, raw_key: bytes, generation: str, about: bytes) -> SealedKey:
    """Seal a data key to a public key; `about` is what it is bound to."""
    ephemeral = ec.generate_private_key(_CURVE)
    point, nonce = public_bytes(ephemeral), secrets.token_bytes(_NONCE_BYTES)
    shared = ephemeral.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public_key))
    wrapped = AESGCM(_key(shared, point, public_key)).encrypt(nonce, raw_key, bound(about, generation))
    return SealedKey(generation, point, nonce, wrapped)


def unseal(private: ec.EllipticCurvePrivateKey, sealed: SealedKey, about: bytes) -> bytes:
    """The data key. Raises InvalidTag or ValueError for anything that was not sealed to this key."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, sealed.ephemeral)
    key = _key(private.exchange(ec.ECDH(), point), sealed.ephemeral, public_bytes(private))
    return AESGCM(key).decrypt(sealed.nonce, sealed.wrapped, bound(about, sealed.generation))


def public_bytes(private: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half as an uncompressed point."""
    return private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def private_bytes(private: ec.EllipticCurvePrivateKey) -> bytes:
    """The private half, to be wrapped."""
    return private.private_numbers().private_value.to_bytes(_KEY_BYTES, "big")


def read_private(content: bytes) -> ec.EllipticCurvePrivateKey:
    """The private half from its bytes. Raises ValueError."""
    return ec.derive_private_key(int.from_bytes(content, "big"), _CURVE)


def _key(shared: bytes, ephemeral: bytes, public_key: bytes) -> bytes:
    info = bound("expunge sealed data key", ephemeral, public_key)
    return HKDF(hashes.SHA256(), _KEY_BYTES, None, info).derive(shared)
