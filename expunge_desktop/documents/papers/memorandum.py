"""D2, the memorandum of points and authorities (law/documents.md 6.2, law/corrections.md 10, 11, 15–17).

At most fifteen pages of text; with tables of contents and of authorities when it passes ten (CRC 3.1113).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.criteria_list import add_criteria
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.set_paper import blocks_of
from expunge_desktop.documents.papers.tally import tally_of
from expunge_desktop.documents.papers.values import caption_of
from expunge_desktop.documents.typeset.blocks import Block, Kind, Span
from expunge_desktop.documents.typeset.contents import write_with_contents
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import set_blocks
from expunge_desktop.documents.typeset.signatures import attorney_signature

TITLE = "MEMORANDUM OF POINTS AND AUTHORITIES IN SUPPORT OF MOTION FOR RELIEF FROM CANNABIS CONVICTIONS"
FOOTER = "MEMORANDUM OF POINTS AND AUTHORITIES"
TEMPLATE = "memorandum.txt"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    blocks = tuple(_numbered(blocks_of(recipe, order)))
    grounds, signature = tally_of(filing).grounds, attorney_signature(filing.office)

    def body(paper: PleadingPaper) -> None:
        inserts = {
            "criteria": lambda sheet: add_criteria(sheet, filing.policy, grounds),
            "signature": lambda sheet: sheet.add_signature(signature),
        }
        set_blocks(paper, blocks, inserts)

    yield Part(write_with_contents(caption_of(filing, TITLE), body, order.mark(recipe)))


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Headings with I., II. …, subheadings with A., B. …, for parts come and go with the schedules."""
    headings = subheadings = 0
    for block in blocks:
        if block.kind is Kind.HEADING:
            headings, subheadings = headings + 1, 0
            yield _with(block, f"{roman(headings)}. ")
        elif block.kind is Kind.SUBHEADING:
            subheadings += 1
            yield _with(block, f"{chr(ord('A') + subheadings - 1)}. ")
        else:
            yield block


def _with(block: Block, number: str) -> Block:
    return replace(block, spans=(Span(number), *block.spans))


def roman(number: int) -> str:
    """`I`, `IV`, `XII`: the numbers of headings."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


RECIPE = Recipe("D2", "memorandum", TITLE, FOOTER, PaperKind.PLEADING, _make, templates=(TEMPLATE,))
