"""The blocks of a wording set on paper, with what the paper's own code puts where the wording says so."""

from collections.abc import Callable, Iterable, Mapping

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.typeset.blocks import Block, Kind
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.vocabulary import note_inserts

Insert = Callable[[PleadingPaper], None]


def set_blocks(
    paper: PleadingPaper,
    blocks: Iterable[Block],
    inserts: Mapping[str, Insert],
    signature_name: str = "signature",
) -> None:
    """Add every block; `[insert NAME]` calls `inserts[NAME]` with the paper.

    A signature that the wording does not place, but `inserts` knows, is put at the end. Raises LayoutError
    for an insert that the paper does not know.
    """
    note_inserts(inserts)
    is_signed = False
    for block in blocks:
        if block.kind is Kind.INSERT and block.name in inserts:
            inserts[block.name](paper)
            is_signed = is_signed or block.name == signature_name
        elif block.kind is Kind.INSERT:
            raise LayoutError(
                f"The wording asks for [insert {block.name}], which this paper does not know.",
                "Take the line out of the template and print again.",
            )
        else:
            paper.add(block)
    if signature_name in inserts and not is_signed:
        inserts[signature_name](paper)
