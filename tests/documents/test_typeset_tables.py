"""Tables keep to the half grid: nothing clipped, rows whole, headings again on each page."""

import pytest
from set_pages import assert_nothing_overlaps, halves_of, paper_of, paragraph, text_of

from expunge_desktop.documents.typeset.blocks import Block, Kind, Span
from expunge_desktop.documents.typeset.fonts import text_width
from expunge_desktop.documents.typeset.page import Page
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.signatures import judge_signature
from expunge_desktop.documents.typeset.tables import CELL_GAP, Column, Table

COLUMNS = (Column("No.", 60), Column("What it is", 300), Column("Count", 100, "right"))


def rows(number: int) -> tuple[tuple[str, ...], ...]:
    return tuple((f"r{n}", f"text of row {n}", f"{n:,}") for n in range(1, number + 1))


def table_paper(table: Table, before: int = 0) -> PleadingPaper:
    paper = PleadingPaper()
    for _ in range(before):
        paper.add(paragraph("Before."))
    paper.add_table(table)
    paper.finish()
    return paper


def printed_rows(pages: list[Page]) -> list[list[str]]:
    return [
        [word for word in text_of(page).split() if word[0] == "r" and word[1:].isdigit()] for page in pages
    ]


@pytest.mark.parametrize(("number", "pages"), [(52, 1), (53, 2), (105, 2), (106, 3)])
def test_a_page_holds_so_many_rows_and_one_more_begins_the_next(number: int, pages: int) -> None:
    """55 half lines: headings, the rule below them, 53 rows; on the last page 52 and the closing rule."""
    paper = table_paper(Table(COLUMNS, rows(number)))
    found = printed_rows(paper.pages)
    assert len(paper.pages) == pages
    assert [row for page in found for row in page] == [f"r{n}" for n in range(1, number + 1)]
    assert all("What it is" in text_of(page) for page in paper.pages)
    assert_nothing_overlaps(paper)


def test_headings_can_stand_once() -> None:
    paper = table_paper(Table(COLUMNS, rows(80), repeats_heading=False))
    assert [("What it is" in text_of(page)) for page in paper.pages] == [True, False]


def test_cells_wrap_and_their_rows_stay_whole() -> None:
    long = "words of a long cell " * 12
    table = Table(COLUMNS, tuple((f"r{n}", f"{long}end{n}", "1") for n in range(1, 15)))
    paper = table_paper(table, before=3)
    assert_nothing_overlaps(paper)
    for page, found in zip(paper.pages, printed_rows(paper.pages), strict=True):
        assert [f"end{row[1:]}" for row in found] == [w for w in text_of(page).split() if w.startswith("end")]


def test_rules_part_rows_only_where_cells_wrap() -> None:
    single = table_paper(Table(COLUMNS, rows(3))).pages[0]
    assert len(single.rules) == 2
    wrapped = table_paper(Table(COLUMNS, (*rows(2), ("r3", "wide " * 30, "3")))).pages[0]
    assert len(wrapped.rules) == 4


def test_a_row_taller_than_a_page_goes_on_at_the_next() -> None:
    words = " ".join(f"w{n}" for n in range(900))
    paper = table_paper(Table(COLUMNS, (("r1", words, "1"), ("r2", "short", "2"))), before=2)
    whole = " ".join(text_of(page) for page in paper.pages)
    assert [word for word in whole.split() if word[0] == "w" and word[1:].isdigit()] == words.split()
    assert_nothing_overlaps(paper)


def test_a_word_wider_than_its_column_is_broken_not_cut() -> None:
    paper = table_paper(Table(COLUMNS, (("W" * 90, "x", "1"),)))
    assert "".join(piece.text for piece in paper.pages[0].pieces if set(piece.text) == {"W"}) == "W" * 90
    assert_nothing_overlaps(paper)


def test_figures_end_at_the_right_edge_of_their_column() -> None:
    page = table_paper(Table(COLUMNS, rows(12))).pages[0]
    edge = 108 + 460 - CELL_GAP
    ends = [
        piece.x + text_width(piece.text, piece.face, 12)
        for piece in page.pieces
        if piece.text in ["1", "9", "12"]
    ]
    assert ends == [pytest.approx(edge)] * 3


def test_a_table_wider_than_the_text_is_a_mistake_of_the_paper() -> None:
    with pytest.raises(ValueError, match="column"):
        PleadingPaper().add_table(Table((Column("x", 469),), ()))


def test_an_empty_table_shows_its_headings() -> None:
    assert "What it is" in text_of(table_paper(Table(COLUMNS, ())).pages[0])


@pytest.mark.parametrize("before", range(16, 28))
def test_headings_of_a_table_are_never_left_without_a_row(before: int) -> None:
    paper = table_paper(Table(COLUMNS, rows(8)), before)
    for page, found in zip(paper.pages, printed_rows(paper.pages), strict=True):
        assert bool(found) == ("What it is" in text_of(page))
    assert_nothing_overlaps(paper)


@pytest.mark.parametrize("before", range(18, 28))
def test_a_heading_keeps_with_the_table_below_it(before: int) -> None:
    paper = PleadingPaper()
    for _ in range(before):
        paper.add(paragraph("Before."))
    paper.add(Block(Kind.HEADING, (Span("THE TABLE"),)))
    paper.add_table(Table(COLUMNS, rows(3)))
    paper.finish()
    (holding,) = [page for page in paper.pages if "THE TABLE" in text_of(page)]
    assert "r1" in text_of(holding)


@pytest.mark.parametrize("before", range(14, 28))
def test_a_signature_below_a_table_takes_the_last_row_along(before: int) -> None:
    paper = PleadingPaper()
    for _ in range(before):
        paper.add(paragraph("Before."))
    paper.add_table(Table(COLUMNS, rows(3)))
    paper.add_signature(judge_signature())
    paper.finish()
    signed = [page for page in paper.pages if "Judge of the Superior Court" in text_of(page)]
    assert len(signed) == 1
    assert "r3" in text_of(signed[0])
    assert_nothing_overlaps(paper)


def test_text_after_a_table_meets_a_number_again() -> None:
    paper = PleadingPaper()
    paper.add_table(Table(COLUMNS, rows(4)))
    paper.add(paragraph("After."))
    (half,) = halves_of(paper.page, "After.")
    assert half % 2 == 0
    assert paper_of(paragraph("x")).pages
