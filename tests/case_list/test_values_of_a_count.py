"""Every column of a case list: its accepted values; any other word is unknown and a problem names it."""

from pathlib import Path
from typing import Any

import pytest
from case_list_files import read_one

from expunge_desktop.domain.outcome import Disposition, Level

YES = ["Y", "y", "Yes", "TRUE"]
NO = ["N", "n", "no", "False"]


@pytest.mark.parametrize(
    ("column", "field", "values"),
    [
        ("offense_level", "level", {"F": Level.FELONY, "felony": Level.FELONY, "m": Level.MISDEMEANOR,
                                    "Misdemeanor": Level.MISDEMEANOR, "I": Level.INFRACTION}),
        ("doj_listed", "is_doj_listed", dict.fromkeys(YES, True) | dict.fromkeys(NO, False)),
        ("challenged", "is_challenged", dict.fromkeys(YES, True) | dict.fromkeys(NO, False)),
        ("probation_granted", "was_probation_granted", dict.fromkeys(YES, True) | dict.fromkeys(NO, False)),
        ("probation_status", "probation_status", {"terminated_early": "TERMINATED EARLY", "Active": "ACTIVE",
                                                  "COMPLETED": "COMPLETED", "revoked": "REVOKED"}),
        ("sentence_status", "is_serving", {"COMPLETED": False, "serving": True}),
        ("sentence_status", "is_sentence_completed", {"Completed": True, "SERVING": False}),
        ("cannabis_grams", "cannabis_grams", {"28.5": 28.5, "20": 20.0, "1,200": 1200.0, "0": 0.0}),
        ("concentrate_grams", "concentrate_grams", {"4": 4.0, ".5": 0.5}),
        ("plants", "plants", {"6": 6, "7.0": 7}),
        ("count_number", "count_number", {"2": "2", "2.0": "2", "03": "03"}),
        ("county", "county", {"Los Angeles County": "LOS ANGELES", "federal": "FEDERAL", "Oregon": "OREGON",
                              "STATE OF NEVADA": "STATE OF NEVADA", "Nevada": "NEVADA"}),
        ("facts", "fact_codes", {"sale to minor; LIFE_TERM;": frozenset({"SALE_TO_MINOR", "LIFE_TERM"})}),
        ("other_relief", "other_relief", {"17(b);1203.4": ("17(b)", "1203.4")}),
        ("court_case_number", "case_number", {" BA 012-345 A": " BA 012-345 A", "007": "007"}),
        ("sentence", "sentence_text", {"36 months": "36 months"}),
        ("court", "court", {"Van Nuys": "Van Nuys"}),
        ("filing_agency", "filing_agency", {"Torrance City Prosecutor": "Torrance City Prosecutor"}),
        ("offense_text", "offense_text", {"POSSESS": "POSSESS"}),
    ],
)  # fmt: skip
def test_accepted_values_are_read(tmp_path: Path, column: str, field: str, values: dict[str, Any]) -> None:
    for text, meaning in values.items():
        _, count, sentences = read_one(tmp_path, **{column: text})
        assert getattr(count, field) == meaning
        assert set(sentences) <= {"AMBIGUOUS_COUNTY"}


@pytest.mark.parametrize(
    ("column", "text", "field", "kind"),
    [
        ("offense_level", "wobbler", "level", "UNKNOWN_VALUE"),
        ("doj_listed", "1", "is_doj_listed", "UNKNOWN_VALUE"),
        ("challenged", "filed", "is_challenged", "UNKNOWN_CHALLENGE"),
        ("probation_granted", "formal", "was_probation_granted", "UNKNOWN_VALUE"),
        ("sentence_status", "in custody", "is_serving", "UNKNOWN_VALUE"),
        ("cannabis_grams", "an ounce", "cannabis_grams", "UNREADABLE_QUANTITY"),
        ("cannabis_grams", "-3", "cannabis_grams", "UNREADABLE_QUANTITY"),
        ("cannabis_grams", "nan", "cannabis_grams", "UNREADABLE_QUANTITY"),
        ("concentrate_grams", "1,2", "concentrate_grams", "UNREADABLE_QUANTITY"),
        ("plants", "6.5", "plants", "UNREADABLE_QUANTITY"),
        ("offense_date", "13/45/2001", "offense_on", "IMPOSSIBLE_OFFENSE_DATE"),
        ("offense_date", "1/2/99", "offense_on", "IMPOSSIBLE_OFFENSE_DATE"),
        ("offense_date", "36526", "offense_on", "IMPOSSIBLE_OFFENSE_DATE"),
        ("conviction_date", "2001-02-29", "conviction_on", "IMPOSSIBLE_EVENT_DATE"),
        ("probation_ended_on", "soon", "probation_ended_on", "IMPOSSIBLE_DATE"),
        ("sentence_completed_on", "2001-13-01", "sentence_completed_on", "IMPOSSIBLE_DATE"),
        ("offense_level", "#REF!", "level", "CELL_ERROR"),
        ("offense_date", "#N/A", "offense_on", "CELL_ERROR"),
        ("offense_level", "=B2", "level", "FORMULA_CELL"),
    ],
)
def test_any_other_word_is_unknown_with_a_problem_that_names_it(
    tmp_path: Path, column: str, text: str, field: str, kind: str
) -> None:
    _, count, sentences = read_one(tmp_path, **{column: text})
    assert getattr(count, field) is None
    assert list(sentences) == [kind] and kind in count.problems
    assert kind == "FORMULA_CELL" or text in sentences[kind]


def test_unknown_words_of_text_columns_are_empty_and_named(tmp_path: Path) -> None:
    for column, field, kind in (
        ("county", "county", "UNKNOWN_COUNTY"),
        ("count_number", "count_number", "UNKNOWN_VALUE"),
        ("probation_status", "probation_status", "UNKNOWN_VALUE"),
    ):
        _, count, sentences = read_one(tmp_path, **{column: "LA-4"})
        assert getattr(count, field) == "" and "LA-4" in sentences[kind]


def test_an_unknown_fact_code_does_not_hide_the_others(tmp_path: Path) -> None:
    _, count, sentences = read_one(tmp_path, facts="SALE;SAEL_TO_MINOR")
    assert count.fact_codes == {"SALE"} and "SAEL_TO_MINOR" in sentences["UNKNOWN_FACT"]


@pytest.mark.parametrize("column", ["county", "court_case_number", "code_section", "last_name"])
def test_a_missing_required_value_is_named_and_the_row_stays(tmp_path: Path, column: str) -> None:
    kinds = {"county": "MISSING_COUNTY", "court_case_number": "MISSING_CASE_NUMBER",
             "code_section": "MISSING_CHARGE", "last_name": "MISSING_NAME"}  # fmt: skip
    person, _, sentences = read_one(tmp_path, **{column: "", "first_name": ""})
    assert (kinds[column] in sentences, len(person.counts)) == (True, 1)


@pytest.mark.parametrize(
    ("text", "iso"),
    [("1995-06-01", "1995-06-01"), ("06/01/1995", "1995-06-01"), ("6/1/1995", "1995-06-01"),
     ("19950601", "1995-06-01"), ("1995-06", "1995-06"), ("1995", "1995"), ("19950000", "1995"),
     ("19950600", "1995-06"), ("1995-06-01 00:00:00", "1995-06-01"), ("1995-06-01T00:00:00", "1995-06-01")],
)  # fmt: skip
def test_dates_are_read_in_every_form_of_the_page(tmp_path: Path, text: str, iso: str) -> None:
    person, count, _ = read_one(tmp_path, date_of_birth=text, offense_date=text, conviction_date=text)
    assert {str(one) for one in (person.born_on, count.offense_on, count.conviction_on)} == {iso}


@pytest.mark.parametrize(
    ("disposition", "convicted_on", "found"),
    [
        ("", "2005-03-01", Disposition.CONVICTED),
        ("", "2005", Disposition.CONVICTED),
        ("", "", Disposition.UNKNOWN),
        ("", "2005-02-30", Disposition.UNKNOWN),
        ("guilty", "2005-03-01", Disposition.CONVICTED),
        ("not_filed", "", Disposition.NOT_FILED),
        ("Juvenile Adjudication", "2005-03-01", Disposition.JUVENILE_ADJUDICATION),
        ("PLEA WITHDRAWN", "2005-03-01", Disposition.UNKNOWN),
        *((one.value, "2005-03-01", one) for one in Disposition if one is not Disposition.UNKNOWN),
    ],
)
def test_the_disposition_is_as_written_or_follows_from_a_conviction_date(
    tmp_path: Path, disposition: str, convicted_on: str, found: Disposition
) -> None:
    _, count, sentences = read_one(tmp_path, disposition=disposition, conviction_date=convicted_on)
    assert count.disposition is found
    is_told = {"UNKNOWN_DISPOSITION", "MISSING_DISPOSITION"} & set(sentences)
    assert bool(is_told) == (found is Disposition.UNKNOWN)


@pytest.mark.parametrize("dated_by", ["event_date", "offense_date"])
@pytest.mark.parametrize("said_in", ["offense_text", "disposition"])
def test_a_registration_is_dated_by_its_event_or_offense_date(
    tmp_path: Path, dated_by: str, said_in: str
) -> None:
    values = {"disposition": "", "conviction_date": "", "offense_date": "", said_in: "Registration"}
    _, count, sentences = read_one(tmp_path, code_section="290 PC", **(values | {dated_by: "1996-02-02"}))
    assert count.disposition is Disposition.REGISTRATION
    assert (str(count.offense_on), str(count.event_on), sentences) == ("1996-02-02", "1996-02-02", {})


def test_dates_that_cannot_follow_each_other_are_named(tmp_path: Path) -> None:
    _, _, sentences = read_one(tmp_path, offense_date="2006-01-01", conviction_date="2005-03-01")
    assert list(sentences) == ["OFFENSE_AFTER_CONVICTION"]
    _, _, sentences = read_one(tmp_path, date_of_birth="2005-02-01")
    assert list(sentences) == ["BORN_AFTER_OFFENSE"]
    assert read_one(tmp_path, offense_date="2005", conviction_date="2005-03-01")[2] == {}


def test_relief_under_1203_4_is_a_set_aside_with_its_date_and_other_relief_is_not(tmp_path: Path) -> None:
    _, count, _ = read_one(tmp_path, other_relief="PC 1203.4", other_relief_on="2010-05-05")
    assert (count.is_set_aside, str(count.set_aside_on)) == (True, "2010-05-05")
    for relief in ("17(b)", "11361.8", "1203.4a", ""):
        assert not read_one(tmp_path, other_relief=relief)[1].is_set_aside


def test_the_same_number_in_another_county_is_another_case(tmp_path: Path) -> None:
    here = read_one(tmp_path, court_case_number="X1 ")[1]
    assert here.case_key == read_one(tmp_path, court_case_number="X1", count_number="2")[1].case_key
    assert here.case_key != read_one(tmp_path, court_case_number="X1", county="KERN")[1].case_key
    assert read_one(tmp_path, county="?")[1].case_key == ""


def test_a_charge_that_cannot_be_read_is_named_unless_another_sovereign_wrote_it(tmp_path: Path) -> None:
    assert list(read_one(tmp_path, code_section="POSS FOR SALE")[2]) == ["UNREADABLE_CHARGE"]
    assert read_one(tmp_path, code_section="POSS FOR SALE", county="FEDERAL")[2] == {}


def test_null_is_a_last_name_and_no_value_elsewhere(tmp_path: Path) -> None:
    person, count, sentences = read_one(tmp_path, last_name="Null", first_name="NA", offense_level="NULL")
    assert (person.name, count.level, sentences) == ("Null,NA", None, {})


def test_a_spreadsheets_quoted_formula_keeps_its_zeros(tmp_path: Path) -> None:
    assert read_one(tmp_path, court_case_number='="00123"')[1].case_number == "00123"
    assert "NUMBER_CELL" in read_one(tmp_path, court_case_number="1.23E+11")[2]
