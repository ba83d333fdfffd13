"""A paper of the motion from its wording: caption, blocks, what the paper inserts, and the PDF."""

from collections.abc import Mapping

from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import caption_of, fields_of, flags_of
from expunge_desktop.documents.typeset.blocks import Block
from expunge_desktop.documents.typeset.canvas import write_pleading
from expunge_desktop.documents.typeset.caption import set_caption
from expunge_desktop.documents.typeset.pleading import PleadingPaper
from expunge_desktop.documents.typeset.set_blocks import Insert, set_blocks
from expunge_desktop.documents.typeset.template import render_template


def blocks_of(recipe: Recipe, order: PaperOrder) -> tuple[Block, ...]:
    """The recipe's one wording, filled from the filing. Raises TemplateError."""
    (template,) = recipe.templates
    filing = order.filing
    return render_template(template, order.wording(template), fields_of(filing), flags_of(filing))


def pleading_part(
    recipe: Recipe, order: PaperOrder, inserts: Mapping[str, Insert], statutes: str = ""
) -> Part:
    """The whole paper as one pleading. Raises TemplateError, and LayoutError when something does not fit."""
    paper = PleadingPaper()
    set_caption(paper, caption_of(order.filing, recipe.title, statutes))
    set_blocks(paper, blocks_of(recipe, order), inserts)
    return Part(write_pleading(paper, order.mark(recipe)))
