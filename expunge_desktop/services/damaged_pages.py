"""The pages of a damaged workspace file that can still be read, the log beside it included."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from expunge_desktop.base import held_files
from expunge_desktop.vault.page_cipher import PAGE_BYTES, SALT_BYTES, PageCipher

_LOG_HEADER, _FRAME_HEADER = 32, 24
_SAMPLED = 200


class DamagedPages:
    """Page by page, from 1. `unreadable` gathers the numbers of those asked for and not authentic.

    Without the salt (the beginning of the file is lost) nothing can be told to be authentic: then
    `is_authenticated` is False, and pages are taken as they decrypt.
    """

    def __init__(self, path: Path, raw_key: bytes) -> None:
        self._stream = path.open("rb")
        size = path.stat().st_size
        self._log_stream, self._log = _log_pages(path.with_name(path.name + "-wal"))
        self.count = max([-(-size // PAGE_BYTES), *self._log])
        self.unreadable: set[int] = set()
        self._cipher, self.is_authenticated = self._find_cipher(raw_key)

    def page(self, number: int) -> bytes | None:
        """The decrypted page, the newer one of log and file; None when neither is authentic."""
        for raw in self._candidates(number):
            if self._cipher.is_authentic(number, raw) or (
                not self.is_authenticated and len(raw) == PAGE_BYTES and number > 1
            ):
                return self._cipher.decrypt(number, raw)
        self.unreadable.add(number)
        return None

    def close(self) -> None:
        """Let go of the file."""
        held_files.close(self._stream)
        if self._log_stream is not None:
            held_files.close(self._log_stream)

    def _candidates(self, number: int) -> Iterator[bytes]:
        if self._log_stream is not None:
            for at in reversed(self._log.get(number, [])):
                self._log_stream.seek(at)
                yield self._log_stream.read(PAGE_BYTES)
        yield self._raw(number)

    def _raw(self, number: int) -> bytes:
        self._stream.seek((number - 1) * PAGE_BYTES)
        return self._stream.read(PAGE_BYTES)

    def _find_cipher(self, raw_key: bytes) -> tuple[PageCipher, bool]:
        """By the salt under which pages of the file are authentic: the file's own, or the log's."""
        salts = dict.fromkeys(raw[:SALT_BYTES] for raw in self._candidates(1))
        numbers = range(2, min(self.count, _SAMPLED) + 1)
        for salt in salts:
            cipher = PageCipher(raw_key, salt)
            if any(cipher.is_authentic(one, raw) for one in (1, *numbers) for raw in self._candidates(one)):
                return cipher, True
        return PageCipher(raw_key, bytes(SALT_BYTES)), False


def _log_pages(path: Path) -> tuple[BinaryIO | None, dict[int, list[int]]]:
    """The log, and where in it the pages of its committed transactions lie, oldest first."""
    if not path.is_file():
        return None, {}
    stream = path.open("rb")
    salts = stream.read(_LOG_HEADER)[16:24]
    found: dict[int, list[int]] = {}
    waiting: list[tuple[int, int]] = []
    step = _FRAME_HEADER + PAGE_BYTES
    for at in range(_LOG_HEADER, path.stat().st_size - step + 1, step):
        stream.seek(at)
        frame = stream.read(_FRAME_HEADER)
        if frame[8:16] != salts:
            break
        waiting.append((int.from_bytes(frame[:4], "big"), at + _FRAME_HEADER))
        if any(frame[4:8]):  # the last page of a transaction
            for number, place in waiting:
                found.setdefault(number, []).append(place)
            waiting = []
    return stream, found
