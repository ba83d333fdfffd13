"""A memorandum with its tables of contents and authorities when it passes ten pages (CRC 3.1113(f)).

The body is set first and keeps its pages; the tables are set before it until their own number of pages, on
which every page number in them depends, has come to rest. Pages are numbered consecutively in Arabic
numerals from the first (CRC 2.109), so that no Roman numerals stand on the tables.
"""

from collections.abc import Callable, Sequence

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.typeset.authorities import grouped, page_list
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span, Style
from expunge_desktop.documents.typeset.canvas import PaperMark, write_pleading
from expunge_desktop.documents.typeset.caption import Caption, set_caption
from expunge_desktop.documents.typeset.flow import Line, Run, break_lines, line_width
from expunge_desktop.documents.typeset.fonts import SERIF, text_width
from expunge_desktop.documents.typeset.grid import SIZE
from expunge_desktop.documents.typeset.measure import Setting
from expunge_desktop.documents.typeset.page import Page
from expunge_desktop.documents.typeset.pleading import PleadingPaper

MOST_PAGES_WITHOUT = 10
_ATTEMPTS = 6
_LEVEL_INDENT = 24.0
_HANGING = 18.0
_DOT = ". "
_GAP = 6.0

Body = Callable[[PleadingPaper], None]


def write_with_contents(caption: Caption, body: Body, mark: PaperMark) -> bytes:
    """The PDF of a memorandum; `body` adds its text to the paper it is given, the same each time."""
    return write_pleading(compose(caption, body), mark)


def compose(caption: Caption, body: Body) -> PleadingPaper:
    """The memorandum set on pages, with tables in front of its text when it passes ten pages.

    The pages are counted from the caption's page, on which a short memorandum begins.
    """
    short = PleadingPaper()
    set_caption(short, caption)
    body(short)
    short.finish()
    if len(short.pages) <= MOST_PAGES_WITHOUT:
        return short
    paper = PleadingPaper()
    set_caption(paper, caption)
    text = PleadingPaper()
    body(text)
    text.finish()
    paper.pages.extend([*_tables(text.pages, len(paper.pages)), *text.pages])
    return paper


def _tables(text: Sequence[Page], before: int) -> list[Page]:
    """The pages of both tables, where `before` pages stand in front of them."""
    length = 1
    for _ in range(_ATTEMPTS):
        pages = _set_tables(text, before + length)
        if len(pages) == length:
            return pages
        length = len(pages)
    raise LayoutError(
        "The tables of contents and authorities change their length with each page number and find no end.",
        "Shorten or lengthen one heading of the memorandum and print again.",
    )


def _set_tables(text: Sequence[Page], offset: int) -> list[Page]:
    """The tables for a text whose first page is number `offset + 1`."""
    paper = PleadingPaper()
    paper.add(Block(Kind.HEADING, (Span("TABLE OF CONTENTS"),)))
    for number, page in enumerate(text, start=offset + 1):
        for title, _y, level in page.bookmarks:
            _entry(paper, (Span(title),), str(number), _LEVEL_INDENT * (level - 1))
    groups = grouped((spans, number) for number, page in enumerate(text, offset + 1) for spans in page.cited)
    if groups:
        paper.add(Block(Kind.PAGE))
        paper.add(Block(Kind.HEADING, (Span("TABLE OF AUTHORITIES"),)))
    for group, authorities in groups.items():
        paper.add_setting(_group_title(paper, group), keeps_with_next=True)
        for spans, pages in authorities:
            _entry(paper, spans, page_list(pages), 0.0)
    paper.finish()
    return paper.pages


def _group_title(paper: PleadingPaper, group: str) -> Setting:
    lines = break_lines((Span(group, Style.BOLD),), SIZE, paper.sheet.width)
    return Setting(tuple((paper.sheet.left, line) for line in lines), paper.sheet.step)


def _entry(paper: PleadingPaper, spans: tuple[Span, ...], pages: str, indent: float) -> None:
    """One line of a table, or more: its text, dots, and the pages at the right edge."""
    width = paper.sheet.width
    right = width - text_width(pages, SERIF, SIZE)
    room = min(right - 4 * _GAP, width - 60.0)
    lines = break_lines(spans, SIZE, room, first_indent=indent, indent=indent + _HANGING)
    *others, last = lines
    end = line_width(last, SIZE) + _GAP
    dot = text_width(_DOT, SERIF, SIZE)
    first = int(end / dot) + 1
    count = int((right - _GAP) / dot) - first
    dots = (Run(first * dot, (_DOT * count).strip(), SERIF),) if count > 0 else ()
    closed = Line((*last.runs, *dots, Run(right, pages, SERIF)))
    paper.add_setting(
        Setting(tuple((paper.sheet.left, line) for line in (*others, closed)), paper.sheet.step)
    )
