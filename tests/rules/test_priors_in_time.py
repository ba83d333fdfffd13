"""A disqualifying prior must be prior: before the offense, in another case, and really a conviction."""

from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.rules.facts import derive_facts

MURDER = "187 PC"
# offense 2005-01-10, conviction 2005-03-01


@pytest.mark.parametrize(
    ("on", "statute", "code"),
    [
        ("2005-01-09", "N", ""),
        ("2005-01-10", "H", "HR-PRIOR-TIMING"),
        ("2005-02-01", "H", "HR-PRIOR-TIMING"),
        ("2005-03-01", "H", "HR-PRIOR-TIMING"),
        ("2005-03-02", "M", ""),
        ("2004", "N", ""),
        ("2005", "H", "HR-PRIOR-TIMING"),
        ("", "H", "HR-PRIOR-TIMING"),
    ],
)
def test_the_order_of_offense_and_prior_decides(on: str, statute: str, code: str, bench: Bench) -> None:
    found = bench.finding(bench.count(), bench.prior(MURDER, on))
    assert bench.outcomes(bench.count(), bench.prior(MURDER, on))[0] == statute
    assert (code in found.review_codes) == bool(code)


def test_a_strike_in_the_same_case_does_not_count(bench: Bench) -> None:
    strike = bench.prior(MURDER, "2005-03-01", case_key="A1")
    found = bench.finding(bench.count(), strike)
    assert found.statutory_outcome == "REDESIGNATE_MISDEMEANOR"
    assert 5 in found.disputes


def test_a_strike_of_the_same_day_in_a_case_that_cannot_be_told_is_open(bench: Bench) -> None:
    strike = bench.prior(MURDER, "2005-03-01", case_key="")
    assert bench.outcomes(bench.count(), strike)[0] == "H"


@pytest.mark.parametrize(("switch", "outcome"), [("hand_review", "H"), ("count", "N"), ("ignore", "M")])
def test_same_day_priors_follow_the_switch(switch: str, outcome: str, bench: Bench) -> None:
    strike = bench.prior(MURDER, "2005-03-01")
    assert bench.outcomes(bench.count(), strike, switches={"same_day_priors": switch})[0] == outcome


def test_a_later_strike_leaves_relief_and_a_dispute(bench: Bench) -> None:
    found = bench.finding(bench.count("11358 HS"), bench.prior(MURDER, "2010-01-01"))
    assert found.statutory_outcome == "DISMISS_SEAL"
    assert 5 in found.disputes


def test_a_prior_before_an_inferred_offense_date_still_counts(bench: Bench) -> None:
    count = bench.count(offense_on=None)
    assert bench.outcomes(count, bench.prior(MURDER, "2002-02-28"))[0] == "N"
    assert bench.outcomes(count, bench.prior(MURDER, "2003-01-01"))[0] == "H"


@pytest.mark.parametrize(
    ("charge", "level"), [("11357(A) HS", "F"), ("11357(B) HS", "M"), ("11360(B) HS", "M")]
)
def test_possession_has_no_aggravated_tier(charge: str, level: str, bench: Bench) -> None:
    assert bench.outcomes(bench.count(charge, level=level), bench.prior(MURDER)) == ("D", "D")


@pytest.mark.parametrize(("plants", "outcomes"), [(None, "HH"), (6, "DD"), (7, "NN")])
def test_cultivation_is_aggravated_only_with_more_than_six_plants(
    plants: int | None, outcomes: str, bench: Bench
) -> None:
    found = bench.outcomes(bench.count("11358 HS", plants=plants), bench.prior(MURDER))
    assert "".join(found) == outcomes


def test_under_18_no_prior_disqualifies(bench: Bench) -> None:
    assert bench.outcomes(bench.count(), bench.prior(MURDER, "2004-06-01"), born="1987-06-01")[0] == "I"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"disposition": "JUVENILE ADJUDICATION"}, "HR-PRIOR-JUV"),
        ({"county": "NEVADA STATE"}, "HR-PRIOR-FOREIGN"),
        ({"county": "FEDERAL"}, "HR-PRIOR-FOREIGN"),
        ({"fact_codes": ["IDENTITY_DOUBT"]}, "HR-IDENTITY"),
        ({"disposition": "UNKNOWN"}, "HR-PRIOR-COND"),
    ],
)
def test_a_prior_that_may_not_count_is_reviewed(values: dict[str, Any], code: str, bench: Bench) -> None:
    from expunge_desktop.domain.outcome import Disposition

    if "disposition" in values:
        values = values | {"disposition": Disposition(values["disposition"])}
    found = bench.finding(bench.count(), bench.prior(MURDER, **values))
    assert found.review_codes == (code,)
    assert found.policy_outcome == "HAND_REVIEW"


@pytest.mark.parametrize(
    ("here", "there", "code"),
    [("A1", "A2", "HR-IDENTITY"), ("A1", "A1", ""), ("", "A2", ""), ("A1", "", ""), ("", "", "")],
)
def test_a_prior_under_another_state_number_may_be_somebody_elses(
    here: str, there: str, code: str, bench: Bench
) -> None:
    found = bench.finding(bench.count(cii_number=here), bench.prior(MURDER, cii_number=there))
    assert found.review_codes == ((code,) if code else ())
    assert found.policy_outcome == ("HAND_REVIEW" if code else "NOT_ELIGIBLE")


@pytest.mark.parametrize(
    ("here", "there", "problems", "code"),
    [
        ("LOS ANGELES", "NEVADA", ("AMBIGUOUS_COUNTY",), "HR-PRIOR-FOREIGN"),  # perhaps the state
        ("LOS ANGELES", "NEVADA", (), ""),
        ("NEVADA", "NEVADA", ("AMBIGUOUS_COUNTY",), ""),  # the office's own county
        ("FEDERAL", "FEDERAL", (), "HR-PRIOR-FOREIGN"),
    ],
)
def test_nevada_is_a_county_or_the_state(
    here: str, there: str, problems: tuple[str, ...], code: str, bench: Bench
) -> None:
    count = bench.count(county=here)
    for charge, certain in ((MURDER, "NOT_ELIGIBLE"), ("PC 459", "REDESIGNATE_MISDEMEANOR")):
        prior = bench.prior(charge, county=there, problems=problems)
        facts = derive_facts(bench.person(count, prior), bench.law)[count.ref]
        assert [one.is_foreign for one in facts.priors] == ([bool(code)] if code or charge == MURDER else [])
        if here == "LOS ANGELES":
            found = bench.finding(count, prior)
            assert found.statutory_outcome == ("HAND_REVIEW" if code else certain)
            assert found.review_codes == ((code,) if code else ())


@pytest.mark.parametrize("disposition", ["DISMISSED", "ACQUITTED", "PENDING", "DIVERSION", "NOT FILED"])
def test_what_is_no_conviction_is_no_prior(disposition: str, bench: Bench) -> None:
    from expunge_desktop.domain.outcome import Disposition

    prior = bench.prior(MURDER, disposition=Disposition(disposition))
    assert bench.outcomes(bench.count(), prior)[0] == "M"


def test_a_definite_prior_settles_what_others_leave_open(bench: Bench) -> None:
    found = bench.finding(bench.count(), bench.prior("207 PC"), bench.prior(MURDER, "1991-01-01"))
    assert found.statutory_outcome == "NOT_ELIGIBLE"
    assert found.review_codes == ()


def test_an_unreadable_felony_prior_leaves_eligibility_open(bench: Bench) -> None:
    assert bench.finding(bench.count(), bench.prior("UNREADABLE")).review_codes == ("HR-PRIOR-COND",)
    assert bench.outcomes(bench.count(), bench.prior("UNREADABLE", level="I"))[0] == "M"


def test_a_foreign_misdemeanor_is_reviewed_and_an_infraction_is_not(bench: Bench) -> None:
    assert bench.outcomes(bench.count(), bench.prior("THEFT", county="TEXAS", level="M"))[0] == "H"
    assert bench.outcomes(bench.count(), bench.prior("22350 VC", county="TEXAS", level="I"))[0] == "M"


@pytest.mark.parametrize(
    ("on", "outcome"), [("1996-02-02", "H"), ("2005-02-01", "H"), ("2006-02-02", "M"), ("", "H")]
)
def test_a_registration_entry_counts_only_when_it_is_not_later(on: str, outcome: str, bench: Bench) -> None:
    from expunge_desktop.domain.outcome import Disposition

    entry = bench.prior(
        "290 PC", "", disposition=Disposition.REGISTRATION, level=None, offense_on=on, conviction_on=None
    )
    found = bench.finding(bench.count(), entry)
    assert bench.outcomes(bench.count(), entry)[0] == outcome
    assert ("HR-PRIOR-REG" in found.review_codes) == (outcome == "H")


def test_a_drug_registration_is_no_sex_offender_registration(bench: Bench) -> None:
    from expunge_desktop.domain.outcome import Disposition

    entry = bench.prior("11590 HS", "1996-02-02", disposition=Disposition.REGISTRATION, level=None)
    assert bench.outcomes(bench.count(), entry)[0] == "M"


@pytest.mark.parametrize(
    ("charge", "priors", "outcome"),
    [
        ("11359 HS", [("11359 HS", "1985-02-02"), ("11359 HS", "1991-02-02")], "N"),
        ("11359 HS", [("11359 HS", "1985-02-02")], "M"),
        ("11359 HS", [("11359 HS", "1985-02-02"), ("11358 HS", "1991-02-02")], "M"),
        ("11359 HS", [("11359 HS", "1991-02-02"), ("11359 HS", "1991-02-02")], "H"),
        ("11359 HS", [("11359 HS", "1985-02-02"), ("11359 HS", "2005-02-02")], "H"),
        ("11359 HS", [("11359 HS", "1985-02-02"), ("11359 HS", "2006-02-02")], "M"),
        ("11359 HS", [("11530.5 HS", "1970-02-02"), ("11359 HS", "1991-02-02")], "H"),
        ("11359 HS", [("664/11359 HS", "1985-02-02"), ("11359 HS", "1991-02-02")], "H"),
        ("11360(A) HS", [("11360(B) HS", "1985-02-02"), ("11360(A) HS", "1991-02-02")], "M"),
        ("11360(A) HS", [("11360(A) HS", "1985-02-02"), ("11360 HS", "1991-02-02")], "N"),
        ("11358 HS", [("11358 HS", "1985-02-02"), ("11358 HS", "1991-02-02")], "H"),
        ("11359 HS", [("11359 HS", "1991"), ("11359 HS", "1991-02-02")], "H"),
    ],
)
def test_two_priors_of_the_same_offense_on_different_days(
    charge: str, priors: list[tuple[str, str]], outcome: str, bench: Bench
) -> None:
    others = [
        bench.prior(prior, on, ref=f"p{place}", case_key=f"P{place}")
        for place, (prior, on) in enumerate(priors)
    ]
    assert bench.outcomes(bench.count(charge), *others)[0] == outcome


def test_two_priors_are_disputed_and_switchable(bench: Bench) -> None:
    others = [bench.prior("11359 HS", "1985-02-02"), bench.prior("11359 HS", "1991-02-02", county="KERN")]
    assert 4 in bench.finding(bench.count(), *others).disputes
    found = bench.finding(bench.count(), *others, switches={"two_priors_before_act": "hand_review"})
    assert found.review_codes == ("HR-TWO-PRIORS",)


def test_more_than_six_plants_and_two_priors_keep_the_felony(bench: Bench) -> None:
    others = [bench.prior("11358 HS", "1985-02-02"), bench.prior("11358 HS", "1991-02-02")]
    assert bench.outcomes(bench.count("11358 HS", plants=9), *others) == ("N", "N")


def test_a_predecessor_with_a_disqualifying_prior_is_reviewed_and_screened(bench: Bench) -> None:
    count = bench.count("11530.5 HS", offense_on="1965-01-01", conviction_on="1965-03-01")
    prior = bench.prior(MURDER, "1960-01-01")
    assert bench.outcomes(count, prior, born="1930-01-01") == ("H", "N")
