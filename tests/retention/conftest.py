"""A county with people whom the court has sealed, wholly and in part; every test has a copy of its own."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sealed_county import WORD, make_sealed_county, session_at

from expunge_desktop.services.session import Session


@dataclass
class Sealed:
    """Ada (administrator, supervisor) and Ben (supervisor, administrator) in a workspace with sealed rows."""

    ada: Session
    ben: Session
    path: Path


@pytest.fixture(scope="session")
def sealed_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace every test starts from a copy of."""
    return make_sealed_county(tmp_path_factory.mktemp("sealed"))


@pytest.fixture
def sealed(sealed_template: Path, tmp_path: Path) -> Iterator[Sealed]:
    """A copy of one's own, with both at work."""
    for part in sealed_template.parent.glob("county.expunge*"):
        shutil.copy(part, tmp_path / part.name)
    path = tmp_path / sealed_template.name
    with session_at(path, "Ada", WORD) as ada, session_at(path, "Ben", WORD + "Ben") as ben:
        yield Sealed(ada, ben, path)
