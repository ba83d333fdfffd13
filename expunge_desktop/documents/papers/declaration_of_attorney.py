"""D3, the declaration of the reviewing deputy, with the criteria as Exhibit B (law/documents.md 6.4).

Sworn: it says of no row what nobody knows (law/corrections.md 8, 11, 15, 16). The switches of the policy and
the positions on every other disputed point are printed in it.
"""

from collections.abc import Iterable

from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.criteria_list import add_criteria, position_table, switch_table
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.set_paper import pleading_part
from expunge_desktop.documents.typeset.signatures import declaration_signature

TITLE = (
    "DECLARATION OF REVIEWING ATTORNEY IN SUPPORT OF MOTION FOR RELIEF FROM CANNABIS CONVICTIONS; EXHIBIT B"
)
FOOTER = "DECLARATION OF REVIEWING ATTORNEY"
TEMPLATE = "declaration_of_attorney.txt"


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    policy, attorney = order.filing.policy, order.filing.office.attorney
    signature = declaration_signature(attorney.name, attorney.title)
    yield pleading_part(
        recipe,
        order,
        {
            "signature": lambda paper: paper.add_signature(signature),
            "criteria": lambda paper: add_criteria(paper, policy),
            "switches": lambda paper: paper.add_table(switch_table(policy)),
            "positions": lambda paper: paper.add_table(position_table(policy)),
        },
    )


RECIPE = Recipe(
    "D3", "declaration-of-attorney", TITLE, FOOTER, PaperKind.PLEADING, _make, templates=(TEMPLATE,)
)
