"""Searching files for known words: as they are, in other encodings, and inside compressed streams.

Files are mapped into memory. A match of the first six bytes is looked for at every position, by arrays; only
there the whole word is compared.
"""

import base64
import mmap
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import zstandard

from campaigns.leaks.known_words import SHORTEST

_PIECE = 4 * 1024 * 1024
_MOST_UNPACKED = 64 * 1024 * 1024
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1")
# zlib with its usual headers, gzip, a member of a ZIP archive, zstandard.
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04|\x28\xb5\x2f\xfd")


@dataclass(frozen=True, order=True)
class Leak:
    """A word found: in which file, where, and how it was written."""

    file: str
    at: int
    word: str
    form: str


class Search:
    """Looks for a set of words in bytes and in files."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_head: dict[bytes, list[tuple[bytes, str, str]]] = defaultdict(list)
        self.forms = 0
        for word in sorted(words):
            for form, data in _forms(word):
                self._by_head[data[:SHORTEST]].append((data, word, form))
                self.forms += 1
        heads = [int.from_bytes(head, "little") for head in self._by_head]
        self._heads = np.array(sorted(heads), dtype=np.uint64)

    def in_file(self, path: Path) -> list[Leak]:
        """Every word in a file, its packed streams included, and in its name."""
        found = [
            Leak(path.name, -1, leak.word, "file name") for leak in self.in_bytes(path.name.encode(), "")
        ]
        if path.stat().st_size < SHORTEST:
            return found
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            found += self.in_bytes(mapped, path.name)
            for at, content in _unpacked(mapped):
                found += [
                    Leak(path.name, at, leak.word, f"packed {leak.form}")
                    for leak in self.in_bytes(content, "")
                ]
        return found

    def in_bytes(self, data: bytes | mmap.mmap, name: str) -> list[Leak]:
        """Every word in these bytes."""
        found = []
        for start in range(0, len(data), _PIECE):
            piece = bytes(data[start : start + _PIECE + SHORTEST - 1])
            for at in self._candidates(piece):
                head = piece[at : at + SHORTEST]
                for whole, word, form in self._by_head.get(head, ()):
                    if data[start + at : start + at + len(whole)] == whole:
                        found.append(Leak(name, start + at, word, form))
        return found

    def _candidates(self, piece: bytes) -> list[int]:
        if len(piece) < SHORTEST or not len(self._heads):
            return []
        each = np.frombuffer(piece, dtype=np.uint8).astype(np.uint64)
        last = len(piece) - SHORTEST + 1
        heads = np.zeros(last, dtype=np.uint64)
        for place in range(SHORTEST):
            heads |= each[place : place + last] << np.uint64(8 * place)
        nearest = np.searchsorted(self._heads, heads).clip(max=len(self._heads) - 1)
        return [int(at) for at in np.flatnonzero(self._heads[nearest] == heads)]


def _forms(word: str) -> Iterator[tuple[str, bytes]]:
    """The word's bytes in every encoding that has it, escaped as JSON does, in hex and in base 64."""
    seen = set()
    for encoding in _ENCODINGS:
        try:
            data = word.encode(encoding)
        except UnicodeEncodeError:
            continue
        if data not in seen and len(data) >= SHORTEST:
            seen.add(data)
            yield encoding, data
    plain = word.encode()
    if not word.isascii():
        yield "JSON", word.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
    yield "hex", plain.hex().encode()
    for shift in range(3):
        packed = base64.b64encode(b"\0" * shift + plain)
        # the letters at the edges also hold bits of the neighbors
        inner = packed[(shift * 8 + 5) // 6 : (shift + len(plain)) * 8 // 6]
        if len(inner) >= SHORTEST:
            yield "base64", inner


def _unpacked(mapped: mmap.mmap) -> Iterator[tuple[int, bytes]]:
    """What any packed stream in the file holds, as far as it can be unpacked."""
    for found in _PACKED.finditer(mapped):
        at, mark = found.start(), found[0]
        content = b""
        if mark == b"\x28\xb5\x2f\xfd":
            content = _unpack_zstandard(mapped[at : at + _MOST_UNPACKED])
        else:
            start, bits = at, zlib.MAX_WBITS | 32
            if mark == b"PK\x03\x04":
                names = int.from_bytes(mapped[at + 26 : at + 28], "little")
                extra = int.from_bytes(mapped[at + 28 : at + 30], "little")
                start, bits = at + 30 + names + extra, -zlib.MAX_WBITS
            content = _inflate(mapped, start, bits)
        if len(content) >= SHORTEST:
            yield at, content


def _inflate(mapped: mmap.mmap, start: int, bits: int) -> bytes:
    unpacker, out = zlib.decompressobj(bits), bytearray()
    while start < len(mapped) and not unpacker.eof and len(out) < _MOST_UNPACKED:
        try:
            out += unpacker.decompress(mapped[start : start + 65536], _MOST_UNPACKED)
        except zlib.error:
            break
        start += 65536
    return bytes(out)


def _unpack_zstandard(data: bytes) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompressobj().decompress(data)[:_MOST_UNPACKED]
    except zstandard.ZstdError:
        return b""
