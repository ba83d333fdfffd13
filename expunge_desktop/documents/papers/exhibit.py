"""D5, Exhibit A: its confidential and its public version as papers of a filing."""

from collections.abc import Iterable

from expunge_desktop.documents.exhibit.exhibit_a import exhibit_a
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import EXHIBIT_NEEDS

TITLE = "Exhibit A, schedule of convictions"


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    for suffix, title, kind in (
        ("confidential", f"{TITLE} (confidential)", PaperKind.EXHIBIT),
        ("public", f"{TITLE} (public version)", PaperKind.PUBLIC_EXHIBIT),
    ):
        mark = order.mark(recipe, title, "Exhibit A")
        is_public = kind is PaperKind.PUBLIC_EXHIBIT
        data = exhibit_a(filing, mark, is_public=is_public, progress=order.progress)
        rows = len(filing.rows)
        yield Part(data, suffix, title, kind, rows=rows, first_row=min(1, rows), last_row=rows)


RECIPE = Recipe("D5", "exhibit-a", TITLE, "Exhibit A", PaperKind.EXHIBIT, _make, needs=EXHIBIT_NEEDS)
