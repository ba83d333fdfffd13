"""Law and policy over stored facts: what one worker of an assessment does."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from expunge_desktop.domain.finding import Finding
from expunge_desktop.rules.evaluate import evaluate
from expunge_desktop.rules.facts import facts_from_json
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy


class Decider:
    """Decides convictions under one law and policy, as of one day, for one jurisdiction."""

    def __init__(self, law: LawBook, policy: Policy, as_of: date, jurisdiction: Jurisdiction) -> None:
        self._law = law
        self._policy = policy
        self._as_of = as_of
        self._jurisdiction = jurisdiction

    def decide(self, convictions: Sequence[tuple[int, str]]) -> list[tuple[Any, ...]]:
        """One finding per (conviction id, facts), in the order of `store.findings.FINDING_COLUMNS`."""
        law, policy, as_of, jurisdiction = self._law, self._policy, self._as_of, self._jurisdiction
        return [
            finding_row(id_, evaluate(facts_from_json(facts), law, policy, as_of, jurisdiction))
            for id_, facts in convictions
        ]


def finding_row(conviction_id: int, finding: Finding) -> tuple[Any, ...]:
    """A finding in the order of `store.findings.FINDING_COLUMNS`."""
    return (
        conviction_id,
        finding.statutory_outcome.value,
        finding.statutory_reason,
        finding.route.value,
        None if finding.is_sealed is None else int(finding.is_sealed),
        finding.policy_outcome.value,
        finding.policy_criterion,
        ";".join(finding.criteria_held),
        ";".join(finding.review_codes),
        ";".join(finding.missing_facts),
        int(bool(finding.disputes)),
        ";".join(map(str, finding.disputes)),
        finding.alternative,
        finding.confidence,
        ">".join(finding.rule_path),
    )
