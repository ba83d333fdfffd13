"""A workspace with a few invented people whose convictions end in different ways, assessed and signed."""

from collections.abc import Iterator
from datetime import date

import pytest
from doj_rows import as_bytes
from explained_people import ROWS

from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

AS_OF = date(2020, 2, 11)
POLICY = "los-angeles-2020"


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The people of `explained_people`, decided under the Los Angeles criteria; nobody changes it."""
    folder = tmp_path_factory.mktemp("explained")
    path = folder / "county.dat"
    path.write_bytes(as_bytes(ROWS))
    session = create_workspace(
        folder / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        kdf_cost=COST_FOR_TESTS,
    )
    import_batch(session, [path])
    sign_policy(session, POLICY, "Alexandra Example", date(2020, 1, 15))
    assess(session, POLICY, AS_OF)
    yield session
    session.close()
