"""The bytes of a PDF: numbered objects, streams, strings, the table of where each object stands.

Written here and not by a library because thousands of small papers share their faces: what all of them have
in common is made once (docs/decisions/0022-pleading-engine.md). Nothing but the objects decides the bytes.
"""

import hashlib
import zlib

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r", "\n": r"\n"})


def literal(text: str) -> str:
    """Text as a string of a content stream."""
    return f"({text.translate(_ESCAPED)})"


def text_string(text: str) -> bytes:
    """Text as a string of a title, an outline or the metadata."""
    if text.isascii():
        return literal(text).encode("ascii")
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def compressed(data: bytes, level: int = 9) -> bytes:
    """The data of a stream; what is written by the thousand is packed more lightly."""
    return zlib.compress(data, level)


def stream(packed: bytes, entries: bytes = b"") -> bytes:
    """A stream object of compressed data."""
    return b"<</Filter/FlateDecode/Length %d%s>>stream\n%s\nendstream" % (len(packed), entries, packed)


class PdfObjects:
    """Objects in the order of their numbers, after those of `base`, whose bytes are shared."""

    def __init__(self, base: "PdfObjects | None" = None) -> None:
        self._parts: list[bytes] = [base.joined()] if base else [_HEADER]
        self._rows: list[bytes] = list(base._rows) if base else []
        self._end = len(self._parts[0])

    @property
    def next_number(self) -> int:
        """The number the next object gets."""
        return len(self._rows) + 1

    def add(self, body: bytes) -> int:
        """Write an object; its number."""
        number = len(self._rows) + 1
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._rows.append(b"%010d 00000 n \n" % self._end)
        self._parts.append(part)
        self._end += len(part)
        return number

    def joined(self) -> bytes:
        """Everything written so far, as one piece."""
        if len(self._parts) > 1:
            self._parts = [b"".join(self._parts)]
        return self._parts[0]

    def finish(self, catalog: int, info: int) -> bytes:
        """The whole file."""
        count = len(self._rows) + 1
        identity = (
            hashlib.sha256(b"".join(self._parts[1:] or self._parts)).hexdigest()[:32].upper().encode("ascii")
        )
        self._parts.append(
            b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\n"
            b"startxref\n%d\n%%%%EOF\n"
            % (count, b"".join(self._rows), count, catalog, info, identity, identity, self._end)
        )
        return b"".join(self._parts)
