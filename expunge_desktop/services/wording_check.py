"""A wording while it is being written: every fault by its line, the page it gives, the names it may use."""

from dataclasses import dataclass
from functools import lru_cache

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.documents.papers.schema import vocabulary
from expunge_desktop.documents.raster import page_count
from expunge_desktop.services.read_paper import PreviewPaper
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.template_preview import preview_template
from expunge_desktop.services.templates import check_template_text


@dataclass(frozen=True, slots=True)
class WordingFault:
    """What is wrong in a line."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class CheckedWording:
    """The faults of a text by line; without any, the paper it gives, or why there is none.

    filing_id   the filing the paper is printed for; F0000 is the invented sample
    """

    faults: tuple[WordingFault, ...]
    paper: PreviewPaper | None = None
    filing_id: str = ""
    no_page: str = ""


def check_wording(session: Session, name: str, text: str, filing_id: str = "") -> CheckedWording:
    """Check a text in every branch; one without a fault is printed for a filing, or for the sample.

    Raises AnswerIsNoError when there is no such wording.
    """
    session.require(Right.SEE_FILINGS)
    faults = tuple(WordingFault(one.line, one.what) for one in check_template_text(name, text))
    if faults:
        return CheckedWording(faults)
    try:
        made = preview_template(session, name, text, filing_id)
    except ExpungeError as error:  # a value that is missing or does not fit; another filing's may
        return CheckedWording((), no_page=str(error))
    paper = PreviewPaper("", name, made.title, page_count(made.content), made.content)
    return CheckedWording((), paper, made.filing_id)


@lru_cache(maxsize=64)
def words_known(name: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The fields, flags and inserts that a wording may use, each in the order of the alphabet."""
    known = vocabulary(name)
    return tuple(sorted(known.fields)), tuple(sorted(known.flags)), tuple(sorted(known.inserts))
