"""D11, the notice to the court of what the People do not challenge (law/corrections.md 14).

A plain notice: the window of HS 11361.9(c)(3) closed on July 1, 2020. The list is Exhibit A itself, by
schedule and row; no person is named.
"""

from collections.abc import Iterable

from expunge_desktop.documents.filing import RELIEF_WORDS, SCHEDULES, Filing
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.challenge_paths import opposed
from expunge_desktop.documents.papers.number_words import so_many
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import caption_of, fields_of, flags_of
from expunge_desktop.documents.typeset.canvas import write_pleading
from expunge_desktop.documents.typeset.caption import set_caption
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.signatures import attorney_signature
from expunge_desktop.documents.typeset.tables import Column, Table
from expunge_desktop.documents.typeset.template import render_template
from expunge_desktop.domain.outcome import Outcome, Route

TITLE = "NOTICE OF CONVICTIONS NOT CHALLENGED"
FOOTER = "NOTICE OF CONVICTIONS NOT CHALLENGED (HEALTH & SAF. CODE, §§ 11361.8, 11361.9)"
TEMPLATE = "non_challenge.txt"
_RELIEF = {
    1: RELIEF_WORDS[Outcome.DISMISS_SEAL],
    2: RELIEF_WORDS[Outcome.REDESIGNATE_MISDEMEANOR],
    3: RELIEF_WORDS[Outcome.REDESIGNATE_INFRACTION],
    4: "Dismiss, in the court's discretion",
}


def _applies(filing: Filing) -> str:
    return "" if filing.rows else "This filing has no conviction that the People leave unchallenged."


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    paper = PleadingPaper()
    set_caption(paper, caption_of(filing, TITLE))
    table = _schedules(filing)
    blocks = render_template(TEMPLATE, order.wording(TEMPLATE), _fields(filing), _flags(filing))
    set_blocks(
        paper,
        blocks,
        {
            "schedules": lambda sheet: sheet.add_table(table),
            "signature": lambda sheet: sheet.add_signature(attorney_signature(filing.office)),
        },
    )
    yield Part(write_pleading(paper, order.mark(recipe)), rows=len(filing.rows))


def _schedules(filing: Filing) -> Table:
    rows = []
    for schedule in SCHEDULES:
        if members := filing.of_schedule(schedule):
            first, last = members[0].row_no, members[-1].row_no
            numbers = f"{first:,}" if first == last else f"{first:,} to {last:,}"
            rows.append((f"Schedule {schedule}", _RELIEF[schedule], numbers, f"{len(members):,}"))
    columns = (
        Column("Schedule", 90),
        Column("Relief", 198),
        Column("Rows of Exhibit A", 117),
        Column("Number", 63, "right"),
    )
    return Table(columns, tuple(rows))


def _fields(filing: Filing) -> dict[str, str]:
    listed = sum(row.route == Route.DOJ_LIST for row in filing.rows)
    return fields_of(filing) | {
        "office_name": filing.office.name,
        "convictions_listed": so_many(listed, "conviction"),
    }


def _flags(filing: Filing) -> dict[str, bool]:
    return flags_of(filing) | {
        "listed": any(row.route == Route.DOJ_LIST for row in filing.rows),
        "schedule_4": filing.counts[4] > 0,
        "challenged": bool(opposed(filing)),
    }


RECIPE = Recipe(
    "D11",
    "notice-of-non-challenge",
    TITLE,
    FOOTER,
    PaperKind.PLEADING,
    _make,
    applies=_applies,
    templates=(TEMPLATE,),
)
