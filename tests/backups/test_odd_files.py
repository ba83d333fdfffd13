"""Every odd state of the files gives one clear sentence with the way on, and changes nothing."""

import os
import shutil
from pathlib import Path

import pytest
from made_workspaces import WORD, make

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.services.session import open_session


@pytest.fixture
def closed(path):
    """A closed workspace."""
    make(path).close()
    return path


def told(path: Path, clock) -> EnvironmentProblemError:
    """What opening it says; the files are the same afterwards."""
    before = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(path, "Ada Admin", WORD, clock)
    after = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    assert after == before
    error = caught.value
    assert path.name in error.sentence and error.sentence.endswith(".") and error.advice
    return error


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten_at_the_beginning(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes(100) + content[100:])


def shortened(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 5_000)


def a_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n" + os.urandom(8183))


def a_plain_database(path: Path) -> None:
    import sqlite3

    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()


def an_office_document(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + os.urandom(8188))


def a_text(path: Path) -> None:
    path.write_text("DOJ,1,2,3\n" * 1000)


def noise(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def gone(path: Path) -> None:
    path.unlink()


def gone_but_for_its_log(path: Path) -> None:
    path.rename(path.with_name(f"{path.name}-wal"))


def without_its_keys(path: Path) -> None:
    path.with_name(f"{path.name}-keys").unlink()


def with_garbled_keys(path: Path) -> None:
    path.with_name(f"{path.name}-keys").write_text("{}")


def with_newer_keys(path: Path) -> None:
    keys = path.with_name(f"{path.name}-keys")
    import json

    keys.write_text(json.dumps(json.loads(keys.read_text()) | {"format": 99}))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("harm", "code", "word"),
    [
        (emptied, "empty-file", "Restore the last backup"),
        (overwritten_at_the_beginning, "zeroed", "salvage"),
        (shortened, "cut-off", "salvage"),
        (a_pdf, "not-a-workspace", ".expunge"),
        (a_plain_database, "not-a-workspace", ".expunge"),
        (an_office_document, "not-a-workspace", ".expunge"),
        (a_text, "not-a-workspace", ".expunge"),
        (noise, "not-a-workspace", "backup"),
        (gone, "workspace-missing", "new"),
        (gone_but_for_its_log, "workspace-missing", "put it back"),
        (without_its_keys, "key-file-missing", "both together"),
        (with_garbled_keys, "key-file-damaged", "backup"),
        (with_newer_keys, "key-file-newer", "later"),
        (a_folder, "not-a-file", ".expunge"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_an_odd_file_gives_its_sentence_and_stays_as_it_is(closed, clock, harm, code, word):
    harm(closed)
    error = told(closed, clock)
    assert (error.code, word in error.advice) == (code, True), str(error)


def test_the_key_file_of_another_workspace_is_told(closed, clock, tmp_path):
    (tmp_path / "there").mkdir()
    make(tmp_path / "there" / "other.expunge").close()
    shutil.copy(tmp_path / "there" / "other.expunge-keys", f"{closed}-keys")
    assert told(closed, clock).code == "not-a-workspace"


def test_a_shared_memory_file_that_is_lost_or_left_over_does_no_harm(closed, clock):
    shared = closed.with_name(f"{closed.name}-shm")
    shared.write_bytes(os.urandom(32_768))
    with open_session(closed, "Ada Admin", WORD, clock) as session:
        assert session.witness.is_kept


def test_a_log_of_another_workspace_beside_it_is_not_taken_for_its_own(closed, clock, tmp_path):
    closed.with_name(f"{closed.name}-wal").write_bytes(os.urandom(8_272))
    with open_session(closed, "Ada Admin", WORD, clock) as session:
        assert session.witness.is_kept


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_of_somebody_else_is_told(closed, clock):
    closed.chmod(0)
    with pytest.raises(EnvironmentProblemError, match="cannot be opened"):
        open_session(closed, "Ada Admin", WORD, clock)
