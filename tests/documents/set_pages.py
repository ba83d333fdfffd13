"""Pages set but not yet drawn, held to what every page of court paper owes; and finished files read back."""

import io
import itertools
import re

from pypdf import PdfReader

from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span
from expunge_desktop.documents.typeset.caption import Caption
from expunge_desktop.documents.typeset.fonts import text_width
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.page import Page
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.template import render_template

MARK = PaperMark("D2", "A TITLE", "A FOOTER", "An office", "F0001", "statute-only 1", is_released=True)

CAPTION = Caption(
    attorney=(
        "ALEXANDRA EXAMPLE, District Attorney",
        "JORDAN SAMPLE, Deputy District Attorney (SBN 123456)",
        "Office of the District Attorney",
        "211 West Temple Street",
        "Los Angeles, CA 90012",
        "Telephone: (213) 555-0100",
        "E-mail: jsample@da.example",
        "Attorneys for Plaintiff, the People of the State of California",
    ),
    court=("SUPERIOR COURT OF THE STATE OF CALIFORNIA", "FOR THE COUNTY OF LOS ANGELES"),
    parties=(
        ("THE PEOPLE OF THE STATE OF CALIFORNIA,", False),
        ("Plaintiff,", True),
        ("v.", True),
        ("PAT DOE,", False),
        ("Defendant.", True),
    ),
    case_number="BA123456",
    title=MARK.title,
    statutes="",
    details=("Dept.: 100", "No hearing requested"),
)


def blocks_of(source: str) -> tuple[Block, ...]:
    """The blocks of a wording without fields and flags."""
    return render_template("made.txt", source, {}, {})


def paragraph(text: str) -> Block:
    """A paragraph of plain text."""
    return Block(Kind.PARAGRAPH, (Span(text),))


def paper_of(*blocks: Block) -> PleadingPaper:
    """A paper with these blocks, finished."""
    paper = PleadingPaper()
    for block in blocks:
        paper.add(block)
    paper.finish()
    return paper


def text_of(page: Page) -> str:
    """The page's text in reading order, words apart by one blank."""
    pieces = sorted(page.pieces, key=lambda piece: (-piece.y, piece.x))
    return " ".join(" ".join(piece.text for piece in pieces).split())


def halves_of(page: Page, words: str) -> list[int]:
    """The half lines on which pieces with these words stand, from the top."""
    found = {round((grid.baseline(1) - piece.y) / 12) for piece in page.pieces if words in piece.text}
    return sorted(found)


def assert_nothing_overlaps(paper: PleadingPaper) -> None:
    """Every piece stands on the half grid, between the margins, and none on another."""
    sheet = paper.sheet
    for page in paper.pages:
        rows: dict[int, list[tuple[float, float]]] = {}
        for x, y, text, face, size in page.pieces:
            half = (sheet.baseline(0) - y) / sheet.half
            assert abs(half - round(half)) < 0.01, text
            assert 0 <= round(half) <= sheet.last, text
            end = x + text_width(text, face, size)
            assert x >= sheet.left - 0.01, text
            assert end <= sheet.right + 0.5, text
            rows.setdefault(round(half), []).append((x, end))
        for spans in rows.values():
            spans.sort()
            for (_, end), (start, _) in itertools.pairwise(spans):
                assert start >= end - 0.01


def texts_of(data: bytes) -> list[str]:
    """The text of each page as PDFium reads it."""
    with opened(data) as document:
        return [page_text(document, index).text for index in range(len(document))]


def outline_of(data: bytes) -> list[tuple[str, int]]:
    """Every bookmark with the page it leads to, from 1."""
    reader = PdfReader(io.BytesIO(data))

    def walk(entries: list) -> list[tuple[str, int]]:  # type: ignore[type-arg]
        found = []
        for entry in entries:
            if isinstance(entry, list):
                found += walk(entry)
            else:
                found.append((entry.title, (reader.get_destination_page_number(entry) or 0) + 1))
        return found

    return walk(reader.outline)


def words_of(text: str) -> str:
    """The text without line numbers and with single blanks."""
    return " ".join(re.sub(r"(?m)^\d{1,2}\s", "", text).split())
