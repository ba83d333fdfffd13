"""The program as a user drives it: the real command line on real files."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from acceptance_driving import GENERATOR, OFFICE, USERS, Answer, Program

from expunge_desktop.app.main import main


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
