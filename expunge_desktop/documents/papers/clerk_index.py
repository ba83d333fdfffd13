"""The clerk's index by case number, the companion of the transmittal (D14): which rows, volume and page.

It holds case numbers and row numbers, no name and no fact of a person.
"""

from collections.abc import Iterable

from expunge_desktop.documents.exhibit.case_index import case_index
from expunge_desktop.documents.exhibit.exhibit_a import Exhibit
from expunge_desktop.documents.exhibit.places import Places
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers import exhibit
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import EXHIBIT_NEEDS

TITLE = "Clerk’s index of Exhibit A by case number"


def _applies(filing: Filing) -> str:
    return "" if filing.rows else "This filing has no conviction to index."


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    bound = case_index(filing, _places(order), order.mark(recipe), order.progress)
    for one in bound:
        volume = one.volume
        words = f"{TITLE}, volume {volume.number} of {volume.total}" if volume.total > 1 else ""
        yield Part(
            one.data, title=words, pages=one.pages, rows=one.rows,
            volume=volume.number, volumes=volume.total,
        )  # fmt: skip


def _places(order: PaperOrder) -> Places:
    """Where the rows of the confidential version stand; drawn anew when the exhibit was not asked for."""
    kept = order.kept.get(exhibit.PLACES)
    if isinstance(kept, Places):
        return kept
    mark = order.mark(exhibit.RECIPE, exhibit.title_of(is_public=False), exhibit.FOOTER)
    made = Exhibit(order.filing, mark, is_public=False, progress=order.progress)
    return made.places(made.volumes())


RECIPE = Recipe(
    "D14", "clerk-index", TITLE, "CLERK’S INDEX", PaperKind.LETTER, _make, needs=EXHIBIT_NEEDS,
    applies=_applies,
)  # fmt: skip
