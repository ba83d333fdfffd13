"""Facts of a case list are named by the headings of the file as they were recorded, foreign ones included."""

import csv
from collections.abc import Iterator
from datetime import date

import pytest

from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.decide_conviction import one_count
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.services.explanation import Explanation, FactLine
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.mappings import save_mapping
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

FIELDS = {
    "Defendant last": "last_name",
    "Defendant first": "first_name",
    "DOB": "date_of_birth",
    "County": "county",
    "Case #": "court_case_number",
    "Ct": "count_number",
    "Statute": "code_section",
    "Lvl": "offense_level",
    "Offense date": "offense_date",
    "Convicted": "conviction_date",
    "Disp": "disposition",
    "No. of plants": "plants",
    "Prob. granted": "probation_granted",
}
ROWS = [
    ["Doe", "Ana", "1985-05-05", "LOS ANGELES", "L1", "1", "11358 HS", "F", "2011-08-08", "2011-10-10",
     "CONVICTED", "7", "N"],
    ["Doe", "Ana", "1985-05-05", "LOS ANGELES", "L0", "1", "PC 187", "F", "", "2004-04-02",
     "CONVICTED", "", ""],
]  # fmt: skip


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A workspace with one person of a case list whose headings are an office's own."""
    folder = tmp_path_factory.mktemp("listed")
    path = folder / "cases.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([list(FIELDS), *ROWS])
    session = create_workspace(
        folder / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        kdf_cost=COST_FOR_TESTS,
    )
    save_mapping(session, "county", FIELDS)
    import_batch(session, [path], layout="county")
    assess(session, "los-angeles-2020", date(2020, 2, 11))
    yield session
    session.close()


def _explained(session: Session) -> Explanation:
    return explanation_of(session, one_count(session, "L1", None).conviction_id)


def _fact(session: Session, key: str) -> FactLine:
    return next(line for line in _explained(session).facts if line.key == key)


@pytest.mark.parametrize(
    ("key", "heading", "text"),
    [
        ("born_on", "DOB", "1985-05-05"),
        ("charge", "Statute", "11358 HS"),
        ("level", "Lvl", "F"),
        ("offense_on", "Offense date", "2011-08-08"),
        ("conviction_on", "Convicted", "2011-10-10"),
        ("plants", "No. of plants", "7"),
        ("probation", "Prob. granted", "N"),
        ("case_number", "Case #", "L1"),
    ],
)
def test_a_fact_stands_under_the_heading_of_the_file(
    listed: Session, key: str, heading: str, text: str
) -> None:
    (source,) = _fact(listed, key).sources
    assert (source.file_name, source.line, source.column, source.text) == ("cases.csv", 2, heading, text)


def test_a_fact_without_a_column_is_said_to_have_none(listed: Session) -> None:
    challenged = _fact(listed, "challenged")
    assert not challenged.is_known
    assert challenged.sources == ()
    assert "no column" in challenged.note


def test_a_prior_of_the_list_is_named_with_its_row(listed: Session) -> None:
    (entry,) = _explained(listed).others
    assert (entry.charge, entry.case_number) == ("PC 187", "L0")
    assert {(one.line, one.column, one.text) for one in entry.sources} == {
        (3, "Statute", "PC 187"),
        (3, "Convicted", "2004-04-02"),
    }
