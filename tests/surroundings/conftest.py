"""A workspace full of invented people, as a county delivers them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sample_doj
from surrounding_parts import AS_OF, POLICY, USER, WORD

from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.vault.key_slots import COST_FOR_TESTS


@pytest.fixture(scope="session")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """60 invented people with irregular and unreadable rows."""
    target = tmp_path_factory.mktemp("delivered") / "county.dat"
    sample_doj.write(sample_doj.Recipe(people=60, seed=11, irregular=0.3, broken=3, accents=True), target)
    return target


@pytest.fixture(scope="session")
def full_workspace(tmp_path_factory: pytest.TempPathFactory, delivered: Path) -> Path:
    """The same imported and assessed under a signed policy."""
    path = tmp_path_factory.mktemp("workspace") / "county.expunge"
    with create_workspace(
        path, office_toml=None, county="LOS ANGELES", user=USER, passphrase=WORD, kdf_cost=COST_FOR_TESTS
    ) as session:
        import_batch(session, [delivered])
        sign_policy(session, POLICY, "Alexandra Example", date(2020, 1, 15))
        assess(session, POLICY, AS_OF)
    return path


@pytest.fixture
def full_session(full_workspace: Path) -> Iterator[Session]:
    """Its first user, logged on."""
    with open_session(full_workspace, USER, WORD) as session:
        yield session
