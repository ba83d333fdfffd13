"""A workspace with a few invented people whose convictions end in different ways, assessed and signed."""

from collections.abc import Iterator

import pytest
from write_explanations import explained_workspace

from expunge_desktop.services.session import Session


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The people of `explained_people`, decided under the signed Los Angeles criteria; nothing is decided."""
    session = explained_workspace(tmp_path_factory.mktemp("explained"))
    yield session
    session.close()
