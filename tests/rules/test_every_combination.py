"""A sample of the campaign over every combination: nothing crashes, nothing is blank, nothing drifts."""

from itertools import islice

import pytest
from campaigns import law_combinations

from expunge_desktop.domain.outcome import Outcome

_EVERY = 61  # shares no factor with the numbers of sections, levels, ages, timings and routes


@pytest.mark.slow
def test_a_sample_of_all_combinations_keeps_every_promise() -> None:
    totals, faults = law_combinations.check(islice(law_combinations.settings(), 0, None, _EVERY))
    assert faults == []
    decided = {name.partition(" ")[2] for name in totals}
    assert decided == {outcome.value for outcome in Outcome} - {"OUT_OF_SCOPE"}
    assert sum(totals.values()) > 2 * 4_000


def test_the_sample_meets_every_value_of_every_dimension() -> None:
    chosen = list(islice(law_combinations.settings(), 0, None, _EVERY))
    assert {one.charge for one in chosen} == set(law_combinations.CHARGES)
    assert {one.level for one in chosen} == set(law_combinations.LEVELS)
    assert {one.age for one in chosen} == set(law_combinations.AGES)
    assert {one.timing for one in chosen} == set(law_combinations.TIMINGS)
    assert {one.route for one in chosen} == set(law_combinations.ROUTES)


def test_a_broken_promise_is_noticed() -> None:
    """The check itself is checked: with the order of priors turned round it complains."""
    setting = law_combinations.Setting("11359 HS", "F", "21+", "before", "completed")
    assert law_combinations.check(iter([setting]))[1] == []
    kept = law_combinations.GRAVITY.copy()
    try:
        law_combinations.GRAVITY.update(none=2, murder=0)
        faults = law_combinations.check(iter([setting]))[1]
    finally:
        law_combinations.GRAVITY.clear()
        law_combinations.GRAVITY.update(kept)
    assert any("none is better than murder" in fault.what for fault in faults)
