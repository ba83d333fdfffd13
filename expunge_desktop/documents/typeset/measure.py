"""How each kind of block is set: its lines, where they begin, how far apart they stand."""

from typing import NamedTuple

from expunge_desktop.documents.typeset.blocks import Block, Kind, Span, Style
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


def set_block(block: Block, spans: tuple[Span, ...], sheet: Sheet) -> Setting:
    """The block's lines; `spans` are its own with the references to footnotes filled in."""
    if block.kind is Kind.HEADING:
        lines = break_lines(_bold(block, spans), SIZE, sheet.width)
        middle = (sheet.left + sheet.right) / 2
        return Setting(tuple((middle - line_width(line, SIZE) / 2, line) for line in lines), sheet.step)
    if block.kind is Kind.SUBHEADING:
        width = sheet.width - 2 * SUBHEADING_INDENT
        return _at(sheet.left + SUBHEADING_INDENT, break_lines(_bold(block, spans), SIZE, width), sheet.step)
    if block.kind is Kind.QUOTATION:
        width = sheet.width - 2 * QUOTATION_INDENT
        return _at(sheet.left + QUOTATION_INDENT, break_lines(spans, SIZE, width), 1)
    if block.kind is Kind.ITEM:
        return _item(block, spans, sheet)
    if block.label:
        spans = (Span(f"{block.label} "), *spans)
    return _at(
        sheet.left, break_lines(spans, SIZE, sheet.width, first_indent=sheet.paragraph_indent), sheet.step
    )


def _item(block: Block, spans: tuple[Span, ...], sheet: Sheet) -> Setting:
    """A hanging indent: the label or a bullet stands left of the text."""
    label = block.label or BULLET
    hang = max(ITEM_INDENT / 2, text_width(f"{label} ", SERIF, SIZE))
    lines = break_lines(spans, SIZE, sheet.width - ITEM_INDENT - hang)
    if not lines:
        return Setting((), sheet.step)
    marked = break_lines((Span(label),), SIZE, sheet.width)[0].runs
    first = lines[0]._replace(runs=(*(run._replace(x=run.x - hang) for run in marked), *lines[0].runs))
    return _at(sheet.left + ITEM_INDENT + hang, (first, *lines[1:]), sheet.step)


def _bold(block: Block, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    label = (Span(f"{block.label} ", Style.BOLD),) if block.label else ()
    return (*label, *(Span(span.text, Style.BOLD, span.cites, span.note) for span in spans))


def _at(left: float, lines: tuple[Line, ...], step: int) -> Setting:
    return Setting(tuple((left, line) for line in lines), step)
