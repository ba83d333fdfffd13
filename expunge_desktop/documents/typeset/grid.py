"""The geometry of California pleading paper (CRC 2.103–2.111), in points, from the top left of the page.

28 lines on a 24-pt pitch: line n has its top edge at 72 + 24 (n - 1), so that line 8 starts at 240 pt,
3⅓ inches from the top (CRC 2.111(3)), and line 28 ends at 744 pt. Text of 12 pt hangs from the top edge
of its line; single-spaced blocks use the half grid, so that every second line meets a number.
"""

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
LINES = 28
PITCH = 24.0
TOP = 72.0
SIZE = 12.0
ASCENT = 11.0  # from the top edge of a line to its baseline: the ascent of 12-pt type
LEFT, RIGHT = 108.0, 576.0  # 1½ in and 8 in: margins of CRC 2.107 (at least 1 in, ½ in)
NUMBER_RIGHT = 94.0  # line numbers end here, more than 1/5 in and a double rule from the text (CRC 2.108)
RULES_LEFT = (99.0, 102.0)
RULE_RIGHT = 581.0
MIDDLE = 342.0  # between the text's left and right edge
CLERK_LEFT = PAGE_WIDTH / 2  # lines 1-7 right of the center of the page are the clerk's (CRC 2.111(1), (2))
TITLE_LINE = 8
PAGE_NUMBER_BASELINE = 751.5
FOOTER_RULE = 755.5
FOOTER_BASELINES = (765.5, 776.0)  # ends above the last 12 points, which many printers cannot print
FOOTER_SIZE = 10.0  # CRC 2.110: at least 10 pt
DRAFT_BASELINE = 52.0
DRAFT_MARK = "DRAFT – NOT FILED"


def line_top(line: int) -> float:
    """The top edge of line `line` (from 1), measured downward from the top of the page."""
    return TOP + PITCH * (line - 1)


def half_line_baseline(half: int) -> float:
    """The baseline of half line `half` (from 0: line 1 is 0, its second half 1), in PDF coordinates (up)."""
    return PAGE_HEIGHT - (TOP + PITCH / 2 * half + ASCENT)


def baseline(line: int) -> float:
    """The baseline of line `line` (from 1), in PDF coordinates (up from the bottom of the page)."""
    return half_line_baseline(2 * (line - 1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where text may stand on a page; heights are counted in half lines, from 0 at the top.

    top                 the upper edge of half line 0, from the top of the page
    half                the height of a half line
    last                the last half line that holds text
    step                half lines from one line of a paragraph to the next: 2 is double spaced
    gap                 half lines left free below each block
    paragraph_indent    of the first line of a paragraph
    """

    left: float
    right: float
    top: float
    half: float
    last: int
    step: int
    gap: int
    paragraph_indent: float

    @property
    def width(self) -> float:
        """From the left to the right edge of the text."""
        return self.right - self.left

    def baseline(self, half: int) -> float:
        """The baseline of half line `half`, in PDF coordinates (up from the bottom of the page)."""
        return PAGE_HEIGHT - (self.top + self.half * half + ASCENT)

    def top_of(self, half: int) -> float:
        """The upper edge of half line `half`, in PDF coordinates."""
        return PAGE_HEIGHT - (self.top + self.half * half)


# The lower half of line 28 stays free above the page number.
PLEADING = Sheet(LEFT, RIGHT, TOP, PITCH / 2, 2 * LINES - 2, step=2, gap=0, paragraph_indent=36.0)
LETTER = Sheet(90.0, 522.0, TOP, 14.0, 45, step=1, gap=1, paragraph_indent=0.0)
