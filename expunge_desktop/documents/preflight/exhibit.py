"""Exhibit A: letter and number on each page, rows, subtotals and end; its volumes (law/documents.md 6.3)."""

import re

from expunge_desktop.base.counted_words import many
from expunge_desktop.documents.manifest import Manifest, PaperEntry, PaperKind
from expunge_desktop.documents.preflight import rules
from expunge_desktop.documents.preflight.page_items import PageItems
from expunge_desktop.documents.preflight.sheet import number_in
from expunge_desktop.documents.preflight.subject import Check, Subject

_NUMBER = re.compile(r"^Exhibit A – (\d+)\s*$", re.MULTILINE)
_END = re.compile(r"End of schedule, ([\d,]+) rows?")
_SUBTOTAL = re.compile(r"Subtotal, Schedule (\d): ([\d,]+) rows?")
_GOES_ON = re.compile(r"The schedule goes on in Volume ([\d,]+)")
_LINE = re.compile(r"^(\d{1,7})(?=[ \r\n])", re.MULTILINE)
_ROW = re.compile(r"^(\d{1,7})\s*[\r\n]+\s*Sch\. \d", re.MULTILINE)


class ScheduleCheck(Check):
    """The pages of one volume, or of the whole."""

    rules = (rules.PAGE_NUMBERS, rules.SCHEDULE, rules.VOLUMES)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        entry = subject.entry
        self._volume, self._volumes = (entry.volume, entry.volumes) if entry else (1, 1)
        self._next = 1 if self._volume == 1 else 0  # 0: the first page says where it begins
        if subject.manifest and entry and (before := volumes_before(subject.manifest, entry)) is not None:
            self._next = 1 + sum(one.pages for one in before)
        self._ends: list[int] = []
        self._subtotals: dict[str, int] = {}
        self._goes_on: list[int] = []
        self._rows: list[int] = []

    def _page(self, page: PageItems) -> None:
        numbers = [int(one) for one in _NUMBER.findall(page.text)]
        expected = self._next or (numbers[-1] if numbers else page.number)
        if expected not in numbers:
            self.findings.error(
                rules.PAGE_NUMBERS, "the page lacks its exhibit letter and number", page.number,
                f"“Exhibit A – {expected}” is expected",
            )  # fmt: skip
        self._next = expected + 1
        if self._volumes > 1 and not re.search(
            rf"VOLUME {self._volume:,} OF {self._volumes:,}(?!\d)", page.text, re.IGNORECASE
        ):
            self.findings.error(
                rules.VOLUMES,
                f"the page does not say “Volume {self._volume} of {self._volumes}”",
                page.number,
            )
        if page.number > 1:
            self._ends += [number_in(one) for one in _END.findall(page.text)]
            self._subtotals |= {number: number_in(rows) for number, rows in _SUBTOTAL.findall(page.text)}
            self._goes_on += [number_in(one) for one in _GOES_ON.findall(page.text)]
            self._take_rows(page)

    def _end(self) -> None:
        entry, manifest = self.subject.entry, self.subject.manifest
        is_last = self._volume == self._volumes
        if len(self._ends) != is_last:
            self.findings.error(
                rules.SCHEDULE,
                "The line “End of schedule, n rows” does not stand exactly once, at the very end",
            )
        if not is_last and self._goes_on != [self._volume + 1]:
            self.findings.error(rules.VOLUMES, "The volume does not end by naming the one that follows")
        if self._volumes == 1 and self._ends[:1] != [sum(self._subtotals.values())] and self._ends:
            self.findings.error(
                rules.SCHEDULE,
                f"The subtotals add up to {sum(self._subtotals.values()):,}, the end says {self._ends[0]:,}",
            )
        if manifest is not None:
            self._against(manifest)
        if entry is not None and (self._rows or entry.rows):
            first, last = (self._rows[0], self._rows[-1]) if self._rows else (0, 0)
            if (first, last, len(self._rows)) != (entry.first_row, entry.last_row, entry.rows):
                self.findings.error(
                    rules.SCHEDULE,
                    f"Rows {first:,} to {last:,} are printed, {len(self._rows):,} in all; "
                    f"the manifest says {entry.first_row:,} to {entry.last_row:,}, {entry.rows:,}",
                )

    def _take_rows(self, page: PageItems) -> None:
        if self.subject.kind is PaperKind.PUBLIC_EXHIBIT:
            self._take_lines(page)
            return
        for one in _ROW.findall(page.text):
            number = int(one)
            if self._rows and number == self._rows[-1]:
                continue  # goes on from the page before
            if self._rows and number != self._rows[-1] + 1:
                self.findings.error(
                    rules.SCHEDULE, "a row is not followed by the next", page.number,
                    f"row {number:,} after row {self._rows[-1]:,}",
                )  # fmt: skip
            self._rows.append(number)

    def _take_lines(self, page: PageItems) -> None:
        """Rows of the public version, where a cell may begin a line with a number of its own."""
        entry = self.subject.entry
        expected = self._rows[-1] + 1 if self._rows else entry.first_row if entry else 1
        for one in _LINE.findall(page.text):
            if int(one) == expected:
                self._rows.append(expected)
                expected += 1

    def _against(self, manifest: Manifest) -> None:
        wanted = {key: rows for key, rows in manifest.rows_per_schedule.items()}
        if any(wanted.get(key) != rows for key, rows in self._subtotals.items()) or (
            self._volumes == 1 and self._subtotals != wanted
        ):
            self.findings.error(rules.SCHEDULE, "The subtotals are not the row counts of the manifest")
        if self._ends and self._ends[0] != manifest.rows:
            self.findings.error(
                rules.SCHEDULE, f"The end says {many(self._ends[0], 'row')}, the manifest {manifest.rows:,}"
            )


def volumes_before(manifest: Manifest, entry: PaperEntry) -> tuple[PaperEntry, ...] | None:
    """The volumes in front of this one; None where the manifest does not list them all."""
    before = sorted(
        (one for one in same_paper(manifest, entry) if one.volume < entry.volume), key=lambda one: one.volume
    )
    return tuple(before) if [one.volume for one in before] == list(range(1, entry.volume)) else None


def same_paper(manifest: Manifest, entry: PaperEntry) -> tuple[PaperEntry, ...]:
    """All volumes of the paper an entry is one of."""
    return tuple(
        one
        for one in manifest.papers
        if (one.document, one.kind, one.volumes) == (entry.document, entry.kind, entry.volumes)
    )
