"""Policies written in a test, and the rules' own factories to try them on."""

from __future__ import annotations

from pathlib import Path

from rules_bench import Bench, letter

from expunge_desktop.domain.person import Count
from expunge_desktop.rules.criterion_limits import within
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.offense_date import offense_interval
from expunge_desktop.rules.policy import Policy
from expunge_desktop.services.law_library import policy_from_text

__all__ = ["CRITERION", "EXAMPLES", "POLICY", "Desk", "letter"]
EXAMPLES = Path(__file__).resolve().parent / "example_policies"
POLICY = """name: ours
version: "1"
title: Our criteria
expands: yes
criteria:
"""
CRITERION = """  old_enough:
    title: 50 or older
    test: age_at_evaluation
    years: 50
"""


class Desk(Bench):
    """The bench with policies of the office's own."""

    def written(self, text: str) -> Policy:
        """The policy of a text."""
        return policy_from_text(text, "ours.yaml")

    def limit_answer(self, policy: Policy, count: Count) -> str:
        """Whether the count is within the limit of the policy's first criterion."""
        facts = derive_facts(self.person(count), self.law)[count.ref]
        limit = policy.criteria[0].applies_to
        assert limit is not None
        return within(limit, facts, self.law, offense_interval(facts, self.law, policy.switches)).answer
