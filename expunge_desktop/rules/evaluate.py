"""Law and policy over the facts of one count, as of a date: the finding."""

from datetime import date

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import Disposition, Outcome, Route
from expunge_desktop.domain.person import Count
from expunge_desktop.rules.apply_policy import PolicyResult, apply_policy
from expunge_desktop.rules.charges import classify
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.criteria import Inputs
from expunge_desktop.rules.law import LawBook
from expunge_desktop.rules.policy import Jurisdiction, Policy
from expunge_desktop.rules.scope import is_elsewhere, is_unauthorised
from expunge_desktop.rules.statute import decide
from expunge_desktop.rules.statute_by_charge import Statute
from expunge_desktop.rules.trace import Trace

_SEALING = {
    Outcome.DISMISS_SEAL: True,
    Outcome.REDESIGNATE_MISDEMEANOR: False,
    Outcome.REDESIGNATE_INFRACTION: False,
}


def evaluate(
    facts: ConvictionFacts,
    law: LawBook,
    policy: Policy,
    as_of: date,
    jurisdiction: Jurisdiction,
    *,
    explain: bool = False,
) -> Finding:
    """The finding for one count under review; with its steps when `explain`.

    The same arguments give the same finding; nothing else is looked at.
    """
    trace = Trace(law, explain)
    statute = decide(facts, law, policy, as_of, jurisdiction, trace)
    inputs = Inputs(facts, law, as_of, statute.offense, policy.switches, explain)
    result = apply_policy(statute, policy, inputs, trace)
    _keep_listed_counts(facts, statute, result, trace)
    codes = _unique([*statute.codes, *result.codes])
    missing = [law.review_codes[code].sentence for code in statute.codes]
    if facts.is_agency_inferred and facts.agency:
        missing.append(f"the filing agency: inferred as {facts.agency} (complaint)")
    if facts.comment_charges:
        missing.append(f"the comment also names {', '.join(facts.comment_charges)} (complaint)")
    outcome = statute.outcome
    return Finding(
        statutory_outcome=outcome,
        statutory_reason=statute.reason,
        policy_outcome=result.outcome,
        policy_criterion=result.criterion,
        route=Route.NONE if outcome is Outcome.NOT_ELIGIBLE else statute.route,
        is_sealed=_SEALING.get(outcome),
        criteria_held=_unique(result.held),
        review_codes=codes,
        missing_facts=_unique([*missing, *statute.missing, *result.missing]),
        disputes=tuple(sorted({*statute.disputes, *result.disputes})),
        alternative=statute.alternative,
        confidence=trace.confidence,
        rule_path=tuple(trace.path),
        steps=tuple(trace.steps),
    )


def evaluate_other(count: Count, law: LawBook, _policy: Policy, jurisdiction: Jurisdiction) -> Finding:
    """The finding for a count that is not under review (contract, points 4, 7, 8 and 23).

    Another county's, or no conviction: OUT_OF_SCOPE. A conviction in the county under a section that
    HS 11361.8 does not list: NOT_ELIGIBLE, whatever the policy. An unknown county or disposition does not
    change that.
    """
    if is_elsewhere(count.county, jurisdiction):
        return _other(Outcome.OUT_OF_SCOPE, f"Entered in {count.county} (HS 11361.8(e))", "scope.county")
    if count.disposition not in (Disposition.CONVICTED, Disposition.UNKNOWN):
        reason = f"No conviction was entered ({count.disposition.value}); HS 11361.8(e) speaks of convictions"
        return _other(Outcome.OUT_OF_SCOPE, reason, "scope.conviction")
    if is_unauthorised(count.filing_agency, count.is_agency_inferred, jurisdiction):
        reason = f"{count.filing_agency} has not authorized its cases (HS 11361.9(c))"
        return _other(Outcome.OUT_OF_SCOPE, reason, "scope.agency", ("HR-AGENCY",))
    charge = classify(count.charge, law)
    if charge.never is not None:
        return _other(Outcome.NOT_ELIGIBLE, charge.never.reason, charge.never.rule)
    name = str(charge.citation) if charge.citation else count.charge.strip() or "The charge"
    return _other(
        Outcome.NOT_ELIGIBLE, f"{name} is not among the sections of HS 11361.8(e)", "other.unlisted"
    )


def _other(outcome: Outcome, reason: str, rule: str, codes: tuple[str, ...] = ()) -> Finding:
    return Finding(outcome, reason, outcome, "NONE", review_codes=codes, rule_path=(rule,))


def _keep_listed_counts(facts: ConvictionFacts, statute: Statute, result: PolicyResult, trace: Trace) -> None:
    """A listed count that nobody challenged never ends as not eligible (HS 11361.9(d); dispute 17).

    The office can no longer contest it. Whether it was challenged being unknown, a person must look.
    """
    if not facts.is_doj_listed or facts.is_challenged:
        return
    if Outcome.NOT_ELIGIBLE not in (statute.outcome, result.outcome):
        return
    trace.decided("doj-list.no-contest", "no", "on the list of 2019, no challenge recorded")
    if statute.outcome is Outcome.NOT_ELIGIBLE:
        statute.outcome = Outcome.HAND_REVIEW
        statute.alternative = f"{Outcome.NOT_ELIGIBLE}: were it still open to challenge"
        statute.reason = (
            f"Listed and unchallenged: HS 11361.9(d) applies as applicable. On the merits: {statute.reason}"
        )
        if facts.is_challenged is False:
            statute.route = Route.DOJ_LIST
    if result.outcome is Outcome.NOT_ELIGIBLE:
        result.outcome = Outcome.HAND_REVIEW
        result.criterion = "NONE"
    statute.codes.append("HR-CHALLENGE")
    statute.disputes.append(17)


def _unique(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
