"""The finding of a count that is not under review says what it is and which rule says so."""

import pytest
from rules_bench import Bench

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import Disposition, Outcome
from expunge_desktop.domain.person import Count
from expunge_desktop.rules.evaluate import evaluate_other
from expunge_desktop.rules.policy import Jurisdiction

HERE = Jurisdiction("LOS ANGELES")
TORRANCE = Jurisdiction("LOS ANGELES", frozenset({"Torrance City Prosecutor"}))


def found(bench: Bench, count: Count, where: Jurisdiction = HERE) -> Finding:
    """The finding, which says the same of statute and policy."""
    finding = evaluate_other(count, bench.law, bench.policy, where)
    assert finding.statutory_outcome is finding.policy_outcome
    assert finding.policy_criterion == "NONE"
    assert not finding.disputes
    return finding


def test_another_county_s_count_names_the_county(bench: Bench) -> None:
    finding = found(bench, bench.count("459 PC", county="KERN"))
    assert finding.statutory_outcome is Outcome.OUT_OF_SCOPE
    assert finding.statutory_reason == "Entered in KERN (HS 11361.8(e))"
    assert finding.rule_path == ("scope.county",)
    assert finding.review_codes == ()


@pytest.mark.parametrize("disposition", [d for d in Disposition if d.value not in ("CONVICTED", "UNKNOWN")])
def test_what_is_no_conviction_is_named(disposition: Disposition, bench: Bench) -> None:
    finding = found(bench, bench.count("459 PC", disposition=disposition))
    assert finding.statutory_outcome is Outcome.OUT_OF_SCOPE
    assert f"({disposition.value})" in finding.statutory_reason
    assert finding.rule_path == ("scope.conviction",)


@pytest.mark.parametrize("disposition", [Disposition.CONVICTED, Disposition.UNKNOWN])
def test_what_is_or_may_be_a_conviction_is_decided_by_its_section(
    disposition: Disposition, bench: Bench
) -> None:
    finding = found(bench, bench.count("459 PC", disposition=disposition))
    assert finding.statutory_outcome is Outcome.NOT_ELIGIBLE
    assert finding.statutory_reason == "PC 459 is not among the sections of HS 11361.8(e)"
    assert finding.rule_path == ("other.unlisted",)


def test_an_agency_that_did_not_authorize_its_cases_is_named(bench: Bench) -> None:
    finding = found(bench, bench.count("459 PC", filing_agency="Glendale City Attorney"), TORRANCE)
    assert finding.statutory_outcome is Outcome.OUT_OF_SCOPE
    assert finding.statutory_reason == "Glendale City Attorney has not authorized its cases (HS 11361.9(c))"
    assert finding.rule_path == ("scope.agency",)
    assert finding.review_codes == ("HR-AGENCY",)


@pytest.mark.parametrize(
    ("agency", "inferred"), [("Glendale City Attorney", True), ("Torrance City Prosecutor", False)]
)
def test_an_inferred_agency_and_one_that_agreed_are_in_scope(
    agency: str, inferred: bool, bench: Bench
) -> None:
    count = bench.count("459 PC", filing_agency=agency, is_agency_inferred=inferred)
    assert found(bench, count, TORRANCE).statutory_outcome is Outcome.NOT_ELIGIBLE


def test_a_section_the_statute_leaves_out_has_its_own_rule(bench: Bench) -> None:
    never = bench.law.never["4573.6", "PC"]
    finding = found(bench, bench.count("4573.6 PC"))
    assert finding.statutory_outcome is Outcome.NOT_ELIGIBLE
    assert finding.statutory_reason == never.reason
    assert finding.rule_path == (never.rule,)


@pytest.mark.parametrize(
    ("charge", "named"),
    [("459PC-BURGLARY", "PC 459"), ("  who knows ", "who knows"), ("", "The charge"), ("   ", "The charge")],
)
def test_a_charge_is_named_as_it_can_be_read(charge: str, named: str, bench: Bench) -> None:
    reason = found(bench, bench.count(charge)).statutory_reason
    assert reason == f"{named} is not among the sections of HS 11361.8(e)"
