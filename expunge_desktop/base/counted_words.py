"""Counted words, in one place: `1 row`, `1,204 people`; no page, table or paper says “1 rows”."""

_IRREGULAR = {"person": "people"}
_SIBILANTS = ("ch", "sh", "s", "x")


def many(number: int, one: str, several: str = "") -> str:
    """A number with its noun: `1 row`, `1,204 rows`. `several` where the plural is not made at the end."""
    return f"{number:,} {one if number == 1 else several or plural_of(one)}"


def plural_of(noun: str) -> str:
    """The plural of a noun as English makes it: rows, batches, entries, people."""
    *before, last = noun.split(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("y") and last[-2:-1] not in ("a", "e", "o", "u"):
        last = last[:-1] + "ies"
    else:
        last += "es" if last.endswith(_SIBILANTS) else "s"
    return " ".join((*before, last))
