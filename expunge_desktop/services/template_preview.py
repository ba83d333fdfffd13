"""A wording as it would print: with the values of a real filing, or of the invented sample."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.documents.filing import SCHEDULES, Filing, ScheduleRow, TemplateText
from expunge_desktop.documents.papers.catalog import RECIPES
from expunge_desktop.documents.papers.recipe import PaperOrder, Part, Recipe, Scope
from expunge_desktop.documents.papers.sample import sample_filing, sample_order
from expunge_desktop.documents.papers.values import missing_for, missing_sentence
from expunge_desktop.services.make_filing import stored_filing
from expunge_desktop.services.paper_set import evidence_reader
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import refuse_hidden_filing
from expunge_desktop.services.session import Session
from expunge_desktop.services.templates import digest_of, require_name

# Papers by the thousand are shown for these few rows.
_ROWS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class TemplatePreview:
    """The paper as it would print: `filing_id` is F0000 for the sample; `title` names the paper."""

    filing_id: str
    title: str
    content: bytes
    document: str

    @property
    def is_sample(self) -> bool:
        """Everybody in it is invented."""
        return self.filing_id == sample_filing().id


def preview_template(session: Session, name: str, text: str, filing_id: str = "") -> TemplatePreview:
    """The first paper that prints this wording, made with the text as a draft.

    Without a filing, or where the filing has no such paper, the invented sample is shown. Raises
    TemplateError naming the line that cannot be printed, AnswerIsNoError for an unknown wording or filing,
    or when no paper prints it.
    """
    session.require(Right.SEE_FILINGS)
    require_name(name)
    recipes = [recipe for recipe in RECIPES if name in recipe.templates]
    for ordered in _orders(session, name, text, filing_id):
        for recipe in recipes:
            filing = ordered.filing
            if recipe.applies(filing):
                continue
            if lacking := missing_for(filing.office, recipe.needs):
                raise AnswerIsNoError("papers-missing", "It cannot be shown.", missing_sentence(lacking))
            if recipe.scope is Scope.ON_REQUEST:
                ordered = replace(ordered, filing=replace(filing, rows=_few(filing)))
            part = _part(recipe, ordered, name)
            if part is not None:
                if filing_id:
                    session.views.note(session, "view-papers", filing_id, {"document": recipe.document})
                return TemplatePreview(filing.id, part.title or recipe.title, part.data, recipe.document)
    raise AnswerIsNoError(
        "no-paper",
        f"No paper that can be shown here prints {name}.",
        "Print the papers of a filing to see it.",
    )


def _orders(session: Session, name: str, text: str, filing_id: str) -> Iterator[PaperOrder]:
    if filing_id:
        with session.read() as connection:
            refuse_hidden_filing(connection, filing_id)
            filing = stored_filing(connection, filing_id)
        yield PaperOrder(_with(filing, name, text), False, read_evidence=evidence_reader(session))
    yield sample_order(_with(sample_filing(), name, text))


def _with(filing: Filing, name: str, text: str) -> Filing:
    others = tuple(one for one in filing.templates if one.name != name)
    return replace(filing, templates=(*others, TemplateText(name, 0, digest_of(text), text)))


def _few(filing: Filing) -> tuple[ScheduleRow, ...]:
    """A few rows of each schedule: a paper of each case or person need not be made for thousands."""
    return tuple(row for schedule in SCHEDULES for row in filing.of_schedule(schedule)[:_ROWS_SHOWN])


def _part(recipe: Recipe, ordered: PaperOrder, name: str) -> Part | None:
    """The file that prints the wording: of a paper in two languages the one that is meant."""
    parts = [part for part in recipe.make(recipe, ordered) if isinstance(part, Part)]
    if not parts:
        return None
    return parts[recipe.templates.index(name)] if len(parts) == len(recipe.templates) else parts[0]
