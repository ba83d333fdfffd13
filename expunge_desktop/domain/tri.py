"""Three-valued truth: every condition answers yes, no or unknown (Kleene's strong logic)."""

from collections.abc import Iterable
from enum import StrEnum


class Tri(StrEnum):
    """Yes, no, or unknown. Unknown is a value, not an error and never a default."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __invert__(self) -> "Tri":
        return _NOT[self]

    @classmethod
    def of(cls, value: bool | None) -> "Tri":
        """`True` → yes, `False` → no, `None` → unknown."""
        if value is None:
            return cls.UNKNOWN
        return cls.YES if value else cls.NO


_NOT = {Tri.YES: Tri.NO, Tri.NO: Tri.YES, Tri.UNKNOWN: Tri.UNKNOWN}


def all_of(values: Iterable[Tri]) -> Tri:
    """No if any is no; else unknown if any is unknown; else yes (yes for none at all)."""
    seen = set(values)
    if Tri.NO in seen:
        return Tri.NO
    return Tri.UNKNOWN if Tri.UNKNOWN in seen else Tri.YES


def any_of(values: Iterable[Tri]) -> Tri:
    """Yes if any is yes; else unknown if any is unknown; else no (no for none at all)."""
    seen = set(values)
    if Tri.YES in seen:
        return Tri.YES
    return Tri.UNKNOWN if Tri.UNKNOWN in seen else Tri.NO
