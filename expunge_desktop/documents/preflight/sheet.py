"""What every page of every paper is held to: size, searchable text, its place, the draft mark."""

import re

from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.page_items import PageItems
from expunge_desktop.documents.preflight.subject import Check, Subject
from expunge_desktop.documents.typeset import grid

LETTER = {(612, 792), (792, 612)}
PLACE = re.compile(r"Page\s+([\d,]+)\s+of\s+([\d,]+)")
EVIDENCE = re.compile(r"^Exhibit (\d+)(?: – (\d+))?$")
_FOOT = 70.0  # points from the bottom: where an exhibit's number stands


def evidence_place(page: PageItems) -> tuple[int, int] | None:
    """A page bound behind a pleading: (number of the exhibit, page of it; 0 = its cover sheet)."""
    for y, items in page.rows:
        if y < _FOOT and len(items) == 1 and (found := EVIDENCE.match(items[0].text)):
            return int(found.group(1)), int(found.group(2) or 0)
    return None


def number_in(text: str) -> int:
    """`1,204` as a number."""
    return int(text.replace(",", ""))


class SheetCheck(Check):
    """Size, searchable text, and the characters that could not be printed."""

    rules = (rules.SHEET, rules.GLYPHS)
    _pages = 0

    def _page(self, page: PageItems) -> None:
        self._pages = page.number
        if (round(page.width), round(page.height)) not in LETTER:
            self.findings.error(rules.SHEET, "the page is not 8½ by 11 inches", page.number)
        if page.is_cut:
            self.findings.error(rules.READABLE, "the page holds more objects than any paper has", page.number)
        if not page.text.strip():
            self._without_text(page)
        elif "[U+" in page.text:
            self.findings.warning(
                rules.GLYPHS, "a character no bundled face can print is shown as its code", page.number
            )

    def _end(self) -> None:
        if not self._pages:
            self.findings.error(rules.READABLE, "The document has no pages")

    def _without_text(self, page: PageItems) -> None:
        if page.pictures and not self.subject.is_own:
            self.findings.warning(rules.ACTIVE, "a picture without text that can be searched", page.number)
        else:
            self.findings.error(rules.ACTIVE, "no text that can be searched", page.number)


class PlaceCheck(Check):
    """“Page x of y” on each page of our own papers; in a merged file each paper counts its own."""

    rules = (rules.PAGE_NUMBERS,)

    def __init__(self, subject: Subject, *, starts_anew: bool) -> None:
        super().__init__(subject)
        self._starts_anew = starts_anew
        self._last = (0, 0)

    def _page(self, page: PageItems) -> None:
        found = PLACE.search(page.text)
        place = (number_in(found.group(1)), number_in(found.group(2))) if found else (0, 0)
        number, total = self._last
        follows = place == (number + 1, total) and number < total
        begins = place[0] == 1 and place[1] > 0 and number == total and (self._starts_anew or not total)
        if not (follows or begins):
            expected = "" if self._starts_anew else f"{page.number:,} of "
            self.findings.error(
                rules.PAGE_NUMBERS, "the page does not say which page it is of how many", page.number,
                f"“Page {expected}…” is expected, “{found.group() if found else 'nothing'}” stands there",
            )  # fmt: skip
        self._last = place if found else (number + 1, total)

    def _end(self) -> None:
        if self._last[0] != self._last[1]:
            self.findings.error(
                rules.PAGE_NUMBERS, f"The last page is number {self._last[0]:,} of {self._last[1]:,}"
            )


class DraftCheck(Check):
    """The draft mark stands on every page or on none, as the manifest says."""

    rules = (rules.DRAFT,)

    def _page(self, page: PageItems) -> None:
        manifest = self.subject.manifest
        if manifest is None:
            return
        is_marked = grid.DRAFT_MARK in page.text
        if is_marked and manifest.is_released:
            self.findings.error(
                rules.DRAFT, "the draft mark stands here, the manifest says released", page.number
            )
        if not is_marked and not manifest.is_released:
            self.findings.error(rules.DRAFT, "no draft mark, the manifest says draft", page.number)
