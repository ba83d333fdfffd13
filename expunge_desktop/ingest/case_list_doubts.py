"""Whose record of a case list may be incomplete: a line set aside, or rows without a key, may belong to it.

An earlier conviction that cannot be attributed must not be lost silently: everybody it may belong to is left
to a person (HR-IDENTITY). Rows under different person_ids are different people, as the office says; rows that
name none are compared by name with CII number or birth date.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from expunge_desktop.ingest.batch_records import StretchResult
from expunge_desktop.ingest.case_list_record import Columns, ListRow, born, full_name

LINE_SET_ASIDE, SPLIT_RECORD = "LINE_SET_ASIDE", "SPLIT_RECORD"
_MOST_PARTS = 20  # whatever more people share is a placeholder, and no evidence of who they are
_NOT_LOST = "BLANK_LINE"
_WELL_SPLIT = ("TOO_FEW_FIELDS", "TOO_MANY_FIELDS")
Mark = tuple[str, str, str]  # name, what is compared, value


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells who a person is besides the key; `has_id`: all rows have a person_id."""

    key: str
    marks: tuple[Mark, ...]
    has_id: bool


@dataclass(slots=True)
class ListResult(StretchResult):
    """What some rows of a case list held, with the traits of their people.

    `owners` are keys that each line that was set aside may belong to: alternatives, of which the first that
    names anybody of the batch holds.
    """

    traits: list[Traits] = field(default_factory=list)
    owners: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)


def traits_of(key: str, rows: Iterable[ListRow]) -> Traits:
    """The traits of a person as far as these rows tell."""
    marks: dict[Mark, None] = {}
    has_id = True
    for row in rows:
        has_id = has_id and bool(row.get("person_id"))
        name = " ".join(full_name(row).upper().split())
        for what, value in (("CII number", row.get("cii_number").upper()), ("birth date", born(row))):
            if name and value:
                marks[name, what, value] = None
    return Traits(key, tuple(marks), has_id)


def owners_of_lost(
    aside: Sequence[tuple[int, str, str, str]],
    columns: Columns,
    separator: str,
    lines_of_people: Iterable[tuple[str, Sequence[int]]],
) -> list[tuple[tuple[str, ...], ...]]:
    """To whom each line that was set aside may belong: by its person_id, failing that by its neighbors.

    Where the first value is the person_id and only the number of values is wrong, it is whose it says.
    """
    lost = [(line, kind, content) for line, kind, _, content in aside if kind != _NOT_LOST]
    if not lost:
        return []
    at = sorted((line, key) for key, lines in lines_of_people for line in lines)
    place = next((number for number, (_, name) in enumerate(columns) if name == "person_id"), -1)
    found: list[tuple[tuple[str, ...], ...]] = []
    for line, kind, content in lost:
        values = content.replace('"', "").split(separator)
        owner = values[place].strip() if 0 <= place < len(values) else ""
        named = (owner,) if owner else ()
        if place == 0 and named and kind in _WELL_SPLIT:
            found.append((named,))
            continue
        after = bisect_left(at, (line, ""))
        found.append((named, tuple(dict.fromkeys(key for _, key in at[max(0, after - 1) : after + 1]))))
    return found


class ListDoubts:
    """Collects traits over a whole batch, and says in the end whose record may lack something."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._without_id: set[str] = set()
        self._sharing: dict[Mark, set[str]] = {}
        self._owners: set[tuple[tuple[str, ...], ...]] = set()

    def add(self, result: StretchResult) -> None:
        """Take in what some rows told."""
        if not isinstance(result, ListResult):
            return
        self._owners.update(result.owners)
        for one in result.traits:
            self._keys.add(one.key)
            if not one.has_id:
                self._without_id.add(one.key)
            for mark in one.marks:
                self._sharing.setdefault(mark, set()).add(one.key)

    def notes(self) -> list[tuple[str, str]]:
        """(key, kind of problem) of everybody whose record may be incomplete, in order."""
        found: set[tuple[str, str]] = set()
        for alternatives in self._owners:
            known = (self._keys.intersection(keys) for keys in alternatives)
            found.update((key, LINE_SET_ASIDE) for key in next(filter(None, known), ()))
        for keys in self._sharing.values():
            if 1 < len(keys) <= _MOST_PARTS and not keys.isdisjoint(self._without_id):
                found.update((key, SPLIT_RECORD) for key in keys)
        return sorted(found)
