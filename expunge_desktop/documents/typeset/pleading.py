"""California pleading paper (CRC 2.100 ff.): blocks of text placed on numbered lines, page after page.

What must stand together is found by trying: a block is placed, and where that parts a heading from its text
or leaves a signature alone, it is taken back and placed anew with what belongs to it.
"""

from collections.abc import Callable
from dataclasses import replace

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.typeset import grid
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span
from expunge_desktop.documents.typeset.filling import Filling, Mark
from expunge_desktop.documents.typeset.flow import break_lines
from expunge_desktop.documents.typeset.foot import raised
from expunge_desktop.documents.typeset.grid import SIZE, Sheet
from expunge_desktop.documents.typeset.measure import Setting, set_block
from expunge_desktop.documents.typeset.page import Bookmark, Page, Placed
from expunge_desktop.documents.typeset.signatures import Signature, SignatureLine, fitted, signature_halves
from expunge_desktop.documents.typeset.tables import Table

__all__ = ["Page", "Placed", "PleadingPaper", "SignatureLine", "signature_halves"]

_COLUMN_GAP = 6.0  # between the columns of a signature block
_LEVELS = {Kind.HEADING: 1, Kind.SUBHEADING: 2}

Operation = Callable[[int], None]  # places something, so many half lines free below its last line
Done = tuple[Mark, Operation]


class PleadingPaper(Filling):
    """Pages filled from the top with blocks, tables and signatures; `write_pleading` makes the PDF."""

    def __init__(self, sheet: Sheet = grid.PLEADING) -> None:
        super().__init__(sheet)
        self._headings: tuple[Done, ...] = ()  # those with no text below them yet
        self._last: tuple[tuple[Done, ...], Done] | None = None  # the headings above it, and itself

    def move_to_line(self, line: int) -> None:
        """Put the cursor on line `line` of the current page."""
        self.half = 2 * (line - 1)

    def add(self, block: Block) -> None:
        """Place a block: headings keep with what follows, paragraphs leave no single line behind.

        Raises LayoutError for an insert: only `set_blocks` knows what it stands for.
        """
        if block.kind is Kind.PAGE:
            self._headings, self._last = (), None
            if not self.page.is_blank:
                self.new_page()
        elif block.kind is Kind.INSERT:
            raise LayoutError(
                f"The wording asks for [insert {block.name}], which this paper does not know.",
                "Take the line out of the template and print again.",
            )
        else:
            setting = set_block(block.kind, block.label, self._numbered(block), self.sheet)
            title, level = f"{block.label} {block.text}".strip(), _LEVELS.get(block.kind, 0)
            self._place(lambda below: self._set(setting, title, level, below), is_heading=level > 0)

    def add_setting(self, setting: Setting, *, keeps_with_next: bool = False) -> None:
        """Lines that are broken already, such as the entries of a table of contents."""
        self._place(lambda below: self._set(setting, "", 0, below), is_heading=keeps_with_next)

    def add_closing(self, block: Block, signature: Signature) -> None:
        """The last paragraph with its signature: never a signature alone on a page."""
        self.add(block)
        self.add_signature(signature)

    def add_signature(self, signature: Signature) -> None:
        """A signature block, with the last lines of what stands above it where it needs a new page.

        Raises LayoutError when it leaves no room on a page for two lines above it.
        """
        sheet = self.sheet
        signature = fitted(signature, grid.MIDDLE - sheet.left - _COLUMN_GAP, sheet.right - grid.MIDDLE)
        below = signature_halves(signature)
        if below > self.sheet.last + 1 - 2 * self.sheet.step:
            raise LayoutError(
                f"A signature block needs {below} lines and leaves no room for text on its page.",
                "Let fewer people sign in one block.",
            )
        if self._last and self.half + below - 1 > self.limit:
            self._headings, (mark, operation) = self._last
            self.take_back(mark)
            self._place(lambda _below: operation(below), is_heading=False)
        if self.half + below - 1 > self.limit:
            self.new_page()
        for line in signature:
            self.half += line.space
            for text, x in ((line.left, self.sheet.left), (line.right, grid.MIDDLE)):
                if text:
                    self.put(x, text)
            self.half += 1
        self._headings, self._last = (), None

    def add_table(self, table: Table) -> None:
        """A table on the half grid; its last row keeps with a signature below it.

        Raises ValueError when the columns are wider than the text.
        """
        if table.width > self.sheet.width:
            raise ValueError(f"a table of {table.width} points in a column of {self.sheet.width}")
        self._place(lambda below: self._set_table(table, below), is_heading=False)

    def add_blank(self, lines: int = 1) -> None:
        """Leave lines of the paper free; none at the top of a page."""
        if not self.page.is_blank:
            self.half += self.half % self.sheet.step + self.sheet.step * lines

    def _set(self, setting: Setting, title: str, level: int, below: int) -> None:
        """Place the lines of a block; a heading is whole on its page and becomes a bookmark."""
        self.begin_block()
        if level:
            height = (len(setting.lines) - 1) * setting.step
            if self.half + height + below > self.limit and not self.page.is_blank:
                self.new_page()
        self.flow(setting, below)
        if level and setting.lines:
            page, half = self.landed
            self.pages[page - 1].bookmarks.append(Bookmark(title, self.sheet.top_of(half), level))

    def _set_table(self, table: Table, below: int) -> None:
        self.begin_block()
        self.set_table(table, below)

    def _numbered(self, block: Block) -> tuple[Span, ...]:
        """The block's spans with the numbers its footnotes have on this paper."""
        if not block.notes:
            return block.spans
        first = len(self.notes)
        for number, spans in enumerate(block.notes, start=first + 1):
            self.notes[number] = break_lines((Span(f"{raised(number)} "), *spans), SIZE, self.sheet.width)
        return tuple(
            replace(span, text=raised(first + span.note), note=first + span.note) if span.note else span
            for span in block.spans
        )

    def _place(self, operation: Operation, *, is_heading: bool) -> None:
        """Do it; where it begins on a later page than the headings above it, they come along."""
        mark = self.mark()
        operation(0)
        if self._headings and self.landed[0] > self._headings[-1][0].pages:
            mark = self._place_with_headings(operation)
        self._last = (self._headings, (mark, operation))
        self._headings = (*self._headings, (mark, operation)) if is_heading else ()

    def _place_with_headings(self, operation: Operation) -> Mark:
        """Take the headings back and place them anew on the next page that holds them and what follows.

        A page on which nothing stands but they must do. Returns where the paper stood below the headings.
        """
        above = self._headings
        self.take_back(above[0][0])
        while True:
            if not self.is_fresh:
                self.new_page()
            is_fresh = self.is_fresh
            start = self.mark()
            self._headings = ()
            for _, heading in above:
                self._headings = (*self._headings, (self.mark(), heading))
                heading(0)
            mark = self.mark()
            self.has_only_headings = is_fresh
            operation(0)
            self.has_only_headings = False
            if is_fresh or self.landed[0] == self._headings[-1][0].pages:
                return mark
            self.take_back(start)
