"""Each test of a criterion: its answer, why, what is missing, under which code, which point is disputed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rules_bench import AS_OF, Bench

from expunge_desktop.domain.citation import Citation
from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules.conviction_facts import ConvictionFacts, LastConvictions, Sentence
from expunge_desktop.rules.criteria import (
    CriterionAnswer,
    Inputs,
    answer,
    answer_all,
    combined,
    is_enabled,
    together,
)
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.policy import Criterion, Limit, Policy
from expunge_desktop.rules.switches import Switches

YES, NO, UNKNOWN = Tri.YES, Tri.NO, Tri.UNKNOWN
OFFENSE = Interval(date(2005, 1, 10), date(2005, 1, 10))
DONE = Sentence(PartialDate(2005, 3, 1), is_completed=True)
OPEN = Sentence(PartialDate(2005, 3, 1))
RUNS = Sentence(PartialDate(2005, 3, 1), is_serving=True)
Told = tuple[Tri, str, tuple[str, ...], tuple[str, ...], tuple[int, ...]]


def facts(**values: Any) -> ConvictionFacts:
    """A felony of 2005 under 11359 by somebody born in 1980, sentence completed; dates as text."""
    default: dict[str, Any] = {
        "level": Level.FELONY,
        "born_on": PartialDate(1980, 3, 3),
        "sentence": DONE,
        "only_cannabis": True,
        "last_any": LastConvictions("2005-03-01", "2005-03-01"),
        "last_felony": LastConvictions("2005-03-01", "2005-03-01"),
    }
    for name in ("born_on",):
        if isinstance(values.get(name), str):
            values[name] = PartialDate.parse(values[name])
    if "convicted" in values:
        values["sentence"] = replace(DONE, conviction_on=PartialDate.parse(values.pop("convicted")))
    return ConvictionFacts("1", "HS 11359", Disposition.CONVICTED, **(default | values))


def ask(bench: Bench, criterion: Criterion, given: ConvictionFacts, **more: Any) -> CriterionAnswer:
    """The answer, explained; other switches and offense dates where said."""
    offense = more.pop("offense", OFFENSE)
    explain = more.pop("explain", True)
    return answer(criterion, Inputs(given, bench.law, AS_OF, offense, Switches(**more), explain))


def one(test: str, **values: Any) -> Criterion:
    """A criterion reported as IT."""
    return Criterion("it", "IT", "it", test, **values)


AGE = "the birth date (booking record)"
EVALUATED = "born 1980-03-03 and evaluated on 2020-02-11"
BELOW = "IT: the birth date or conviction date (booking record)"
ONLY_FELONIES = "it applies to a felony only"
CASES: list[tuple[Criterion, dict[str, Any], dict[str, Any], Told]] = [
    (one("age_at_evaluation", years=39), {}, {}, (YES, EVALUATED, (), (), ())),
    (one("age_at_evaluation", years=40), {}, {}, (NO, EVALUATED, (), (), ())),
    (one("age_at_evaluation", years=40), {"born_on": None}, {},
     (UNKNOWN, "born unknown and evaluated on 2020-02-11", (f"IT: {AGE}",), ("HR-AGE",), ())),
    (one("age_at_evaluation", years=40), {"born_on": "1980"}, {},
     (UNKNOWN, "born 1980 and evaluated on 2020-02-11", (f"IT: {AGE}",), ("HR-AGE",), ())),
    (one("age_below", years=25), {}, {}, (YES, "born 1980-03-03 and conviction 2005-03-01", (), (), ())),
    (one("age_below", years=24), {}, {}, (NO, "born 1980-03-03 and conviction 2005-03-01", (), (), ())),
    (one("age_below", years=25), {"convicted": ""}, {},
     (UNKNOWN, "born 1980-03-03 and conviction unknown", (BELOW,),
      ("HR-AGE",), ())),
    (one("age_below", years=25), {"convicted": "2005-03"}, {},
     (UNKNOWN, "born 1980-03-03 and conviction 2005-03", (BELOW,),
      ("HR-AGE",), ())),
    (one("age_below", years=25), {}, {"under21_at": "offense"},
     (YES, "born 1980-03-03 and offense 2005-01-10", (), (), ())),
    (one("age_below", years=24), {}, {"under21_at": "offense", "offense": Interval(None, date(2005, 1, 10))},
     (UNKNOWN, "born 1980-03-03 and offense unknown to 2005-01-10",
      ("IT: the birth date or offense date (booking record)",), ("HR-AGE",), ())),
    (one("age_below", years=24), {}, {"under21_at": "offense", "offense": Interval(date(2004, 1, 1), None)},
     (UNKNOWN, "born 1980-03-03 and offense 2004-01-01 to unknown",
      ("IT: the birth date or offense date (booking record)",), ("HR-AGE",), ())),
    (one("years_without_conviction", years=10), {}, {},
     (YES, "last conviction 2005-03-01 against 2010-02-11", (), (), ())),
    (one("years_without_conviction", years=10), {"last_any": LastConvictions("2010-02-11", "2010-02-11")}, {},
     (YES, "last conviction 2010-02-11 against 2010-02-11", (), (), ())),
    (one("years_without_conviction", years=10), {"last_any": LastConvictions("2010-02-12", "2010-02-12")}, {},
     (NO, "last conviction 2010-02-12 against 2010-02-11", (), (), (14,))),
    (one("years_without_conviction", years=10),
     {"last_any": LastConvictions("2010-02-12", "2010-02-12"),
      "last_felony": LastConvictions("2010-02-12", "2010-02-12")}, {},
     (NO, "last conviction 2010-02-12 against 2010-02-11", (), (), ())),
    (one("years_without_conviction", years=10),
     {"last_any": LastConvictions("2012-02-12", "2012-02-12"),
      "last_felony": LastConvictions("2010-02-11", "2010-02-11")}, {},
     (NO, "last conviction 2012-02-12 against 2010-02-11", (), (), (14,))),
    (one("years_without_conviction", years=10), {"last_any": LastConvictions("2005-03-01", "2010-02-12")}, {},
     (UNKNOWN, "last conviction 2010-02-12 against 2010-02-11",
      ("IT: dates and levels of all convictions since 2010-02-11 (dockets)",), ("HR-DATE",), ())),
    (one("years_without_conviction", years=10), {"last_any": LastConvictions("", "", True)}, {},
     (UNKNOWN, "last conviction undated against 2010-02-11",
      ("IT: dates and levels of all convictions since 2010-02-11 (dockets)",), ("HR-DATE",), ())),
    (one("years_without_conviction", years=10), {"last_felony": LastConvictions("2015-02-12", "2015-02-12")},
     {"ten_years_counts": "felony"},
     (NO, "last felony conviction 2015-02-12 against 2010-02-11", (), (), ())),
    (one("years_without_conviction", years=10), {"last_any": LastConvictions("2015-02-12", "2015-02-12")},
     {"ten_years_counts": "felony"},
     (YES, "last felony conviction 2005-03-01 against 2010-02-11", (), (), ())),
    (one("years_without_felony", years=10), {"last_felony": LastConvictions("2015-02-12", "2015-02-12")}, {},
     (NO, "last felony conviction 2015-02-12 against 2010-02-11", (), (), ())),
    (one("years_since_conviction", years=10), {}, {},
     (YES, "convicted 2005-03-01 (asked: on or before 2010-02-11)", (), (), ())),
    (one("years_since_conviction", years=10), {"convicted": ""}, {},
     (UNKNOWN, "convicted on an unknown day (asked: on or before 2010-02-11)",
      ("IT: the date of the conviction (docket)",), ("HR-DATE",), ())),
    (one("convicted_before", day=date(2005, 3, 2)), {}, {},
     (YES, "convicted 2005-03-01 (asked: on or before 2005-03-01)", (), (), ())),
    (one("convicted_before", day=date(2005, 3, 1)), {}, {},
     (NO, "convicted 2005-03-01 (asked: on or before 2005-02-28)", (), (), ())),
    (one("convicted_on_or_after", day=date(2005, 3, 1)), {}, {},
     (YES, "convicted 2005-03-01 (asked: after 2005-02-28)", (), (), ())),
    (one("convicted_on_or_after", day=date(2005, 3, 2)), {}, {},
     (NO, "convicted 2005-03-01 (asked: after 2005-03-01)", (), (), ())),
    (one("deceased"), {"is_deceased": True}, {}, (YES, "a death is recorded", (), (), (16,))),
    (one("deceased"), {"is_deceased": False}, {}, (NO, "no death is recorded", (), (), ())),
    (one("deceased"), {"is_deceased": None}, {}, (NO, "no death is recorded", (), (), ())),
    (one("deceased"), {"is_deceased": True}, {"include_deceased": False},
     (NO, "switched off by the policy", (), (), ())),
    (one("only_cannabis"), {}, {"only_cannabis": True},
     (YES, "only cannabis convictions on the record and every sentence over: yes", (), (), (15,))),
    (one("only_cannabis"), {"only_cannabis": False}, {"only_cannabis": True},
     (NO, "only cannabis convictions on the record and every sentence over: no", (), (), (15,))),
    (one("only_cannabis"), {"other_sentences": (DONE, RUNS)}, {"only_cannabis": True},
     (NO, "only cannabis convictions on the record and every sentence over: no", (), (), (15,))),
    (one("only_cannabis"), {"other_sentences": (DONE, OPEN)}, {"only_cannabis": True},
     (UNKNOWN, "only cannabis convictions on the record and every sentence over: unknown",
      ("IT: every conviction and how each sentence ended (dockets)",), ("HR-CRITERION",), ())),
    (one("only_cannabis"), {"only_cannabis": None}, {"only_cannabis": True},
     (UNKNOWN, "only cannabis convictions on the record and every sentence over: unknown",
      ("IT: every conviction and how each sentence ended (dockets)",), ("HR-CRITERION",), ())),
    (one("only_cannabis"), {}, {}, (NO, "switched off by the policy", (), (), ())),
    (one("single_conviction"), {}, {}, (YES, "the record holds no other conviction", (), (), ())),
    (one("single_conviction"), {"only_cannabis": False}, {},
     (NO, "the record holds another conviction", (), (), ())),
    (one("single_conviction"), {"other_sentences": (DONE,)}, {},
     (NO, "the record holds another conviction", (), (), ())),
    (one("single_conviction"), {"only_cannabis": None}, {},
     (UNKNOWN, "whether the record holds another conviction cannot be told",
      ("IT: every conviction on the record (dockets)",), ("HR-CRITERION",), ())),
    (one("sentence_over"), {}, {}, (YES, "the sentence is over", (), (), ())),
    (one("sentence_over"), {"sentence": RUNS}, {},
     (NO, "a term runs past the evaluation date", (), (), ())),
    (one("sentence_over"), {"sentence": OPEN}, {},
     (UNKNOWN, "how the sentence ended is not recorded", ("IT: how the sentence ended (docket)",),
      ("HR-CRITERION",), ())),
    (one("every_conviction"), {}, {},
     (YES, "the office dismisses every conviction not screened out", (), (), ())),
    (one("probation_completed"), {"sentence": replace(DONE, probation_status="COMPLETED")}, {},
     (YES, "the record says probation completed", (), (), (15,))),
    (one("probation_completed"), {"sentence": replace(DONE, was_probation_granted=False)}, {},
     (NO, "no probation was granted", (), (), (15,))),
    (one("probation_completed"),
     {"sentence": replace(DONE, was_probation_granted=False), "only_cannabis": False}, {},
     (NO, "no probation was granted", (), (), ())),
    (one("probation_completed"), {"sentence": replace(DONE, was_probation_granted=True)}, {},
     (UNKNOWN, "how long probation ran is not recorded",
      ("IT: how long probation ran is not recorded (probation file)",), ("HR-CRITERION",), ())),
    (one("probation_completed"), {}, {"probation_mode": "only_cannabis_and_sentence_over"},
     (YES, "only cannabis convictions on the record and every sentence over: yes", (), (), (15,))),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "values", "switches", "told"), CASES)
def test_a_test_answers_in_words(
    criterion: Criterion, values: dict[str, Any], switches: dict[str, Any], told: Told, bench: Bench
) -> None:
    found = ask(bench, criterion, facts(**values), **switches)
    assert (found.answer, found.because, found.missing, found.codes, found.disputes) == told
    assert (found.criterion, found.flag) == (criterion, "")


def test_an_inference_is_flagged_where_the_policy_lets_it_count(bench: Bench) -> None:
    aside = facts(sentence=replace(DONE, is_set_aside=True))
    found = ask(bench, one("probation_completed"), aside)
    assert (found.answer, found.flag) == (YES, "IT by inference from the set-aside under PC 1203.4")
    strict = ask(bench, one("probation_completed"), aside, probation_by_inference=False)
    assert (strict.answer, strict.flag, strict.codes) == (UNKNOWN, "", ("HR-CRITERION",))


def test_the_leap_day_convention_reaches_every_test(bench: Bench) -> None:
    born = facts(born_on="1980-02-29")
    assert ask(bench, one("age_at_evaluation", years=39), born).answer is YES
    leap = Inputs(born, bench.law, date(2019, 2, 28), OFFENSE, Switches(feb29="february_28"))
    assert answer(one("age_at_evaluation", years=39), leap).answer is YES
    assert answer(one("age_at_evaluation", years=39), replace(leap, switches=Switches())).answer is NO
    last = facts(last_any=LastConvictions("2019-03-01", "2019-03-01"))
    leap = Inputs(last, bench.law, date(2020, 2, 29), OFFENSE, Switches())
    assert answer(one("years_without_conviction", years=1), leap).answer is YES
    other = replace(leap, switches=Switches(feb29="february_28"))
    assert answer(one("years_without_conviction", years=1), other).answer is NO


def test_without_an_explanation_no_words_are_made_of_dates(bench: Bench) -> None:
    found = ask(bench, one("age_at_evaluation", years=39), facts(), explain=False)
    assert (found.answer, found.because) == (YES, "")


FELONIES, SALE = Limit(levels=(Level.FELONY,)), Limit(sections=(Citation("11359", (), "HS"),))


@pytest.mark.parametrize(
    ("limit", "values", "years", "told"),
    [
        (FELONIES, {}, 39, (YES, f"{EVALUATED}; {ONLY_FELONIES}", (), (), ())),
        (FELONIES, {}, 40, (NO, f"{EVALUATED}; {ONLY_FELONIES}", (), (), ())),
        (FELONIES, {"level": Level.MISDEMEANOR}, 39, (NO, ONLY_FELONIES, (), (), ())),
        (SALE, {}, 39,
         (YES, f"{EVALUATED}; it applies to a conviction under HS 11359 only", (), (), ())),
        (FELONIES, {"level": Level.MISDEMEANOR, "has_level_conflict": True}, 40,
         (NO, EVALUATED, (), (), ())),
    ],
)  # fmt: skip
def test_outside_its_limit_a_criterion_does_not_hold(
    limit: Limit, values: dict[str, Any], years: int, told: Told, bench: Bench
) -> None:
    found = ask(bench, one("age_at_evaluation", years=years, applies_to=limit), facts(**values))
    assert (found.answer, found.missing, found.codes, found.disputes) == (told[0], *told[2:])
    if not values.get("has_level_conflict"):
        assert found.because == told[1]


def test_where_the_limit_cannot_be_told_both_are_missing(bench: Bench) -> None:
    limited = one("age_at_evaluation", years=39, applies_to=FELONIES)
    possession = replace(facts(level=None), charge="HS 11357(a)")
    found = ask(bench, limited, possession)
    assert found.answer is UNKNOWN
    assert found.codes == ("HR-LEVEL",)
    assert found.missing == ("IT: the level of the offense (abstract of judgment or minute order)",)
    assert found.because.endswith("; it applies to a felony only")
    both = ask(bench, limited, replace(possession, born_on=None))
    assert both.codes == ("HR-LEVEL", "HR-AGE")
    assert both.missing[1] == f"IT: {AGE}"
    assert ask(bench, limited, possession, explain=False).because == ""


def test_parts_are_told_together(bench: Bench) -> None:
    parts = (one("deceased"), one("age_at_evaluation", years=39), one("sentence_over"))
    dead = facts(is_deceased=True, born_on=None, sentence=OPEN)
    found = ask(bench, Criterion("it", "IT", "it", parts=parts, combine="any"), dead)
    assert found.answer is YES
    assert (
        found.because
        == "a death is recorded / born unknown and evaluated on 2020-02-11 / the sentence is over"
    )
    assert found.disputes == (16,)
    assert found.codes == ("HR-AGE",)
    assert found.missing == (f"IT: {AGE}",)
    every = ask(bench, Criterion("it", "IT", "it", parts=parts, combine="all"), dead)
    assert every.answer is UNKNOWN
    none = ask(bench, Criterion("it", "IT", "it", parts=parts, combine="none"), dead)
    assert none.answer is NO
    flagged = one("probation_completed")
    aside = facts(sentence=replace(DONE, is_set_aside=True))
    two = ask(bench, Criterion("it", "IT", "it", parts=(flagged, flagged)), aside)
    assert two.flag == ". ".join(["IT by inference from the set-aside under PC 1203.4"] * 2)
    assert two.disputes == (15,)


@pytest.mark.parametrize(
    ("combine", "values", "found"),
    [
        ("any", (NO, YES), YES),
        ("any", (NO, UNKNOWN), UNKNOWN),
        ("all", (NO, YES), NO),
        ("all", (YES, UNKNOWN), UNKNOWN),
        ("none", (NO, NO), YES),
        ("none", (NO, YES), NO),
        ("none", (NO, UNKNOWN), UNKNOWN),
    ],
)
def test_any_all_and_none(combine: str, values: tuple[Tri, ...], found: Tri) -> None:
    assert together(combine, values) is found


def test_a_policy_asks_its_enabled_criteria_in_order(bench: Bench) -> None:
    criteria = (
        one("deceased"),
        replace(one("only_cannabis"), id="two"),
        replace(one("sentence_over"), id="three"),
    )
    policy = Policy("ours", "1", "Ours", "0", criteria=criteria)
    inputs = Inputs(facts(), bench.law, AS_OF, OFFENSE, policy.switches)
    answers = answer_all(policy, inputs)
    assert [given.criterion.id for given in answers] == ["it", "three"]
    assert combined(policy, answers) is YES
    assert combined(replace(policy, needs_all_criteria=True), answers) is NO
    assert combined(replace(policy, needs_all_criteria=True), []) is NO
    assert is_enabled(criteria[2], Switches(include_deceased=False))
    assert not is_enabled(criteria[0], Switches(include_deceased=False))


def test_a_dated_test_without_its_date_is_a_mistake_of_the_program(bench: Bench) -> None:
    with pytest.raises(ValueError, match="it has no date"):
        ask(bench, one("convicted_before"), facts())
