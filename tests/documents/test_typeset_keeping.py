"""What belongs together stays together: headings with their text, lines in twos, signatures with words."""

import pytest
from set_pages import assert_nothing_overlaps, blocks_of, halves_of, paper_of, paragraph, text_of

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span
from expunge_desktop.documents.typeset.exhibit_sheet import set_exhibit_sheet
from expunge_desktop.documents.typeset.page import Page
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.signatures import (
    SignatureLine,
    declaration_signature,
    judge_signature,
    signature_halves,
)

FILLER = paragraph("Filler.")
BODIES = {
    "paragraph": "body words " * 30,
    "short": "body",
    "quotation": "> " + "body words " * 40,
    "item": "- " + "body words " * 20,
    "numbered": "#. " + "body words " * 20,
    "noted": "body words " * 15 + "^[" + "a note " * 60 + "]",
}


def holding(paper: PleadingPaper, words: str) -> list[Page]:
    return [page for page in paper.pages if words in text_of(page)]


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
@pytest.mark.parametrize("filler", range(20, 29))
def test_headings_keep_with_what_follows(filler: int, body: str) -> None:
    blocks = blocks_of(
        f"# THE HEADING\n## A subheading of some length {'that needs a second line ' * 3}\n{body}"
    )
    paper = paper_of(*[FILLER] * filler, *blocks)
    (page,) = holding(paper, "THE HEADING")
    assert "A subheading" in text_of(page)
    assert "body" in text_of(page)
    assert halves_of(page, "THE HEADING")[0] < halves_of(page, "body")[0]
    assert_nothing_overlaps(paper)


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
@pytest.mark.parametrize("filler", range(16, 29))
def test_a_signature_takes_the_last_lines_along(filler: int, body: str) -> None:
    paper = paper_of(*[FILLER] * filler)
    set_blocks(
        paper,
        blocks_of(f"# THE END\n{body}\n\n[insert signature]"),
        {"signature": lambda one: one.add_signature(judge_signature())},
    )
    paper.finish()
    (signed,) = holding(paper, "Judge of the Superior Court")
    assert "body" in text_of(signed)
    (headed,) = holding(paper, "THE END")
    assert "body" in text_of(headed)
    assert_nothing_overlaps(paper)


@pytest.mark.parametrize("filler", range(1, 30))
def test_the_signature_ends_with_the_last_half_line_or_moves(filler: int) -> None:
    paper = paper_of(*[FILLER] * filler)
    before = paper.half
    paper.add_signature(judge_signature())
    fits = before + signature_halves(judge_signature()) - 1 <= grid.PLEADING.last
    assert (len(holding(paper, "Judge")) == 1) and (len(paper.pages) == (1 if fits else 2) + (filler > 28))
    assert "Filler." in text_of(holding(paper, "Judge")[0])


def test_a_signature_the_wording_does_not_place_is_put_at_the_end() -> None:
    paper = PleadingPaper()
    set_blocks(paper, blocks_of("Words."), {"signature": lambda one: one.add_signature(judge_signature())})
    assert "Judge of the Superior Court" in text_of(paper.page)


def test_an_unknown_insert_is_refused() -> None:
    with pytest.raises(LayoutError, match="insert tabel"):
        set_blocks(PleadingPaper(), blocks_of("[insert tabel]"), {})
    with pytest.raises(LayoutError, match="insert tabel"):
        paper_of(*blocks_of("[insert tabel]"))


def test_inserts_are_placed_where_the_wording_says() -> None:
    paper = PleadingPaper()
    set_blocks(
        paper,
        blocks_of("Before.\n\n[insert list]\n\nAfter."),
        {"list": lambda one: one.add(paragraph("Listed."))},
    )
    assert text_of(paper.page) == "Before. Listed. After."


def test_a_page_begins_where_the_wording_says_and_never_a_blank_one() -> None:
    paper = paper_of(*blocks_of("[page]\nOne.\n[page]\n[page]\nTwo."))
    assert [text_of(page) for page in paper.pages] == ["One.", "Two."]


@pytest.mark.parametrize("words", range(20, 60, 4))
def test_text_keeps_its_distance_below_a_quotation(words: int) -> None:
    (page,) = paper_of(*blocks_of("> " + "quoted " * words + "\n\nAfter.")).pages
    last = halves_of(page, "quoted")[-1]
    (after,) = halves_of(page, "After.")
    assert after - last in (2, 3)
    assert after % 2 == 0


def test_items_hang_from_their_bullets() -> None:
    (page,) = paper_of(*blocks_of("- " + "words of an item " * 12)).pages
    bullet, *lines = sorted(page.pieces, key=lambda piece: (-piece.y, piece.x))
    assert bullet.text == "•"
    assert len(lines) >= 2
    assert {line.x for line in lines} == {lines[0].x}
    assert lines[0].x > bullet.x + 10
    assert lines[0].y - lines[1].y == grid.PITCH


def test_blank_lines_are_left_free_but_not_at_the_head_of_a_page() -> None:
    paper = PleadingPaper()
    paper.add_blank(3)
    paper.add(paragraph("One."))
    paper.add_blank(2)
    paper.add(paragraph("Two."))
    assert halves_of(paper.page, "One.") == [0]
    assert halves_of(paper.page, "Two.") == [6]


def test_a_word_in_two_faces_wider_than_the_line_stays_within_the_margins() -> None:
    paper = paper_of(*blocks_of(f"**{'W' * 39}**{'M' * 60}"))
    assert_nothing_overlaps(paper)
    assert "".join(piece.text for piece in paper.pages[0].pieces).replace(" ", "") == "W" * 39 + "M" * 60


def test_a_declaration_says_where_and_when_it_was_signed() -> None:
    """CCP 2015.5: date and place of execution."""
    lines = declaration_signature("Sam Clerk", "Custodian of records")
    text = " ".join(f"{line.left} {line.right}" for line in lines)
    assert "Executed on ____" in text
    assert "California" in text
    assert "SAM CLERK" in text
    assert "Custodian of records" in text
    assert "Name: ____" in " ".join(line.right for line in declaration_signature(""))


def test_signatures_take_up_to_a_page_and_two_lines_are_left_for_words() -> None:
    paper = paper_of(FILLER, FILLER, FILLER)
    paper.add_signature((SignatureLine("Signed"),) * 51)
    assert len(paper.pages) == 2
    assert "Filler." in text_of(paper.pages[1])
    with pytest.raises(LayoutError, match="52 lines"):
        paper.add_signature((SignatureLine("Signed"),) * 52)


def test_an_exhibit_has_a_sheet_of_its_own_and_begins_after_it() -> None:
    paper = paper_of(paragraph("Text."))
    set_exhibit_sheet(paper, "B", "The criteria of the office", ("Adopted on a day",))
    paper.add(Block(Kind.HEADING, (Span("CRITERIA"),)))
    paper.add(paragraph("First."))
    paper.finish()
    assert [text_of(page) for page in paper.pages] == [
        "Text.",
        "EXHIBIT B The criteria of the office Adopted on a day",
        "CRITERIA First.",
    ]
    assert paper.pages[1].bookmarks[0].title == "Exhibit B: The criteria of the office"
    assert_nothing_overlaps(paper)


def test_a_title_too_long_for_an_exhibit_sheet_is_refused() -> None:
    set_exhibit_sheet(PleadingPaper(), "B", "word " * 300)
    with pytest.raises(LayoutError, match="Exhibit B"):
        set_exhibit_sheet(PleadingPaper(), "B", "word " * 600)
