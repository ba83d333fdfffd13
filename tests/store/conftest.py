"""A real encrypted workspace in a folder of its own."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.store.workspace import Workspace

CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


@pytest.fixture
def clock() -> FixedClock:
    """Ten in the morning."""
    return CLOCK


@pytest.fixture
def raw_key() -> bytes:
    """A key of this test's own."""
    return os.urandom(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workspace lies."""
    return tmp_path / "county.expunge"


@pytest.fixture
def workspace(path: Path, raw_key: bytes) -> Iterator[Workspace]:
    """An open, empty workspace."""
    with Workspace.create(path, raw_key, "w1", busy_ms=300) as made:
        yield made


@pytest.fixture
def add_note(workspace: Workspace, clock: FixedClock) -> Callable[[str], None]:
    """Writes one audited row into `meta` and one into the append-only `office`."""

    def add(text: str) -> None:
        from expunge_desktop.store import users

        with workspace.write("Ada", clock) as tx:
            users.add_office(tx.connection, text, "LOS ANGELES", at=tx.at, by=tx.actor)
            tx.audit("note", text, {"text": text})

    return add
