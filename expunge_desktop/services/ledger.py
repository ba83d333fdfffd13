"""The ledger: the proof that every imported line is in exactly one place, and what became of the counts."""

from dataclasses import dataclass

from expunge_desktop.domain.person import Batch
from expunge_desktop.services.overdue import overdue_convictions
from expunge_desktop.services.records import AssessmentInfo, Choice
from expunge_desktop.services.review import overview
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.store import batches


@dataclass(frozen=True, slots=True)
class Ledger:
    """Batches with their files, totals over the workspace, and final outcomes of convictions under review."""

    batches: tuple[Batch, ...]
    people: int
    counts: int
    under_review: int
    assessment: AssessmentInfo | None
    final_outcomes: tuple[Choice, ...]
    decided: int
    undecided: int
    sealed: int = 0  # by the court; like the next in no other figure of outcomes
    destroyed: int = 0
    in_doubt: int = 0  # may be sealed ones delivered again: hidden, in no figure of outcomes either
    overdue: int = 0  # open convictions flagged by HS 11361.5 (`services.overdue`), unconfirmed

    @property
    def is_balanced(self) -> bool:
        """Lines = header + imported + set aside in every file; every conviction has an outcome."""
        files_balance = all(line.is_balanced for batch in self.batches for line in batch.files)
        outcomes_balance = (
            self.assessment is None or sum(one.count for one in self.final_outcomes) == self.under_review
        )
        return files_balance and outcomes_balance


def ledger(session: Session) -> Ledger:
    """The ledger of the whole workspace."""
    session.require(Right.SEE_FIGURES)
    with session.read() as connection:
        all_batches = tuple(batches.all_batches(connection))
    figures, overdue = overview(session), overdue_convictions(session)
    return Ledger(
        batches=all_batches,
        people=figures.people,
        counts=figures.counts,
        under_review=figures.under_review,
        assessment=figures.assessment,
        final_outcomes=figures.final_outcomes,
        decided=figures.decided,
        undecided=figures.undecided,
        sealed=figures.sealed,
        in_doubt=figures.in_doubt,
        destroyed=figures.destroyed,
        overdue=len(overdue.overdue),
    )
