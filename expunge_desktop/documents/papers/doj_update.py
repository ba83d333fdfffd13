"""D13, the worksheet behind the Department of Justice's disposition update (law/court-paper.md 4.8).

The court reports (Pen. Code 13151); this sheet only gathers what its report asks for. One row of Exhibit A
per sheet. What the record does not say, and all that the court has yet to order, is a ruled line.
"""

from collections.abc import Iterable, Iterator

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.place_in_file import place_in_file
from expunge_desktop.documents.papers.plain_pages import PlainPages, plain_set
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe, Scope
from expunge_desktop.documents.papers.record_words import CRIMINAL_RECORD_NOTE, day_of, level_of

TITLE = "DISPOSITION UPDATE WORKSHEET"
FOOTER = "DISPOSITION UPDATE WORKSHEET – internal, not filed"
FOLDER = "D13-disposition-update"
NEEDS = ("office.name", "attorney.name", "attorney.telephone")
_REPORT_EVERY = 500
_REPORTED_BY_COURT = (
    "For the report that the court makes under Penal Code section 13151. The action was asked for, not yet "
    "ordered, when this sheet was printed: fill in what the court ordered."
)
_ASKED_FOR = {
    1: "Dismiss as legally invalid and seal (Health & Saf. Code, § 11361.8)",
    2: "Redesignate as misdemeanor (Health & Saf. Code, § 11361.8)",
    3: "Redesignate as infraction (Health & Saf. Code, § 11361.8)",
    4: "Dismiss in the court's discretion, under the authority the court names",
}
_BOXES = {
    1: "[ ] dismissed as legally invalid; [ ] other:",
    2: "[ ] redesignated as misdemeanor; [ ] other:",
    3: "[ ] redesignated as infraction; [ ] other:",
    4: "[ ] dismissed under the authority and for the reasons stated; [ ] other:",
}


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing, mark = order.filing, order.mark(recipe)
    counts = [len(_sheet(filing, row).pages) for row in filing.rows]
    made, before, whole = plain_set(), 0, sum(counts)
    for row, sheet in _sheets(order):
        made.add(sheet, place_in_file(mark, before, whole), _title(row))
        before += len(sheet.pages)
    rows = len(filing.rows)
    yield Part(made.merged(mark), pages=before, rows=rows, first_row=1, last_row=rows)
    if order.is_split:
        singles = plain_set()
        for row, sheet in _sheets(order):
            singles.add(sheet, mark, _title(row))
        for row, pages, data in zip(filing.rows, counts, singles.singles(), strict=True):
            number = row.row_no
            suffix = f"row-{number:05}"
            yield Part(data, suffix, folder=FOLDER, pages=pages, rows=1, first_row=number, last_row=number)


def _sheets(order: PaperOrder) -> Iterator[tuple[ScheduleRow, PlainPages]]:
    """One sheet at a time, so that a county needs no more room than its finished pages."""
    total = len(order.filing.rows)
    for done, row in enumerate(order.filing.rows):
        if done % _REPORT_EVERY == 0:
            order.progress.check()
            order.progress.report(done, total, f"{many(done, 'worksheet')} set")
        yield row, _sheet(order.filing, row)


def _title(row: ScheduleRow) -> str:
    return f"Disposition update, row {row.row_no:,} of Exhibit A"


def _sheet(filing: Filing, row: ScheduleRow) -> PlainPages:
    sheets = PlainPages(_title(row))
    sheets.paragraph(CRIMINAL_RECORD_NOTE, bold=True, size=10)
    sheets.paragraph(_REPORTED_BY_COURT, size=10)
    sheets.paragraph("Person", bold=True, space=8)
    sheets.field("Name in the record", row.defendant)
    sheets.field("Date of birth", day_of(row.born_on))
    sheets.field("CII / SID number", row.cii_number)
    sheets.field("FBI number", row.fbi_number)
    sheets.paragraph("Arrest", bold=True, space=8)
    sheets.field("Date of arrest", day_of(row.arrested_on))
    sheets.field("Arresting agency (ORI)", row.arresting_agency)
    sheets.field("Booking number", row.booking_number)
    sheets.paragraph("Court and count", bold=True, space=8)
    sheets.field("Court", row.courthouse)
    sheets.field("Court code (ORI)", row.court_code)
    sheets.field("Court case number", "; ".join(filter(None, (row.case_number, row.other_case_numbers))))
    sheets.field("Count number", row.count_number)
    sheets.field("Section", row.section)
    sheets.field("Offense as recorded", row.offense_text)
    sheets.field("Level", level_of(row))
    sheets.field("Original disposition", row.disposition)
    sheets.field("Date of disposition", day_of(row.conviction_on))
    sheets.paragraph("Subsequent action", bold=True, space=8)
    sheets.field("Asked for", _asked_for(row))
    sheets.field("Ordered", _BOXES[row.schedule])
    sheets.field("", "")
    if row.schedule == 4:
        sheets.field("Authority", "")
        sheets.field("Reasons stated", "")
    sheets.field("Sealing ordered", "[ ] yes; [ ] no")
    sheets.field("Date of order", "")
    sheets.field("Judge", "")
    sheets.paragraph("Contact", bold=True, space=8)
    attorney = filing.office.attorney
    contact = (attorney.name, attorney.title, filing.office.name, attorney.telephone, attorney.email)
    sheets.field("Prosecutor", ", ".join(filter(None, contact)))
    return sheets


def _asked_for(row: ScheduleRow) -> str:
    asked = _ASKED_FOR[row.schedule]
    if row.is_serving:
        asked = f"{asked}; sentence being served, subdivisions (a)–(d)"
    return f"{asked}; otherwise: {row.fallback}" if row.fallback else asked


RECIPE = Recipe(
    "D13", "disposition-update", TITLE, FOOTER, PaperKind.COVER, _make, scope=Scope.ON_REQUEST, needs=NEEDS
)
