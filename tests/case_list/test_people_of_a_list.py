"""Who the rows of a case list are about: keys, conflicts, repeats, and the same result in any order."""

import random
from pathlib import Path

import pytest
from case_list_files import as_csv, as_rows, read_all, write_csv

from expunge_desktop.ingest.case_list_person import ListReading

NO_ID = {"person_id": ""}


def kinds(reading: ListReading) -> list[str]:
    return sorted(kind for _, kind, *_ in reading.problems)


def test_rows_of_one_person_id_are_one_person_with_every_count(tmp_path: Path) -> None:
    rows = [
        {},
        {"court_case_number": "B2", "conviction_date": "1999-05-05", "offense_date": ""},
        {"person_id": "P2"},
    ]
    people = read_all(write_csv(tmp_path / "a.csv", *rows))
    assert list(people) == ["P1", "P2"]
    assert [count.case_number for count in people["P1"].person.counts] == ["B2", "BA012345"]
    assert kinds(people["P1"]) == []


def test_without_person_id_the_cii_number_then_name_and_birth_date_tell_people_apart(tmp_path: Path) -> None:
    rows = [
        NO_ID | {"cii_number": "a0123"},
        NO_ID | {"cii_number": "A0123 ", "court_case_number": "B2"},
        NO_ID | {"court_case_number": "C1"},
        NO_ID | {"court_case_number": "C2", "last_name": "Invented", "date_of_birth": "03/03/1980"},
        NO_ID | {"court_case_number": "C3", "date_of_birth": "1980"},
        NO_ID | {"court_case_number": "C4", "date_of_birth": "1980"},
    ]
    people = read_all(write_csv(tmp_path / "a.csv", *rows))
    assert [len(one.person.counts) for one in people.values()] == [2, 2, 1, 1]
    assert [key.startswith("row ") for key in people] == [False, False, True, True]
    assert [("NO_PERSON_KEY" in kinds(one)) for one in people.values()] == [False, False, True, True]


def test_a_person_id_never_meets_the_same_text_as_a_cii_number(tmp_path: Path) -> None:
    people = read_all(write_csv(tmp_path / "a.csv", {"person_id": "A1"}, NO_ID | {"cii_number": "A1"}))
    assert len(people) == 2


def test_conflicts_are_named_and_nothing_is_overwritten(tmp_path: Path) -> None:
    rows = [
        {"last_name": "INVENTED", "cii_number": "A1", "deceased": "Y", "address_1": "1 Elm"},
        {"court_case_number": "B2", "cii_number": "A1", "deceased": "N", "address_1": "2 Oak"},
        {"court_case_number": "B3", "last_name": "OTHER", "date_of_birth": "1981-01-01", "cii_number": "A2"},
    ]
    (reading,) = read_all(write_csv(tmp_path / "a.csv", *rows)).values()
    person = reading.person
    assert (person.name, person.aliases, person.cii_number) == ("INVENTED,ROBIN", ("OTHER,ROBIN",), "A1")
    assert (person.born_on, person.is_deceased) == (None, None)
    assert set(kinds(reading)) == {
        "CONFLICTING_NAME", "CONFLICTING_CII", "CONFLICTING_BIRTH_DATE", "CONFLICTING_DECEASED",
        "CONFLICTING_ADDRESS",
    }  # fmt: skip


def test_dates_of_birth_that_do_not_contradict_each_other_give_the_fuller_one(tmp_path: Path) -> None:
    rows = [{"date_of_birth": "1980"}, {"court_case_number": "B2", "date_of_birth": "1980-03-03"}]
    (reading,) = read_all(write_csv(tmp_path / "a.csv", *rows)).values()
    assert (str(reading.person.born_on), kinds(reading)) == ("1980-03-03", [])


@pytest.mark.parametrize(("said", "found"), [("", None), ("Y", True), ("N", False), ("maybe", None)])
def test_whether_a_person_died_stays_unknown_unless_it_is_said(
    tmp_path: Path, said: str, found: bool | None
) -> None:
    (reading,) = read_all(write_csv(tmp_path / "a.csv", {"deceased": said})).values()
    assert reading.person.is_deceased is found
    assert kinds(reading) == (["UNKNOWN_VALUE"] if said == "maybe" else [])


def test_a_row_that_may_be_somebody_elses_does_not_say_who_the_person_is(tmp_path: Path) -> None:
    other = {
        "facts": "IDENTITY_DOUBT",
        "date_of_birth": "1971-01-01",
        "cii_number": "A2",
        "count_number": "2",
    }
    (reading,) = read_all(write_csv(tmp_path / "a.csv", {"cii_number": "A1"}, other)).values()
    assert (str(reading.person.born_on), reading.person.cii_number) == ("1980-03-03", "A1")
    assert (len(reading.person.counts), kinds(reading)) == (2, [])


def test_a_full_name_and_an_address_are_taken_apart(tmp_path: Path) -> None:
    row = {
        "last_name": "",
        "first_name": "",
        "full_name": "de la Cruz, Ana María",
        "aliases": "CRUZ, ANA; ROJAS, A",
    }
    address = {"address_1": "1 Elm", "city": "Los Angeles", "state": "CA", "zip": "90001"}
    (reading,) = read_all(write_csv(tmp_path / "a.csv", row | address)).values()
    person = reading.person
    assert (person.last_name, person.first_name) == ("de la Cruz", "Ana María")
    assert person.aliases == ("CRUZ, ANA", "ROJAS, A")
    assert person.address == ("1 Elm", "Los Angeles, CA 90001")


def test_an_exact_repeat_adds_nothing_and_is_noted(tmp_path: Path) -> None:
    (reading,) = read_all(write_csv(tmp_path / "a.csv", {}, {}, {})).values()
    assert (len(reading.person.counts), reading.duplicates) == (1, [(1, 3), (1, 4)])
    assert kinds(reading) == ["DUPLICATE_ROW", "DUPLICATE_ROW"]


def test_one_count_in_two_rows_that_differ_is_kept_twice_with_a_problem_on_each(tmp_path: Path) -> None:
    rows = [{}, {"offense_level": "M", "code_section": "HS 11359"}, {"count_number": "2"}]
    (reading,) = read_all(write_csv(tmp_path / "a.csv", *rows)).values()
    counts = reading.person.counts
    assert len({count.ref for count in counts}) == 3
    assert sorted("REPEATED_COUNT" in count.problems for count in counts) == [False, True, True]


def test_the_same_numbers_in_two_counties_are_two_counts(tmp_path: Path) -> None:
    (reading,) = read_all(write_csv(tmp_path / "a.csv", {}, {"county": "KERN"})).values()
    assert (len({count.ref for count in reading.person.counts}), kinds(reading)) == (2, [])


def test_keys_of_counts_never_meet_whatever_they_hold(tmp_path: Path) -> None:
    rows = [
        {"court_case_number": "X/1", "count_number": "2", "code_section": "S"},
        {"court_case_number": "X", "count_number": "1", "code_section": "2/S"},
    ]
    (reading,) = read_all(write_csv(tmp_path / "a.csv", *rows)).values()
    assert len({count.ref for count in reading.person.counts}) == 2


def everything(people: dict[str, ListReading]) -> dict[str, object]:
    """All that was read but the lines."""
    return {
        key: (
            str(one.person).partition(", counts=")[0],
            [str(count).partition(", lines=")[0] for count in one.person.counts],
            sorted((ref, kind, sentence) for ref, kind, sentence, *_ in one.problems),
        )
        for key, one in people.items()
    }


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_and_columns_changes_nothing(tmp_path: Path, seed: int) -> None:
    rows = as_rows(
        {}, {}, {"offense_level": "M"}, {"court_case_number": "B2", "last_name": "OTHER", "shelf": "7"},
        NO_ID, {"date_of_birth": "1981"}, NO_ID | {"cii_number": "A1", "offense_level": "?"},
        {"deceased": "Y"}, NO_ID | {"last_name": "", "first_name": "", "notes": "nobody"},
    )  # fmt: skip
    (tmp_path / "plain.csv").write_bytes(as_csv(rows))
    chance = random.Random(seed)
    order = chance.sample(range(len(rows[0])), len(rows[0]))
    mixed = [rows[0], *chance.sample(rows[1:], len(rows) - 1)]
    headings = [name.replace("_", " ").title() for name in rows[0]]
    mixed = [[row[place] for place in order] for row in [headings, *mixed[1:]]]
    (tmp_path / "mixed.csv").write_bytes(as_csv(mixed))
    assert everything(read_all(tmp_path / "mixed.csv")) == everything(read_all(tmp_path / "plain.csv"))
