"""A workspace whose audit trail says something: a batch, an assessment, a few decisions, several users."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from doj_rows import as_bytes, make_row
from empty_workspaces import CLOCK, WORD, new_session, session

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

__all__ = ["new_session", "session"]

AS_OF = date(2020, 2, 11)


@pytest.fixture
def worked(session: Session, tmp_path: Path) -> Session:
    """Six people imported and assessed."""
    rows = [
        make_row(SUBJECT_ID=str(60000000 + n), PRI_NAME=f"SAMPLE{n},ROBIN", OFN=f"GA1000{n}")
        for n in range(6)
    ]
    file = tmp_path / "delivery.dat"
    file.write_bytes(as_bytes(rows))
    import_batch(session, [file], received_on=AS_OF)
    assess(session, "los-angeles-2020", AS_OF)
    return session


@pytest.fixture
def logged_on(session: Session) -> Iterator[Callable[..., Session]]:
    """Adds a user of these roles and logs them on."""
    opened: list[Session] = []

    def log_on(name: str, *roles: Role) -> Session:
        add_user(session, name, WORD + name, frozenset(roles), kdf_cost=COST_FOR_TESTS)
        opened.append(open_session(session.path, name, WORD + name, CLOCK))
        return opened[-1]

    yield log_on
    for one in opened:
        one.close()
