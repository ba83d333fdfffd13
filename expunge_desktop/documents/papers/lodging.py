"""D17, request to lodge Exhibit A confidentially, or to seal it (CRC 2.550, 2.551; court-paper.md 5.4)."""

from collections.abc import Iterable

from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.set_paper import pleading_part
from expunge_desktop.documents.typeset.signatures import attorney_signature

TITLE = "REQUEST TO LODGE EXHIBIT A CONFIDENTIALLY; IN THE ALTERNATIVE, APPLICATION FOR ORDER SEALING"
FOOTER = "REQUEST TO LODGE EXHIBIT A CONFIDENTIALLY OR TO SEAL IT"
TEMPLATE = "lodging.txt"
STATUTES = "[Pen. Code, §§ 11105, 11140–11144; Cal. Rules of Court, rules 2.550, 2.551]"


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    signature = attorney_signature(order.filing.office)
    inserts = {"signature": lambda paper: paper.add_signature(signature)}
    yield pleading_part(recipe, order, inserts, STATUTES)


RECIPE = Recipe("D17", "request-to-lodge", TITLE, FOOTER, PaperKind.PLEADING, _make, templates=(TEMPLATE,))
