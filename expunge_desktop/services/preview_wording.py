"""A wording while it is being written, printed on the invented sample filing: no person's data is needed."""

from dataclasses import replace
from functools import lru_cache

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.documents.filing import TemplateText
from expunge_desktop.documents.manifest import MissingPaper
from expunge_desktop.documents.papers.catalog import RECIPES, entry_of
from expunge_desktop.documents.papers.sample import sample_filings, sample_order
from expunge_desktop.documents.papers.schema import vocabulary
from expunge_desktop.services.preview_papers import PreviewPaper
from expunge_desktop.services.templates import digest_of, require_name


class NoPreviewError(ExpungeError):
    """The wording cannot be shown on a page; the sentence says why."""


def preview_wording(name: str, text: str) -> PreviewPaper:
    """The first paper that prints this wording, from the text as it stands.

    Raises TemplateError naming the line of a fault, NoPreviewError when no paper of the sample prints it.
    """
    require_name(name)
    for filing in sample_filings():
        worded = replace(filing, templates=(TemplateText(name, 0, digest_of(text), text),))
        for recipe in RECIPES:
            if name not in recipe.templates or recipe.applies(filing):
                continue
            for part in recipe.make(recipe, sample_order(worded)):
                if isinstance(part, MissingPaper):
                    raise NoPreviewError("no-preview", part.sentence)
                entry = entry_of(recipe, part)
                return PreviewPaper(entry.document, entry.file, entry.title, entry.pages, part.data)
    raise NoPreviewError("no-preview", f"No paper of the sample prints {name}.")


@lru_cache(maxsize=64)
def words_known(name: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The fields, flags and inserts that a wording may use, each in the order of the alphabet."""
    known = vocabulary(name)
    return tuple(sorted(known.fields)), tuple(sorted(known.flags)), tuple(sorted(known.inserts))
