"""One kind of rows compared with the audit rows that tell of them: missing, added, changed."""

import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from operator import itemgetter
from typing import Any, Generic, TypeVar

from expunge_desktop.store.trail_rows import Salvaged

T = TypeVar("T")

_EVERY = 500
_LAST = (sys.maxsize, 0)
# What a salvage writes from the audit row itself, which does not hold it or holds it otherwise.
_REBUILT = frozenset({"facts_digest", "decided_at", "added_at", "added_by", "title"})


@dataclass(frozen=True, slots=True)
class KindCompared:
    """What the comparison of one table found.

    rows            there are
    not_comparable  of them, because the audit row holds too little or was dropped, or was lost in a damage
    differing       changed, added or missing
    first           the first of these in a sentence
    """

    kind: str
    rows: int
    not_comparable: int
    differing: int
    first: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A row as it is. `key` finds its audit row; `loose` one that no longer says of which row it tells."""

    key: Hashable
    name: str
    values: Mapping[str, object]
    loose: Hashable = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What an audit row says of one row: only the `values` it holds. `key` None = it no longer says."""

    seq: int
    key: Hashable
    name: str
    values: Mapping[str, object] = field(default_factory=dict)
    loose: Hashable = None


def taken(payload: Mapping[str, object] | None, *names: str) -> dict[str, object]:
    """Those of these names that the payload of an audit row holds."""
    return {name: payload[name] for name in names if name in payload} if payload else {}


class Comparison:
    """Compares the rows of one kind with what the trail tells of them; `result` at the end.

    Rows and audit rows come each in the order they were written, so a row and its audit row come about
    together. Held are only those whose counterpart has not come yet: of a county's decisions a few.
    """

    def __init__(self, kind: str, connection: Any, salvaged: Salvaged, look: Callable[[int], None]) -> None:
        """`look` is called with the number of rows now and then, and may raise."""
        self.connection, self.salvaged = connection, salvaged
        self._kind, self._look = kind, look
        self._rows = self._unknown = self._differing = 0
        self._first, self._first_at = "", _LAST

    def differs(self, sentence: str) -> None:
        """Count a fault of the row that comes next, or of one counted by the caller."""
        self._differs((self._rows + 1, 0), sentence)

    def count(self) -> None:
        """One more row, looked at by the caller."""
        self._look(self._rows)
        self._rows += 1

    def unknown(self, number: int = 1) -> None:
        """Rows that nothing can be said of."""
        self._unknown += number

    def rows(
        self, stored: Iterable[Stored], told: Iterable[Told], *, many: bool = False, all_told: bool = True
    ) -> None:
        """Compare both ways.

        many      one audit row that lost its payload may have told of several rows
        all_told  every audit row without payload told of a row: one too many is a missing row
        """
        rows, tellings = _Waiting[Stored](), _Waiting[Told]()
        loose: Counter[Hashable] = Counter()
        loose_at: dict[Hashable, Told] = {}
        for place, (row, one) in enumerate(zip_longest(stored, told), start=1):
            if row is not None:
                self._rows += 1
                if found := tellings.take(row.key):
                    self._one(place, row, found[1])
                else:
                    rows.add(row.key, place, row)
            if one is not None and one.key is None:
                loose[one.loose] += 1
                loose_at[one.loose] = one
            elif one is not None:
                if waited := rows.take(one.key):
                    self._one(*waited, one)
                else:
                    tellings.add(one.key, place, one)
            if not place % _EVERY:
                self._look(self._rows)
        for place, row in rows.left():
            if loose[row.loose] > 0:
                loose[row.loose] -= not many
                self.unknown()
            elif self.salvaged.gaps or (row.at and row.at == self.salvaged.at):
                self.unknown()
            else:
                self._differs(
                    (place, 1), f"{row.name} stands there, and no row of the audit trail tells of it."
                )
        for _, one in tellings.left():
            self._missing(one)
        if all_told and not many:
            for one in (loose_at[key] for key, left in loose.items() if left > 0):
                self._missing(one)

    def _one(self, place: int, row: Stored, told: Told) -> None:
        names = [name for name, value in told.values.items() if row.values[name] != value]
        if told.seq < self.salvaged.last:
            names = [name for name in names if name not in _REBUILT]
        if names:
            what = ", ".join(name.replace("_", " ") for name in names)
            sentence = f"{row.name} is not as row {told.seq:,} of the audit trail tells it: {what}."
            self._differs((place, 1), sentence)
        elif row.values.keys() - told.values.keys():
            self.unknown()

    def _missing(self, told: Told) -> None:
        if told.seq > self.salvaged.last:
            self._differs(
                _LAST, f"{told.name} is told by row {told.seq:,} of the audit trail, and is not there."
            )

    def _differs(self, at: tuple[int, int], sentence: str) -> None:
        """Count one; the first is told, in the order of the rows, missing ones behind them."""
        self._differing += 1
        if not self._first or at < self._first_at:
            self._first, self._first_at = sentence, at

    @property
    def result(self) -> KindCompared:
        """What was found so far."""
        return KindCompared(self._kind, self._rows, self._unknown, self._differing, self._first)


class _Waiting(Generic[T]):
    """Those whose counterpart has not come, by key, with the place at which they came."""

    def __init__(self) -> None:
        self._by_key: dict[Hashable, list[tuple[int, T]]] = {}

    def add(self, key: Hashable, place: int, one: T) -> None:
        self._by_key.setdefault(key, []).append((place, one))

    def take(self, key: Hashable) -> tuple[int, T] | None:
        """The one that came first with this key, which then waits no longer."""
        held = self._by_key.get(key)
        if held is None:
            return None
        found = held.pop(0)
        if not held:
            del self._by_key[key]
        return found

    def left(self) -> list[tuple[int, T]]:
        """All of them, in the order they came."""
        return sorted((one for some in self._by_key.values() for one in some), key=itemgetter(0))
