"""What a workspace file holds, decrypted page by page, free pages and the log too: for a byte search."""

from pathlib import Path

import zstandard
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import text

from expunge_desktop.store import engine

_PAGE, _RESERVED, _SALT, _IV = 4096, 80, 16, 16  # SQLCipher 4: the IV and an HMAC-SHA512 end each page
_WAL_HEADER, _FRAME_HEADER = 32, 24


def pages(path: Path, raw_key: bytes) -> bytes:
    """The plain bytes of every page of the file and of its log."""
    content = path.read_bytes()
    found = [
        _plain(content[at : at + _PAGE], raw_key, is_first=at == 0) for at in range(0, len(content), _PAGE)
    ]
    assert found[0][_SALT:][:8], "an empty file"
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes()[_WAL_HEADER:] if log.exists() else b""
    for at in range(0, len(frames), _PAGE + _FRAME_HEADER):
        number = int.from_bytes(frames[at : at + 4], "big")
        found.append(_plain(frames[at + _FRAME_HEADER :][:_PAGE], raw_key, is_first=number == 1))
    return b"".join(found)


def values(path: Path, raw_key: bytes) -> str:
    """All values of all tables, compressed rows unpacked."""
    copy = engine.copy_engine(path, raw_key)
    pieces: list[str] = []
    try:
        with copy.connect() as connection:
            names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
            for name in names:
                for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):  # noqa: S608
                    pieces += [_text(value) for value in row]
    finally:
        copy.dispose()
    return "\n".join(pieces)


def _plain(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    start = _SALT if is_first else 0
    end = _PAGE - _RESERVED
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[end : end + _IV])).decryptor()
    return decryptor.update(page[start:end]) + decryptor.finalize()


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return zstandard.ZstdDecompressor().decompress(value).decode("utf-8", "replace")
        except zstandard.ZstdError:
            return value.decode("latin-1")
    return str(value)
