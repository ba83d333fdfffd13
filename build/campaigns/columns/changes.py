"""What may be wrong with the value of one column: nothing there, a part, nonsense, or blanks around it."""

from collections.abc import Callable
from typing import NamedTuple

BLANK, PARTIAL, IMPOSSIBLE, PADDED = "blank", "partial", "impossible", "padded"


class Change(NamedTuple):
    """One way to change a value; a value that is empty already stays empty, unless `fills`.

    `in_one_row`: it is also tried in a single row of each person.
    """

    kind: str
    name: str
    of: Callable[[str], str]
    fills: bool = False
    in_one_row: bool = False


def _thirteenth(value: str) -> str:
    """The same year, or some year, and a month and day that no calendar has."""
    return (value[:4] if value[:4].isdecimal() else "1999") + "1332"


CHANGES = (
    Change(BLANK, "empty", lambda _: "", in_one_row=True),
    Change(BLANK, "blanks", lambda value: " " * max(len(value), 3)),
    Change(BLANK, "NULL", lambda _: "NULL"),
    Change(BLANK, "NULL, padded", lambda _: "NULL".ljust(12)),
    Change(PARTIAL, "first half", lambda value: value[: (len(value) + 1) // 2], in_one_row=True),
    Change(PARTIAL, "year", lambda value: value[:4], in_one_row=True),
    Change(PARTIAL, "year and zeros", lambda value: value[:4] + "0" * max(len(value) - 4, 0)),
    Change(IMPOSSIBLE, "99999999", lambda _: "99999999", True, True),
    Change(IMPOSSIBLE, "ZZZ", lambda _: "ZZZ", True, True),
    Change(IMPOSSIBLE, "18500101", lambda _: "18500101", True, True),
    Change(IMPOSSIBLE, "13th month", _thirteenth, True),
    Change(PADDED, "blanks behind", lambda value: value.ljust(len(value) + 9)),
    Change(PADDED, "blanks around", lambda value: f"  {value} \t", in_one_row=True),
)  # fmt: skip
