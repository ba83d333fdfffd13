"""Letters: the office's head, single-spaced 12-pt text, page numbers, no numbered lines."""

import itertools
from dataclasses import replace

import pytest
from set_pages import MARK, assert_nothing_overlaps, blocks_of, outline_of, paragraph, text_of, texts_of

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.page_reading import by_baseline, opened, page_chars
from expunge_desktop.documents.typeset.letter import (
    LetterPaper,
    letter_set,
    letter_signature,
    write_letter,
    write_letters,
)
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.tables import Column, Table
from expunge_desktop.domain.office import Attorney


@pytest.fixture
def letter(filing: Filing) -> LetterPaper:
    paper = LetterPaper(filing.office)
    paper.add_date()
    paper.add_address(("PAT DOE", "1 Main Street", "", "Los Angeles, CA 90012"))
    paper.add_subject("Your case BA123456")
    return paper


def test_the_letterhead_comes_from_the_office_and_the_date_is_written_in(letter: LetterPaper) -> None:
    text = text_of(letter.page)
    assert text.startswith(
        "OFFICE OF THE DISTRICT ATTORNEY, COUNTY OF LOS ANGELES Alexandra Example, District"
    )
    assert "211 West Temple Street, Suite 1200, Los Angeles, CA 90012" in text
    assert "____________________ PAT DOE 1 Main Street Los Angeles, CA 90012 Your case BA123456" in text


def test_no_line_is_numbered_and_all_text_is_12_points(letter: LetterPaper) -> None:
    letter.add(paragraph("words of the letter " * 60))
    data = write_letter(letter, MARK)
    with opened(data) as document:
        chars = page_chars(document, 0)
    assert not any(char.x < letter.sheet.left - 1 for char in chars)
    assert {round(char.size) for char in chars if char.y > 60} == {12}
    lines = sorted(by_baseline(tuple(char for char in chars if 150 < char.y < 560)), reverse=True)
    assert {round(above - below) for above, below in itertools.pairwise(lines)} <= {14, 28}


def test_long_letters_go_on_with_page_numbers_and_a_kept_signature(
    letter: LetterPaper, filing: Filing
) -> None:
    table = Table(
        (Column("Case", 100), Column("Relief", 200)), tuple((f"BA{n}", "dismissed") for n in range(60))
    )
    set_blocks(
        letter,
        blocks_of("Dear reader:\n\n- one\n- two\n\n[insert table]\n\n" + "More words. " * 90),
        {
            "table": lambda one: one.add_table(table),
            "signature": lambda one: one.add_signature(letter_signature(filing.office)),
        },
    )
    data = write_letter(letter, MARK)
    texts = texts_of(data)
    assert len(texts) >= 2
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
    (signed,) = [text for text in texts if "Sincerely" in text]
    assert "More words." in signed
    assert_nothing_overlaps(letter)


def test_many_letters_are_one_file_or_many(filing: Filing) -> None:
    def made(number: int) -> LetterPaper:
        paper = LetterPaper(filing.office)
        paper.add_address((f"PERSON {number:03d}",))
        paper.add(paragraph(f"To person {number:03d} only."))
        return paper

    papers = [(made(number), MARK, f"Person {number:03d}") for number in range(4)]
    merged = write_letters(iter(papers), MARK)
    assert outline_of(merged) == [(f"Person {number:03d}", number + 1) for number in range(4)]
    for number, data in enumerate(letter_set(iter(papers)).singles()):
        (text,) = texts_of(data)
        assert text.count("To person") == 1
        assert f"PERSON {number:03d}" in text


def test_an_office_that_has_not_said_all_leaves_no_holes_in_its_letterhead(filing: Filing) -> None:
    bare = replace(filing.office, head="", head_title="", attorney=Attorney())
    text = text_of(LetterPaper(bare).page)
    assert text == "OFFICE OF THE DISTRICT ATTORNEY, COUNTY OF LOS ANGELES"
