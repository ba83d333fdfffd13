"""What names people and cases in the texts that others wrote: the words, the numbers, and what replaces them.

Free texts (notes, problems, lines set aside, the court's remarks) may name a person or a case. They are read
word by word, without regard to case and accents. Two searches are built of this: `sealed_names`, for what is
shown, spares whatever might mean somebody else; `people_in_texts`, for what is destroyed or kept for good,
spares little.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from operator import is_
from typing import Any

from expunge_desktop.domain.same_count import joined

ERASED, SEALED = "[destroyed]", "[sealed]"
SHORTEST = 5  # a shorter number stands in too many texts to mean this one
NEAR = 2  # words between a given name and the last name
# `motion_SAMPLE_GA123.pdf` is made of words too; an accent may be a character of its own.
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV"})
_MOST_WORDS, _WIDEST_GAP = 4, 2  # of a number that is written with separators: `ZZB-0021`, `ZZB 0021`


class Words:
    """The words of a text: where they stand (`found`), and what they say in capitals (`upper`)."""

    def __init__(self, text: str) -> None:
        self.found = list(_WORD.finditer(text))
        self.upper = [fold(one.group()) for one in self.found]


class WrittenNumbers:
    """Case, CII, FBI and person numbers, however they are separated; of five letters and digits or more."""

    def __init__(self, numbers: Iterable[str]) -> None:
        bare = map(fold, map(joined, numbers))
        self._numbers = {one for one in bare if len(one) >= SHORTEST and any(map(str.isdigit, one))}
        self._beginnings = {one[:end] for one in self._numbers for end in range(1, len(one) + 1)}

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def places(self, words: Words) -> Iterator[tuple[int, int]]:
        """Where one of them stands."""
        found, upper = words.found, words.upper
        for place, word in enumerate(found):
            if upper[place] not in self._beginnings:
                continue
            number = ""
            for end in range(place, min(len(found), place + _MOST_WORDS)):
                if end > place and found[end].start() - found[end - 1].end() > _WIDEST_GAP:
                    break
                number += upper[end]
                if number not in self._beginnings:
                    break
                if number in self._numbers:
                    yield word.start(), found[end].end()


class Identifiers:
    """Some texts to look for word by word, whatever stands between the words.

    Each has at least five letters or digits. `names` are looked for in both orders, given name first or last,
    and also without the middle names.
    """

    def __init__(self, texts: Iterable[str], names: Iterable[tuple[str, str]] = ()) -> None:
        """`names` are (last name, first names)."""
        wanted = {folded(one) for one in texts}
        for last, first in names:
            given = folded(first)
            wanted |= {(*folded(last), *some) for some in (given, given[:1]) if some}
            wanted |= {(*some, *folded(last)) for some in (given, given[:1]) if some}
        self._wanted = {words for words in wanted if len("".join(words)) >= SHORTEST}
        lengths: dict[str, set[int]] = {}
        for words in self._wanted:
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {word: sorted(some, reverse=True) for word, some in lengths.items()}

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def erased(self, text: str, mark: str = ERASED) -> str:
        """The text with `mark` in their place; the same object when it names none."""
        return replaced(text, self._places(text), mark)

    def erased_in(self, value: Any) -> Any:
        """JSON data with every text in it erased likewise; whatever names none is the same object."""
        if isinstance(value, str):
            return self.erased(value)
        if isinstance(value, list):
            made = [self.erased_in(one) for one in value]
            return value if all(map(is_, made, value)) else made
        if isinstance(value, dict):
            erased = {key: self.erased_in(one) for key, one in value.items()}
            return value if all(map(is_, erased.values(), value.values())) else erased
        return value

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        words = Words(text)
        found, upper = words.found, words.upper
        for place, word in enumerate(upper):
            for length in self._lengths.get(word, ()):
                end = place + length
                if end <= len(upper) and tuple(upper[place:end]) in self._wanted:
                    yield found[place].start(), found[end - 1].end()
                    break


def replaced(text: str, places: Iterable[tuple[int, int]], mark: str) -> str:
    """The text with `mark` in these places, once where they overlap; the same object when there is none."""
    pieces, end = [], 0
    for start, stop in sorted(places):
        if start >= end:
            pieces += [text[end:start], mark]
        end = max(end, stop)
    return "".join((*pieces, text[end:])) if pieces else text


def name_parts(name: str) -> tuple[str, str]:
    """Last and first names of a name as recorded: `LAST,FIRST MIDDLE`."""
    last, _, first = name.upper().partition(",")
    return last.strip(), first.strip()


def fold(word: str) -> str:
    """In capitals, without accents: the Department delivers none."""
    if word.isascii():
        return word.upper()
    plain = unicodedata.normalize("NFKD", word)
    return "".join(one for one in plain if not unicodedata.combining(one)).upper()


def folded(text: str) -> tuple[str, ...]:
    """The words of a text, as `fold` makes them."""
    return tuple(Words(text).upper)


def last_name_words(last: str) -> tuple[str, ...]:
    """A last name word by word, as `fold` makes them, and without `JR`."""
    words = folded(last)
    return words[:-1] if len(words) > 1 and words[-1] in _SUFFIXES else words
