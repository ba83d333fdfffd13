"""A note, a ground or a name of endless length is refused wherever it would be kept for good."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services import audit_trail, may_be_sealed, purge, sealing
from expunge_desktop.services.policies import sign_policy

DAY = date(2026, 10, 1)
ENDLESS = "n" * 20_001


def by_an_order(session: Any) -> None:
    sealing.seal_by_order(session, "F0001", {1}, on=DAY, note=ENDLESS)


def another_count(session: Any) -> None:
    may_be_sealed.say_other(session, 1, ENDLESS)


def a_destruction(session: Any) -> None:
    purge.plan(session, ground=ENDLESS, include_overdue=True)


def a_signature(session: Any) -> None:
    sign_policy(session, "statute-only", "n" * 501, DAY)


@pytest.mark.parametrize("kept", [by_an_order, another_count, a_destruction, a_signature])
def test_words_of_endless_length_are_refused_and_nothing_is_recorded(
    sealed: Any, kept: Callable[[Any], None]
) -> None:
    before = audit_trail.head(sealed.ada)
    with pytest.raises(AnswerIsNoError, match="nothing was recorded") as caught:
        kept(sealed.ada)
    assert caught.value.code == "too-long"
    assert audit_trail.head(sealed.ada) == before
