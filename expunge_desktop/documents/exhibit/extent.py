"""Which part of the schedule a volume holds, in numbers and in the words of its cover and last page."""

from dataclasses import dataclass

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.filing import SCHEDULES


@dataclass(frozen=True, slots=True)
class Extent:
    """A volume's place: which of how many, its pages over all volumes, its rows over all schedules.

    first_row, last_row   0 where no row begins in it
    rows                  how many rows of each schedule begin in it
    """

    volume: int
    volumes: int
    first_page: int
    last_page: int
    first_row: int
    last_row: int
    rows: dict[int, int]

    @property
    def volume_words(self) -> str:
        """`Volume 2 of 13`."""
        return f"Volume {self.volume:,} of {self.volumes:,}"

    @property
    def rows_words(self) -> str:
        """Rows and pages of this volume."""
        total = sum(self.rows.values())
        rows = f"rows {self.first_row:,} to {self.last_row:,} ({many(total, 'row')})" if total else "no rows"
        pages = f"pages Exhibit A – {self.first_page} to Exhibit A – {self.last_page}"
        return f"In this volume: {rows}, {pages}."

    def subtotal_words(self, schedule: int, count: int) -> str:
        """A schedule's rows in all, and in this volume where it is one of several."""
        words = f"Schedule {schedule}: {many(count, 'row')}"
        return (
            f"{words}, of which {self.rows.get(schedule, 0):,} in this volume" if self.volumes > 1 else words
        )

    @property
    def closing_words(self) -> str:
        """The last line of a volume that others follow: the schedule does not end here."""
        subtotals = "; ".join(
            f"Schedule {number}: {many(self.rows[number], 'row')}"
            for number in SCHEDULES
            if self.rows.get(number)
        )
        return (
            f"Volume subtotal, {subtotals or 'no rows'}. The schedule goes on in Volume {self.volume + 1:,}."
        )
