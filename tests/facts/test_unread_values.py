"""Recorded words that could not be read are a recorded value: a clerk does not go before them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lacking_rows import AS_OF

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.fact_choices import fact_choices, is_contrary, record_in_words
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.review import conviction_detail
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_facts import FactSubject, subject_of, supply_fact, withdraw_fact
from expunge_desktop.services.supplied_list import supplied_facts

HEADER = (
    "person_id,last_name,first_name,date_of_birth,county,court_case_number,count_number,code_section,"
    "offense_level,offense_date,conviction_date,disposition,plants,cannabis_grams,facts\n"
)
# Of Quinn's count five cells cannot be read, and the grams are missing; of Reese's the same cells are blank.
ROWS = (
    "P8,HOLLIS,QUINN,19XX,LOS ANGELES,GA10008,1,11359 HS,Q,2014-13-40,2001-02-02,CONVICTED,many,,"
    "SALE TO CHILD\n"
    "P9,TARRANT,REESE,,LOS ANGELES,GA10009,1,11359 HS,,0000-00-00,2001-02-02,CONVICTED,,,\n"
)
UNREAD = [
    ("facts", "NONE", "SALE TO CHILD"),
    ("plants", "6", "many"),
    ("offense_date", "2000-01-02", "2014-13-40"),
    ("date_of_birth", "1970-05-05", "19XX"),
    ("offense_level", "M", "Q"),
]
DOCUMENT, GROUND = "certified docket, seen 2026-11-20", "The docket is plain, the list is garbled."
Users = Callable[[Role], Session]


@pytest.fixture
def subject(county: Session, tmp_path: Path) -> FactSubject:
    """Quinn's count, assessed."""
    delivery = tmp_path / "garbled.csv"
    delivery.write_text(HEADER + ROWS, encoding="utf-8")
    import_batch(county, [delivery], layout="case-list")
    assess(county, "statute-only", AS_OF)
    return of_case(county, "GA10008")


def of_case(session: Session, case: str) -> FactSubject:
    return subject_of(session, one_count(session, case, None).conviction_id)


@pytest.mark.parametrize(("fact", "value", "cell"), UNREAD)
def test_what_could_not_be_read_only_who_decides_goes_before(
    county: Session, subject: FactSubject, user_with: Users, fact: str, value: str, cell: str
) -> None:
    with pytest.raises(AnswerIsNoError) as error:
        supply_fact(user_with(Role.CLERK), subject, fact, value, DOCUMENT, reason=GROUND)
    assert error.value.code == "right-denied" and supplied_facts(county) == []
    reviewer = user_with(Role.REVIEWER)
    with pytest.raises(AnswerIsNoError, match=f"The record says “{cell}”") as error:
        supply_fact(reviewer, subject, fact, value, DOCUMENT)
    assert error.value.code == "no-ground" and supplied_facts(county) == []
    supply_fact(reviewer, subject, fact, value, DOCUMENT, reason=GROUND)
    [one] = supplied_facts(county)
    assert (one.recorded, one.is_contrary) == (cell, True)
    assert one.source.endswith(f"(recorded: “{cell}”; ground: {GROUND})")
    [told] = [json.loads(row[5]) for row in audit_rows(county) if row[3] == "supply-fact"]
    assert (told["recorded"], told["contrary"], told["reason"]) == (cell, True, GROUND)
    assess(county, "statute-only", AS_OF)
    assert subject.conviction_id is not None
    notes = [line.note for line in explanation_of(county, subject.conviction_id).facts]
    assert any(f"(recorded: “{cell}”; ground: {GROUND})" in note for note in notes)


@pytest.mark.parametrize(("fact", "value"), [(fact, value) for fact, value, _ in UNREAD])
def test_what_is_missing_a_clerk_still_fills(
    county: Session, subject: FactSubject, user_with: Users, fact: str, value: str
) -> None:
    missing = value if fact != "facts" else "SALE"
    supply_fact(user_with(Role.CLERK), of_case(county, "GA10009"), fact, missing, DOCUMENT)
    [one] = supplied_facts(county)
    assert (one.recorded, one.is_contrary) == ("", False)


def test_a_quantity_missing_beside_one_that_could_not_be_read_is_filled_by_a_clerk(
    county: Session, subject: FactSubject, user_with: Users
) -> None:
    supply_fact(user_with(Role.CLERK), subject, "cannabis_grams", "3", DOCUMENT)
    assert [(one.recorded, one.is_contrary) for one in supplied_facts(county)] == [("", False)]


@pytest.mark.parametrize(("fact", "value", "cell"), UNREAD)
def test_the_window_says_beforehand_what_could_not_be_read(
    county: Session, subject: FactSubject, fact: str, value: str, cell: str
) -> None:
    assert subject.conviction_id is not None
    choices = fact_choices(county, conviction_detail(county, subject.conviction_id))
    [choice] = [one for one in choices if one.name == fact]
    assert (choice.recorded, choice.is_unread, is_contrary(choice, value)) == (cell, True, True)
    said = record_in_words(choice)
    assert f"could not be read, or that disagree: “{cell}”" in said
    assert "reviewer or a supervising attorney, and a ground" in said and "nothing" not in said
    [missing] = [one for one in choices if one.name == "cannabis_grams"]
    assert record_in_words(missing) == "The record says nothing."
    assert is_contrary(missing, "3") is False


def test_the_window_compares_with_the_delivery_not_with_what_was_withdrawn_since(
    county: Session, subject: FactSubject
) -> None:
    other = of_case(county, "GA10009")
    one = supply_fact(county, other, "plants", "7", DOCUMENT)
    assess(county, "statute-only", AS_OF)
    withdraw_fact(county, one, "Another case.")
    assert other.conviction_id is not None
    choices = fact_choices(county, conviction_detail(county, other.conviction_id))
    [plants] = [choice for choice in choices if choice.name == "plants"]
    assert record_in_words(plants) == "The record says nothing." and is_contrary(plants, "6") is False


@pytest.mark.parametrize("value", ["2099-01-01", "2027"])
def test_a_date_to_come_is_refused(county: Session, subject: FactSubject, value: str) -> None:
    with pytest.raises(AnswerIsNoError, match=f"“{value}” is yet to come"):
        supply_fact(county, subject, "offense_date", value, DOCUMENT, reason=GROUND)
    assert supplied_facts(county) == []
