"""The content of a page as PDF operators: placed text, straight rules, a box around the draft mark."""

from collections.abc import Iterable
from dataclasses import dataclass

from expunge_desktop.documents.typeset.embedding import EmbeddedFaces
from expunge_desktop.documents.typeset.fonts import text_width
from expunge_desktop.documents.typeset.page import Placed

_MOST_KEPT = 20_000  # operators kept of pieces that may come again on the next page

Rule = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same on each page of a paper; `boxes` are x, y, width, height."""

    pieces: tuple[Placed, ...]
    rules: tuple[Rule, ...] = ()
    boxes: tuple[Rule, ...] = ()


def centered(x: float, y: float, text: str, face: str, size: float) -> Placed:
    """A piece around `x`."""
    return Placed(x - text_width(text, face, size) / 2, y, text, face, size)


def right_aligned(x: float, y: float, text: str, face: str, size: float) -> Placed:
    """A piece that ends at `x`."""
    return Placed(x - text_width(text, face, size), y, text, face, size)


class ContentWriter:
    """Turns pieces into operators; remembers those that come again, as most of an order does on the next."""

    def __init__(self, faces: EmbeddedFaces) -> None:
        self._faces = faces
        self._pieces: dict[Placed, tuple[str, str, str]] = {}

    def frame(self, frame: Frame) -> str:
        """The operators of a frame."""
        parts = ["0.5 w", *(_rule(*rule) for rule in frame.rules)]
        parts += [f"1 w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S" for x, y, width, height in frame.boxes]
        return "\n".join([*parts, "BT", *self.text(frame.pieces), "ET"])

    def text(self, pieces: Iterable[Placed]) -> list[str]:
        """The operators of pieces, in their order."""
        kept = self._pieces
        if len(kept) > _MOST_KEPT:
            kept.clear()
        operators: list[str] = []
        current = ""
        for piece in pieces:
            found = kept.get(piece)
            if found is None:
                found = kept[piece] = self._piece(*piece)
            first, drawn, last = found
            if first != current:
                operators.append(first)
            operators.append(drawn)
            current = last
        return operators

    def rules(self, rules: Iterable[Rule], width: float) -> list[str]:
        """The operators of rules of one width."""
        drawn = [_rule(*rule) for rule in rules]
        return [f"{width:g} w", *drawn] if drawn else []

    def _piece(self, x: float, y: float, text: str, face: str, size: float) -> tuple[str, str, str]:
        """The font it begins with, its operators, the font it ends with."""
        encoded = [(f"{name} {size:g} Tf", shown) for name, shown in self._faces.encode(text, face)]
        parts = [f"1 0 0 1 {x:.2f} {y:.2f} Tm"]
        font = first = encoded[0][0] if encoded else ""
        for name, shown in encoded:
            if name != font:
                parts.append(name)
                font = name
            parts.append(shown)
        return first, "\n".join(parts), font


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S"
