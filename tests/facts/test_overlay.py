"""Supplied facts laid over a record: each fact, what it answers, what it leaves, what contradicts."""

from dataclasses import replace

import pytest

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, Person
from expunge_desktop.domain.supplied_fact import SuppliedFact
from expunge_desktop.ingest.case_list_fields import FIELDS
from expunge_desktop.ingest.suppliable_facts import SUPPLIABLE
from expunge_desktop.ingest.supplied_overlay import with_supplied
from expunge_desktop.services.law_library import load_law

BLANK = Count(ref="GA1/1", charge="11360 HS", disposition=Disposition.UNKNOWN, case_number="GA1")
OTHER = Count(ref="GA2/1", charge="211 PC", disposition=Disposition.CONVICTED)
PERSON = Person(key="P1", name="OAKLEY,ROBIN", counts=(BLANK, OTHER))


def laid(person: Person, **facts: str) -> Person:
    """The person with these facts supplied for the first count, or for the person."""
    own = [
        SuppliedFact("" if SUPPLIABLE[name].is_of_person else person.counts[0].ref, name, value)
        for name, value in facts.items()
    ]
    return with_supplied(person, own)


# Fact, value, the fields it sets and to what; every other field stays.
EVERY_FACT = {
    "date_of_birth": ("05/07/1970", {"born_on": PartialDate(1970, 5, 7)}),
    "deceased": ("y", {"is_deceased": True}),
    "offense_date": ("2003-04", {"offense_on": PartialDate(2003, 4), "offense_on_source": "supplied",
                                 "problems": ()}),
    "conviction_date": ("20030607", {"conviction_on": PartialDate(2003, 6, 7), "problems": ()}),
    "code_section": ("11360(b) HS", {"charge": "11360(b) HS"}),
    "offense_level": ("felony", {"level": Level.FELONY, "has_level_conflict": False}),
    "disposition": ("Guilty", {"disposition": Disposition.CONVICTED}),
    "county": ("los angeles", {"county": "LOS ANGELES", "case_key": "LOS ANGELES|GA1"}),
    "sentence_status": ("serving", {"is_sentence_completed": False, "is_serving": True}),
    "sentence_completed_on": ("2005", {"sentence_completed_on": PartialDate(2005)}),
    "probation_granted": ("N", {"was_probation_granted": False}),
    "probation_status": ("terminated_early", {"probation_status": "TERMINATED EARLY"}),
    "probation_ended_on": ("2006-01-02", {"probation_ended_on": PartialDate(2006, 1, 2)}),
    "cannabis_grams": ("1,028.5", {"cannabis_grams": 1028.5}),
    "concentrate_grams": (".5", {"concentrate_grams": 0.5}),
    "plants": ("6", {"plants": 6}),
    "facts": ("sale; gift", {"fact_codes": frozenset(("SALE", "GIFT"))}),
    "doj_listed": ("yes", {"is_doj_listed": True}),
    "challenged": ("no", {"is_challenged": False}),
}  # fmt: skip


def test_every_fact_is_a_column_of_the_case_list_and_is_tried_here():
    assert set(SUPPLIABLE) == set(EVERY_FACT)
    assert set(SUPPLIABLE) <= set(FIELDS)


def test_every_review_code_that_is_named_is_one_of_the_law():
    known = set(load_law().review_codes)
    for one in SUPPLIABLE.values():
        assert one.codes and set(one.codes) <= known, one.name


@pytest.mark.parametrize("name", EVERY_FACT)
def test_a_fact_sets_its_own_fields_and_no_other(name):
    value, expected = EVERY_FACT[name]
    found = laid(PERSON, **{name: value})
    if SUPPLIABLE[name].is_of_person:
        assert found == replace(PERSON, **expected)
    else:
        assert found == replace(PERSON, counts=(replace(BLANK, **expected), OTHER))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date_of_birth", "19991332"), ("date_of_birth", "soon"), ("date_of_birth", "0000-00-00"),
        ("offense_date", "1850-01-01"), ("deceased", "perhaps"), ("offense_level", "X"),
        ("disposition", "UNKNOWN"), ("county", "ATLANTIS"), ("sentence_status", "ACTIVE"),
        ("probation_status", "SERVING"), ("plants", "6.5"), ("cannabis_grams", "-1"),
        ("facts", "SALE;NONSENSE"), ("facts", ";"), ("code_section", "???"), ("challenged", "2020"),
    ],
)  # fmt: skip
def test_what_the_reader_of_case_lists_cannot_read_is_no_value(name, value):
    assert SUPPLIABLE[name].read(value) is None
    assert laid(PERSON, **{name: value}) == PERSON


def test_without_facts_and_for_a_count_that_is_not_there_the_person_is_the_same():
    assert with_supplied(PERSON, []) is PERSON
    assert with_supplied(PERSON, [SuppliedFact("GA9/9", "plants", "6")]) == PERSON


@pytest.mark.parametrize(
    ("kinds", "facts", "left"),
    [
        (("MISSING_EVENT_DATE", "MISSING_CHARGE"), {"conviction_date": "2003-01-02"}, ("MISSING_CHARGE",)),
        (("IMPOSSIBLE_EVENT_DATE",), {"conviction_date": "2003"}, ("PARTIAL_EVENT_DATE",)),
        (("PARTIAL_EVENT_DATE",), {"conviction_date": "2003-01-02"}, ()),
        (("IMPOSSIBLE_OFFENSE_DATE",), {"offense_date": "2003"}, ()),
        (("UNREADABLE_CHARGE", "MISSING_CHARGE"), {"code_section": "11359 HS"}, ()),
        (("MISSING_DISPOSITION",), {"disposition": "CONVICTED"}, ()),
        (("UNKNOWN_COUNTY",), {"county": "KERN"}, ()),
        (("LEVEL_CONFLICT",), {"offense_level": "F"}, ()),
        (("UNKNOWN_FACT",), {"facts": "NONE"}, ()),
        (("UNKNOWN_CHALLENGE",), {"challenged": "N"}, ()),
        (("CONFLICTING_ROWS",), {"disposition": "CONVICTED"}, ("CONFLICTING_ROWS",)),
    ],
)  # fmt: skip
def test_a_fact_answers_its_own_problems_and_leaves_the_others(kinds, facts, left):
    person = replace(PERSON, counts=(replace(BLANK, problems=kinds), OTHER))
    assert laid(person, **facts).counts[0].problems == left


def test_an_unreadable_quantity_is_answered_only_when_all_three_are_known():
    unreadable = replace(BLANK, problems=("UNREADABLE_QUANTITY",), cannabis_grams=2.0)
    person = replace(PERSON, counts=(unreadable,))
    assert laid(person, plants="3").counts[0].problems == ("UNREADABLE_QUANTITY",)
    assert laid(person, plants="3", concentrate_grams="0").counts[0].problems == ()


def test_a_birth_date_answers_the_problems_of_the_person_alone():
    person = replace(PERSON, problems=("CONFLICTING_BIRTH_DATE", "SEVERAL_PEOPLE"))
    assert laid(person, date_of_birth="1970-05-07").problems == ("SEVERAL_PEOPLE",)
    assert laid(person, date_of_birth="1970").problems == ("SEVERAL_PEOPLE", "PARTIAL_BIRTH_DATE")


def test_dates_that_cannot_follow_each_other_are_judged_anew():
    dated = replace(BLANK, offense_on=PartialDate(2003, 5, 1), conviction_on=PartialDate(2003, 4, 1),
                    problems=("OFFENSE_AFTER_CONVICTION",))  # fmt: skip
    person = replace(PERSON, counts=(dated,))
    assert laid(person, offense_date="2003-03-01").counts[0].problems == ()
    assert laid(person, offense_date="2003-04").counts[0].problems == ()
    assert laid(person, offense_date="2003-04-02").counts[0].problems == ("OFFENSE_AFTER_CONVICTION",)
    born = laid(person, offense_date="2003-03-01", date_of_birth="2004")
    assert born.counts[0].problems == ("BORN_AFTER_OFFENSE",)


def test_a_death_denied_takes_its_day_along_and_a_revocation_stays_with_its_word_alone():
    dead = replace(PERSON, is_deceased=True, deceased_on=PartialDate(2010))
    assert laid(dead, deceased="N").deceased_on is None and laid(dead, deceased="Y") == dead
    revoked = replace(BLANK, is_revoked=True, revoked_on=PartialDate(2004), probation_status="REVOKED")
    person = replace(PERSON, counts=(revoked,))
    assert laid(person, probation_status="COMPLETED").counts[0] == replace(
        revoked, is_revoked=False, revoked_on=None, probation_status="COMPLETED"
    )
    assert laid(person, probation_status="REVOKED").counts[0] == revoked


def test_a_county_moves_the_key_of_the_case_only_where_the_county_is_in_it():
    by_county = replace(BLANK, county="KERN", case_key="KERN|GA1")
    by_cycle = replace(BLANK, county="KERN", case_key="101")
    for count, key in ((by_county, "FRESNO|GA1"), (by_cycle, "101")):
        assert laid(replace(PERSON, counts=(count,)), county="FRESNO").counts[0].case_key == key


@pytest.mark.parametrize(
    ("name", "recorded", "value", "is_contrary"),
    [
        ("date_of_birth", {}, "1970-05-07", False),
        ("date_of_birth", {"born_on": PartialDate(1970)}, "1970-05-07", False),
        ("date_of_birth", {"born_on": PartialDate(1970)}, "1971", True),
        ("date_of_birth", {"born_on": PartialDate(1970, 5, 7)}, "1970", True),
        ("date_of_birth", {"born_on": PartialDate(1970, 5, 7)}, "1970-05-07", False),
        ("deceased", {"is_deceased": False}, "Y", True),
    ],
)
def test_more_exact_is_no_contradiction_of_a_person_and_less_exact_is(name, recorded, value, is_contrary):
    fact = SUPPLIABLE[name]
    assert fact.contradicts(replace(PERSON, **recorded), fact.read(value)) is is_contrary


@pytest.mark.parametrize(
    ("name", "recorded", "value", "is_contrary"),
    [
        ("code_section", {"charge": "11360"}, "11360(b) HS", False),
        ("code_section", {"charge": "11360(a) HS"}, "11360(a)(2) HS", False),
        ("code_section", {"charge": "11360(a) HS"}, "11360(b) HS", True),
        ("code_section", {"charge": "11360(a) HS"}, "11360 HS", True),
        ("code_section", {"charge": "11360 HS"}, "664/11360(b) HS", True),
        ("code_section", {"charge": "###"}, "11359 HS", False),
        ("disposition", {}, "CONVICTED", False),
        ("disposition", {"disposition": Disposition.DISMISSED}, "CONVICTED", True),
        ("offense_level", {"level": Level.MISDEMEANOR}, "F", True),
        ("county", {"county": "KERN"}, "FRESNO", True),
        ("county", {"county": ""}, "FRESNO", False),
        ("sentence_status", {"is_serving": True}, "COMPLETED", True),
        ("sentence_status", {"is_sentence_completed": True}, "SERVING", True),
        ("probation_status", {"probation_status": "REVOKED"}, "COMPLETED", True),
        ("probation_status", {}, "COMPLETED", False),
        ("plants", {"plants": 0}, "6", True),
        ("plants", {"plants": None}, "6", False),
        ("facts", {"fact_codes": frozenset(("SALE",))}, "SALE;GIFT", False),
        ("facts", {"fact_codes": frozenset(("SALE",))}, "NONE", True),
        ("challenged", {"is_challenged": True}, "N", True),
    ],
)
def test_another_value_than_the_record_has_is_a_contradiction(name, recorded, value, is_contrary):
    fact = SUPPLIABLE[name]
    assert fact.contradicts(replace(BLANK, **recorded), fact.read(value)) is is_contrary


@pytest.mark.parametrize(
    ("name", "recorded", "said"),
    [
        ("offense_date", {"offense_on": PartialDate(1999, 4)}, "1999-04"), ("offense_date", {}, ""),
        ("cannabis_grams", {"cannabis_grams": 28.5}, "28.5"), ("plants", {"plants": 0}, "0"),
        ("offense_level", {"level": Level.FELONY}, "F"), ("challenged", {"is_challenged": False}, "N"),
        ("disposition", {"disposition_text": "SEE FILE"}, "SEE FILE"),
        ("disposition", {"disposition": Disposition.DISMISSED, "disposition_text": "DISM"}, "DISMISSED"),
        ("sentence_status", {"is_sentence_completed": True}, "COMPLETED"), ("sentence_status", {}, ""),
        ("facts", {"fact_codes": frozenset(("SALE", "GIFT"))}, "GIFT; SALE"),
        ("code_section", {"charge": "###"}, "###"),
    ],
)  # fmt: skip
def test_what_the_record_says_is_said_for_people(name, recorded, said):
    assert SUPPLIABLE[name].said(replace(BLANK, **recorded)) == said
