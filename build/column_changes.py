"""What may be wrong with the value of one column: nothing there, a part, nonsense, or blanks around it."""

from collections.abc import Callable
from typing import NamedTuple

BLANK, PARTIAL, IMPOSSIBLE, PADDED = "blank", "partial", "impossible", "padded"


class Change(NamedTuple):
    """One way to change a value; a value that is empty already stays empty, unless `fills`."""

    kind: str
    name: str
    of: Callable[[str], str]
    fills: bool = False


CHANGES = (
    Change(BLANK, "empty", lambda value: ""),
    Change(BLANK, "blanks", lambda value: " " * max(len(value), 3)),
    Change(BLANK, "NULL", lambda value: "NULL"),
    Change(BLANK, "NULL, padded", lambda value: "NULL".ljust(12)),
    Change(PARTIAL, "first half", lambda value: value[: (len(value) + 1) // 2]),
    Change(PARTIAL, "year", lambda value: value[:4]),
    Change(PARTIAL, "year and zeros", lambda value: value[:4] + "0" * max(len(value) - 4, 0)),
    Change(IMPOSSIBLE, "99999999", lambda value: "99999999", True),
    Change(IMPOSSIBLE, "ZZZ", lambda value: "ZZZ", True),
    Change(IMPOSSIBLE, "18500101", lambda value: "18500101", True),
    Change(IMPOSSIBLE, "13th month", lambda value: value[:4] + "1332" if value[:4].isdecimal() else "19991332", True),
    Change(PADDED, "blanks behind", lambda value: value.ljust(len(value) + 9)),
    Change(PADDED, "blanks around", lambda value: f"  {value} \t"),
)  # fmt: skip
