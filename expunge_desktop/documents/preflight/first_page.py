"""CRC 2.111: what the first page of a pleading says, and where."""

import re

from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.page_items import PageItems
from expunge_desktop.documents.preflight.pleading import (
    INCH,
    TOLERANCE,
    Row,
    line_numbers,
    text_of_row,
)
from expunge_desktop.documents.preflight.subject import Check, Subject
from expunge_desktop.documents.typeset import grid

_COURT = re.compile(r"superior\s+court", re.IGNORECASE)
_BAR = re.compile(r"\b(?:SBN|State Bar|Bar)\b\W*(?:No\.?|Number|#)?\W*\d{4,6}", re.IGNORECASE)
_PHONE = re.compile(r"\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
_FOR = re.compile(r"attorneys?\s+for|in pro per", re.IGNORECASE)
_CASE_NUMBER = re.compile(r"\bcase\s+(?:no\b|nos\b|number)", re.IGNORECASE)
_TITLE_LINE = 8
_LOWEST_TITLE = 3 * INCH + INCH / 3
_ASCENT = 0.9  # of the size: from the baseline to the top of capitals and a little


def begins_paper(page: PageItems) -> bool:
    """Whether a page's foot says that it is page 1."""
    return any(y < grid.TOP and text_of_row(items).strip("- –") == "1" for y, items in page.rows)


class FirstPageCheck(Check):
    """The first page, and in a merged file that of each pleading."""

    rules = (rules.ATTORNEY, rules.CLERK, rules.COURT, rules.CASE_TITLE, rules.CASE_NUMBER, rules.NATURE)

    def __init__(self, subject: Subject, *, is_merged: bool) -> None:
        super().__init__(subject)
        self._is_merged = is_merged

    def _page(self, page: PageItems) -> None:
        if page.number != 1 and not (self._is_merged and begins_paper(page)):
            return
        court = next(((y, items) for y, items in page.rows if _COURT.search(text_of_row(items, INCH))), None)
        if court is None:
            self.findings.error(rules.COURT, "the title of the court is missing", page.number)
            return
        self._court(page, court)
        self._attorney(page, court[0])
        self._clerk(page, court[0])
        self._caption(page, court[0])

    def _court(self, page: PageItems, court: Row) -> None:
        y, items = court
        size = max(item.size for item in items)
        if page.height - (y + _ASCENT * size) < _LOWEST_TITLE - TOLERANCE:
            self.findings.error(
                rules.COURT, "the title of the court stands higher than 3⅓ inches from the top", page.number
            )
        if not any(
            number == _TITLE_LINE and abs(line - y) <= TOLERANCE for number, line in line_numbers(page)
        ):
            self.findings.error(rules.COURT, "the title of the court does not stand on line 8", page.number)

    def _attorney(self, page: PageItems, court: float) -> None:
        top = page.height - INCH
        rows = [(y, text_of_row(items, INCH, grid.CLERK_LEFT)) for y, items in page.rows if court < y < top]
        lines = [(y, text) for y, text in rows if text]
        text = " ".join(text for _, text in lines)
        first = next((line for number, line in line_numbers(page) if number == 1), top)
        if not lines or abs(lines[0][0] - first) > grid.PITCH / 2:
            self.findings.error(rules.ATTORNEY, "the attorney does not stand on line 1", page.number)
            return
        for what, pattern in (
            ("State Bar number", _BAR),
            ("telephone number", _PHONE),
            ("party represented", _FOR),
        ):
            if not pattern.search(text):
                self.findings.error(rules.ATTORNEY, f"the attorney block names no {what}", page.number)

    def _clerk(self, page: PageItems, court: float) -> None:
        top = page.height - INCH + TOLERANCE
        for y, items in page.rows:
            if court + grid.SIZE < y <= top and any(item.right > grid.CLERK_LEFT + 1 for item in items):
                self.findings.error(
                    rules.CLERK, "the clerk's space (right half of lines 1 to 7) is not blank", page.number
                )
                return

    def _caption(self, page: PageItems, court: float) -> None:
        below = [(y, items) for y, items in page.rows if grid.TOP < y < court]
        left = " ".join(text_of_row(items, INCH, grid.CLERK_LEFT) for _, items in below)
        if not re.search(r"\bPEOPLE\b|\bv(?:s)?\.", left):
            self.findings.error(rules.CASE_TITLE, "the title of the case is missing", page.number)
        number = next(
            (y for y, items in below if _CASE_NUMBER.search(text_of_row(items, grid.CLERK_LEFT))), None
        )
        if number is None:
            self.findings.error(
                rules.CASE_NUMBER, "no case number stands to the right of the title", page.number
            )
            return
        right = " ".join(text_of_row(items, grid.CLERK_LEFT) for y, items in below if y < number - 1)
        if not re.search(r"[A-Z]{4}", right):
            self.findings.error(
                rules.NATURE, "the nature of the paper does not stand below the case number", page.number
            )
        elif self.subject.is_own and not self._is_merged and not _same(self.subject.title, right):
            self.findings.error(rules.NATURE, "the first page bears another title than the file", page.number)


def _same(title: str, shown: str) -> bool:
    """Whether the title stands there, whatever its lines and capitals."""
    wanted, found = ("".join(filter(str.isalnum, text)).upper() for text in (title, shown))
    return wanted in found
