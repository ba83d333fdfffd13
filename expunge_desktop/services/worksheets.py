"""Save explanations as a printed worksheet: one conviction, all of a person, or all with one outcome.

Whatever leaves the workspace is logged with its recipient and purpose (Penal Code 11078) before the file
gets its name. Explanations are made one at a time; only the finished pages stay in memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from expunge_desktop.base.counted_words import many
from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.documents.worksheet.worksheet import Subject, write_worksheets
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation import Explanation
from expunge_desktop.services.explanation_memo import TITLE, memo_of
from expunge_desktop.services.leaving import Receiver, kind_of, log_and_name
from expunge_desktop.services.masking import Export, masking_of
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.review import conviction_ids
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.unfinished_file import UnfinishedFile
from expunge_desktop.store import search

MOST = 5_000


@dataclass(frozen=True, slots=True)
class SavedWorksheet:
    """A worksheet on disk."""

    path: Path
    convictions: int
    pages: int
    sha256: str


def convictions_of_person(session: Session, conviction_id: int) -> list[int]:
    """Every conviction under review of the conviction's person, in the order they were imported."""
    session.require(Right.SEE_PEOPLE)
    with session.read() as connection:
        row = search.conviction_rows(connection, 0, [conviction_id])
        if not row:
            raise AnswerIsNoError("no-such-conviction", "There is no such conviction.", "Refresh the list.")
        return search.convictions_of_person(connection, row[0].person_id)


def convictions_with_outcome(session: Session, outcome: Outcome) -> list[int]:
    """Every conviction whose final outcome it is, people in order of their names."""
    session.require(Right.SEE_PEOPLE)
    return conviction_ids(session, ConvictionFilter(outcomes=frozenset({outcome.value})))


def worksheet_bytes(
    session: Session, ids: Sequence[int], progress: Progress | None = None
) -> tuple[bytes, int]:
    """The PDF of these convictions and its pages, with a bookmark per person when there are several."""
    session.require(Right.SEE_PEOPLE)
    subjects = _subjects(session, ids, progress or SilentProgress())
    with session.views.together(session):
        return write_worksheets(subjects, author=session.office.name, title=TITLE)


def save_worksheet(
    session: Session,
    ids: Sequence[int],
    path: Path,
    *,
    progress: Progress | None = None,
    **receiver: Unpack[Receiver],
) -> SavedWorksheet:
    """Write the worksheet of these convictions to a new file and log its release.

    Raises AnswerIsNoError when there is nothing to write, too much for one file, the file exists already, or
    work product may not go out to that kind of recipient; EnvironmentProblemError when it cannot be
    written.
    """
    session.require(Right.EXPORT)
    masking_of(kind_of(receiver), Export.WORKSHEET).require()
    if not ids:
        raise AnswerIsNoError("nothing-to-explain", "No conviction has that outcome.", "Nothing was written.")
    if len(ids) > MOST:
        raise AnswerIsNoError(
            "too-many",
            f"{many(len(ids), 'conviction')} are too many for one worksheet; {MOST:,} fit.",
            "Choose an outcome with fewer, or explain single cases.",
        )
    with UnfinishedFile(session, path) as unfinished:
        data, pages = worksheet_bytes(session, ids, progress)
        with unfinished.open() as file:
            file.write(data)
        digest = unfinished.sha256()
        log_and_name(
            session,
            unfinished,
            "explanation worksheet",
            receiver,
            verb="export.worksheet",
            subject="workspace",
            right=Right.EXPORT,
            rows=len(ids),
            sha256=digest,
            pages=pages,
        )
    return SavedWorksheet(path, len(ids), pages, digest)


def _subjects(session: Session, ids: Sequence[int], progress: Progress) -> Iterator[Subject]:
    for done, one in enumerate(ids):
        progress.check()
        progress.report(done, len(ids), f"{done:,} of {many(len(ids), 'conviction')} explained")
        explanation = explanation_of(session, one)
        group = _person(explanation) if len(ids) > 1 else ""
        yield Subject(memo_of(explanation), _bookmark(explanation), group)


def _person(explanation: Explanation) -> str:
    row = explanation.detail.row
    return f"{row.person_name or 'Name unknown'}, born {row.born_on or 'unknown'}"


def _bookmark(explanation: Explanation) -> str:
    row = explanation.detail.row
    count = f", count {row.count_number}" if row.count_number else ""
    return f"Case {row.case_number or 'unknown'}{count}: {row.code_section or 'section unreadable'}"
