"""Whose record may be incomplete: another SUBJECT_ID's rows, or a line set aside, may belong to it.

A disqualifying conviction on a line that cannot be attributed must not be lost silently: everybody it may
belong to is left to a person (HR-IDENTITY). A line names its owner by SUBJECT_ID, failing that by name with
CII number or birth date, failing that by its neighbors in the file. A damaged line whose RECORD_ID stands on
a good row, here or at the edge of another stretch, repeats that row: nothing is lost with it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from expunge_desktop.ingest.doj_columns import (
    CII_NUMBER,
    PRI_DOB,
    PRI_NAME,
    RECORD_ID,
    REQ_CII_NUMBER,
    REQ_DOB,
    REQ_NAME,
    SUBJECT_ID,
    WIDTH,
)
from expunge_desktop.ingest.same_people import MOST_PARTS

LINE_SET_ASIDE, SPLIT_RECORD = "LINE_SET_ASIDE", "SPLIT_RECORD"
Mark = tuple[str, ...]  # a SUBJECT_ID alone, or what `marks_of` tells


class LostLine(NamedTuple):
    """A line that was set aside: its RECORD_ID, and to whom it may belong.

    `owners` are alternatives, of which the first that names anybody of the batch holds.
    """

    record_id: str
    owners: tuple[tuple[Mark, ...], ...]


def marks_of(row: Sequence[str]) -> Iterator[Mark]:
    """What tells who a row is about: its name with the CII number, its name with the birth date."""
    name = " ".join(_text(row[PRI_NAME] or row[REQ_NAME]).upper().split())
    if name:
        for column, other in ((CII_NUMBER, REQ_CII_NUMBER), (PRI_DOB, REQ_DOB)):
            value = _text(row[column]) or _text(row[other])
            if value:
                yield name, str(column), value


def lost_line(line: str, row: Sequence[str], neighbors: tuple[str, str]) -> LostLine:
    """What can be told of a line that was set aside; `row` are its fields, `neighbors` see there."""
    is_whole = len(row) == WIDTH
    fields = list(row) if is_whole else line.replace('"', "").split(",", SUBJECT_ID + 1)
    subject = _text(fields[SUBJECT_ID]) if len(fields) > SUBJECT_ID else ""
    named = tuple(marks_of(row)) if is_whole else ()
    nearest = tuple((key,) for key in dict.fromkeys(neighbors) if key)
    return LostLine(_text(fields[RECORD_ID]), (((subject,),), named, nearest))


class Neighbors:
    """The people of the good lines of a stretch, by line number."""

    def __init__(self, lines_of_people: Iterable[tuple[str, Sequence[int]]]) -> None:
        at = sorted((line, key) for key, lines in lines_of_people for line in lines)
        self._lines = [line for line, _ in at]
        self._keys = [key for _, key in at]

    def of(self, line: int) -> tuple[str, str]:
        """SUBJECT_ID of the nearest good line before and after; empty when there is none."""
        place = bisect_left(self._lines, line)
        return (self._keys[place - 1] if place else ""), (
            self._keys[place] if place < len(self._keys) else ""
        )


class Doubts:
    """Collects marks over a whole batch, and says in the end whose record may lack something."""

    def __init__(self) -> None:
        self._people: dict[Mark, set[str]] = {}
        self._keys: set[str] = set()
        self._lost: set[LostLine] = set()
        self._edges: set[str] = set()

    def add(
        self, marks: Iterable[tuple[str, Sequence[Mark]]], lost: Iterable[LostLine], edges: Iterable[str]
    ) -> None:
        """Take in one stretch: its people, its lost lines, and RECORD_ID of its first and last good row."""
        for key, of_person in marks:
            self._keys.add(key)
            for mark in of_person:
                self._people.setdefault(mark, set()).add(key)
        self._lost.update(lost)
        self._edges.update(edges)

    def notes(self) -> list[tuple[str, str]]:
        """(SUBJECT_ID, kind of problem) of everybody whose record may be incomplete, in order."""
        found: set[tuple[str, str]] = set()
        for one in self._lost:
            if one.record_id and one.record_id in self._edges:
                continue
            named = (self._named(marks) for marks in one.owners)
            found.update((key, LINE_SET_ASIDE) for key in next(filter(None, named), ()))
        for keys in self._people.values():
            if 1 < len(keys) <= MOST_PARTS:
                found.update((key, SPLIT_RECORD) for key in keys)
        return sorted(found)

    def _named(self, marks: Iterable[Mark]) -> set[str]:
        """Who is meant; nobody when more people share the marks than one may have parts."""
        found: set[str] = set()
        for mark in marks:
            found |= {mark[0]} & self._keys if len(mark) == 1 else self._people.get(mark, set())
        return found if len(found) <= MOST_PARTS else set()


def _text(value: str) -> str:
    value = value.strip()
    return "" if value == "NULL" else value
