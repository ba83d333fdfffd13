"""Streams that unpack to more than any paper holds: found before a program that draws pages unpacks them."""

import zlib

import pikepdf

MOST_UNPACKED = 200_000_000  # bytes of one stream
_RATIO = 1032  # deflate packs no tighter
_STEP = 4_000_000
_MOST_FILTERS = 2


def has_bomb(pdf: pikepdf.Pdf) -> bool:
    """Whether a stream of the file unpacks to more, or is packed again and again."""
    return any(_is_bomb(found) for found in pdf.objects if isinstance(found, pikepdf.Stream))


def _is_bomb(found: pikepdf.Stream) -> bool:
    filters = found.get("/Filter")
    if filters is None:
        return False
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names.count("/FlateDecode") + names.count("/LZWDecode") >= _MOST_FILTERS:
        return True
    length = found.get("/Length")
    if "/FlateDecode" not in names or not isinstance(length, int) or length * _RATIO <= MOST_UNPACKED:
        return False
    if names[0] != "/FlateDecode":
        return False  # written as text first, as old programs do: as large as it looks
    return _unpacked(found.read_raw_bytes()) > MOST_UNPACKED


def _unpacked(raw: bytes) -> int:
    """How long the data are, as far as they can be unpacked; no more of them is held than a step."""
    packed, total = zlib.decompressobj(), 0
    rest = raw
    while rest and total <= MOST_UNPACKED:
        try:
            total += len(packed.decompress(rest, _STEP))
        except zlib.error:
            break
        rest = packed.unconsumed_tail
    return total
