"""What names people or cases in a text somebody wrote, and of which kind it is.

For what is destroyed (`destroying`) or would be kept for good (`nameless_texts`): nobody may be named there
any more. So it finds more than `identifiers` does: a last name alone, a birth date in any usual form. A last
name that is an ordinary word, a month or two letters counts only where the text says that a person is meant.
What is only shown without the sealed is masked by `sealed_names`, which spares more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from expunge_desktop.services.identifiers import (
    NEAR,
    Identifiers,
    Words,
    WrittenNumbers,
    folded,
    last_name_words,
)

_MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            ("JANUARY JAN", "FEBRUARY FEB", "MARCH MAR", "APRIL APR", "MAY", "JUNE JUN", "JULY JUL",
             "AUGUST AUG", "SEPTEMBER SEPT SEP", "OCTOBER OCT", "NOVEMBER NOV", "DECEMBER DEC"),
            start=1,
        )
        for name in names.split()
    }
)  # fmt: skip
# Last names that in a sentence mean something else, unless they are introduced as a person's.
_ORDINARY_WORDS = """
    ALL AND ANY ARE BANKS BAR BASE BAY BEAN BELL BENCH BEST BIRD BISHOP BLACK BLUE BOND BOOK BOOKS
    BRIEF BROWN BUSH CARD CASE CASH CHANCE CHASE CHURCH CITY CLAY CLERK COUNT COUNTY COURT CROSS DAY
    DEAN DEFENDER DRIVER EARLY EAST FARMER FIELD FIELDS FINE FOR FORD FORM FOX FREE FRENCH GLASS
    GOLD GOOD GRANT GRAY GREEN GREY HALL HAND HARDY HILL HOLD HOLIDAY HOPE HOUSE HUNTER JUDGE
    JUSTICE KEY KEYS KING LAND LANE LAW LAWS LAWYER LIGHT LITTLE LONG LORD LOVE LOW MANY MARK MARKS
    MARSH MAYOR MORE MOSS NEW NOBLE NORTH NOT OFFICE OLD ORDER PAGE PAPERS PARISH PARK PEOPLE POLICY
    POOL POPE POST POWER POWERS PRESS PRICE PRINCE PUBLIC RAY REASON RECORD RICE RICH ROW SALES SAY
    SEAL SHARP SHORT SINGLE SMALL SNOW SOUTH SPRING STATE STEEL STONE STRONG SUMMER SUMMERS TERM THE
    THIS TOWN WALL WALLS WARD WAY WEEKS WELLS WEST WHITE WILL WINTER WISE WOOD WOODS WORD WORTH YEAR
    YOU YOUNG
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_INTRODUCED = re.compile(
    r"\b(?:v|vs|versus|mr|mrs|ms|miss|defendants?|petitioners?|people\s+v)\b\.?\s*$", re.IGNORECASE
)
_BEGINNING = re.compile(r"(?:^|[.!?:;(“\"\n])\s*$")
_BIRTH = re.compile(r"\b(?:born|birth|birthday|d\.?o\.?b)\b", re.IGNORECASE)
_BIRTH_REACH = 40  # characters between “born” and the day
_DAY = re.compile(
    r"""(?<![A-Za-z0-9])(?:
        (?P<y1>\d{4})[-/.\ ](?P<m1>\d{1,2})[-/.\ ](?P<d1>\d{1,2})
        |(?P<digits>\d{8})
        |(?P<m2>\d{1,2})[-/.\ ](?P<d2>\d{1,2})[-/.\ ](?P<y2>\d{4}|\d{2})
        |(?P<n3>[A-Za-z]{3,9})\.?\s+(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{4})
        |(?P<d4>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<n4>[A-Za-z]{3,9})\.?,?\s+(?P<y4>\d{4})
    )(?![A-Za-z0-9])""",
    re.VERBOSE,
)


class Naming(StrEnum):
    """What a text names somebody by, in words for a sentence; it never says whom."""

    NAME = "a name"
    LAST_NAME = "a last name"
    WORD = "a last name that is an ordinary word too"
    BIRTH = "a birth date"
    NUMBER = "a case number or a person's number"


class PeopleInTexts(Identifiers):
    """Some people and cases to be found in texts, as `Identifiers` with more ways to be named.

    numbers    case, CII, FBI and person numbers, however they are separated
    names      (last name, first names) as recorded; full names are found in both orders
    alone      last names that are looked for alone too
    born_on    birth dates (ISO): found beside one of the above; `born_alone` behind “born” or “DOB” too
    is_strict  every birth date counts, and an ordinary word with a capital within a sentence
    """

    def __init__(
        self,
        numbers: Iterable[str],
        names: Iterable[tuple[str, str]] = (),
        *,
        alone: Iterable[str] = (),
        born_on: Iterable[str] = (),
        born_alone: Iterable[str] = (),
        is_strict: bool = False,
    ) -> None:
        numbers, names, alone = set(numbers), set(names), set(alone)
        super().__init__(numbers, names)
        self._is_strict = is_strict
        self._numbers = WrittenNumbers(numbers)
        self._lasts: dict[str, set[int]] = {}  # the first word, and how many words they have
        self._given: dict[tuple[str, ...], set[str]] = {}
        for last, first in names:
            words = last_name_words(last)
            if words and last in alone:
                self._lasts.setdefault(words[0], set()).add(len(words))
                self._given.setdefault(words, set()).update(folded(first)[:1])
        self._born, self._born_alone = set(born_on), set(born_alone)

    def __bool__(self) -> bool:
        return bool(super().__bool__() or self._numbers or self._lasts or self._born)

    def kinds_in(self, text: str) -> tuple[Naming, ...]:
        """By what the text names any of them, in the order of `Naming`; empty when it names none."""
        found = {kind for _, _, kind in self._named(text)}
        return tuple(kind for kind in Naming if kind in found)

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        yield from ((start, stop) for start, stop, _ in self._named(text))

    def _named(self, text: str) -> list[tuple[int, int, Naming]]:
        found = [
            (start, stop, Naming.NUMBER if any(map(str.isdigit, text[start:stop])) else Naming.NAME)
            for start, stop in super()._places(text)
        ]
        words = Words(text)
        found += [(*place, Naming.NUMBER) for place in self._numbers.places(words)]
        found += self._last_names_in(text, words.found, words.upper)
        found += self._births_in(text, is_named=bool(found))
        return found

    def _last_names_in(
        self, text: str, words: list[re.Match[str]], upper: list[str]
    ) -> Iterator[tuple[int, int, Naming]]:
        for place, word in enumerate(upper):
            for length in self._lasts.get(word, ()):
                end = place + length
                last = tuple(upper[place:end])
                if len(last) < length or last not in self._given:
                    continue
                kind = self._meant(last, text, words[place])
                if kind is None:
                    continue
                yield words[place].start(), words[end - 1].end(), kind
                for near in range(max(0, place - NEAR), min(len(words), end + NEAR)):
                    if upper[near] in self._given[last] and words[near].group()[0].isupper():
                        yield *words[near].span(), Naming.NAME

    def _meant(self, last: tuple[str, ...], text: str, word: re.Match[str]) -> Naming | None:
        """Whether a person is meant by what stands there as a last name."""
        is_rare = len(last) > 1 or (len(last[0]) > 2 and last[0] not in _ORDINARY and last[0] not in _MONTHS)
        before = text[max(0, word.start() - 20) : word.start()]
        if is_rare or _INTRODUCED.search(before):
            return Naming.LAST_NAME
        is_word = self._is_strict and last[0] in _ORDINARY and word.group()[0].isupper()
        return Naming.WORD if is_word and not _BEGINNING.search(before) else None

    def _births_in(self, text: str, *, is_named: bool) -> Iterator[tuple[int, int, Naming]]:
        is_anywhere = self._is_strict or is_named
        if not self._born or not (is_anywhere or _BIRTH.search(text)):
            return
        for one in _DAY.finditer(text):
            days = set(_days(one))
            is_told = bool(days & self._born_alone) and _BIRTH.search(
                text[max(0, one.start() - _BIRTH_REACH) : one.start()]
            )
            if is_told or (is_anywhere and days & self._born):
                yield *one.span(), Naming.BIRTH


def _days(found: re.Match[str]) -> Iterator[str]:
    """The days, ISO, that a match may mean."""
    part = found.groupdict()
    if digits := part["digits"]:
        yield f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
        yield f"{digits[4:]}-{digits[:2]}-{digits[2:4]}"
    elif part["y1"]:
        yield _iso(part["y1"], part["m1"], part["d1"])
    elif year := part["y2"]:
        for full in (year,) if len(year) == 4 else (f"19{year}", f"20{year}"):
            yield _iso(full, part["m2"], part["d2"])
            if int(part["m2"]) > 12:
                yield _iso(full, part["d2"], part["m2"])
    else:
        place = "3" if part["n3"] else "4"
        month = _MONTHS.get(part[f"n{place}"].upper())
        if month:
            yield _iso(part[f"y{place}"], str(month), part[f"d{place}"])


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"
