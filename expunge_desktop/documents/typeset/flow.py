"""Styled text broken into lines, before it is given a place on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.documents.typeset.fonts import (
    SERIF,
    SERIF_BOLD,
    SERIF_ITALIC,
    break_word,
    clean,
    text_width,
)
from expunge_desktop.documents.typeset.template import Span, Style

FACES = {Style.REGULAR: SERIF, Style.BOLD: SERIF_BOLD, Style.ITALIC: SERIF_ITALIC}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one line in one face, `x` points from the left edge of its column."""

    x: float
    text: str
    face: str


Line = tuple[Run, ...]
Word = list[tuple[str, str]]  # (text, face) fragments that stand together without a blank


def break_lines(
    spans: Sequence[Span], size: float, width: float, *, first_indent: float = 0.0, indent: float = 0.0
) -> list[Line]:
    """`spans` set in lines no wider than `width`; a word that is wider is broken, nothing is cut off."""
    lines: list[Line] = []
    words: list[Word] = []
    left, used = first_indent, 0.0
    for word in _words(spans, size, width - max(first_indent, indent)):
        blank = text_width(" ", words[-1][-1][1], size) if words else 0.0
        extent = sum(text_width(text, face, size) for text, face in word)
        if words and left + used + blank + extent > width + 0.001:
            lines.append(_line(words, left, size))
            words, left, used, blank = [], indent, 0.0, 0.0
        words.append(word)
        used += blank + extent
    if words:
        lines.append(_line(words, left, size))
    return lines


def line_width(line: Line, size: float) -> float:
    """Where the line's last run ends, from the left edge of the column."""
    last = line[-1]
    return last.x + text_width(last.text, last.face, size)


def _words(spans: Sequence[Span], size: float, width: float) -> list[Word]:
    words: list[Word] = []
    is_open = False  # the last word goes on in the next span
    for span in spans:
        face = FACES[span.style]
        text = " " * span.text[:1].isspace() + clean(span.text) + " " * span.text[-1:].isspace()
        for number, part in enumerate(text.split(" ")):
            if number:
                is_open = False
            if not part:
                continue
            pieces = break_word(part, face, size, width)
            if is_open:
                words[-1].append((pieces.pop(0), face))
            words.extend([(piece, face)] for piece in pieces)
            is_open = True
    return words


def _line(words: list[Word], left: float, size: float) -> Line:
    """Neighbors in one face become one run, so that the text reads back as words."""
    runs: list[tuple[str, str]] = []
    for number, word in enumerate(words):
        for position, (text, face) in enumerate(word):
            spaced = f" {text}" if number and not position else text
            if runs and runs[-1][1] == face:
                runs[-1] = (runs[-1][0] + spaced, face)
            elif runs and spaced != text:
                runs[-1] = (f"{runs[-1][0]} ", runs[-1][1])
                runs.append((text, face))
            else:
                runs.append((spaced, face))
    placed: list[Run] = []
    x = left
    for text, face in runs:
        placed.append(Run(x, text, face))
        x += text_width(text, face, size)
    return tuple(placed)
