"""What a cited section is to the law, with and without its code, attempted, joined to others."""

import pytest
from rules_bench import Bench

from expunge_desktop.rules.charges import (
    ACCESSORY,
    ATTEMPT,
    BEFORE_1959,
    CANNABIS,
    CONDITIONAL,
    CONSPIRACY,
    DEFINITE,
    NEVER,
    OTHER,
    PREDECESSOR,
    SUBDIVISION,
    UNREADABLE,
    WRONG_CODE,
    Charge,
    classify,
    effective_certainty,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("11359 HS", CANNABIS),
        ("11360(A)(2) HS", SUBDIVISION),
        ("11530.5 HS", PREDECESSOR),
        ("664/11358 HS", ATTEMPT),
        ("182/11359 HS", CONSPIRACY),
        ("11358 PC", WRONG_CODE),
        ("11530 PC", WRONG_CODE),
        ("11359", WRONG_CODE),
        ("11361 HS", NEVER),
        ("11361", NEVER),
        ("11361 PC", OTHER),
        ("11500 HS", BEFORE_1959),
        ("11500", BEFORE_1959),
        ("11500 PC", OTHER),
        ("32 PC", ACCESSORY),
        ("32", ACCESSORY),
        ("32 HS", OTHER),
        ("664/32 PC", OTHER),
        ("459 PC", OTHER),
        ("666/484(A) PC", OTHER),
        ("459/11359 PC", UNREADABLE),
        ("459/11357(B) PC", UNREADABLE),
        ("459/11530 PC", UNREADABLE),
        ("459/484/11359 PC", UNREADABLE),
        ("459/484 PC", OTHER),
        ("no charge at all", UNREADABLE),
    ],
)
def test_the_section_and_its_code_say_what_it_is(text: str, kind: str, bench: Bench) -> None:
    assert classify(text, bench.law).kind == kind


@pytest.mark.parametrize(
    ("text", "offense"),
    [
        ("11358 HS", "11358"),
        ("11359 HS", "11359"),
        ("664/11359 HS", "11359?"),
        ("11359", "11359?"),
        ("11360(A) HS", "11360a"),
        ("11360(A)(2) HS", "11360a"),
        ("664/11360(A) HS", "11360a?"),
        ("11360(B) HS", ""),
        ("11360(B)(1) HS", ""),
        ("11360 HS", "11360a?"),
        ("664/11360 HS", "11360a?"),
        ("11357(A) HS", ""),
        ("11530 HS", ""),
        ("11530.1 HS", "11358?"),
        ("11530.5 HS", "11359?"),
        ("11531 HS", "11360a?"),
        ("182/11359 HS", ""),
        ("459 PC", ""),
    ],
)
def test_two_priors_are_counted_by_the_offense(text: str, offense: str, bench: Bench) -> None:
    assert classify(text, bench.law).offense == offense


@pytest.mark.parametrize(
    ("text", "strike", "registrable"),
    [
        ("187 PC", DEFINITE, ""),
        ("187", DEFINITE, ""),
        ("187 HS", "", ""),
        ("217.1(B)(1) PC", DEFINITE, ""),
        ("236.1(C)(1) PC", CONDITIONAL, DEFINITE),
        ("236.1(C)(2) PC", DEFINITE, DEFINITE),
        ("245(D)(3)(A) PC", DEFINITE, ""),
        ("245(D)(1) PC", "", ""),
        ("664/205 PC", CONDITIONAL, ""),
        ("182/205 PC", CONDITIONAL, ""),
        ("664/207 PC", CONDITIONAL, CONDITIONAL),
        ("182/187 PC", CONDITIONAL, ""),
        ("664/187 PC", DEFINITE, ""),
        ("664/288(A) PC", CONDITIONAL, DEFINITE),
        ("182/288(A) PC", CONDITIONAL, DEFINITE),
        ("182/207 PC", CONDITIONAL, CONDITIONAL),
        ("1670 MV", DEFINITE, ""),
        ("1670 PC", "", ""),
    ],
)
def test_the_longest_subdivision_named_says_how_sure_it_is(
    text: str, strike: str, registrable: str, bench: Bench
) -> None:
    charge = classify(text, bench.law)
    assert (charge.strike_certainty, charge.registrable_certainty) == (strike, registrable)
    assert (charge.super_strike is not None) == bool(strike)
    assert (charge.registrable is not None) == bool(registrable)


@pytest.mark.parametrize(
    ("text", "is_registration", "is_gang_entry", "is_gang_offense"),
    [
        ("290 PC", True, False, False),
        ("290", True, False, False),
        ("290 HS", False, False, False),
        ("186.22(B)(4) PC", False, True, False),
        ("186.22(B)(4)", False, True, False),
        ("186.22 PC", False, True, False),
        ("186.22(A) PC", False, False, False),
        ("186.22(B)(4) HS", False, False, False),
        ("246 PC", False, False, True),
        ("246", False, False, True),
        ("664/246 PC", False, False, False),
        ("246 HS", False, False, False),
    ],
)
def test_registration_and_gang_entries_are_of_the_penal_code(
    text: str, is_registration: bool, is_gang_entry: bool, is_gang_offense: bool, bench: Bench
) -> None:
    charge = classify(text, bench.law)
    assert charge.is_registration is is_registration
    assert charge.is_gang_entry is is_gang_entry
    assert charge.is_gang_offense is is_gang_offense


@pytest.mark.parametrize(
    ("text", "is_excusable"),
    [
        ("286(B) PC", True),
        ("286(B)(1) PC", True),
        ("286(C) PC", False),
        ("286 PC", False),
        ("289(I) PC", True),
    ],
)
def test_only_the_lettered_ones_may_be_excused(text: str, is_excusable: bool, bench: Bench) -> None:
    assert classify(text, bench.law).is_excusable is is_excusable


def test_what_cannot_be_read_has_no_section_and_may_disqualify() -> None:
    unreadable = Charge(None, UNREADABLE)
    assert unreadable.section == ""
    assert not unreadable.is_cannabis
    assert unreadable.may_disqualify
    assert not Charge(None, OTHER).may_disqualify


@pytest.mark.parametrize(
    "text", ["187 PC", "243.4 PC", "186.22 PC", "246 PC", "290 PC", "11359 HS", "illegible"]
)
def test_everything_that_may_disqualify_is_kept_as_a_prior(text: str, bench: Bench) -> None:
    assert classify(text, bench.law).may_disqualify


def test_what_cannot_disqualify_is_not_kept(bench: Bench) -> None:
    assert not classify("459 PC", bench.law).may_disqualify
    assert not classify("11357(B) HS", bench.law).may_disqualify


@pytest.mark.parametrize(
    ("level", "certainty"), [("F", DEFINITE), ("M", ""), ("I", CONDITIONAL), (None, CONDITIONAL)]
)
def test_the_level_decides_where_the_list_says_so(level: str | None, certainty: str, bench: Bench) -> None:
    assert effective_certainty(classify("288.2 PC", bench.law), level) == certainty


def test_where_the_list_says_nothing_of_levels_the_level_decides_nothing(bench: Bench) -> None:
    for level in ("F", "M", None):
        assert effective_certainty(classify("243.4 PC", bench.law), level) == DEFINITE
        assert effective_certainty(classify("459 PC", bench.law), level) == ""


def test_a_charge_is_labelled_as_the_law_writes_it(bench: Bench) -> None:
    charge = classify("11357B HS-POSSESS", bench.law)
    assert charge.label == "HS 11357(b)"
    assert {row.subdivision for row in charge.rows} == {"b"}
    assert classify("11357(B)(1) HS", bench.law).rows == ()
