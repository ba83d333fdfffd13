"""A footnote stands at the foot of the page that refers to it, whole where it can; nothing of it is lost."""

import bisect
import itertools

import pytest
from set_pages import assert_nothing_overlaps, blocks_of, halves_of, paper_of, paragraph, text_of

from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.blocks import Block
from expunge_desktop.documents.typeset.fonts import SERIF, wrap
from expunge_desktop.documents.typeset.foot import RULE_LENGTH
from expunge_desktop.documents.typeset.pleading import PleadingPaper

LAST = grid.PLEADING.last
TEXT_LINE = "One line."


def noted(note: str, text: str = "The text.") -> Block:
    (block,) = blocks_of(f"{text}^[{note}]")
    return block


def note_of_lines(lines: int) -> str:
    """Words that take exactly so many lines at the foot."""

    def note(number: int) -> str:
        return " ".join(f"n{n}" for n in range(1, number + 1))

    def height(number: int) -> int:
        return len(wrap(f"¹ {note(number)}", SERIF, grid.SIZE, grid.PLEADING.width))

    return note(bisect.bisect_left(range(5_000), lines, lo=1, key=height))


def test_the_note_stands_at_the_foot_of_its_page_below_a_short_rule() -> None:
    paper = paper_of(noted("Below."))
    (page,) = paper.pages
    assert halves_of(page, "Below.") == [LAST]
    (rule,) = page.rules
    assert rule[2] - rule[0] == RULE_LENGTH
    assert grid.PLEADING.baseline(LAST) < rule[1] < grid.PLEADING.baseline(LAST - 2)


def test_references_count_through_the_paper_in_raised_figures_of_the_same_size() -> None:
    paper = paper_of(noted("first"), noted("second"))
    text = text_of(paper.pages[0])
    assert "The text.¹" in text
    assert "The text.²" in text
    assert "¹ first" in text
    assert "² second" in text
    assert {piece.size for piece in paper.pages[0].pieces} == {grid.SIZE}


def test_notes_are_single_spaced_with_italics_and_citations() -> None:
    (block,) = blocks_of("Text.^[see [[*People v. Chavez* (2018) 4 Cal.5th 771]] " + "and more " * 30 + "]")
    (page,) = paper_of(block).pages
    ys = sorted({piece.y for piece in page.pieces if piece.y < grid.baseline(20)}, reverse=True)
    assert len(ys) > 2
    assert all(above - below == 12 for above, below in itertools.pairwise(ys))
    assert any(piece.face.endswith("Italic") and "Chavez" in piece.text for piece in page.pieces)
    assert ["".join(span.text for span in cited) for cited in page.cited] == [
        "People v. Chavez (2018) 4 Cal.5th 771"
    ]


@pytest.mark.parametrize(("extra", "pages"), [(0, 1), (1, 2)])
def test_a_note_that_just_fits_stays_whole_and_one_line_more_is_divided(extra: int, pages: int) -> None:
    """Twenty lines of text and the one with the reference leave room down to the last half line."""
    reference_half = 2 * 20
    lines = LAST - reference_half - 1 + extra  # a half line for the rule
    note = note_of_lines(lines)
    paper = paper_of(*[paragraph(TEXT_LINE)] * 20, noted(note))
    assert len(paper.pages) == pages
    assert "The text." in text_of(paper.pages[0])
    whole = " ".join(text_of(page) for page in paper.pages)
    assert [word for word in whole.split() if word.startswith("n")] == note.split()
    assert_nothing_overlaps(paper)


def test_a_reference_without_room_for_two_lines_of_its_note_goes_to_the_next_page() -> None:
    paper = paper_of(*[paragraph(TEXT_LINE)] * 27, noted(note_of_lines(3)))
    first, second = paper.pages
    assert "The text." not in text_of(first)
    assert "n1" not in text_of(first)
    assert "The text.¹" in text_of(second)
    assert "¹ n1" in text_of(second)


def test_a_note_longer_than_pages_runs_on_and_leaves_room_for_text() -> None:
    note = note_of_lines(120)
    paper = paper_of(noted(note), *[paragraph(TEXT_LINE)] * 12)
    whole = " ".join(text_of(page) for page in paper.pages)
    assert len(paper.pages) >= 3
    assert [word for word in whole.split() if word.startswith("n")] == note.split()
    assert whole.count(TEXT_LINE) == 12
    assert TEXT_LINE in text_of(paper.pages[1])
    assert_nothing_overlaps(paper)


@pytest.mark.parametrize("filler", range(28))
def test_text_and_notes_never_meet_wherever_the_page_ends(filler: int) -> None:
    blocks = [paragraph(TEXT_LINE)] * filler
    blocks += [noted(note_of_lines(5), "words of text " * 30), noted("short", "more words " * 40)] * 2
    paper = paper_of(*blocks)
    assert_nothing_overlaps(paper)
    for page in paper.pages:
        references = [
            number
            for number in "¹²³⁴"
            if f"{number} n1" in text_of(page) or f"{number} short" in text_of(page)
        ]
        for number in references:
            above = [
                piece for piece in page.pieces if number in piece.text and not piece.text.startswith(number)
            ]
            assert above, f"note {number} begins on a page that does not refer to it"


def test_notes_of_a_block_taken_back_are_not_printed_twice() -> None:
    """The closing paragraph moves with its signature; its note moves along."""
    from expunge_desktop.documents.typeset.signatures import judge_signature

    paper = PleadingPaper()
    for _ in range(26):
        paper.add(paragraph(TEXT_LINE))
    paper.add(noted("only once"))
    paper.add_signature(judge_signature())
    paper.finish()
    whole = " ".join(text_of(page) for page in paper.pages)
    assert whole.count("only once") == 1
    assert "only once" in text_of(paper.pages[1])
    assert_nothing_overlaps(paper)
