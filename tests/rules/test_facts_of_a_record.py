"""Facts of one count are what the record says, no more; and what the rest of the record means for it."""

from dataclasses import fields
from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, SentencePart
from expunge_desktop.rules.charges import UNREADABLE
from expunge_desktop.rules.conviction_facts import ConvictionFacts, LastConvictions, Prior, Sentence
from expunge_desktop.rules.facts import charge_of, derive_facts, is_under_review, sentence_of
from expunge_desktop.rules.facts_json import facts_from_json, facts_to_json

SAME_NAME = (
    *("ref", "disposition", "county", "is_agency_inferred", "level", "has_level_conflict", "offense_on"),
    *("offense_on_source", "commenced_on", "cannabis_grams", "concentrate_grams", "plants", "other_relief"),
    *("is_doj_listed", "is_challenged"),
)
FULL: dict[str, Any] = {
    "ref": "7",
    "charge": "11357(A) HS",
    "county": "KERN",
    "filing_agency": "City Attorney",
    "is_agency_inferred": True,
    "level": "M",
    "has_level_conflict": True,
    "offense_on": "2001-01-01",
    "offense_on_source": "arrest",
    "commenced_on": "2001-02-02",
    "conviction_on": "2001-03-03",
    "cannabis_grams": 1.5,
    "concentrate_grams": 2.5,
    "plants": 3,
    "other_relief": ("17(b)",),
    "is_doj_listed": True,
    "is_challenged": False,
    "fact_codes": ["SCHOOL_GROUNDS", "GIFT"],
    "sentence_parts": (SentencePart("JAIL", 30, "D"), SentencePart("FINE", None, "")),
    "is_sentence_completed": True,
    "sentence_completed_on": "2001-04-04",
    "is_serving": False,
    "was_probation_granted": True,
    "probation_status": "COMPLETED",
    "probation_ended_on": "2001-05-05",
    "is_revoked": True,
    "revoked_on": "2001-06-06",
    "is_set_aside": True,
    "set_aside_on": "2001-07-07",
}


def facts_of(bench: Bench, count: Count, *others: Count, **person: Any) -> ConvictionFacts:
    """The facts of the first count."""
    return derive_facts(bench.person(count, *others, **person), bench.law)[count.ref]


def test_every_value_of_the_row_is_carried_over_unchanged(bench: Bench) -> None:
    count = bench.count(**FULL)
    facts = facts_of(bench, count, is_deceased=True)
    assert {name: getattr(facts, name) for name in SAME_NAME} == {
        name: getattr(count, name) for name in SAME_NAME
    }
    assert facts.charge == "HS 11357(a)"
    assert facts.agency == "City Attorney"
    assert facts.fact_codes == ("GIFT", "SCHOOL_GROUNDS")
    assert facts.is_deceased is True
    assert facts.born_on == PartialDate(1980, 3, 3)
    assert facts.conviction_on == PartialDate(2001, 3, 3)
    assert facts.sentence == sentence_of(count)


def test_the_sentence_is_the_row_s_own(bench: Bench) -> None:
    sentence = sentence_of(bench.count(**FULL))
    assert sentence == Sentence(
        conviction_on=PartialDate(2001, 3, 3),
        parts=(("JAIL", 30, "D"), ("FINE", None, "")),
        is_completed=True,
        completed_on=PartialDate(2001, 4, 4),
        is_serving=False,
        was_probation_granted=True,
        probation_status="COMPLETED",
        probation_ended_on=PartialDate(2001, 5, 5),
        is_revoked=True,
        revoked_on=PartialDate(2001, 6, 6),
        is_set_aside=True,
        set_aside_on=PartialDate(2001, 7, 7),
    )


def test_what_was_stored_is_what_was_derived(bench: Bench) -> None:
    facts = facts_of(bench, bench.count(**FULL), bench.prior("243.4 PC"), bench.prior("187 PC", "1999"))
    assert len(facts.priors) == 2
    for one in (facts, ConvictionFacts("1", "HS 11359", Disposition.UNKNOWN)):
        assert facts_from_json(facts_to_json(one)) == one
    again = facts_from_json(facts_to_json(facts))
    for name in (field.name for field in fields(ConvictionFacts)):
        assert type(getattr(again, name)) is type(getattr(facts, name)), name
    assert isinstance(again.priors[0], Prior)
    assert isinstance(again.last_any, LastConvictions)


def test_what_an_earlier_version_stored_is_read_and_written_the_same() -> None:
    """A database holds such texts: another form of them needs another number at the front."""
    facts = ConvictionFacts(
        *("1", "illegible §", Disposition.CONVICTED),
        sentence=Sentence(PartialDate(2001, 3), (("JAIL", 30, "D"),)),
        last_any=LastConvictions("2001-03-01", "2001-03-31"),
        priors=(Prior("2", "PC 187", "conviction", PartialDate(1990, 2, 2)),),
    )
    stored = (
        '[1,"1","illegible §","CONVICTED","","",false,null,false,null,"",null,null,null,'
        '["2001-03",[["JAIL",30,"D"]],null,null,null,null,"",null,false,null,false,null],'
        "null,null,null,[],[],null,null,[],[],"
        '[["2","PC 187","conviction","1990-02-02","",false,"","","",false,false,false,false,false]],'
        '["2001-03-01","2001-03-31",false],["","",false],null,[]]'
    )
    assert facts_to_json(facts) == stored
    assert facts_from_json(stored) == facts


def test_facts_of_another_format_are_refused() -> None:
    text = facts_to_json(ConvictionFacts("1", "HS 11359", Disposition.UNKNOWN))
    form = text[1 : text.index(",")]
    with pytest.raises(ValueError, match="facts of format 999"):
        facts_from_json(text.replace(form, "999", 1))


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("CHRG 11358 HS", True),
        ("CHRG 484 PC AND CHRG 11358 HS", True),
        ("CHRG 11358 PC", True),
        ("CHRG 484 PC", False),
        ("", False),
    ],
)
def test_any_cannabis_charge_in_the_comment_brings_a_row_under_review(
    comment: str, expected: bool, bench: Bench
) -> None:
    assert is_under_review(bench.count("459 PC", comment=comment), bench.law) is expected


@pytest.mark.parametrize(
    "disposition", [Disposition.DISMISSED, Disposition.PENDING, Disposition.REGISTRATION]
)
def test_an_unreadable_charge_matters_only_where_somebody_was_or_may_be_convicted(
    disposition: Disposition, bench: Bench
) -> None:
    assert not is_under_review(bench.count("illegible", disposition=disposition), bench.law)
    assert is_under_review(bench.count("illegible", disposition=Disposition.UNKNOWN), bench.law)
    assert is_under_review(bench.count("11359 HS", disposition=disposition), bench.law)


@pytest.mark.parametrize(
    ("charge", "comment", "named"),
    [
        ("11359 HS", "ALSO CHRG 11358 HS", ("HS 11358",)),
        ("11359 HS", "CHRG 11359 HS", ()),
        ("11359 HS", "CHRG 484 PC AND CHRG 11357(B) HS", ("HS 11357(b)",)),
        ("11359 HS", "CHRG 484 PC", ()),
        ("11359 HS", "", ()),
        ("SEE COMMENT", "CHRG 11358 HS AND CHRG 11357 HS", ()),
    ],
)
def test_the_comment_s_other_cannabis_charges_are_told(
    charge: str, comment: str, named: tuple[str, ...], bench: Bench
) -> None:
    assert facts_of(bench, bench.count(charge, comment=comment)).comment_charges == named


def test_a_row_without_a_charge_takes_the_one_its_comment_names(bench: Bench) -> None:
    named = bench.count("SEE COMMENT FOR CHARGE", comment="CHRG 11358 HS")
    assert charge_of(named, bench.law).label == "HS 11358"
    two = bench.count("SEE COMMENT FOR CHARGE", comment="CHRG 11358 HS CHRG 11359 HS")
    assert charge_of(two, bench.law).citation is None
    assert facts_of(bench, two).charge == "SEE COMMENT FOR CHARGE"


@pytest.mark.parametrize(
    ("charge", "label"),
    [("1135", "1135 (code missing)"), ("484", "484 (code missing)"), ("187", "187"), ("246", "246")],
)
def test_a_number_without_its_code_may_be_what_is_left_of_another(
    charge: str, label: str, bench: Bench
) -> None:
    found = charge_of(bench.count(charge), bench.law)
    assert found.label == label
    assert (found.citation is None) == label.endswith("missing)")


def test_a_problem_of_the_import_that_concerns_no_decision_has_no_code(bench: Bench) -> None:
    known = next(iter(bench.law.problem_codes))
    count = bench.count(problems=("a-kind-of-no-concern", known))
    assert facts_of(bench, count).problem_codes == (bench.law.problem_codes[known],)
    plain = facts_of(bench, bench.count(), problems=("a-kind-of-no-concern", known))
    assert plain.problem_codes == (bench.law.problem_codes[known],)
    assert facts_of(bench, bench.count()).problem_codes == ()


def test_nobody_was_convicted_before_the_age_of_ten(bench: Bench) -> None:
    assert facts_of(bench, bench.count(conviction_on="1989-12-31")).problem_codes == ("HR-DATE",)
    assert facts_of(bench, bench.count(conviction_on="1990-01-01")).problem_codes == ()


@pytest.mark.parametrize(
    ("charge", "disposition", "text", "matters"),
    [
        ("290 PC", "DISMISSED", "", True),
        ("290 PC", "DISMISSED", "  ", True),
        ("290 PC", "DISMISSED", "DISMISSED/FURTHERANCE OF JUSTICE", False),
        ("", "DISMISSED", "", True),  # it may have been a registration
        ("", "DISMISSED", "DISMISSED/FURTHERANCE OF JUSTICE", False),
        ("459 PC", "DISMISSED", "", False),
    ],
)
def test_an_entry_that_may_be_a_registration_is_kept_where_its_disposition_is_not_told(
    charge: str, disposition: str, text: str, matters: bool, bench: Bench
) -> None:
    entry = bench.prior(charge, disposition=Disposition(disposition), disposition_text=text)
    assert bool(facts_of(bench, bench.count(), entry).priors) is matters


@pytest.mark.parametrize(
    ("others", "only"),
    [
        ([], True),
        ([("11357(B) HS", "CONVICTED")], True),
        ([("459 PC", "CONVICTED")], False),
        ([("459 PC", "DISMISSED"), ("484 PC", "CONVICTED")], False),
        ([("459 PC", "DISMISSED")], True),
        ([("illegible", "CONVICTED")], None),
        ([("11358 PC", "CONVICTED")], None),
        ([("11500 HS", "CONVICTED")], None),
        ([("11359 HS", "UNKNOWN")], None),
        ([("illegible", "CONVICTED"), ("459 PC", "CONVICTED")], False),
    ],
)
def test_whether_the_record_holds_cannabis_convictions_alone(
    others: list[tuple[str, str]], only: bool | None, bench: Bench
) -> None:
    made = [
        bench.prior(charge, ref=f"p{place}", disposition=Disposition(disposition))
        for place, (charge, disposition) in enumerate(others)
    ]
    facts = facts_of(bench, bench.count(), *made)
    assert facts.only_cannabis is only
    convicted = [count for count in made if count.disposition is Disposition.CONVICTED]
    assert len(facts.other_sentences) == (0 if only is False else len(convicted))


LAST = tuple[str, str, bool]


@pytest.mark.parametrize(
    ("counts", "any_crime", "felony"),
    [
        ([("2005-03-01", {})], ("2005-03-01", "2005-03-01", False), ("2005-03-01", "2005-03-01", False)),
        ([("2005-03-01", {"level": "M"})], ("2005-03-01", "2005-03-01", False), ("", "", False)),
        ([("2005-03-01", {"level": "I"})], ("", "", False), ("", "", False)),
        ([("2005-03-01", {"level": ""})], ("", "2005-03-01", False), ("", "2005-03-01", False)),
        ([("2005-03-01", {"level": "I", "has_level_conflict": True})], ("", "2005-03-01", False),
         ("", "2005-03-01", False)),
        ([("2005-03-01", {"fact_codes": ["IDENTITY_DOUBT"]})], ("", "2005-03-01", False),
         ("", "2005-03-01", False)),
        ([("2005-03-01", {"disposition": Disposition.UNKNOWN})], ("", "2005-03-01", False),
         ("", "2005-03-01", False)),
        ([("2005-03-01", {"disposition": Disposition.DISMISSED})], ("", "", False), ("", "", False)),
        ([("2005", {})], ("2005-01-01", "2005-12-31", False), ("2005-01-01", "2005-12-31", False)),
        ([("", {})], ("", "", True), ("", "", True)),
        ([("", {"level": "M"})], ("", "", True), ("", "", False)),
        ([("", {}), ("", {"level": "M"})], ("", "", True), ("", "", True)),
        ([("1975-01-01", {})], ("", "", True), ("", "", True)),
        ([("2005-03-01", {}), ("2001-01-01", {}), ("2003", {"level": "M"})],
         ("2005-03-01", "2005-03-01", False), ("2005-03-01", "2005-03-01", False)),
        ([("2005-03-01", {"level": "I"}), ("2001-01-01", {"disposition": Disposition.ACQUITTED}),
          ("1999-09-09", {})], ("1999-09-09", "1999-09-09", False), ("1999-09-09", "1999-09-09", False)),
        ([("", {}), ("2006-01-01", {"level": "M"})], ("2006-01-01", "2006-01-01", True), ("", "", True)),
    ],
)  # fmt: skip
def test_the_last_conviction_that_surely_and_that_possibly_counts(
    counts: list[tuple[str, dict[str, Any]]], any_crime: LAST, felony: LAST, bench: Bench
) -> None:
    made = [bench.prior("459 PC", on, ref=f"p{place}", **values) for place, (on, values) in enumerate(counts)]
    facts = facts_of(bench, bench.count(disposition=Disposition.DISMISSED), *made)
    assert (facts.last_any, facts.last_felony) == (LastConvictions(*any_crime), LastConvictions(*felony))


def test_a_level_that_is_not_recorded_is_known_where_the_section_had_one_only(bench: Bench) -> None:
    facts = facts_of(bench, bench.count(level=""))
    assert facts.last_felony == LastConvictions("2005-03-01", "2005-03-01", False)


@pytest.mark.parametrize("charge", ["1135", "135 "])
def test_a_number_without_its_code_is_no_section_of_its_own(charge: str, bench: Bench) -> None:
    """It may be what is left of 11359 HS: where somebody was convicted a person looks, elsewhere nobody."""
    count = bench.count(charge)
    assert charge_of(count, bench.law).kind == UNREADABLE
    assert is_under_review(count, bench.law)
    assert facts_of(bench, count).charge == f"{charge.strip()} (code missing)"
    assert not is_under_review(bench.count(charge, disposition=Disposition.DISMISSED), bench.law)
