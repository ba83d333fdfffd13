"""Empty workspaces of Los Angeles county to import into: fixtures for the rooms whose conftest names them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

__all__ = ["WORD", "new_session", "session"]

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
    for one in made:
        one.close()


@pytest.fixture
def session(new_session: Callable[[], Session]) -> Session:
    """One empty workspace."""
    return new_session()
