"""The frozen records of a comparison of two policies over one workspace."""

from dataclasses import dataclass
from datetime import date

from expunge_desktop.rules.policy import Policy
from expunge_desktop.rules.policy_runs import Ruling
from expunge_desktop.services.near_misses import NearMiss

DIMENSIONS = ("section", "decade", "agency", "race")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one policy comes to over the workspace.

    outcomes            convictions by outcome
    dismissed, relieved convictions dismissed; dismissed or redesignated
    felonies_relieved   felony convictions dismissed or redesignated
    people_relieved     people with at least one conviction dismissed or redesignated
    left_without_felony, left_without_conviction   people whose whole record has been freed of them
    """

    outcomes: dict[str, int]
    dismissed: int
    relieved: int
    felonies_relieved: int
    people_relieved: int
    left_without_felony: int
    left_without_conviction: int


@dataclass(frozen=True, slots=True)
class Share:
    """One value of a breakdown: its convictions, dismissed ones under each policy, those that moved."""

    value: str
    convictions: int
    dismissed_first: int
    dismissed_second: int
    moved: int


@dataclass(frozen=True, slots=True)
class Mover:
    """A conviction on which the two policies differ."""

    conviction_id: int
    first: Ruling
    second: Ruling


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two policies side by side; `breakdowns` by the words of `DIMENSIONS`."""

    as_of: date
    first: Policy
    second: Policy
    convictions: int
    people: int
    first_figures: Figures
    second_figures: Figures
    breakdowns: dict[str, tuple[Share, ...]]
    movers: tuple[Mover, ...]
    near_misses: tuple[NearMiss, ...]
