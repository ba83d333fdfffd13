"""One process at a time: the lock file goes with its holder, whatever happens to it."""

import os
import signal
import threading
from pathlib import Path

import pytest

from expunge_desktop.vault import key_file
from expunge_desktop.vault.data_key import new_data_key
from expunge_desktop.vault.file_lock import LockedError, is_locked, locked
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
AT = "2026-11-22T10:00:00.000000Z"


def test_only_one_holds_it_and_nothing_is_left(tmp_path):
    path = tmp_path / "a.lock"
    with locked(path):
        assert is_locked(path)
        with pytest.raises(LockedError, match="in use by another window"), locked(path, patience_s=0.05):
            pass
        assert path.exists()
    assert not is_locked(path) and os.listdir(tmp_path) == []


def test_many_threads_count_without_losing_one(tmp_path):
    counter = tmp_path / "counter"
    counter.write_text("0")

    def count() -> None:
        for _ in range(25):
            with locked(tmp_path / "a.lock"):
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


def test_processes_that_fail_at_the_same_time_are_all_counted(tmp_path):
    workspace = tmp_path / "county.expunge"
    raw_key = new_data_key()
    key_file.create(workspace, "w1", raw_key, "Ada Admin", WORD, cost=COST_FOR_TESTS)
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            try:
                for _ in range(5):
                    key_file.write_witness(workspace, raw_key, number * 10 + _ + 1, f"{number}")
                    with pytest.raises(Exception, match=r"tries|passphrase"):
                        key_file.unlock(workspace, "Ada Admin", "not this one", at=AT)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    key_file.release_lock(workspace, "Ada Admin")
    unlocked = key_file.unlock(workspace, "Ada Admin", WORD, at=AT)
    assert unlocked.failed_count == 20
    assert key_file.read_witness(workspace, raw_key).seq == 35
    assert os.listdir(tmp_path) == ["county.expunge-keys"]


def test_in_a_folder_where_nothing_can_be_written_a_backup_still_opens(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    workspace, raw_key = Path(tmp_path / "county.expunge"), new_data_key()
    key_file.create(workspace, "w1", raw_key, "Ada Admin", WORD, cost=COST_FOR_TESTS)
    tmp_path.chmod(0o500)
    try:
        assert key_file.unlock(workspace, "Ada Admin", WORD, at=AT).raw_key == raw_key
    finally:
        tmp_path.chmod(0o700)
