"""The first page of a paper: attorney, clerk's space, court, parties and title (CRC 2.111)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, text_width, wrap
from expunge_desktop.documents.typeset.grid import SIZE
from expunge_desktop.documents.typeset.page import Placed
from expunge_desktop.documents.typeset.pleading import PleadingPaper

ATTORNEY_HALVES = 2 * (grid.TITLE_LINE - 1)
ATTORNEY_WIDTH = grid.CLERK_LEFT - grid.LEFT
CAPTION_LINE = 11
BOX_RIGHT = 339.0
LEFT_WIDTH = BOX_RIGHT - grid.LEFT - 12
RIGHT_COLUMN = 351.0
RIGHT_WIDTH = grid.RIGHT - RIGHT_COLUMN
PARTY_INDENT = 108.0
MOST_TITLE_LINES = 12
MOST_HALVES = 120  # of the caption's box: three pages at the most
LAST_BOX_HALF = 2 * grid.LINES - 4


class _Piece(NamedTuple):
    """A line of one column of the box."""

    x: float
    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """What the first page says before the paper itself begins.

    attorney        lines of the attorney block: name, office, address, telephone, bar number, party
    court           lines of the court's title, beginning on line 8
    parties         (text, is_indented) of the left half of the caption, an empty text for a blank line
    case_number     the number of this motion, or a ruled line while the clerk has given none
    title           the title of the paper
    statutes        the sections the paper stands on
    details         judge, department, hearing
    """

    attorney: tuple[str, ...]
    court: tuple[str, ...]
    parties: tuple[tuple[str, bool], ...]
    case_number: str
    title: str
    statutes: str
    details: tuple[str, ...]


def set_caption(paper: PleadingPaper, caption: Caption) -> None:
    """Fill the first page down to the caption box and leave the cursor on the next whole line below it.

    A box that is too long for the first page goes on at the head of the next. Raises LayoutError when the
    attorney block does not fit lines 1–7, the court's title takes the whole page or the box three pages.
    """
    pieces, lines = _head(caption.attorney, caption.court)
    paper.page.pieces.extend(pieces)
    paper.move_to_line(max(CAPTION_LINE, grid.TITLE_LINE + lines + 1))
    _box(paper, _parties(caption), _right_column(caption))


@lru_cache(maxsize=64)
def _head(attorney: tuple[str, ...], court: tuple[str, ...]) -> tuple[tuple[Placed, ...], int]:
    """Attorney block and court title, the same on thousands of orders; how many lines the title has."""
    block = [line for text in attorney for line in wrap(text, SERIF, SIZE, ATTORNEY_WIDTH)]
    if len(block) > ATTORNEY_HALVES:
        raise LayoutError(
            f"The attorney block needs {len(block)} lines; lines 1 to 7 of the first page hold "
            f"{ATTORNEY_HALVES} (CRC 2.111).",
            "Shorten the office's name or the attorney's address in the office file.",
        )
    title = [line for text in court for line in wrap(text, SERIF_BOLD, SIZE, grid.RIGHT - grid.LEFT)]
    if len(title) > MOST_TITLE_LINES:
        raise LayoutError(
            f"The title of the court needs {len(title)} lines; the first page holds {MOST_TITLE_LINES}.",
            "Shorten the court's or the courthouse's name in the office file.",
        )
    pieces = [
        Placed(grid.LEFT, grid.half_line_baseline(half), line, SERIF) for half, line in enumerate(block)
    ]
    for number, line in enumerate(title, start=grid.TITLE_LINE):
        x = (grid.LEFT + grid.RIGHT - text_width(line, SERIF_BOLD, SIZE)) / 2
        pieces.append(Placed(x, grid.baseline(number), line, SERIF_BOLD))
    return tuple(pieces), len(title)


def _box(paper: PleadingPaper, left: Sequence[_Piece], right: Sequence[_Piece]) -> None:
    """Both columns line by line, page after page, with the rule between them and the one that closes it."""
    halves = max(len(left), len(right))
    if halves > MOST_HALVES:
        raise LayoutError(
            f"The caption needs {halves} lines; it may have {MOST_HALVES}. Its parties, case numbers or "
            "paper title are too long.",
            "Shorten the title of the paper, or name the parties and case numbers in a schedule.",
        )
    first = 0
    while first < halves:
        taken = min(halves - first, LAST_BOX_HALF + 1 - paper.half)
        for number in range(first, first + taken):
            for column in (left, right):
                if number < len(column) and column[number].text:
                    piece = column[number]
                    paper.put(piece.x, piece.text, bold=piece.is_bold, half=paper.half + number - first)
        first += taken
        _rules(paper, paper.half + taken, is_end=first == halves)
        paper.half += taken
        if first < halves:
            paper.new_page()
    paper.half += 1
    paper.half += paper.half % 2


def _rules(paper: PleadingPaper, bottom: int, *, is_end: bool) -> None:
    top_y = grid.half_line_baseline(paper.half) + grid.ASCENT
    bottom_y = grid.half_line_baseline(bottom) + grid.ASCENT - 3
    paper.page.rules.append((BOX_RIGHT, top_y, BOX_RIGHT, bottom_y))
    if is_end:
        paper.page.rules.append((grid.LEFT, bottom_y, BOX_RIGHT, bottom_y))


def _parties(caption: Caption) -> list[_Piece]:
    pieces: list[_Piece] = []
    for text, is_indented in caption.parties:
        indent = PARTY_INDENT if is_indented else 0.0
        lines = wrap(text, SERIF, SIZE, LEFT_WIDTH - indent) or ("",)
        pieces.extend(_Piece(grid.LEFT + indent, line) for line in lines)
    return pieces


def _right_column(caption: Caption) -> list[_Piece]:
    rows = [(f"Case No. {caption.case_number}", False), ("", False), (caption.title, True)]
    if caption.statutes:
        rows += [("", False), (caption.statutes, False)]
    if caption.details:
        rows += [("", False), *((text, False) for text in caption.details)]
    pieces: list[_Piece] = []
    for text, is_bold in rows:
        lines = wrap(text, SERIF_BOLD if is_bold else SERIF, SIZE, RIGHT_WIDTH) or ("",)
        pieces.extend(_Piece(RIGHT_COLUMN, line, is_bold) for line in lines)
    return pieces
