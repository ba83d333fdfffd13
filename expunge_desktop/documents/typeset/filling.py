"""Pages being filled: lines flow down the half grid, notes gather at the foot, all can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.documents.typeset.flow import Line
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD
from expunge_desktop.documents.typeset.foot import LEAST_SPLIT, Foot
from expunge_desktop.documents.typeset.grid import Sheet
from expunge_desktop.documents.typeset.measure import Setting
from expunge_desktop.documents.typeset.page import Page, Placed
from expunge_desktop.documents.typeset.tables import Table, TableRow

NOWHERE = (0, 0)
_RULE_RISE = 3.0  # of a table's rule above the baseline of the half line it stands in


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the pages were filled before something was placed."""

    pages: int
    lengths: tuple[int, int, int, int]
    half: int
    foot: Foot


class Filling:
    """Pages filled from the top. The cursor counts half lines of the page: 0 is the first half of line 1."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.pages: list[Page] = [Page()]
        self.half = 0
        self.notes: dict[int, tuple[Line, ...]] = {}
        self.landed = NOWHERE  # where the first piece since `mark` was placed: page, from 1, and half line
        self.has_only_headings = False  # those of what is being placed: another page would not help
        self._foot = Foot()

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    @property
    def limit(self) -> int:
        """The last half line of the page that is free for text."""
        return self.sheet.last - self._foot.halves

    @property
    def is_fresh(self) -> bool:
        """Nothing stands on the page, no notes carried over either."""
        return self.page.is_blank and not self._foot.here

    def new_page(self) -> None:
        """Begin another page; the notes of this one are put at its foot."""
        self._foot.place(self.page, self.sheet)
        self._foot.turn(self.sheet)
        self.pages.append(Page())
        self.half = 0

    def finish(self) -> None:
        """Put the last notes at the foot; the writer of a paper asks for it, nothing is added after it."""
        while self._foot.carried:
            self.new_page()
        self._foot.place(self.page, self.sheet)
        self._foot = Foot()

    def put(self, x: float, text: str, *, bold: bool = False, half: int | None = None) -> None:
        """Place one piece at the cursor (or on half line `half`) without moving on."""
        y = self.sheet.baseline(self.half if half is None else half)
        self.page.pieces.append(Placed(x, y, text, SERIF_BOLD if bold else SERIF))
        self._land()

    def mark(self) -> Mark:
        """Where the paper stands now, for `take_back`."""
        self.landed = NOWHERE
        return Mark(len(self.pages), self.page.lengths(), self.half, self._foot.copy())

    def take_back(self, mark: Mark) -> None:
        """Take off everything placed since the mark."""
        del self.pages[mark.pages :]
        self.page.cut(mark.lengths)
        self.half, self._foot = mark.half, mark.foot.copy()

    def begin_block(self) -> None:
        """Go on to the next whole line, with the sheet's gap below what stands above."""
        if self.half:
            self.half += self.half % self.sheet.step + self.sheet.gap

    def flow(self, setting: Setting, below: int) -> None:
        """Set lines down the page: at least two together at its foot and at its head.

        `below` half lines stay free under the last one, for a signature that goes with at least two lines.
        """
        waiting, step = setting.lines, setting.step
        while waiting:
            taken = self._fitting(waiting, step, below)
            left = len(waiting) - taken
            if left == 1 and len(waiting) > 1:
                taken -= 1
            if taken == 1 and len(waiting) > 1:
                taken = 0
            if not taken:
                if not self.is_fresh:
                    self.new_page()
                    continue
                taken = max(1, self._fitting(waiting, step, 0))
            for number, (left_edge, line) in enumerate(waiting[:taken], start=1):
                self._put_line(left_edge, line, self._kept(below) if number == len(waiting) else 0)
                self.half += step
            waiting = waiting[taken:]
            if waiting:
                self.new_page()
        if setting.lines:
            self.half += self.sheet.step - step  # double spaced again below a quotation

    def set_table(self, table: Table, below: int) -> None:
        """Rows one under another, each whole on one page, the headings above them on each.

        A rule stands in the half line below the headings and in the one below the last row; where cells of
        the table wrap, one between all rows tells them apart.
        """
        heading = table.heading()
        rows = list(table.table_rows(self.sheet.last - heading.halves - 2))
        wraps = any(row.halves > 1 for row in rows)
        has_heading = False
        for number, row in enumerate(rows, start=1):
            is_end = number == len(rows)
            needed = row.halves + (1 + below if is_end else 0)
            if self.half + needed + (0 if has_heading else heading.halves + 1) - 1 > self.limit:
                has_heading = has_heading and not table.repeats_heading
                self._turn_until(needed + (0 if has_heading else heading.halves + 1))
            if not has_heading:
                self._put_row(heading, table.width, is_ruled=True)
                has_heading = True
            self._put_row(row, table.width, is_ruled=is_end or wraps)
        if not rows:
            self._turn_until(heading.halves + 1 + below)
            self._put_row(heading, table.width, is_ruled=True)

    def _turn_until(self, needed: int) -> None:
        """New pages until so many half lines are free, or there is nothing more to wait for."""
        while self.half + needed - 1 > self.limit and not self.is_fresh:
            self.new_page()

    def _fitting(self, waiting: Sequence[tuple[float, Line]], step: int, below: int) -> int:
        """How many lines fit on this page with their notes; not the last two where `below` does not.

        A note is divided at the last line of a page; above a signature only where nothing else helps.
        """
        half, limit = self.half, self.limit
        for count, (_, line) in enumerate(waiting):
            is_last = below > 0 and count + 1 == len(waiting)
            end = half + self._kept(below) if is_last else half
            without = (len(waiting) - 2 if len(waiting) > 3 else 0) if is_last else count
            if end > limit:
                return without
            if line.notes:
                rule = 1 if limit == self.sheet.last else 0
                needed = rule + sum(len(self.notes[note]) for note in line.notes)
                if end + needed > limit:
                    may_divide = not is_last or self.is_fresh or self.has_only_headings
                    return count + 1 if may_divide and limit - end - rule >= LEAST_SPLIT else without
                limit -= needed
            half += step
        return len(waiting)

    def _kept(self, below: int) -> int:
        """The half lines from a line to the end of the signature below it, if there is one."""
        return self.sheet.step - 1 + below if below else 0

    def _land(self) -> None:
        if self.landed is NOWHERE:
            self.landed = (len(self.pages), self.half)

    def _put_line(self, left: float, line: Line, kept: int) -> None:
        """A line with its notes, which leave `kept` half lines below it to a signature."""
        page, y = self.pages[-1], self.sheet.baseline(self.half)
        page.pieces += [Placed(left + x, y, text, face) for x, text, face in line.runs]
        page.cited += line.cited
        self._land()
        for note in line.notes:
            room = self.limit - self.half - kept - (0 if self._foot.here else 1)
            self._foot.add(self.notes[note], room)

    def _put_row(self, row: TableRow, width: float, *, is_ruled: bool) -> None:
        """A row, and a rule below it in a half line of its own."""
        for number, x, text, face in row.pieces:
            y = self.sheet.baseline(self.half + number - row.start)
            self.page.pieces.append(Placed(self.sheet.left + x, y, text, face))
        self._land()
        self.half += row.halves
        if is_ruled:
            y = self.sheet.baseline(self.half) + _RULE_RISE
            self.page.rules.append((self.sheet.left, y, self.sheet.left + width, y))
            self.half += 1
