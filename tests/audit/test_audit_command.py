"""`audit` on the command line: verified, read, written out and witnessed; exit codes for a script."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from audit_tampering import without_guards
from empty_workspaces import WORD

from expunge_desktop.app.main import main
from expunge_desktop.services import audit_trail
from expunge_desktop.services.session import Session

Run = Callable[..., int]


@pytest.fixture
def run(worked: Session, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`audit WORKSPACE …` as Ada."""
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    return lambda *words: main(["audit", str(worked.path), *map(str, words)])


def test_a_whole_trail_is_exit_0_and_tells_its_head(
    run: Run, worked: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["intact"] is True
    assert audit_trail.verify(worked, heads=[told["head"]]).is_intact


def test_a_checkpoint_written_is_agreed_with_later_and_contradicted_after_tampering(
    run: Run, worked: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checkpoint = tmp_path / "march.json"
    assert run("--checkpoint", checkpoint) == 0
    assert run("--against", checkpoint) == 0
    assert "ok   checkpoint file march.json" in capsys.readouterr().out
    with without_guards(worked) as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE seq > 2")
    assert run("--against", checkpoint) == 1
    told = capsys.readouterr().out
    assert "broken at row" in told
    assert "FAIL checkpoint file march.json" in told


def test_rows_asked_for_are_shown_and_written_out_as_a_release(
    run: Run, worked: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "trail.csv"
    assert run("--verb", "import", "--verb", "assess", "--csv", out, "--purpose", "weekly review") == 0
    told = capsys.readouterr().out
    assert "Ada imported files (batch 1)" in told
    with out.open(encoding="utf-8", newline="") as file:
        assert [row["verb"] for row in csv.DictReader(file)] == ["import", "assess"]
    assert out.stat().st_mode & 0o777 == 0o600
    assert audit_trail.verbs(worked)["export.audit"] == 1
    with worked.read() as connection:
        logged = connection.exec_driver_sql("SELECT purpose, rows FROM release_log").all()
    assert [tuple(row) for row in logged] == [("weekly review", 2)]


def test_the_trail_does_not_go_to_the_public(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "trail.csv"
    assert run("--csv", out, "--recipient", "public") == 1
    assert not out.exists()


def test_a_wrong_head_is_exit_1_and_no_head_at_all_exit_2(run: Run) -> None:
    assert run("--head", "0" * 64) == 1
    assert run("--head", "nothing") == 2


def test_payloads_are_not_dropped_without_a_policy(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--drop-payloads") == 1
    assert "audit_years" in capsys.readouterr().err
