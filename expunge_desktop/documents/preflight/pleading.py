"""Title 2 of the Rules of Court, measured on each page of a pleading: numbers, type, margins, foot."""

from itertools import pairwise

from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.page_items import PageItems, TextItem
from expunge_desktop.documents.preflight.sheet import evidence_place
from expunge_desktop.documents.preflight.subject import Check, Subject
from expunge_desktop.documents.typeset import grid

TOLERANCE = 0.6  # points
INCH = 72.0
_PITCH = INCH / 3  # CRC 2.108(4): at least three numbers per vertical inch
_FEWEST_NUMBERS = 20
_DARKEST, _BLUE = 80, 140  # of 255: black, and the blue of blue-black
_SIZE_SLACK = 0.05
_THIN = 3.0  # points: what is higher is a box, not a line
_BOTTOM_OF_BODY = grid.PAGE_HEIGHT - grid.line_top(grid.LINES + 1)


Row = tuple[float, tuple[TextItem, ...]]


def line_numbers(page: PageItems) -> tuple[tuple[int, float], ...]:
    """The numbers at the left margin with their baselines, from the top."""
    found = []
    for y, items in page.rows:
        first = items[0]
        if first.right < grid.LEFT and first.text.isdecimal() and len(first.text) <= 2:
            found.append((int(first.text), y))
    return tuple(found)


def body_top(page: PageItems) -> float:
    """The top of the topmost line of type that has a number; what stands above is a mark."""
    numbers = line_numbers(page)
    return numbers[0][1] + grid.ASCENT if numbers else page.height - grid.TOP


def text_of_row(items: tuple[TextItem, ...], left: float = 0.0, right: float = 10_000.0) -> str:
    """The words of a line of type between two edges."""
    return " ".join(item.text for item in items if left <= item.x < right)


class PleadingCheck(Check):
    """CRC 2.104, 2.106–2.108 on every page; pages of evidence bound behind it are exhibits, not paper."""

    rules = (rules.TYPE_SIZE, rules.INK, rules.MARGINS, rules.LINE_NUMBERS)

    def _page(self, page: PageItems) -> None:
        if evidence_place(page) is not None:
            return
        numbers = line_numbers(page)
        if self.subject.is_own:
            self._own_numbers(page, numbers)
        self._numbers(page, numbers)
        bottom = numbers[-1][1] - TOLERANCE if numbers else _BOTTOM_OF_BODY
        if self.subject.is_own:
            bottom = _BOTTOM_OF_BODY
        top = body_top(page)
        ends = (items[0].right for _, items in page.rows if items[0].text.isdecimal())
        edge = max((right for right in ends if right < grid.LEFT), default=0.0)
        for y, items in page.rows:
            for item in items:
                self._ink(page, item)
                if item.right <= edge + TOLERANCE:
                    self._beside(page, item, numbers)
                elif bottom <= y <= top:
                    self._body(page, item)

    def _numbers(self, page: PageItems, numbers: tuple[tuple[int, float], ...]) -> None:
        if len(numbers) < _FEWEST_NUMBERS:
            self.findings.error(
                rules.LINE_NUMBERS, "the lines are not numbered at the left margin", page.number
            )
            return
        if [number for number, _ in numbers] != list(range(1, len(numbers) + 1)):
            self.findings.error(
                rules.LINE_NUMBERS, "the lines are not numbered consecutively from 1", page.number
            )
        steps = [above - below for (_, above), (_, below) in pairwise(numbers)]
        if max(steps) > _PITCH + TOLERANCE:
            self.findings.error(rules.LINE_NUMBERS, "fewer than three line numbers to the inch", page.number)
        if max(steps) - min(steps) > 2 * TOLERANCE:
            self.findings.error(rules.LINE_NUMBERS, "the line numbers are not evenly spaced", page.number)
        if numbers[0][1] > page.height - INCH + TOLERANCE:
            self.findings.error(
                rules.LINE_NUMBERS, "line 1 stands less than an inch below the top", page.number
            )

    def _own_numbers(self, page: PageItems, numbers: tuple[tuple[int, float], ...]) -> None:
        """1 to 28, each on the baseline of its line of type."""
        lines = {round((grid.baseline(1) - y) / grid.PITCH) + 1: (number, y) for number, y in numbers}
        for line in range(1, grid.LINES + 1):
            number, y = lines.get(line, (0, 0.0))
            if number != line or abs(y - grid.baseline(line)) > TOLERANCE:
                self.findings.error(
                    rules.LINE_NUMBERS, f"line {line} has no line number on its baseline", page.number
                )

    def _beside(self, page: PageItems, item: TextItem, numbers: tuple[tuple[int, float], ...]) -> None:
        is_number = item.text.isdecimal() and any(abs(y - item.y) <= TOLERANCE for _, y in numbers)
        if not is_number:
            self.findings.error(
                rules.LINE_NUMBERS, "text stands in the margin beside the line numbers", page.number,
                f"near “{item.text[:20]}”",
            )  # fmt: skip

    def _body(self, page: PageItems, item: TextItem) -> None:
        near = f"near “{item.text[:20]}”"
        left = grid.LEFT if self.subject.is_own else INCH
        right = grid.RIGHT + 2 if self.subject.is_own else page.width - INCH / 2 + TOLERANCE
        if item.x < left - TOLERANCE or item.right > right:
            self.findings.error(rules.MARGINS, "text runs over the margin", page.number, near)
        if item.size < grid.SIZE - _SIZE_SLACK:
            self.findings.error(rules.TYPE_SIZE, "type smaller than 12 points", page.number, near)
        if self.subject.is_own:
            below_first = grid.baseline(1) - item.y
            half = grid.PITCH / 2
            if abs(below_first / half - round(below_first / half)) * half > TOLERANCE:
                self.findings.error(
                    rules.LINE_NUMBERS, "text stands between the numbered lines", page.number, near
                )

    def _ink(self, page: PageItems, item: TextItem) -> None:
        red, green, blue = item.ink
        if max(red, green) > _DARKEST or blue > _BLUE:
            self.findings.error(
                rules.INK, "print is neither black nor blue-black", page.number, f"near “{item.text[:20]}”"
            )


class FootCheck(Check):
    """CRC 2.109, 2.110: the page number, under it a rule, under that the title in at least 10 points.

    In a file of many pleadings each begins with its own page 1. Exhibits need the number alone.
    """

    rules = (rules.PAGE_NUMBERS, rules.FOOTER)

    def __init__(self, subject: Subject, *, is_merged: bool) -> None:
        super().__init__(subject)
        self._is_merged = is_merged
        self._number = 0
        self._exhibit = (0, -1)

    def _page(self, page: PageItems) -> None:
        if place := evidence_place(page):
            self._evidence(page, place)
            return
        foot = _BOTTOM_OF_BODY if self.subject.is_own else self._below_numbers(page)
        rows = [(y, items) for y, items in page.rows if y < foot]
        numbered = next(
            ((y, items) for y, items in rows if text_of_row(items).strip("- –").isdecimal()), None
        )
        number = int(text_of_row(numbered[1]).strip("- –")) if numbered else 0
        expected = 1 if self._is_merged and number == 1 else self._number + 1
        if number != expected and not (number == 0 and expected == 1 and not self.subject.is_own):
            self.findings.error(
                rules.PAGE_NUMBERS, "the foot does not bear the next page number", page.number,
                f"{expected} is expected",
            )  # fmt: skip
        self._number = number or expected
        self._footer(page, rows, numbered[0] if numbered else foot)

    def _below_numbers(self, page: PageItems) -> float:
        numbers = line_numbers(page)
        return numbers[-1][1] - TOLERANCE if numbers else page.height / 8

    def _footer(self, page: PageItems, rows: list[Row], above: float) -> None:
        lines = (box for box in page.rules if box.top - box.bottom < _THIN and box.right - box.left > INCH)
        rule = next((box.top for box in lines if box.top < above), None)
        if rule is None:
            self.findings.error(rules.FOOTER, "no printed line parts the footer from the page", page.number)
            rule = above
        titles = [
            items for y, items in rows if y < rule and any(char.isalpha() for char in text_of_row(items))
        ]
        if not titles:
            self.findings.error(rules.FOOTER, "no footer with the title of the paper", page.number)
        elif any(item.size < grid.FOOTER_SIZE - _SIZE_SLACK for items in titles for item in items):
            self.findings.error(rules.FOOTER, "the footer is smaller than 10 points", page.number)

    def _evidence(self, page: PageItems, place: tuple[int, int]) -> None:
        exhibit, number = place
        last, before = self._exhibit
        if (exhibit, number) != (last, before + 1) and number != 0:
            self.findings.error(
                rules.PAGE_NUMBERS, "the page of the exhibit is not the next one", page.number,
                f"Exhibit {exhibit} – {number}",
            )  # fmt: skip
        self._exhibit = place
