"""A workspace to keep mappings in, and the command line."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from court_sheets import COURT, WORD, Run, write_csv

from expunge_desktop.app import main as program
from expunge_desktop.base.clock import FixedClock
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def made_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty workspace whose first user is Ada, made once."""
    path = tmp_path_factory.mktemp("made") / "county.expunge"
    create_workspace(
        path, office_toml=None, county="LOS ANGELES", user="Ada", passphrase=WORD, clock=CLOCK,
        kdf_cost=COST_FOR_TESTS,
    ).close()  # fmt: skip
    return path


@pytest.fixture
def workspace(made_workspace: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    for file in made_workspace.parent.glob(f"{made_workspace.name}*"):
        shutil.copy2(file, tmp_path / file.name)
    return tmp_path / made_workspace.name


@pytest.fixture
def session(workspace: Path) -> Iterator[Session]:
    """Ada's session in it."""
    with open_session(workspace, "Ada", WORD, CLOCK) as opened:
        yield opened


@pytest.fixture
def court(tmp_path: Path) -> Path:
    """A court's sheet: no last name, no case number, no section by their own names."""
    return write_csv(tmp_path / "Torrance court 2026-11.csv", COURT)


@pytest.fixture
def run(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line: `run("suggest", FILE)` is `mapping WORKSPACE suggest FILE`; gives the exit code."""
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    return lambda *words: program.main(["mapping", str(workspace), *map(str, words)])
