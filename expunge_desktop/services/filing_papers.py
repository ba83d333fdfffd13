"""The papers of a filing for the window: which there are, each made when somebody looks at it, and checked.

Nothing is written. A paper of a whole county is made alone; one that lists the others (the transmittal, the
certificate of conformity, the cover sheet) needs all of them made, of which only the one asked for is kept.
"""

from dataclasses import dataclass
from enum import StrEnum

from expunge_desktop.base.progress import Progress
from expunge_desktop.documents.filing import Filing
from expunge_desktop.documents.manifest import MissingPaper
from expunge_desktop.documents.papers import conformity, transmittal
from expunge_desktop.documents.papers.catalog import RECIPES, Paper, why_not
from expunge_desktop.documents.papers.recipe import Recipe, Scope
from expunge_desktop.documents.papers.values import missing_for, missing_sentence
from expunge_desktop.services.make_filing import stored_filing
from expunge_desktop.services.packet_choice import COVER, PacketChoice, documents
from expunge_desktop.services.paper_set import FinishedSet, make_set
from expunge_desktop.services.read_paper import PreviewPaper
from expunge_desktop.services.rights import Right
from expunge_desktop.services.sealing import refuse_hidden_filing
from expunge_desktop.services.session import Session

_COVER_TITLE = "Cover sheet"


class PaperState(StrEnum):
    """Whether a filing has a paper."""

    PRINTED = "printed"
    ON_REQUEST = "on request"
    NOT_APPLICABLE = "does not apply"
    MISSING_VALUE = "missing value"


@dataclass(frozen=True, slots=True)
class FilingPaper:
    """One document of a filing, before it is made; `sentence` says why there is none, `missing` which keys
    of the office file it waits for."""

    document: str
    title: str
    state: PaperState
    sentence: str = ""
    missing: tuple[str, ...] = ()

    @property
    def can_be_made(self) -> bool:
        """It is part of the packet, or can be asked for."""
        return self.state in (PaperState.PRINTED, PaperState.ON_REQUEST)


@dataclass(frozen=True, slots=True)
class FilingPapers:
    """All documents of a filing by number, and what its court's profile says of printing them.

    copies         paper copies the clerk wants
    is_confirmed   somebody has asked the clerk
    """

    filing_id: str
    papers: tuple[FilingPaper, ...]
    profile: str
    copies: int
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """One document as it would be printed now: its PDFs in order, and those that could not be made."""

    filing_id: str
    document: str
    files: tuple[PreviewPaper, ...]
    not_printed: tuple[MissingPaper, ...]


@dataclass(frozen=True, slots=True)
class PaperFault:
    """One finding of the preflight, or a paper that cannot be printed (`severity` error, no file).

    severity   error | warning | note | not run
    page       the first page concerned, from 1; 0 = the whole file
    """

    severity: str
    document: str
    file: str
    page: int
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckedSet:
    """The preflight of all papers of a filing: how many files and pages were read back, what was found."""

    filing_id: str
    files: int
    pages: int
    faults: tuple[PaperFault, ...]

    @property
    def errors(self) -> int:
        """Findings that keep the filing from release."""
        return sum(one.severity == "error" for one in self.faults)

    @property
    def warnings(self) -> int:
        """Findings a person should look at."""
        return sum(one.severity == "warning" for one in self.faults)


def papers_of(session: Session, filing_id: str) -> FilingPapers:
    """Every document there is, in the order of its number, and whether this filing has it.

    Raises AnswerIsNoError when there is no such filing or the user may not see it.
    """
    session.require(Right.SEE_FILINGS)
    with session.read() as connection:
        refuse_hidden_filing(connection, filing_id)
        filing = stored_filing(connection, filing_id)
    recipes = {recipe.document: recipe for recipe in (*RECIPES, transmittal.RECIPE, conformity.RECIPE)}
    papers = tuple(_paper(number, recipes.get(number), filing) for number in documents())
    profile = filing.profile
    return FilingPapers(filing_id, papers, profile.title, profile.copies, profile.is_confirmed)


def make_document(
    session: Session, filing_id: str, document: str, progress: Progress | None = None
) -> MadeDocument:
    """One document of a filing, in memory. Raises AnswerIsNoError, UsageError for an unknown document."""
    session.require(Right.SEE_FILINGS)
    made: list[Paper] = []

    def keep(paper: Paper) -> None:
        if paper.entry.document == document and paper.entry.pages:
            made.append(paper)

    choice = PacketChoice(only=frozenset((document,)))
    finished = make_set(session, filing_id, keep, choice=choice, progress=progress)
    session.views.note(session, "view-papers", filing_id, {"document": document})
    files = tuple(
        PreviewPaper(document, one.entry.file, one.entry.title, one.entry.pages, one.data) for one in made
    )
    missing = tuple(one for one in finished.manifest.not_printed if one.document == document)
    return MadeDocument(filing_id, document, files, missing)


def check_documents(session: Session, filing_id: str, progress: Progress | None = None) -> CheckedSet:
    """Make every paper of the packet as it would be printed now and read each back.

    Raises AnswerIsNoError when there is no such filing or the user may not see it.
    """
    session.require(Right.SEE_FILINGS)
    made = make_set(session, filing_id, lambda _paper: None, progress=progress, is_checked=True)
    pages = sum(report.pages for report in made.reports.values())
    return CheckedSet(filing_id, len(made.reports), pages, tuple(_faults(made)))


def short_title(recipe: Recipe) -> str:
    """`proposed-order` as people say it."""
    words = (
        recipe.slug.replace("-", " ")
        .replace("exhibit a", "exhibit A")
        .replace("non challenge", "non-challenge")
    )
    return words[:1].upper() + words[1:]


def _paper(number: str, recipe: Recipe | None, filing: Filing) -> FilingPaper:
    if recipe is None:
        title = _COVER_TITLE if number == COVER else number
        return FilingPaper(number, title, PaperState.PRINTED)
    title = short_title(recipe)
    if why := why_not(recipe, filing):
        return FilingPaper(number, title, PaperState.NOT_APPLICABLE, why)
    if lacking := missing_for(filing.office, recipe.needs):
        return FilingPaper(number, title, PaperState.MISSING_VALUE, missing_sentence(lacking), lacking)
    if recipe.scope is Scope.ON_REQUEST:
        sentence = "Not part of every packet: one for each case, made when asked for."
        return FilingPaper(number, title, PaperState.ON_REQUEST, sentence)
    return FilingPaper(number, title, PaperState.PRINTED)


def _faults(made: FinishedSet) -> list[PaperFault]:
    found = [
        PaperFault("error", one.document, "", 0, "not printed", one.sentence)
        for one in made.manifest.not_printed
    ]
    for file, report in made.reports.items():
        entry = made.manifest.entry(file)
        document = entry.document if entry is not None else ""
        found += [
            PaperFault(one.severity.value, document, file, one.page, one.rule, one.sentence)
            for one in report.findings
        ]
    order = ("error", "warning", "note", "not run")
    return sorted(found, key=lambda one: order.index(one.severity) if one.severity in order else len(order))
