"""A small county with a released filing, for files that want to harm it."""

from datetime import date
from pathlib import Path

import pytest
from doj_rows import as_bytes, make_row

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.policies import sign_policy
from expunge_desktop.services.release_filing import release
from expunge_desktop.services.session import create_workspace, open_session
from expunge_desktop.services.users import add_user
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
OFFICE = Path(__file__).resolve().parents[2] / "build" / "demo_office.toml"


@pytest.fixture(scope="session")
def hostile_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace every kind of file starts from a copy of; Ada opens it."""
    folder = tmp_path_factory.mktemp("hostile")
    delivery = folder / "delivery.dat"
    people = [
        make_row(
            SUBJECT_ID=str(one),
            CII_NUMBER=f"A{one:08}",
            OFN=f"BA{one:06}",
            PRI_NAME=f"{name},ROBIN",
            PRI_DOB=f"19{one + 50}0314",
        )
        for one, name in enumerate(("ABLE", "BAKER", "CHARLIE", "DELTA", "ECHO"), 1)
    ]
    delivery.write_bytes(as_bytes(people, header=True))
    path = folder / "county.expunge"
    with create_workspace(
        path,
        office_toml=OFFICE.read_text("utf-8"),
        county=None,
        user="Ada",
        passphrase=WORD,
        kdf_cost=COST_FOR_TESTS,
    ) as ada:
        import_batch(ada, [delivery])
        assess(ada, "los-angeles-2020", date(2020, 2, 11))
        add_user(ada, "Ben", WORD + " two", frozenset({Role.SUPERVISOR}), kdf_cost=COST_FOR_TESTS)
        sign_policy(ada, "los-angeles-2020", "Alexandra Example", date(2020, 1, 2))
        (filing, *_) = make_filing(ada)
        release(ada, filing.id)
    with open_session(path, "Ben", WORD + " two") as ben:
        release(ben, filing.id)
    return path
