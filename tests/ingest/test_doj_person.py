"""The rows of one person → who it is, its counts, and what is doubtful about them."""

import pytest
from doj_rows import Read, make_arrest, make_row

from expunge_desktop.domain.outcome import Disposition, Level
from expunge_desktop.domain.partial_date import PartialDate
from expunge_desktop.domain.person import Count, SentencePart
from expunge_desktop.ingest.doj_person import Reading


def only(reading: Reading) -> Count:
    (count,) = reading.person.counts
    return count


def kinds(reading: Reading) -> set[str]:
    return {problem.kind for problem in reading.problems}


def test_a_plain_conviction_is_one_count_without_problems(read_person: Read) -> None:
    reading = read_person([make_arrest(), make_row()])
    count = only(reading)
    assert reading.problems == [] and reading.person.problems == ()
    assert (count.ref, count.case_key, count.case_number, count.count_number) == (
        "101002001000",
        "101002",
        "BA012345",
        "001",
    )
    assert (count.charge, count.offense_text) == ("11357(B) HS", "POSSESS MARIJUANA 28.5- GRAMS")
    assert (count.disposition, count.level) == (Disposition.CONVICTED, Level.MISDEMEANOR)
    assert (str(count.conviction_on), str(count.offense_on), count.offense_on_source) == (
        "1999-03-01",
        "1999-01-01",
        "arrest",
    )
    assert (count.county, count.court) == ("LOS ANGELES", "CASC LOS ANGELES")
    person = reading.person
    assert (person.key, person.name, person.last_name, person.first_name) == (
        "50000001",
        "SAMPLE,ROBIN Q",
        "SAMPLE",
        "ROBIN Q",
    )
    assert (person.born_on, person.is_deceased) == (PartialDate(1970, 1, 31), False)


def test_arrests_are_never_counts(read_person: Read) -> None:
    assert read_person([make_arrest(), make_arrest(CNT_ORDER="101001002000")]).person.counts == ()


def test_rows_with_one_count_order_are_sentence_parts_of_one_count(read_person: Read) -> None:
    parts = [
        {"SENT_ORDER": "001", "SENT_LOC_CODE": "P", "SENT_LOC_DESCR": "PROBATION", "SENT_LENGTH": "36",
         "SENT_TIME_CODE": "M"},
        {"SENT_ORDER": "002", "SENT_LOC_CODE": "J", "SENT_LOC_DESCR": "JAIL", "SENT_LENGTH": "30",
         "SENT_TIME_CODE": "D"},
        {"SENT_ORDER": "003", "SENT_LOC_CODE": "F", "SENT_LOC_DESCR": "FINE"},
    ]  # fmt: skip
    rows = [make_row(**part) for part in parts]
    count = only(read_person([rows[2], rows[0], rows[1]]))
    assert count.sentence_parts == (
        SentencePart("PROBATION", 36, "M"),
        SentencePart("JAIL", 30, "D"),
        SentencePart("FINE", None, ""),
    )
    assert count.sentence_text == "PROBATION 36 MONTHS; JAIL 30 DAYS; FINE"
    assert count.was_probation_granted is True


def test_an_exact_duplicate_row_is_no_further_sentence_part(read_person: Read) -> None:
    row = make_row(SENT_LOC_DESCR="JAIL", SENT_LENGTH="30", SENT_TIME_CODE="D")
    reading = read_person([row, list(row), list(row)])
    assert len(only(reading).sentence_parts) == 1
    assert reading.duplicates == [(1, 2), (1, 3)]
    assert [one.kind for one in reading.problems] == ["DUPLICATE_ROW"] * 2


def test_whether_probation_was_granted_is_unknown_when_no_sentence_is_recorded(read_person: Read) -> None:
    assert only(read_person([make_row()])).was_probation_granted is None
    assert only(read_person([make_row(DISP_DESCR="CONVICTED-PROBATION")])).was_probation_granted is True
    assert only(read_person([make_row(DISP_DESCR="CONVICTED-PRISON")])).was_probation_granted is False
    reading = read_person([make_row(SENT_LOC_CODE="P", SENT_LENGTH="3", SENT_TIME_CODE="Y")])
    assert only(reading).was_probation_granted is None
    assert "PROBATION_OR_PRISON" in only(reading).problems


@pytest.mark.parametrize(
    ("columns", "charge"),
    [
        ({"CONV_OFFENSE_DESCR": "11357(C) HS-POSS", "DISP_OFFENSE_DESCR": "11358 HS-X"}, "11357(C) HS"),
        ({"DISP_OFFENSE_DESCR": "11358 HS-X"}, "11358 HS"),
        ({"OFFENSE_DESCR": "11359HS-SELL"}, "11359HS"),
        ({"OFFENSE_DESCR": " 148 PC - RESIST"}, "148 PC"),
        ({"OFFENSE_DESCR": "SEE COMMENT FOR CHARGE", "COMMENT_TEXT": "CHRG 11358 HS"}, "11358 HS"),
        ({"OFFENSE_DESCR": "", "COMMENT_TEXT": ":CHRG 11358 HS"}, "11358 HS"),
        ({"OFFENSE_DESCR": "NULL", "COMMENT_TEXT": "11359 HS-POSSESS MARIJUANA"}, "11359 HS"),
        ({"OFFENSE_DESCR": "664-11358 HS-PLANT"}, "664-11358 HS"),
    ],
)
def test_the_charge_is_the_one_convicted_of_before_the_one_filed(
    read_person: Read, columns: dict[str, str], charge: str
) -> None:
    assert only(read_person([make_row(**columns)])).charge == charge


def test_a_charge_that_is_nowhere_is_a_problem_and_the_count_stays(read_person: Read) -> None:
    reading = read_person([make_row(OFFENSE_DESCR="SEE COMMENT FOR CHARGE")])
    assert "MISSING_CHARGE" in only(reading).problems


def test_a_comment_naming_another_cannabis_section_is_flagged(read_person: Read) -> None:
    reading = read_person([make_row(OFFENSE_DESCR="459 PC-BURGLARY", COMMENT_TEXT="COM: CHRG 11357(B) HS")])
    assert "COMMENT_NAMES_OTHER_CHARGE" in only(reading).problems
    assert only(reading).comment == "COM: CHRG 11357(B) HS"
    same = read_person([make_row(COMMENT_TEXT="COM: CHRG 11357 HS")])
    assert only(same).problems == ()


@pytest.mark.parametrize(
    ("stat", "conv_toc", "toc", "level", "is_conflict"),
    [
        ("FELONY", "", "F", Level.FELONY, False),
        ("FELONY   ", "", "", Level.FELONY, False),
        ("", "M", "F", Level.MISDEMEANOR, True),
        ("", "", "I", Level.INFRACTION, False),
        ("MISDEMEANOR", "F", "F", Level.MISDEMEANOR, True),
        ("", "", "", None, False),
        ("NULL", "", "  ", None, False),
    ],
)
def test_level_is_status_then_conviction_then_offense_and_never_a_default(
    read_person: Read, stat: str, conv_toc: str, toc: str, level: Level | None, is_conflict: bool
) -> None:
    row = make_row(CONV_STAT_DESCR=stat, CONV_OFFENSE_TOC=conv_toc, OFFENSE_TOC=toc)
    count = only(read_person([row]))
    assert (count.level, count.has_level_conflict) == (level, is_conflict)
    assert ("LEVEL_CONFLICT" in count.problems) is is_conflict


def test_a_plea_to_less_than_charged_is_no_conflict_of_levels(read_person: Read) -> None:
    row = make_row(OFFENSE_DESCR="11359 HS-SALE", OFFENSE_TOC="F", CONV_OFFENSE_DESCR="11357(B) HS-POSS")
    assert only(read_person([row])).has_level_conflict is False


def test_padding_and_null_are_no_values(read_person: Read) -> None:
    row = make_row(
        OFN="NULL  ", FE_NUM_CRT_CASE=" 9LB01234 ", COMMENT_TEXT="   ", STP_ORI_CNTY_NAME="LOS ANGELES  "
    )
    count = only(read_person([row]))
    assert (count.case_number, count.comment, count.county) == ("9LB01234", "", "LOS ANGELES")


@pytest.mark.parametrize(
    ("event", "expected", "kind"),
    [
        ("19990000", "1999", "PARTIAL_EVENT_DATE"),
        ("19990300", "1999-03", "PARTIAL_EVENT_DATE"),
        ("", None, "MISSING_EVENT_DATE"),
        ("19990231", None, "IMPOSSIBLE_EVENT_DATE"),
        ("x", None, "IMPOSSIBLE_EVENT_DATE"),
    ],
)
def test_what_is_not_known_of_a_date_stays_unknown(
    read_person: Read, event: str, expected: str | None, kind: str
) -> None:
    count = only(read_person([make_row(STP_EVENT_DATE=event)]))
    assert (str(count.conviction_on) if count.conviction_on else None) == expected
    assert kind in count.problems


def test_a_disposition_date_that_differs_is_shown_and_not_taken(read_person: Read) -> None:
    count = only(read_person([make_row(DISP_DATE="19990401")]))
    assert str(count.conviction_on) == "1999-03-01"
    assert "CONFLICTING_DISPOSITION_DATE" in count.problems
    assert only(read_person([make_row(DISP_DATE="19990300")])).problems == ()


def test_the_offense_date_falls_back_to_the_cycle_and_then_to_unknown(read_person: Read) -> None:
    other_count = make_arrest(CNT_ORDER="101001002000", STP_EVENT_DATE="19981231")
    assert str(only(read_person([other_count, make_row()])).offense_on) == "1999-01-01"
    assert only(read_person([other_count, make_row()])).offense_on_source == "cycle"
    assert only(read_person([make_row(CYC_DATE="")])).offense_on is None
    impossible = only(read_person([make_row(CYC_DATE="19991301")]))
    assert impossible.offense_on is None and "IMPOSSIBLE_OFFENSE_DATE" in impossible.problems


def test_a_case_is_the_court_steps_of_a_cycle_that_share_a_number(read_person: Read) -> None:
    rows = [
        make_row(CNT_ORDER="101002001000", OFN="A1", FE_NUM_CRT_CASE="B2"),
        make_row(CNT_ORDER="101002002000", OFN=""),
        make_row(CNT_ORDER="101004001000", OFN="B2", FE_NUM_CRT_CASE="C3"),
        make_row(CNT_ORDER="101005001000", OFN="D4"),
        make_row(CNT_ORDER="102002001000", OFN="A1"),
    ]
    counts = read_person(rows).person.counts
    assert [one.case_number for one in counts] == ["A1; B2; C3", "A1; B2; C3", "A1; B2; C3", "D4", "A1"]
    assert [one.case_key for one in counts] == ["101002", "101002", "101002", "101005", "102002"]


@pytest.mark.parametrize(
    ("words", "disposition"),
    [
        ("CONVICTED-JAIL", Disposition.CONVICTED),
        ("DISMISSED/FURTHERANCE OF JUSTICE", Disposition.DISMISSED),
        ("PROS REJ-INSUFFICIENT EVIDENCE", Disposition.NOT_FILED),
        ("ACQUITTED", Disposition.ACQUITTED),
        ("DIVERSION PROGRAM", Disposition.DIVERSION),
    ],
)
def test_the_courts_words_become_a_disposition(
    read_person: Read, words: str, disposition: Disposition
) -> None:
    count = only(read_person([make_row(DISP_DESCR=words)]))
    assert (count.disposition, count.disposition_text, count.problems) == (disposition, words, ())
    is_conviction = disposition is Disposition.CONVICTED
    assert (count.conviction_on is not None, count.event_on is not None) == (is_conviction, not is_conviction)


def test_unknown_words_make_a_problem_and_nobody_vanishes(read_person: Read) -> None:
    reading = read_person([make_row(DISP_DESCR="FOUND WANTING", STP_ORI_CNTY_NAME="ATLANTIS")])
    count = only(reading)
    assert count.disposition is Disposition.UNKNOWN
    assert {"UNKNOWN_DISPOSITION", "UNKNOWN_COUNTY"} <= set(count.problems)
    assert {"UNKNOWN_DISPOSITION", "UNKNOWN_COUNTY"} <= kinds(reading)
    assert "“FOUND WANTING”" in " ".join(problem.sentence for problem in reading.problems)
    strange = read_person([make_row(STP_TYPE_DESCR="TRIBUNAL")])
    assert "UNKNOWN_STEP_TYPE" in only(strange).problems


def test_a_juvenile_court_adjudicates(read_person: Read) -> None:
    count = only(read_person([make_row(STP_ORI_DESCR="CAJVLOS ANGELES")]))
    assert count.disposition is Disposition.JUVENILE_ADJUDICATION
    assert str(count.conviction_on) == "1999-03-01"


def test_registrations_are_counts_and_death_is_a_fact_of_the_person(read_person: Read) -> None:
    rows = [
        make_row(),
        make_row(STP_TYPE_DESCR="REGISTRATION", OFFENSE_DESCR="290 PC-REGISTRATION OF SEX OFFENDER",
                 CNT_ORDER="102001001000", DISP_DESCR="", STP_EVENT_DATE="20010501", OFN="77"),
        make_row(STP_TYPE_DESCR="DECEASED", CNT_ORDER="103001001000", STP_EVENT_DATE="20100000",
                 OFFENSE_DESCR="", DISP_DESCR=""),
    ]  # fmt: skip
    person = read_person(rows).person
    _, registration = person.counts
    assert (registration.charge, registration.disposition) == ("290 PC", Disposition.REGISTRATION)
    assert (str(registration.event_on), registration.conviction_on) == ("2001-05-01", None)
    assert (person.is_deceased, str(person.deceased_on)) == (True, "2010")


def later(words: str, **values: str) -> list[str]:
    given = {"CNT_ORDER": "101003001000", "STP_EVENT_DATE": "20010101", "DISP_DESCR": words}
    return make_row(**{**given, **values})


def test_later_steps_act_on_the_count_of_their_section_and_are_no_counts(read_person: Read) -> None:
    rows = [
        make_row(),
        make_row(CNT_ORDER="101002002000", OFFENSE_DESCR="459 PC-BURGLARY"),
        later("CONV SET ASIDE & DISM PER 1203.4 PC"),
        later("PROBATION REVOKED", OFFENSE_DESCR="459 PC-BURGLARY", CNT_ORDER="101004001000"),
        later("PROBATION REVOKED", OFFENSE_DESCR="459 PC-BURGLARY", CNT_ORDER="101005001000",
              STP_EVENT_DATE="20020202"),
    ]  # fmt: skip
    reading = read_person(rows)
    cannabis, burglary = reading.person.counts
    assert (cannabis.is_set_aside, str(cannabis.set_aside_on), cannabis.other_relief) == (
        True,
        "2001-01-01",
        ("1203.4",),
    )
    assert (cannabis.is_revoked, burglary.is_revoked, str(burglary.revoked_on)) == (False, True, "2002-02-02")
    assert burglary.probation_status == "REVOKED"
    assert reading.problems == []


def test_a_later_step_finds_its_count_through_the_comment(read_person: Read) -> None:
    charged = make_row(OFFENSE_DESCR="SEE COMMENT FOR CHARGE", COMMENT_TEXT="CHRG 11359 HS")
    rows = [charged, later("PROBATION REVOKED", OFFENSE_DESCR="11359 HS-SALE")]
    assert only(read_person(rows)).is_revoked


@pytest.mark.parametrize("values", [{"OFFENSE_DESCR": "211 PC-ROBBERY"}, {"CNT_ORDER": "109003001000"}])
def test_a_later_step_without_its_count_is_a_problem(read_person: Read, values: dict[str, str]) -> None:
    reading = read_person([make_row(), later("PROBATION REVOKED", **values)])
    assert only(reading).is_revoked is False
    assert "LATER_STEP_UNMATCHED" in kinds(reading)
    if "CNT_ORDER" not in values:
        assert "LATER_STEP_UNMATCHED" in only(reading).problems


@pytest.mark.parametrize("text", ["", "ZZZ", "1999133", "1135"])
def test_a_later_step_whose_charge_is_lost_acts_on_no_count_whose_charge_is_lost_too(
    read_person: Read, text: str
) -> None:
    rows = [
        make_row(CNT_ORDER="101002001000", CONV_OFFENSE_DESCR="11357(A) HS-CONCENTRATED", OFFENSE_DESCR=text),
        make_row(CNT_ORDER="101002002000", OFFENSE_DESCR=text),
        later("RESENTENCED PER 11361.8 HS", OFFENSE_DESCR=text),
    ]
    counts = read_person(rows).person.counts
    assert [one.other_relief for one in counts] == [(), ()]
    assert all("LATER_STEP_UNMATCHED" in one.problems for one in counts)


def test_a_later_step_that_fits_two_counts_touches_neither(read_person: Read) -> None:
    rows = [
        make_row(CNT_ORDER="101002002000"),
        make_row(CNT_ORDER="101002003000"),
        later("PROBATION REVOKED"),
    ]
    reading = read_person(rows)
    assert [one.is_revoked for one in reading.person.counts] == [False, False]
    assert all("LATER_STEP_AMBIGUOUS" in one.problems for one in reading.person.counts)


@pytest.mark.parametrize(
    ("arrest", "level", "agency"),
    [
        ("CAPD TORRANCE", "MISDEMEANOR", "Torrance City Prosecutor"),
        ("CAPDLONG BEACH", "INFRACTION", "Long Beach City Prosecutor"),
        ("CAPD TORRANCE", "FELONY", ""),
        ("CAPD COMPTON", "MISDEMEANOR", ""),
        ("CASO LOS ANGELES", "MISDEMEANOR", ""),
        ("CAPD TORRANCE", "", ""),
    ],
)
def test_the_city_prosecutor_is_inferred_from_the_arresting_police_and_marked(
    read_person: Read, arrest: str, level: str, agency: str
) -> None:
    rows = [make_arrest(STP_ORI_DESCR=arrest), make_row(CONV_STAT_DESCR=level, OFFENSE_TOC="")]
    count = only(read_person(rows))
    assert (count.filing_agency, count.is_agency_inferred) == (agency, bool(agency))


def test_a_bad_count_order_is_a_problem_and_refs_stay_unique(read_person: Read) -> None:
    rows = [make_row(CNT_ORDER=""), make_row(CNT_ORDER=""), make_row(CNT_ORDER="1010")]
    counts = read_person(rows).person.counts
    assert len({one.ref for one in counts}) == 3
    assert all("BAD_COUNT_ORDER" in one.problems and one.count_number == "" for one in counts)
    assert {one.case_number for one in counts} == {"BA012345"}


def test_rows_of_one_count_that_contradict_each_other_are_flagged(read_person: Read) -> None:
    reading = read_person([make_row(), make_row(OFFENSE_DESCR="11359 HS-SALE")])
    count = only(reading)
    assert "CONFLICTING_ROWS" in count.problems
    assert "ALSO RECORDED: 11359 HS-SALE" in count.comment


def test_birth_dates_that_disagree_are_unknown_and_partial_ones_are_completed(read_person: Read) -> None:
    conflict = read_person([make_row(), make_row(CNT_ORDER="101002002000", PRI_DOB="19710131")])
    assert conflict.person.born_on is None and "CONFLICTING_BIRTH_DATE" in conflict.person.problems
    completed = read_person([make_row(PRI_DOB="19700000"), make_row(CNT_ORDER="101002002000")])
    assert completed.person.born_on == PartialDate(1970, 1, 31)
    missing = read_person([make_row(PRI_DOB="")])
    assert missing.person.born_on is None and "MISSING_BIRTH_DATE" in kinds(missing)
    assert read_person([make_row(PRI_DOB="", REQ_DOB="19650606")]).person.born_on == PartialDate(1965, 6, 6)


def test_the_cii_number_falls_back_to_the_requested_one(read_person: Read) -> None:
    row = make_row(CII_NUMBER="NULL", REQ_CII_NUMBER="A00011122")
    assert read_person([row]).person.cii_number == "A00011122"


def test_the_order_of_rows_changes_nothing_but_line_numbers(read_person: Read) -> None:
    rows = [
        make_arrest(),
        make_row(SENT_ORDER="001", SENT_LOC_DESCR="JAIL", SENT_LENGTH="3", SENT_TIME_CODE="D"),
        make_row(SENT_ORDER="002", SENT_LOC_DESCR="FINE"),
        make_row(CNT_ORDER="101002002000", OFN="Z9"),
        later("PROBATION REVOKED"),
        make_row(CNT_ORDER="104002001000", PRI_NAME="OTHER,NAME"),
    ]
    seen = set()
    for turn in range(len(rows)):
        turned = rows[turn:] + rows[:turn]
        reading = read_person(turned)
        assert [[turned[at.line - 1][0] for at in one.lines] for one in reading.person.counts] == [
            [rows[1][0], rows[2][0]], [rows[3][0]], [rows[5][0]],
        ]  # fmt: skip
        plain = str(reading.person).replace("SourceLine", "\n").splitlines()
        seen.add("".join(part.partition(")")[2] for part in plain[1:]) + plain[0])
        assert [(one.ref, one.kind, one.sentence) for one in reading.problems]
    assert len(seen) == 1
