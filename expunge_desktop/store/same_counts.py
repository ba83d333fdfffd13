"""Counts delivered more than once: open convictions that are, or may be, one the court has sealed.

Exact repeats are found by SQL (`store.sealing`); here those that another list spells otherwise. Cases are
searched in their index and people in their table, so that a county is looked through in a second.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from expunge_desktop.domain.same_count import (
    DeliveredCount,
    Likeness,
    case_keys,
    day_key,
    joined,
    likeness,
)
from expunge_desktop.store import doubtful
from expunge_desktop.store.schema import conviction, person
from expunge_desktop.store.sealing import is_open

_IDS_AT_A_TIME = 500


@dataclass(slots=True)
class Repeats:
    """Open convictions with the sealed ones they are (`sure`), or may be (`doubtful`)."""

    sure: dict[int, int] = field(default_factory=dict)
    doubtful: dict[int, dict[str, object]] = field(default_factory=dict)


def repeats_of(connection: Connection, sealed: Collection[int], batch_id: int | None = None) -> Repeats:
    """Open convictions, of one batch or of all, that are or may be one of these sealed ones."""
    known = _Known(_details(connection, sealed, is_among_open=False))
    if not known:
        return Repeats()
    found = Repeats()
    asked_before = doubtful.answered(connection)
    seen: dict[int, tuple[DeliveredCount, list[tuple[int, Likeness]]]] = {}
    for one in _details(connection, _candidates(connection, known, batch_id)):
        if batch_id is not None and one.batch_id != batch_id:
            continue
        apart = frozenset(asked_before.get(one.id, {}).get("other_than", ()))
        alike = [
            (other.id, how)
            for other in known.near(one)
            if other.id not in apart and (how := likeness(other, one)) is not None
        ]
        if alike:
            seen[one.id] = one, alike
    vague = {key for key, (_, alike) in seen.items() if not _is_plainly_sealed(alike)}
    told_apart = _told_apart(connection, [seen[key][0] for key in vague], seen.keys())
    for key, (_, alike) in seen.items():
        sure = [other for other, how in alike if how.is_sure]
        if sure and key not in told_apart:
            found.sure[key] = min(sure)
        elif sure or key not in told_apart:
            found.doubtful[key] = _doubt(alike)
    return found


def _is_plainly_sealed(alike: Sequence[tuple[int, Likeness]]) -> bool:
    """It is the sealed count whatever other counts the case has."""
    return any(how.is_sure and how.is_count_known for _, how in alike)


def _doubt(alike: Sequence[tuple[int, Likeness]]) -> dict[str, object]:
    """What a person is told: the sealed convictions by number, what the nearest agrees in and differs in."""
    nearest = min((how for _, how in alike), key=lambda how: len(how.differs))
    return {
        "like": sorted(other for other, _ in alike),
        "agrees": list(nearest.agrees),
        "differs": list(nearest.differs),
    }


class _Known:
    """The sealed counts, by what another delivery of them shares."""

    def __init__(self, counts: Iterable[DeliveredCount]) -> None:
        self.by_case: dict[str, list[DeliveredCount]] = {}
        self.by_person: dict[tuple[str, str, str], list[DeliveredCount]] = {}
        self.last_names: set[str] = set()
        self.cii_numbers: set[str] = set()
        self.days: set[str] = set()
        for one in counts:
            for key in case_keys(one.case_number):
                self.by_case.setdefault(key, []).append(one)
            for of_person in _person_keys(one):
                self.by_person.setdefault(of_person, []).append(one)
                self.days.add(one.conviction_on)
                self.last_names |= set(_last_names(one.names))
                self.cii_numbers |= {joined(one.cii_number)} - {""}

    def __bool__(self) -> bool:
        return bool(self.by_case or self.by_person)

    def near(self, one: DeliveredCount) -> list[DeliveredCount]:
        """The sealed counts of the same case, or of the same section, day and last name or CII number."""
        found = {other.id: other for key in case_keys(one.case_number) for other in self.by_case.get(key, ())}
        for of_person in _person_keys(one):
            found |= {other.id: other for other in self.by_person.get(of_person, ())}
        return [found[key] for key in sorted(found)]


def _candidates(connection: Connection, known: _Known, batch_id: int | None) -> list[int]:
    found = set(_of_cases(connection, known.by_case, batch_id))
    columns = (person.c.id, person.c.name, person.c.aliases, person.c.cii_number)
    query = select(*columns).where(person.c.purge_id.is_(None))
    if batch_id is not None:
        query = query.where(person.c.batch_id == batch_id)
    people = [
        int(row.id)
        for row in connection.execute(query)
        if joined(row.cii_number) in known.cii_numbers
        or not known.last_names.isdisjoint(_last_names(_names(row)))
    ]
    for some in _portions(people):
        of_people = select(conviction.c.id, conviction.c.conviction_on)
        of_people = of_people.where(conviction.c.person_id.in_(some))
        found |= {int(one) for one, on in connection.execute(of_people) if on in known.days}
    return sorted(found)


def _of_cases(connection: Connection, keys: Collection[str], batch_id: int | None) -> Iterator[int]:
    """Convictions that name one of these cases, by the index of case numbers alone."""
    query = select(conviction.c.id, conviction.c.case_number)
    if batch_id is not None:
        first = connection.scalar(
            select(func.min(conviction.c.id)).join(person).where(person.c.batch_id == batch_id)
        )
        query = query.where(conviction.c.id >= (first or 0))
    for one, case_number in connection.execute(query):
        if any(key in keys for key in case_keys(case_number)):
            yield int(one)


def _told_apart(
    connection: Connection, counts: Sequence[DeliveredCount], in_question: Collection[int]
) -> frozenset[int]:
    """Those of these counts that are surely another one, which an earlier or later delivery has open."""
    keys = frozenset(key for one in counts for key in case_keys(one.case_number))
    if not keys:
        return frozenset()
    by_case: dict[str, list[DeliveredCount]] = {}
    standing = [one for one in _of_cases(connection, keys, None) if one not in in_question]
    for other in _details(connection, standing):
        for key in case_keys(other.case_number):
            by_case.setdefault(key, []).append(other)
    return frozenset(
        one.id
        for one in counts
        for key in case_keys(one.case_number)
        for other in by_case.get(key, ())
        if other.batch_id != one.batch_id and (how := likeness(other, one)) is not None and how.is_sure
    )


def _details(
    connection: Connection, ids: Collection[int], *, is_among_open: bool = True
) -> Iterator[DeliveredCount]:
    """These convictions as they are compared, without the destroyed, and the hidden unless meant."""
    names = ("id", "batch_id", "person_id", "county", "court", "case_number", "count_number", "conviction_on")
    columns: list[Any] = [*(conviction.c[name] for name in names), conviction.c.code_section]
    columns += [person.c.name, person.c.aliases, person.c.born_on, person.c.cii_number]
    query = select(*columns).join(person, person.c.id == conviction.c.person_id)
    query = query.where(is_open() if is_among_open else conviction.c.purge_id.is_(None))
    for some in _portions(sorted(ids)):
        for row in connection.execute(query.where(conviction.c.id.in_(some))):
            own: dict[str, Any] = {name: getattr(row, name) or "" for name in names}
            yield DeliveredCount(
                **own,
                charge=row.code_section,
                names=_names(row),
                born_on=row.born_on or "",
                cii_number=row.cii_number,
            )


def _names(row: Any) -> tuple[str, ...]:
    return tuple(filter(None, (row.name, *row.aliases.split("; "))))


def _person_keys(one: DeliveredCount) -> Iterator[tuple[str, str, str]]:
    """Section and day, with each last name and the CII number; none when section or day is not known."""
    day = day_key(one)
    if day is not None:
        section, on = day
        yield from ((section, on, last) for last in _last_names(one.names))
        if cii := joined(one.cii_number):
            yield section, on, f"CII {cii}"


def _last_names(names: Iterable[str]) -> Iterator[str]:
    return filter(None, (joined(name.partition(",")[0]) for name in names))


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _IDS_AT_A_TIME):
        yield ids[start : start + _IDS_AT_A_TIME]
