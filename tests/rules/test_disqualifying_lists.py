"""Which sections disqualify: definite, conditional, or look-alikes that do not."""

import pytest
from rules_bench import Bench

DEFINITE = """187 PC|187(A) PC|664/187(A) PC|191.5 PC|191.5(A) PC|191.5(B) PC|205 PC|206 PC|209 PC
209(B)(1) PC|209.5 PC|217.1(B) PC|218 PC|219 PC|220(B) PC|236.1(C)(2) PC|236.1(B) PC
243.4(A) PC|245(D)(3) PC|261(A)(2) PC|261(A)(1) PC|264.1 PC|266 PC|266H(B) PC|266J PC|269 PC
273AB PC|285 PC|286(C)(1) PC|288 PC|288(A) PC|288(B)(1) PC|288(C) PC|288A(C)(2)(A) PC|288.3 PC
288.4 PC|288.5 PC|288.7 PC|289(A)(1) PC|311.1 PC|311.2(B) PC|311.11 PC|311.10 PC|314(1) PC
314.1 PC|314(2) PC|37 PC|128 PC|451.5 PC|647.6 PC|647.6(A) PC|653F(B) PC|653F(C) PC|667.61 PC
4500 PC|11418(A)(1) PC|12308 PC|18745 PC|1672 MV|664/288(A) PC|664/243.4 PC|182/288(A) PC"""
CONDITIONAL = """207 PC
207(A) PC|217.1 PC|220 PC|220(A) PC|236.1 PC|245(D) PC|261 PC|261(A)(5) PC|261(A)(7) PC
262(A)(1) PC|266I PC|272 PC|286 PC|287 PC|288A PC|286(B) PC|288A(B)(1) PC|289 PC|289(H) PC
311.2 PC|314 PC|647A PC|653F PC|667.51 PC|11418 PC|11418(B)(1) PC|664/206 PC|12022.53(D) PC
186.22(B)(4) PC|189 PC"""
HARMLESS = """188 PC|192(A) PC|192.5 PC|193 PC|137 PC|237 PC|537 PC|217.1(A) PC|218.1 PC|219.1 PC|219.2 PC
236.1(A) PC|245(A)(1) PC|245(D)(1) PC|261.5 PC|266H(A) PC|288.2 PC M|311.2(A) PC|647(A) PC
647(B) PC|653F(A) PC|653F(D) PC|1203.067 PC|246 PC|136.1 PC|211 PC|459 PC|12022.53(B) PC
3600 PC|11128 PC|288.1 PC|243.2 PC"""


def _split(text: str) -> list[str]:
    return [charge.strip() for line in text.splitlines() for charge in line.split("|")]


def _outcome(bench: Bench, charge: str) -> tuple[str, tuple[str, ...]]:
    level = "F"
    if charge.endswith(" M"):
        charge, level = charge[:-2], "M"
    found = bench.finding(bench.count(), bench.prior(charge, level=level))
    return found.statutory_outcome, found.review_codes


@pytest.mark.parametrize("charge", _split(DEFINITE))
def test_a_section_that_settles_it_disqualifies(charge: str, bench: Bench) -> None:
    assert _outcome(bench, charge) == ("NOT_ELIGIBLE", ())


@pytest.mark.parametrize("charge", _split(CONDITIONAL))
def test_a_section_that_depends_on_more_is_reviewed(charge: str, bench: Bench) -> None:
    assert _outcome(bench, charge) == ("HAND_REVIEW", ("HR-PRIOR-COND",))


@pytest.mark.parametrize("charge", _split(HARMLESS))
def test_a_look_alike_does_not_disqualify(charge: str, bench: Bench) -> None:
    assert _outcome(bench, charge) == ("REDESIGNATE_MISDEMEANOR", ())


@pytest.mark.parametrize(("level", "outcome"), [("F", "N"), ("M", "M"), ("", "H")])
def test_288_2_requires_registration_as_a_felony_only(level: str, outcome: str, bench: Bench) -> None:
    assert bench.outcomes(bench.count(), bench.prior("288.2 PC", level=level))[0] == outcome


def test_misdemeanors_that_require_registration_disqualify(bench: Bench) -> None:
    assert bench.outcomes(bench.count(), bench.prior("314(1) PC", level="M")) == ("N", "N")


def test_another_registrable_conviction_defeats_the_excuse_of_290_c_2(bench: Bench) -> None:
    young = bench.prior("286(B) PC", "1995-01-01")
    assert bench.outcomes(bench.count(), young)[0] == "H"
    assert bench.outcomes(bench.count(), young, bench.prior("311.11 PC", "2010-01-01"))[0] == "N"


def test_the_gang_life_term_needs_both_entries_in_one_case(bench: Bench) -> None:
    offense = bench.prior("246 PC", case_key="G")
    together = bench.prior("186.22(B)(4) PC", case_key="G")
    apart = bench.prior("186.22(B)(4) PC", case_key="H")
    assert bench.outcomes(bench.count(), offense, together)[0] == "N"
    assert bench.finding(bench.count(), offense, apart).review_codes == ("HR-PRIOR-COND",)
    assert bench.outcomes(bench.count(), offense)[0] == "M"


def test_a_life_term_on_another_offense_is_reviewed(bench: Bench) -> None:
    prior = bench.prior("459 PC", fact_codes=["LIFE_TERM"])
    assert bench.finding(bench.count(), prior).review_codes == ("HR-PRIOR-COND",)


def test_a_proved_fact_nobody_could_read_may_be_a_life_term(bench: Bench) -> None:
    prior = bench.prior("459 PC", problems=("UNKNOWN_FACT",))
    assert bench.finding(bench.count(), prior).review_codes == ("HR-PRIOR-COND",)


def test_667_51_settles_it_only_with_its_life_term(bench: Bench) -> None:
    assert bench.outcomes(bench.count(), bench.prior("667.51 PC", fact_codes=["LIFE_TERM"]))[0] == "N"
    assert bench.outcomes(bench.count(), bench.prior("667.51 PC"))[0] == "H"


def test_registrable_convictions_count_from_july_1944(bench: Bench) -> None:
    count = bench.count("11531 HS", offense_on="1960-05-05", conviction_on="1960-08-08")
    old = bench.finding(count, bench.prior("285 PC", "1944-06-30"), born="1920-01-01")
    assert "HR-PRIOR-COND" in old.review_codes


def test_a_juvenile_adjudication_for_registration_is_no_prior(bench: Bench) -> None:
    from expunge_desktop.domain.outcome import Disposition

    entry = bench.prior("243.4 PC", disposition=Disposition.JUVENILE_ADJUDICATION)
    assert bench.outcomes(bench.count(), entry)[0] == "M"
