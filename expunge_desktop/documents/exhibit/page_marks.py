"""What stands on every page of an exhibit besides its rows: letter, numbers, matter, draft mark."""

from expunge_desktop.documents.exhibit.schedule_grid import Sheet
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.content import ContentWriter, Frame, centered, right_aligned
from expunge_desktop.documents.typeset.embedding import EmbeddedFaces
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, text_width
from expunge_desktop.documents.typeset.mark import PaperMark
from expunge_desktop.documents.typeset.page import Placed
from expunge_desktop.documents.typeset.pdf_objects import compressed

_DRAFT_SIZE = 14.0
_RULE, _NUMBER, _PLACE, _CLOSING = 50.0, 37.0, 24.0, 53.0
_HEAD, _DRAFT = 50.0, 28.0  # below the upper edge of the page
_HEAD_SIZE, _HEAD_GAP = 10.0, 12.0


class PageMarks:
    """Writes the marks of one exhibit; `headings` are the operators of its column headings.

    `series` is what its pages are numbered as.
    """

    def __init__(
        self,
        faces: EmbeddedFaces,
        sheet: Sheet,
        mark: PaperMark,
        letter: str,
        headings: str,
        series: str = "Exhibit A",
    ) -> None:
        self._writer = ContentWriter(faces)
        self._sheet = sheet
        self._mark = mark
        self._letter = letter
        self._headings = headings
        self._series = series
        self._frames: dict[tuple[str, bool], bytes] = {}

    def frame(self, volume: str, *, has_headings: bool = False) -> bytes:
        """What is the same on each page of a volume: exhibit letter, volume, matter, draft mark."""
        key = (volume, has_headings)
        if key not in self._frames:
            operators = self._writer.frame(self._frame(volume))
            if has_headings:
                operators = f"{operators}\n{self._headings}"
            self._frames[key] = compressed(operators.encode("latin-1"))
        return self._frames[key]

    def place(self, page: int, number: int, total: int) -> tuple[Placed, ...]:
        """The exhibit's page number over all volumes, and which page of this file it is."""
        middle = self._sheet.width / 2
        place = self._mark.place(number, total)
        return (
            centered(middle, _NUMBER, f"{self._series} – {page}", SERIF, 12),
            centered(middle, _PLACE, place, SERIF, 10),
        )

    def closing(self, words: str) -> Placed:
        """The line between the last row of a volume and the rule: the schedule goes on in the next."""
        return Placed(self._sheet.left, _CLOSING, words, SERIF_BOLD, self._sheet.size)

    def text(self, pieces: tuple[Placed, ...]) -> bytes:
        """Pieces as a part of a page."""
        return compressed("\n".join(("BT", *self._writer.text(pieces), "ET")).encode("latin-1"))

    def _frame(self, volume: str) -> Frame:
        sheet = self._sheet
        head = sheet.height - _HEAD
        letter = (f"{self._letter}, {volume}" if volume else self._letter).upper()
        pieces = [Placed(sheet.left, head, letter, SERIF_BOLD, _HEAD_SIZE)]
        matter = right_aligned(sheet.right, head, self._mark.filing, SERIF, _HEAD_SIZE)
        if sheet.left + text_width(letter, SERIF_BOLD, _HEAD_SIZE) + _HEAD_GAP <= matter.x:
            pieces.append(matter)  # else the line below the page number alone has it
        boxes: tuple[tuple[float, float, float, float], ...] = ()
        if not self._mark.is_released:
            words, box = _draft(sheet.width / 2, sheet.height - _DRAFT)
            pieces.append(words)
            boxes = (box,)
        return Frame(tuple(pieces), ((sheet.left, _RULE, sheet.right, _RULE),), boxes)


def _draft(x: float, y: float) -> tuple[Placed, tuple[float, float, float, float]]:
    """The boxed words "DRAFT – NOT FILED"."""
    half = text_width(grid.DRAFT_MARK, SERIF_BOLD, _DRAFT_SIZE) / 2 + 8
    return centered(x, y, grid.DRAFT_MARK, SERIF_BOLD, _DRAFT_SIZE), (x - half, y - 5, 2 * half, 20.0)
