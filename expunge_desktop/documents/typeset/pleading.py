"""California pleading paper (CRC 2.100 ff.): blocks of text placed on numbered lines, page after page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.flow import Line, break_lines, line_width
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD
from expunge_desktop.documents.typeset.grid import SIZE
from expunge_desktop.documents.typeset.template import Block, Kind, Span, Style

WIDTH = grid.RIGHT - grid.LEFT
LAST_HALF = 2 * grid.LINES - 2  # the lower half of line 28 stays free above the page number
PARAGRAPH_INDENT = 36.0
QUOTATION_INDENT = 36.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of text with the start of its baseline, in PDF coordinates."""

    x: float
    y: float
    text: str
    face: str


@dataclass(slots=True)
class Page:
    """What stands on one page: text, straight rules (x1, y1, x2, y2) and bookmarks (title, y)."""

    pieces: list[Placed] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    bookmarks: list[tuple[str, float]] = field(default_factory=list)


class PleadingPaper:
    """Pages filled from the top. The cursor counts half lines of the page: 0 is the first half of line 1."""

    def __init__(self) -> None:
        self.pages: list[Page] = [Page()]
        self.half = 0

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    def move_to_line(self, line: int) -> None:
        """Put the cursor on line `line` of the current page."""
        self.half = 2 * (line - 1)

    def new_page(self) -> None:
        """Begin another page."""
        self.pages.append(Page())
        self.half = 0

    def add(self, block: Block) -> None:
        """Place a block: headings keep with what follows, paragraphs leave no single line behind."""
        lines = self._lines(block)
        self._to_whole_line()
        if block.kind is Kind.HEADING:
            if self._free_lines() < len(lines) + 2:
                self.new_page()
            self.page.bookmarks.append((block.text, self._top()))
            for line in lines:
                self._place(line, grid.LEFT + (WIDTH - line_width(line, SIZE)) / 2, 2)
        elif block.kind is Kind.QUOTATION:
            for line in lines:
                if self.half > LAST_HALF:
                    self.new_page()
                self._place(line, grid.LEFT, 1)
        else:
            self._flow(lines, len(lines))

    def add_closing(self, block: Block, signature: Sequence["SignatureLine"]) -> None:
        """The last paragraph with its signature: never a signature alone on a page."""
        lines = self._lines(block)
        self._to_whole_line()
        below = (signature_halves(signature) + 1) // 2
        if len(lines) + below > self._free_lines():
            ahead = len(lines) - 2 if len(lines) > 3 else 0
            self._flow(lines[:ahead], ahead)
            lines = lines[ahead:]
            if len(lines) + below > self._free_lines():
                self.new_page()
        self._flow(lines, len(lines))
        self._sign(signature)

    def put(self, x: float, text: str, *, bold: bool = False, half: int | None = None) -> None:
        """Place one piece at the cursor (or on half line `half`) without moving on."""
        y = grid.half_line_baseline(self.half if half is None else half)
        self.page.pieces.append(Placed(x, y, text, SERIF_BOLD if bold else SERIF))

    def _lines(self, block: Block) -> list[Line]:
        if block.kind is Kind.HEADING:
            spans = [Span(span.text, Style.BOLD) for span in block.spans]
            return break_lines(spans, SIZE, WIDTH)
        if block.kind is Kind.QUOTATION:
            return break_lines(
                block.spans,
                SIZE,
                WIDTH - QUOTATION_INDENT,
                first_indent=QUOTATION_INDENT,
                indent=QUOTATION_INDENT,
            )
        spans = [Span(f"{block.label} "), *block.spans] if block.label else list(block.spans)
        return break_lines(spans, SIZE, WIDTH, first_indent=PARAGRAPH_INDENT)

    def _flow(self, lines: Sequence[Line], total: int) -> None:
        """Double spaced, at least two lines of a paragraph together at the foot and the head of a page."""
        waiting = list(lines)
        while waiting:
            free = self._free_lines()
            taken = min(free, len(waiting))
            left = len(waiting) - taken
            if left == 1:
                taken -= 1
            if (total > 1 and taken < min(2, len(waiting))) or not taken:
                self.new_page()
                continue
            for line in waiting[:taken]:
                self._place(line, grid.LEFT, 2)
            waiting = waiting[taken:]
            if waiting:
                self.new_page()

    def _sign(self, signature: Sequence["SignatureLine"]) -> None:
        for line in signature:
            self.half += line.space
            for text, x in ((line.left, grid.LEFT), (line.right, grid.MIDDLE)):
                if text:
                    self.put(x, text)
            self.half += 1

    def _place(self, line: Line, left: float, halves: int) -> None:
        y = grid.half_line_baseline(self.half)
        self.page.pieces.extend(Placed(left + run.x, y, run.text, run.face) for run in line)
        self.half += halves

    def _to_whole_line(self) -> None:
        self.half += self.half % 2
        if self.half > LAST_HALF:
            self.new_page()

    def _free_lines(self) -> int:
        return (LAST_HALF - self.half) // 2 + 1

    def _top(self) -> float:
        return grid.PAGE_HEIGHT - (grid.TOP + grid.PITCH / 2 * self.half)


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One single-spaced line of a signature block, left and right column, `space` half lines above it."""

    left: str = ""
    right: str = ""
    space: int = 0


def signature_halves(signature: Sequence[SignatureLine]) -> int:
    """The half lines a signature block takes."""
    return sum(line.space + 1 for line in signature)
