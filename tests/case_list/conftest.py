"""Workspaces of Los Angeles county to import case lists into, and the command line on them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from case_list_files import WORD

from expunge_desktop.app.main import main
from expunge_desktop.base.clock import FixedClock
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def new_session(tmp_path: Path) -> Iterator[Callable[[], Session]]:
    """Make an empty workspace of Los Angeles county."""
    made: list[Session] = []

    def make() -> Session:
        path = tmp_path / f"lists{len(made)}.expunge"
        made.append(
            create_workspace(
                path,
                office_toml=None,
                county="LOS ANGELES",
                user="Ada",
                passphrase=WORD,
                clock=CLOCK,
                kdf_cost=COST_FOR_TESTS,
            )
        )
        return made[-1]

    yield make
    for session in made:
        session.close()


@pytest.fixture
def session(new_session: Callable[[], Session]) -> Session:
    """One empty workspace."""
    return new_session()


@pytest.fixture
def command(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Command]:
    """Run the command line as Ada; gives exit code, standard output and standard error."""
    monkeypatch.setenv("EXPUNGE_USER", "Ada")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)

    def run(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main([str(word) for word in words])
        said = capfd.readouterr()
        return code, said.out, said.err

    yield run
