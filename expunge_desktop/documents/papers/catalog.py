"""All papers of a filing in one place, in the order of law/documents.md 6."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from expunge_desktop.documents.errors import LayoutError
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import MissingPaper, PaperEntry, PaperKind
from expunge_desktop.documents.papers import (
    clerk_index,
    declaration_of_attorney,
    declaration_of_custodian,
    doj_update,
    exhibit,
    individual_order,
    joinder,
    lodging,
    memorandum,
    non_challenge,
    notice_of_motion,
    notice_to_person,
    opposition,
    order,
    proof_of_service,
    public_defender_notice,
    quality_report,
    stipulation,
)
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe, Scope
from expunge_desktop.documents.papers.values import missing_for, missing_sentence
from expunge_desktop.documents.raster import page_count

RECIPES: tuple[Recipe, ...] = (
    notice_of_motion.RECIPE,
    memorandum.RECIPE,
    declaration_of_attorney.RECIPE,
    declaration_of_custodian.RECIPE,
    exhibit.RECIPE,
    order.RECIPE,
    individual_order.RECIPE,
    notice_to_person.RECIPE,
    public_defender_notice.RECIPE,
    opposition.RECIPE,
    non_challenge.RECIPE,
    proof_of_service.RECIPE,
    doj_update.RECIPE,
    clerk_index.RECIPE,
    stipulation.RECIPE,
    joinder.RECIPE,
    lodging.RECIPE,
    quality_report.RECIPE,
)
DOCUMENTS = tuple(recipe.document for recipe in RECIPES)
# Papers of a filing that asks for no relief: notice to the public defender, oppositions, proof of service.
_OF_OPPOSITION = ("D9", "D10", "D12")
_PORTION = 200  # files of a folder that are held at a time
_SERVED = (PaperKind.PLEADING, PaperKind.MERGED_PLEADINGS, PaperKind.EXHIBIT, PaperKind.LETTER)


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file and its line in the manifest."""

    entry: PaperEntry
    data: bytes


@dataclass(frozen=True, slots=True)
class MadePapers:
    """The finished files, the papers the office's values do not allow, and those the filing has none of."""

    papers: tuple[Paper, ...]
    missing: tuple[MissingPaper, ...]
    not_applicable: tuple[MissingPaper, ...]


def wanted(only: frozenset[str] | None, besides: frozenset[str] = frozenset()) -> tuple[Recipe, ...]:
    """The recipes of a packet: those `only`, or those of every packet and those asked for besides."""
    return tuple(
        recipe
        for recipe in RECIPES
        if (recipe.document in only if only is not None else recipe.scope is Scope.PACKET)
        or recipe.document in besides
    )


@dataclass(frozen=True, slots=True)
class MadePaper:
    """What one recipe came to: its files, those it could not print, or why the filing has none."""

    recipe: Recipe
    papers: tuple[Paper, ...] = ()
    missing: tuple[MissingPaper, ...] = ()
    absent: MissingPaper | None = None


def made_one_by_one(ordered: PaperOrder, recipes: tuple[Recipe, ...] | None = None) -> Iterator[MadePaper]:
    """Each paper of a filing by itself, so that a large one need not be held while the next is made.

    Raises TemplateError for a wrong wording, Cancelled when the progress is.
    """
    recipes = wanted(None) if recipes is None else recipes
    ordered = replace(ordered, served=served_titles(ordered.filing))
    for done, recipe in enumerate(recipes):
        ordered.progress.check()
        ordered.progress.report(done, len(recipes), recipe.title)
        if why := why_not(recipe, ordered.filing):
            yield MadePaper(recipe, absent=MissingPaper(recipe.document, recipe.title, why))
        elif lacking := missing_for(ordered.filing.office, recipe.needs):
            sentence = missing_sentence(lacking)
            yield MadePaper(recipe, missing=(MissingPaper(recipe.document, recipe.title, sentence),))
        else:
            yield from _made(recipe, ordered)


def _made(recipe: Recipe, ordered: PaperOrder) -> Iterator[MadePaper]:
    """All files of a paper, or none.

    Files by the thousand, which lie in a folder of their own beside the merged one, follow in portions: their
    pages are those of the merged one, which is set by then.
    """
    made: list[Part | MissingPaper] = []
    try:
        for one in recipe.make(recipe, ordered):
            if len(made) >= _PORTION and isinstance(one, Part) and one.folder:
                yield _portion(recipe, made)
                made = []
            made.append(one)
    except LayoutError as error:
        yield MadePaper(recipe, missing=(MissingPaper(recipe.document, recipe.title, str(error)),))
    else:
        yield _portion(recipe, made)


def _portion(recipe: Recipe, made: Sequence[Part | MissingPaper]) -> MadePaper:
    parts = (part for part in made if isinstance(part, Part))
    return MadePaper(
        recipe,
        tuple(Paper(entry_of(recipe, part), part.data) for part in parts),
        tuple(part for part in made if isinstance(part, MissingPaper)),
    )


def make_papers(ordered: PaperOrder, recipes: tuple[Recipe, ...] | None = None) -> MadePapers:
    """The PDFs of a filing. A paper that a value is too long for is not printed but named.

    Raises TemplateError for a wrong wording, Cancelled when the progress is.
    """
    made = list(made_one_by_one(ordered, recipes))
    return MadePapers(
        tuple(paper for one in made for paper in one.papers),
        tuple(missing for one in made for missing in one.missing),
        tuple(one.absent for one in made if one.absent is not None),
    )


def why_not(recipe: Recipe, filing: Filing) -> str:
    """Why a filing has no such paper, empty when it has: one that only opposes moves for nothing."""
    if not filing.rows and recipe.document not in _OF_OPPOSITION:
        return "The filing asks for no relief; it holds only convictions that the People oppose."
    return recipe.applies(filing)


def served_titles(filing: Filing) -> tuple[str, ...]:
    """The titles of a packet's papers that are filed or given notice by, as far as they can be printed."""
    return tuple(
        recipe.title
        for recipe in wanted(None)
        if recipe.kind in _SERVED
        and not why_not(recipe, filing)
        and not missing_for(filing.office, recipe.needs)
    )


def entry_of(recipe: Recipe, part: Part) -> PaperEntry:
    """A finished file's line in the manifest."""
    return PaperEntry(
        document=recipe.document,
        file=recipe.file(part),
        title=part.title or recipe.title,
        kind=part.kind or recipe.kind,
        pages=part.pages or page_count(part.data),
        rows=part.rows,
        sha256=hashlib.sha256(part.data).hexdigest(),
        volume=part.volume,
        volumes=part.volumes,
        first_row=part.first_row,
        last_row=part.last_row,
    )
