"""Law and policy over stored facts: what one worker of an assessment does."""

from collections.abc import Sequence, Set
from datetime import date
from typing import Any

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.person import Count
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.evaluate import evaluate, evaluate_other
from expunge_desktop.rules.facts_json import facts_from_json
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy


class Decider:
    """Decides convictions under one law and policy, as of one day, for one jurisdiction."""

    def __init__(self, law: LawBook, policy: Policy, as_of: date, jurisdiction: Jurisdiction) -> None:
        self._law = law
        self._policy = policy
        self._as_of = as_of
        self._jurisdiction = jurisdiction

    def decide(
        self, convictions: Sequence[tuple[int, str]], departed: Set[int] = frozenset()
    ) -> list[tuple[Any, ...]]:
        """One finding per (conviction id, facts), in the order of `store.findings.FINDING_COLUMNS`.

        Those of `departed` are no longer under review by the present law.
        """
        law, policy, as_of, jurisdiction = self._law, self._policy, self._as_of, self._jurisdiction
        rows = []
        for id_, text in convictions:
            facts = facts_from_json(text)
            if id_ in departed:
                finding = departed_finding(facts, law, policy, jurisdiction)
            else:
                finding = evaluate(facts, law, policy, as_of, jurisdiction)
            rows.append(finding_row(id_, finding))
        return rows


def departed_finding(
    facts: ConvictionFacts, law: LawBook, policy: Policy, jurisdiction: Jurisdiction
) -> Finding:
    """The finding of a count that the present law no longer puts under review: as of any other count."""
    count = Count(
        ref=facts.ref,
        charge=facts.charge,
        disposition=facts.disposition,
        county=facts.county,
        filing_agency=facts.agency,
        is_agency_inferred=facts.is_agency_inferred,
    )
    return evaluate_other(count, law, policy, jurisdiction)


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
