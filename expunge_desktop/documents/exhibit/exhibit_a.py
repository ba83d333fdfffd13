"""D5, Exhibit A: the schedule of convictions, confidential and public (law/documents.md 6.3).

One row per count, sorted by case number within its schedule, a subtotal per schedule, and as last line
"End of schedule, n rows". Exhibits are no "papers" of CRC 2.3: line numbers and the footer title are not
asked of them, page numbers and the exhibit letter are. Bound in volumes by the limits of the court profile:
the exhibit's page numbers run through all of them, "Page x of y" counts within each file.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.exhibit.binding import BoundVolume, Volume, bind, limits_of
from expunge_desktop.documents.exhibit.cover import cover_lines, cover_pieces
from expunge_desktop.documents.exhibit.extent import Extent
from expunge_desktop.documents.exhibit.layouts import layout_of
from expunge_desktop.documents.exhibit.page_marks import PageMarks
from expunge_desktop.documents.exhibit.places import Places, places_of
from expunge_desktop.documents.exhibit.schedule_grid import Leaf, ScheduleGrid, Strip
from expunge_desktop.documents.exhibit.volume_file import FilePage, write_file
from expunge_desktop.documents.filing import SCHEDULES, Filing
from expunge_desktop.documents.typeset.embedding import EmbeddedFaces
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.outline import OutlineEntry
from expunge_desktop.documents.wording import SCHEDULE_TITLES

_REPORT_EVERY = 100


class Exhibit:
    """One version of Exhibit A, its pages drawn; `volumes` binds them."""

    def __init__(
        self, filing: Filing, mark: PaperMark, *, is_public: bool, progress: Progress | None = None
    ) -> None:
        self._filing = filing
        self._mark = mark
        self._is_public = is_public
        self._faces = EmbeddedFaces()
        self._sheet, columns = layout_of(filing.office, is_public=is_public)
        grid = ScheduleGrid(columns, self._sheet, self._faces)
        self._letter = "Exhibit A – public version" if is_public else "Exhibit A – confidential"
        self._marks = PageMarks(self._faces, self._sheet, mark, self._letter, grid.heading())
        self.leaves = list(self._drawn(grid, progress or SilentProgress()))

    def volumes(self) -> list[BoundVolume]:
        """The finished files, in order. Raises LayoutError when the court's limits leave no room."""
        return bind(self.leaves, limits_of(self._filing.profile), self._write)

    def places(self, volumes: Sequence[BoundVolume]) -> Places:
        """Where each row begins, once the volumes are bound."""
        return places_of(self.leaves, volumes)

    def _drawn(self, grid: ScheduleGrid, progress: Progress) -> Iterator[Leaf]:
        total = len(self._filing.rows)
        leaves = grid.leaves(_strips(self._filing, grid), lambda title: f"{title} (continued)")
        for number, leaf in enumerate(leaves):
            if number % _REPORT_EVERY == 0:
                progress.check()
                progress.report(leaf.last_row, total, f"{self._letter}: row {leaf.last_row:,} of {total:,}")
            yield leaf

    def _write(self, volume: Volume) -> bytes:
        leaves = self.leaves[volume.first_leaf : volume.end_leaf]
        extent = _extent(volume, leaves)
        sheet, marks = self._sheet, self._marks
        cover = cover_pieces(
            cover_lines(self._filing, extent, is_public=self._is_public), sheet.width, sheet.height
        )
        total = len(leaves) + 1
        frame = marks.frame(extent.volume_words if extent.volumes > 1 else "", has_headings=True)
        pages = [
            FilePage(
                marks.frame(extent.volume_words if extent.volumes > 1 else ""),
                (marks.text((*cover, *marks.place(volume.first_page, 1, total))),),
            )
        ]
        name = "cover" if extent.volumes == 1 else extent.volume_words
        outline = [OutlineEntry(f"Exhibit A, {name}", 0, sheet.height, 0)]
        for number, leaf in enumerate(leaves, start=2):
            pieces = marks.place(volume.first_page + number - 1, number, total)
            if number == total and not volume.is_last:
                pieces = (*pieces, marks.closing(extent.closing_words))
            pages.append(FilePage(frame, (leaf.content, marks.text(pieces))))
            titles = [f"{leaf.part} (continued)"] if number == 2 and leaf.part else []
            outline += [OutlineEntry(title, number - 1, sheet.height, 0) for title in (*titles, *leaf.titles)]
        size = (sheet.width, sheet.height)
        return write_file(self._faces, size, pages, outline, self._mark, volume.first_page)


def _strips(filing: Filing, grid: ScheduleGrid) -> Iterator[Strip]:
    """Schedules in order, each with its title, rows and subtotal; the end line last."""
    for schedule in SCHEDULES:
        rows = filing.of_schedule(schedule)
        yield grid.line(f"Schedule {schedule} – {SCHEDULE_TITLES[schedule]}", is_title=True)
        for row in rows:
            yield from grid.row(row)
        yield grid.line(f"Subtotal, Schedule {schedule}: {many(len(rows), 'row')}")
    yield grid.line(f"End of schedule, {many(len(filing.rows), 'row')}")


def _extent(volume: Volume, leaves: Sequence[Leaf]) -> Extent:
    rows: Counter[int] = Counter()
    for leaf in leaves:
        rows.update(leaf.rows)
    return Extent(
        volume=volume.number,
        volumes=volume.total,
        first_page=volume.first_page,
        last_page=volume.first_page + len(leaves),
        first_row=next((leaf.first_row for leaf in leaves if leaf.first_row), 0),
        last_row=max((leaf.last_row for leaf in leaves), default=0),
        rows=dict(rows),
    )
