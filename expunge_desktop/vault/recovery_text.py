"""The recovery key as people write it down: four lines of two groups of four, each with a check character.

160 random bits in Crockford's base 32 (no I, L, O, U). The check character closes each line and depends on
the line's number, so that a typing error is found in its line, two characters changed in their order too,
and two lines changed in theirs.
"""

import secrets
import unicodedata

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import UsageError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LINES = 4
_PER_LINE = 8
_GROUP = 4
_MEANT = {"O": "0", "I": "1", "L": "1"}
_BETWEEN = "-‐‑‒–—_.,:/|"


def new_recovery_key() -> str:
    """Thirty-two random characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LINES * _PER_LINE))


def to_sheet(key: str) -> str:
    """As it is shown and printed: a line is `ABCD-EFGH-X`, X its check character."""
    lines = [key[at : at + _PER_LINE] for at in range(0, len(key), _PER_LINE)]
    return "\n".join(
        f"{line[:_GROUP]}-{line[_GROUP:]}-{check_character(line, number)}"
        for number, line in enumerate(lines, 1)
    )


def from_sheet(text: str) -> str:
    """The key from what was typed; case, blanks and dashes do not matter, O is read as 0, I and L as 1.

    Raises UsageError (`recovery-key-typed-wrong`) that names the line of the error, and the place of a
    character no recovery key has.
    """
    whole = _PER_LINE + 1
    lines = [line for line in map(_characters, text.splitlines()) if line]
    if len(lines) != LINES:  # typed in one go
        run = "".join(lines)
        lines = [run[at : at + whole] for at in range(0, len(run), whole)]
    for number, line in enumerate(lines, 1):
        for place, character in enumerate(line, 1):
            if character not in ALPHABET:
                raise _wrong(f"Line {number} has “{character}” at place {place}; no recovery key has that.")
    for number, line in enumerate(lines[:LINES], 1):
        if len(line) != whole:
            raise _wrong(f"Line {number} has {many(len(line), 'character')} instead of {whole}.")
        if check_character(line[:-1], number) != line[-1]:
            raise _wrong(f"Line {number} has a typing error.")
    if len(lines) != LINES:
        raise _wrong(
            f"There {'is' if len(lines) == 1 else 'are'} {many(len(lines), 'line')} instead of {LINES}."
        )
    return "".join(line[:-1] for line in lines)


def check_character(line: str, number: int) -> str:
    """A sum over the field of 32 elements, each place with a weight of its own, begun with the line's number.

    One wrong character always changes it, and so do two that changed places.
    """
    total, weight = number, 1
    for character in line:
        weight = _double(weight)
        total ^= _product(ALPHABET.index(character), weight)
    return ALPHABET[total]


def _double(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled


def _product(first: int, second: int) -> int:
    total = 0
    while second:
        if second & 1:
            total ^= first
        first, second = _double(first), second >> 1
    return total


def _characters(line: str) -> str:
    plain = unicodedata.normalize("NFKC", line).upper()
    kept = (one for one in plain if not one.isspace() and one not in _BETWEEN)
    return "".join(_MEANT.get(one, one) for one in kept)


def _wrong(sentence: str) -> UsageError:
    return UsageError("recovery-key-typed-wrong", sentence, "Compare it with the sheet and type it again.")
