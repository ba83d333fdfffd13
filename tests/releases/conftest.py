"""A county with one filing; every test has a copy of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from released_county import CLOCK, WORD, make_workspace

from expunge_desktop.services.session import Session, open_session


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace every test starts from a copy of."""
    return make_workspace(tmp_path_factory.mktemp("released"))


@pytest.fixture
def workspace(made_once: Path, tmp_path: Path) -> Path:
    """A copy of one's own, nobody logged on."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    for part in made_once.parent.glob("county.expunge*"):
        shutil.copy(part, folder / part.name)
    return folder / made_once.name


@pytest.fixture
def ada(workspace: Path) -> Iterator[Session]:
    """Ada, administrator and supervisor, at work."""
    with open_session(workspace, "Ada", WORD, CLOCK) as session:
        yield session


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where exports go."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
