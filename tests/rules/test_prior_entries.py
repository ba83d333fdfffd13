"""Other entries of the record as one count sees them: what they are and since when."""

from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count
from expunge_desktop.rules.conviction_facts import Prior
from expunge_desktop.rules.facts import derive_facts


def entry(
    bench: Bench, prior: Count, *others: Count, count: Count | None = None, **person: Any
) -> Prior | None:
    """The first other entry, as the count under review sees it."""
    count = count or bench.count()
    priors = derive_facts(bench.person(count, prior, *others, **person), bench.law)[count.ref].priors
    return next((found for found in priors if found.ref == prior.ref), None)


@pytest.mark.parametrize(
    ("charge", "values", "expected"),
    [
        ("187 PC", {}, {"strike": "definite", "nature": "conviction", "registrable": "", "charge": "PC 187"}),
        ("243.4 PC", {}, {"strike": "", "registrable": "definite"}),
        ("207 PC", {}, {"strike": "conditional", "registrable": "conditional"}),
        ("667.51 PC", {"fact_codes": ["LIFE_TERM"]}, {"strike": "definite", "is_life_term": True}),
        ("667.51 PC", {}, {"strike": "conditional", "is_life_term": False}),
        ("207 PC", {"fact_codes": ["LIFE_TERM"]}, {"strike": "conditional", "is_life_term": True}),
        ("187 PC", {"fact_codes": ["LIFE_TERM"]}, {"strike": "definite"}),
        ("459 PC", {"fact_codes": ["LIFE_TERM"]}, {"strike": "", "is_life_term": True}),
        ("187 PC", {"fact_codes": ["IDENTITY_DOUBT"]}, {"is_doubtful": True}),
        ("187 PC", {"county": "FEDERAL"}, {"is_foreign": True, "county": "FEDERAL"}),
        ("187 PC", {"county": "KERN"}, {"is_foreign": False, "county": "KERN"}),
        ("187 PC", {"disposition": Disposition.JUVENILE_ADJUDICATION}, {"nature": "juvenile"}),
        ("187 PC", {"disposition": Disposition.UNKNOWN}, {"nature": "unclear"}),
        ("187 PC", {"other_relief": ("VACATED",)}, {"nature": "unclear"}),
        ("187 PC", {"other_relief": ("1203.4",)}, {"nature": "conviction"}),
        (
            "290 PC",
            {"disposition": Disposition.REGISTRATION},
            {"nature": "registration", "is_registration": True},
        ),
        ("290 PC", {}, {"nature": "conviction", "is_registration": True}),
        ("illegible", {}, {"is_unreadable": True, "charge": "illegible"}),
        ("  ", {}, {"is_unreadable": True, "charge": ""}),
        ("459 PC", {"problems": ("UNKNOWN_FACT",)}, {"is_unreadable": True, "charge": "PC 459"}),
        ("11359 HS", {}, {"same_offense": "yes", "strike": ""}),
        ("664/11359 HS", {}, {"same_offense": "maybe"}),
        ("11530.5 HS", {}, {"same_offense": "maybe"}),
    ],
)
def test_an_entry_is_told_by_what_it_is(
    charge: str, values: dict[str, Any], expected: dict[str, object], bench: Bench
) -> None:
    found = entry(bench, bench.prior(charge, **values))
    assert found is not None
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("charge", "values"),
    [
        ("459 PC", {}),
        ("11358 HS", {}),
        ("11357(B) HS", {}),
        ("illegible", {"level": "I"}),
        ("459 PC", {"level": "I", "problems": ("UNKNOWN_FACT",)}),
        ("187 PC", {"disposition": Disposition.DISMISSED}),
        ("11359 HS", {"disposition": Disposition.JUVENILE_ADJUDICATION}),
        ("246 PC", {}),
    ],
)
def test_what_cannot_matter_is_left_out(charge: str, values: dict[str, Any], bench: Bench) -> None:
    assert entry(bench, bench.prior(charge, **values)) is None


@pytest.mark.parametrize(
    ("under_review", "charge", "level", "same"),
    [
        ("11360(A) HS", "11360(A) HS", "F", "yes"),
        ("11360(A) HS", "11360(A) HS", "", "yes"),
        ("11360(A) HS", "11360(A) HS", "M", "yes"),
        ("11360(A) HS", "664/11360(A) HS", "F", "yes"),
        ("11360(A) HS", "11360 HS", "F", "yes"),
        ("11360(A) HS", "11360 HS", "M", None),
        ("11360(A) HS", "11360 HS", "", "maybe"),
        ("11360(A) HS", "11531 HS", "F", "maybe"),
        ("11360(A) HS", "11360(B) HS", "M", None),
        ("11360(A) HS", "11359 HS", "F", None),
        ("11357(A) HS", "11359 HS", "F", None),
        ("11531 HS", "11360(A) HS", "F", "yes"),
    ],
)
def test_the_same_offense_is_told_by_section_and_level(
    under_review: str, charge: str, level: str, same: str | None, bench: Bench
) -> None:
    found = entry(bench, bench.prior(charge, level=level), count=bench.count(under_review))
    assert (found.same_offense if found else None) == same


@pytest.mark.parametrize(
    ("on", "offense_on", "disposition", "day"),
    [
        ("1990-02-02", "1989-01-01", "CONVICTED", PartialDate(1990, 2, 2)),
        ("", "1989-01-01", "CONVICTED", None),
        ("", "1989-01-01", "UNKNOWN", None),
        ("", "1989-01-01", "JUVENILE ADJUDICATION", PartialDate(1989, 1, 1)),
        ("1990-02-02", "1989-01-01", "UNKNOWN", PartialDate(1990, 2, 2)),
        ("1979-12-31", None, "CONVICTED", None),
        ("1980-03-03", None, "CONVICTED", PartialDate(1980, 3, 3)),
    ],
)
def test_the_day_of_an_entry_is_that_of_its_conviction(
    on: str, offense_on: str | None, disposition: str, day: PartialDate | None, bench: Bench
) -> None:
    prior = bench.prior("187 PC", on, ref="p", offense_on=offense_on, disposition=Disposition(disposition))
    found = entry(bench, prior)
    assert found is not None
    assert found.on == day


@pytest.mark.parametrize(
    ("on", "certainty"),
    [
        ("1944-06-30", "conditional"),
        ("1944-07-01", "definite"),
        ("1944", "definite"),
        ("1943", "conditional"),
    ],
)
def test_registration_is_asked_of_convictions_since_july_1944(on: str, certainty: str, bench: Bench) -> None:
    old = bench.count("11531 HS", offense_on="1960-05-05", conviction_on="1960-08-08")
    found = entry(bench, bench.prior("285 PC", on), count=old, born="1920-01-01")
    assert found is not None
    assert found.registrable == certainty


@pytest.mark.parametrize(
    ("further", "values", "certainty"),
    [
        ("311.11 PC", {}, "definite"),
        ("311.11 PC", {"fact_codes": ["IDENTITY_DOUBT"]}, "conditional"),
        ("311.11 PC", {"disposition": Disposition.UNKNOWN}, "conditional"),
        ("288.2 PC", {"level": "F"}, "definite"),
        ("288.2 PC", {"level": "M"}, "conditional"),
        ("286(B) PC", {}, "conditional"),
        ("459 PC", {}, "conditional"),
    ],
)
def test_a_further_registrable_conviction_ends_the_excuse(
    further: str, values: dict[str, Any], certainty: str, bench: Bench
) -> None:
    excusable, other = (
        bench.prior("289(I) PC", ref="p1"),
        bench.prior(further, "1999-01-01", ref="p2", **values),
    )
    found = entry(bench, excusable, other)
    assert found is not None
    assert found.registrable == certainty
    fixed = entry(bench, bench.prior("289 PC", ref="p1"), other)
    assert fixed is not None
    assert fixed.registrable == "conditional"


@pytest.mark.parametrize(
    ("charge", "case", "partner", "partner_case", "certainty"),
    [
        ("186.22(B)(4) PC", "G", "246 PC", "G", "definite"),
        ("186.22(B)(4) PC", "G", "246 PC", "H", "conditional"),
        ("186.22(B)(4) PC", "G", "246 PC", "", "conditional"),
        ("186.22(B)(4) PC", "G", "186.22(B) PC", "G", "conditional"),
        ("246 PC", "G", "186.22(B)(4) PC", "G", "definite"),
        ("246 PC", "G", "186.22(B)(4) PC", "", "conditional"),
        ("246 PC", "G", "186.22(B)(4) PC", "H", ""),
        ("246 PC", "G", "213 PC", "G", ""),
    ],
)
def test_a_gang_life_term_needs_offense_and_entry_in_one_case(
    charge: str, case: str, partner: str, partner_case: str, certainty: str, bench: Bench
) -> None:
    first = bench.prior(charge, ref="p1", case_key=case)
    found = entry(bench, first, bench.prior(partner, ref="p2", case_key=partner_case))
    assert (found.strike if found else "") == certainty


@pytest.mark.parametrize(
    ("own", "other", "same"),
    [("A1", "A1", True), ("A1", "B2", False), ("", "B2", None), ("A1", "", None), ("", "", None)],
)
def test_without_a_case_number_it_cannot_be_told(
    own: str, other: str, same: bool | None, bench: Bench
) -> None:
    found = entry(bench, bench.prior("187 PC", case_key=other), count=bench.count(case_key=own))
    assert found is not None
    assert found.is_same_case is same
