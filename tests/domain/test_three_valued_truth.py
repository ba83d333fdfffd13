"""Yes, no and unknown: unknown is never taken for either."""

import itertools

import pytest

from expunge_desktop.domain.tri import Tri, all_of, any_of

YES, NO, UNKNOWN = Tri.YES, Tri.NO, Tri.UNKNOWN


def test_the_three_answers_are_written_as_words() -> None:
    assert [answer.value for answer in Tri] == ["yes", "no", "unknown"]


def test_not_turns_yes_and_no_round_and_leaves_unknown() -> None:
    assert (~YES, ~NO, ~UNKNOWN) == (NO, YES, UNKNOWN)


@pytest.mark.parametrize(("value", "answer"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_a_missing_value_is_unknown(value: bool | None, answer: Tri) -> None:
    assert Tri.of(value) is answer


@pytest.mark.parametrize("answers", list(itertools.product(Tri, repeat=3)))
def test_all_and_any_follow_strong_logic(answers: tuple[Tri, ...]) -> None:
    everything = NO if NO in answers else UNKNOWN if UNKNOWN in answers else YES
    anything = YES if YES in answers else UNKNOWN if UNKNOWN in answers else NO
    assert all_of(answers) is everything
    assert any_of(answers) is anything
    assert ~all_of(answers) is any_of(~answer for answer in answers)


def test_of_nothing_all_holds_and_none_does() -> None:
    assert all_of(()) is YES
    assert any_of(()) is NO
