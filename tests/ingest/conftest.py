"""What the tests of reading share: the layout's vocabulary, a reader of people, the shared generator."""

from collections.abc import Sequence

import pytest
from doj_rows import Read
from generated_files import generated

from expunge_desktop.ingest.doj_layout import Layout, load_layout
from expunge_desktop.ingest.doj_person import PersonReader, Reading
from expunge_desktop.rules.law import LawBook
from expunge_desktop.services.law_library import load_law

__all__ = ["generated"]


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
