"""A batch imported after the assessment is told apart, not shown without a name."""

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
