"""What each wording may say: the fields, flags and inserts that its papers hand to it.

They are read off the papers themselves, made for the invented sample filing (`sample`): a wording is checked
against what its paper knows at this moment, never against a list kept beside it.
"""

import re
from functools import lru_cache

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.errors import TemplateError
from expunge_desktop.documents.papers.catalog import RECIPES
from expunge_desktop.documents.papers.sample import sample_filings, sample_order
from expunge_desktop.documents.papers.values import fields_of, flags_of
from expunge_desktop.documents.typeset.template import check_template, load_template
from expunge_desktop.documents.typeset.vocabulary import Vocabulary, noted

_INSERTED = re.compile(r"^\s*\[insert +([a-z0-9_]+)\]\s*$", re.MULTILINE)


@lru_cache(maxsize=1)
def vocabularies() -> dict[str, Vocabulary]:
    """The vocabulary of every wording that a paper prints, by its name."""
    with noted() as found:
        for filing in sample_filings():
            ordered = sample_order(filing)
            for recipe in RECIPES:
                if not recipe.templates or recipe.applies(filing):
                    continue
                try:
                    for _part in recipe.make(recipe, ordered):
                        pass
                except AnswerIsNoError:
                    continue  # the sample has all it can; what the paper noted before it stopped still counts
    return dict(found)


def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of one wording; of one that no paper has printed yet, what all papers share."""
    known = vocabularies().get(name)
    if known is None:
        filing = sample_filings()[0]
        known = Vocabulary(set(fields_of(filing)), set(flags_of(filing)))
    return Vocabulary(known.fields, known.flags, known.inserts | set(_INSERTED.findall(load_template(name))))


def check_wording(name: str, text: str) -> tuple[TemplateError, ...]:
    """Every fault of a text as this wording, in every branch, with its line; none when it can be printed."""
    known = vocabulary(name)
    return check_template(name, text, known.fields, known.flags, known.inserts)
