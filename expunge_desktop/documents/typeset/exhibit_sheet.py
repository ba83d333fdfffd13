"""The sheet in front of an exhibit that is part of a paper: "EXHIBIT B" and what it is."""

from collections.abc import Sequence

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.blocks import Block, Kind
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, text_width, wrap
from expunge_desktop.documents.typeset.page import Bookmark, Placed
from expunge_desktop.documents.typeset.pleading import PleadingPaper

TITLE_SIZE = 24.0
_TITLE_HALF = 20  # line 11
_GAP = 3  # half lines below the title


def set_exhibit_sheet(paper: PleadingPaper, letter: str, title: str, lines: Sequence[str] = ()) -> None:
    """Put the sheet on a page of its own, numbered with the paper, with a bookmark (CRC 3.1110(f)).

    What is added next begins on the page after it. Raises LayoutError when the title does not fit the page.
    """
    paper.add(Block(Kind.PAGE))
    sheet = paper.sheet
    name = f"EXHIBIT {letter}"
    y = sheet.baseline(_TITLE_HALF)
    x = (sheet.left + sheet.right - text_width(name, SERIF_BOLD, TITLE_SIZE)) / 2
    paper.page.pieces.append(Placed(x, y, name, SERIF_BOLD, TITLE_SIZE))
    half = _TITLE_HALF + _GAP
    for text in (title, *lines):
        for line in wrap(text, SERIF, grid.SIZE, sheet.width - 72):
            if half > sheet.last:
                raise LayoutError(
                    f"The sheet of Exhibit {letter} does not fit one page.",
                    "Shorten the title of the exhibit.",
                )
            x = (sheet.left + sheet.right - text_width(line, SERIF, grid.SIZE)) / 2
            paper.put(x, line, half=half)
            half += 1
        half += 1
    paper.page.bookmarks.append(Bookmark(f"Exhibit {letter}: {title}", grid.PAGE_HEIGHT))
    paper.half = sheet.last + 1
