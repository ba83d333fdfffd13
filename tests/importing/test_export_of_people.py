"""The findings export reads people again from their source rows, in this process or in several."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from imported import rows_of

from expunge_desktop.services import export_findings as exporting
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session


def test_an_export_is_the_same_from_one_process_and_from_several(
    session: Session, generated: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = import_batch(session, [generated("--subjects", "60", "--edge", "0.3", "--seed", "4")])
    assess(session, "los-angeles-2020", date(2020, 2, 11))
    one = exporting.export_findings(session, tmp_path / "one.csv")
    monkeypatch.setattr(exporting, "_MANY_PEOPLE", 0)
    monkeypatch.setattr(exporting, "_PEOPLE_AT_A_TIME", 7)
    several = exporting.export_findings(session, tmp_path / "several.csv")
    assert one.rows == several.rows == summary.counts
    assert one.path.read_bytes() == several.path.read_bytes()
    with one.path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    order = [key for (key,) in rows_of(session, "SELECT source_key FROM person ORDER BY id")]
    assert list(dict.fromkeys(row["person_id"] for row in rows)) == [
        key for key in order if any(row["person_id"] == key for row in rows)
    ]
    assert sum(row["finding_id"] != "" for row in rows) == summary.under_review
