"""Whose count it is, and relief already given, in each way of writing it; the trace of what was asked."""

from typing import Any

import pytest
from rules_bench import Bench

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.rules.conviction_facts import ConvictionFacts
from expunge_desktop.rules.law_tables import Source
from expunge_desktop.rules.policy import Jurisdiction
from expunge_desktop.rules.scope import is_elsewhere, is_unauthorised, out_of_scope, relief_name
from expunge_desktop.rules.trace import Trace

HERE = Jurisdiction("LOS ANGELES")
TORRANCE = Jurisdiction("LOS ANGELES", frozenset({"Torrance City Prosecutor"}))


@pytest.mark.parametrize(
    ("county", "where", "elsewhere"),
    [
        ("LOS ANGELES", "Los Angeles", False),
        ("County of Los Angeles", "LOS ANGELES", False),
        ("  los angeles county ", "LOS ANGELES", False),
        ("KERN", "LOS ANGELES", True),
        ("", "LOS ANGELES", False),
        ("   ", "LOS ANGELES", False),
        ("ARIZONA", "LOS ANGELES", True),
        ("Test Valley", " test valley ", False),
        ("Test Valley", "Other Valley", True),
    ],
)
def test_a_county_is_elsewhere_when_it_is_another_one(county: str, where: str, elsewhere: bool) -> None:
    assert is_elsewhere(county, Jurisdiction(where)) is elsewhere


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1203.4", "1203.4"),
        ("PC 1203.4", "1203.4"),
        ("1203.4 PC", "1203.4"),
        ("pc 1203.4a", "1203.4A"),
        ("11361.8(f) HS", "11361.8"),
        ("H&S SECTION 11361.8 (e)", "11361.8"),
        ("SEC. 11361.8, HS", "11361.8"),
        ("§ 11361.8 H&S", "11361.8"),
        ("17(b)", "17(B)"),
        ("17 (b) PC", "17(B)"),
        ("17b", "17(B)"),
        ("PC 17(b)(3)", "17(B)"),
        ("17(a)", "17(A)"),
        ("PARDON", "PARDON"),
    ],
)
def test_relief_is_known_by_its_bare_section(text: str, name: str) -> None:
    assert relief_name(text) == name


@pytest.mark.parametrize(
    ("agency", "inferred", "where", "refused"),
    [
        ("Glendale City Attorney", False, TORRANCE, True),
        ("Glendale City Attorney", True, TORRANCE, False),
        ("Torrance City Prosecutor", False, TORRANCE, False),
        ("", False, TORRANCE, False),
        ("Glendale City Attorney", False, HERE, False),
    ],
)
def test_only_a_named_agency_that_did_not_agree_is_left_out(
    agency: str, inferred: bool, where: Jurisdiction, refused: bool
) -> None:
    assert is_unauthorised(agency, inferred, where) is refused


def facts(**values: Any) -> ConvictionFacts:
    """A conviction in the county."""
    default: dict[str, Any] = {"disposition": Disposition.CONVICTED, "county": "LOS ANGELES"}
    return ConvictionFacts("1", "HS 11359", **(default | values))


@pytest.mark.parametrize(
    ("values", "reason", "codes", "step"),
    [
        ({"county": "KERN"},
         "Entered in KERN; the court that entered the judgment decides (HS 11361.8(e))", [],
         ("scope.county", "no", "KERN")),
        ({"disposition": Disposition.PENDING},
         "No conviction was entered (PENDING); HS 11361.8(e) speaks of convictions", [],
         ("scope.conviction", "no", "PENDING")),
        ({"agency": "Glendale City Attorney"},
         "Glendale City Attorney has not authorized its cases (HS 11361.9(c))", ["HR-AGENCY"],
         ("scope.agency", "no", "Glendale City Attorney")),
        ({"other_relief": ("17(b)", "11361.8(f) HS")},
         "Relief under HS 11361.8 has already been given; nothing is left to do under the statute", [],
         ("scope.relief", "yes", "17(b), 11361.8(f) HS")),
    ],
)  # fmt: skip
def test_what_is_out_of_scope_says_why(
    values: dict[str, Any], reason: str, codes: list[str], step: tuple[str, str, str], bench: Bench
) -> None:
    trace = Trace(bench.law, True)
    assert out_of_scope(facts(**values), bench.law, TORRANCE, trace) == (reason, codes)
    assert trace.path == [step[0]]
    assert [(one.rule, one.answer, one.because) for one in trace.steps] == [step]


@pytest.mark.parametrize("disposition", ["CONVICTED", "JUVENILE ADJUDICATION", "UNKNOWN"])
def test_what_is_in_scope_tells_what_was_asked(disposition: str, bench: Bench) -> None:
    trace = Trace(bench.law, True)
    one = facts(disposition=Disposition(disposition), other_relief=("1203.4",))
    assert out_of_scope(one, bench.law, HERE, trace) is None
    told = [(step.rule, step.answer, step.because) for step in trace.steps]
    assert told == [
        ("scope.county", "yes", "LOS ANGELES"),
        ("scope.conviction", "yes", disposition),
        ("scope.agency", "yes", "District Attorney"),
    ]
    assert trace.path == []
    silent = Trace(bench.law, False)
    assert out_of_scope(facts(county=""), bench.law, HERE, silent) is None
    assert silent.steps == []


def test_a_conviction_whose_probation_was_transferred_here_is_not_left_out(bench: Bench) -> None:
    moved = facts(county="KERN", fact_codes=("TRANSFERRED_1203_9",))
    assert out_of_scope(moved, bench.law, HERE, Trace(bench.law, False)) is None
    abroad = facts(county="ARIZONA", fact_codes=("TRANSFERRED_1203_9",))
    assert out_of_scope(abroad, bench.law, HERE, Trace(bench.law, False)) is not None


def test_a_step_carries_the_authority_of_its_rule(bench: Bench) -> None:
    trace = Trace(bench.law, True)
    rules = bench.law.rules
    trace.decided("scope.county", "no", "KERN")
    trace.asked("hs.11530-1.base", "M", "why")
    trace.asked("hs.11359.aggravator.minor", "no")
    rule, row, aggravator = trace.steps
    assert (rule.question, rule.citation) == (
        rules["scope.county"].question,
        rules["scope.county"].source.citation,
    )
    assert bench.law.rows["hs.11530-1.base"].title in row.question
    assert row.citation == bench.law.rows["hs.11530-1.base"].source.citation
    assert row.is_unconfirmed
    assert row.confidence == bench.law.rows["hs.11530-1.base"].source.confidence
    assert (row.answer, row.because) == ("M", "why")
    assert aggravator.question.startswith("Does it stay a felony because of a knowing sale")
    assert aggravator.because == ""
    with pytest.raises(KeyError, match="no such rule"):
        trace.asked("no such rule", "yes")


def test_a_rule_stands_once_in_the_path_and_is_told_each_time(bench: Bench) -> None:
    trace = Trace(bench.law, True)
    trace.decided("row.problem", "no", "first")
    trace.decided("row.problem", "no", "second")
    assert trace.path == ["row.problem"]
    assert [step.because for step in trace.steps] == ["first", "second"]
    silent = Trace(bench.law, False)
    silent.decided("row.problem", "no", "first")
    silent.asked("row.venue", "no", "second")
    assert (silent.path, silent.steps) == (["row.problem"], [])


@pytest.mark.parametrize("explaining", [True, False])
def test_a_result_is_no_surer_than_the_least_sure_rule_that_decided(explaining: bool, bench: Bench) -> None:
    unsure = next(rule for rule in bench.law.rules.values() if rule.source.confidence != "high")
    trace = Trace(bench.law, explaining)
    assert trace.confidence == "high"
    trace.asked(unsure.id, "yes")
    assert trace.confidence == "high"
    trace.decided(unsure.id, "yes")
    assert trace.confidence == unsure.source.confidence
    trace.rely_on(Source("", "low"))
    assert trace.confidence == "low"
    trace.rely_on(Source("", "medium"))
    trace.rely_on(Source("", "high"))
    assert trace.confidence == "low"


def test_medium_is_surer_than_low_and_less_sure_than_high(bench: Bench) -> None:
    trace = Trace(bench.law, False)
    trace.rely_on(Source("", "medium"))
    assert trace.confidence == "medium"
    trace.rely_on(Source("", "high"))
    assert trace.confidence == "medium"
    trace.rely_on(Source("", "low"))
    assert trace.confidence == "low"
