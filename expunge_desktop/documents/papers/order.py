"""D6, the proposed bulk order (law/documents.md 6.5, law/corrections.md 10–12)."""

from collections.abc import Iterable

from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.set_paper import pleading_part
from expunge_desktop.documents.typeset.signatures import judge_signature

TITLE = "[PROPOSED] ORDER ON THE PEOPLE’S MOTION FOR RELIEF FROM CANNABIS CONVICTIONS LISTED IN EXHIBIT A"
FOOTER = "[PROPOSED] ORDER ON MOTION FOR RELIEF FROM CANNABIS CONVICTIONS"
TEMPLATE = "order.txt"


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    yield pleading_part(recipe, order, {"signature": lambda paper: paper.add_signature(judge_signature())})


RECIPE = Recipe("D6", "proposed-order", TITLE, FOOTER, PaperKind.PLEADING, _make, templates=(TEMPLATE,))
