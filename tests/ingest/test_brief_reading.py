"""Counts that are not under review are read briefly at import: no fact and no conviction may change by it."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from doj_rows import Read, make_arrest, make_row

from expunge_desktop.domain.person import Person
from expunge_desktop.ingest import doj_columns as columns
from expunge_desktop.ingest.doj_layout import Layout
from expunge_desktop.ingest.doj_lines import read_lines
from expunge_desktop.ingest.doj_person import PersonReader, Reading
from expunge_desktop.rules.facts import derive_facts, is_under_review
from expunge_desktop.rules.facts_json import facts_to_json
from expunge_desktop.rules.law import LawBook

# Only these may be missing: they concern sentences of counts that nobody decides.
_OF_SENTENCES = {"UNREADABLE_SENTENCE", "PROBATION_OR_PRISON"}
_ODD = {
    columns.STP_EVENT_DATE: ("", "19990000", "19991332", "20010400"),
    columns.CYC_DATE: ("", "00000000", "19850231", "19700000"),
    columns.DISP_DATE: ("", "20200101", "x"),
    columns.DISP_DESCR: (
        "", "CONVICTED", "DISMISSED/FOJ", "SOMETHING ELSE", "PROBATION REVOKED",
        "CONV SET ASIDE & DISM PER 1203.4 PC", "SENTENCE MODIFIED",
    ),
    columns.STP_TYPE_DESCR: ("", "REGISTRATION", "COURT ACTION", "CUSTODY:JAIL", "APPLICANT", "ODD"),
    columns.STP_ORI_CNTY_NAME: ("", "KERN", "NEVADA", "FEDERAL", "OHIO", "NOWHERE", "los angeles"),
    columns.STP_ORI_DESCR: ("CAJC LOS ANGELES", "CAJV KERN", "", "USDC"),
    columns.OFFENSE_DESCR: (
        "", "290 PC-SEX OFFENDER REG", "187(A) PC-MURDER", "288(A) PC", "186.22(A) PC", "186.22(B)(4) PC",
        "???", "11359 HS", "SEE COMMENT FOR CHARGE", "32 PC-ACCESSORY", "246 PC", "11357.5 HS", "314.1 PC",
    ),
    columns.CONV_OFFENSE_DESCR: ("", "11360(A) HS", "215 PC-CARJACKING", "288.2 PC", "NO CODE"),
    columns.CONV_STAT_DESCR: ("", "FELONY", "MISDEMEANOR", "INFRACTION", "ODD"),
    columns.OFFENSE_TOC: ("", "F", "M", "I", "Q"),
    columns.COMMENT_TEXT: ("", "COM: CHRG 11358 HS", "CHRG 187 PC CHRG 11359 HS", "COM: 207 PC", "text"),
    columns.CNT_ORDER: ("", "12", "101002001000", "101003001000"),
    columns.SENT_LOC_CODE: ("P", ""),
    columns.SENT_LOC_DESCR: ("", "PROBATION", "JAIL"),
    columns.SENT_LENGTH: ("", "3X", "36"),
}  # fmt: skip


def told(person: Person, law: LawBook) -> object:
    """Facts and every field of counts under review, and the figures of all counts."""
    facts = derive_facts(person, law)
    return (
        {ref: facts_to_json(one) for ref, one in facts.items()},
        [count for count in person.counts if count.ref in facts],
        [(one.ref, one.charge, one.disposition, one.level, one.conviction_on) for one in person.counts],
        [
            person.name,
            person.born_on,
            person.aliases,
            person.is_deceased,
            person.deceased_on,
            person.problems,
        ],
    )


def problems(reading: Reading) -> list[object]:
    return [one for one in reading.problems if one.kind not in _OF_SENTENCES]


def people(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    for key, group in read_lines(path.read_bytes(), 1).people.items():
        yield key, group.rows


@pytest.mark.parametrize("is_spoilt", [False, True], ids=["as generated", "with values spoilt at random"])
def test_facts_and_convictions_are_the_same_as_when_every_count_is_read_in_full(
    layout: Layout, law: LawBook, generated: Callable[..., Path], is_spoilt: bool
) -> None:
    path = generated("--subjects", "2000", "--edge", "0.3", "--dup-row", "0.01", "--pad", "--seed", "12")
    full, brief = PersonReader(layout), PersonReader(layout, law)
    chance = random.Random(20)
    seen = kept_brief = 0
    for key, rows in people(path):
        for row in rows if is_spoilt else ():
            if chance.random() < 0.25:
                column = chance.choice(list(_ODD))
                row[column] = chance.choice(_ODD[column])
        places = [(1, line) for line in range(1, len(rows) + 1)]
        expected, found = full.read(key, rows, places), brief.read(key, rows, places)
        assert told(found.person, law) == told(expected.person, law), key
        assert problems(found) == problems(expected), key
        assert found.duplicates == expected.duplicates
        seen += 1
        kept_brief += sum(not is_under_review(count, law) for count in found.person.counts)
    assert seen >= 2000 and kept_brief > 4000


def test_a_brief_count_refuses_to_say_what_was_not_read(layout: Layout, law: LawBook) -> None:
    rows = [make_row(OFFENSE_DESCR="459 PC-BURGLARY", CNT_ORDER="101002002000")]
    (count,) = PersonReader(layout, law).read("50000001", rows, [(1, 1)]).person.counts
    assert count.charge == "459 PC"
    with pytest.raises(AttributeError):
        _ = count.sentence_text


def test_a_sentence_that_cannot_be_read_is_a_problem_only_of_a_count_under_review(
    layout: Layout, law: LawBook, read_person: Read
) -> None:
    sentence = {"SENT_ORDER": "001", "SENT_LOC_DESCR": "JAIL", "SENT_LENGTH": "3X", "SENT_TIME_CODE": "D"}
    for charge, is_told in (("11359 HS-SALE", True), ("459 PC-BURGLARY", False)):
        rows = [make_arrest(), make_row(OFFENSE_DESCR=charge, **sentence)]
        reading = PersonReader(layout, law).read("50000001", rows, [(1, 1), (1, 2)])
        kinds = {problem.kind for problem in reading.problems}
        assert ("UNREADABLE_SENTENCE" in kinds) == is_told
        assert "UNREADABLE_SENTENCE" in {problem.kind for problem in read_person(rows).problems}


@pytest.mark.parametrize(
    ("values", "on"),
    [
        ({"DISP_DESCR": "SOMETHING ELSE", "STP_EVENT_DATE": ""}, None),
        (
            {"DISP_DESCR": "CONVICTED", "STP_EVENT_DATE": "", "STP_ORI_DESCR": "CAJV LOS ANGELES"},
            "1995-05-05",
        ),
        ({"DISP_DESCR": "SOMETHING ELSE"}, "1999-03-01"),
        ({"DISP_DESCR": "CONVICTED", "STP_EVENT_DATE": ""}, None),
        ({"STP_TYPE_DESCR": "REGISTRATION", "DISP_DESCR": "", "OFFENSE_DESCR": "290 PC"}, "1999-03-01"),
    ],
)
def test_the_day_of_a_prior_is_the_same(
    layout: Layout, law: LawBook, values: dict[str, str], on: str | None
) -> None:
    cycle = {"CYC_DATE": "19950505", "OFFENSE_DESCR": "187(A) PC-MURDER"}
    rows = [
        make_row(OFFENSE_DESCR="11359 HS-SALE"),
        make_arrest(CNT_ORDER="102001001000", STP_EVENT_DATE="19950505", **cycle),
        make_row(**{"CNT_ORDER": "102002001000", **cycle, **values}),
    ]
    places = [(1, 1), (1, 2), (1, 3)]
    full = PersonReader(layout).read("50000001", rows, places).person
    brief = PersonReader(layout, law).read("50000001", rows, places).person
    assert told(brief, law) == told(full, law)
    (prior,) = derive_facts(brief, law)["101002001000"].priors
    assert (str(prior.on) if prior.on else None) == on
