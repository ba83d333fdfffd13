"""Whose record of a case list may be incomplete: a line set aside, or rows without a key, may belong to it.

An earlier conviction that cannot be attributed must not be lost silently: everybody it may belong to is left
to a person (HR-IDENTITY). Rows under different person_ids are different people, as the office says; rows that
name none are compared by name with CII number or birth date.
"""

from collections.abc import Iterable, Iterator, Sequence

from expunge_desktop.ingest.case_list_record import Columns, ListRow, born, full_name
from expunge_desktop.ingest.doj_doubts import Doubts, Mark, Neighbors, Owners

_NOT_LOST = "BLANK_LINE"
_WITHOUT_ID = "?"


def marks_of(rows: Iterable[ListRow]) -> tuple[Mark, ...]:
    """What tells who a person is besides the key; a first mark says whether any row has no person_id."""
    marks: dict[Mark, None] = {}
    for row in rows:
        name = " ".join(full_name(row).upper().split())
        for what, value in (("cii", row.get("cii_number").upper()), ("born", born(row))):
            if name and value:
                marks[name, what, value] = None
        if not row.get("person_id"):
            marks[_WITHOUT_ID,] = None
    return tuple(marks)


def owners_of_lost(
    aside: Sequence[tuple[int, str, str, str]],
    columns: Columns,
    separator: str,
    lines_of_people: Iterable[tuple[str, Sequence[int]]],
) -> list[Owners]:
    """To whom each line that was set aside may belong: by its person_id, failing that by its neighbors."""
    if all(kind == _NOT_LOST for _, kind, *_ in aside):
        return []
    neighbors = Neighbors(lines_of_people)
    place = next((at for at, (_, field) in enumerate(columns) if field == "person_id"), None)
    lost: list[Owners] = []
    for line, kind, _, content in aside:
        if kind == _NOT_LOST:
            continue
        fields = content.split(separator, place + 1) if place is not None else []
        named = fields[place].strip('" ') if place is not None and len(fields) > place else ""
        nearest = tuple((key,) for key in dict.fromkeys(neighbors.of(line)) if key)
        lost.append((((named,),) if named else (), nearest))
    return lost


class ListDoubts:
    """Collects marks over a whole batch, and says in the end whose record may lack something."""

    def __init__(self) -> None:
        self._lines = Doubts()
        self._parts: dict[Mark, set[str]] = {}
        self._without_id: set[str] = set()

    def add(self, marks: Iterable[tuple[str, Sequence[Mark]]], lost: Iterable[Owners]) -> None:
        """Take in some rows: the marks of their people, and those of lines set aside."""
        for key, of_person in marks:
            self._lines.add([(key, ())], ())
            for mark in of_person:
                if mark == (_WITHOUT_ID,):
                    self._without_id.add(key)
                else:
                    self._parts.setdefault(mark, set()).add(key)
        self._lines.add((), lost)

    def notes(self) -> Iterator[tuple[str, str]]:
        """(key, kind of problem) of everybody whose record may be incomplete, in order."""
        split = Doubts()
        for mark, keys in self._parts.items():
            if not keys.isdisjoint(self._without_id):
                split.add([(key, (mark,)) for key in keys], ())
        yield from sorted({*self._lines.notes(), *split.notes()})
