"""Fixtures of the policies' tests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

# The policies written for the tests of the rules serve here too.
RULES = str(Path(__file__).resolve().parents[1] / "rules")
if RULES not in sys.path:
    sys.path.insert(0, RULES)


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
