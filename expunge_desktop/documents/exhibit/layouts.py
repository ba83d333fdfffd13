"""How the columns of Exhibit A stand on paper.

The confidential version stacks its 21 columns in nine on landscape pages at 9 pt, the public one has six on
portrait pages at 10 pt; exhibits are no "papers" of CRC 2.3, so the 12 points of CRC 2.104 do not bind them.
"""

from expunge_desktop.documents.exhibit.columns import (
    LEVEL_WORDS,
    UNKNOWN,
    ExhibitColumn,
    case_number,
    listed,
    printed_name,
    public_columns_of,
)
from expunge_desktop.documents.exhibit.schedule_grid import GridColumn, Sheet
from expunge_desktop.documents.filing import ScheduleRow
from expunge_desktop.domain.office import NAMES, Office

LANDSCAPE = Sheet(width=792, height=612, left=40, top=552, bottom=62, size=9, leading=10.5)
PORTRAIT = Sheet(width=612, height=792, left=54, top=732, bottom=62, size=10, leading=12)

STACKED = (
    GridColumn(("Row",), 34, lambda row: (str(row.row_no), f"Sch. {row.schedule}")),
    GridColumn(
        ("Court case no.", "Other case nos.", "Court"),
        104,
        lambda row: (case_number(row), row.other_case_numbers, row.courthouse),
    ),
    GridColumn(
        ("Defendant", "Also known as"),
        104,
        lambda row: (printed_name(row.defendant), row.aliases and f"a.k.a. {printed_name(row.aliases)}"),
    ),
    GridColumn(("Born", "CII no."), 52, lambda row: (row.born_on or UNKNOWN, row.cii_number or UNKNOWN)),
    GridColumn(
        ("Count", "Section", "Level"),
        66,
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


def layout_of(office: Office, *, is_public: bool) -> tuple[Sheet, tuple[GridColumn, ...]]:
    """Page and columns of one version; the public one has initials, or names if the office so chooses."""
    if not is_public:
        return LANDSCAPE, STACKED
    widths = _NAMED_WIDTHS if office.public_names == NAMES else _PUBLIC_WIDTHS
    pairs = zip(public_columns_of(office), widths, strict=True)
    return PORTRAIT, tuple(_single(column, width) for column, width in pairs)


def _single(column: ExhibitColumn, width: float) -> GridColumn:
    def texts(row: ScheduleRow) -> tuple[str, ...]:
        return (column.text(row),)

    return GridColumn((column.heading,), width, texts)
