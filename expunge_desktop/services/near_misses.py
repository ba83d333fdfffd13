"""Convictions a policy does not dismiss, but would if one of its thresholds were a little softer."""

from collections.abc import Sequence
from dataclasses import dataclass

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.rules.policy import Criterion, Policy
from expunge_desktop.rules.policy_changes import thresholds, with_years
from expunge_desktop.rules.policy_runs import PolicyRuns


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A conviction that would be dismissed with this criterion's threshold at `years` instead."""

    conviction_id: int
    criterion: str
    threshold: int
    years: int


def near_misses(runs: PolicyRuns, policy: Policy, ids: Sequence[int], margin: int) -> tuple[NearMiss, ...]:
    """The near-misses within `margin` years of each threshold, with the least change that reaches them.

    A conviction near two thresholds is named under both. Criteria made of parts are left aside. What a
    threshold reaches, every softer one reaches too: so the whole margin is asked first, of those that are
    not dismissed, and each smaller step only of what the margin reached.
    """
    not_dismissed = [
        place
        for place, ruling in enumerate(runs.rulings(policy))
        if ruling.outcome is not Outcome.DISMISS_SEAL
    ]
    found: list[NearMiss] = []
    for criterion in thresholds(policy):
        steps = [years for step in range(1, margin + 1) if (years := _softer(criterion, step)) >= 1]
        reached = _dismissed_at(runs, policy, criterion, steps[-1], not_dismissed) if steps else []
        for years in steps:
            now = set(_dismissed_at(runs, policy, criterion, years, reached))
            found += [
                NearMiss(ids[place], criterion.report, criterion.years, years)
                for place in reached
                if place in now
            ]
            reached = [place for place in reached if place not in now]
    return tuple(found)


def _dismissed_at(
    runs: PolicyRuns, policy: Policy, criterion: Criterion, years: int, places: Sequence[int]
) -> list[int]:
    """Those of the places that are dismissed with the criterion's threshold at `years`."""
    answers = runs.answers_at(criterion, policy, places)
    changed = with_years(policy, criterion.id, years)
    softened = next(one for one in changed.criteria if one.id == criterion.id)
    others = runs.answers_at(softened, changed, places)
    differing = [place for place, one, two in zip(places, answers, others, strict=True) if one is not two]
    rulings = runs.rulings_at(changed, differing)
    return [
        place
        for place, ruling in zip(differing, rulings, strict=True)
        if ruling.outcome is Outcome.DISMISS_SEAL
    ]


def _softer(criterion: Criterion, step: int) -> int:
    """A threshold `step` years easier to meet: a higher age to stay below, a lower one otherwise."""
    return criterion.years + (step if criterion.test == "age_below" else -step)
