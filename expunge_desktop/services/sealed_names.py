"""What people wrote, without the names and cases of those the court has sealed.

Notes, reasons, remarks of the court, names of files and the release log are written by hand and may name
anybody. In every view and export they are shown through this; the audit trail alone shows them as written
(docs/retention.md). The text itself stays, and has to stay readable: what somebody who is shown shares, a
short last name alone and a birth date are left in it; `people_in_texts` finds them when rows are destroyed.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from expunge_desktop.domain.same_count import joined
from expunge_desktop.services.identifiers import (
    NEAR,
    SEALED,
    SHORTEST,
    Identifiers,
    Words,
    WrittenNumbers,
    folded,
    last_name_words,
    name_parts,
    replaced,
)
from expunge_desktop.services.session import Session
from expunge_desktop.store import sealed_names as store
from expunge_desktop.store.sealed_names import Named
from expunge_desktop.store.workspace import Workspace

_FILE_NAME = re.compile(r"_|\.\w")
# Last names that in a remark mean something else; alone they are left as they are.
_COMMON = frozenset(
    (
        *(
            "BENCH",
            "BLACK",
            "BRIEF",
            "BROWN",
            "CLERK",
            "COUNT",
            "COUNTY",
            "COURT",
            "DEFENDER",
            "GRANT",
            "GREEN",
        ),
        *("JUDGE", "JUSTICE", "MARCH", "NORTH", "OFFICE", "ORDER", "PAPERS", "POWERS", "PRESS", "PUBLIC"),
        *("SALES", "SOUTH", "SPRING", "STATE", "SUMMERS", "WHITE", "WINTER"),
    )
)

_made: WeakKeyDictionary[Workspace, tuple[object, "SealedNames"]] = WeakKeyDictionary()


class SealedNames:
    """Masks what names some hidden convictions and their people; what others who are shown share stays."""

    def __init__(self, hidden: Named, shown: Named) -> None:
        self._numbers = WrittenNumbers({*_numbers(hidden)} - {*_numbers(shown)})
        open_names = {*_spelled(shown)}
        open_lasts = {joined(last) for last, _ in open_names}
        names = {*_spelled(hidden)} - open_names
        alone = {last for last, _ in names if joined(last) not in open_lasts | _COMMON}
        self._names = Identifiers([last for last in alone if not last.isalpha()], names)
        self._lasts: dict[str, set[str]] = {}
        for last, first in names:
            if last in alone and last.isalpha() and len(last) >= SHORTEST:
                self._lasts.setdefault(last, set()).update(first.split()[:1])

    def __bool__(self) -> bool:
        return bool(self._names or self._numbers or self._lasts)

    def masked(self, text: str) -> str:
        """The text with `[sealed]` in place of each; the same object when it names none."""
        if not text or not self:
            return text
        text = self._names.erased(text, SEALED)
        return replaced(text, self._places(text), SEALED)

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        words = Words(text)
        found, upper = words.found, words.upper
        yield from self._numbers.places(words)
        for place, word in enumerate(found):
            if upper[place] in self._lasts and (word.group()[0].isupper() or _is_in_file_name(text, word)):
                yield word.span()
                for near in range(max(0, place - NEAR), min(len(found), place + NEAR + 1)):
                    if upper[near] in self._lasts[upper[place]]:
                        yield found[near].span()


def _is_in_file_name(text: str, word: re.Match[str]) -> bool:
    """There a name may be written small; elsewhere a small word is a word."""
    start = text.rfind(" ", 0, word.start()) + 1
    end = text.find(" ", word.end())
    return bool(_FILE_NAME.search(text[start : end if end >= 0 else len(text)]))


def sealed_names(session: Session, connection: Any) -> SealedNames:
    """What masks the texts of this workspace; made anew only when something was sealed or delivered since."""
    state = store.state(connection)
    known = _made.get(session.workspace)
    if known is None or known[0] != state:
        hidden = store.hidden(connection)
        known = state, SealedNames(hidden, store.shown(connection) if hidden else Named())
        _made[session.workspace] = known
    return known[1]


def _numbers(named: Named) -> Iterator[str]:
    for case in named.cases:
        yield from map(joined, case.split(";"))
    yield from map(joined, named.numbers)


def _spelled(named: Named) -> Iterator[tuple[str, str]]:
    """Last and first names word by word, a last name with `JR` without it too."""
    for last, first in map(name_parts, named.names):
        for words in (folded(last), last_name_words(last)):
            yield " ".join(words), " ".join(folded(first))


def names_of_rows(rows: Iterable[Any]) -> Named:
    """What rows of a filing (`case_number`, `name`) are named by."""
    held = list(rows)
    return Named({one.case_number for one in held}, set(), {one.name for one in held if one.name})
