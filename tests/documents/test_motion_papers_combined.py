"""Every set of schedules, with and without a hearing and decided rows: what the papers of a motion say."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from made_papers import files_of
from motion_filings import MOTION, FilingMaker, RowMaker

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.catalog import Paper
from expunge_desktop.documents.preflight.checks import preflight

SETS = [chosen for size in (1, 2, 3, 4) for chosen in combinations((1, 2, 3, 4), size)]
_SCHEDULES = re.compile(r"(?i)schedules? (\d)((?:, \d)*),?(?: (and|through) (\d))?")
_WRONG_NUMBERS = re.compile(
    r"\b(?:one|1|the) (?:convictions? (?:are|were|have)\b)|\b(?:one|1) (?:convictions|rows|files|people)\b"
    r"|\b1 (?:conviction|row|file|person)\b|\bthe one conviction\b|\bno convictions\b"
)


def papers_of(filing: Filing) -> dict[str, Paper]:
    """The finished papers of the motion."""
    found = {document: files_of(filing, document, is_released=True) for document in MOTION}
    return {document: paper for document, (paper,) in found.items()}


def text_of(paper: Paper) -> str:
    """What a paper says, line numbers and feet included, white space as single blanks."""
    with opened(paper.data) as pdf:
        text = " ".join(page_text(pdf, index).text for index in range(len(pdf)))
    return " ".join(text.replace("\u00a0", " ").split())


def schedules_named(text: str) -> set[int]:
    """Every schedule the text speaks of, those within “1 through 3” included."""
    named: set[int] = set()
    for first, others, joined, last in _SCHEDULES.findall(text):
        numbers = [int(first), *map(int, re.findall(r"\d", others))]
        numbers += [int(last)] if last else []
        named |= set(range(numbers[0], numbers[-1] + 1)) if joined == "through" else set(numbers)
    return named


def filing_of(
    filing_maker: FilingMaker,
    row_maker: RowMaker,
    schedules: tuple[int, ...],
    *,
    is_heard: bool = False,
    has_decided: bool = False,
    rows_each: int = 3,
) -> Filing:
    rows = [
        row_maker(10 * schedule + number, schedule=schedule, person_id=10 * schedule + number)
        for schedule in schedules
        for number in range(rows_each)
    ]
    if has_decided:
        rows += [
            row_maker(10 * schedule + 9, schedule=schedule, person_id=99, ground="DECISION", fallback="none")
            for schedule in schedules
            if schedule > 1
        ]
    filing = filing_maker(rows)
    hearing = "March 2, 2027, 8:30 a.m." if is_heard else "none"
    court = replace(filing.office.court, hearing=hearing)
    return replace(filing, office=replace(filing.office, court=court))


@pytest.mark.parametrize("has_decided", [False, True], ids=["rules", "decided"])
@pytest.mark.parametrize("is_heard", [False, True], ids=["no hearing", "hearing"])
@pytest.mark.parametrize("schedules", SETS, ids=lambda chosen: "".join(map(str, chosen)))
def test_every_paper_is_printed_clean_and_speaks_only_of_the_schedules_there_are(
    filing_maker: FilingMaker,
    row_maker: RowMaker,
    schedules: tuple[int, ...],
    is_heard: bool,
    has_decided: bool,
) -> None:
    filing = filing_of(filing_maker, row_maker, schedules, is_heard=is_heard, has_decided=has_decided)
    papers = papers_of(filing)
    said = {document: text_of(paper) for document, paper in papers.items()}
    for document, text in said.items():
        report = preflight(papers[document].data, papers[document].entry.file)
        assert (report.errors, report.warnings) == ((), ()), document
        assert schedules_named(text) <= set(schedules), document
        assert "{" not in text
        assert _WRONG_NUMBERS.findall(text) == [], document
    for document in ("D1", "D2", "D4", "D6"):
        assert schedules_named(said[document]) == set(schedules), document
    is_statutory = set(schedules) & {1, 2, 3}
    assert ("the law presumes as much" in said["D1"]) is bool(is_statutory)
    assert ("Chavez" in said["D2"]) is (4 in schedules)
    assert ("DECISION" in said["D2"]) is (has_decided and schedules != (1,))


@pytest.mark.parametrize("schedules", SETS, ids=lambda chosen: "".join(map(str, chosen)))
def test_a_single_row_for_each_schedule_is_spoken_of_in_the_singular(
    filing_maker: FilingMaker, row_maker: RowMaker, schedules: tuple[int, ...]
) -> None:
    papers = papers_of(filing_of(filing_maker, row_maker, schedules, rows_each=1))
    for document, text in ((document, text_of(paper)) for document, paper in papers.items()):
        assert _WRONG_NUMBERS.findall(text) == [], document
        assert len(schedules) > 1 or "Schedules" not in text.replace("SCHEDULES", ""), document
