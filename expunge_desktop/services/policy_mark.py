"""The policy behind an assessment as a filing freezes it: criteria and switches, for declarations."""

from collections.abc import Iterator
from typing import Any

from expunge_desktop.documents.filing import PolicyMark, SwitchMark
from expunge_desktop.rules.criteria import is_enabled
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import FIRST_DISMISSALS, Policy
from expunge_desktop.services.law_library import load_law, policy_from_text
from expunge_desktop.services.policy_words import asked_in_words
from expunge_desktop.services.show_policy import switch_lines
from expunge_desktop.store import policies

# What these settle no policy asks that gives the statute's relief and nothing more.
_OF_CRITERIA = frozenset(
    (
        "ten_years_counts",
        "probation_mode",
        "probation_by_inference",
        "under21_at",
        "include_deceased",
        "only_cannabis",
    )
)
_OTHER_POLICIES = "criteria"  # what the register says of other policies is no position of this one


def policy_mark(connection: Any, assessment: Any) -> PolicyMark:
    """The policy of an assessment with its newest signature. Raises BadPolicyError when it cannot be read."""
    row = policies.find_by_digest(connection, assessment.policy_digest)
    policy = policy_from_text(row.source, row.name) if row else None
    signature = policies.signature_of(connection, assessment.policy_id)
    law = load_law()
    return PolicyMark(
        name=assessment.policy_name,
        version=assessment.policy_version,
        title=assessment.policy_title,
        digest=assessment.policy_digest,
        attorney=signature.attorney if signature else "",
        adopted_on=signature.adopted_on if signature else "",
        **(_in_words(policy, law) if policy else {}),
    )


def _in_words(policy: Policy, law: LawBook) -> dict[str, Any]:
    return {
        "first_dismissals": tuple((word, FIRST_DISMISSALS[word]) for word in policy.first_dismissals),
        "criteria": tuple(
            (one.report, asked_in_words(one, policy.switches))
            for one in policy.criteria
            if is_enabled(one, policy.switches)
        ),
        "needs_all_criteria": policy.needs_all_criteria,
        "is_expanding": policy.is_expanding,
        "is_unconfirmed": policy.is_unconfirmed,
        "switches": tuple(
            SwitchMark(line.name, line.value, line.entry.title, line.meaning)
            for line in switch_lines(policy.switches, law)
            if policy.is_expanding or line.name not in _OF_CRITERIA
        ),
        "positions": tuple(_positions(law)),
    }


def _positions(law: LawBook) -> Iterator[tuple[str, str]]:
    """The disputed points no switch decides, each with what the program does."""
    for dispute in law.disputes.values():
        if not dispute.switch:
            clauses = dispute.default.split("; ")
            yield dispute.title, "; ".join(one for one in clauses if _OTHER_POLICIES not in one)
