"""What the window asks of two policies: thresholds and switches as fields, and the comparison itself."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_changes import changed_policy, thresholds
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.comparison_records import Comparison
from expunge_desktop.services.evaluation_date import require_evaluation_date
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.policies import PolicyInfo, find_policy, list_policies
from expunge_desktop.services.rights import Right
from expunge_desktop.services.session import Session
from expunge_desktop.services.show_policy import SwitchLine, switch_lines


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of years in a policy; `key` sets it (`age_50.years`)."""

    key: str
    title: str
    years: int


@dataclass(frozen=True, slots=True)
class Adjustable:
    """A policy with everything in it that may be changed for asking what if; `title` tells versions apart."""

    key: str
    title: str
    policy: Policy
    thresholds: tuple[Threshold, ...]
    switches: tuple[SwitchLine, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Two policies, what is changed in the second, the day, and the margin of near-misses in years."""

    first: Adjustable
    second: Adjustable
    changes: tuple[str, ...]
    as_of: date
    margin: int

    @property
    def is_idle(self) -> bool:
        """Both sides are the same policy: nothing can differ."""
        return self.first.policy == self.second.policy and not self.changes


@dataclass(frozen=True, slots=True)
class Move:
    """From one outcome to another, and how many convictions go that way."""

    first: Outcome
    second: Outcome
    count: int


def adjustable_policies(session: Session) -> list[Adjustable]:
    """Every policy an assessment may be run under, each version of it."""
    session.require(Right.READ_SETTINGS)
    known = list_policies(session)
    versions = Counter(info.name for info in known)
    return [_adjustable(session, info, has_versions=versions[info.name] > 1) for info in known]


def _adjustable(session: Session, info: PolicyInfo, *, has_versions: bool) -> Adjustable:
    policy = find_policy(session, info.key)
    return Adjustable(
        info.key,
        f"{policy.title}, version {policy.version}" if has_versions else policy.title,
        policy,
        tuple(Threshold(f"{one.id}.years", one.title, one.years) for one in thresholds(policy)),
        switch_lines(policy.switches, load_law()),
    )


def answer(comparer: PolicyComparer, question: Question, progress: Progress) -> Comparison:
    """Compare as asked.

    Raises UsageError for a day nothing can be evaluated on, AnswerIsNoError when nothing was imported,
    CancelledError.
    """
    require_evaluation_date(question.as_of, load_law())
    second = changed_policy(question.second.policy, question.changes)
    return comparer.compare(
        question.first.policy, second, question.as_of, margin=question.margin, progress=progress
    )


def moves_of(found: Comparison) -> tuple[Move, ...]:
    """How many moved from which outcome to which, the most frequent first."""
    counted: dict[tuple[Outcome, Outcome], int] = {}
    for mover in found.movers:
        key = mover.first.outcome, mover.second.outcome
        counted[key] = counted.get(key, 0) + 1
    ordered = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(Move(*key, count) for key, count in ordered)
