"""The program as a user drives it: the real command line on real files."""

import csv
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from expunge_desktop.app.main import main

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GENERATOR = SHARED / "tools" / "make_doj_file.py"
OFFICE = """
[office]
kind = "district_attorney"
name = "Office of the District Attorney, County of Los Angeles"
county = "LOS ANGELES"
head = "Alexandra Example"
head_title = "District Attorney"

[attorney]
name = "Jordan Sample"
title = "Deputy District Attorney"
bar_number = "123456"
address = ["211 West Temple Street, Suite 1200", "Los Angeles, CA 90012"]
telephone = "(213) 555-0100"
fax = ""
email = "jsample@da.example"

[court]
name = "Superior Court of the State of California"
county = "County of Los Angeles"
courthouse = "Clara Shortridge Foltz Criminal Justice Center"
address = ["210 West Temple Street", "Los Angeles, CA 90012"]
department = "100"
judge = "Hon. Presiding Judge"
hearing = "none"
case_number = ""

[public_defender]
name = "Los Angeles County Public Defender"
address = ["210 West Temple Street, 19th Floor", "Los Angeles, CA 90012"]
telephone = "(213) 555-0199"

[service]
server_name = "Sam Clerk"
server_address = ["211 West Temple Street", "Los Angeles, CA 90012"]
"""
USERS = {"ada": "ada invented passphrase", "ben": "ben invented passphrase"}

Answer = tuple[int, str, str]
Program = Callable[..., Answer]


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    """Run the command line as one user; gives exit code, standard output and standard error."""

    def run(*words: object, user: str = "ada") -> Answer:
        monkeypatch.setenv("EXPUNGE_USER", user)
        monkeypatch.setenv("EXPUNGE_PASSPHRASE", USERS[user])
        capfd.readouterr()
        code = main([str(word) for word in words])
        said = capfd.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def office_file(tmp_path: Path) -> Path:
    """A complete office file of an invented deputy."""
    path = tmp_path / "office.toml"
    path.write_text(OFFICE, encoding="utf-8")
    return path


@pytest.fixture
def new_workspace(program: Program, tmp_path: Path, office_file: Path) -> Callable[[str], Path]:
    """Make a workspace of Los Angeles county under a name."""

    def make(name: str = "county") -> Path:
        path = tmp_path / f"{name}.expunge"
        code, _, err = program("new", path, "--office", office_file)
        assert code == 0, err
        return path

    return make


@pytest.fixture(scope="session")
def doj_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A file of the shared generator with these options; skipped, with a word, where it is not at hand."""
    if not GENERATOR.exists():
        pytest.skip("the shared generator of DOJ files is not beside this checkout")
    folder = tmp_path_factory.mktemp("doj")

    def make(*options: object) -> Path:
        name = "-".join(str(option).strip("-") for option in options).replace("/", "_") or "plain"
        path = folder / f"{name}.dat"
        if not path.exists():
            words = [sys.executable, GENERATOR, "--out", path, "--stats", path.with_suffix(".json"), *options]
            subprocess.run([str(word) for word in words], check=True)
        return path

    return make


def read_json(text: str) -> dict:
    """The JSON a command printed."""
    return json.loads(text)


def findings_of(program: Program, workspace: Path, out: Path) -> list[tuple[str, ...]]:
    """The findings export without its last column (the finding's id), sorted."""
    code, _, err = program("findings", workspace, "--csv", out)
    assert code == 0, err
    with out.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[-1] == "finding_id"
    return sorted(tuple(row[:-1]) for row in rows)


def shuffled_lines(path: Path, seed: int) -> bytes:
    """The file with its header first and every other line somewhere else."""
    header, *lines = path.read_bytes().splitlines(keepends=True)
    random.Random(seed).shuffle(lines)
    return header + b"".join(lines)


__all__ = ["GENERATOR", "SHARED", "USERS", "findings_of", "read_json", "shuffled_lines"]
