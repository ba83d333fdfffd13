"""A workspace of Los Angeles county with its administrator, and one into which people were imported."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_workspaces import CLOCK, WORD, make

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.vault.key_slots import COST_FOR_TESTS


@pytest.fixture
def clock() -> FixedClock:
    """Ten in the morning."""
    return CLOCK


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workspace lies."""
    return tmp_path / "county.expunge"


@pytest.fixture
def admin(path: Path) -> Iterator[Session]:
    """Ada, who made the workspace: administrator and supervisor."""
    with make(path) as session:
        yield session


@pytest.fixture
def logged_on(admin: Session, path: Path) -> Iterator[Callable[..., Session]]:
    """Adds a user of these roles and logs them on."""
    opened: list[Session] = []

    def log_on(name: str, *roles: Role) -> Session:
        add_user(admin, name, WORD + name, frozenset(roles), kdf_cost=COST_FOR_TESTS)
        opened.append(open_session(path, name, WORD + name, CLOCK))
        return opened[-1]

    yield log_on
    for session in opened:
        session.close()


@pytest.fixture
def at() -> Callable[[str], FixedClock]:
    """A clock that stands at an instant: `at("2026-11-22T10:00")`, UTC."""
    return lambda text: FixedClock(datetime.fromisoformat(text).replace(tzinfo=UTC))
