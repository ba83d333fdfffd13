"""Fixtures of the policies' tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from policy_bench import Desk

from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The law, factories, and policies written in the test."""
    return Desk()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An empty workspace of an administrator and supervisor."""
    opened = create_workspace(
        tmp_path / "w.expunge",
        office_toml=None,
        county="LOS ANGELES",
        user="ada",
        passphrase="ada invented passphrase",
        kdf_cost=COST_FOR_TESTS,
    )
    yield opened
    opened.close()
