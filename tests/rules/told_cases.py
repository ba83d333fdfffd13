"""Invented cases with everything the finding says of them, as one readable text (told_cases.txt).

A lawyer has read that text; the test compares it. After a change that is meant, make it anew and read the
difference: `.venv/bin/python -B tests/rules/told_cases.py > tests/rules/told_cases.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rules_bench import Bench

from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.domain.person import Count

JUVENILE = Disposition.JUVENILE_ADJUDICATION
OLD = {"born": "1930-01-01"}
YOUNG = {"born": "1986-01-01"}
CHILD = {"born": "1989-01-01"}
Case = tuple[str, list[Count], dict[str, Any]]


def cases(bench: Bench) -> list[Case]:
    """A name, the counts (the first is under review), and what else is known of the person."""
    count, prior = bench.count, bench.prior
    twice = [prior("11359 HS", "1985-02-02"), prior("11359 HS", "1991-02-02")]
    return [
        ("possession for sale", [count()], {}),
        ("possession for sale at 19", [count()], YOUNG),
        ("possession for sale at 16", [count()], CHILD),
        ("possession for sale after a murder", [count(), prior("187 PC", "1991-05-06")], {}),
        ("possession for sale after a registrable misdemeanor", [count(), prior("314(1) PC", level="M")], {}),
        ("possession for sale after a kidnapping", [count(), prior("207 PC")], {}),
        ("possession for sale before a murder", [count(), prior("187 PC", "2010-05-06")], {}),
        ("possession for sale, murder between offense and conviction",
         [count(), prior("187 PC", "2005-02-01")], {}),
        ("possession for sale for the third time", [count(), *twice], {}),
        ("possession for sale with a minor employed", [count(fact_codes=["MINOR_EMPLOYED"])], {}),
        ("possession for sale with a minor employed, at 19", [count(fact_codes=["MINOR_EMPLOYED"])], YOUNG),
        ("sale to a minor at 16", [count(fact_codes=["SALE_TO_MINOR"])], CHILD),
        ("nothing known but the conviction", [count(offense_on=None, level="")], {"born": None}),
        ("cultivation of six plants after a murder", [count("11358 HS", plants=6), prior("187 PC")], {}),
        ("cultivation of seven plants after a murder", [count("11358 HS", plants=7), prior("187 PC")], {}),
        ("cultivation after a murder", [count("11358 HS"), prior("187 PC")], {}),
        ("cultivation of seven plants after a kidnapping",
         [count("11358 HS", plants=7), prior("207 PC")], {}),
        ("cultivation with environmental harm", [count("11358 HS", fact_codes=["ENVIRONMENTAL_HARM"])], {}),
        ("cultivation, birth date unknown", [count("11358 HS")], {"born": None}),
        ("cultivation at 20 or 21", [count("11358 HS", offense_on="2005")], {"born": "1984-02-01"}),
        ("cultivation in breach of the rules",
         [count("11358 HS", fact_codes=["CULTIVATION_RULE_BREACH"])], {}),
        ("cultivation on school grounds", [count("11358 HS", fact_codes=["SCHOOL_GROUNDS"])], {}),
        ("cultivation in a restricted place",
         [count("11358 HS", fact_codes=["RESTRICTED_PLACE_OR_USE"])], {}),
        ("concentrate", [count("11357(A) HS")], {}),
        ("9 g of concentrate", [count("11357(A) HS", concentrate_grams=9.0)], {}),
        ("9 g of concentrate as a misdemeanor", [count("11357(A) HS", level="M", concentrate_grams=9.0)], {}),
        ("an ounce", [count("11357(B) HS", level="M")], {}),
        ("an ounce at 19", [count("11357(B) HS", level="M")], YOUNG),
        ("an ounce that was 30 g", [count("11357(B) HS", level="M", cannabis_grams=30.0)], {}),
        ("an ounce as a felony", [count("11357(B) HS", level="F")], {}),
        ("an ounce on school grounds", [count("11357(B) HS", level="M", fact_codes=["SCHOOL_GROUNDS"])], {}),
        ("an ounce on school grounds at 19",
         [count("11357(B) HS", level="M", fact_codes=["SCHOOL_GROUNDS"])], YOUNG),
        ("an ounce on school grounds at 16",
         [count("11357(B) HS", level="M", fact_codes=["SCHOOL_GROUNDS"])], CHILD),
        ("an ounce in a car", [count("11357(B) HS", level="M", fact_codes=["RESTRICTED_PLACE_OR_USE"])], {}),
        ("an infraction in a car", [count("11357(B) HS", level="I", offense_on="2012-01-01",
                                          conviction_on="2012-02-02",
                                          fact_codes=["RESTRICTED_PLACE_OR_USE"])], {}),
        ("more than an ounce", [count("11357(C) HS", level="M")], {}),
        ("possession, no letter recorded", [count("11357 HS")], {}),
        ("possession, neither letter nor level recorded", [count("11357 HS", level="")], {}),
        ("sources disagree on the level", [count("11357(A) HS", has_level_conflict=True)], {}),
        ("transport", [count("11360(A) HS")], {}),
        ("transport, level unknown", [count("11360 HS", level="")], {}),
        ("personal transport of an ounce", [count("11360(A) HS", cannabis_grams=28.5, concentrate_grams=4.0,
                                                  fact_codes=["PERSONAL_TRANSPORT"])], {}),
        ("a gift to somebody of 19", [count("11360(A) HS", cannabis_grams=5.0,
                                            fact_codes=["GIFT", "RECIPIENT_UNDER_21"])], {}),
        ("giving an ounce to somebody of 19",
         [count("11360(B) HS", level="M", fact_codes=["RECIPIENT_UNDER_21"])], {}),
        ("import of 30 g", [count("11360(A) HS", cannabis_grams=30.0, fact_codes=["IMPORT_EXPORT"])], {}),
        ("import of 5 g of concentrate", [count("11360(A) HS", concentrate_grams=5.0,
                                                fact_codes=["IMPORT_EXPORT"])], {}),
        ("import of an unknown amount", [count("11360(A) HS", fact_codes=["IMPORT_EXPORT"])], {}),
        ("before 1972, two plants",
         [count("11530 HS", offense_on="1966", conviction_on="1967-01-01", plants=2)], OLD),
        ("before 1972", [count("11530 HS", offense_on="1969-01-01", conviction_on="1969-02-02")], OLD),
        ("before 1959", [count("11500 HS", offense_on="1957-01-01", conviction_on="1957-03-01")], OLD),
        ("the same number after 1959",
         [count("11500 HS", offense_on="1961-01-01", conviction_on="1961-03-01")], OLD),
        ("an attempt", [count("664/11359 HS")], {}),
        ("a conspiracy", [count("182/11359 HS")], {}),
        ("an accessory", [count("32 PC")], {}),
        ("an accessory still serving", [count("32 PC", is_serving=True, is_sentence_completed=None)], {}),
        ("sale to a minor", [count("11361 HS")], {}),
        ("the section of another code", [count("11358 PC")], {}),
        ("a charge nobody can read",
         [count("illegible", problems=("BAD_COUNT_ORDER", "MISSING_COUNTY"))], {}),
        ("a comment that names cannabis", [count("459 PC", comment="CHRG 11358 HS AND CHRG 11359 HS")], {}),
        ("a comment that names another cannabis section", [count(comment="ALSO CHRG 11358 HS")], {}),
        ("a subdivision that never was", [count("11359(B) HS")], {}),
        ("an offense after the Act", [count(offense_on="2017-01-01", conviction_on="2017-03-01")], {}),
        ("a conviction after the Act", [count(offense_on="2016-01-01", conviction_on="2016-11-09")], {}),
        ("a conviction in the year of the Act", [count(offense_on="2016-01-01", conviction_on="2016")], {}),
        ("a conviction without its day", [count(conviction_on=None)], {}),
        ("born on the day of the offense", [count(conviction_on=None)], {"born": "2005-01-10"}),
        ("born after the offense", [count(conviction_on=None)], {"born": "2006-01-01"}),
        ("offense after the conviction, and both after today",
         [count(offense_on="2021-01-01", conviction_on="2020-06-01")], {}),
        ("a section not yet in force", [count("11357(B) HS", level="M", offense_on="1974-01-01",
                                              conviction_on="1974-02-02")], OLD),
        ("another county", [count(county="KERN")], {}),
        ("a dismissal", [count(disposition=Disposition.DISMISSED)], {}),
        ("relief already given", [count(other_relief=("PC 17(b)", "11361.8(f)"))], {}),
        ("relief of another kind", [count(other_relief=("1203.4 PC", "PARDON"))], {}),
        ("an agency inferred", [count(filing_agency="City Attorney", is_agency_inferred=True)], {}),
        ("a disposition nobody knows", [count(disposition=Disposition.UNKNOWN)], {}),
        ("on the Department's list", [count(is_doj_listed=True, is_challenged=False)], {}),
        ("on the list, refused on the merits",
         [count(is_doj_listed=True, is_challenged=False), prior("187 PC")], {}),
        ("dead", [count(is_serving=True, is_sentence_completed=None)], {"is_deceased": True}),
        ("everything at once", [count(
            is_serving=True, is_sentence_completed=None, county="", disposition=JUVENILE, is_doj_listed=True,
            is_challenged=True, other_relief=("17(b)", "PARDON"), problems=("BAD_COUNT_ORDER",),
            fact_codes=["TRANSFERRED_1203_9", "IDENTITY_DOUBT"])], {}),
    ]  # fmt: skip


def told(bench: Bench) -> str:
    """Every case, told."""
    return "\n".join(told_case(bench, place) for place in range(len(cases(bench))))


def told_case(bench: Bench, place: int) -> str:
    """One case, told; steps that the first one tells in the same words are left out of the others."""
    every = cases(bench)
    text = list(_lines(bench, every[place]))
    if place:
        plain = {line for line in _lines(bench, every[0]) if line.startswith("  ")}
        text = [line for line in text if line not in plain]
    return "\n".join(text)


def _lines(bench: Bench, case: Case) -> Iterator[str]:
    name, counts, person = case
    found = bench.finding(*counts, explain=True, **person)
    yield f"== {name}"
    yield f"statute: {found.statutory_outcome.value}; {found.statutory_reason}"
    yield f"policy: {found.policy_outcome.value} by {found.policy_criterion}{_more(found)}"
    for title, values in (
        ("held", found.criteria_held),
        ("codes", found.review_codes),
        ("missing", found.missing_facts),
        ("disputes", found.disputes),
        ("path", found.rule_path),
    ):
        if values:
            yield f"{title}: {'; '.join(str(value) for value in values)}"
    for step in found.steps:
        yield f"  {step.rule} = {step.answer}{f' ({step.because})' if step.because else ''}"
    yield ""


def _more(found: Finding) -> str:
    sealed = {True: "sealed", False: "not sealed", None: ""}[found.is_sealed]
    parts = (found.route.value, sealed, f"confidence {found.confidence}", found.alternative)
    return "".join(f"; {part}" for part in parts if part)


if __name__ == "__main__":
    print(told(Bench()))
