"""D18 and D19: every figure comes from the filing, and every PDF has its result rule by rule."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from planted_faults import paper, printed, with_text

from expunge_desktop.documents.filing import Filing, ScheduleRow, Screening, SourceFile
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.conformity import RECIPE, conformity
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.review_words import REVIEW_REASONS
from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.preflight.report import PreflightReport
from expunge_desktop.documents.typeset import grid
from expunge_desktop.domain.court_profile import CourtProfile

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]
SCREENING = Screening(
    people=812,
    convictions=1_000,
    outcomes=(
        ("DISMISS_SEAL", 700), ("HAND_REVIEW", 41), ("NOT_ELIGIBLE", 9), ("REDESIGNATE_MISDEMEANOR", 250),
    ),
    statutory=(("DISMISS_SEAL", 600), ("HAND_REVIEW", 50), ("REDESIGNATE_MISDEMEANOR", 350)),
    review_codes=(("HR-AGE", 17), ("HR-PRIOR-FOREIGN", 33)),
    decisions=(("CHALLENGE", 3), ("CONFIRM", 20), ("HOLD", 6)),
    departures=4,
    undecided_reviews=38,
)  # fmt: skip


def text_of(data: bytes) -> str:
    with opened(data) as document:
        pages = [page_text(document, index).text for index in range(len(document))]
    return " ".join(" ".join(pages).split())


def quality(filing: Filing) -> str:
    (made,) = printed(filing, {"D18"})[0].values()
    return text_of(made.data)


def test_the_quality_report_tells_figures_by_criteria_and_by_statute(filing: Filing) -> None:
    text = quality(replace(filing, screening=SCREENING))
    for words in (
        "1,000 convictions of 812 people", "Dismiss and seal 700 600", "Hand review 41 50",
        "Redesignate as infraction 0 0", "Total 1,000 1,000", "HR-PRIOR-FOREIGN Prior from elsewhere 33",
        "Confirmed 20", "Held back 6", "Challenged 3", "depart from the program's outcome 4",
        "nobody had decided 38",
    ):  # fmt: skip
        assert words in text, words


def test_without_an_assessments_figures_none_are_invented(filing: Filing) -> None:
    text = quality(filing)
    assert "were not recorded with this filing" in text
    assert "By the statute" not in text


def test_the_sample_is_the_offices_or_a_ruled_line(filing: Filing) -> None:
    office = replace(
        filing.office, policy=replace(filing.office.policy, sample_size="377", sample_errors="2")
    )
    text = quality(replace(filing, office=office))
    assert "Rows examined 377" in text
    assert "Errors found 2" in text
    assert "Rows examined Errors found" in quality(filing)


def test_what_is_left_out_and_cannot_be_found_is_named(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [row_maker(n) for n in range(1, 9)]
    rows[0] = row_maker(1, schedule=1, case_number="")
    rows[1] = row_maker(2, schedule=1, case_number="ODD-2")
    filing = filing_maker(
        rows,
        profile=CourtProfile(name="test", case_number_pattern=r"[A-Z]{2}\d{6}"),
        sources=(SourceFile(1, "delivery.dat", "12" * 32, set_aside=17),),
        screening=SCREENING,
    )
    text = quality(filing)
    assert "delivery.dat: 17 lines set aside" in text
    assert "Rows without a case number 1 Row 1." in text
    odd = next(row.row_no for row in filing.rows if row.case_number == "ODD-2")
    assert f"does not fit the court profile “test” 1 Row {odd}." in text
    assert "Nobody has confirmed this profile" in text


def test_reasons_in_papers_are_those_of_the_law_data() -> None:
    file = Path(__file__).resolve().parents[2] / "resources" / "law" / "review_codes.yaml"
    codes = yaml.safe_load(file.read_text(encoding="utf-8"))["codes"]
    assert {code: entry["title"] for code, entry in codes.items()} == REVIEW_REASONS


@pytest.fixture
def reports(filing: Filing) -> dict[str, PreflightReport]:
    papers, manifest = printed(filing, {"D1", "D5", "D6"})
    return {name: preflight(made.data, name, manifest) for name, made in papers.items()}


def test_the_certificate_tells_each_file_and_each_rule(
    filing: Filing, reports: dict[str, PreflightReport]
) -> None:
    part = conformity(PaperOrder(filing, is_released=False), reports)
    text = text_of(part.data)
    for name, report in reports.items():
        assert name in text
        assert report.sha256 in text
        for rule in report.checked:
            assert rule in text
    assert "4 PDFs of 15 pages: 0 errors, 0 warnings." in text or "0 errors, 0 warnings." in text
    assert "Nothing was found." in text
    assert preflight(part.data).errors == ()
    assert RECIPE.document == "D19"


def test_a_planted_fault_stands_on_the_certificate_with_its_page(filing: Filing) -> None:
    data = with_text(paper(filing, "D6"), "A1234567", 300, grid.baseline(27), page=3)
    report = preflight(data)
    part = conformity(PaperOrder(filing, is_released=False), {"x/a.pdf": report, "x/b.pdf": report})
    text = text_of(part.data)
    assert "2 files in x, all alike: a.pdf, b.pdf" in text
    assert f"Not held: {rules.NUMBERS}; see part 3." in text
    assert "x/a.pdf – Warning, CRC 1.201: Page 3: a number shaped like a driver license number" in text


def test_thousands_of_files_take_a_few_lines(filing: Filing, reports: dict[str, PreflightReport]) -> None:
    one = next(iter(reports.values()))
    many = {f"orders/row-{number:05}.pdf": one for number in range(5_000)}
    part = conformity(PaperOrder(filing, is_released=False), many)
    assert part.pages < 6
    assert "5,000 files in orders, all alike" in text_of(part.data)
    assert "and 4,994 more" in text_of(part.data)
