"""Titles 3 and 4, followed by custom in criminal motions: hearing, opening, length, exhibits, time limits."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.page_items import PageItems
from expunge_desktop.documents.preflight.pleading import text_of_row
from expunge_desktop.documents.preflight.sheet import evidence_place
from expunge_desktop.documents.preflight.subject import Check, Subject
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.wording import long_date

MOST_MEMORANDUM_PAGES = 15
MOST_PAGES_WITHOUT_TABLES = 10
_COURT_DAYS_BEFORE_HEARING = 10
_HEARING = re.compile(r"\bhearing\b|\bdate:|\bdept", re.IGNORECASE)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_HEARD_ON = re.compile(
    rf"hearing:?.{{0,60}}?({'|'.join(_MONTHS)})\s+(\d{{1,2}}),\s+(\d{{4}})"
    r"|hearing:?.{0,60}?(\d{4})-(\d\d)-(\d\d)",
    re.IGNORECASE,
)
_EXHIBIT_SHEET = re.compile(r"^EXHIBIT ([A-Z0-9]{1,3})$")


def is_memorandum(subject: Subject, first: PageItems) -> bool:
    """Named so in its caption."""
    shown = " ".join(first.text.upper().split())
    return subject.document == "D2" or (not subject.is_own and "MEMORANDUM OF POINTS" in shown)


class HearingCheck(Check):
    """CRC 3.1110(b): the hearing, or that none is asked for, below the case number; CRC 4.111."""

    rules = (rules.HEARING,)

    def _page(self, page: PageItems) -> None:
        if page.number != 1:
            return
        right = [text_of_row(items, grid.CLERK_LEFT) for _, items in page.rows]
        after = next((place for place, text in enumerate(right) if re.search(r"\bcase no", text, re.I)), None)
        below = " ".join(right[after + 1 :] if after is not None else right)
        if not _HEARING.search(below):
            self.findings.warning(
                rules.HEARING,
                "no date and time of the hearing, nor that none is requested, below the case number",
                page.number,
            )
        heard_on = _day(below)
        if heard_on and self.subject.document in ("", "D1"):
            latest = _court_days_before(heard_on, _COURT_DAYS_BEFORE_HEARING)
            self.findings.note(
                rules.TIMING,
                f"the hearing is on {long_date(heard_on.isoformat())}: motion and proof of service are to be "
                f"filed by {long_date(latest.isoformat())}, a day earlier for each court holiday between",
                page.number,
            )


class OpeningCheck(Check):
    """CRC 3.1110(a): the first paragraph of a notice of motion says what is asked and why."""

    rules = (rules.OPENING,)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._text = ""

    def _page(self, page: PageItems) -> None:
        if page.number <= 2:
            self._text += f" {page.text}"

    def _end(self) -> None:
        words = " ".join(self._text.lower().split())
        if "notice of motion" not in words:
            return
        if not re.search(r"\bmoves?\b", words) or "order" not in words:
            self.findings.warning(rules.OPENING, "The opening paragraph does not say which order is sought")
        elif "ground" not in words:
            self.findings.warning(rules.OPENING, "The opening paragraph does not tell the grounds", 1)


class MemorandumCheck(Check):
    """CRC 3.1113(d), (f): pages of text, without those of the caption, tables and exhibits."""

    rules = (rules.MEMORANDUM,)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._is_memorandum = False
        self._tables: set[str] = set()
        self._is_in_tables = False
        self._text_pages = 0

    def _page(self, page: PageItems) -> None:
        if page.number == 1:
            self._is_memorandum = is_memorandum(self.subject, page)
        if not self._is_memorandum or evidence_place(page):
            return
        heads = {text_of_row(items, grid.RULES_LEFT[1]).upper() for _, items in page.rows}
        found = heads & {"TABLE OF CONTENTS", "TABLE OF AUTHORITIES"}
        self._tables |= found
        dotted = page.text.count(". . . .")
        self._is_in_tables = bool(found) or (self._is_in_tables and dotted > 1)
        if not self._is_in_tables:
            self._text_pages += 1

    def _end(self) -> None:
        if not self._is_memorandum:
            return
        text = self._text_pages - (1 if self._tables else 0)  # the caption then has a page of its own
        if text > MOST_MEMORANDUM_PAGES:
            self.findings.warning(
                rules.MEMORANDUM,
                f"The memorandum has {many(text, 'page')} of text, {MOST_MEMORANDUM_PAGES} are allowed",
            )
        if text > MOST_PAGES_WITHOUT_TABLES and len(self._tables) < 2:
            self.findings.warning(
                rules.MEMORANDUM,
                f"The memorandum has {many(text, 'page')} without tables of contents and authorities",
            )


class ExhibitsCheck(Check):
    """CRC 3.1110(f): a bookmark for each exhibit bound behind the paper, and an index of several."""

    rules = (rules.EXHIBITS,)

    def __init__(self, subject: Subject, bookmarks: Sequence[str]) -> None:
        super().__init__(subject)
        self._bookmarks = " | ".join(bookmarks).upper()
        self._found: dict[str, int] = {}
        self._has_index = False

    def _page(self, page: PageItems) -> None:
        self._has_index |= "INDEX OF EXHIBITS" in page.text.upper()
        for _, items in page.rows:
            if sheet := _EXHIBIT_SHEET.match(text_of_row(items, grid.RULES_LEFT[1])):
                self._found.setdefault(sheet.group(1), page.number)

    def _end(self) -> None:
        for letter, number in self._found.items():
            if not re.search(rf"\bEXHIBIT {letter}\b", self._bookmarks):
                self.findings.warning(
                    rules.EXHIBITS, f"exhibit {letter} begins here, no bookmark leads to it", number
                )
        if len(self._found) > 1 and not self._has_index:
            self.findings.warning(
                rules.EXHIBITS, f"There are {len(self._found)} exhibits and no index of them"
            )


def _day(text: str) -> date | None:
    found = _HEARD_ON.search(text)
    if not found:
        return None
    month, day, year, *iso = found.groups()
    try:
        if month:
            return date(int(year), _MONTHS.index(month.title()) + 1, int(day))
        return date(*(int(part) for part in iso))
    except ValueError:
        return None


def _court_days_before(day: date, number: int) -> date:
    """So many weekdays earlier; holidays of the court are not known here."""
    while number:
        day -= timedelta(days=1)
        number -= day.weekday() < 5
    return day
