"""Captions grow with what they must say: nothing clipped or over the rule, onto further pages at need."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader
from set_pages import CAPTION, MARK, assert_nothing_overlaps, paragraph, text_of, words_of

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.preflight.checks import preflight
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.canvas import write_pleading
from expunge_desktop.documents.typeset.caption import (
    BOX_RIGHT,
    LAST_BOX_HALF,
    MOST_HALVES,
    MOST_TITLE_LINES,
    Caption,
    set_caption,
)
from expunge_desktop.documents.typeset.fonts import text_width
from expunge_desktop.documents.typeset.pleading import PleadingPaper

BOX_FIRST = 20  # two lines of court: the box begins on line 11


def paper_with(caption: Caption) -> PleadingPaper:
    paper = PleadingPaper()
    set_caption(paper, caption)
    paper.add(paragraph("The text."))
    paper.finish()
    assert_nothing_overlaps(paper)
    for page in paper.pages:
        for rule in page.rules:
            assert rule[3] > grid.PAGE_HEIGHT - grid.FOOTER_RULE
    return paper


def names(lines: int) -> tuple[tuple[str, bool], ...]:
    return tuple((f"PERSON NUMBER {n},", False) for n in range(lines))


@pytest.mark.parametrize(
    "name",
    [
        "ABCDEFGHIJ" * 6,
        "Wilhelmina-Alexandrina Featherstonehaugh-Cholmondeley O’Brien",
        "Nguyễn Thị Ánh Nguyệt Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đỗ",
        "Սարգսյան Հովհաննես Գևորգի Տեր-Պետրոսյան Արմեն Վարդանի Հակոբ",
        "王小明" * 20,
        "김철수" * 20,
        "Null",
        "O’Neil d'Angelo",
    ],
)
def test_names_of_sixty_letters_stay_in_their_column(name: str) -> None:
    parties = (("THE PEOPLE,", False), (f"{name},", False), (f"also known as {name},", True))
    paper = paper_with(replace(CAPTION, parties=parties))
    left = [piece for piece in paper.pages[0].pieces if piece.x < BOX_RIGHT and piece.y < grid.baseline(11)]
    assert max(piece.x + text_width(piece.text, piece.face, piece.size) for piece in left) <= BOX_RIGHT
    assert "".join(f"{name},".split()) in "".join(text_of_left(paper).split())


def text_of_left(paper: PleadingPaper) -> str:
    return " ".join(piece.text for page in paper.pages for piece in page.pieces if piece.x < BOX_RIGHT)


@pytest.mark.parametrize(
    "number", ["BA" + "0123456789" * 4, "X" * 40, "BA-2019-000123456-CR-FELONY-0042-COUNT-1"]
)
def test_a_case_number_of_forty_characters_is_whole(number: str) -> None:
    paper = paper_with(replace(CAPTION, case_number=number))
    right = "".join(piece.text for piece in paper.pages[0].pieces if piece.x > BOX_RIGHT)
    assert number in right


def test_a_caption_of_six_lines_of_title_prints_whole() -> None:
    title = "ORDER DISMISSING, SEALING AND REDESIGNATING CANNABIS CONVICTIONS " * 3
    paper = paper_with(replace(CAPTION, title=title))
    pieces = paper.pages[0].pieces
    right = [piece for piece in pieces if piece.x > BOX_RIGHT and piece.face.endswith("Bold")]
    right = [piece for piece in right if piece.y < grid.baseline(10)]
    assert "".join(title.split()) == "".join(piece.text for piece in right).replace(" ", "")
    assert len({piece.y for piece in right}) >= 6


@pytest.mark.parametrize(("extra", "pages_of_box"), [(0, 1), (1, 2)])
def test_a_caption_fills_the_first_page_and_one_line_more_begins_the_next(
    extra: int, pages_of_box: int
) -> None:
    lines = LAST_BOX_HALF + 1 - BOX_FIRST + extra
    paper = paper_with(replace(CAPTION, parties=names(lines)))
    boxed = [page for page in paper.pages if "PERSON NUMBER" in text_of(page)]
    assert len(boxed) == pages_of_box
    text = " ".join(text_of(page) for page in paper.pages)
    assert all(f"PERSON NUMBER {n}," in text for n in range(lines))
    assert text.endswith("The text.")


def test_a_caption_may_take_three_pages_and_not_a_line_more() -> None:
    paper = paper_with(replace(CAPTION, parties=names(MOST_HALVES)))
    assert len(paper.pages) == 3
    with pytest.raises(LayoutError, match=f"needs {MOST_HALVES + 1} lines"):
        paper_with(replace(CAPTION, parties=names(MOST_HALVES + 1)))


def test_a_court_title_has_a_limit_that_is_said() -> None:
    paper_with(replace(CAPTION, court=("COURT",) * MOST_TITLE_LINES))
    with pytest.raises(LayoutError, match="title of the court"):
        paper_with(replace(CAPTION, court=("COURT",) * (MOST_TITLE_LINES + 1)))


@pytest.mark.parametrize(("lines", "is_refused"), [(14, False), (15, True)])
def test_the_attorney_block_holds_lines_one_to_seven(lines: int, is_refused: bool) -> None:
    caption = replace(CAPTION, attorney=tuple(f"Line {n}" for n in range(lines)))
    if is_refused:
        with pytest.raises(LayoutError, match="lines 1 to 7"):
            paper_with(caption)
    else:
        paper_with(caption)


def test_a_grown_caption_passes_preflight_and_reads_back() -> None:
    paper = PleadingPaper()
    set_caption(paper, replace(CAPTION, parties=(*CAPTION.parties, *names(60)), case_number="B" * 40))
    paper.add(paragraph("The text."))
    data = write_pleading(paper, MARK)
    report = preflight(data)
    assert not report.errors
    assert not report.warnings
    text = words_of(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))
    assert "PERSON NUMBER 59," in text
