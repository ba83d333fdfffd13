"""A workspace file that is moved, removed or replaced while it is open."""

import os
import shutil
from datetime import UTC, datetime

import pytest

from expunge_desktop.base.clock import FixedClock
from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.store import audit
from expunge_desktop.store.workspace import Workspace

CLOCK = FixedClock(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


@pytest.fixture
def key():
    return os.urandom(32)


@pytest.fixture
def workspace(tmp_path, key):
    with Workspace.create(tmp_path / "county.expunge", key, "w1", busy_ms=300) as made:
        note(made, "first")
        yield made


def note(workspace, subject):
    with workspace.write("Ada", CLOCK) as tx:
        tx.audit("note", subject, {})


def refusal(workspace):
    with pytest.raises(EnvironmentProblemError) as caught:
        note(workspace, "refused")
    assert caught.value.exit_code == 3 and caught.value.advice.startswith("Nothing was changed.")
    assert "county.expunge" in caught.value.sentence
    return caught.value.code


def subjects(workspace):
    with workspace.read() as connection:
        assert audit.verify(connection).is_intact
        return [row.subject for row in audit.rows(connection)]


def test_a_file_that_was_moved_away_refuses_until_it_is_back(workspace, tmp_path):
    elsewhere = tmp_path / "elsewhere.expunge"
    workspace.path.rename(elsewhere)
    assert refusal(workspace) == "file-gone"
    elsewhere.rename(workspace.path)
    note(workspace, "second")
    assert subjects(workspace) == ["first", "second"]


def test_an_older_copy_renamed_into_its_place_is_refused(workspace, tmp_path):
    shutil.copy(workspace.path, tmp_path / "older")
    note(workspace, "second")
    (tmp_path / "older").replace(workspace.path)
    before = workspace.path.read_bytes()
    assert refusal(workspace) == "file-replaced"
    assert workspace.path.read_bytes() == before


def test_a_file_replaced_within_a_write_is_refused_before_the_commit(workspace, tmp_path):
    shutil.copy(workspace.path, tmp_path / "other")
    with pytest.raises(EnvironmentProblemError) as caught, workspace.write("Ada", CLOCK) as tx:
        tx.audit("note", "lost", {})
        (tmp_path / "other").replace(workspace.path)
    assert caught.value.code == "file-replaced"


def test_what_was_changed_outside_is_undone_when_the_file_is_another_one(workspace, tmp_path):
    undone = []
    shutil.copy(workspace.path, tmp_path / "other")
    with pytest.raises(EnvironmentProblemError), workspace.write("Ada", CLOCK) as tx:
        tx.audit("note", "lost", {})
        tx.undo_if_not_committed(lambda: undone.append("key file"))
        (tmp_path / "other").replace(workspace.path)
    assert undone == ["key file"]


def test_no_further_connection_opens_a_file_put_in_its_place(workspace, tmp_path, key):
    with Workspace.create(tmp_path / "other.expunge", key, "w2") as other:
        note(other, "of another workspace")
    (tmp_path / "other.expunge").replace(workspace.path)
    with pytest.raises(EnvironmentProblemError) as caught, workspace.read(), workspace.read():
        pytest.fail("a second reader opened the other file")
    assert caught.value.code == "file-replaced"


def test_an_older_copy_written_over_it_in_place_is_met_at_the_next_write(workspace, key):
    note(workspace, "second")
    older = workspace.path.read_bytes()
    note(workspace, "third")
    with workspace.path.open("r+b") as file:  # `cp backup county.expunge`: the same file, other bytes
        file.write(older)
        file.truncate(len(older))
    with Workspace.open(workspace.path, key, busy_ms=300) as another:  # its commit empties all caches
        note(another, "of another program")
    assert refusal(workspace) == "file-replaced"
