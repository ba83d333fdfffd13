"""Footnotes: at the foot of the page that refers to them, below a short rule, over pages when they must be.

CRC 2.108(3) lets them be single spaced; CRC 2.104 lets nothing be smaller than 12 points, so that they and
their references are 12-pt type, the references in the raised figures of the face itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from expunge_desktop.documents.typeset.flow import Line
from expunge_desktop.documents.typeset.grid import Sheet
from expunge_desktop.documents.typeset.page import Page, Placed

RULE_LENGTH = 144.0
KEPT_FOR_TEXT = 12  # half lines at the top of a page that a long note leaves to the text
LEAST_SPLIT = 2  # lines of a note that stand together on a page
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(number: int) -> str:
    """The reference to footnote `number`."""
    return str(number).translate(_RAISED)


@dataclass(slots=True)
class Foot:
    """The notes of the page being filled, and what of them goes on to the next."""

    here: list[Line] = field(default_factory=list)
    carried: list[Line] = field(default_factory=list)

    @property
    def halves(self) -> int:
        """The half lines taken at the foot of the page, with the rule above the notes."""
        return len(self.here) + 1 if self.here else 0

    def copy(self) -> "Foot":
        """The same notes, changed apart."""
        return Foot(list(self.here), list(self.carried))

    def add(self, lines: Sequence[Line], room: int) -> None:
        """Take up a note; what does not fit in `room` half lines below the rule goes on to the next page."""
        fitting = 0 if self.carried else max(0, min(room, len(lines)))
        self.here.extend(lines[:fitting])
        self.carried.extend(lines[fitting:])

    def turn(self, sheet: Sheet) -> None:
        """Begin the next page with what is carried over to it."""
        room = sheet.last - KEPT_FOR_TEXT
        self.here, self.carried = self.carried[:room], self.carried[room:]

    def place(self, page: Page, sheet: Sheet) -> None:
        """Put the notes at the foot of the page."""
        if not self.here:
            return
        first = sheet.last + 1 - len(self.here)
        rule = sheet.baseline(first - 1) + 2
        page.rules.append((sheet.left, rule, sheet.left + RULE_LENGTH, rule))
        for number, line in enumerate(self.here, start=first):
            y = sheet.baseline(number)
            page.pieces.extend(Placed(sheet.left + run.x, y, run.text, run.face) for run in line.runs)
            page.cited.extend(line.cited)
