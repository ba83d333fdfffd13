"""D1, the notice of motion and motion (law/documents.md 6.1, law/corrections.md 10–12, 15, 16)."""

from collections.abc import Iterable

from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.set_paper import pleading_part
from expunge_desktop.documents.typeset.signatures import attorney_signature

TITLE = "NOTICE OF MOTION AND MOTION FOR RELIEF FROM CANNABIS CONVICTIONS LISTED IN EXHIBIT A"
FOOTER = "NOTICE OF MOTION AND MOTION FOR RELIEF FROM CANNABIS CONVICTIONS"
TEMPLATE = "notice_of_motion.txt"


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    signature = attorney_signature(order.filing.office)
    yield pleading_part(recipe, order, {"signature": lambda paper: paper.add_signature(signature)})


RECIPE = Recipe("D1", "notice-of-motion", TITLE, FOOTER, PaperKind.PLEADING, _make, templates=(TEMPLATE,))
