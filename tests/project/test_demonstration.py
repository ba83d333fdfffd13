"""The demonstration runs to a released motion, and the program finds in a file what its maker put in."""

from pathlib import Path

import cli
import demo
import pytest
import sample_doj


@pytest.mark.slow
def test_a_made_up_delivery_is_imported_line_for_line(tmp_path: Path) -> None:
    delivered, workspace = tmp_path / "county.dat", tmp_path / "county.expunge"
    recipe = sample_doj.Recipe(
        people=250,
        seed=12,
        irregular=0.4,
        broken=9,
        duplicate_rows=0.02,
        second_ids=0.03,
        accents=True,
        bom=True,
    )
    truth = sample_doj.write(recipe, delivered)
    cli.ask("new", workspace, "--office", cli.OFFICE)
    summary = cli.ask("import", workspace, delivered)
    (file,) = summary["files"]
    assert file["lines"] == truth.lines
    assert file["header"] == truth.header
    assert file["duplicates"] == truth.duplicate_rows
    assert {row["line"] for row in summary["set_aside"]} == set(truth.broken)
    assert summary["people"] == truth.people + truth.second_ids
    ledger = cli.ask("ledger", workspace)
    assert ledger["balanced"]
    assert (ledger["people"], ledger["counts"]) == (summary["people"], summary["counts"])


@pytest.mark.slow
def test_the_demonstration_ends_with_a_released_filing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "HOME", tmp_path / "demo")
    assert demo.run_demo(people=120, with_window=False) == 0
    said = capfd.readouterr().out
    assert "The ledger balances." in said
    released = list((tmp_path / "demo" / "released").rglob("*.pdf"))
    assert released
    assert all(str(path.parent) in said for path in released[:1])
    listed = cli.ask("filing", tmp_path / "demo" / "county.expunge", "list")
    assert [filing["status"] for filing in listed["filings"]] == ["released"]


def test_a_demonstration_whose_figures_differ_fails() -> None:
    batch = {"files": [{"lines": 10, "set_aside": 1}]}
    demo._compare({"lines": 10, "set_aside": 1}, {"batches": [batch], "balanced": True})
    with pytest.raises(demo.TaskError, match="the ledger counts 10 lines where the file holds 11"):
        demo._compare({"lines": 11}, {"batches": [batch], "balanced": True})
    with pytest.raises(demo.TaskError, match="does not balance"):
        demo._compare({"lines": 10}, {"batches": [batch], "balanced": False})
