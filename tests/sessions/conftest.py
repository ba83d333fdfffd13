"""A workspace made by its first user, with a cheap key derivation."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture
def clock() -> FixedClock:
    """Ten in the morning."""
    return CLOCK


@pytest.fixture
def later() -> Callable[[float], FixedClock]:
    """The clock some minutes after ten."""
    return lambda minutes: FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC) + timedelta(minutes=minutes))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workspace lies."""
    return tmp_path / "county.expunge"


@pytest.fixture
def admin(path: Path) -> Iterator[Session]:
    """Ada, who made the workspace: administrator and supervisor."""
    session = create_workspace(
        path, office_toml=None, county="LOS ANGELES", user="Ada Admin", passphrase=WORD, clock=CLOCK,
        kdf_cost=COST_FOR_TESTS,
    )  # fmt: skip
    yield session
    session.close()


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
def office_toml() -> str:
    """The office file of formats/office.md."""
    page = SHARED / "formats" / "office.md"
    if not page.exists():
        pytest.skip("the shared pages are not here")
    found = re.search(r"```toml\n(.*?)```", page.read_text("utf-8"), re.S)
    assert found
    return found[1]
