"""One process at a time: the lock file goes with its holder, whatever happens to it."""

import os
import signal
import threading
import time

import pytest

from expunge_desktop.base import lock_file
from expunge_desktop.base.lock_file import (
    LockedError,
    NotALockFileError,
    is_locked,
    locked,
    take,
    take_left_behind,
)


def test_only_one_holds_it_and_nothing_is_left(tmp_path):
    path = tmp_path / "a.lock"
    with locked(path):
        assert is_locked(path)
        with pytest.raises(LockedError, match="in use by another window"), locked(path, patience_s=0.05):
            pass
        assert path.exists()
    assert not is_locked(path) and os.listdir(tmp_path) == []


def test_a_file_that_holds_anything_is_locked_but_never_removed(tmp_path):
    path = tmp_path / "county.expunge-rekey.lock"
    path.write_text("a checkpoint somebody gave this name")
    with locked(path):
        assert is_locked(path)
    assert not is_locked(path)
    assert path.read_text() == "a checkpoint somebody gave this name"


def test_many_threads_count_without_losing_one(tmp_path):
    counter = tmp_path / "counter"
    counter.write_text("0")

    def count() -> None:
        for _ in range(25):
            with locked(tmp_path / "a.lock", patience_s=200):  # who waits has no turn of their own
                counter.write_text(str(int(counter.read_text()) + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.read_text() == "100" and os.listdir(tmp_path) == ["counter"]


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    path, (reading, writing) = tmp_path / "a.lock", os.pipe()
    child = os.fork()
    if child == 0:
        with locked(path):
            os.write(writing, b"!")
            signal.pause()
        os._exit(0)
    os.read(reading, 1)
    os.close(reading), os.close(writing)
    assert is_locked(path)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert path.exists()
    with locked(path, patience_s=0):
        pass
    assert not path.exists()


def test_only_one_of_two_gets_a_lock_and_its_file_goes_with_it(tmp_path):
    first = take(tmp_path / "a.lock")
    assert first is not None
    assert take(tmp_path / "a.lock") is None
    first.let_go()
    first.let_go()
    with take(tmp_path / "a.lock") as third:
        assert third.path.exists()
    assert os.listdir(tmp_path) == []


def test_who_is_patient_gets_it_when_it_is_let_go(tmp_path, monkeypatch):
    first, pauses = take(tmp_path / "a.lock"), []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            first.let_go()

    monkeypatch.setattr(time, "sleep", pause)
    with take(tmp_path / "a.lock", patience_s=200):
        assert len(pauses) == 3 and all(0 < one < 1 for one in pauses)
    assert os.listdir(tmp_path) == []


def test_a_lock_on_a_file_whose_name_is_gone_or_anothers_does_not_count(tmp_path, monkeypatch):
    """Between opening and locking the holder lets go, and a third takes the lock anew."""
    path = tmp_path / "a.lock"
    held = [take(path)]
    lock = lock_file._lock

    def late(handle):
        if len(held) == 1:
            held[0].let_go()
            held.append(None)  # the next line locks too
            held.append(take(path))
        return lock(handle)

    monkeypatch.setattr(lock_file, "_lock", late)
    assert take(path) is None
    assert held[2] is not None and is_locked(path)
    held[2].let_go()
    assert os.listdir(tmp_path) == []


def test_who_lets_go_does_not_remove_the_lock_of_another(tmp_path):
    first = take(tmp_path / "a.lock")
    (tmp_path / "a.lock").unlink()  # by hand
    second = take(tmp_path / "a.lock")
    first.let_go()
    assert is_locked(tmp_path / "a.lock")
    second.let_go()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("kind", ["link", "dangling link", "folder", "pipe"])
def test_what_is_no_plain_file_is_neither_followed_nor_removed(tmp_path, kind):
    path, other = tmp_path / "a.lock", tmp_path / "other"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(other)
    if kind == "link":
        other.write_text("mine")
    there = sorted(os.listdir(tmp_path))
    for one in (take, take_left_behind, is_locked):
        with pytest.raises(NotALockFileError, match=r"a\.lock is no plain file; remove it"):
            one(path)
    assert sorted(os.listdir(tmp_path)) == there
    assert kind != "link" or other.read_text() == "mine"


def test_only_a_lock_file_that_is_there_is_taken_over(tmp_path):
    path = tmp_path / "a.lock"
    assert take_left_behind(path) is None and os.listdir(tmp_path) == []
    with locked(path):
        assert take_left_behind(path) is None
    path.touch()  # as a kill leaves it
    with take_left_behind(path):
        assert is_locked(path)
    assert os.listdir(tmp_path) == []
