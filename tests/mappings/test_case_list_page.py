"""The page for whoever prepares a case list says what the program reads."""

import re
from pathlib import Path

import pytest

from expunge_desktop.domain.outcome import Disposition
from expunge_desktop.ingest import case_list_values as values
from expunge_desktop.ingest.case_list_fields import FIELDS, NAMES, REQUIRED
from expunge_desktop.services.field_words import CASE_LIST, field_words, missing_words, needed
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "case-list.md").read_text("utf-8")
TABLE = {
    row[1]: (row[2], row[3]) for row in re.finditer(r"^\| `(\w+)` \|([^|]*)\|([^|]*)\|$", PAGE, re.MULTILINE)
}


def words_of(field: str) -> list[str]:
    """Every value the page gives for a field."""
    return re.findall(r"`([^`]+)`", TABLE[field][1])


def test_the_table_names_every_field_once_in_the_program_s_order() -> None:
    assert tuple(TABLE) == FIELDS
    assert PAGE.count("\n| `") == len(FIELDS)


def test_the_page_says_which_columns_are_needed() -> None:
    said = {field for field, (need, _) in TABLE.items() if "yes" in need or "this or" in need}
    assert said == set(REQUIRED) | set(NAMES)


def test_every_word_the_page_offers_is_one_the_program_reads() -> None:
    dispositions = {values.disposition(word) for word in words_of("disposition")}
    assert dispositions == set(Disposition) - {Disposition.UNKNOWN}
    assert set(words_of("sentence_status")) == values.SENTENCE_STATES
    assert set(words_of("probation_status")) == values.PROBATION_STATES
    assert all(values.level(word) for word in words_of("offense_level"))
    assert all(values.county(word) for word in words_of("county"))
    for field in ("deceased", "probation_granted", "doj_listed", "challenged"):
        assert {values.flag(word) for word in words_of(field)} == {True, False}


def test_the_page_names_every_code_of_a_proved_fact() -> None:
    section = PAGE.split("### Facts")[1].split("## Examples")[0]
    assert set(re.findall(r"`(\w+)`", section)) == values.FACT_CODES


def test_every_form_of_a_date_on_the_page_is_read() -> None:
    section = PAGE.split("### Dates")[1].split("###")[0]
    read = [values.day(text) for text in re.findall(r"`([^`]+)`", section)]
    assert [str(date) for date, _ in read] == ["1995-07-10", "1995-07-10", "1995-07-10", "1995-07", "1995"]


def test_the_example_is_imported_without_a_problem_of_form(session: Session, tmp_path: Path) -> None:
    example = re.search(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    assert example
    path = tmp_path / "example.csv"
    path.write_text(example[1], "utf-8")
    summary = import_batch(session, [path])
    assert (summary.layout, summary.people, summary.counts) == ("case-list", 3, 5)
    assert summary.set_aside_total == 0
    assert set(summary.problems) <= {"PARTIAL_BIRTH_DATE", "PARTIAL_EVENT_DATE"}, dict(summary.problems)


def test_every_field_has_words_and_a_sentence_of_its_own() -> None:
    assert [one.field for one in CASE_LIST] == list(FIELDS)
    assert len({one.words for one in CASE_LIST}) == len(FIELDS)
    assert all(one.sentence.endswith(".") for one in CASE_LIST)
    assert field_words("court_case_number") == "Case number"
    assert missing_words(("last_name", "county")) == "Last name (or Full name), County"
    assert needed(("last_name", "county")) == ("last_name or full_name", "county")


@pytest.mark.parametrize("words", ["Text", "first", "UTF-8", "Check only"])
def test_the_page_warns_of_what_spreadsheets_do(words: str) -> None:
    assert words in PAGE.split("## What spreadsheets do")[1]
