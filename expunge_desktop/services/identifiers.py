"""What must be found nowhere any more after a destruction, and the texts it stands in.

Free texts (notes, problems, lines set aside, the court's remarks) may name a person or a case that is
destroyed. They are searched word by word, without regard to case, and the naming words are taken out.
"""

import re
from collections.abc import Iterable
from typing import Any

ERASED = "[destroyed]"
_SHORTEST = 5  # a shorter number stands in too many texts to mean this one
_WORD = re.compile(r"\w+")


class Identifiers:
    """Some texts to look for as whole words, each at least five letters or digits long."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for text in sorted({" ".join(one.split()).upper() for one in texts}, key=len, reverse=True):
            first = _WORD.search(text)
            if first is None or len("".join(_WORD.findall(text))) < _SHORTEST:
                continue
            self._by_first.setdefault(first.group(), []).append(text[first.start() :])

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def are_in(self, text: str) -> bool:
        """Whether the text names any of them."""
        return next(self._places(text), None) is not None

    def erased(self, text: str) -> str:
        """The text without them; the same object when it names none."""
        pieces, end = [], 0
        for start, stop in self._places(text):
            if start >= end:
                pieces += [text[end:start], ERASED]
                end = stop
        return "".join((*pieces, text[end:])) if pieces else text

    def erased_in(self, value: Any) -> Any:
        """JSON data with every text in it erased likewise."""
        if isinstance(value, str):
            return self.erased(value)
        if isinstance(value, list):
            return [self.erased_in(one) for one in value]
        if isinstance(value, dict):
            return {key: self.erased_in(one) for key, one in value.items()}
        return value

    def _places(self, text: str) -> Any:
        upper = text.upper()
        if len(upper) != len(text):  # ß and its like change the length
            upper = "".join(one.upper() if len(one.upper()) == 1 else one for one in text)
        for word in _WORD.finditer(upper):
            for wanted in self._by_first.get(word.group(), ()):
                stop = word.start() + len(wanted)
                if upper.startswith(wanted, word.start()) and not upper[stop : stop + 1].isalnum():
                    yield word.start(), stop
                    break
