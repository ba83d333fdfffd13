"""Workspaces of invented people, imported once for all tests of a module."""

from collections.abc import Callable, Iterator

import pytest
import sample_doj
from empty_workspaces import new_session, session

from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import Session, create_workspace
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

__all__ = ["new_session", "session"]


@pytest.fixture(scope="module")
def import_people(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[sample_doj.Recipe], Session]]:
    """Make a workspace of Los Angeles county and import a made-up file into it; nothing in it is changed."""
    opened: list[Session] = []

    def make(recipe: sample_doj.Recipe) -> Session:
        folder = tmp_path_factory.mktemp("county")
        sample_doj.write(recipe, folder / "county.dat")
        session = create_workspace(
            folder / "w.expunge",
            office_toml=None,
            county="LOS ANGELES",
            user="ada",
            passphrase="ada invented passphrase",
            kdf_cost=COST_FOR_TESTS,
        )
        opened.append(session)
        import_batch(session, [folder / "county.dat"])
        return session

    yield make
    for one in opened:
        one.close()
