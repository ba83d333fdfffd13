"""Weighing one count where the record leaves something open: what is told, which codes, which disputes."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.law_tables import BANDS
from expunge_desktop.rules.merits import OUTCOMES, Weighing
from expunge_desktop.rules.merits_overall import Merits, weigh
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.switches import Switches
from expunge_desktop.rules.trace import Trace

CHILD = "1989-01-01"


def test_a_later_prior_is_no_disputed_point_where_priors_do_not_matter(bench: Bench) -> None:
    later = bench.prior("187 PC", "2010-05-06")
    assert bench.finding(bench.count(), later).disputes == (5,)
    assert bench.finding(bench.count(), later, born=CHILD).disputes == ()
    assert bench.finding(bench.count("11357(B) HS", level="M"), later).disputes == ()


@pytest.mark.parametrize(
    ("offense", "convicted", "plants", "cultivation"),
    [
        ("1968-11-30", "1969-02-02", 2, True),
        ("1968-12-01", "1969-02-02", 2, False),
        ("1968", "1969-02-02", 2, True),
        ("1968-11-30", "1969-02-02", None, False),
        ("1968-11-30", "1969-02-02", 0, True),
    ],
)
def test_the_old_section_covered_plants_until_november_1968(
    offense: str, convicted: str, plants: int | None, cultivation: bool, bench: Bench
) -> None:
    count = bench.count("11530 HS", offense_on=offense, conviction_on=convicted, plants=plants)
    found = bench.finding(count, born="1930-01-01")
    assert ("hs.11358.base" in found.rule_path) is cultivation


def test_every_open_aggravator_has_its_code_and_its_words(bench: Bench) -> None:
    others = [
        bench.prior("207 PC"),
        bench.prior("11359 HS", "1985-02-02"),
        bench.prior("11359 HS", "1985-02-02"),
    ]
    found = bench.finding(bench.count(), *others)
    assert found.review_codes == ("HR-PRIOR-COND", "HR-TWO-PRIORS")
    assert "PC 207 of 1990-02-02 disqualifies only under" in found.statutory_reason
    assert "1985-02-02, 1985-02-02: two priors or not" in found.statutory_reason
    assert found.disputes == (4, 5)
    turned = bench.finding(bench.count(), *reversed(others))
    assert set(turned.review_codes) == set(found.review_codes)


def test_an_amount_that_cannot_be_told_opens_every_aggravator_that_holds(bench: Bench) -> None:
    count = bench.count("11358 HS", fact_codes=["ENVIRONMENTAL_HARM"])
    found = bench.finding(count, bench.prior("187 PC"))
    assert found.review_codes == ("HR-QTY",)
    assert "PC 187 of 1990-02-02" in found.statutory_reason
    assert "proved: ENVIRONMENTAL_HARM" in found.statutory_reason


def test_age_and_level_that_both_matter_are_both_asked(bench: Bench) -> None:
    """An ounce around the new year of 2011: a misdemeanor before, an infraction after; at 20 or at 21."""
    count = bench.count("11357(B) HS", level="", offense_on="2010-12", conviction_on="2011-02-02")
    found = bench.finding(count, born="1989-12-15")
    assert found.review_codes == ("HR-AGE", "HR-LEVEL")
    assert bench.finding(count, born="1985-01-01").review_codes == ()
    assert bench.finding(count, born="1991-01-01").review_codes == ("HR-LEVEL",)


def weighed(bench: Bench, rows: list[tuple[str, list[str]]], bands: list[str]) -> Merits:
    """The merits of a plain count, were it under these rows."""
    facts = derive_facts(bench.person(bench.count()), bench.law)["1"]
    offense = Interval(date(2005, 1, 10), date(2005, 1, 10))
    weighing = Weighing(facts, bench.law, Switches(), offense, Trace(bench.law, False))
    return weigh(weighing, [(bench.law.rows[name], levels) for name, levels in rows], bands)


def test_two_rows_that_may_have_been_in_force_are_both_weighed(bench: Bench) -> None:
    two = weighed(bench, [("hs.11358.base", ["F"]), ("hs.11359.base", ["F"])], ["21+"])
    assert (two.outcome, two.codes) == ("", ("HR-DATE",))
    assert two.rule == "hs.11358.base"
    assert two.alternative == (
        "DISMISS_SEAL: age 21+ at the offense, felony / "
        "REDESIGNATE_MISDEMEANOR: age 21+ at the offense, felony"
    )
    same = weighed(bench, [("hs.11359.base", ["F"]), ("hs.11360a.base", ["F"])], ["21+"])
    assert (same.outcome, same.rule) == ("M", "hs.11359.base")
    assert weighed(bench, [("hs.11359.base", ["F"])], ["21+"]).outcome == "M"


def test_what_a_possibility_gives_is_told_only_where_it_gives_something(bench: Bench) -> None:
    """Under 18 an infraction whatever the priors; as an adult a person has to look at the kidnapping."""
    found = bench.finding(bench.count(offense_on="2005"), bench.prior("207 PC"), born="1987-02-01")
    assert found.review_codes == ("HR-PRIOR-COND", "HR-AGE")
    told = found.statutory_reason.partition("The result depends on what the record does not say: ")[2]
    assert told == (
        "Under 18, possession for sale is today an infraction (HS 11359(a)) "
        "[age under 18 at the offense, felony]"
    )
    assert found.alternative == "REDESIGNATE_INFRACTION: age under 18 at the offense, felony"


QUANTITIES_ON_FILE: list[dict[str, Any]] = [
    {},
    {"cannabis_grams": 1.0, "concentrate_grams": 1.0, "plants": 1},
    {"cannabis_grams": 900.0, "concentrate_grams": 900.0, "plants": 900},
]


@pytest.mark.parametrize("acts", [(), ("PERSONAL_TRANSPORT",)])
@pytest.mark.parametrize("on_file", QUANTITIES_ON_FILE, ids=["nothing", "little", "much"])
def test_the_table_answers_every_level_age_and_quantity_there_can_be(
    on_file: dict[str, Any], acts: tuple[str, ...], bench: Bench
) -> None:
    plain = derive_facts(bench.person(bench.count()), bench.law)["1"]
    facts = replace(plain, fact_codes=acts, **on_file)
    offense = Interval(date(2005, 1, 10), date(2005, 1, 10))
    weighing = Weighing(facts, bench.law, Switches(), offense, Trace(bench.law, False))
    for row in bench.law.rows.values():
        levels = {level for _, _, possible in row.levels for level in possible}
        for level, band in product(levels, BANDS):
            found = weighing.answer(row, level, band)
            assert found.reason, (row.id, level, band)
            assert found.outcome in OUTCOMES or found.codes, (row.id, level, band)


@pytest.mark.parametrize(
    ("row", "band", "facts"),
    [
        ("hs.11359.base", "18-20", {}),  # employing a minor is for 21 and over only
        ("hs.11360a.base", "21+", {"fact_codes": ("IMPORT_EXPORT",), "cannabis_grams": 20.0}),  # too little
    ],
)
def test_an_aggravator_that_does_not_apply_hides_no_other_wherever_it_stands(
    row: str, band: str, facts: dict[str, Any], bench: Bench
) -> None:
    who = bench.person(bench.count(), bench.prior("187 PC"))
    known = replace(derive_facts(who, bench.law)["1"], **facts)
    offense = Interval(date(2005, 1, 10), date(2005, 1, 10))
    weighing = Weighing(known, bench.law, Switches(), offense, Trace(bench.law, False))
    as_written = bench.law.rows[row]
    turned = replace(as_written, aggravators=as_written.aggravators[::-1])
    assert weighing.answer(as_written, "F", band).outcome == "N"
    assert weighing.answer(turned, "F", band).outcome == "N"
