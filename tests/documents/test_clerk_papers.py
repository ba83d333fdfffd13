"""D14: the clerk's index leads to the page of each row, the transmittal lists each file."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from expunge_desktop.documents.exhibit.case_index import UNNUMBERED, case_entries, row_words
from expunge_desktop.documents.exhibit.columns import CONFIDENTIAL
from expunge_desktop.documents.filing import Filing, ScheduleRow
from expunge_desktop.documents.manifest import PaperEntry, PaperKind
from expunge_desktop.documents.page_reading import opened, page_chars, page_text
from expunge_desktop.documents.papers import clerk_index, exhibit, transmittal
from expunge_desktop.documents.papers.recipe import PaperOrder, Part
from expunge_desktop.domain.court_profile import CourtProfile

FilingMaker = Callable[..., Filing]
RowMaker = Callable[..., ScheduleRow]


def made(recipe: object, order: PaperOrder) -> list[Part]:
    return list(recipe.make(recipe, order))  # type: ignore[attr-defined]


def pages_of(data: bytes) -> list[str]:
    with opened(data) as document:
        return [page_text(document, index).text for index in range(len(document))]


@pytest.fixture
def bound_filing(filing_maker: FilingMaker, row_maker: RowMaker) -> Filing:
    rows = [
        row_maker(n, case_number="" if n % 40 == 0 else f"BA{200 + n // 3}", count_number=str(1 + n % 3))
        for n in range(1, 200)
    ]
    return filing_maker(rows, profile=CourtProfile(max_pages=6))


def test_every_row_stands_on_the_page_and_in_the_volume_that_the_index_names(bound_filing: Filing) -> None:
    order = PaperOrder(bound_filing, is_released=True)
    volumes = [one for one in made(exhibit.RECIPE, order) if one.kind is PaperKind.EXHIBIT]
    assert len(volumes) > 2
    where: dict[int, tuple[int, int]] = {}
    page = 0
    for one in volumes:
        for text in pages_of(one.data):
            page += 1
            words = text.split()
            for number, word in enumerate(words[:-2]):
                if words[number + 1] == "Sch." and word.isdecimal():
                    where[int(word)] = (one.volume, page)
    assert where.keys() == {row.row_no for row in bound_filing.rows}
    entries = list(case_entries(bound_filing, order.kept[exhibit.PLACES]))  # type: ignore[arg-type]
    told = {
        row: (place.volume, place.page) for entry in entries for place, rows in entry.rows for row in rows
    }
    assert told == where
    text = "".join(
        "".join(text.split()) for part in made(clerk_index.RECIPE, order) for text in pages_of(part.data)
    )
    for entry in entries:
        for place, rows in entry.rows:
            assert f"{row_words(rows)}{place.volume}{place.page}".replace(" ", "") in text


def test_the_index_alone_is_the_same_as_beside_the_exhibit(bound_filing: Filing) -> None:
    beside = PaperOrder(bound_filing, is_released=True)
    made(exhibit.RECIPE, beside)
    alone = PaperOrder(bound_filing, is_released=True)
    assert [one.data for one in made(clerk_index.RECIPE, alone)] == [
        one.data for one in made(clerk_index.RECIPE, beside)
    ]


def test_the_index_is_sorted_names_each_case_once_and_ends_with_those_without_a_number(
    bound_filing: Filing,
) -> None:
    order = PaperOrder(bound_filing, is_released=True)
    made(exhibit.RECIPE, order)
    numbers = [one.case_number for one in case_entries(bound_filing, order.kept[exhibit.PLACES])]  # type: ignore[arg-type]
    assert numbers[-1] == UNNUMBERED
    assert numbers[:-1] == sorted(set(numbers[:-1]))


def test_a_number_that_two_courts_have_is_two_cases_with_their_courts(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    filing = filing_maker(
        [row_maker(n, case_number="SAME1", courthouse=court) for n, court in enumerate(("EAST", "WEST"))]
    )
    (part,) = made(clerk_index.RECIPE, PaperOrder(filing, is_released=True))
    text = " ".join(pages_of(part.data))
    assert "(EAST)" in text and "(WEST)" in text


def test_the_index_names_no_person_and_keeps_to_its_columns(
    filing_maker: FilingMaker, row_maker: RowMaker
) -> None:
    rows = [
        row_maker(n, case_number=("W" * 41 if n == 3 else f"N{n}"), defendant="SECRET,NAME")
        for n in range(1, 300)
    ]
    (part,) = made(clerk_index.RECIPE, PaperOrder(filing_maker(rows), is_released=True))
    assert "SECRET" not in " ".join(pages_of(part.data))
    with opened(part.data) as document:
        for index in range(len(document)):
            for char in page_chars(document, index):
                assert char.x >= 53 and char.right <= 559
                if char.x < 300 and 62 < char.y < 730:
                    assert char.right < 314


def test_a_long_index_is_bound_in_volumes_too(filing_maker: FilingMaker) -> None:
    filing = filing_maker(700, profile=CourtProfile(max_pages=3))
    parts = made(clerk_index.RECIPE, PaperOrder(filing, is_released=True))
    assert [one.pages for one in parts][:-1] == [3] * (len(parts) - 1)
    assert sum(one.rows for one in parts) == 700
    assert clerk_index.RECIPE.file(parts[0]) == f"D14-clerk-index-vol-1-of-{len(parts)}.pdf"


@pytest.mark.parametrize(
    ("rows", "words"),
    [([7], "7"), ([7, 8], "7, 8"), ([7, 8, 9], "7–9"), ([1, 3, 4, 5, 9], "1, 3–5, 9")],
)
def test_rows_that_follow_each_other_are_told_as_from_and_to(rows: list[int], words: str) -> None:
    assert row_words(rows) == words


ENTRIES = (
    PaperEntry("D1", "D01-notice-of-motion.pdf", "NOTICE OF MOTION", PaperKind.PLEADING, 3, 0, "1" * 64),
    PaperEntry("D0", "D00-cover-sheet.pdf", "Cover sheet", PaperKind.COVER, 1, 0, "2" * 64),
    PaperEntry("D5", "D05-exhibit-a-confidential-vol-2-of-3.pdf", "Exhibit A (confidential)",
               PaperKind.EXHIBIT, 500, 4491, "3" * 64, 2, 3, 4492, 8982),
    PaperEntry("D5", "D05-exhibit-a-public.csv", "Exhibit A (public)", PaperKind.TABLE, 0, 66000, "4" * 64),
    PaperEntry("D8", "D08-notice-to-person.pdf", "NOTICE", PaperKind.LETTER, 2, 0, "5" * 64),
    *(PaperEntry("D7", f"D07-individual-order/D07-individual-order-row-{n:05}.pdf", "ORDER",
                 PaperKind.PLEADING, 2, 1, "6" * 64) for n in range(1, 4)),
)  # fmt: skip


def transmitted(filing: Filing) -> str:
    part = transmittal.transmittal(PaperOrder(filing, is_released=True), ENTRIES)
    return " ".join(" ".join(pages_of(part.data)).split())


def test_the_transmittal_lists_each_file_with_rows_pages_and_digest(filing: Filing) -> None:
    text = transmitted(filing)
    assert f"D01-notice-of-motion.pdf D1, NOTICE OF MOTION: 3 pages SHA-256 {'1' * 64}" in text
    assert "500 pages, 4,491 rows (4,492 to 8,982), confidential by law" in text
    assert f"66,000 rows SHA-256 {'4' * 64}" in text
    assert "D07-individual-order/ D7: 3 files, 6 pages" in text
    assert "manifest.json" in text


def test_the_office_s_own_sheets_and_letters_to_people_are_not_transmitted(filing: Filing) -> None:
    text = transmitted(filing)
    assert "D00-cover-sheet" not in text and "D08-notice" not in text


def test_the_transmittal_explains_every_column_and_says_whom_to_ask(filing: Filing) -> None:
    text = transmitted(filing)
    for column in CONFIDENTIAL:
        assert f"{column.key} {column.meaning}" in text
    assert "(213) 555-0100" in text and "jsample@da.example" in text
    assert f"Total: {len(filing.rows)} rows" in text


def test_copies_that_nobody_has_asked_the_clerk_about_are_said_to_be_unconfirmed(filing: Filing) -> None:
    assert "1 (not confirmed with the clerk)" in transmitted(filing)
    asked = replace(filing, profile=CourtProfile(copies=3, verified_on="2020-02-03"))
    assert "Paper copies of each paper 3 Decided" in transmitted(asked)
