"""The law as one immutable book: sections by date, before → after, disqualifiers, reason codes, disputes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class LawBook:
    """Dated legal data with citations, read from resources/law by `services.law_library.load_law`.

    Two books are the same when their digests are.
    """

    digest: str

    @classmethod
    def from_data(cls, data: Mapping[str, Any], digest: str) -> "LawBook":
        """Build the book. Raises AnswerIsNoError naming the entry that cannot be understood."""
        return cls(digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LawBook) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)
