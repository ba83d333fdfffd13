"""Letters of the office: letterhead, date, address, single-spaced text; no numbered lines."""

from collections.abc import Iterable, Sequence

from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span, Style
from expunge_desktop.documents.typeset.canvas import PaperMark, draw_draft_mark, write_papers
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, text_width, wrap
from expunge_desktop.documents.typeset.grid import SIZE
from expunge_desktop.documents.typeset.ink import Ink
from expunge_desktop.documents.typeset.page import Placed
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.signatures import SignatureLine
from expunge_desktop.domain.office import Office

RULED_DATE = "____________________"
_PAGE_NUMBER, _FOOTER_RULE, _FOOTERS = 54.0, 49.0, (39.0, 27.0)


class LetterPaper(PleadingPaper):
    """A letter on the office's letterhead, in 12-pt type.

    Blocks, tables and signatures as on pleading paper; a blank line between paragraphs.
    """

    def __init__(self, office: Office) -> None:
        super().__init__(grid.LETTER)
        attorney = office.attorney
        reached = [f"Telephone: {attorney.telephone}" if attorney.telephone else "", attorney.email]
        head = f"{office.head}, {office.head_title}" if office.head and office.head_title else office.head
        self._centered(office.name.upper(), SERIF_BOLD)
        for text in (head, ", ".join(attorney.address), " · ".join(filter(None, reached))):
            self._centered(text, SERIF)
        y = self.sheet.top_of(self.half) - 2
        self.page.rules.append((self.sheet.left, y, self.sheet.right, y))
        self.half += 1

    def add_date(self, text: str = "") -> None:
        """The date of the letter; a ruled line where it is written in when the letter is sent."""
        self.add_lines((text or RULED_DATE,))

    def add_address(self, lines: Sequence[str]) -> None:
        """To whom it goes, line by line."""
        self.add_lines(lines)

    def add_subject(self, text: str) -> None:
        """What it is about, in bold type."""
        self.add(Block(Kind.PARAGRAPH, (Span(text, Style.BOLD),)))

    def add_lines(self, lines: Sequence[str]) -> None:
        """Lines one below another, each broken where it is too long; empty ones are left out."""
        self.begin_block()
        for text in lines:
            for line in wrap(text, SERIF, SIZE, self.sheet.width):
                if self.half > self.limit:
                    self.new_page()
                self.put(self.sheet.left, line)
                self.half += 1

    def _centered(self, text: str, face: str) -> None:
        middle = (self.sheet.left + self.sheet.right) / 2
        for line in wrap(text, face, SIZE, self.sheet.width):
            x = middle - text_width(line, face, SIZE) / 2
            self.page.pieces.append(Placed(x, self.sheet.baseline(self.half), line, face))
            self.half += 1


def letter_signature(office: Office) -> tuple[SignatureLine, ...]:
    """The attorney's, below "Sincerely,"."""
    attorney = office.attorney
    lines = [SignatureLine("Sincerely,", space=1), SignatureLine("______________________________", space=3)]
    lines += [SignatureLine(text) for text in (attorney.name, attorney.title, office.name) if text]
    return tuple(lines)


def write_letter(paper: LetterPaper, mark: PaperMark) -> bytes:
    """The PDF of one letter."""
    return write_papers([(paper, mark, mark.title)], mark, _furniture, has_inner_bookmarks=True)


def write_letters(papers: Iterable[tuple[LetterPaper, PaperMark, str]], mark: PaperMark) -> bytes:
    """Many letters in one PDF: (letter, its mark, title of its bookmark); each numbered from page 1."""
    return write_papers(papers, mark, _furniture, has_inner_bookmarks=False)


def _furniture(canvas: Canvas, ink: Ink, mark: PaperMark, number: int, total: int) -> None:
    """Page number, rule, title and matter at the foot; the draft mark until released."""
    sheet = grid.LETTER
    middle = (sheet.left + sheet.right) / 2
    ink.put_centered(middle, _PAGE_NUMBER, str(number), SERIF, SIZE)
    ink.rule(sheet.left, _FOOTER_RULE, sheet.right, _FOOTER_RULE, 0.5)
    for y, text in zip(_FOOTERS, (mark.footer, mark.place(number, total)), strict=True):
        ink.put_centered(middle, y, text, SERIF, grid.FOOTER_SIZE)
    if not mark.is_released:
        draw_draft_mark(canvas, ink, middle, grid.PAGE_HEIGHT - grid.DRAFT_BASELINE)
