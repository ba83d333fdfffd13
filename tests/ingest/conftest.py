"""What the tests of reading share: the layout's vocabulary, a reader of people, the shared generator."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from doj_rows import GENERATOR, Read

from expunge_desktop.ingest.doj_layout import Layout, load_layout
from expunge_desktop.ingest.doj_person import PersonReader, Reading
from expunge_desktop.rules.law import LawBook
from expunge_desktop.services.law_library import load_law


@pytest.fixture(scope="session")
def layout() -> Layout:
    """The layout's vocabulary as shipped."""
    return load_layout()


@pytest.fixture(scope="session")
def law() -> LawBook:
    """The law as shipped."""
    return load_law()


@pytest.fixture
def read_person(layout: Layout) -> Read:
    """Interpret rows of one person, as lines 1, 2, 3 … of file 1."""

    def read(rows: Sequence[Sequence[str]]) -> Reading:
        places = [(1, line) for line in range(1, len(rows) + 1)]
        return PersonReader(layout).read(rows[0][2], rows, places)

    return read


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A file of the shared generator with these options, statistics beside it as .json."""
    if not GENERATOR.exists():
        pytest.skip("the shared generator of DOJ files is not beside this checkout")
    folder = tmp_path_factory.mktemp("generated")

    def make(*options: str) -> Path:
        path = folder / ("_".join(option.strip("-") for option in options) + ".dat")
        if not path.exists():
            words = [sys.executable, str(GENERATOR), "--out", str(path), "--stats", f"{path}.json", *options]
            subprocess.run(words, check=True)
        return path

    return make
