"""Cells of a long table: their texts broken into lines, and the operators that show them.

A county's schedule has well over a million texts. Most fit one line, and many cells come again row after row
(agency, relief, charge): both are seen at once, and what is remembered is bounded.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from expunge_desktop.documents.typeset.embedding import EmbeddedFaces
from expunge_desktop.documents.typeset.fonts import SERIF, SERIF_BOLD, text_width, wrap
from expunge_desktop.documents.typeset.pdf_objects import literal

_MOST_KEPT = 4_000  # texts of one column
_ASCII = "".join(map(chr, range(32, 127)))
NEXT_LINE = " T* "


class Shown(NamedTuple):
    """How many lines a text has in its column, and the operators that show them."""

    lines: int
    operators: str


class CellColumn(dict[str, Shown]):
    """The texts of one column as they are shown; those that come again are not set twice."""

    def __init__(self, setter: "CellSetter", width: float) -> None:
        super().__init__()
        self._setter = setter
        self._width = width

    def __missing__(self, text: str) -> Shown:
        if len(self) >= _MOST_KEPT:
            self.clear()
        lines = self._setter.lines((text,), self._width)
        found = self[text] = Shown(len(lines), self._setter.shown(lines))
        return found


class CellSetter:
    """Sets cells in one size of the serif face; the caller has chosen that font and its leading."""

    def __init__(self, faces: EmbeddedFaces, size: float) -> None:
        self._faces = faces
        self.size = size
        self.font = f"{_font(faces, SERIF)} {size:g} Tf"
        self.bold_font = f"{_font(faces, SERIF_BOLD)} {size:g} Tf"

    def lines(self, texts: Iterable[str], width: float, face: str = SERIF) -> list[str]:
        """The lines of a cell, none wider than `width`, nothing cut off."""
        lines: list[str] = []
        for text in texts:
            if not text:
                continue
            if _is_plain(text) and text_width(text, face, self.size) <= width:
                lines.append(text)
            else:
                # The breaking itself: its own memory would grow to the size of the schedule.
                lines.extend(wrap.__wrapped__(text, face, self.size, width))
        return lines

    def shown(self, lines: Sequence[str], face: str = SERIF) -> str:
        """The operators of lines one below another."""
        return NEXT_LINE.join(self._line(line, face) for line in lines)

    def _line(self, line: str, face: str) -> str:
        if line.isascii():
            is_bare = "(" not in line and ")" not in line and "\\" not in line
            return f"({line}) Tj" if is_bare else f"{literal(line)} Tj"
        own = self.font if face == SERIF else self.bold_font
        parts: list[str] = []
        current = own
        for name, shown in self._faces.encode(line, face):
            font = f"{name} {self.size:g} Tf"
            if font != current:
                parts.append(font)
                current = font
            parts.append(shown)
        if current != own:
            parts.append(own)
        return " ".join(parts)


def _font(faces: EmbeddedFaces, face: str) -> str:
    """The name of a face's first font, which holds ASCII as it is once all of it is known to be needed."""
    return faces.encode(_ASCII, face)[0][0]


def _is_plain(text: str) -> bool:
    """Nothing to compose, collapse or trim."""
    return text.isascii() and text.isprintable() and "  " not in text and text[0] != " " != text[-1]
