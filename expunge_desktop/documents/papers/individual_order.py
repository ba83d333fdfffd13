"""D7, the proposed order for the counts of one case, as form CR-403 has it (law/documents.md 6.5).

All rows of one person in one case stand in one order. Nothing in it but that case's own values: it goes into
the file of the case, without birth date and identification numbers (CRC 2.507). Merged with a bookmark for
each order, in volumes of as many pages as the court takes; by choice each also in a file of its own, named by
row, and by case number only where the court's profile wants that (contract 30).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.exhibit.columns import LEVEL_WORDS, UNKNOWN, printed_name
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.case_words import Case, case_fields, case_flags, cases_of, count_number
from expunge_desktop.documents.papers.fields import RULED
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe, Scope
from expunge_desktop.documents.papers.values import caption_of
from expunge_desktop.documents.typeset.canvas import pleading_set
from expunge_desktop.documents.typeset.caption import Caption, set_caption
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.signatures import judge_signature
from expunge_desktop.documents.typeset.tables import Column, Table
from expunge_desktop.documents.typeset.template import render_template

TITLE = "[PROPOSED] ORDER FOR RELIEF FROM CANNABIS CONVICTIONS"
FOOTER = "[PROPOSED] ORDER FOR RELIEF IN ONE CASE"
FOLDER = "D07-individual-order"
TEMPLATE = "individual_order.txt"
_COLUMNS = (
    Column("Row", 54), Column("Count", 66), Column("Section and charge", 176), Column("Convicted", 82),
    Column("Level", 90),
)  # fmt: skip
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_NAME = 60  # letters of a case number in a file's name
_REPORT_EVERY = 200


def _applies(filing: Filing) -> str:
    return "" if filing.rows else "This filing has no conviction to order relief for."


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    cases = cases_of(order.filing)
    mark = order.mark(recipe)
    orders = pleading_set(_orders(order, cases, mark))
    pages = [len(one.contents) for one in orders.papers]
    volumes = list(orders.volumes(mark, order.filing.profile.max_pages))
    waiting = iter(cases)
    for number, (papers, data) in enumerate(volumes, start=1):
        yield Part(
            data, kind=PaperKind.MERGED_PLEADINGS, pages=sum(len(one.contents) for one in papers),
            rows=sum(len(case.rows) for case in islice(waiting, len(papers))), volume=number,
            volumes=len(volumes),
        )  # fmt: skip
    if order.is_split:
        for case, count, data in zip(cases, pages, orders.singles(), strict=True):
            yield Part(
                data, _suffix(order.filing, case), folder=FOLDER, pages=count, rows=len(case.rows),
                first_row=case.rows[0].row_no, last_row=case.rows[-1].row_no,
            )  # fmt: skip


def _orders(
    order: PaperOrder, cases: tuple[Case, ...], mark: PaperMark
) -> Iterator[tuple[PleadingPaper, PaperMark, str]]:
    filing = order.filing
    caption = caption_of(filing, mark.title)
    wording = order.wording(TEMPLATE)
    for done, case in enumerate(cases):
        if done % _REPORT_EVERY == 0:
            order.progress.check()
            order.progress.report(done, len(cases), f"{many(done, 'order')} set")
        paper = PleadingPaper()
        set_caption(paper, _caption(caption, case))
        fields, flags = case_fields(case), case_flags(case)
        set_blocks(
            paper,
            render_template(TEMPLATE, wording, fields, flags),
            {
                "counts": partial(_add_table, _table(case)),
                "signature": lambda sheet: sheet.add_signature(judge_signature()),
            },
        )
        yield paper, mark, f"{fields['case_number_words']}, {case.row_words}: {printed_name(case.defendant)}"


def _caption(bulk: Caption, case: Case) -> Caption:
    """The caption of the person's own case: its number and name, not those of the motion."""
    parties = tuple(
        (f"{printed_name(case.defendant).upper() or RULED},", is_indented)
        if text.startswith("PERSONS LISTED")
        else (text.replace("Defendants.", "Defendant."), is_indented)
        for text, is_indented in bulk.parties
    )
    return replace(
        bulk,
        court=bulk.court[:2],
        parties=parties,
        case_number=case.case_number or RULED,
        statutes=bulk.statutes if case.asks_by_statute else "",
        details=(f"Exhibit A, {case.row_words}",),
    )


def _add_table(table: Table, sheet: PleadingPaper) -> None:
    sheet.add_table(table)


def _table(case: Case) -> Table:
    return Table(_COLUMNS, tuple(_cells(row) for row in case.rows))


def _cells(row: ScheduleRow) -> tuple[str, ...]:
    charge = ", ".join(filter(None, (row.section, row.offense_text)))
    return (
        str(row.row_no),
        count_number(row) or UNKNOWN,
        charge or UNKNOWN,
        row.conviction_on or UNKNOWN,
        LEVEL_WORDS.get(row.level, row.level),
    )


def _suffix(filing: Filing, case: Case) -> str:
    """`row-00012`, with the case number where the court's profile wants it in file names."""
    row = f"row-{case.rows[0].row_no:05}"
    if not filing.profile.has_case_numbers_in_file_names:
        return row
    number = _UNSAFE.sub("-", case.case_number)[:_LONGEST_NAME].strip("-")
    return f"{row}-{number}" if number else row


RECIPE = Recipe(
    "D7", "individual-order", TITLE, FOOTER, PaperKind.PLEADING, _make, scope=Scope.ON_REQUEST,
    applies=_applies, templates=(TEMPLATE,),
)  # fmt: skip
