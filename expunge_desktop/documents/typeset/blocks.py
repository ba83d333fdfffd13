"""What a paper is made of before it has pages: styled blocks, footnotes, cited authorities."""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a span of text is set."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


class Kind(StrEnum):
    """What a block of a paper is."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    ITEM = "item"
    INSERT = "insert"  # the paper's own code puts a table, a list or a signature there
    PAGE = "page"  # a new page begins


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style.

    cites   the authority it cites, as the table of authorities lists it (CRC 3.1113(f)), else empty
    note    where it is the reference to a footnote: its place in the block's `notes`, from 1
    """

    text: str
    style: Style = Style.REGULAR
    cites: "tuple[Span, ...]" = ()
    note: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a paper.

    label   the number of a numbered paragraph, else empty
    name    of an insert
    notes   the footnotes that its spans refer to, in order
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    label: str = ""
    name: str = ""
    notes: tuple[tuple[Span, ...], ...] = ()

    @property
    def text(self) -> str:
        """The block without its styles and notes."""
        return plain(self.spans)


def plain(spans: tuple[Span, ...]) -> str:
    """Spans without their styles."""
    return "".join(span.text for span in spans)
