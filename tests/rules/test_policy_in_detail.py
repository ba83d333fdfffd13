"""What a policy adds at its edges: what is reported, under which word, and what an unknown level means."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rules_bench import AS_OF, Bench

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.conviction_facts import ConvictionFacts, Sentence
from expunge_desktop.rules.criteria import Inputs, answer
from expunge_desktop.rules.criterion_limits import within
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.policy import Criterion, Limit
from expunge_desktop.rules.switches import Switches

OFFENSE = Interval(date(2005, 1, 10), date(2005, 1, 10))
DAY = PartialDate(2005, 3, 1)


def facts(**values: Any) -> ConvictionFacts:
    """A felony of 2005 by somebody born in 1980; `convicted` as text."""
    sentence = values.pop("sentence", Sentence(PartialDate.parse(values.pop("convicted", "2005-03-01"))))
    default = {"level": Level.FELONY, "born_on": PartialDate(1980, 3, 3), "only_cannabis": True}
    charge = values.pop("charge", "HS 11359")
    return ConvictionFacts("1", charge, Disposition.CONVICTED, sentence=sentence, **(default | values))


def asked(bench: Bench, test: str, given: ConvictionFacts, **values: Any) -> Tri:
    """The answer of one test."""
    switches, offense = Switches(**values.pop("switches", {})), values.pop("offense", OFFENSE)
    criterion = Criterion("it", "IT", "it", test, **values)
    return answer(criterion, Inputs(given, bench.law, AS_OF, offense, switches)).answer


@pytest.mark.parametrize(
    ("charge", "values", "criterion"),
    [
        ("11357(C) HS", {"level": "M"}, "NONE"),
        ("11359 HS", {}, "NONE"),
        ("11357(B) HS", {"level": "M"}, "STATUTORY"),
        ("11359 HS", {"fact_codes": ["SALE_TO_MINOR"]}, "DISQUALIFIED"),
        ("11361 HS", {}, "NONE"),
        ("11359 HS", {"county": "KERN"}, "NONE"),
    ],
)
def test_without_criteria_of_its_own_a_policy_reports_the_statute(
    charge: str, values: dict[str, Any], criterion: str, bench: Bench
) -> None:
    found = bench.finding(bench.count(charge, **values), policy=bench.statute_only)
    assert found.policy_criterion == criterion
    assert found.policy_outcome is found.statutory_outcome
    assert found.criteria_held == ()
    assert "policy.statute" in found.rule_path


def test_the_first_letter_names_the_subdivision(bench: Bench) -> None:
    found = bench.finding(bench.count("11357(B)(1) HS"))
    assert found.criteria_held[0] == "FELONY_11357_A_B"


def test_only_what_did_not_hold_is_disputed_where_nothing_holds(bench: Bench) -> None:
    """A misdemeanor of 2014 stops the ten years; were felonies alone counted, it would not (dispute 14)."""
    found = bench.finding(bench.count(), bench.prior("484(A) PC", "2014-06-01", level="M"))
    assert found.disputes == (14,)
    open_age = bench.finding(bench.count(), bench.prior("484(A) PC", "2014-06-01", level="M"), born="1970")
    assert open_age.policy_outcome.value == "HAND_REVIEW"
    assert open_age.disputes == (14,)
    assert open_age.review_codes == ("HR-AGE",)


def test_the_offense_s_whole_interval_is_asked_for_the_age(bench: Bench) -> None:
    year = Interval(date(2004, 1, 1), date(2005, 1, 10))
    at_offense = {"under21_at": "offense"}
    assert asked(bench, "age_below", facts(), years=24, offense=year, switches=at_offense) is Tri.UNKNOWN
    assert asked(bench, "age_below", facts(), years=25, offense=year, switches=at_offense) is Tri.YES


@pytest.mark.parametrize(
    ("convicted", "day", "before"),
    [
        ("2005-03", date(2005, 3, 1), Tri.NO),
        ("2005-03", date(2005, 3, 2), Tri.UNKNOWN),
        ("2005-03", date(2005, 3, 31), Tri.UNKNOWN),
        ("2005-03", date(2005, 4, 1), Tri.YES),
    ],
)
def test_a_month_lies_before_a_day_or_behind_it_or_around_it(
    convicted: str, day: date, before: Tri, bench: Bench
) -> None:
    assert asked(bench, "convicted_before", facts(convicted=convicted), day=day) is before
    assert asked(bench, "convicted_on_or_after", facts(convicted=convicted), day=day) is ~before


@pytest.mark.parametrize(
    ("sentence", "is_deceased", "over"),
    [
        (Sentence(DAY, is_serving=True), None, Tri.NO),
        (Sentence(DAY, is_serving=True), True, Tri.YES),
        (Sentence(DAY, completed_on=PartialDate(2020, 2, 11)), None, Tri.YES),
        (Sentence(DAY, completed_on=PartialDate(2020, 2, 12)), None, Tri.NO),
        (Sentence(DAY, (("JAIL", 30, "D"),)), None, Tri.YES),
        (Sentence(DAY, (("JAIL", 10, "Y"),)), None, Tri.UNKNOWN),
    ],
)
def test_every_sentence_of_the_record_has_to_be_over(
    sentence: Sentence, is_deceased: bool | None, over: Tri, bench: Bench
) -> None:
    done = Sentence(DAY, is_completed=True)
    for given in (facts(sentence=sentence), facts(sentence=done, other_sentences=(sentence,))):
        record = replace(given, is_deceased=is_deceased)
        assert asked(bench, "only_cannabis", record, switches={"only_cannabis": True}) is over
    assert asked(bench, "sentence_over", replace(facts(sentence=sentence), is_deceased=is_deceased)) is over


def test_an_inference_is_told_without_the_parts_that_infer_nothing(bench: Bench) -> None:
    parts = (Criterion("a", "A", "a", "deceased"), Criterion("b", "B", "b", "probation_completed"))
    aside = facts(sentence=Sentence(DAY, is_set_aside=True))
    inputs = Inputs(aside, bench.law, AS_OF, OFFENSE, Switches())
    found = answer(Criterion("it", "IT", "it", parts=parts), inputs)
    assert found.flag == "B by inference from the set-aside under PC 1203.4"
    limited = Criterion("it", "IT", "it", parts=parts, applies_to=Limit(levels=(Level.FELONY,)))
    unknown = answer(limited, replace(inputs, facts=replace(aside, charge="HS 11357(a)", level=None)))
    assert (unknown.answer, unknown.flag) == (Tri.UNKNOWN, "")


@pytest.mark.parametrize(
    ("offense", "convicted", "level", "found"),
    [
        ("2010-06-01", "2010", Level.MISDEMEANOR, Tri.YES),
        ("2010-06-01", "2011-02-02", Level.MISDEMEANOR, Tri.UNKNOWN),
        ("2011-06-01", "2011-08-08", Level.MISDEMEANOR, Tri.NO),
        ("2011-06-01", "2011-08-08", Level.INFRACTION, Tri.YES),
    ],
)
def test_an_unknown_level_is_every_level_of_the_time(
    offense: str, convicted: str, level: Level, found: Tri, bench: Bench
) -> None:
    day = date.fromisoformat(offense)
    ounce = facts(charge="HS 11357(b)", level=None, convicted=convicted)
    assert within(Limit(levels=(level,)), ounce, bench.law, Interval(day, day)).answer is found


def test_a_section_is_told_with_all_below_it(bench: Bench) -> None:
    limit = Limit(sections=(Citation("11360", ("a",), "HS"),))
    for charge, found in (("HS 11360(a)(2)", Tri.YES), ("HS 11360", Tri.UNKNOWN), ("HS 11360(b)", Tri.NO)):
        assert within(limit, facts(charge=charge), bench.law, OFFENSE).answer is found
