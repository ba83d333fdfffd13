"""Letters of the office: letterhead, date, address, single-spaced text; no numbered lines."""

from collections.abc import Iterable, Sequence

from expunge_desktop.documents.typeset import furniture, grid
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span, Style
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, text_width, wrap
from expunge_desktop.documents.typeset.grid import SIZE
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.page import Placed
from expunge_desktop.documents.typeset.pdf_document import PaperSet
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.signatures import SignatureLine
from expunge_desktop.domain.office import Office

RULED_DATE = "____________________"


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
    return letter_set([(paper, mark, mark.title)]).merged(mark)


def write_letters(papers: Iterable[tuple[LetterPaper, PaperMark, str]], mark: PaperMark) -> bytes:
    """Many letters in one PDF: (letter, its mark, title of its bookmark); each numbered from page 1."""
    return letter_set(papers).merged(mark)


def letter_set(papers: Iterable[tuple[LetterPaper, PaperMark, str]]) -> PaperSet:
    """Letters to be written both ways: `merged(mark)` in one file, `singles()` each in its own."""
    made = PaperSet(furniture.LETTER)
    for paper, mark, title in papers:
        made.add(paper, mark, title)
    return made
