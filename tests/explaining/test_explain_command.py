"""`explain` on the command line: text, JSON, a worksheet of one, of a person, of all with one outcome."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from explained_people import HAND_REVIEW, TWELVE
from pypdf import PdfReader
from write_explanations import explained_workspace

from expunge_desktop.app import main as program

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed workspace of the explained people."""
    made = tmp_path_factory.mktemp("commanded")
    explained_workspace(made).close()
    return made


@pytest.fixture
def run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """`explain` on a copy of the workspace: exit code, output, errors."""
    monkeypatch.setenv("EXPUNGE_USER", "ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", "ada invented passphrase")
    for name in ("w.expunge", "w.expunge-keys"):
        shutil.copy2(folder / name, tmp_path / name)

    def explain(*words: str) -> tuple[int, str, str]:
        code = program.main(["explain", str(tmp_path / "w.expunge"), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return explain


def test_text_and_json_tell_the_same_places(run: Run) -> None:
    code, text, _ = run("--case", HAND_REVIEW)
    assert code == 0
    joined = " ".join(text.split())
    code, data, _ = run("--case", HAND_REVIEW, "--json")
    assert code == 0
    for line in json.loads(data)["facts"]:
        assert line["what"] in joined
        for source in line["sources"]:
            assert f"{source['file_name']}, line {source['line']}: " in joined
            assert source["column"] in joined


def test_decisions_are_told_in_their_order_with_who_and_why(run: Run, tmp_path: Path) -> None:
    workspace = str(tmp_path / "w.expunge")
    said = {"hold": "Waiting for the court file.", "override": "The file names the sexual intent."}
    for action, reason in said.items():
        outcome = ["--outcome", "NOT_ELIGIBLE"] if action == "override" else []
        words = ["--case", HAND_REVIEW, "--action", action, "--reason", reason, *outcome]
        assert program.main(["decide", workspace, *words]) == 0
    code, text, _ = run("--case", HAND_REVIEW)
    joined = " ".join(text.split())
    assert code == 0
    held, overridden = (joined.index(reason) for reason in said.values())
    assert held < overridden
    assert "As of February 11, 2020: NOT ELIGIBLE" in joined
    assert "This is an attorney's decision" in joined
    assert ", ada: Override: not eligible" in joined


def test_a_worksheet_of_one_conviction_is_written_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.pdf"
    code, said, _ = run("--case", HAND_REVIEW, "--count", "1", "--pdf", str(path), "--json")
    assert code == 0
    assert json.loads(said)["pages"] == len(PdfReader(path).pages)
    kept = path.read_bytes()
    code, _, error = run("--case", HAND_REVIEW, "--pdf", str(path))
    assert (code, path.read_bytes()) == (1, kept)
    assert "exists already" in error


def test_a_worksheet_of_a_whole_person_and_of_an_outcome_holds_them_all(run: Run, tmp_path: Path) -> None:
    code, said, _ = run("--case", TWELVE, "--whole-person", "--pdf", str(tmp_path / "p.pdf"), "--json")
    assert (code, json.loads(said)["convictions"]) == (0, 13)
    code, said, _ = run("--outcome", "hand_review", "--pdf", str(tmp_path / "h.pdf"), "--json")
    assert code == 0
    held = json.loads(said)["convictions"]
    assert held == sum("Page 1 of" in page.extract_text() for page in PdfReader(tmp_path / "h.pdf").pages) > 0


@pytest.mark.parametrize(
    "words",
    [
        ["--outcome", "HAND_REVIEW"],
        ["--case", HAND_REVIEW, "--whole-person"],
        ["--outcome", "HAND_REVIEW", "--case", HAND_REVIEW, "--pdf", "x.pdf"],
        ["--pdf", "x.pdf"],
        ["--outcome", "DISMISSED", "--pdf", "x.pdf"],
    ],
)
def test_contradictory_or_incomplete_requests_are_wrong_usage(run: Run, words: list[str]) -> None:
    code, _, error = run(*words)
    assert code == 2
    assert error
