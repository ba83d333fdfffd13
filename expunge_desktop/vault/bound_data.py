"""The one byte form of things that are bound together under a tag or a seal."""

import json


def bound(*parts: str | int | bytes) -> bytes:
    """The parts as a JSON list, bytes in hexadecimal: no two different lists give the same bytes."""
    plain = [part.hex() if isinstance(part, bytes) else part for part in parts]
    return json.dumps(plain, ensure_ascii=True).encode()
