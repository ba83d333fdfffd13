"""What stands on each page besides its text: line numbers, rules, page number, footer, draft mark."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.content import Frame, centered, right_aligned
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, text_width
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.page import Placed

DRAFT_SIZE = 14.0
_MIDDLE = (grid.LEFT + grid.RIGHT) / 2
_LETTER_MIDDLE = (grid.LETTER.left + grid.LETTER.right) / 2
_LETTER_NUMBER, _LETTER_RULE, _LETTER_FOOTERS = 54.0, 49.0, (39.0, 27.0)


@dataclass(frozen=True, slots=True)
class Furniture:
    """`frame(footer, is_released)` is on all pages, `place(mark, number, total)` tells which one it is."""

    frame: Callable[[str, bool], Frame]
    place: Callable[[PaperMark, int, int], tuple[Placed, ...]]


def line_numbers() -> tuple[Placed, ...]:
    """1 to 28 at the left margin, each on the baseline of its line (CRC 2.108)."""
    return tuple(
        right_aligned(grid.NUMBER_RIGHT, grid.baseline(line), str(line), SERIF, grid.SIZE)
        for line in range(1, grid.LINES + 1)
    )


def _pleading_frame(footer: str, is_released: bool) -> Frame:
    foot = grid.PAGE_HEIGHT - grid.FOOTER_RULE
    title = grid.PAGE_HEIGHT - grid.FOOTER_BASELINES[0]
    mark, boxes = _draft(_MIDDLE) if not is_released else ((), ())
    return Frame(
        (*line_numbers(), centered(_MIDDLE, title, footer, SERIF, grid.FOOTER_SIZE), *mark),
        (
            *((x, 0.0, x, grid.PAGE_HEIGHT) for x in (*grid.RULES_LEFT, grid.RULE_RIGHT)),
            (grid.LEFT, foot, grid.RIGHT, foot),
        ),
        boxes,
    )


def _pleading_place(mark: PaperMark, number: int, total: int) -> tuple[Placed, ...]:
    """The page number (CRC 2.109), and below the title the matter and which page it is of how many."""
    return (
        centered(_MIDDLE, grid.PAGE_HEIGHT - grid.PAGE_NUMBER_BASELINE, str(number), SERIF, grid.SIZE),
        _place_line(_MIDDLE, grid.PAGE_HEIGHT - grid.FOOTER_BASELINES[1], mark.place(number, total)),
    )


def _letter_frame(footer: str, is_released: bool) -> Frame:
    mark, boxes = _draft(_LETTER_MIDDLE) if not is_released else ((), ())
    title = centered(_LETTER_MIDDLE, _LETTER_FOOTERS[0], footer, SERIF, grid.FOOTER_SIZE)
    rule = (grid.LETTER.left, _LETTER_RULE, grid.LETTER.right, _LETTER_RULE)
    return Frame((title, *mark), (rule,), boxes)


def _letter_place(mark: PaperMark, number: int, total: int) -> tuple[Placed, ...]:
    return (
        centered(_LETTER_MIDDLE, _LETTER_NUMBER, str(number), SERIF, grid.SIZE),
        _place_line(_LETTER_MIDDLE, _LETTER_FOOTERS[1], mark.place(number, total)),
    )


@lru_cache(maxsize=1_000)
def _place_line(x: float, y: float, text: str) -> Placed:
    return centered(x, y, text, SERIF, grid.FOOTER_SIZE)


def _draft(x: float) -> tuple[tuple[Placed, ...], tuple[tuple[float, float, float, float], ...]]:
    """The boxed words "DRAFT – NOT FILED"."""
    y = grid.PAGE_HEIGHT - grid.DRAFT_BASELINE
    half = text_width(grid.DRAFT_MARK, SERIF_BOLD, DRAFT_SIZE) / 2 + 8
    words = centered(x, y, grid.DRAFT_MARK, SERIF_BOLD, DRAFT_SIZE)
    return (words,), ((x - half, y - 5, 2 * half, 20.0),)


PLEADING = Furniture(_pleading_frame, _pleading_place)
LETTER = Furniture(_letter_frame, _letter_place)
