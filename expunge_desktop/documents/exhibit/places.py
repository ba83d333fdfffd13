"""Where each row of Exhibit A stands: its volume and the exhibit's page number, for the clerk's index."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from expunge_desktop.documents.exhibit.binding import BoundVolume
from expunge_desktop.documents.exhibit.schedule_grid import Leaf


class Place(NamedTuple):
    """A volume, from 1, and a page over all volumes."""

    volume: int
    page: int


@dataclass(frozen=True, slots=True)
class Places:
    """`first_rows` are the rows that begin first on the pages of `places`, in order."""

    first_rows: tuple[int, ...]
    places: tuple[Place, ...]
    volumes: int

    def of(self, row_no: int) -> Place:
        """Where a row begins."""
        return self.places[bisect_right(self.first_rows, row_no) - 1]


def places_of(leaves: Sequence[Leaf], volumes: Sequence[BoundVolume]) -> Places:
    """The places of all rows; a page on which no row begins has none."""
    rows: list[int] = []
    places: list[Place] = []
    for bound in volumes:
        one = bound.volume
        covers = bound.pages - (one.end_leaf - one.first_leaf)
        for number, leaf in enumerate(leaves[one.first_leaf : one.end_leaf]):
            if leaf.first_row:
                rows.append(leaf.first_row)
                places.append(Place(one.number, one.first_page + covers + number))
    return Places(tuple(rows), tuple(places), len(volumes))
