"""The closed vocabularies: what is stored, exported and printed stays as the contract names it."""

from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from expunge_desktop.domain import citation, finding, office, person
from expunge_desktop.domain.finding import Finding
from expunge_desktop.domain.office import Attorney, Office, missing_values
from expunge_desktop.domain.outcome import DecisionAction, Disposition, Level, Outcome, Role, Route
from expunge_desktop.domain.person import Count, LedgerLine, Person
from expunge_desktop.domain.tri import Tri
from expunge_desktop.rules import (
    charges,
    conviction_facts,
    merits,
    merits_overall,
    priors,
    statute_by_charge,
)
from expunge_desktop.rules.charges import Charge
from expunge_desktop.rules.conviction_facts import LastConvictions, Sentence
from expunge_desktop.rules.offense_date import Interval
from expunge_desktop.rules.statute_by_charge import Statute

WORDS: list[tuple[type[StrEnum], list[str]]] = [
    (
        Outcome,
        [
            "DISMISS_SEAL",
            "REDESIGNATE_MISDEMEANOR",
            "REDESIGNATE_INFRACTION",
            "NOT_ELIGIBLE",
            "HAND_REVIEW",
            "OUT_OF_SCOPE",
        ],
    ),
    (Level, ["F", "M", "I"]),
    (
        Disposition,
        [
            "CONVICTED",
            "DISMISSED",
            "NOT FILED",
            "ACQUITTED",
            "DIVERSION",
            "PENDING",
            "JUVENILE ADJUDICATION",
            "REGISTRATION",
            "UNKNOWN",
        ],
    ),
    (Route, ["11361.8(a)-(d)", "11361.8(e)-(f)", "11361.9(d)", ""]),
    (DecisionAction, ["confirm", "override", "hold", "challenge"]),
    (Role, ["clerk", "reviewer", "supervisor", "administrator"]),
]


@pytest.mark.parametrize(("vocabulary", "words"), WORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_the_words_are_those_of_the_contract(vocabulary: type[StrEnum], words: list[str]) -> None:
    assert [member.value for member in vocabulary] == words


MODULES = (
    citation, finding, office, person, conviction_facts, charges, merits, merits_overall, priors,
    statute_by_charge,
)  # fmt: skip
RECORDS = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
]
NOTHING = {str: "", bool: False, int: 0, tuple: (), frozenset: frozenset()}
# What stands for "not said otherwise"; everything else is nothing until a record says something.
PRESUMED: dict[tuple[str, str], object] = {
    ("Finding", "confidence"): "high",
    ("Finding", "route"): Route.NONE,
    ("Office", "kind"): "district_attorney",
    ("Office", "public_names"): "initials",
    ("Prior", "is_same_case"): False,
    ("ConvictionFacts", "sentence"): Sentence(),
    ("ConvictionFacts", "last_any"): LastConvictions(),
    ("ConvictionFacts", "last_felony"): LastConvictions(),
    ("PriorAnswer", "answer"): Tri.NO,
    ("Statute", "route"): Route.NONE,
}


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_what_a_record_does_not_say_is_nothing(kind: type[Any]) -> None:
    words = get_type_hints(kind)
    for field in fields(kind):
        if field.default is MISSING:
            continue
        if (kind.__name__, field.name) in PRESUMED:
            expected = PRESUMED[kind.__name__, field.name]
        elif type(None) in get_args(words[field.name]):
            expected = None
        else:
            expected = NOTHING[get_origin(words[field.name]) or words[field.name]]
        assert (type(field.default), field.default) == (type(expected), expected), field.name


def test_a_statute_that_says_nothing_of_the_offense_knows_no_day_of_it() -> None:
    said = Statute(Outcome.NOT_ELIGIBLE, "because", Charge(None, "other"))
    assert said.offense == Interval(None, None)
    assert (said.codes, said.missing, said.disputes) == ([], [], [])


def test_the_public_exhibit_shows_initials_or_names() -> None:
    assert (office.INITIALS, office.NAMES) == ("initials", "names")


def test_a_count_says_no_more_than_was_recorded() -> None:
    count = Count(ref="1", charge="11359 HS", disposition=Disposition.CONVICTED)
    unknown = ("level", "offense_on", "conviction_on", "is_sentence_completed", "is_serving",
               "was_probation_granted", "is_doj_listed", "is_challenged", "plants", "cannabis_grams",
               "concentrate_grams", "commenced_on", "event_on", "sentence_completed_on", "probation_ended_on",
               "revoked_on", "set_aside_on")  # fmt: skip
    assert [name for name in unknown if getattr(count, name) is not None] == []
    assert Person("P", "SAMPLE,PAT").is_deceased is None
    assert Person("P", "SAMPLE,PAT").born_on is None


def test_a_finding_is_disputed_when_it_rests_on_a_disputed_point() -> None:
    plain = Finding(Outcome.DISMISS_SEAL, "because", Outcome.DISMISS_SEAL, "STATUTORY")
    assert not plain.is_disputed
    disputed = Finding(Outcome.DISMISS_SEAL, "because", Outcome.DISMISS_SEAL, "STATUTORY", disputes=(5,))
    assert disputed.is_disputed
    assert plain.route is Route.NONE
    assert plain.is_sealed is None


@pytest.mark.parametrize(
    ("lines", "header", "imported", "set_aside", "is_balanced"),
    [
        (10, 1, 7, 2, True),
        (10, 0, 8, 2, True),
        (10, 1, 8, 2, False),
        (10, 1, 7, 1, False),
        (10, 1, 6, 3, True),
    ],
)
def test_a_ledger_balances_when_every_line_is_in_one_place(
    lines: int, header: int, imported: int, set_aside: int, is_balanced: bool
) -> None:
    line = LedgerLine("county.dat", "0" * 64, 1, lines, header, imported, set_aside, duplicates=3)
    assert line.is_balanced is is_balanced


def test_values_of_the_office_are_found_by_their_key() -> None:
    made = Office("KERN", name="Office", attorney=Attorney(bar_number="000001"))
    assert made.value_of("office.name") == "Office"
    assert made.value_of("office.county") == "KERN"
    assert made.value_of("attorney.bar_number") == "000001"
    assert made.value_of("court.address") == ()
    with pytest.raises(AttributeError):
        made.value_of("attorney.moon")


def test_an_office_that_gave_nothing_lacks_everything_the_papers_need() -> None:
    assert missing_values(Office("KERN")) == (
        "office.name", "office.head", "office.head_title", "attorney.name", "attorney.title",
        "attorney.bar_number", "attorney.address", "attorney.telephone", "court.name", "court.county",
        "court.address", "public_defender.name",
    )  # fmt: skip


def test_what_was_given_is_no_longer_missing() -> None:
    made = Office("KERN", name="Office", attorney=Attorney(name="A", title="", bar_number="000001"))
    assert missing_values(made, ("office.name", "attorney.name", "attorney.title")) == ("attorney.title",)


def test_all_agencies_are_included_unless_the_office_names_them() -> None:
    assert Office("KERN").authorised_agencies is None


def test_a_county_that_may_be_another_state_is_told_by_its_problem() -> None:
    plain = Count(ref="1", charge="11359 HS", disposition=Disposition.CONVICTED)
    doubtful = Count(
        ref="1", charge="11359 HS", disposition=Disposition.CONVICTED, problems=("X", "AMBIGUOUS_COUNTY")
    )
    assert not plain.is_county_ambiguous
    assert doubtful.is_county_ambiguous
