"""D5, Exhibit A: its confidential and its public version as papers of a filing, in volumes."""

from collections.abc import Iterable

from expunge_desktop.documents.exhibit.exhibit_a import Exhibit
from expunge_desktop.documents.manifest import PaperKind
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe
from expunge_desktop.documents.papers.values import EXHIBIT_NEEDS

TITLE = "Exhibit A, schedule of convictions"
FOOTER = "Exhibit A"
PLACES = "places of the rows of Exhibit A, confidential"


def title_of(*, is_public: bool) -> str:
    """The title of one version."""
    return f"{TITLE} ({'public version' if is_public else 'confidential'})"


def _make(recipe: Recipe, order: PaperOrder) -> Iterable[Part]:
    yield from _version(recipe, order, "confidential", PaperKind.EXHIBIT)
    yield from _version(recipe, order, "public", PaperKind.PUBLIC_EXHIBIT)


def _version(recipe: Recipe, order: PaperOrder, suffix: str, kind: PaperKind) -> Iterable[Part]:
    is_public = kind is PaperKind.PUBLIC_EXHIBIT
    title = title_of(is_public=is_public)
    mark = order.mark(recipe, title, FOOTER)
    exhibit = Exhibit(order.filing, mark, is_public=is_public, progress=order.progress)
    volumes = exhibit.volumes()
    if not is_public:
        order.kept[PLACES] = exhibit.places(volumes)
    for bound in volumes:
        volume = bound.volume
        words = f", volume {volume.number} of {volume.total}" if volume.total > 1 else ""
        yield Part(
            bound.data, suffix, f"{title}{words}", kind, pages=bound.pages, rows=bound.rows,
            first_row=bound.first_row, last_row=bound.last_row,
            volume=volume.number, volumes=volume.total,
        )  # fmt: skip


RECIPE = Recipe("D5", "exhibit-a", TITLE, FOOTER, PaperKind.EXHIBIT, _make, needs=EXHIBIT_NEEDS)
