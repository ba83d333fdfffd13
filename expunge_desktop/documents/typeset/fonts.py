"""The embedded faces of every paper, and which of them can print a character.

CRC 2.105 asks for a face essentially equivalent to Courier, Times New Roman or Arial: Liberation Serif
has the metrics of Times New Roman. A character it lacks is printed in DejaVu Serif (Armenian, Georgian …) or
in Droid Sans Fallback (Han, Kana, Hangul); one that all lack is printed as its code point in brackets,
`[U+0915]`, never as an empty box, and is reported by `unprintable`, so that a person sees it before a clerk
does. So are letters written from right to left: a face has some, but set one after another from the left
they would spell the name backward.
"""

import re
import unicodedata
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from expunge_desktop.base.paths import resource_path

SERIF = "LiberationSerif"
SERIF_BOLD = "LiberationSerif-Bold"
SERIF_ITALIC = "LiberationSerif-Italic"
SANS = "LiberationSans"
SANS_BOLD = "LiberationSans-Bold"
MONO = "LiberationMono"
FALLBACK = "DejaVuSerif"
EAST_ASIAN = "DroidSansFallback"
FALLBACKS = (FALLBACK, EAST_ASIAN)

_FILES = {
    SERIF: "LiberationSerif-Regular.ttf",
    SERIF_BOLD: "LiberationSerif-Bold.ttf",
    SERIF_ITALIC: "LiberationSerif-Italic.ttf",
    SANS: "LiberationSans-Regular.ttf",
    SANS_BOLD: "LiberationSans-Bold.ttf",
    MONO: "LiberationMono-Regular.ttf",
    FALLBACK: "DejaVuSerif.ttf",
}
_EAST_ASIAN_FILE = "DroidSansFallback.ttf"  # 3.4 MB, read when the first name needs it
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_SPACES = re.compile(r"[^\S\u00a0]+")
NBSP = "\u00a0"
_KEPT_TOGETHER = re.compile(r"(§|subds?\.|Schedules?|No\.|Exhibit) (?=[\d(]|[A-Z]\b)")


@cache
def register_fonts() -> None:
    """Make the bundled faces known to the PDF library, once per process."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource_path("fonts", file))))


@cache
def _register_east_asian() -> None:
    pdfmetrics.registerFont(TTFont(EAST_ASIAN, str(resource_path("fonts", _EAST_ASIAN_FILE))))


@cache
def _glyphs(face: str) -> frozenset[int]:
    register_fonts()
    if face == EAST_ASIAN:
        _register_east_asian()
    return frozenset(code for code, glyph in pdfmetrics.getFont(face).face.charToGlyph.items() if glyph)


def clean(text: str) -> str:
    """One line of printable text: composed accents (NFC), runs of white space as one blank."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def kept_together(text: str) -> str:
    """The text with a section sign, “Exhibit” and the like on the line of its number or letter."""
    return _KEPT_TOGETHER.sub(r"\1" + NBSP, text)


def _has_glyph(char: str, face: str) -> bool:
    return ord(char) in _glyphs(face)


@lru_cache(maxsize=10_000)
def face_for(char: str, wanted: str) -> str:
    """The face that prints a character: the wanted one, else a fallback, else none (an empty text).

    What only steers other characters (a turn of direction) prints nothing.
    """
    if char == NBSP:
        return wanted
    if unicodedata.category(char) == "Cf" or unicodedata.bidirectional(char) in _RIGHT_TO_LEFT:
        return ""
    return next((face for face in (wanted, *FALLBACKS) if _has_glyph(char, face)), "")


def unprintable(text: str) -> tuple[str, ...]:
    """The characters no bundled face can print, in order, each once."""
    return tuple(dict.fromkeys(char for char in clean(text) if not face_for(char, SERIF)))


@lru_cache(maxsize=100_000)
def runs(text: str, face: str) -> tuple[tuple[str, str], ...]:
    """`text` as (face, piece) pairs, each piece printable in its face; missing glyphs as `[U+XXXX]`."""
    pieces: list[tuple[str, str]] = []
    for char in text:
        wanted = face_for(char, face)
        wanted, shown = (wanted, char) if wanted else (face, f"[U+{ord(char):04X}]")
        if pieces and pieces[-1][0] == wanted:
            pieces[-1] = (wanted, pieces[-1][1] + shown)
        else:
            pieces.append((wanted, shown))
    return tuple(pieces)


class _Advances(dict[str, float]):
    """Widths of single characters in thousandths of the size, as `runs` prints them."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> float:
        register_fonts()
        pieces = runs(char, self._face)
        width = float(sum(pdfmetrics.stringWidth(piece, name, 1000) for name, piece in pieces))
        self[char] = width
        return width


@cache
def _advances(face: str) -> _Advances:
    return _Advances(face)


def text_width(text: str, face: str, size: float) -> float:
    """The printed width in points, missing glyphs as `runs` prints them."""
    return sum(map(_advances(face).__getitem__, text)) * size / 1000


def break_word(word: str, face: str, size: float, width: float) -> list[str]:
    """A word too wide for `width` in pieces that fit, at least one character each."""
    pieces, current = [], ""
    for char in word:
        if current and text_width(current + char, face, size) > width:
            pieces.append(current)
            current = char
        else:
            current += char
    return [*pieces, current] if current else pieces


@lru_cache(maxsize=200_000)
def wrap(text: str, face: str, size: float, width: float) -> tuple[str, ...]:
    """`text` in lines no wider than `width`: broken at blanks, within a word only where it must be."""
    lines: list[str] = []
    current = ""
    for word in clean(text).split(" "):
        candidate = f"{current} {word}" if current else word
        if text_width(candidate, face, size) <= width:
            current = candidate
            continue
        if current:
            lines.append(current)
        *full, current = break_word(word, face, size, width) or [""]
        lines.extend(full)
    return (*lines, current) if current else tuple(lines)
