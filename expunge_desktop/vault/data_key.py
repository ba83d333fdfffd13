"""The data key of a workspace: 256 random bits, and the keys for other purposes that are derived from it."""

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def new_data_key() -> bytes:
    """A new random data key of 256 bits from the operating system."""
    return secrets.token_bytes(KEY_BYTES)


def derived_key(raw_key: bytes, purpose: str) -> bytes:
    """A key for one other purpose (HKDF-SHA256, RFC 5869): it tells nothing about the data key."""
    info = b"expunge " + purpose.encode()
    return HKDF(hashes.SHA256(), KEY_BYTES, None, info).derive(raw_key)


def authenticate(key: bytes, content: bytes) -> bytes:
    """HMAC-SHA256."""
    return hmac.new(key, content, hashlib.sha256).digest()


def key_check(raw_key: bytes, workspace_id: str) -> str:
    """A record that tells whether a data key is the workspace's, without telling anything about the key."""
    return hmac.new(raw_key, b"expunge key check\0" + workspace_id.encode(), hashlib.sha256).hexdigest()
