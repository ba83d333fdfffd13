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

    A conviction near two thresholds is named under both. Criteria made of parts are left aside.
    """
    as_it_is = [ruling.outcome for ruling in runs.rulings(policy)]
    found: dict[tuple[str, int], NearMiss] = {}
    for criterion in thresholds(policy):
        for step in range(1, margin + 1):
            years = _softer(criterion, step)
            if years < 1:
                break
            changed = runs.rulings(with_years(policy, criterion.id, years))
            for place, (outcome, ruling) in enumerate(zip(as_it_is, changed, strict=True)):
                is_reached = outcome is not Outcome.DISMISS_SEAL and ruling.outcome is Outcome.DISMISS_SEAL
                if is_reached and (criterion.report, place) not in found:
                    found[criterion.report, place] = NearMiss(
                        ids[place], criterion.report, criterion.years, years
                    )
    return tuple(found.values())


def _softer(criterion: Criterion, step: int) -> int:
    """A threshold `step` years easier to meet: a higher age to stay below, a lower one otherwise."""
    return criterion.years + (step if criterion.test == "age_below" else -step)
