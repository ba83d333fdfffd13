"""The clerk's index: every case of Exhibit A by its number, with the rows, volume and page where it stands.

Two columns to a page, read downward. Rows without a case number come last.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.progress import Progress
from expunge_desktop.documents.exhibit.binding import BoundVolume, Volume, bind, limits_of
from expunge_desktop.documents.exhibit.cells import CellSetter
from expunge_desktop.documents.exhibit.page_marks import PageMarks
from expunge_desktop.documents.exhibit.places import Place, Places
from expunge_desktop.documents.exhibit.schedule_grid import Leaf, Sheet
from expunge_desktop.documents.exhibit.volume_file import FilePage, write_file
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.typeset.embedding import EmbeddedFaces
from expunge_desktop.documents.typeset.fonts import SERIF_BOLD
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.outline import OutlineEntry
from expunge_desktop.documents.typeset.pdf_objects import compressed

SHEET = Sheet(width=612, height=792, left=54, top=732, bottom=62, size=9, leading=11)
UNNUMBERED = "No case number in the record"
_TITLE = "Clerk’s index of Exhibit A"
_HEADINGS = ("Case no.", "Rows", "Vol.", "Page")
_WIDTHS = (120.0, 58.0, 26.0, 40.0)
_CELL_GAP = 6.0
_COLUMNS = 2
_COLUMN_STEP = 260.0
_LINES = int((SHEET.top - SHEET.bottom) // SHEET.leading) - 1
_MOST_TOGETHER = 12  # lines of an entry that are not parted between two columns
_REPORT_EVERY = 2_000


class Line(NamedTuple):
    """A line of a column: its four texts, and whether an entry begins with it."""

    texts: tuple[str, str, str, str]
    is_first: bool


class CaseEntry(NamedTuple):
    """A case of one court: its number, the court, its rows by the page they begin on."""

    case_number: str
    court: str
    rows: tuple[tuple[Place, tuple[int, ...]], ...]


def case_entries(filing: Filing, places: Places) -> Iterator[CaseEntry]:
    """Every case, in the order of the numbers; a number that two courts have is two cases."""
    courts = {row.courthouse for row in filing.rows}
    for (_, number, court), rows in groupby(sorted(filing.rows, key=_order), key=_case):
        found: dict[Place, list[int]] = {}
        for row in rows:
            found.setdefault(places.of(row.row_no), []).append(row.row_no)
        by_place = tuple((place, tuple(row_nos)) for place, row_nos in sorted(found.items()))
        yield CaseEntry(number or UNNUMBERED, f"({court})" if court and len(courts) > 1 else "", by_place)


def _case(row: ScheduleRow) -> tuple[bool, str, str]:
    return not row.case_number, row.case_number, row.courthouse


def _order(row: ScheduleRow) -> tuple[bool, str, str, int]:
    return *_case(row), row.row_no


def row_words(rows: Sequence[int]) -> str:
    """`7`, `7, 9`, `7–12`: three or more in a row as from and to."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def case_index(filing: Filing, places: Places, mark: PaperMark, progress: Progress) -> list[BoundVolume]:
    """The finished files; more than one only where the court's limits ask for it."""
    return _Index(filing, places, mark, progress).volumes()


class _Index:
    """The index at work: entries to lines, lines to pages, pages to files."""

    def __init__(self, filing: Filing, places: Places, mark: PaperMark, progress: Progress) -> None:
        self._filing, self._mark = filing, mark
        self._faces = EmbeddedFaces()
        self._setter = CellSetter(self._faces, SHEET.size)
        self._marks = PageMarks(self._faces, SHEET, mark, _TITLE, self._heading_operators(), "Clerk’s index")
        self._first_cases: list[str] = []
        self._leaves = list(self._drawn(case_entries(filing, places), progress))

    def volumes(self) -> list[BoundVolume]:
        return bind(self._leaves, limits_of(self._filing.profile), self._write, covers=0)

    def _write(self, volume: Volume) -> bytes:
        leaves = self._leaves[volume.first_leaf : volume.end_leaf]
        words = f"Volume {volume.number:,} of {volume.total:,}" if volume.total > 1 else ""
        frame = self._marks.frame(words, has_headings=True)
        pages = []
        outline = []
        for number, leaf in enumerate(leaves, start=1):
            place = self._marks.place(volume.first_page + number - 1, number, len(leaves))
            pages.append(FilePage(frame, (leaf.content, self._marks.text(place))))
            first = self._first_cases[volume.first_leaf + number - 1]
            outline.append(OutlineEntry(f"From {first}", number - 1, SHEET.height, 0))
        size = (SHEET.width, SHEET.height)
        return write_file(self._faces, size, pages, outline, self._mark, volume.first_page)

    def _drawn(self, entries: Iterable[CaseEntry], progress: Progress) -> Iterator[Leaf]:
        columns: list[list[Line]] = [[]]
        begun = 0  # rows of the cases that begin on the page
        for done, entry in enumerate(entries):
            if done % _REPORT_EVERY == 0:
                progress.check()
                progress.report(done, len(self._filing.rows), f"Clerk's index: {many(done, 'case')}")
            lines = self._lines(entry)
            if len(lines) <= _MOST_TOGETHER and len(columns[-1]) + len(lines) > _LINES:
                columns.append([])
            for line in lines:
                if len(columns[-1]) == _LINES:
                    columns.append([])
                if len(columns) > _COLUMNS:
                    yield self._page(columns[:_COLUMNS], begun)
                    columns, begun = columns[_COLUMNS:], 0
                if line.is_first:
                    begun += sum(len(row_nos) for _, row_nos in entry.rows)
                columns[-1].append(line)
                if len(columns) == 1 and len(columns[0]) == 1:
                    self._first_cases.append(entry.case_number)
        yield self._page(columns, begun)

    def _lines(self, entry: CaseEntry) -> list[Line]:
        names = self._broken((entry.case_number, entry.court), 0)
        rows: list[tuple[str, str, str]] = []
        for place, row_nos in entry.rows:
            for number, words in enumerate(self._broken((row_words(row_nos),), 1)):
                where = ("", "") if number else (str(place.volume), str(place.page))
                rows.append((words, *where))
        height = max(len(names), len(rows))
        names += [""] * (height - len(names))
        rows += [("", "", "")] * (height - len(rows))
        texts = [(name, *row) for name, row in zip(names, rows, strict=True)]
        return [Line(text, not number) for number, text in enumerate(texts)]

    def _broken(self, texts: tuple[str, ...], column: int) -> list[str]:
        return self._setter.lines(texts, _WIDTHS[column] - _CELL_GAP)

    def _page(self, columns: Sequence[Sequence[Line]], rows: int) -> Leaf:
        rules = ["0.25 w"]
        operators = ["BT", self._setter.font]
        for number, lines in enumerate(columns):
            x = SHEET.left + number * _COLUMN_STEP
            for below, line in enumerate(lines, start=1):
                y = SHEET.top - SHEET.leading * (below + 1)
                operators += self._placed(number, y + 2.4, line.texts, "")
                if line.is_first:
                    top = y + SHEET.leading - 0.2
                    rules.append(f"{x:g} {top:.2f} m {x + sum(_WIDTHS):g} {top:.2f} l S")
        content = compressed("\n".join([*rules, *operators, "ET"]).encode("latin-1"))
        return Leaf(content, rows=Counter({0: rows}))

    def _heading_operators(self) -> str:
        operators = ["BT", self._setter.bold_font]
        for number in range(_COLUMNS):
            operators += self._placed(number, SHEET.top - SHEET.leading + 3, _HEADINGS, SERIF_BOLD)
        return "\n".join([*operators, "ET"])

    def _placed(self, number: int, y: float, texts: Sequence[str], face: str) -> Iterator[str]:
        x = SHEET.left + number * _COLUMN_STEP
        for text, width in zip(texts, _WIDTHS, strict=True):
            if text:
                shown = self._setter.shown([text], face) if face else self._setter.shown([text])
                yield f"1 0 0 1 {x:g} {y:.2f} Tm {shown}"
            x += width
