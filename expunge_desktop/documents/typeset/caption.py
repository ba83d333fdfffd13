"""The first page of a paper: attorney, clerk's space, court, parties and title (CRC 2.111)."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, text_width, wrap
from expunge_desktop.documents.typeset.grid import SIZE
from expunge_desktop.documents.typeset.pleading import PleadingPaper

ATTORNEY_HALVES = 2 * (grid.TITLE_LINE - 1)
ATTORNEY_WIDTH = grid.CLERK_LEFT - grid.LEFT
CAPTION_LINE = 11
BOX_RIGHT = 339.0
LEFT_WIDTH = BOX_RIGHT - grid.LEFT - 12
RIGHT_COLUMN = 351.0
RIGHT_WIDTH = grid.RIGHT - RIGHT_COLUMN
PARTY_INDENT = 108.0


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

    Raises LayoutError when the attorney block does not fit lines 1–7 or the caption leaves no room.
    """
    _attorney_block(paper, caption.attorney)
    paper.move_to_line(grid.TITLE_LINE)
    for text in caption.court:
        for line in wrap(text, SERIF_BOLD, SIZE, grid.RIGHT - grid.LEFT):
            middle = (grid.LEFT + grid.RIGHT) / 2
            paper.put(middle - text_width(line, SERIF_BOLD, SIZE) / 2, line, bold=True)
            paper.half += 2
    paper.move_to_line(max(CAPTION_LINE, paper.half // 2 + 2))
    _box(paper, caption)


def _attorney_block(paper: PleadingPaper, attorney: Sequence[str]) -> None:
    lines = [line for text in attorney for line in wrap(text, SERIF, SIZE, ATTORNEY_WIDTH)]
    if len(lines) > ATTORNEY_HALVES:
        raise LayoutError(
            f"The attorney block needs {len(lines)} lines; lines 1 to 7 of the first page hold "
            f"{ATTORNEY_HALVES} (CRC 2.111).",
            "Shorten the office's name or the attorney's address in the office file.",
        )
    for half, line in enumerate(lines):
        paper.put(grid.LEFT, line, half=half)


def _box(paper: PleadingPaper, caption: Caption) -> None:
    first = paper.half
    half = first
    for text, is_indented in caption.parties:
        left = grid.LEFT + (PARTY_INDENT if is_indented else 0)
        for line in wrap(text, SERIF, SIZE, LEFT_WIDTH - (PARTY_INDENT if is_indented else 0)) or ("",):
            if line:
                paper.put(left, line, half=half)
            half += 1
    bottom = half
    half = first
    for text, is_bold in _right_column(caption):
        for line in wrap(text, SERIF_BOLD if is_bold else SERIF, SIZE, RIGHT_WIDTH) or ("",):
            if line:
                paper.put(RIGHT_COLUMN, line, bold=is_bold, half=half)
            half += 1
    bottom = max(bottom, half) + 1
    if bottom > 2 * grid.LINES - 4:
        raise LayoutError(
            "The caption fills the first page: its court title, parties or paper title are too long.",
            "Shorten the court's name or the title of the paper.",
        )
    top_y = grid.half_line_baseline(first) + grid.ASCENT
    bottom_y = grid.half_line_baseline(bottom - 1) + grid.ASCENT - 3
    paper.page.rules.append((BOX_RIGHT, top_y, BOX_RIGHT, bottom_y))
    paper.page.rules.append((grid.LEFT, bottom_y, BOX_RIGHT, bottom_y))
    paper.half = bottom + bottom % 2


def _right_column(caption: Caption) -> list[tuple[str, bool]]:
    rows = [(f"Case No. {caption.case_number}", False), ("", False), (caption.title, True)]
    if caption.statutes:
        rows += [("", False), (caption.statutes, False)]
    if caption.details:
        rows += [("", False), *((text, False) for text in caption.details)]
    return rows
