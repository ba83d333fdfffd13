"""Other entries of the record as one count sees them: what they are, since when, and what each leads to."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.conviction_facts import ConvictionFacts, Prior, Sentence
from expunge_desktop.rules.facts import derive_facts
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.priors import (
    BEFORE,
    BETWEEN,
    LATER,
    SAME_CASE,
    PriorAnswer,
    disqualifying_prior,
    timing,
    two_priors,
)
from expunge_desktop.rules.switches import Switches

OFFENSE = Interval(date(2005, 1, 10), date(2005, 1, 10))
DEFAULT = Switches()


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
        ("", "1989-01-01", "UNKNOWN", PartialDate(1989, 1, 1)),
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


def prior(**values: Any) -> Prior:
    """A murder conviction of 1990 in another case, unless said otherwise; `on` as text."""
    if "on" in values:
        values["on"] = PartialDate.parse(values["on"])
    default: dict[str, Any] = {"on": PartialDate(1990, 2, 2), "strike": "definite", "county": "KERN"}
    return Prior(
        "p", values.pop("charge", "PC 187"), values.pop("nature", "conviction"), **(default | values)
    )


def facts(*priors: Prior, convicted: str = "2005-03-01") -> ConvictionFacts:
    """A count convicted on 1 March 2005, with these other entries."""
    sentence = Sentence(PartialDate.parse(convicted))
    return ConvictionFacts("1", "HS 11359", Disposition.CONVICTED, sentence=sentence, priors=priors)


@pytest.mark.parametrize(
    ("on", "convicted", "when"),
    [
        ("2005-01-09", "2005-03-01", BEFORE),
        ("2005-01-10", "2005-03-01", BETWEEN),
        ("2005-03-01", "2005-03-01", BETWEEN),
        ("2005-03-02", "2005-03-01", LATER),
        ("2005-03", "2005-03-01", BETWEEN),
        ("2005-04", "2005-03", LATER),
        ("2005-03-31", "2005-03", BETWEEN),
        ("2004", "2005-03-01", BEFORE),
        ("2005", "2005-03-01", BETWEEN),
        ("2006", "2005-03-01", LATER),
        ("2006", "", BETWEEN),
        ("", "2005-03-01", BETWEEN),
    ],
)
def test_before_is_strict_and_later_is_after_the_conviction(on: str, convicted: str, when: str) -> None:
    one = prior(on=on)
    assert timing(one, facts(convicted=convicted), OFFENSE) == when
    assert timing(replace(one, is_same_case=True), facts(convicted=convicted), OFFENSE) == SAME_CASE
    assert timing(replace(one, is_same_case=None), facts(convicted=convicted), OFFENSE) == when


def test_without_a_first_day_of_the_offense_nothing_is_before_it() -> None:
    assert timing(prior(), facts(), Interval(None, date(2005, 3, 1))) == BETWEEN


def answer(*priors: Prior, **switches: Any) -> PriorAnswer:
    """The answer about disqualifying priors."""
    return disqualifying_prior(facts(*priors), OFFENSE, replace(DEFAULT, **switches))


IN_WORDS = [
    (prior(), Tri.YES, [],
     "PC 187 of 1990-02-02 is before the offense and listed in PC 667(e)(2)(C)(iv)", []),
    (prior(strike="", registrable="definite"), Tri.YES, [],
     "PC 187 of 1990-02-02 is before the offense and listed in PC 290(c)", []),
    (prior(on="2006"), Tri.NO, [], "PC 187 of 2006 is later and does not count (People v. Smit)", [5]),
    (prior(on="2006", strike="", registrable="definite"), Tri.NO, [],
     "PC 187 of 2006 is later and does not count (People v. Smit)", []),
    (prior(is_same_case=True), Tri.NO, [],
     "PC 187 of 1990-02-02 is in the same case and does not count (People v. Smit)", [5]),
    (prior(on=""), Tri.UNKNOWN, ["HR-PRIOR-TIMING"],
     "PC 187, undated is not clearly before the offense", [5]),
    (prior(is_doubtful=True), Tri.UNKNOWN, ["HR-IDENTITY"],
     "PC 187 of 1990-02-02 may belong to somebody else", []),
    (prior(nature="juvenile"), Tri.UNKNOWN, ["HR-PRIOR-JUV"],
     "PC 187 of 1990-02-02 is a juvenile adjudication", [5]),
    (prior(nature="juvenile", strike="", registrable="definite"), Tri.NO, [],
     "PC 187 of 1990-02-02 is a juvenile adjudication, no prior conviction (People v. Zamora)", [5]),
    (prior(strike="", is_registration=True, charge="PC 290"), Tri.UNKNOWN, ["HR-PRIOR-REG"],
     "PC 290 of 1990-02-02 shows a registration but not for which offense", [5]),
    (prior(is_foreign=True), Tri.UNKNOWN, ["HR-PRIOR-FOREIGN"],
     "PC 187 of 1990-02-02 was entered in KERN", [5]),
    (prior(is_foreign=True, county=""), Tri.UNKNOWN, ["HR-PRIOR-FOREIGN"],
     "PC 187 of 1990-02-02 was entered in a county that is not recorded", [5]),
    (prior(nature="unclear"), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "PC 187 of 1990-02-02: whether a conviction was entered is not known", []),
    (prior(strike="conditional"), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "PC 187 of 1990-02-02 disqualifies only under conditions the row does not show", [5]),
    (prior(strike="", registrable="conditional"), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "PC 187 of 1990-02-02 disqualifies only under conditions the row does not show", [5]),
    (prior(strike="", is_life_term=True), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "PC 187 of 1990-02-02 carried a life term", [5]),
    (prior(strike="", is_unreadable=True, charge=""), Tri.UNKNOWN, ["HR-PRIOR-COND"],
     "unreadable charge of 1990-02-02 cannot be read as a section", []),
]  # fmt: skip


@pytest.mark.parametrize(("one", "holds", "codes", "note", "disputes"), IN_WORDS)
def test_each_entry_leads_to_its_answer_in_words(
    one: Prior, holds: Tri, codes: list[str], note: str, disputes: list[int]
) -> None:
    assert answer(one) == PriorAnswer(holds, codes, [note], disputes)


def test_entries_that_cannot_disqualify_are_passed_over() -> None:
    assert answer(prior(strike="", same_offense="yes")) == PriorAnswer()
    juvenile = prior(nature="juvenile", strike="", is_foreign=True)
    assert answer(juvenile) == PriorAnswer()


def test_a_juvenile_adjudication_that_cannot_be_read_may_be_a_super_strike() -> None:
    assert answer(prior(nature="juvenile", strike="", is_unreadable=True)).codes == ["HR-PRIOR-JUV"]


def test_what_is_passed_over_hides_nothing_behind_it() -> None:
    passed = [prior(strike=""), prior(on="2006"), prior(is_doubtful=True), prior(is_same_case=True)]
    for one in passed:
        assert answer(one, prior()).answer is Tri.YES
        assert answer(one, prior(strike="conditional")).answer is Tri.UNKNOWN


def test_codes_and_disputes_are_told_once_and_a_proved_prior_needs_none() -> None:
    two = answer(prior(strike="conditional"), prior(strike="conditional", on="1991-01-01"))
    assert two.codes == ["HR-PRIOR-COND"]
    assert two.disputes == [5]
    assert len(two.notes) == 2
    for order in ((prior(), prior(strike="conditional")), (prior(strike="conditional"), prior())):
        found = answer(*order)
        assert (found.answer, found.codes) == (Tri.YES, [])
        assert len(found.notes) == 2


@pytest.mark.parametrize(
    ("on", "switch", "holds"),
    [
        ("2005-03-01", "hand_review", Tri.UNKNOWN),
        ("2005-03-01", "count", Tri.YES),
        ("2005-03-01", "ignore", Tri.NO),
        ("2005-02-28", "count", Tri.UNKNOWN),
        ("2005-02-28", "ignore", Tri.UNKNOWN),
        ("2005-03", "count", Tri.UNKNOWN),
        ("2005-03", "ignore", Tri.UNKNOWN),
        ("1990-02-02", "ignore", Tri.YES),
        ("", "count", Tri.UNKNOWN),
    ],
)
def test_the_same_day_in_another_case_follows_the_switch(on: str, switch: str, holds: Tri) -> None:
    assert answer(prior(on=on), same_day_priors=switch).answer is holds


def same(on: str, **values: Any) -> Prior:
    """A conviction of the same offense."""
    return prior(**({"charge": "HS 11359", "strike": "", "same_offense": "yes", "on": on} | values))


def twice(*priors: Prior, **switches: Any) -> PriorAnswer:
    """The answer about two priors of the same offense."""
    return two_priors(facts(*priors), OFFENSE, replace(DEFAULT, **switches))


def test_two_on_different_days_keep_the_felony_unless_the_office_reviews_them() -> None:
    two = (same("1985-02-02"), same("1991-03-03"))
    days = "1985-02-02, 1991-03-03"
    assert twice(*two) == PriorAnswer(Tri.YES, [], [f"convictions of the same offense on {days}"], [4])
    assert twice(*two, two_priors_before_act="hand_review") == PriorAnswer(
        Tri.UNKNOWN, ["HR-TWO-PRIORS"], [f"convictions of the same offense on {days}, before the Act"], [4]
    )


@pytest.mark.parametrize(
    "second",
    [
        same("1985-02-02"),
        same("1985"),
        same(""),
        same("2005-02-02"),
        same("1991-03-03", same_offense="maybe"),
        same("1991-03-03", nature="unclear"),
        same("1991-03-03", is_foreign=True),
    ],
)
def test_a_second_one_that_may_count_is_reviewed(second: Prior) -> None:
    first = same("1985-02-02")
    days = f"1985-02-02, {second.on or 'undated'}"
    assert twice(first, second) == PriorAnswer(
        Tri.UNKNOWN, ["HR-TWO-PRIORS"], [f"convictions of the same offense on {days}: two priors or not"], [4]
    )


def test_one_that_may_belong_to_somebody_else_says_so() -> None:
    found = twice(same("1985-02-02"), same("1991-03-03", is_doubtful=True))
    assert found.answer is Tri.UNKNOWN
    assert found.codes == ["HR-IDENTITY", "HR-TWO-PRIORS"]
    assert found.notes[0] == "one of them may belong to somebody else"


@pytest.mark.parametrize(
    "second",
    [
        same("2006-01-01"),
        same("1991-03-03", is_same_case=True),
        same("1991-03-03", nature="juvenile"),
        same("1991-03-03", same_offense=""),
    ],
)
def test_a_second_one_that_cannot_count_leaves_one(second: Prior) -> None:
    assert twice(same("1985-02-02"), second) == PriorAnswer()
    assert twice(second, same("1985-02-02")) == PriorAnswer()
    assert twice(second, same("1985-02-02"), same("1991-03-03")).answer is Tri.YES


@pytest.mark.parametrize(
    ("switch", "holds"), [("hand_review", Tri.UNKNOWN), ("count", Tri.YES), ("ignore", Tri.NO)]
)
def test_two_convictions_of_one_day_follow_the_switch(switch: str, holds: Tri) -> None:
    assert twice(same("1985-02-02"), same("1985-02-02"), same_day_priors=switch).answer is holds
    perhaps = twice(same("1985-02-02"), same("1985-02-02", same_offense="maybe"), same_day_priors=switch)
    assert perhaps.answer is Tri.UNKNOWN


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        (("1985", "1986"), Tri.YES),
        (("1986", "1985"), Tri.YES),
        (("1985-12-31", "1985"), Tri.UNKNOWN),
        (("1985-06", "1985-06-30", "1985"), Tri.UNKNOWN),
        (("1985-06", "1985-07-01"), Tri.YES),
        (("1985-06", "1985-06-30"), Tri.UNKNOWN),
    ],
)
def test_days_known_in_part_are_different_only_where_they_must_be(days: tuple[str, ...], holds: Tri) -> None:
    assert twice(*(same(day) for day in days)).answer is holds
