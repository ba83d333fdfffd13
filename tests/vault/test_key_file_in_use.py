"""The key file while several processes change it, and while nobody can."""

import os
from pathlib import Path

import pytest

from expunge_desktop.base.errors import EnvironmentProblemError
from expunge_desktop.vault import key_file
from expunge_desktop.vault.data_key import new_data_key
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

WORD = "seven quiet harbors"
AT = "2026-11-22T10:00:00.000000Z"


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


def test_a_link_in_the_place_of_its_lock_is_neither_followed_nor_passed_over(tmp_path):
    workspace, raw_key = tmp_path / "county.expunge", new_data_key()
    key_file.create(workspace, "w1", raw_key, "Ada Admin", WORD, cost=COST_FOR_TESTS)
    link = tmp_path / "county.expunge-keys.lock"
    link.symlink_to(tmp_path / "elsewhere")
    before = key_file.key_file_path(workspace).read_bytes()
    with pytest.raises(EnvironmentProblemError, match="remove it") as caught:
        key_file.unlock(workspace, "Ada Admin", WORD, at=AT)
    assert caught.value.code == "cannot-lock" and str(tmp_path) in caught.value.advice
    assert key_file.key_file_path(workspace).read_bytes() == before
    assert link.is_symlink() and not (tmp_path / "elsewhere").exists()
    link.unlink()
    assert key_file.unlock(workspace, "Ada Admin", WORD, at=AT).raw_key == raw_key
