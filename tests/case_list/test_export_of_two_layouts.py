"""Batches of different layouts in one workspace: one export, whoever reads the people."""

import csv
from datetime import date
from pathlib import Path

import pytest
from case_list_files import write_csv
from doj_rows import as_bytes, make_arrest, make_row
from sqlalchemy import text

from expunge_desktop.ingest.batch_records import CONVICTION_COLUMNS
from expunge_desktop.services import export_findings as exporting
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.facts_maker import FactsMaker
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.person_record import layouts_of
from expunge_desktop.services.session import Session
from expunge_desktop.store import batches, search


@pytest.fixture
def both(session: Session, tmp_path: Path) -> Session:
    """A list of two people, one convicted elsewhere besides, and a file of the Department, assessed."""
    listed = write_csv(
        tmp_path / "list.csv",
        {"court_case_number": " 007 "},
        {"court_case_number": "K1", "county": "KERN", "code_section": "459 PC", "conviction_date": "1999"},
        {"person_id": "P2", "last_name": "OTHER", "code_section": "459 PC", "conviction_date": "2004-02-02"},
        {"person_id": "P2", "last_name": "OTHER", "code_section": "11359 HS", "disposition": "DISMISSED"},
    )
    delivered = tmp_path / "delivered.dat"
    delivered.write_bytes(as_bytes([make_arrest(), make_row()]))
    import_batch(session, [listed])
    import_batch(session, [delivered])
    assess(session, "los-angeles-2020", date(2020, 2, 11))
    return session


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_imported_count_of_either_layout_is_one_row(both: Session, tmp_path: Path) -> None:
    export_findings(both, tmp_path / "f.csv")
    rows = rows_of(tmp_path / "f.csv")
    shown = {(row["person_id"], row["court_case_number"], row["code_section"]): row for row in rows}
    assert len(rows) == 5
    assert shown["P1", " 007 ", "11359 HS"]["finding_id"] != ""
    assert shown["P1", "K1", "459 PC"]["policy_outcome"] == "OUT_OF_SCOPE"
    assert shown["P1", "K1", "459 PC"]["conviction_date"] == "1999"
    assert shown["P2", "BA012345", "459 PC"]["policy_outcome"] == "NOT_ELIGIBLE"
    assert shown["P2", "BA012345", "11359 HS"]["policy_outcome"] == "OUT_OF_SCOPE"
    assert make_row()[2] in {row["person_id"] for row in rows}


def test_processes_export_the_same(both: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_findings(both, tmp_path / "f.csv")
    monkeypatch.setattr(exporting, "_MANY_PEOPLE", 0)
    monkeypatch.setattr(exporting, "_PEOPLE_AT_A_TIME", 2)
    export_findings(both, tmp_path / "g.csv")
    assert rows_of(tmp_path / "g.csv") == rows_of(tmp_path / "f.csv")


def test_facts_computed_anew_are_those_of_the_import_in_either_layout(both: Session) -> None:
    maker = FactsMaker(load_law())
    facts = CONVICTION_COLUMNS.index("facts")
    with both.read() as connection:
        layouts = layouts_of(connection)
        assert [layouts[batch].layout for batch in (1, 2)] == ["case-list", "doj"]
        made = []
        for stored in search.people_range(connection, 0, 100):
            blocks = batches.source_blocks(connection, stored.batch_id, stored.source_key)
            made += maker.records([(stored.source_key, blocks, ())], layouts[stored.batch_id])[0].under_review
        kept = connection.execute(text("SELECT ref, facts FROM conviction")).all()
    assert len(kept) >= 3
    assert sorted((str(one[0]), str(one[facts])) for one in made) == sorted(map(tuple, kept))
