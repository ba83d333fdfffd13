"""Styled text broken into lines, before it is given a place on a page."""

from functools import lru_cache
from typing import NamedTuple

from expunge_desktop.documents.typeset.blocks import Span, Style
from expunge_desktop.documents.typeset.fonts import (
    SERIF,
    SERIF_BOLD,
    SERIF_ITALIC,
    break_word,
    clean,
    text_width,
)

FACES = {Style.REGULAR: SERIF, Style.BOLD: SERIF_BOLD, Style.ITALIC: SERIF_ITALIC}


class Run(NamedTuple):
    """A piece of one line in one face, `x` points from the left edge of its column."""

    x: float
    text: str
    face: str


class Line(NamedTuple):
    """One line of type: its runs, the footnotes it refers to, the authorities it cites."""

    runs: tuple[Run, ...]
    notes: tuple[int, ...] = ()
    cited: tuple[tuple[Span, ...], ...] = ()


class _Fragment(NamedTuple):
    """A part of a word in one face, of one span."""

    text: str
    face: str
    span: Span


Word = list[_Fragment]  # fragments that stand together without a blank


@lru_cache(maxsize=4_000)
def break_lines(
    spans: tuple[Span, ...], size: float, width: float, *, first_indent: float = 0.0, indent: float = 0.0
) -> tuple[Line, ...]:
    """`spans` set in lines no wider than `width`; a word that is wider is broken, nothing is cut off.

    A span's `note` is taken as the footnote's number on the paper, its text as the printed reference.
    """
    lines: list[Line] = []
    words: list[Word] = []
    left, used = first_indent, 0.0
    for word in _words(spans, size, width - max(first_indent, indent)):
        blank = text_width(" ", words[-1][-1].face, size) if words else 0.0
        extent = _extent(word, size)
        if words and left + used + blank + extent > width + 0.001:
            lines.append(_line(words, left, size))
            words, left, used, blank = [], indent, 0.0, 0.0
        words.append(word)
        used += blank + extent
    if words:
        lines.append(_line(words, left, size))
    return tuple(lines)


def line_width(line: Line, size: float) -> float:
    """Where the line's last run ends, from the left edge of the column."""
    last = line.runs[-1]
    return last.x + text_width(last.text, last.face, size)


def _extent(word: Word, size: float) -> float:
    return sum(text_width(part.text, part.face, size) for part in word)


def _words(spans: tuple[Span, ...], size: float, width: float) -> list[Word]:
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
            if is_open and _extent(words[-1], size) + text_width(pieces[0], face, size) <= width:
                words[-1].append(_Fragment(pieces.pop(0), face, span))
            words.extend([_Fragment(piece, face, span)] for piece in pieces)
            is_open = True
    return words


def _line(words: list[Word], left: float, size: float) -> Line:
    """Neighbors in one face become one run, so that the text reads back as words."""
    runs: list[tuple[str, str]] = []
    for number, word in enumerate(words):
        for position, (text, face, _span) in enumerate(word):
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
    spans = [part.span for word in words for part in word]
    return Line(
        tuple(placed),
        tuple(dict.fromkeys(span.note for span in spans if span.note)),
        tuple(dict.fromkeys(span.cites for span in spans if span.cites)),
    )
