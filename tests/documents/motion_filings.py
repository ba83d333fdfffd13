"""Invented filings for the tests of the motion's papers, and what those papers say."""

import re
from collections.abc import Callable

from made_papers import files_of

from expunge_desktop.documents.filing import Filing, PolicyMark, ScheduleRow, Screening, SwitchMark
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.catalog import wanted

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]

MOTION = ("D1", "D2", "D3", "D4", "D6", "D15", "D17")
CRITERIA = PolicyMark(
    "los-angeles-2020",
    "1",
    "Los Angeles criteria of February 2020",
    "ab" * 32,
    "Avery Attorney",
    "2020-01-15",
    first_dismissals=(("MISD_POSSESSION", "possession below a felony"),),
    criteria=(("AGE_50", "the person is 50 years old or older"), ("PROBATION", "probation was completed")),
    switches=(
        SwitchMark("ten_years_counts", "any", "Which convictions count", "every conviction but infractions"),
        SwitchMark(
            "probation_by_inference", "yes", 'Whether "over" means completed', "it does, and is flagged"
        ),
    ),
    positions=(("Transfers under PC 1203.9", "hand review"),),
)
REVIEWED = Screening(
    people=1_900,
    convictions=2_345,
    outcomes=(("DISMISS_SEAL", 2_000), ("HAND_REVIEW", 45), ("NOT_ELIGIBLE", 300)),
    statutory=(("DISMISS_SEAL", 1_500), ("HAND_REVIEW", 145), ("NOT_ELIGIBLE", 700)),
    undecided_reviews=3,
    tested_cases=512,
    program="Expunge Desktop 9.9",
)


def words(filing: Filing, document: str) -> str:
    """The text of a paper without line numbers, page feet and breaks."""
    (paper,) = files_of(filing, document, is_released=True)
    with opened(paper.data) as pdf:
        pages = [page_text(pdf, index).text for index in range(len(pdf))]
    lines = [line.strip() for page in pages for line in page.splitlines()]
    body = [line for line in lines if not line.isdecimal() and line != paper_foot(document)]
    text = " ".join(line for line in body if not re.search(r"· Page \d+ of \d+$", line))
    return " ".join(text.replace("\u00a0", " ").split())


def paper_foot(document: str) -> str:
    """The title at the foot of its pages."""
    (recipe,) = wanted(frozenset({document}))
    return recipe.footer


def only(filing_maker: FilingMaker, row_maker: RowMaker, *schedules: int, **changes: object) -> Filing:
    """A filing with one row for each schedule named."""
    rows = [row_maker(n, schedule=s, person_id=n) for n, s in enumerate(schedules, start=1)]
    return filing_maker(rows, policy=CRITERIA, **changes)
