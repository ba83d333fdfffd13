"""The motion and the order say of each schedule only what may be said of it (law/corrections.md 10-16)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from made_papers import pdf_of

from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.papers.values import (
    EXHIBIT_NEEDS,
    PLEADING_NEEDS,
    missing_for,
    missing_sentence,
)
from expunge_desktop.domain.outcome import Route

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]


def words(data: bytes) -> str:
    with opened(data) as document:
        text = " ".join(page_text(document, index).text for index in range(len(document)))
    return " ".join(text.split())


def motion_words(filing: Filing) -> str:
    return words(pdf_of(filing, "D1", is_released=True))


def order_words(filing: Filing) -> str:
    return words(pdf_of(filing, "D6", is_released=True))


def only(filing_maker: FilingMaker, row_maker: RowMaker, *schedules: int) -> Filing:
    return filing_maker([row_maker(n, schedule=s) for n, s in enumerate(schedules, start=1)])


def test_without_schedule_4_no_hearing_is_requested_and_nothing_is_said_of_discretion(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    text = motion_words(only(filing_maker, row_maker, 1, 2, 3))
    assert "none is required, for the three convictions in Schedules 1 through 3" in text
    assert "No hearing requested" in text
    for unwanted in ("Schedule 4", "Chavez", "discretion", "set the hearing", "DECISION"):
        assert unwanted not in text


def test_schedule_4_claims_neither_the_presumption_nor_freedom_from_a_hearing(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    text = motion_words(only(filing_maker, row_maker, 4, 4))
    assert "the two convictions listed in Schedule 4" in text
    assert "do not contend that section 11361.8 presumes eligibility" in text
    assert "do not claim that the law frees the two convictions listed (Schedule 4) from a hearing" in text
    for unwanted in ("No hearing", "the law presumes as much", "Schedules 1 through 3, is made"):
        assert unwanted not in text


def test_rows_of_people_still_serving_are_left_out_of_the_no_hearing_claim(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [row_maker(1, schedule=1), row_maker(2, schedule=2, route=Route.PETITION.value)]
    text = motion_words(filing_maker(rows))
    assert "for the conviction in Schedules 1 and 2 for which the records show no sentence" in text
    assert "For the conviction remaining (a sentence still being served), the People make no" in text
    assert "As to the conviction remaining (a sentence still being served)" in order_words(filing_maker(rows))


def test_a_redesignation_by_decision_does_not_lean_on_the_presumption(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [row_maker(1, schedule=2), row_maker(2, schedule=2, ground="DECISION", statutory="NOT_ELIGIBLE")]
    assert "For the conviction in Schedule 2 whose ground reads DECISION" in motion_words(filing_maker(rows))
    assert "save any whose ground reads DECISION, is presumed" in order_words(filing_maker(rows))


def test_the_order_finds_the_designation_with_judge_and_date_to_be_filled_in(filing: Filing) -> None:
    text = order_words(filing)
    assert "The court that originally sentenced is not available" in text
    assert "by order of the presiding judge, the Honorable ______________________, dated ____" in text
    assert "makes no finding that section 11361.8 presumes it to qualify" in text
    assert "This paragraph is severable" in text
    assert "relief granted in paragraph 4 below" in text


def test_the_orders_paragraphs_are_numbered_without_gaps_for_the_schedules_there_are(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    text = order_words(only(filing_maker, row_maker, 2))
    assert "1. Schedule 2. Each listed count is redesignated a misdemeanor" in text
    assert "5. The People shall report clerical errors" in text
    assert "Schedule 1." not in text


def test_the_criteria_of_2020_come_with_the_word_that_reports_differ(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = only(filing_maker, row_maker, 4)
    assert "differ on the ten-year criterion" in motion_words(filing)
    own = replace(filing, policy=replace(filing.policy, name="alpine", title="Alpine criteria"))
    assert "differ on the ten-year criterion" not in motion_words(own)


def test_a_hearing_that_is_set_is_told_in_the_first_paragraph_and_in_the_caption(filing: Filing) -> None:
    court = replace(filing.office.court, hearing="March 2, 2027, 8:30 a.m.")
    text = motion_words(replace(filing, office=replace(filing.office, court=court)))
    assert "PLEASE TAKE NOTICE that on March 2, 2027, 8:30 a.m., in Department 100" in text
    assert "Hearing: March 2, 2027, 8:30 a.m." in text
    assert "No hearing" not in text


def test_one_conviction_is_spoken_of_in_the_singular(filing_maker: FilingMaker, row_maker: RowMaker) -> None:
    text = motion_words(only(filing_maker, row_maker, 2))
    assert "redesignating as a misdemeanor the conviction listed" in text


@pytest.mark.parametrize(
    ("section", "field", "key"),
    [("attorney", "bar_number", "attorney.bar_number"), ("court", "hearing", "court.hearing")],
)
def test_a_value_the_office_has_not_given_is_named(
    filing: Filing, section: str, field: str, key: str
) -> None:
    part = replace(getattr(filing.office, section), **{field: ""})
    office = replace(filing.office, **{section: part})
    assert missing_for(office, PLEADING_NEEDS) == (key,)
    assert missing_for(office, EXHIBIT_NEEDS) == ()
    assert f"{field} under [{section}]" in missing_sentence((key,))


def test_a_field_value_cannot_bring_markup_or_braces_into_a_paper(filing: Filing) -> None:
    office = replace(filing.office, name="Office *of* {the} D.A.")
    assert "Office *of* {the} D.A." in motion_words(replace(filing, office=office))
