"""A policy is shown with everything counsel signs: criteria, switches, disputes, source."""

from dataclasses import fields

import pytest

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.rules.switches import Switches
from expunge_desktop.services.policies import add_policy, list_policies
from expunge_desktop.services.session import Session
from expunge_desktop.services.show_policy import describe_policy, description_json, description_lines
from expunge_desktop.store import policies as store

OURS = """name: ours
version: 3
title: Ours
expands: yes
criteria:
  both:
    all: [{test: deceased}, {test: age_at_evaluation, years: 45}]
switches: {feb29: february_28}
"""


def test_every_switch_is_shown_with_its_value_choices_and_dispute(session: Session) -> None:
    shown = describe_policy(session, "los-angeles-2020")
    assert [line.name for line in shown.switches] == [field.name for field in fields(Switches)]
    ten = next(line for line in shown.switches if line.name == "ten_years_counts")
    assert (ten.value, ten.choices, ten.dispute) == ("any", ("any", "felony"), 14)
    assert ten.dispute_title == "Ten-year criterion"
    text = "\n".join(description_lines(shown))
    assert "ten_years_counts: any   (may be any | felony)" in text
    assert "dispute 14: Ten-year criterion" in text
    assert "only_cannabis: no   (may be yes | no)" in text
    assert "not signed off" in text
    assert "every sentence over [switched off]" in text
    assert text.count("[switched off]") == 1


def test_showing_a_policy_writes_nothing(session: Session) -> None:
    describe_policy(session, "sacramento")
    with session.workspace.read() as connection:
        assert store.all_policies(connection) == []


def test_an_unconfirmed_policy_says_so_first_and_gives_its_source(session: Session) -> None:
    lines = description_lines(describe_policy(session, "san-joaquin"))
    assert lines[2].startswith("UNCONFIRMED")
    assert "Public code of the 2019 pilot" in lines[3]
    assert not any(
        "UNCONFIRMED" in line for line in description_lines(describe_policy(session, "statute-only"))
    )


def test_an_offices_own_policy_is_shown_with_its_combined_criteria(session: Session) -> None:
    add_policy(session, OURS, "ours.yaml")
    shown = describe_policy(session, "ours")
    assert shown.info.version == "3"
    result = description_json(shown)
    assert result["switches"]["feb29"]["value"] == "february_28"
    ((report, _, asked),) = shown.criteria
    assert report == "BOTH"
    assert asked == (
        "(a death is recorded) and (the person is 45 years old or older on the evaluation date; "
        "the birthday counts)"
    )


def test_an_unknown_policy_names_the_known_ones(session: Session) -> None:
    with pytest.raises(AnswerIsNoError, match="statute-only"):
        describe_policy(session, "nowhere")
    assert "sacramento" in {info.name for info in list_policies(session)}
