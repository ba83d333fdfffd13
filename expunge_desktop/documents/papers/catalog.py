"""All papers of a filing in one place: which there are, what each is called, what each needs."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.exhibit.exhibit_a import exhibit_a
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import MissingPaper, PaperEntry, PaperKind
from expunge_desktop.documents.papers import notice_of_motion as motion
from expunge_desktop.documents.papers import order
from expunge_desktop.documents.papers.values import missing_for, missing_sentence, paper_mark
from expunge_desktop.documents.raster import page_count
from expunge_desktop.documents.typeset.canvas import PaperMark

DOCUMENTS = ("D1", "D5", "D6")
EXHIBIT_TITLE = "Exhibit A, schedule of convictions"


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file and its line in the manifest."""

    entry: PaperEntry
    data: bytes


@dataclass(frozen=True, slots=True)
class _Recipe:
    document: str
    file: str
    title: str
    footer: str
    kind: PaperKind
    make: Callable[[Filing, PaperMark, Progress], bytes]


_RECIPES = (
    _Recipe(
        "D1", "D01-notice-of-motion.pdf", motion.TITLE, motion.FOOTER, PaperKind.PLEADING,
        lambda filing, mark, _: motion.notice_of_motion(filing, mark),
    ),
    _Recipe(
        "D5", "D05-exhibit-a-confidential.pdf", f"{EXHIBIT_TITLE} (confidential)", "Exhibit A",
        PaperKind.EXHIBIT, lambda filing, mark, progress: exhibit_a(
            filing, mark, is_public=False, progress=progress
        ),
    ),
    _Recipe(
        "D5", "D05-exhibit-a-public.pdf", f"{EXHIBIT_TITLE} (public version)", "Exhibit A",
        PaperKind.PUBLIC_EXHIBIT, lambda filing, mark, progress: exhibit_a(
            filing, mark, is_public=True, progress=progress
        ),
    ),
    _Recipe(
        "D6", "D06-proposed-order.pdf", order.TITLE, order.FOOTER, PaperKind.PLEADING,
        lambda filing, mark, _: order.proposed_order(filing, mark),
    ),
)  # fmt: skip


def make_papers(
    filing: Filing,
    *,
    is_released: bool,
    only: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Paper, ...], tuple[MissingPaper, ...]]:
    """The PDFs of a filing (of the documents `only`, D1 …), and the papers the office's values do not allow.

    A paper that a value is too long for is not printed either. Raises TemplateError for a wrong wording.
    """
    progress = progress or SilentProgress()
    papers: list[Paper] = []
    missing: list[MissingPaper] = []
    wanted = [recipe for recipe in _RECIPES if only is None or recipe.document in only]
    for done, recipe in enumerate(wanted):
        progress.check()
        progress.report(done, len(wanted), recipe.title)
        if absent := missing_for(filing.office, recipe.document):
            missing.append(MissingPaper(recipe.document, recipe.title, missing_sentence(absent)))
            continue
        mark = paper_mark(filing, recipe.document, recipe.title, recipe.footer, is_released=is_released)
        try:
            data = recipe.make(filing, mark, progress)
        except LayoutError as error:
            missing.append(MissingPaper(recipe.document, recipe.title, str(error)))
            continue
        papers.append(Paper(_entry(recipe, filing, data), data))
    return tuple(papers), tuple(missing)


def _entry(recipe: _Recipe, filing: Filing, data: bytes) -> PaperEntry:
    is_exhibit = recipe.kind in (PaperKind.EXHIBIT, PaperKind.PUBLIC_EXHIBIT)
    return PaperEntry(
        document=recipe.document,
        file=recipe.file,
        title=recipe.title,
        kind=recipe.kind,
        pages=page_count(data),
        rows=len(filing.rows) if is_exhibit else 0,
        sha256=hashlib.sha256(data).hexdigest(),
    )
