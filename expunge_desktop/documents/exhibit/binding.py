"""Pages bound in volumes, none with more pages or bytes than the court takes (law/court-paper.md 5.5).

Each volume is written and its finished file measured: the limits hold of what the clerk receives.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.exhibit.schedule_grid import Leaf
from expunge_desktop.domain.court_profile import CourtProfile

MEGABYTE = 1_000_000
_MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """Pages and bytes of one volume; 0 = no limit."""

    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Volume:
    """Which leaves a volume holds; `first_page` is the number of its first page over all volumes."""

    number: int
    total: int
    first_leaf: int
    end_leaf: int
    first_page: int

    @property
    def is_last(self) -> bool:
        """The schedule ends here."""
        return self.number == self.total


@dataclass(frozen=True, slots=True)
class BoundVolume:
    """A finished volume; 0 as first and last row where no row begins in it."""

    volume: Volume
    data: bytes
    pages: int
    rows: int
    first_row: int
    last_row: int


Writer = Callable[[Volume], bytes]


def limits_of(profile: CourtProfile) -> Limits:
    """What the court takes; a megabyte is a million bytes."""
    return Limits(profile.max_pages, int(profile.max_megabytes * MEGABYTE))


def bind(leaves: Sequence[Leaf], limits: Limits, write: Writer, *, covers: int = 1) -> list[BoundVolume]:
    """The volumes, as few as the limits allow; a row taller than a page stays in one where that is possible.

    Raises LayoutError when the limits leave no room for a single page of the schedule.
    """
    if limits.pages and limits.pages <= covers:
        raise _too_small(f"{many(limits.pages, 'page')}")
    whole = limits.pages - covers if limits.pages else len(leaves)
    total = -(-len(leaves) // whole)
    for _ in range(_MOST_ATTEMPTS):
        bound = _bound(leaves, limits, write, covers, total)
        if len(bound) == total:
            return bound
        total = len(bound)  # "of 10" takes more room than "of 9"
    raise _too_small(f"{limits.size:,} bytes")


def _bound(
    leaves: Sequence[Leaf], limits: Limits, write: Writer, covers: int, total: int
) -> list[BoundVolume]:
    bound: list[BoundVolume] = []
    start, page = 0, 1
    while start < len(leaves):
        most = len(leaves) if not limits.pages else min(len(leaves), start + limits.pages - covers)
        volume, data = _largest(leaves, limits, write, Volume(len(bound) + 1, total, start, most, page))
        held = leaves[start : volume.end_leaf]
        pages = len(held) + covers
        bound.append(
            BoundVolume(
                volume,
                data,
                pages,
                rows=sum(leaf.rows.total() for leaf in held),
                first_row=next((leaf.first_row for leaf in held if leaf.first_row), 0),
                last_row=max((leaf.last_row for leaf in held), default=0),
            )
        )
        start, page = volume.end_leaf, page + pages
    return bound


def _largest(leaves: Sequence[Leaf], limits: Limits, write: Writer, widest: Volume) -> tuple[Volume, bytes]:
    """The longest volume from its first leaf on that keeps the limit of bytes, and its file."""

    def ending(end: int) -> tuple[Volume, bytes]:
        end = _whole_rows(leaves, widest.first_leaf, end)
        volume = Volume(widest.number, widest.total, widest.first_leaf, end, widest.first_page)
        return volume, write(volume)

    best = ending(widest.end_leaf)
    if not limits.size or len(best[1]) <= limits.size:
        return best
    fits, too_long = widest.first_leaf, best[0].end_leaf
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        tried = ending(middle)
        if len(tried[1]) <= limits.size:
            best, fits = tried, middle
        else:
            too_long = middle
    if fits == widest.first_leaf:
        raise _too_small(f"{limits.size:,} bytes")
    return best


def _whole_rows(leaves: Sequence[Leaf], start: int, end: int) -> int:
    """The last end at or before `end` that parts no row; `end` where every one does."""
    for earlier in range(end, start, -1):
        if earlier == len(leaves) or not leaves[earlier].is_within_row:
            return earlier
    return end


def _too_small(limit: str) -> LayoutError:
    return LayoutError(
        f"A volume of {limit} has no room for a page of the schedule.",
        "Raise max_pages or max_megabytes in the court profile.",
    )
