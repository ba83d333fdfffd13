"""Whose conviction it is, which way it goes, and what the Department of Justice list settled."""

import pytest
from rules_bench import Bench

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.rules.evaluate import evaluate_other
from expunge_desktop.rules.facts import is_under_review
from expunge_desktop.rules.policy import Jurisdiction

TORRANCE = Jurisdiction("Los Angeles", frozenset({"Torrance City Prosecutor"}))


@pytest.mark.parametrize(
    ("county", "outcome"),
    [("KERN", "O"), ("FEDERAL", "O"), ("Los Angeles County", "M"), ("los angeles", "M"), ("", "H")],
)
def test_another_county_is_out_of_scope(county: str, outcome: str, bench: Bench) -> None:
    assert bench.outcomes(bench.count(county=county))[0] == outcome


@pytest.mark.parametrize("disposition", ["DISMISSED", "ACQUITTED", "PENDING", "DIVERSION", "NOT FILED"])
def test_without_a_conviction_there_is_nothing_to_relieve(disposition: str, bench: Bench) -> None:
    found = bench.outcomes(bench.count(disposition=Disposition(disposition)), born="1940-01-01")
    assert found == ("O", "O")


@pytest.mark.parametrize(
    ("agency", "is_inferred", "outcome"),
    [
        ("Torrance City Prosecutor", False, "D"),
        ("Glendale City Attorney", False, "O"),
        ("torrance city prosecutor", False, "O"),
        ("Glendale City Attorney", True, "D"),
        ("", False, "D"),
    ],
)
def test_only_agencies_that_agreed_are_included(
    agency: str, is_inferred: bool, outcome: str, bench: Bench
) -> None:
    count = bench.count("11357(B) HS", level="M", filing_agency=agency, is_agency_inferred=is_inferred)
    found = bench.finding(count, jurisdiction=TORRANCE)
    assert bench.outcomes(count, jurisdiction=TORRANCE) == (outcome, outcome)
    assert ("HR-AGENCY" in found.review_codes) == (outcome == "O")
    assert bench.outcomes(count)[0] == "D"
    assert any("inferred" in fact for fact in found.missing_facts) == is_inferred


def test_a_listed_and_unchallenged_count_never_ends_not_eligible(bench: Bench) -> None:
    listed = bench.count(is_doj_listed=True, is_challenged=False)
    found = bench.finding(listed, bench.prior("187 PC"))
    assert (found.statutory_outcome, found.policy_outcome) == ("HAND_REVIEW", "HAND_REVIEW")
    assert 17 in found.disputes
    assert found.route == "11361.9(d)"
    assert bench.outcomes(bench.count("11357(C) HS", level="M", is_doj_listed=True, is_challenged=False)) == (
        "H",
        "D",
    )
    assert bench.finding(listed).route == "11361.9(d)"
    assert bench.outcomes(listed)[0] == "M"


def test_a_challenged_count_waits_for_the_challenge(bench: Bench) -> None:
    found = bench.finding(bench.count(is_doj_listed=True, is_challenged=True), bench.prior("187 PC"))
    assert found.review_codes == ("HR-CHALLENGE",)


def test_routes_follow_the_sentence(bench: Bench) -> None:
    assert bench.finding(bench.count()).route == "11361.8(e)-(f)"
    assert bench.finding(bench.count("11357(C) HS", level="M")).route == ""
    assert bench.finding(bench.count(is_serving=True, is_sentence_completed=None)).route == "11361.8(a)-(d)"


@pytest.mark.parametrize(
    ("charge", "expected"),
    [
        ("11357(B) HS", True),
        ("11360 HS", True),
        ("11530 HS", True),
        ("11500 HS", True),
        ("11357.5(A) HS", True),
        ("11361 HS", True),
        ("664/11358 HS", True),
        ("182(A)(1)/11359", True),
        ("182(A)(1) PC", False),
        ("32 PC", True),
        ("11358 PC", True),
        ("not a charge", True),
        ("11350(A) HS", False),
        ("537 PC", False),
        ("23222(B) VC", False),
        ("290 PC", False),
    ],
)
def test_what_is_or_may_be_cannabis_is_under_review(charge: str, expected: bool, bench: Bench) -> None:
    assert is_under_review(bench.count(charge), bench.law) is expected


def test_comments_bring_a_conviction_under_review(bench: Bench) -> None:
    assert is_under_review(bench.count("459 PC", comment="CHRG 11358 HS"), bench.law)
    assert not is_under_review(bench.count("459 PC", comment="CHRG 484 PC"), bench.law)
    dismissed = bench.count("459 PC", comment="CHRG 11358 HS", disposition=Disposition.DISMISSED)
    assert not is_under_review(dismissed, bench.law)


@pytest.mark.parametrize(
    ("charge", "county", "disposition", "outcome"),
    [
        ("459 PC", "LOS ANGELES", "CONVICTED", "NOT_ELIGIBLE"),
        ("459 PC", "KERN", "CONVICTED", "OUT_OF_SCOPE"),
        ("459 PC", "LOS ANGELES", "DISMISSED", "OUT_OF_SCOPE"),
        ("290 PC", "LOS ANGELES", "REGISTRATION", "OUT_OF_SCOPE"),
        ("459 PC", "LOS ANGELES", "JUVENILE ADJUDICATION", "OUT_OF_SCOPE"),
        ("4573.6 PC", "LOS ANGELES", "CONVICTED", "NOT_ELIGIBLE"),
    ],
)
def test_every_other_count_has_its_finding(
    charge: str, county: str, disposition: str, outcome: str, bench: Bench
) -> None:
    count = bench.count(charge, county=county, disposition=Disposition(disposition))
    found = evaluate_other(count, bench.law, bench.policy, Jurisdiction("LOS ANGELES"))
    assert (found.statutory_outcome, found.policy_outcome, found.policy_criterion) == (
        outcome,
        outcome,
        "NONE",
    )
    assert found.statutory_reason


def test_a_serving_accessory_has_the_petition(bench: Bench) -> None:
    found = bench.finding(bench.count("32 PC", is_serving=True, is_sentence_completed=None))
    assert (found.statutory_outcome, found.policy_outcome) == ("HAND_REVIEW", "HAND_REVIEW")
    assert found.route == "11361.8(a)-(d)"
    assert found.disputes == (7,)


def test_counts_of_one_case_are_decided_apart(bench: Bench) -> None:
    first, second = bench.count("11358 HS"), bench.count("11359 HS", ref="2")
    assert bench.outcomes(first, second)[0] == "D"
    assert bench.outcomes(second, first)[0] == "M"
