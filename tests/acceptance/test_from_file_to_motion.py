"""One batch goes all the way: imported, decided, overridden, printed, released by two people, verified."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from acceptance_driving import SHARED, USERS, Program, findings_of, read_json
from pypdf import PdfReader


@pytest.fixture
def assessed(program: Program, new_workspace: Callable[[str], Path], doj_file: Callable[..., Path]) -> Path:
    """A workspace with 300 invented people, assessed under the Los Angeles policy."""
    workspace = new_workspace()
    code, _, err = program("import", workspace, doj_file("--subjects", 300, "--edge", 0.3, "--pad"))
    assert code == 0, err
    code, _, err = program("assess", workspace, "--policy", "los-angeles-2020", "--as-of", "2020-02-11")
    assert code == 0, err
    return workspace


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add_ben(program: Program, monkeypatch: pytest.MonkeyPatch, workspace: Path) -> None:
    monkeypatch.setenv("EXPUNGE_NEW_PASSPHRASE", USERS["ben"])
    code, _, err = program("user", workspace, "add", "ben", "--role", "supervisor")
    assert code == 0, err


@pytest.mark.slow
def test_a_batch_becomes_a_filing_released_by_two_people(
    program: Program, assessed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "papers"
    code, text, err = program("packet", assessed, "--out", out, "--json")
    assert code == 0, err
    filing = read_json(text)["filings"][0]["id"]
    folder = out / filing
    names = {path.name for path in folder.iterdir()}
    assert {
        "D01-notice-of-motion.pdf",
        "D05-exhibit-a-confidential.pdf",
        "D05-exhibit-a-public.pdf",
        "D06-proposed-order.pdf",
        "manifest.json",
    } <= names
    assert "DRAFT" in PdfReader(folder / "D01-notice-of-motion.pdf").pages[0].extract_text()
    code, text, _ = program("preflight", *sorted(folder.glob("*.pdf")))
    assert code == 0, text

    _add_ben(program, monkeypatch, assessed)
    code, _, err = program("release", assessed, filing)
    assert code == 1
    assert "policy" in err, "an unsigned policy cannot be released under"
    code, _, err = program(
        "policy",
        assessed,
        "sign",
        "los-angeles-2020",
        "--attorney",
        "Jordan Sample",
        "--adopted-on",
        "2020-02-01",
    )
    assert code == 0, err
    assert program("release", assessed, filing)[0] == 0
    assert program("release", assessed, filing)[0] == 1, "the same person cannot approve"
    code, _, err = program("release", assessed, filing, user="ben")
    assert code == 0, err

    final = tmp_path / "final"
    code, _, err = program("packet", assessed, "--filing", filing, "--out", final)
    assert code == 0, err
    assert "DRAFT" not in PdfReader(final / filing / "D01-notice-of-motion.pdf").pages[0].extract_text()
    again = tmp_path / "again"
    program("packet", assessed, "--filing", filing, "--out", again)
    for path in (final / filing).iterdir():
        assert path.read_bytes() == (again / filing / path.name).read_bytes(), path.name
    assert program("audit", assessed)[0] == 0


def test_an_override_reaches_the_export_and_the_schedule(
    program: Program, assessed: Path, tmp_path: Path
) -> None:
    findings_of(program, assessed, tmp_path / "before.csv")
    target = next(
        row for row in _rows(tmp_path / "before.csv") if row["final_outcome"] == "REDESIGNATE_MISDEMEANOR"
    )
    code, _, err = program(
        "decide", assessed, "--finding", target["finding_id"], "--outcome", "dismiss_seal",
        "--reason", "Agreed with the public defender.",
    )  # fmt: skip
    assert code == 0, err
    findings_of(program, assessed, tmp_path / "after.csv")
    changed = next(row for row in _rows(tmp_path / "after.csv") if row["finding_id"] == target["finding_id"])
    assert changed["final_outcome"] == "DISMISS_SEAL"
    assert changed["policy_outcome"] == "REDESIGNATE_MISDEMEANOR"
    assert changed["decided_by"] == "ada"
    code, text, _ = program("explain", assessed, "--finding", target["finding_id"])
    assert code == 0
    assert "Agreed with the public defender." in text


def test_an_override_without_a_reason_is_refused(program: Program, assessed: Path, tmp_path: Path) -> None:
    findings_of(program, assessed, tmp_path / "f.csv")
    finding = next(row["finding_id"] for row in _rows(tmp_path / "f.csv") if row["finding_id"])
    code, _, err = program("decide", assessed, "--finding", finding, "--outcome", "NOT_ELIGIBLE")
    assert code == 1
    assert "reason" in err


def test_the_same_file_again_is_refused_with_a_sentence(
    program: Program, assessed: Path, doj_file: Callable[..., Path]
) -> None:
    code, _, err = program("import", assessed, doj_file("--subjects", 300, "--edge", 0.3, "--pad"))
    assert code == 1
    assert "imported before" in err
    code, text, _ = program("ledger", assessed, "--json")
    assert len(json.loads(text)["batches"]) == 1


@pytest.mark.parametrize(
    ("name", "exit_code", "imported", "set_aside"),
    [
        ("no_headers.csv", 0, 38, 0),
        ("extra_comma.csv", 0, 38, 0),
        ("happy_path.dat", 0, 34, 0),
        ("bad.csv", 1, 0, 38),
    ],
)
def test_each_shared_sample_does_what_its_page_says(
    program: Program,
    new_workspace: Callable[[str], Path],
    name: str,
    exit_code: int,
    imported: int,
    set_aside: int,
) -> None:
    if not SHARED.exists():
        pytest.skip("the shared sample files are not beside this checkout")
    workspace = new_workspace()
    code, out, err = program("import", workspace, SHARED / "data" / name, "--json")
    assert code == exit_code, err
    if exit_code == 0:
        line = read_json(out)["files"][0]
        assert (line["imported"], line["set_aside"]) == (imported, set_aside)
        assert line["lines"] == line["header"] + imported + set_aside
    else:
        assert "94" in err
        _, ledger, _ = program("ledger", workspace, "--json")
        assert json.loads(ledger)["batches"] == []


def test_nobody_gets_in_with_a_wrong_passphrase(
    program: Program, new_workspace: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = new_workspace()
    monkeypatch.setitem(USERS, "ada", "not the passphrase at all")
    code, _, err = program("ledger", workspace)
    assert code == 3
    assert "passphrase" in err
    assert "Traceback" not in err


def test_wrong_usage_is_one_line_and_exit_2(program: Program, tmp_path: Path) -> None:
    for words in (("assess", tmp_path / "x.expunge"), ("improt", "a", "b"), ("new", tmp_path / "x.expunge")):
        code, _, err = program(*words)
        assert code == 2
        assert err.count("\n") == 1, err
