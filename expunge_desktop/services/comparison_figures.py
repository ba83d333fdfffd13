"""What a policy comes to over a workspace, and how two of them differ: sums over a frame of convictions.

This module and `comparison_reading` are the only ones that read pandas: import them where a comparison is
made, not at the head of a module.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.policy_runs import Ruling
from expunge_desktop.services.comparison_records import DIMENSIONS, Figures, Share

_RELIEVED = (Outcome.DISMISS_SEAL, Outcome.REDESIGNATE_MISDEMEANOR, Outcome.REDESIGNATE_INFRACTION)
_OUTCOMES = pd.CategoricalDtype([outcome.value for outcome in Outcome])


@dataclass(frozen=True, slots=True)
class Convictions:
    """The convictions under review, in one order throughout.

    ids, facts   of each conviction
    frame        one row each: the `DIMENSIONS` (category), person (the row in `people`), is_conviction and
                 is_felony (bool)
    people       one row per person: convictions and felonies on the whole record (int)
    """

    ids: list[int]
    facts: list[ConvictionFacts]
    frame: pd.DataFrame
    people: pd.DataFrame


def outcomes_of(rulings: Sequence[Ruling]) -> pd.Series:
    """The outcome of each ruling, as a category of all outcomes."""
    return pd.Series([ruling.outcome.value for ruling in rulings], dtype=_OUTCOMES)


def figures(rows: Convictions, outcomes: pd.Series) -> Figures:
    """What these outcomes come to."""
    dismissed, relieved = outcomes == Outcome.DISMISS_SEAL.value, outcomes.isin(_RELIEVED)
    of_conviction = pd.DataFrame(
        {
            "relieved": relieved,
            "felonies": relieved & rows.frame["is_felony"],
            "convictions": dismissed & rows.frame["is_conviction"],
        }
    )
    freed = of_conviction.groupby(rows.frame["person"]).sum()
    whole = rows.people
    by_outcome = outcomes.value_counts(sort=False)
    return Figures(
        outcomes={str(word): int(count) for word, count in by_outcome.items() if count},
        dismissed=int(dismissed.sum()),
        relieved=int(relieved.sum()),
        felonies_relieved=int(freed["felonies"].sum()),
        people_relieved=int((freed["relieved"] > 0).sum()),
        left_without_felony=_freed_of_all(freed["felonies"], whole["felonies"]),
        left_without_conviction=_freed_of_all(freed["convictions"], whole["convictions"]),
    )


def breakdowns(rows: Convictions, first: pd.Series, second: pd.Series) -> dict[str, tuple[Share, ...]]:
    """By each of the `DIMENSIONS`: one line per value, the most frequent first."""
    counted = pd.DataFrame(
        {
            "convictions": 1,
            "dismissed_first": first == Outcome.DISMISS_SEAL.value,
            "dismissed_second": second == Outcome.DISMISS_SEAL.value,
            "moved": first != second,
        },
        index=rows.frame.index,
    )
    found = {}
    for name in DIMENSIONS:
        summed = counted.groupby(rows.frame[name], observed=True).sum()
        shares = [Share(str(value), *map(int, sums)) for value, *sums in summed.itertuples()]
        found[name] = tuple(sorted(shares, key=lambda share: (-share.convictions, share.value)))
    return found


def _freed_of_all(freed: pd.Series, whole: pd.Series) -> int:
    """People who had some on their record and are freed of all of them."""
    return int(((whole > 0) & (freed == whole)).sum())
