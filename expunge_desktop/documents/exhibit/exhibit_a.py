"""D5, Exhibit A: the schedule of convictions, confidential and public (law/documents.md 6.3).

One row per count, sorted by case number within its schedule, a subtotal per schedule, and as last line
"End of schedule, n rows". Exhibits are no "papers" of CRC 2.3: line numbers and the footer title are not
asked of them, page numbers and the exhibit letter are. The confidential version stacks the 21 columns in
nine on a landscape page at 9 pt; the public version has six columns on a portrait page at 10 pt.
"""

from collections.abc import Iterator
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.exhibit.columns import (
    LEVEL_WORDS,
    UNKNOWN,
    ExhibitColumn,
    case_number,
    listed,
    public_columns_of,
)
from expunge_desktop.documents.exhibit.cover import cover_lines, draw_cover
from expunge_desktop.documents.exhibit.schedule_grid import GridColumn, ScheduleGrid, Sheet, Strip
from expunge_desktop.documents.filing import SCHEDULES, Filing, ScheduleRow
from expunge_desktop.documents.typeset.canvas import PaperMark, draw_draft_mark, new_canvas
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD
from expunge_desktop.documents.typeset.ink import Ink
from expunge_desktop.documents.wording import SCHEDULE_TITLES, many
from expunge_desktop.domain.office import NAMES, Office

LANDSCAPE = Sheet(width=792, height=612, left=40, top=552, bottom=62, size=9, leading=10.5)
PORTRAIT = Sheet(width=612, height=792, left=54, top=732, bottom=62, size=10, leading=12)

STACKED = (
    GridColumn(("Row",), 34, lambda row: (str(row.row_no), f"Sch. {row.schedule}")),
    GridColumn(
        ("Court case no.", "Other case nos.", "Court"),
        92,
        lambda row: (case_number(row), row.other_case_numbers, row.courthouse),
    ),
    GridColumn(
        ("Defendant", "Also known as"),
        104,
        lambda row: (row.defendant, row.aliases and f"a.k.a. {row.aliases}"),
    ),
    GridColumn(("Born", "CII no."), 58, lambda row: (row.born_on or UNKNOWN, row.cii_number or UNKNOWN)),
    GridColumn(
        ("Count", "Section", "Level"),
        72,
        lambda row: (
            f"Count {row.count_number or UNKNOWN}",
            row.section,
            LEVEL_WORDS.get(row.level, row.level),
        ),
    ),
    GridColumn(("Charge", "Disposition"), 104, lambda row: (row.offense_text, row.disposition)),
    GridColumn(
        ("Offense", "Conviction"), 54, lambda row: (row.offense_on or UNKNOWN, row.conviction_on or UNKNOWN)
    ),
    GridColumn(
        ("Filing agency", "On DOJ list"),
        96,
        lambda row: (row.agency, f"DOJ list: {listed(row.is_doj_listed)}"),
    ),
    GridColumn(
        ("Relief requested", "Ground", "Remarks"),
        98,
        lambda row: (
            row.relief,
            row.fallback and f"Fallback: {row.fallback}",
            f"Ground: {row.ground}",
            row.remarks,
        ),
    ),
)
_PUBLIC_WIDTHS = (36.0, 108.0, 64.0, 76.0, 58.0, 162.0)
_NAMED_WIDTHS = (36.0, 96.0, 112.0, 72.0, 58.0, 130.0)
_REPORT_EVERY = 200


def exhibit_a(
    filing: Filing,
    mark: PaperMark,
    *,
    is_public: bool,
    progress: Progress | None = None,
) -> bytes:
    """The PDF of one version; the public one has initials, or names if the office has chosen them."""
    columns = _public_grid(filing.office) if is_public else STACKED
    grid = ScheduleGrid(columns, PORTRAIT if is_public else LANDSCAPE)
    return _write(filing, mark, grid, is_public=is_public, progress=progress or SilentProgress())


def _public_grid(office: Office) -> tuple[GridColumn, ...]:
    widths = _NAMED_WIDTHS if office.public_names == NAMES else _PUBLIC_WIDTHS
    pairs = zip(public_columns_of(office), widths, strict=True)
    return tuple(_single(column, width) for column, width in pairs)


def _single(column: ExhibitColumn, width: float) -> GridColumn:
    def texts(row: ScheduleRow) -> tuple[str, ...]:
        return (column.text(row),)

    return GridColumn((column.heading,), width, texts)


def strips(filing: Filing, grid: ScheduleGrid) -> Iterator[Strip]:
    """Schedules in order, each with its title, rows and subtotal; the end line last."""
    for schedule in SCHEDULES:
        rows: tuple[ScheduleRow, ...] = filing.of_schedule(schedule)
        title = f"Schedule {schedule} – {SCHEDULE_TITLES[schedule]}"
        yield Strip(text=title, bookmark=title)
        for row in rows:
            yield from grid.row(row)
        yield Strip(text=f"Subtotal, Schedule {schedule}: {many(len(rows), 'row')}")
    yield Strip(text=f"End of schedule, {many(len(filing.rows), 'row')}")


def _write(
    filing: Filing, mark: PaperMark, grid: ScheduleGrid, *, is_public: bool, progress: Progress
) -> bytes:
    sheet = grid.sheet
    pages = grid.paginate(strips(filing, grid), lambda title: f"{title} (continued)")
    total = len(pages) + 1
    buffer = BytesIO()
    canvas = new_canvas(buffer, mark, (sheet.width, sheet.height))
    ink = Ink(canvas)
    letter = "Exhibit A – public version" if is_public else "Exhibit A – confidential"
    draw_cover(ink, cover_lines(filing, is_public=is_public), sheet.width, sheet.height)
    _furniture(canvas, ink, mark, sheet, letter, 1, total)
    _outline(canvas, "Exhibit A, cover", 0, sheet.height)
    ink.flush()
    canvas.showPage()
    for number, page in enumerate(pages, start=2):
        if number % _REPORT_EVERY == 0:
            progress.check()
            progress.report(number, total, f"{letter}: page {number:,} of {total:,}")
        grid.draw(ink, page)
        _furniture(canvas, ink, mark, sheet, letter, number, total)
        ink.flush()
        for strip in page.strips:
            if strip.bookmark:
                _outline(canvas, strip.bookmark, number, sheet.height)
        canvas.showPage()
    canvas.showOutline()
    canvas.save()
    return buffer.getvalue()


def _outline(canvas: Canvas, title: str, number: int, height: float) -> None:
    key = f"{number}-{title}"
    canvas.bookmarkHorizontalAbsolute(key, height)
    canvas.addOutlineEntry(title, key, level=0)


def _furniture(
    canvas: Canvas, ink: Ink, mark: PaperMark, sheet: Sheet, letter: str, number: int, total: int
) -> None:
    """Exhibit letter, page number, matter and criteria on each page; the draft mark until released."""
    right = sheet.width - sheet.left
    head = sheet.height - 44
    ink.put(sheet.left, head, letter.upper(), SERIF_BOLD, 10)
    ink.put_right(right, head, mark.filing, SERIF, 10)
    if not mark.is_released:
        draw_draft_mark(canvas, ink, sheet.width / 2, head)
    ink.rule(sheet.left, 50, right, 50, 0.5)
    ink.put_centered(sheet.width / 2, 37, f"Exhibit A – {number}", SERIF, 12)
    ink.put_centered(sheet.width / 2, 24, mark.place(number, total), SERIF, 10)
