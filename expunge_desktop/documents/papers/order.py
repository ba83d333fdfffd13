"""D6, the proposed bulk order (law/documents.md 6.5, law/corrections.md 10–12)."""

from collections.abc import Iterable

from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import caption_of, fields_of, flags_of
from expunge_desktop.documents.typeset.canvas import write_pleading
from expunge_desktop.documents.typeset.caption import set_caption
from expunge_desktop.documents.typeset.pleading import PleadingPaper, SignatureLine
from expunge_desktop.documents.typeset.template import render_template

TITLE = "[PROPOSED] ORDER DISMISSING, SEALING AND REDESIGNATING CANNABIS CONVICTIONS LISTED IN EXHIBIT A"
FOOTER = "[PROPOSED] ORDER (HEALTH & SAF. CODE, §§ 11361.8, 11361.9)"
TEMPLATE = "order.txt"
_SIGNATURE = (
    SignatureLine("Dated: ____________________", "______________________________", space=3),
    SignatureLine(right="Judge of the Superior Court"),
)


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    paper = PleadingPaper()
    set_caption(paper, caption_of(filing, TITLE))
    *blocks, last = render_template(TEMPLATE, order.wording(TEMPLATE), fields_of(filing), flags_of(filing))
    for block in blocks:
        paper.add(block)
    paper.add_closing(last, _SIGNATURE)
    yield Part(write_pleading(paper, order.mark(recipe)))


RECIPE = Recipe("D6", "proposed-order", TITLE, FOOTER, PaperKind.PLEADING, _make, templates=(TEMPLATE,))
