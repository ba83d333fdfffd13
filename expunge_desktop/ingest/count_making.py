"""Makes `Count` records quickly: a county has 1.3 million of them, each with some fifty fields.

The constructor of a frozen dataclass sets every field through a guard; here the slots of a new record are
set directly, once, before anybody sees it. The result equals `Count(...)` in every field.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields
from typing import Any

from expunge_desktop.domain.person import Count

_new = object.__new__


def count_maker(names: Sequence[str]) -> Callable[[Sequence[Any]], Count]:
    """A function that makes a Count of the values of these fields; all other fields have their default."""
    known = {one.name: one for one in fields(Count)}
    given = [getattr(Count, name).__set__ for name in names]
    rest = [(getattr(Count, name).__set__, one.default) for name, one in known.items() if name not in names]
    missing = [name for name, one in known.items() if name not in names and one.default is MISSING]
    if missing:
        raise TypeError(f"a count needs {', '.join(missing)}")

    def make(values: Sequence[Any]) -> Count:
        count = _new(Count)
        for set_default, default in rest:
            set_default(count, default)
        for set_value, value in zip(given, values, strict=True):
            set_value(count, value)
        return count

    return make
