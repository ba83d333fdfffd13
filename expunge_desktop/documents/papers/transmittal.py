"""D14, the clerk's transmittal: the files, what they hold, and how the machine-readable schedule reads.

Made after the papers it lists, with the SHA-256 of each (law/documents.md 6, D14). The office's own sheets
are not the clerk's and are left out; files by the thousand are counted by their folder.
"""

from collections.abc import Iterable, Sequence

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.exhibit.columns import CONFIDENTIAL, public_columns_of
from expunge_desktop.documents.filing import SCHEDULES, Filing
from expunge_desktop.documents.manifest import PaperEntry, PaperKind
from expunge_desktop.documents.papers.plain_pages import PlainPages, write_plain
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.record_words import CRIMINAL_RECORD_NOTE
from expunge_desktop.documents.wording import SCHEDULE_TITLES, long_date

TITLE = "CLERK’S TRANSMITTAL"
FOOTER = "CLERK’S TRANSMITTAL"
NEEDS = ("office.name", "attorney.name", "attorney.title", "attorney.telephone", "court.name", "court.county")
_CONFIDENTIAL = "confidential"
_DICTIONARY = (120.0, 348.0)
_TABLES = (
    "The schedule is also given as tables with the same rows in the same order as Exhibit A: CSV (UTF-8, a "
    "line of column names, fields separated by commas, quotation marks doubled) and an Excel workbook of one "
    "sheet in which every cell is text. Both hold the same cells. A text that begins with =, +, -, @, a tab "
    "or a return has an apostrophe before it, so that no program takes it for a formula. An empty field "
    "means that the record gives nothing for it."
)
_MATCHING = (
    "Rows are numbered alike in every file; each row is one count. The clerk's index leads from the case "
    "number to the rows, the volume and the page of the confidential version. Please return a list of rows "
    "that could not be matched to a case."
)


def transmittal(order: PaperOrder, entries: tuple[PaperEntry, ...]) -> Part:
    """The letter to the clerk about the files of a packet, in their order."""
    filing = order.filing
    sheets = PlainPages("Clerk’s transmittal")
    _addressed(sheets, filing)
    listed = [entry for entry in entries if _is_the_clerks(entry)]
    _rows(sheets, filing)
    _files(sheets, listed, order)
    _dictionary(sheets, filing)
    sheets.paragraph(_MATCHING, space=10)
    return Part(write_plain(sheets, order.mark(RECIPE)), pages=len(sheets.pages), rows=0)


def _addressed(sheets: PlainPages, filing: Filing) -> None:
    office, court = filing.office, filing.office.court
    attorney = office.attorney
    sheets.paragraph(
        "Lists files that hold criminal offender record information. " + CRIMINAL_RECORD_NOTE, size=10
    )
    to = ("Clerk of the " + court.name, court.county, court.courthouse, *court.address)
    sheets.field("To", ", ".join(filter(None, to)))
    sheets.field("From", office.name)
    bar = f"State Bar No. {attorney.bar_number}" if attorney.bar_number else ""
    sheets.field("Attorney", ", ".join(filter(None, (attorney.name, attorney.title, bar))))
    sheets.field("Contact", ", ".join(filter(None, (attorney.telephone, attorney.email))))
    sheets.field(
        "Matter", f"The People of the State of California v. Persons listed in Exhibit A ({filing.id})"
    )
    sheets.field("Case number of the motion", court.case_number)
    sheets.field("Department", court.department or filing.profile.department)
    copies = filing.profile.copies
    sheets.field(
        "Paper copies of each paper",
        f"{copies:,}{'' if filing.profile.is_confirmed else ' (not confirmed with the clerk)'}",
    )
    sheets.field("Decided as of", long_date(filing.as_of))
    sheets.field("Delivered on", "")


def _rows(sheets: PlainPages, filing: Filing) -> None:
    sheets.paragraph("Rows of Exhibit A", bold=True, space=12)
    for number in SCHEDULES:
        sheets.paragraph(
            f"Schedule {number}: {many(filing.counts[number], 'row')} – {SCHEDULE_TITLES[number]}", space=2
        )
    sheets.paragraph(f"Total: {many(len(filing.rows), 'row')}", bold=True, space=2)


def _files(sheets: PlainPages, entries: Sequence[PaperEntry], order: PaperOrder) -> None:
    sheets.paragraph("Files", bold=True, space=12)
    folders: dict[str, list[PaperEntry]] = {}
    for number, entry in enumerate(entries):
        if number % 1_000 == 0:
            order.progress.check()
        folder, slash, _ = entry.file.rpartition("/")
        if slash:
            folders.setdefault(folder, []).append(entry)
            continue
        sheets.paragraph(entry.file, bold=True, space=6)
        sheets.paragraph(f"{entry.document}, {entry.title}: {_extent(entry)}", space=0)
        sheets.paragraph(f"SHA-256 {entry.sha256}", size=10, space=0)
    for folder, held in folders.items():
        pages = many(sum(entry.pages for entry in held), "page")
        sheets.paragraph(f"{folder}/", bold=True)
        sheets.paragraph(
            f"{held[0].document}: {many(len(held), 'file')}, {pages}, each one of those in the "
            "merged file above; their SHA-256 are in manifest.json.",
            space=0,
        )


def _is_the_clerks(entry: PaperEntry) -> bool:
    """Not the office's own sheets, nor letters to other people."""
    return entry.kind is not PaperKind.COVER and (
        entry.kind is not PaperKind.LETTER or entry.document == RECIPE.document
    )


def _extent(entry: PaperEntry) -> str:
    """`500 pages, 4,491 rows (1 to 4,491), confidential`."""
    parts = [many(entry.pages, "page")] if entry.pages else []
    if entry.rows:
        span = f" ({entry.first_row:,} to {entry.last_row:,})" if entry.first_row != entry.last_row else ""
        parts.append(f"{many(entry.rows, 'row')}{span}")
    if _is_confidential(entry):
        parts.append("confidential by law, not open to inspection")
    return ", ".join(parts)


def _is_confidential(entry: PaperEntry) -> bool:
    return entry.kind is PaperKind.EXHIBIT or (
        entry.kind is PaperKind.TABLE and _CONFIDENTIAL in f"{entry.file} {entry.title}".lower()
    )


def _dictionary(sheets: PlainPages, filing: Filing) -> None:
    sheets.paragraph("Machine-readable schedule", bold=True, space=12)
    sheets.paragraph(_TABLES)
    for name, columns in (
        ("Columns of the confidential version", CONFIDENTIAL),
        ("Columns of the public version", public_columns_of(filing.office)),
    ):
        sheets.paragraph(name, bold=True, space=10)
        for column in columns:
            sheets.columns((column.key, column.meaning), _DICTIONARY)


def _applies(filing: Filing) -> str:
    return "" if filing.rows else "This filing has no schedule to transmit."


def _make(_recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    """Alone, without other files: the rows, the columns and the contact."""
    yield transmittal(order, ())


RECIPE = Recipe(
    "D14", "clerk-transmittal", TITLE, FOOTER, PaperKind.LETTER, _make, needs=NEEDS, applies=_applies
)
