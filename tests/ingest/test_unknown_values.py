"""Values that are missing, cut short or impossible: what the reader makes of them, and nobody profits."""

from typing import Any

import pytest
from doj_rows import Read, make_arrest, make_row

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.ingest.doj_dates import read_date
from expunge_desktop.ingest.doj_person import Reading


def counts_of(reading: Reading) -> dict[str, Any]:
    return {count.ref: count for count in reading.person.counts}


@pytest.mark.parametrize("text", ["18500101", "1850", "18691231", "99999999", "19991332", "ZZZ"])
def test_a_date_before_anybodys_record_is_impossible(text: str) -> None:
    assert read_date(text) == (None, True)


def test_a_padded_repeat_of_a_row_is_no_further_sentence_part(read_person: Read) -> None:
    row = make_row(SENT_LOC_DESCR="JAIL", SENT_LENGTH="30", SENT_TIME_CODE="D")
    padded = [f"  {value}   " for value in row]
    reading = read_person([row, padded])
    assert len(reading.person.counts[0].sentence_parts) == 1
    assert reading.duplicates == [(1, 2)]


@pytest.mark.parametrize("words", ["", "REGIST"])
def test_a_row_of_unknown_type_stays_a_count_that_a_person_must_settle(read_person: Read, words: str) -> None:
    registration = make_row(
        STP_TYPE_DESCR=words,
        OFFENSE_DESCR="290 PC-REGISTRATION OF SEX OFFENDER",
        CNT_ORDER="102001001000",
        DISP_DESCR="",
    )
    count = counts_of(read_person([make_row(), registration]))["102001001000"]
    assert (count.charge, count.disposition) == ("290 PC", Disposition.UNKNOWN)
    assert {"UNKNOWN_STEP_TYPE", "MISSING_STEP_TYPE"} & set(count.problems)


@pytest.mark.parametrize("words", ["", "PROBATI"])
def test_a_later_step_without_known_words_may_be_a_revocation(read_person: Read, words: str) -> None:
    rows = [
        make_row(),
        make_row(CNT_ORDER="102002001000"),
        make_row(CNT_ORDER="101003001000", DISP_DESCR=words),
    ]
    counts = counts_of(read_person(rows))
    assert "LATER_STEP_UNKNOWN" in counts["101002001000"].problems
    assert "LATER_STEP_UNKNOWN" not in counts["102002001000"].problems
    assert counts["101003001000"].disposition is Disposition.UNKNOWN


@pytest.mark.parametrize("text", ["", "ZZZ", "1135"])
def test_a_row_without_known_words_whose_charge_is_lost_may_be_a_later_step_of_any_count(
    read_person: Read, text: str
) -> None:
    rows = [make_row(), make_row(CNT_ORDER="101003001000", DISP_DESCR="PROBATI", OFFENSE_DESCR=text)]
    assert "LATER_STEP_UNKNOWN" in counts_of(read_person(rows))["101002001000"].problems


def test_a_later_step_whose_cycle_cannot_be_told_is_applied_to_nothing_and_doubted_everywhere(
    read_person: Read,
) -> None:
    reading = read_person([make_row(), make_row(CNT_ORDER="", DISP_DESCR="PROBATION REVOKED")])
    (count,) = reading.person.counts
    assert not count.is_revoked
    assert "LATER_STEP_UNMATCHED" in count.problems


@pytest.mark.parametrize(("court", "kind"), [("", "MISSING_COURT"), ("ZZZ", "UNKNOWN_COURT")])
def test_a_court_that_is_not_recorded_may_be_a_juvenile_court(
    read_person: Read, court: str, kind: str
) -> None:
    (count,) = read_person([make_row(STP_ORI_DESCR=court)]).person.counts
    assert kind in count.problems


def test_the_charge_filed_does_not_stand_in_for_one_whose_description_is_missing(read_person: Read) -> None:
    row = make_row(OFFENSE_CODE="100", OFFENSE_DESCR="459 PC-BURGLARY", CONV_OFFENSE_CODE="200")
    (count,) = read_person([row]).person.counts
    assert count.charge == "" and "MISSING_CHARGE" in count.problems
    same = make_row(OFFENSE_CODE="100", OFFENSE_DESCR="459 PC-BURGLARY", CONV_OFFENSE_CODE="100")
    assert read_person([same]).person.counts[0].charge == "459 PC"


def test_a_charge_cut_off_before_its_code_is_not_read_as_another_section(read_person: Read) -> None:
    (count,) = read_person([make_row(OFFENSE_DESCR="1135")]).person.counts
    assert "UNREADABLE_CHARGE" in count.problems
    comment = read_person([make_row(COMMENT_TEXT="COM: CHRG 113")]).person.counts[0]
    assert "COMMENT_NAMES_OTHER_CHARGE" in comment.problems


def test_rows_under_one_order_that_charge_different_things_are_no_readable_charge(read_person: Read) -> None:
    rows = [make_row(), make_row(OFFENSE_DESCR="187(A) PC-MURDER", CONV_STAT_DESCR="FELONY")]
    (count,) = read_person(rows).person.counts
    assert count.charge == "11357(B) HS or 187(A) PC"
    assert {"CONFLICTING_ROWS", "UNREADABLE_CHARGE"} <= set(count.problems)
    assert count.has_level_conflict


def test_rows_under_one_order_with_different_dispositions_have_an_unknown_one(read_person: Read) -> None:
    rows = [make_row(DISP_DESCR="ACQUITTED"), make_row(DISP_DESCR="CONVICTED-JAIL")]
    (count,) = read_person(rows).person.counts
    assert count.disposition is Disposition.UNKNOWN
    assert "CONFLICTING_ROWS" in count.problems


def test_a_comment_on_any_row_of_a_count_is_heard(read_person: Read) -> None:
    rows = [make_row(), make_row(SENT_ORDER="002", COMMENT_TEXT="COM: CHRG 11359 HS")]
    (count,) = read_person(rows).person.counts
    assert "COMMENT_NAMES_OTHER_CHARGE" in count.problems


@pytest.mark.parametrize("unit", ["", "Z"])
def test_a_length_without_its_unit_is_unreadable(read_person: Read, unit: str) -> None:
    row = make_row(SENT_LOC_DESCR="PROBATION", SENT_LENGTH="36", SENT_TIME_CODE=unit)
    assert "UNREADABLE_SENTENCE" in read_person([row]).person.counts[0].problems


def test_several_names_with_several_numbers_may_be_several_people(read_person: Read) -> None:
    other = make_row(CNT_ORDER="102002001000", PRI_NAME="OTHER,NAME", CII_NUMBER="A87654321")
    assert "SEVERAL_PEOPLE" in read_person([make_row(), other]).person.problems
    married = make_row(CNT_ORDER="102002001000", PRI_NAME="OTHER,NAME")
    assert "SEVERAL_PEOPLE" not in read_person([make_arrest(), make_row(), married]).person.problems
