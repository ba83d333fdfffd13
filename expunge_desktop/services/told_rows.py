"""One kind of rows compared with the audit rows that tell of them: missing, added, changed."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from expunge_desktop.store.trail_rows import Salvaged

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
    """Compares rows of one kind as they come; `result` at the end."""

    def __init__(self, kind: str, salvaged: Salvaged) -> None:
        self._kind, self._salvaged = kind, salvaged
        self._rows = self._unknown = self._differing = 0
        self._first = ""

    def differs(self, sentence: str) -> None:
        """Count one, and keep the first sentence."""
        self._differing += 1
        self._first = self._first or sentence

    def count(self) -> None:
        """One more row, looked at by the caller."""
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
        by_key: dict[Hashable, list[Told]] = {}
        loose: Counter[Hashable] = Counter()
        loose_at: dict[Hashable, Told] = {}
        for one in told:
            if one.key is None:
                loose[one.loose] += 1
                loose_at[one.loose] = one
            else:
                by_key.setdefault(one.key, []).append(one)
        for row in stored:
            self._rows += 1
            if found := by_key.get(row.key):
                self._one(row, found.pop(0))
            elif loose[row.loose] > 0:
                loose[row.loose] -= not many
                self.unknown()
            elif self._salvaged.gaps or (row.at and row.at == self._salvaged.at):
                self.unknown()
            else:
                self.differs(f"{row.name} stands there, and no row of the audit trail tells of it.")
        for one in (one for some in by_key.values() for one in some):
            self._missing(one)
        if all_told and not many:
            for one in (loose_at[key] for key, left in loose.items() if left > 0):
                self._missing(one)

    def _one(self, row: Stored, told: Told) -> None:
        names = [name for name, value in told.values.items() if row.values[name] != value]
        if told.seq < self._salvaged.last:
            names = [name for name in names if name not in _REBUILT]
        if names:
            what = ", ".join(name.replace("_", " ") for name in names)
            self.differs(f"{row.name} is not as row {told.seq:,} of the audit trail tells it: {what}.")
        elif row.values.keys() - told.values.keys():
            self.unknown()

    def _missing(self, told: Told) -> None:
        if told.seq > self._salvaged.last:
            self.differs(f"{told.name} is told by row {told.seq:,} of the audit trail, and is not there.")

    @property
    def result(self) -> KindCompared:
        """What was found so far."""
        return KindCompared(self._kind, self._rows, self._unknown, self._differing, self._first)
