"""D5, Exhibit A: its confidential and its public version as papers of a filing, in volumes."""

from collections.abc import Iterable

from expunge_desktop.documents.exhibit.exhibit_a import Exhibit
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import EXHIBIT_NEEDS

TITLE = "Exhibit A, schedule of convictions"


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    filing = order.filing
    for suffix, version, kind in (
        ("confidential", "confidential", PaperKind.EXHIBIT),
        ("public", "public version", PaperKind.PUBLIC_EXHIBIT),
    ):
        title = f"{TITLE} ({version})"
        mark = order.mark(recipe, title, "Exhibit A")
        is_public = kind is PaperKind.PUBLIC_EXHIBIT
        exhibit = Exhibit(filing, mark, is_public=is_public, progress=order.progress)
        for bound in exhibit.volumes():
            volume = bound.volume
            words = f", volume {volume.number} of {volume.total}" if volume.total > 1 else ""
            yield Part(
                bound.data, suffix, f"{title}{words}", kind, pages=bound.pages, rows=bound.rows,
                first_row=bound.first_row, last_row=bound.last_row,
                volume=volume.number, volumes=volume.total,
            )  # fmt: skip


RECIPE = Recipe("D5", "exhibit-a", TITLE, "Exhibit A", PaperKind.EXHIBIT, _make, needs=EXHIBIT_NEEDS)
