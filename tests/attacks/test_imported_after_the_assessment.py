"""A batch imported after the assessment is told apart, not shown without a name."""

import csv
from pathlib import Path
from typing import Any

from doj_rows import as_bytes, make_row

Run = Any


def test_what_came_in_later_is_called_not_assessed(county: Path, run: Run, tmp_path: Path) -> None:
    late = tmp_path / "late.dat"
    late.write_bytes(as_bytes([make_row(SUBJECT_ID="9", PRI_NAME="LATE,LEE", OFN="ZZ900001")]))
    assert run("import", county, late).code == 0
    assert run("ledger", county, "--json").json()["outcomes"]["not assessed yet"] == 1
    assert "not assessed yet" in run("ledger", county).out
    said = run("explain", county, "--case", "ZZ900001")
    assert said.code == 1
    assert "must be assessed first" in said.err
    assert run("assess", county, "--policy", "los-angeles-2020", "--as-of", "2020-02-11").code == 0
    assert run("explain", county, "--case", "ZZ900001").code == 0
    assert "not assessed yet" not in run("ledger", county).out


def test_what_came_in_later_has_no_outcome_in_the_findings_export(
    county: Path, run: Run, tmp_path: Path
) -> None:
    late = tmp_path / "late.dat"
    delivered = make_row(SUBJECT_ID="9", PRI_NAME="LATE,LEE", OFN="ZZ900001")
    other = make_row(
        SUBJECT_ID="9", PRI_NAME="LATE,LEE", OFN="ZZ900002", OFFENSE_DESCR="459 PC-BURGLARY",
        CNT_ORDER="102002001000",
    )  # fmt: skip
    late.write_bytes(as_bytes([delivered, other]))
    assert run("import", county, late).code == 0
    said = run("findings", county, "--csv", tmp_path / "f.csv")
    assert said.code == 0
    assert "NOT ASSESSED YET: 1 conviction imported after the assessment" in said.out
    row = in_case(tmp_path / "f.csv", "ZZ900001")
    told = {name: value for name, value in list(row.items())[6:] if value}
    assert told == {"statutory_reason": "Not assessed yet"}
    assert in_case(tmp_path / "f.csv", "ZZ900002")["statutory_outcome"] == "NOT_ELIGIBLE"
    only = run("findings", county, "--csv", tmp_path / "one.csv", "--person", "9", "--json")
    assert only.json()["not_assessed"] == 1
    other_person = run("findings", county, "--csv", tmp_path / "two.csv", "--person", "1", "--json")
    assert other_person.json()["not_assessed"] == 0
    assert run("assess", county, "--policy", "los-angeles-2020", "--as-of", "2020-02-11").code == 0
    said = run("findings", county, "--csv", tmp_path / "g.csv")
    assert "NOT ASSESSED" not in said.out
    assert in_case(tmp_path / "g.csv", "ZZ900001")["statutory_outcome"] != ""


def in_case(path: Path, case: str) -> dict[str, str]:
    """The row of a findings export that has this case."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        (found,) = [row for row in csv.DictReader(file) if row["court_case_number"] == case]
    return found
