"""D16, a prosecuting agency's authorization and joinder: one paper per agency (law/documents.md 6).

An agency other than the office that files has its cases in the motion only with its authority. The list
names rows of Exhibit A and no person, so that the paper may be filed openly.
"""

import re
from collections.abc import Iterable

from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.number_words import the_many
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import caption_of, fields_of, flags_of
from expunge_desktop.documents.typeset.canvas import write_pleading
from expunge_desktop.documents.typeset.caption import set_caption
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import Insert, set_blocks
from expunge_desktop.documents.typeset.signatures import RULED, SignatureLine
from expunge_desktop.documents.typeset.tables import Column, Table
from expunge_desktop.documents.typeset.template import render_template
from expunge_desktop.domain.office import Office

TITLE = "AUTHORIZATION AND JOINDER OF PROSECUTING AGENCY"
FOOTER = "AUTHORIZATION AND JOINDER (HEALTH & SAF. CODE, §§ 11361.8, 11361.9)"
TEMPLATE = "joinder.txt"
INFERRED = "Agency inferred."
_COLUMNS = (
    Column("Row", 54, "right"),
    Column("Case number", 150),
    Column("Count", 48),
    Column("Section", 117),
    Column("Schedule", 99),
)
_SIGNATURE = (
    SignatureLine("Dated: ____________________", "For the prosecuting agency:", space=2),
    SignatureLine(right="By: ____________________________", space=3),
    SignatureLine(right="Name: _________________________", space=1),
    SignatureLine(right="Title: __________________________", space=1),
    SignatureLine(right="State Bar No. ___________________", space=1),
)


def joining_agencies(filing: Filing) -> dict[str, tuple[ScheduleRow, ...]]:
    """The rows of every agency but the one that files, by its name, in alphabetical order."""
    found: dict[str, list[ScheduleRow]] = {}
    for row in filing.rows:
        if row.agency.strip() and not is_own(filing.office, row.agency):
            found.setdefault(row.agency.strip(), []).append(row)
    return {agency: tuple(found[agency]) for agency in sorted(found)}


def is_own(office: Office, agency: str) -> bool:
    """Whether the agency is the office that files: the county's District Attorney, or the office by name."""
    named = agency.strip().casefold()
    if office.kind == "district_attorney" and "district attorney" in named:
        return True
    return named == office.name.strip().casefold()


def _applies(filing: Filing) -> str:
    if joining_agencies(filing):
        return ""
    return "Every conviction of this filing was prosecuted by the office itself: nobody else has to join."


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    for number, (agency, rows) in enumerate(joining_agencies(order.filing).items(), start=1):
        order.progress.check()
        title = f"{TITLE}: {agency.upper()}"
        paper = PleadingPaper()
        set_caption(paper, caption_of(order.filing, title))
        fields, flags = _values(order.filing, agency, rows)
        blocks = render_template(TEMPLATE, order.wording(TEMPLATE), fields, flags)
        set_blocks(paper, blocks, _inserts(rows))
        yield Part(
            write_pleading(paper, order.mark(recipe, title)),
            suffix=f"{number:02}-{_slug(agency)}",
            title=title,
            rows=len(rows),
        )


def _values(
    filing: Filing, agency: str, rows: tuple[ScheduleRow, ...]
) -> tuple[dict[str, str], dict[str, bool]]:
    schedule_4 = sum(row.schedule == 4 for row in rows)
    inferred = sum(_is_inferred(row) for row in rows)
    fields = fields_of(filing) | {
        "agency": agency,
        "office_name": filing.office.name,
        "agency_convictions": the_many(len(rows), "conviction"),
        "agency_convictions_4": the_many(schedule_4, "conviction"),
        "convictions_inferred": the_many(inferred, "conviction"),
        "these": "this conviction" if len(rows) == 1 else "these convictions",
        "authority": RULED,
    }
    return fields, flags_of(filing) | {"agency_schedule_4": schedule_4 > 0, "inferred": inferred > 0}


def _inserts(rows: tuple[ScheduleRow, ...]) -> dict[str, Insert]:
    table = Table(_COLUMNS, tuple(_cells(row) for row in rows))
    return {
        "list": lambda sheet: sheet.add_table(table),
        "signature": lambda sheet: sheet.add_signature(_SIGNATURE),
    }


def _cells(row: ScheduleRow) -> tuple[str, ...]:
    schedule = f"{row.schedule} (inferred)" if _is_inferred(row) else str(row.schedule)
    return (
        f"{row.row_no:,}",
        row.case_number or "not recorded",
        row.count_number or "–",
        row.section,
        schedule,
    )


def _is_inferred(row: ScheduleRow) -> bool:
    return INFERRED in row.remarks


def _slug(agency: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", agency.casefold()).strip("-")[:40] or "agency"


RECIPE = Recipe(
    "D16", "joinder", TITLE, FOOTER, PaperKind.PLEADING, _make, applies=_applies, templates=(TEMPLATE,)
)
