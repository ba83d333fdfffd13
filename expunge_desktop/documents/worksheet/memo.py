"""A memo in plain pieces: numbered sections of text, terms, numbered questions and tables.

One content for the window, the command line and the printed worksheet, so that none says what another does
not.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A name with what is said of it, and a remark below in smaller type."""

    name: str
    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered question with its answer, what answered it, and the authority."""

    label: str
    question: str
    answer: str
    because: str = ""
    authority: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings, the share of the width of each column (together 1), and rows of texts."""

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


Item = Text | Term | Question | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the memo; its number is its place."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo about one conviction.

    title    what it is
    head     who and what it is about, repeated on every page: person, case, count
    footer   law, policy and audit head, at the foot of every page
    """

    title: str
    head: str
    footer: str
    sections: tuple[Section, ...]
