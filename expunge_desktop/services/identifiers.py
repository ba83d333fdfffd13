"""What must be found nowhere any more after a destruction, and the texts it stands in.

Free texts (notes, problems, lines set aside, the court's remarks) may name a person or a case that is
destroyed. They are searched word by word, without regard to case, and the naming words are taken out.
"""

import re
from collections.abc import Iterable, Iterator
from operator import is_
from typing import Any

ERASED, SEALED = "[destroyed]", "[sealed]"
SHORTEST = 5  # a shorter number stands in too many texts to mean this one
_WORD = re.compile(r"[^\W_]+")  # `motion_SAMPLE_GA123.pdf` is made of words too


class Identifiers:
    """Some texts to look for word by word, whatever stands between the words.

    Each has at least five letters or digits. `names` are looked for in both orders, given name first or last,
    and also without the middle names.
    """

    def __init__(self, texts: Iterable[str], names: Iterable[tuple[str, str]] = ()) -> None:
        """`names` are (last name, first names)."""
        wanted = {_words(one) for one in texts}
        for last, first in names:
            given = _words(first)
            wanted |= {(*_words(last), *some) for some in (given, given[:1]) if some}
            wanted |= {(*some, *_words(last)) for some in (given, given[:1]) if some}
        self._wanted = {words for words in wanted if len("".join(words)) >= SHORTEST}
        lengths: dict[str, set[int]] = {}
        for words in self._wanted:
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {word: sorted(some, reverse=True) for word, some in lengths.items()}

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def are_in(self, text: str) -> bool:
        """Whether the text names any of them."""
        return next(self._places(text), None) is not None

    def erased(self, text: str, mark: str = ERASED) -> str:
        """The text with `mark` in their place; the same object when it names none."""
        pieces, end = [], 0
        for start, stop in self._places(text):
            if start >= end:
                pieces += [text[end:start], mark]
                end = stop
        return "".join((*pieces, text[end:])) if pieces else text

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
        found = list(_WORD.finditer(text))
        upper = [one.group().upper() for one in found]
        for place, word in enumerate(upper):
            for length in self._lengths.get(word, ()):
                end = place + length
                if end <= len(upper) and tuple(upper[place:end]) in self._wanted:
                    yield found[place].start(), found[end - 1].end()
                    break


def name_parts(name: str) -> tuple[str, str]:
    """Last and first names of a name as recorded: `LAST,FIRST MIDDLE`."""
    last, _, first = name.upper().partition(",")
    return last.strip(), first.strip()


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.upper()))
