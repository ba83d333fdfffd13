"""D7, orders case by case: read page by page, each shows its own values only."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfReader

from expunge_desktop.documents.exhibit.columns import printed_name
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.page_reading import opened, page_chars, page_text
from expunge_desktop.documents.papers.case_words import Case, cases_of, count_words
from expunge_desktop.documents.papers.individual_order import FOLDER, RECIPE
from expunge_desktop.documents.papers.recipe import PaperOrder, Part
from expunge_desktop.documents.typeset import grid
from expunge_desktop.domain.court_profile import CourtProfile
from expunge_desktop.domain.outcome import Route

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]


def parts_of(filing: Filing, *, is_split: bool = False) -> list[Part]:
    return [
        part
        for part in RECIPE.make(RECIPE, PaperOrder(filing, is_released=True, is_split=is_split))
        if isinstance(part, Part)
    ]


def pages_of(data: bytes) -> list[str]:
    with opened(data) as document:
        return [" ".join(page_text(document, index).text.split()) for index in range(len(document))]


def orders_of(data: bytes) -> list[str]:
    """The text of each order; each is numbered from page 1."""
    orders: list[str] = []
    for text in pages_of(data):
        number = re.search(r"Page (\d+) of (\d+)", text)
        assert number, text[-200:]
        if number.group(1) == "1":
            orders.append(text)
        else:
            orders[-1] += " " + text
    return orders


def one_order(row_maker: RowMaker, filing_maker: FilingMaker, *rows: ScheduleRow) -> str:
    (part,) = parts_of(filing_maker(list(rows)))
    (order,) = orders_of(part.data)
    return order


def test_each_order_of_a_merged_file_shows_its_own_values_only(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [
        row_maker(
            n, person_id=n, case_number=f"CASE{n:04}X", defendant=f"FAMILY{n:04}X,GIVEN{n:04}X",
            offense_text=f"CHARGE{n:04}X",
        )
        for n in range(1, 61)
    ]  # fmt: skip
    filing = filing_maker(rows)
    (merged,) = parts_of(filing)
    orders = orders_of(merged.data)
    assert len(orders) == 60
    for row, order in zip(filing.rows, orders, strict=True):
        for value in (row.case_number, printed_name(row.defendant), row.offense_text):
            assert value in order
        assert set(re.findall(r"\d{4}X", order)) == {row.case_number[4:]}
        assert row.born_on not in order and row.cii_number not in order
        assert f"Exhibit A, row {row.row_no} " in f"{order} "


def test_all_rows_of_one_case_stand_in_one_order(filing_maker: FilingMaker, row_maker: RowMaker) -> None:
    rows = [
        row_maker(n, case_number="TWELVE", person_id=7, defendant="TWELVE,COUNTS", count_number=str(n))
        for n in range(1, 13)
    ]
    order = one_order(row_maker, filing_maker, *rows)
    for words in (
        "Dismissed as legally invalid and sealed: counts 4, 8, and 12.",
        "Redesignated a misdemeanor for all purposes: counts 1, 5, and 9.",
        "Redesignated an infraction for all purposes: counts 2, 6, and 10.",
        "Schedule 4. Dismissed: counts 3, 7, and 11",
        "This paragraph is severable.",
    ):
        assert words in order, words


def test_two_people_of_one_case_have_an_order_each(filing_maker: FilingMaker, row_maker: RowMaker) -> None:
    rows = [row_maker(n, case_number="SHARED", person_id=n, defendant=f"PERSON{n},X") for n in (1, 2)]
    orders = orders_of(parts_of(filing_maker(rows))[0].data)
    assert [("PERSON1" in one, "PERSON2" in one) for one in orders] in (
        [(True, False), (False, True)],
        [(False, True), (True, False)],
    )


def test_rows_without_a_case_number_are_never_joined(filing_maker: FilingMaker, row_maker: RowMaker) -> None:
    filing = filing_maker(
        [row_maker(n, case_number="", person_id=3, defendant="SAME,PERSON") for n in (1, 2)]
    )
    assert [len(case.rows) for case in cases_of(filing)] == [1, 1]
    order = orders_of(parts_of(filing)[0].data)[0]
    assert "Case No. ____" in order


def test_schedule_4_claims_no_presumption_and_names_its_fallback(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    order = one_order(row_maker, filing_maker, row_maker(1, schedule=4))
    assert "presumed to qualify, and no party" not in order
    assert "No hearing is required" not in order
    assert "submitted on the separate ground" in order
    assert "count 1 is redesignated a misdemeanor for all purposes" in order
    none = one_order(row_maker, filing_maker, row_maker(1, schedule=4, fallback="none"))
    assert "no relief is granted for count 1" in none
    assert (
        "[Health & Saf. Code, §§ 11361.8" not in none
    )  # law/corrections.md 11: nothing asked of the statute


def test_a_sentence_still_served_is_recalled_and_not_free_of_a_hearing(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    order = one_order(row_maker, filing_maker, row_maker(1, schedule=2, route=Route.PETITION.value))
    assert "No hearing is required" not in order
    assert "the sentence is recalled and the person resentenced" in order


def test_a_decision_of_an_attorney_is_not_called_presumed(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    order = one_order(row_maker, filing_maker, row_maker(1, schedule=2, ground="DECISION"))
    assert "presumed to qualify, and no party" not in order
    assert "the conviction qualifies, on the following showing: ____" in order


def test_every_order_says_that_the_judge_is_designated_or_the_sentencing_one(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    order = one_order(row_maker, filing_maker, row_maker(1, schedule=1))
    assert "[ ] This is the court that originally sentenced." in order
    assert "designated to rule under Health and Safety Code section 11361.8, subdivision (i)" in order


def test_the_merged_file_has_a_bookmark_for_each_order_on_its_first_page(filing: Filing) -> None:
    (merged,) = parts_of(filing)
    assert merged.kind is PaperKind.MERGED_PLEADINGS
    reader = PdfReader(io.BytesIO(merged.data))
    entries = [one for one in reader.outline if not isinstance(one, list)]
    assert len(entries) == len(cases_of(filing))
    for case, entry in zip(cases_of(filing), entries, strict=True):
        page = reader.get_destination_page_number(entry)
        text = " ".join(reader.pages[page].extract_text().split())
        assert case.case_number in text and case.case_number in str(entry["/Title"])
        assert "Page 1 of" in text


def test_single_files_hold_the_same_pages_under_the_number_of_their_first_row(filing: Filing) -> None:
    merged, *singles = parts_of(filing, is_split=True)
    assert len(singles) == len(cases_of(filing))
    together = pages_of(merged.data)
    apart = [text for one in singles for text in pages_of(one.data)]
    assert together == apart
    for case, single in zip(cases_of(filing), singles, strict=True):
        assert RECIPE.file(single) == f"{FOLDER}/D07-individual-order-row-{case.rows[0].row_no:05}.pdf"
        assert case.case_number not in RECIPE.file(single)
        assert single.pages == len(pages_of(single.data))


def test_a_case_number_is_in_a_file_name_only_where_the_court_wants_it_and_only_safe_letters(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker(
        [row_maker(1, case_number="../../BA 12:34*"), row_maker(5, case_number="X" * 200)],
        profile=CourtProfile(has_case_numbers_in_file_names=True),
    )
    _, first, second = parts_of(filing, is_split=True)
    assert RECIPE.file(first) == f"{FOLDER}/D07-individual-order-row-00001-BA-12-34.pdf"
    assert len(RECIPE.file(second)) < 130


@pytest.mark.parametrize(
    "name", ["W" * 60, "W" * 61, "ՍԱՐԳՍՅԱՆ,ԱՆԻ", "NGUYỄN,THỊ HƯỜNG", "Null,Null", "王,小明"]
)
def test_the_worst_names_stay_within_the_margins(
    filing_maker: FilingMaker, row_maker: RowMaker, name: str
) -> None:
    (part,) = parts_of(
        filing_maker([row_maker(1, defendant=name, case_number="W" * 41, offense_text="POSSESS " * 30)])
    )
    with opened(part.data) as document:
        text = "".join("".join(page_text(document, index).text.split()) for index in range(len(document)))
        for index in range(len(document)):
            for char in page_chars(document, index):
                assert char.right <= grid.RULE_RIGHT, char
    assert "".join(printed_name(name).upper().split()) in re.sub(r"(?<=W)\d+(?=W)", "", text)
    assert "[U+" not in text


def test_counts_are_named_in_the_order_of_their_numbers(row_maker: RowMaker) -> None:
    rows = [row_maker(n, count_number=number, schedule=1) for n, number in enumerate(("10", "2", "1"))]
    assert count_words(rows) == "counts 1, 2, and 10"
    assert count_words([row_maker(1, count_number="001")]) == "count 1"
    unknown = [replace(row, row_no=n) for n, row in enumerate((rows[2], row_maker(9, count_number="")), 7)]
    assert count_words(unknown) == "count 1 and the count of row 8"
    assert Case(tuple(unknown)).row_words == "rows 7, 8"


def test_the_same_filing_gives_the_same_bytes(filing: Filing) -> None:
    assert [one.data for one in parts_of(filing, is_split=True)] == [
        one.data for one in parts_of(filing, is_split=True)
    ]


@pytest.mark.parametrize(("orders_in_one", "less", "volumes"), [(0, 0, 1), (4, 0, 1), (2, 0, 2), (2, 1, 4)])
def test_orders_are_bound_in_volumes_of_whole_orders_within_the_courts_limit(
    filing_maker: FilingMaker, row_maker: RowMaker, orders_in_one: int, less: int, volumes: int
) -> None:
    filing = filing_maker([row_maker(number, schedule=1) for number in range(1, 5)])
    (whole,) = parts_of(filing)
    limit = whole.pages // 4 * orders_in_one - less
    parts = parts_of(replace(filing, profile=CourtProfile(max_pages=limit)))
    assert [(part.volume, part.volumes) for part in parts] == [(n, volumes) for n in range(1, volumes + 1)]
    assert all(part.pages <= limit for part in parts) or not limit
    assert sum(part.pages for part in parts) == whole.pages
    assert sum(part.rows for part in parts) == 4
    assert [text for part in parts for text in orders_of(part.data)] == orders_of(whole.data)
