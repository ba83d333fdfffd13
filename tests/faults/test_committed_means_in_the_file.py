"""What was acknowledged lies in the workspace file itself: a log lost afterwards loses nothing."""

import os
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from expunge_desktop.base import held_files
from expunge_desktop.base.clock import FixedClock
from expunge_desktop.store import audit
from expunge_desktop.store.workspace import Workspace

CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


@pytest.fixture
def key():
    return os.urandom(32)


@pytest.fixture
def workspace(tmp_path, key):
    with Workspace.create(tmp_path / "county.expunge", key, "w1", busy_ms=300) as made:
        yield made


def note(workspace, subject):
    with workspace.write("Ada", CLOCK) as tx:
        tx.audit("note", subject, {})


def subjects_in_the_file_alone(workspace, key, folder):
    """A copy of the file without its log, as after a log was lost."""
    folder.mkdir()
    copy = folder / "copy.expunge"
    copy.write_bytes(held_files.read_bytes(workspace.path))
    with Workspace.open(copy, key) as alone, alone.read() as connection:
        assert audit.verify(connection).is_intact
        return [row.subject for row in audit.rows(connection)]


def test_each_change_is_in_the_file_when_its_write_returns(workspace, key, tmp_path):
    for number in range(3):
        note(workspace, str(number))
        kept = subjects_in_the_file_alone(workspace, key, tmp_path / str(number))
        assert kept == [str(one) for one in range(number + 1)]
    assert workspace.path.with_name(workspace.path.name + "-wal").stat().st_size == 0


def test_a_reader_on_an_older_state_keeps_it_in_the_log_until_the_next_write(workspace, key, tmp_path):
    note(workspace, "before")
    with workspace.read() as reader:
        reader.execute(text("SELECT count(*) FROM audit")).scalar_one()
        note(workspace, "meanwhile")
        assert subjects_in_the_file_alone(workspace, key, tmp_path / "a") == ["before"]
        assert reader.execute(text("SELECT count(*) FROM audit")).scalar_one() == 1
    note(workspace, "after")
    assert subjects_in_the_file_alone(workspace, key, tmp_path / "b") == ["before", "meanwhile", "after"]


def test_what_was_rolled_back_leaves_no_room_taken_in_the_log(workspace):
    with pytest.raises(ZeroDivisionError), workspace.write("Ada", CLOCK) as tx:
        for number in range(3000):
            tx.audit("note", str(number), {"text": "x" * 2000})
        raise ZeroDivisionError
    assert workspace.path.with_name(workspace.path.name + "-wal").stat().st_size < 100_000
    note(workspace, "after")
