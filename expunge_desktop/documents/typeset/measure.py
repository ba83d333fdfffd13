"""How each kind of block is set: its lines, where they begin, how far apart they stand."""

from functools import lru_cache
from typing import NamedTuple

from expunge_desktop.documents.typeset.blocks import Kind, Span, Style
from expunge_desktop.documents.typeset.flow import Line, break_lines, line_width
from expunge_desktop.documents.typeset.fonts import SERIF, text_width
from expunge_desktop.documents.typeset.grid import SIZE, Sheet

QUOTATION_INDENT = 36.0
SUBHEADING_INDENT = 36.0
ITEM_INDENT = 36.0
BULLET = "•"


class Setting(NamedTuple):
    """The lines of a block with the left edge of each, and the half lines from one to the next."""

    lines: tuple[tuple[float, Line], ...]
    step: int


@lru_cache(maxsize=4_000)
def set_block(kind: Kind, label: str, spans: tuple[Span, ...], sheet: Sheet) -> Setting:
    """The lines of a block. What comes again on the next paper, as most of an order does, is set once."""
    if kind is Kind.HEADING:
        lines = break_lines(_bold(label, spans), SIZE, sheet.width)
        middle = (sheet.left + sheet.right) / 2
        return Setting(tuple((middle - line_width(line, SIZE) / 2, line) for line in lines), sheet.step)
    if kind is Kind.SUBHEADING:
        width = sheet.width - 2 * SUBHEADING_INDENT
        return _at(sheet.left + SUBHEADING_INDENT, break_lines(_bold(label, spans), SIZE, width), sheet.step)
    if kind is Kind.QUOTATION:
        width = sheet.width - 2 * QUOTATION_INDENT
        return _at(sheet.left + QUOTATION_INDENT, break_lines(spans, SIZE, width), 1)
    if kind is Kind.ITEM:
        return _item(label, spans, sheet)
    if label:
        spans = (Span(f"{label} "), *spans)
    lines = break_lines(spans, SIZE, sheet.width, first_indent=sheet.paragraph_indent)
    return _at(sheet.left, lines, sheet.step)


def _item(label: str, spans: tuple[Span, ...], sheet: Sheet) -> Setting:
    """A hanging indent: the label or a bullet stands left of the text."""
    label = label or BULLET
    hang = max(ITEM_INDENT / 2, text_width(f"{label} ", SERIF, SIZE))
    lines = break_lines(spans, SIZE, sheet.width - ITEM_INDENT - hang)
    if not lines:
        return Setting((), sheet.step)
    marked = break_lines((Span(label),), SIZE, sheet.width)[0].runs
    first = lines[0]._replace(runs=(*(run._replace(x=run.x - hang) for run in marked), *lines[0].runs))
    return _at(sheet.left + ITEM_INDENT + hang, (first, *lines[1:]), sheet.step)


def _bold(label: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    ahead = (Span(f"{label} ", Style.BOLD),) if label else ()
    return (*ahead, *(Span(span.text, Style.BOLD, span.cites, span.note) for span in spans))


def _at(left: float, lines: tuple[Line, ...], step: int) -> Setting:
    return Setting(tuple((left, line) for line in lines), step)
