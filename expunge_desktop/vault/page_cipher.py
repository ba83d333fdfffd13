"""Single pages of an encrypted workspace file, decrypted without the database: for a damaged file.

SQLCipher 4 encrypts each page by itself: AES-256 in CBC mode, an initialization vector and an HMAC-SHA512
over both and the page's number at the page's end. The first 16 bytes of the file are the salt from which
the HMAC's key is derived.
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE_BYTES = 4096
SALT_BYTES = 16
_IV_BYTES, _HMAC_BYTES = 16, 64
USABLE_BYTES = PAGE_BYTES - _IV_BYTES - _HMAC_BYTES
_SALT_MASK = 0x3A
_HMAC_ROUNDS = 2
_FIRST_BYTES = b"SQLite format 3\0"


class PageCipher:
    """Decrypts pages under a data key; `salt` is what the first 16 bytes of the file are."""

    def __init__(self, raw_key: bytes, salt: bytes) -> None:
        self._key = raw_key
        masked = bytes(one ^ _SALT_MASK for one in salt)
        self._hmac_key = hashlib.pbkdf2_hmac("sha512", raw_key, masked, _HMAC_ROUNDS, len(raw_key))

    def is_authentic(self, number: int, page: bytes) -> bool:
        """Whether this page was written as page `number` under this key and salt, and not changed since."""
        if len(page) != PAGE_BYTES:
            return False
        signed = page[_start(number) : USABLE_BYTES + _IV_BYTES] + number.to_bytes(4, "little")
        found = hmac.new(self._hmac_key, signed, "sha512").digest()
        return hmac.compare_digest(found, page[-_HMAC_BYTES:])

    def decrypt(self, number: int, page: bytes) -> bytes:
        """The content of a page, authentic or not: what the database itself works with, 4,016 bytes."""
        start = _start(number)
        iv = page[USABLE_BYTES : USABLE_BYTES + _IV_BYTES]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(iv)).decryptor()
        content = decryptor.update(page[start:USABLE_BYTES]) + decryptor.finalize()
        return _FIRST_BYTES[:start] + content


def _start(number: int) -> int:
    """The first page begins with the salt."""
    return SALT_BYTES if number == 1 else 0
