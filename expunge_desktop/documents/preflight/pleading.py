"""Title 2 of the Rules of Court, measured on the finished page: numbers, grid, clerk's space, footer."""

from collections.abc import Iterator

import pypdfium2

from expunge_desktop.documents.page_reading import Char, by_baseline, page_chars
from expunge_desktop.documents.preflight.report import PreflightFinding, error, warning
from expunge_desktop.documents.typeset import grid

TOLERANCE = 0.6  # points
_BOTTOM_OF_BODY = grid.PAGE_HEIGHT - grid.line_top(grid.LINES + 1)


def pleading_findings(document: pypdfium2.PdfDocument) -> Iterator[PreflightFinding]:
    """The faults of every page, in order."""
    for index in range(len(document)):
        chars = page_chars(document, index)
        number = index + 1
        yield from _line_number_findings(number, chars)
        yield from _grid_findings(number, chars)
        yield from _footer_findings(number, chars)
        if number == 1:
            yield from _first_page_findings(chars)


def _line_number_findings(number: int, chars: tuple[Char, ...]) -> Iterator[PreflightFinding]:
    """CRC 2.108: 1 to 28 at the left margin, each aligned with a line of type."""
    found = by_baseline(tuple(char for char in chars if char.x < grid.RULES_LEFT[0]))
    for line in range(1, grid.LINES + 1):
        wanted = grid.baseline(line)
        texts = [text for y, text in found.items() if abs(y - wanted) <= TOLERANCE]
        if texts != [str(line)]:
            yield error("CRC 2.108", f"Page {number}: line {line} has no line number on its baseline.")
    if len(found) > grid.LINES:
        yield error("CRC 2.108", f"Page {number}: text stands in the margin beside the line numbers.")


def _grid_findings(number: int, chars: tuple[Char, ...]) -> Iterator[PreflightFinding]:
    """CRC 2.104, 2.107, 2.108: at least 12 pt, between the margins, on the numbered lines or halfway."""
    for char in chars:
        if char.x < grid.RULES_LEFT[1] or not _is_body(char):
            continue
        if char.x < grid.LEFT - TOLERANCE or char.right > grid.RIGHT + 2:
            yield error("CRC 2.107", f"Page {number}: text runs over the margin near “{char.text}”.")
            return
        if char.size < grid.SIZE - 0.05:
            yield error("CRC 2.104", f"Page {number}: type smaller than 12 points near “{char.text}”.")
            return
        below_first = grid.baseline(1) - char.y
        if abs(below_first / 12 - round(below_first / 12)) * 12 > TOLERANCE:
            yield error("CRC 2.108", f"Page {number}: text stands between the numbered lines.")
            return


def _footer_findings(number: int, chars: tuple[Char, ...]) -> Iterator[PreflightFinding]:
    """CRC 2.109, 2.110: the page number, and below it the title in at least 10 pt."""
    below = tuple(char for char in chars if char.y < _BOTTOM_OF_BODY)
    lines = by_baseline(below)
    page_number = grid.PAGE_HEIGHT - grid.PAGE_NUMBER_BASELINE
    if [text for y, text in lines.items() if abs(y - page_number) <= TOLERANCE] != [str(number)]:
        yield error("CRC 2.109", f"Page {number} does not bear the number {number} at its foot.")
    title = grid.PAGE_HEIGHT - grid.FOOTER_BASELINES[0]
    if not any(abs(y - title) <= TOLERANCE for y in lines):
        yield error("CRC 2.110", f"Page {number} has no footer with the title of the paper.")
    if any(char.size < grid.FOOTER_SIZE - 0.05 for char in below):
        yield error("CRC 2.110", f"Page {number}: the footer is smaller than 10 points.")


def _first_page_findings(chars: tuple[Char, ...]) -> Iterator[PreflightFinding]:
    """CRC 2.111: court title on line 8, at or below 3⅓ inches; lines 1–7 right half left to the clerk."""
    lines = by_baseline(tuple(char for char in chars if char.x > grid.RULES_LEFT[1]))
    title = grid.baseline(grid.TITLE_LINE)
    if not any(abs(y - title) <= TOLERANCE and "COURT" in text.upper() for y, text in lines.items()):
        yield error("CRC 2.111(3)", "The title of the court does not stand on line 8 of the first page.")
    first, last = grid.baseline(1), title
    if any(char.right > grid.CLERK_LEFT + 0.5 and last + 1 < char.y <= first + grid.ASCENT for char in chars):
        yield error("CRC 2.111(2)", "The clerk's space (right half of lines 1 to 7) is not blank.")
    text = "".join(lines.values())
    if "earing" not in text:
        yield warning(
            "CRC 3.1110(b)", "The first page does not tell date and time of the hearing, or that none is."
        )


def _is_body(char: Char) -> bool:
    """Between the top of line 1 and the bottom of line 28."""
    return _BOTTOM_OF_BODY <= char.y <= grid.baseline(1) + grid.ASCENT
