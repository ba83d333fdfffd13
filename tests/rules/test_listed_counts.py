"""Counts on the Department's list of 2019: what nobody challenged in time is never refused."""

import pytest
from rules_bench import Bench

from expunge_desktop.domain.outcome import Outcome, Route


def test_a_refusal_on_the_merits_becomes_a_review_that_says_so(bench: Bench) -> None:
    listed = bench.count(is_doj_listed=True, is_challenged=False)
    refused = bench.finding(bench.count(), bench.prior("187 PC"))
    finding = bench.finding(listed, bench.prior("187 PC"), explain=True)
    assert finding.statutory_outcome is Outcome.HAND_REVIEW
    assert finding.statutory_reason.startswith("Listed and unchallenged: HS 11361.9(d) applies")
    assert finding.statutory_reason.endswith(refused.statutory_reason)
    assert finding.alternative == "NOT_ELIGIBLE: were it still open to challenge"
    assert finding.route is Route.DOJ_LIST
    assert (finding.policy_outcome, finding.policy_criterion) == (Outcome.HAND_REVIEW, "NONE")
    assert finding.review_codes == ("HR-CHALLENGE",)
    assert "doj-list.no-contest" in finding.rule_path
    (step,) = [step for step in finding.steps if step.rule == "doj-list.no-contest"]
    assert (step.answer, step.because) == ("no", "on the list of 2019, no challenge recorded")
    assert 17 in finding.disputes


def test_whether_it_was_challenged_being_unknown_the_route_stays_open(bench: Bench) -> None:
    listed = bench.count(is_doj_listed=True, is_challenged=None)
    finding = bench.finding(listed, bench.prior("187 PC"))
    assert finding.statutory_outcome is Outcome.HAND_REVIEW
    assert finding.route is Route.APPLICATION
    assert finding.review_codes == ("HR-CHALLENGE",)


def test_a_policy_s_screen_does_not_refuse_it_either(bench: Bench) -> None:
    """A conspiracy is refused by statute and policy alike; listed, neither says so."""
    plain = bench.finding(bench.count("182/11359 HS"))
    assert (plain.statutory_outcome, plain.policy_outcome) == (Outcome.NOT_ELIGIBLE, Outcome.NOT_ELIGIBLE)
    listed = bench.finding(bench.count("182/11359 HS", is_doj_listed=True, is_challenged=False))
    assert (listed.statutory_outcome, listed.policy_outcome) == (Outcome.HAND_REVIEW, Outcome.HAND_REVIEW)
    assert listed.policy_criterion == "NONE"
    assert listed.route is Route.DOJ_LIST
    unknown = bench.finding(bench.count("182/11359 HS", is_doj_listed=True, is_challenged=None))
    assert unknown.route is Route.NONE


def test_after_the_act_the_policy_s_refusal_is_reviewed_as_well(bench: Bench) -> None:
    late = {"offense_on": "2016-01-01", "conviction_on": "2016-12-01"}
    assert bench.finding(bench.count(**late)).policy_criterion == "DISQUALIFIED"
    finding = bench.finding(bench.count(**late, is_doj_listed=True, is_challenged=False))
    assert (finding.policy_outcome, finding.policy_criterion) == (Outcome.HAND_REVIEW, "NONE")
    assert finding.statutory_outcome is Outcome.HAND_REVIEW
    assert "HR-ACTDATE" in finding.review_codes


@pytest.mark.parametrize(
    ("listed", "challenged"), [(False, False), (None, False), (None, None), (True, True)]
)
def test_without_the_list_or_with_a_challenge_the_merits_decide(
    listed: bool | None, challenged: bool | None, bench: Bench
) -> None:
    finding = bench.finding(
        bench.count("11357(C) HS", level="M", is_doj_listed=listed, is_challenged=challenged)
    )
    assert 17 not in finding.disputes
    assert "doj-list.no-contest" not in finding.rule_path
    assert finding.policy_outcome in (Outcome.DISMISS_SEAL, Outcome.HAND_REVIEW)


def test_what_is_granted_needs_no_such_review(bench: Bench) -> None:
    finding = bench.finding(bench.count(is_doj_listed=True, is_challenged=False))
    assert finding.statutory_outcome is Outcome.REDESIGNATE_MISDEMEANOR
    assert 17 not in finding.disputes
    assert finding.review_codes == ()
