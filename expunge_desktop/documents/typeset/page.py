"""A page that is set but not yet drawn: pieces of text with their places, rules, bookmarks, citations."""

from dataclasses import dataclass, field
from typing import NamedTuple

from expunge_desktop.documents.typeset.blocks import Span
from expunge_desktop.documents.typeset.grid import SIZE


class Placed(NamedTuple):
    """A piece of text with the start of its baseline, in PDF coordinates."""

    x: float
    y: float
    text: str
    face: str
    size: float = SIZE  # smaller only where no rule asks for 12 points: a letter's address


class Bookmark(NamedTuple):
    """A heading: its text, where it stands, 1 for a heading and 2 for a subheading."""

    title: str
    y: float
    level: int = 1


@dataclass(slots=True)
class Page:
    """What stands on one page: text, straight rules (x1, y1, x2, y2), bookmarks, authorities cited there."""

    pieces: list[Placed] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    cited: list[tuple[Span, ...]] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Nothing stands on it."""
        return not self.pieces and not self.rules

    def lengths(self) -> tuple[int, int, int, int]:
        """How much stands on it, for `cut`."""
        return len(self.pieces), len(self.rules), len(self.bookmarks), len(self.cited)

    def cut(self, lengths: tuple[int, int, int, int]) -> None:
        """Take off what came after `lengths` was asked."""
        pieces, rules, bookmarks, cited = lengths
        del self.pieces[pieces:]
        del self.rules[rules:]
        del self.bookmarks[bookmarks:]
        del self.cited[cited:]
