"""The finished page is measured: line numbers, line 8, margins, clerk's space, footers, signatures."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from made_papers import pdf_of
from pypdf import PdfReader

from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.page_reading import Char, by_baseline, opened, page_chars, page_text
from expunge_desktop.documents.papers import notice_of_motion
from expunge_desktop.documents.papers.catalog import make_papers, wanted
from expunge_desktop.documents.papers.recipe import PaperOrder
from expunge_desktop.documents.papers.values import paper_mark
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.canvas import write_pleading
from expunge_desktop.documents.typeset.pleading import PleadingPaper, SignatureLine
from expunge_desktop.documents.typeset.template import Block, Kind, Span

LONG_COURT = "Superior Court of the State of California, Unified, Sitting in Extraordinary Criminal Session"


def motion(filing: Filing, *, is_released: bool = False) -> bytes:
    return pdf_of(filing, "D1", is_released=is_released)


def proposed_order(filing: Filing) -> bytes:
    return pdf_of(filing, "D6")


def chars_of(data: bytes) -> list[tuple[Char, ...]]:
    with opened(data) as document:
        return [page_chars(document, index) for index in range(len(document))]


def texts_of(data: bytes) -> list[str]:
    with opened(data) as document:
        return [page_text(document, index).text for index in range(len(document))]


def body_of(chars: tuple[Char, ...]) -> dict[float, str]:
    return by_baseline(tuple(char for char in chars if char.x > 102 and 48 <= char.y <= grid.baseline(1) + 1))


@pytest.mark.parametrize("make", [motion, proposed_order])
def test_every_page_has_28_numbers_on_the_24_point_grid(
    filing: Filing, make: Callable[[Filing], bytes]
) -> None:
    for chars in chars_of(make(filing)):
        numbers = by_baseline(tuple(char for char in chars if char.x < 99))
        assert [numbers[y] for y in sorted(numbers, reverse=True)] == [str(n) for n in range(1, 29)]
        for line, y in enumerate(sorted(numbers, reverse=True), start=1):
            assert y == pytest.approx(792 - (72 + 24 * (line - 1) + 11), abs=0.1)


@pytest.mark.parametrize("make", [motion, proposed_order])
def test_text_stands_on_the_baselines_of_the_numbers_or_halfway(
    filing: Filing, make: Callable[[Filing], bytes]
) -> None:
    for chars in chars_of(make(filing)):
        for y in body_of(chars):
            halves = (grid.baseline(1) - y) / 12
            assert halves == pytest.approx(round(halves), abs=0.02)


def test_double_spaced_text_stands_on_the_numbered_lines(filing: Filing) -> None:
    second_page = chars_of(motion(filing))[1]
    numbered = {round(grid.baseline(line), 1) for line in range(1, 29)}
    assert set(body_of(second_page)) <= numbered


def test_the_court_title_starts_line_8_three_and_a_third_inches_from_the_top(filing: Filing) -> None:
    first = chars_of(motion(filing))[0]
    assert body_of(first)[round(grid.baseline(8), 1)] == "SUPERIORCOURTOFTHESTATEOFCALIFORNIA"
    assert grid.line_top(8) == 240
    title = [char for char in first if abs(char.y - grid.baseline(8)) < 0.5 and char.x > 102]
    with opened(motion(filing)) as document:
        page = document[0].get_textpage()
        tops = [page.get_charbox(index)[3] for index in range(page.count_chars())
                if abs(page.get_charbox(index)[1] - grid.baseline(8)) < 1]  # fmt: skip
    assert title
    assert max(tops) <= 792 - 240


def test_the_clerks_space_is_blank_and_the_attorney_stands_left(filing: Filing) -> None:
    first = chars_of(motion(filing))[0]
    above_title = [char for char in first if grid.baseline(8) + 1 < char.y <= 720 and char.x > 102]
    assert above_title
    assert max(char.right for char in above_title) <= 612 / 2 + 0.5
    text = texts_of(motion(filing))[0]
    for expected in ("SBN 123456", "(213) 555-0100", "jsample@da.example", "Attorneys for Plaintiff"):
        assert expected in text


def test_body_type_is_12_points_and_the_footer_at_least_10(filing: Filing) -> None:
    for chars in chars_of(motion(filing)):
        assert min(char.size for char in chars if char.y > 48) >= 12
        assert min(char.size for char in chars) >= 10


def test_text_keeps_within_the_margins(filing: Filing) -> None:
    for chars in chars_of(motion(filing)):
        body = [char for char in chars if char.x > 102 and 48 < char.y < 721]
        assert min(char.x for char in body) >= 108 - 0.5
        assert max(char.right for char in body) <= 577


def test_each_page_has_its_number_title_place_and_draft_mark(filing: Filing) -> None:
    pages = texts_of(motion(filing))
    for number, text in enumerate(pages, start=1):
        assert notice_of_motion.FOOTER in text
        assert f"Page {number} of {len(pages)}" in text
        assert "DRAFT – NOT FILED" in text
        assert "F0001, batch 1" in text
        assert "los-angeles-2020 1 (abababababab) as of 2020-02-11" in text


def test_a_released_paper_bears_no_draft_mark(filing: Filing) -> None:
    assert not any("DRAFT" in text for text in texts_of(motion(filing, is_released=True)))


@pytest.mark.parametrize("make", [motion, proposed_order])
def test_fonts_are_embedded_with_unicode_maps(filing: Filing, make: Callable[[Filing], bytes]) -> None:
    with pikepdf.open(io.BytesIO(make(filing))) as pdf:
        fonts = [
            found
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/Font"
        ]
        assert len(fonts) >= 3
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_metadata_language_and_bookmarks(filing: Filing) -> None:
    reader = PdfReader(io.BytesIO(motion(filing)))
    assert reader.metadata is not None
    assert reader.metadata.title == notice_of_motion.TITLE
    assert reader.metadata.author == filing.office.name
    assert "F0001" in str(reader.metadata.subject)
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    first, inner = reader.outline
    assert first["/Title"] == notice_of_motion.TITLE
    assert [one["/Title"] for one in inner] == ["HEARING", "GROUNDS"]


def test_the_same_filing_gives_the_same_bytes(filing: Filing) -> None:
    assert motion(filing) == motion(filing)
    assert proposed_order(filing) == proposed_order(filing)


def test_a_long_caption_grows_and_pushes_the_text_down(filing: Filing) -> None:
    court = replace(filing.office.court, name=LONG_COURT, judge="Hon. " + "Verylongname " * 12)
    data = motion(replace(filing, office=replace(filing.office, court=court)))
    first = texts_of(data)[0]
    assert "EXTRAORDINARY CRIMINAL SESSION" in " ".join(first.split())
    assert first.count("Verylongname") == 12
    chars = chars_of(data)[0]
    assert body_of(chars)[round(grid.baseline(8), 1)].startswith("SUPERIORCOURT")
    right_column = [char for char in chars if char.x >= 351 and char.y < grid.baseline(10)]
    assert max(char.right for char in right_column) <= 577


def test_an_attorney_block_longer_than_seven_lines_is_refused(filing: Filing) -> None:
    attorney = replace(filing.office.attorney, address=tuple(f"Building {n}, Floor {n}" for n in range(12)))
    filing = replace(filing, office=replace(filing.office, attorney=attorney))
    made = make_papers(PaperOrder(filing, is_released=False), wanted(frozenset({"D1"})))
    assert not made.papers
    assert "lines 1 to 7" in made.missing[0].sentence


@pytest.mark.parametrize("lines_before", range(18, 32))
def test_a_signature_never_stands_alone_on_a_page(filing: Filing, lines_before: int) -> None:
    paper = PleadingPaper()
    for number in range(lines_before):
        paper.add(Block(Kind.PARAGRAPH, (Span(f"Filler {number}."),)))
    closing = Block(Kind.PARAGRAPH, (Span("closing words " * 40),))
    paper.add_closing(closing, (SignatureLine("Dated: ____", "Respectfully submitted,", space=2),) * 5)
    texts = texts_of(write_pleading(paper, paper_mark(filing, "D1", "T", "T", is_released=False)))
    signed = [text for text in texts if "Respectfully" in text]
    assert len(signed) == 1
    assert signed[0].count("Respectfully") == 5
    assert "closing" in signed[0]
    assert sum(text.count("closing") for text in texts) == 40


@pytest.mark.parametrize("filler", range(1, 30))
def test_no_paragraph_leaves_a_single_line_behind(filler: int) -> None:
    paper = PleadingPaper()
    for _ in range(filler):
        paper.add(Block(Kind.PARAGRAPH, (Span("One line."),)))
    paper.add(Block(Kind.PARAGRAPH, (Span("many words here " * 22),)))
    counts = [
        len({piece.y for piece in page.pieces if "many" in piece.text or "words" in piece.text})
        for page in paper.pages
    ]
    assert all(count != 1 for count in counts)
    assert sum(counts) >= 4


def test_quotations_are_single_spaced_and_the_text_after_them_meets_a_number() -> None:
    paper = PleadingPaper()
    paper.add(Block(Kind.QUOTATION, (Span("quoted words " * 30),)))
    paper.add(Block(Kind.PARAGRAPH, (Span("After."),)))
    quoted = sorted({piece.y for piece in paper.page.pieces if "quoted" in piece.text}, reverse=True)
    assert len(quoted) >= 3
    assert quoted[0] - quoted[1] == 12
    after = next(piece.y for piece in paper.page.pieces if piece.text == "After.")
    assert after in {grid.baseline(line) for line in range(1, 29)}


def test_a_word_wider_than_the_page_is_broken_not_cut() -> None:
    paper = PleadingPaper()
    paper.add(Block(Kind.PARAGRAPH, (Span("W" * 200),)))
    assert "".join(piece.text for piece in paper.page.pieces) == "W" * 200
