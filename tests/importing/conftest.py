"""A workspace to import into, and what can be asked of it afterwards."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from doj_rows import GENERATOR

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


@pytest.fixture
def new_session(tmp_path: Path) -> Iterator[Callable[[], Session]]:
    """Make an empty workspace of Los Angeles county."""
    made: list[Session] = []

    def make() -> Session:
        path = tmp_path / f"county{len(made)}.expunge"
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


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A file of the shared generator with these options, statistics beside it as .json."""
    if not GENERATOR.exists():
        pytest.skip("the shared generator of DOJ files is not beside this checkout")
    folder = tmp_path_factory.mktemp("generated")

    def make(*options: str) -> Path:
        path = folder / ("_".join(option.strip("-") for option in options) + ".dat")
        if not path.exists():
            words = [sys.executable, str(GENERATOR), "--out", str(path), "--stats", f"{path}.json", *options]
            subprocess.run(words, check=True)
        return path

    return make
