"""Whether two counts, delivered apart and spelled apart, are one count of one defendant.

Sealing must reach a count that a court's list spells otherwise than the Department's file; and a
co-defendant, or another count of the case, must not be sealed with it. So what is sure is told from what only
may be.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.citation_parser import parse_charge

CASE, COURT, COUNT, SECTION, DAY = "case number", "court", "count number", "section", "day of the conviction"
CII, BIRTH, NAME = "CII number", "birth date", "name"
_SEPARATORS = re.compile(r"[\W_]+")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_FULL_DATE = 10


@dataclass(frozen=True, slots=True)
class DeliveredCount:
    """A count with what tells it and its defendant from others, as recorded; empty = unknown.

    names   the name and every alias, `LAST,FIRST MIDDLE`
    """

    id: int
    batch_id: int
    person_id: int
    county: str
    court: str
    case_number: str
    count_number: str
    charge: str
    conviction_on: str
    names: tuple[str, ...]
    born_on: str
    cii_number: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two counts are, or may be, one: what they share, and what differs or is unknown on one side."""

    is_sure: bool
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    is_count_known: bool


@lru_cache(maxsize=100_000)
def joined(text: str) -> str:
    """Letters and digits alone, in capitals: `ZZB-0021` is `ZZB0021`."""
    return _SEPARATORS.sub("", text).upper()


def case_keys(case_number: str) -> frozenset[str]:
    """By which a case, or each of several (`A; B`), is found however it is spelled: zeros dropped too."""
    return frozenset(_without_zeros(one) for one in _cases(case_number))


def day_key(one: DeliveredCount) -> tuple[str, str] | None:
    """Section and day, when both are known: what two counts of one person may share in spite of the case."""
    charge = _citation(one.charge)
    if charge is None or len(one.conviction_on) < _FULL_DATE:
        return None
    return charge.section, one.conviction_on


def likeness(one: DeliveredCount, other: DeliveredCount) -> Likeness | None:
    """How much `other` is the count `one`; None when it is another, or of somebody else.

    Sure: same case, section and day, nothing against the same count, and the same defendant by CII number,
    birth date or name with nothing against it. In doubt: the same case with something that differs, or the
    same person, section and day in another batch. Counts of one record are told apart by the record.
    """
    if one.person_id == other.person_id:
        return None
    found: dict[str, bool | None] = {
        CASE: _case(one, other),
        COURT: _text(one.court, other.court),
        COUNT: _count(one.count_number, other.count_number),
        SECTION: _section(one.charge, other.charge),
        DAY: _date(one.conviction_on, other.conviction_on),
        CII: _text(one.cii_number, other.cii_number),
        BIRTH: _date(one.born_on, other.born_on),
        NAME: _name(one.names, other.names),
    }
    is_near_case = found[CASE] or (
        _county(one, other) is not False
        and not case_keys(one.case_number).isdisjoint(case_keys(other.case_number))
    )
    if is_near_case:
        return _of_one_case(found, one, other)
    is_same_day = found[SECTION] and found[DAY] and day_key(one) == day_key(other) is not None
    if is_same_day and one.batch_id != other.batch_id and _is_one_person(found):
        return _told(found, is_sure=False)
    return None


def _of_one_case(
    found: dict[str, bool | None], one: DeliveredCount, other: DeliveredCount
) -> Likeness | None:
    if found[NAME] is False and False in (found[CII], found[BIRTH]) and not (found[CII] or found[BIRTH]):
        return None  # a co-defendant
    is_other_charge = found[SECTION] is False and not _is_one_section(one.charge, other.charge)
    if is_other_charge and found[COUNT] is False:
        return None  # another count of the case
    is_sure = (
        bool(found[CASE] and found[SECTION])
        and found[COUNT] is not False
        and found[DAY] is not False
        and _is_surely_the_defendant(found)
        and (found[COURT] is not False or _is_court_only_spelled_apart(found))
    )
    return _told(found, is_sure=is_sure)


def _is_surely_the_defendant(found: dict[str, bool | None]) -> bool:
    if found[CII]:
        return True
    return bool(found[BIRTH] or found[NAME]) and False not in (found[CII], found[BIRTH], found[NAME])


def _is_court_only_spelled_apart(found: dict[str, bool | None]) -> bool:
    """The Department's `CASC LOS ANGELES` and a clerk's name of the courthouse may be one court."""
    return bool(found[DAY]) and bool(found[CII] or (found[BIRTH] and found[NAME]))


def _is_one_person(found: dict[str, bool | None]) -> bool:
    """By more than a birth date: many people share a day, a section and a birth date."""
    return bool(found[CII]) or (bool(found[NAME]) and found[BIRTH] is not False)


def _told(found: dict[str, bool | None], *, is_sure: bool) -> Likeness:
    return Likeness(
        is_sure,
        tuple(what for what, answer in found.items() if answer),
        tuple(what for what, answer in found.items() if not answer),
        found[COUNT] is not None,
    )


def _case(one: DeliveredCount, other: DeliveredCount) -> bool | None:
    mine, theirs = _cases(one.case_number), _cases(other.case_number)
    if not mine or not theirs:
        return None
    return _county(one, other) is not False and not mine.isdisjoint(theirs)


@lru_cache(maxsize=100_000)
def _cases(case_number: str) -> frozenset[str]:
    return frozenset(filter(None, map(joined, case_number.split(";"))))


def _without_zeros(case: str) -> str:
    return _LEADING_ZEROS.sub("", case)


def _county(one: DeliveredCount, other: DeliveredCount) -> bool | None:
    return _text(one.county, other.county)


def _text(one: str, other: str) -> bool | None:
    mine, theirs = joined(one), joined(other)
    return mine == theirs if mine and theirs else None


def _count(one: str, other: str) -> bool | None:
    mine, theirs = joined(one).lstrip("0"), joined(other).lstrip("0")
    return mine == theirs if mine and theirs else None


def _date(one: str, other: str) -> bool | None:
    """Partial dates agree as far as they go."""
    return one.startswith(other) or other.startswith(one) if one and other else None


def _section(one: str, other: str) -> bool | None:
    mine, theirs = _citation(one), _citation(other)
    if mine is None or theirs is None:
        return _text(one, other) or None
    is_one_code = not mine.code or not theirs.code or mine.code == theirs.code
    return is_one_code and (mine.section, mine.subdivisions, mine.inchoate) == (
        theirs.section,
        theirs.subdivisions,
        theirs.inchoate,
    )


def _is_one_section(one: str, other: str) -> bool:
    """The same section, though a subdivision or an attempt is recorded on one side only."""
    mine, theirs = _citation(one), _citation(other)
    return mine is not None and theirs is not None and mine.section == theirs.section


@lru_cache(maxsize=100_000)
def _citation(charge: str) -> Citation | None:
    return parse_charge(charge)


def _name(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool | None:
    """Last name and first given name; middle names do not count, an initial agrees with what it begins."""
    one, other = [*map(_spelled, mine)], [*map(_spelled, theirs)]
    known = [(a, b) for a in one for b in other if a[0] and b[0]]
    if not known:
        return None
    return any(a[0] == b[0] and _is_one_given_name(a[1], b[1]) for a, b in known)


def _is_one_given_name(one: str, other: str) -> bool:
    if not one or not other:
        return False
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


@lru_cache(maxsize=100_000)
def _spelled(name: str) -> tuple[str, str]:
    last, _, first = name.partition(",")
    given = first.split()
    return joined(last), joined(given[0]) if given else ""
