"""Numbers that must never be stored: Social Security and driver's licence numbers, masked where they stand.

Contract, point 22: nine-digit SSN patterns in free text are masked and counted. Lines that are set aside
have no columns to leave out, so anything there that could be an SSN or a California licence (a letter and
seven digits) is masked: every run of nine digits or more too, twelve (CNT_ORDER) excepted.
"""

import re

_DASHED = r"(?<!\d)\d{3}([-\u2010-\u2015 ./])\d{2}\1\d{4}(?!\d)"
_BARE = r"(?<!\d)\d{9}(?!\d)"
_IN_TEXT = re.compile(f"{_DASHED}|{_BARE}", re.ASCII)
_IN_LINE = re.compile(
    rf"{_DASHED}|(?<!\d)(?!\d{{12}}(?!\d))\d{{9,}}|(?<![A-Za-z])[A-Za-z][ -]?\d{{7}}(?!\d)", re.ASCII
)
_DIGIT = re.compile(r"\d", re.ASCII)

_SHAPE = bytes(48 if 48 <= byte <= 57 else 46 for byte in range(256))

MASK = "#"


def has_private_number(text: str) -> bool:
    """A nine-digit SSN pattern stands in this free text."""
    return _IN_TEXT.search(text) is not None


def may_hold_private_number(text: str) -> bool:
    """Whether an SSN pattern can stand anywhere in a long text; no is certain, yes is not.

    Ten times as fast as looking for the patterns: every digit becomes 0, everything else a point.
    """
    if not text.isascii():
        return True
    shape = b".%b." % text.encode().translate(_SHAPE)
    return b".000000000." in shape or b".000.00.0000." in shape


def mask_text(text: str) -> tuple[str, int]:
    """Free text with every digit of an SSN pattern replaced by `#`, and how many patterns there were."""
    return _IN_TEXT.subn(_hidden, text)


def mask_line(text: str) -> str:
    """A whole unreadable line with everything masked that could be an SSN or a licence number."""
    return _IN_LINE.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    return _DIGIT.sub(MASK, found.group())
