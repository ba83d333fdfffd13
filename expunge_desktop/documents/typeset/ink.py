"""Text on a page: many placed pieces written as one text object (a 66,000-row schedule in seconds)."""

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.typeset.fonts import NBSP, runs, text_width

Encoded = tuple[tuple[str, str], ...]  # (font of the canvas, operators that show text)

_LITERAL = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


class Ink:
    """Collects the pieces of a page and writes them to its canvas in one text object.

    One `Ink` per canvas: it remembers how each text is encoded in the canvas's font subsets.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._operators: list[str] = []
        self._rules: list[str] = []
        self._font: tuple[str, float] = ("", 0.0)
        self._first_subsets: dict[str, str] = {}
        self._encoded: dict[tuple[str, str], Encoded] = {}

    def put(self, x: float, y: float, text: str, face: str, size: float) -> None:
        """Place `text` with its baseline starting at (x, y)."""
        if text:
            self._operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            self._show(text, face, size)

    def put_right(self, x: float, y: float, text: str, face: str, size: float) -> None:
        """Place `text` so that it ends at x."""
        self.put(x - text_width(text, face, size), y, text, face, size)

    def put_centered(self, x: float, y: float, text: str, face: str, size: float) -> None:
        """Place `text` around x."""
        self.put(x - text_width(text, face, size) / 2, y, text, face, size)

    def flush(self) -> None:
        """Write what was collected; call before `showPage`."""
        code = self._canvas._code
        code.extend(self._rules)
        if self._operators:
            code.append("BT " + "\n".join(self._operators) + " ET")
        self._operators, self._rules = [], []
        self._font = ("", 0.0)

    def rule(self, x1: float, y1: float, x2: float, y2: float, thickness: float) -> None:
        """Draw a straight line, under the text."""
        self._rules.append(f"{thickness:g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def _show(self, text: str, face: str, size: float) -> None:
        key = (text, face)
        encoded = self._encoded.get(key)
        if encoded is None:
            encoded = self._encoded[key] = self._encode(text, face)
        self._write(encoded, size)

    def _write(self, encoded: Encoded, size: float) -> None:
        for name, shown in encoded:
            if (name, size) != self._font:
                self._font = (name, size)
                self._operators.append(f"{name} {size:g} Tf")
            self._operators.append(shown)

    def _encode(self, text: str, face: str) -> Encoded:
        document, escape = self._canvas._doc, self._canvas._escape
        if text.isascii() and text.isprintable():  # the first subset of each face holds ASCII as it is
            name = self._first_subsets.get(face)
            if name is None:
                font = pdfmetrics.getFont(face)
                font.splitString("", document)
                name = self._first_subsets[face] = font.getSubsetInternalName(0, document)
            return ((name, f"({text.translate(_LITERAL)}) Tj"),)
        pieces: list[tuple[str, str]] = []
        for name, piece in runs(text, face):
            font = pdfmetrics.getFont(name)
            for subset, codes in font.splitString(piece.replace(NBSP, " "), document):
                pieces.append((font.getSubsetInternalName(subset, document), f"({escape(codes)}) Tj"))
        return tuple(pieces)
