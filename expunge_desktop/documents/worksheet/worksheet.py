"""The printed worksheet: memos as a PDF an attorney marks up by hand. Work product, never filed.

Letter, black on white, the bundled faces. Each memo begins on a new page and counts its own pages; the head
of every page names person, case and count, the foot law, policy and audit head. Nothing is clipped: every
text is broken into lines, a row taller than a page goes on at the top of the next. Memos are laid out and
drawn one at a time, so that a file of hundreds needs no more room than its finished pages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from expunge_desktop.documents.typeset.fonts import (
    SERIF,
    SERIF_BOLD,
    SERIF_ITALIC,
    register_fonts,
    text_width,
    wrap,
)
from expunge_desktop.documents.typeset.ink import Ink
from expunge_desktop.documents.worksheet.memo import Grid, Item, Memo, Question, Term, Text

WIDTH, HEIGHT = 612.0, 792.0
LEFT, RIGHT = 60.0, 556.0
TOP, BOTTOM = 716.0, 66.0
SIZE, SMALL, LEADING = 10.0, 8.5, 12.5
SMALL_LEADING = 10.5
NOT_FOR_FILING = "Work product; not for filing"
HAND_LINES = ("Outcome", "Reason", "", "", "Reviewed by, date")
_NAME_WIDTH, _LABEL_WIDTH = 122.0, 22.0
_CELL_GAP = 8.0
_HEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """One memo of a file: its bookmark, and the title of the group (a person) it stands under."""

    memo: Memo
    bookmark: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text in one face at x."""

    x: float
    text: str
    face: str
    size: float


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of type. A rule may stand below; `keeps`: the next stays with it; `heading`: its table's."""

    pieces: tuple[_Piece, ...]
    height: float
    has_rule: bool = False
    keeps: bool = False
    heading: tuple["_Line", ...] = ()


def write_worksheets(subjects: Iterable[Subject], *, author: str, title: str) -> tuple[bytes, int]:
    """The PDF of one memo or many, and its number of pages. The same memos give the same bytes."""
    register_fonts()
    buffer = BytesIO()
    canvas = Canvas(
        buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=SERIF, lang="en-US"
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(NOT_FOR_FILING)
    canvas.setCreator("Expunge Desktop")
    ink = Ink(canvas)
    group, pages = "", 0
    for number, subject in enumerate(subjects):
        laid = _paginate(list(_lines(subject.memo)))
        for place, lines in enumerate(laid, 1):
            _draw(ink, subject.memo, lines, place, len(laid))
            ink.flush()
            if place == 1:
                group = _bookmark(canvas, subject, number, group)
            canvas.showPage()
            pages += 1
    canvas.showOutline()
    canvas.save()
    return buffer.getvalue(), pages


def _bookmark(canvas: Canvas, subject: Subject, number: int, group: str) -> str:
    """An entry for the memo, under one for its group where it has one; gives the group that is open now."""
    key = f"m{number}"
    canvas.bookmarkHorizontalAbsolute(key, HEIGHT)
    if subject.group and subject.group != group:
        of_group = f"g{number}"
        canvas.bookmarkHorizontalAbsolute(of_group, HEIGHT)
        canvas.addOutlineEntry(subject.group, of_group, level=0, closed=True)
    canvas.addOutlineEntry(subject.bookmark, key, level=1 if subject.group else 0)
    return subject.group


def _draw(ink: Ink, memo: Memo, lines: Sequence[_Line], number: int, total: int) -> None:
    head = _head_lines(memo.head)
    for place, text in enumerate(head):
        ink.put(LEFT, HEIGHT - 44 - place * 12, text, SERIF_BOLD, SIZE)
    ink.put_right(RIGHT, HEIGHT - 44, NOT_FOR_FILING, SERIF_ITALIC, SIZE)
    rule = HEIGHT - 48 - 12 * (len(head) - 1)
    ink.rule(LEFT, rule, RIGHT, rule, 0.75)
    y = TOP - 12 * (len(head) - 1)
    for line in lines:
        y -= line.height
        for piece in line.pieces:
            ink.put(piece.x, y, piece.text, piece.face, piece.size)
        if line.has_rule:
            ink.rule(LEFT, y - 3.5, RIGHT, y - 3.5, 0.25)
    ink.rule(LEFT, 52, RIGHT, 52, 0.5)
    for place, text in enumerate(wrap(memo.footer, SERIF, SMALL, RIGHT - LEFT - 80)[:2]):
        ink.put(LEFT, 40 - place * SMALL_LEADING, text, SERIF, SMALL)
    ink.put_right(RIGHT, 40, f"Page {number:,} of {total:,}", SERIF, SMALL)


def _head_lines(text: str) -> tuple[str, ...]:
    """At most three lines; a longer head ends in dots, the memo's first part has it in full."""
    lines = wrap(text, SERIF_BOLD, SIZE, RIGHT - LEFT - 150) or ("",)
    if len(lines) <= _HEAD_LINES:
        return lines
    return (*lines[: _HEAD_LINES - 1], f"{lines[_HEAD_LINES - 1]} …")


def _paginate(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Lines on pages; a line that keeps with the next is not left alone at the foot."""
    pages: list[list[_Line]] = [[]]
    whole = TOP - 24 - BOTTOM
    room = whole
    for number, line in enumerate(lines):
        needed = line.height
        following = number
        while lines[following].keeps and following + 1 < len(lines):
            following += 1
            needed += lines[following].height
        if needed > room and pages[-1]:
            if not line.pieces and not line.keeps:
                room = 0.0  # a gap ends the page; what follows begins the next
                continue
            pages.append(list(line.heading))
            room = whole - sum(one.height for one in line.heading)
        pages[-1].append(line)
        room -= line.height
    return pages


def _lines(memo: Memo) -> Iterator[_Line]:
    yield from _block(memo.title, SERIF_BOLD, 14.0, LEFT, 18.0, keeps=True)
    for number, section in enumerate(memo.sections, 1):
        yield _gap(9.0)
        yield from _block(f"{number}. {section.title}", SERIF_BOLD, 11.5, LEFT, 15.0, keeps=True)
        yield _gap(2.5, keeps=True)
        for item in section.items:
            yield from _item(item)
    yield from _for_the_hand()


def _for_the_hand() -> Iterator[_Line]:
    """Ruled lines to be filled in by whoever looks at it."""
    yield _gap(9.0, keeps=True)
    yield from _block("For the reviewer", SERIF_BOLD, 11.5, LEFT, 15.0, keeps=True)
    for place, name in enumerate(HAND_LINES):
        last = place == len(HAND_LINES) - 1
        yield _Line((_Piece(LEFT, name, SERIF, SMALL),), 26.0, has_rule=True, keeps=not last)


def _item(item: Item) -> Iterator[_Line]:
    if isinstance(item, Text):
        yield from _block(item.text, SERIF_BOLD if item.is_strong else SERIF, SIZE, LEFT, LEADING)
    elif isinstance(item, Term):
        yield from _term(item)
    elif isinstance(item, Question):
        yield from _question(item)
    else:
        yield from _grid(item)
    yield _gap(2.5)


def _term(item: Term) -> Iterator[_Line]:
    """The name at the left, what is said of it beside, the remark below in smaller type."""
    left = LEFT + _NAME_WIDTH
    names = wrap(item.name, SERIF_BOLD, SIZE, _NAME_WIDTH - _CELL_GAP)
    texts = wrap(item.text, SERIF, SIZE, RIGHT - left)
    remarks = wrap(item.remark, SERIF, SMALL, RIGHT - left)
    beside = [(text, SIZE) for text in texts] + [(text, SMALL) for text in remarks]
    for place in range(max(len(names), len(beside))):
        pieces = [_Piece(LEFT, names[place], SERIF_BOLD, SIZE)] if place < len(names) else []
        size = SIZE
        if place < len(beside):
            text, size = beside[place]
            pieces.append(_Piece(left, text, SERIF, size))
        height = LEADING if size == SIZE or place < len(names) else SMALL_LEADING
        yield _Line(tuple(pieces), height, keeps=place == 0 and len(beside) > 1)


def _question(item: Question) -> Iterator[_Line]:
    """The number, the question and its answer in bold; what answered it; the authority in smaller type."""
    left = LEFT + _LABEL_WIDTH
    width = RIGHT - left
    asked = wrap(f"{item.question} {item.answer}", SERIF_BOLD, SIZE, width)
    said = wrap(item.because, SERIF, SIZE, width)
    mark = f" ({item.mark})" if item.mark else ""
    named = wrap(f"[{item.authority}]{mark}" if item.authority else mark, SERIF, SMALL, width)
    rows = [(text, SERIF_BOLD, SIZE, LEADING) for text in asked]
    rows += [(text, SERIF, SIZE, LEADING) for text in said]
    rows += [(text, SERIF, SMALL, SMALL_LEADING) for text in named]
    for place, (text, face, size, height) in enumerate(rows):
        pieces = [_Piece(left, text, face, size)]
        if not place:
            number = f"{item.label}."
            pieces.append(_Piece(left - 6 - text_width(number, SERIF, SIZE), number, SERIF, SIZE))
        yield _Line(tuple(pieces), height, keeps=place + 1 < min(len(rows), 4))


def _grid(item: Grid) -> Iterator[_Line]:
    whole = RIGHT - LEFT
    lefts = [LEFT + whole * sum(item.shares[:place]) for place in range(len(item.shares))]
    widths = [whole * share - _CELL_GAP for share in item.shares]
    yield _gap(3.0, keeps=True)
    heading: tuple[_Line, ...] = ()
    for row, face in [(item.headings, SERIF_BOLD), *((row, SERIF) for row in item.rows)]:
        cells = [wrap(text, face, SMALL + 0.5, width) for text, width in zip(row, widths, strict=True)]
        tallest = max(map(len, cells), default=0)
        made: list[_Line] = []
        for place in range(tallest):
            pieces = tuple(
                _Piece(left, cell[place], face, SMALL + 0.5)
                for left, cell in zip(lefts, cells, strict=True)
                if place < len(cell)
            )
            is_last = place == tallest - 1
            keeps = face == SERIF_BOLD or (not is_last and place < 3)
            line = _Line(pieces, SMALL_LEADING + 0.5, is_last, keeps, heading)
            yield line
            made.append(line)
        yield _gap(3.0, keeps=face == SERIF_BOLD)
        heading = heading or (*made, _gap(3.0, keeps=True))


def _block(
    text: str, face: str, size: float, left: float, leading: float, *, keeps: bool = False
) -> Iterator[_Line]:
    for line in wrap(text, face, size, RIGHT - left):
        yield _Line((_Piece(left, line, face, size),), leading, keeps=keeps)


def _gap(height: float, *, keeps: bool = False) -> _Line:
    return _Line((), height, keeps=keeps)
