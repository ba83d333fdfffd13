"""A backup is looked through again, and its restore rehearsed, without anything being left of it."""

import os
import tempfile
from pathlib import Path

import pytest
from made_workspaces import WORD, reviewed
from sqlalchemy import text

from expunge_desktop.base.errors import AnswerIsNoError, CancelledError, EnvironmentProblemError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail
from expunge_desktop.services.backup import backup, verify_backup
from expunge_desktop.services.backup_key import Logon
from expunge_desktop.services.restore import rehearse, restore
from expunge_desktop.services.session import open_session
from expunge_desktop.store.workspace import Workspace


@pytest.fixture
def copy(admin, tmp_path):
    """A backup of an empty workspace."""
    return backup(admin, tmp_path / "monday.expunge").path


def flip(path: Path, where: float) -> None:
    """Change one byte."""
    content = bytearray(path.read_bytes())
    content[int(len(content) * where)] ^= 0x10
    path.write_bytes(content)


def test_a_sound_backup_says_of_when_it_is_and_is_not_touched(admin, copy):
    before = copy.read_bytes()
    found = verify_backup(copy, admin)
    assert found.is_good and "2026-11-22T10:00" in found.sentence
    assert found.record and found.record.made_by == "Ada Admin" and found.record.rows["user"] == 1
    assert copy.read_bytes() == before
    assert sorted(os.listdir(copy.parent)) == [
        "county.expunge", "county.expunge-keys", "county.expunge-shm", "county.expunge-wal",
        "monday.expunge", "monday.expunge-keys",
    ]  # fmt: skip


def test_a_user_of_the_backup_can_look_it_through_without_the_workspace(copy):
    assert verify_backup(copy, Logon("Ada Admin", WORD)).is_good
    assert verify_backup(copy, Logon("Ada Admin", "no such words")).code == "wrong-passphrase"


@pytest.mark.parametrize("where", [0.0, 0.2, 0.5, 0.8, 0.99])
def test_a_flipped_byte_is_found_and_audited(admin, copy, where):
    flip(copy, where)
    found = verify_backup(copy, admin)
    assert not found.is_good and "monday.expunge" in found.sentence and found.advice
    row = [row for row in audit_trail.rows(admin) if row[3] == "backup-verified"][-1]
    assert '"is_good":false' in row[5]


def test_a_backup_that_was_worked_in_is_not_taken_for_the_backup(admin, copy, clock):
    with open_session(copy, "Ada Admin", WORD, clock):
        pass
    found = verify_backup(copy, admin)
    assert not found.is_good and "changed after it was written" in found.sentence


def test_a_backup_of_another_workspace_is_told_from_a_damaged_one(admin, tmp_path):
    from made_workspaces import make

    with make(tmp_path / "other.expunge") as other:
        theirs = backup(other, tmp_path / "theirs.expunge").path
    assert verify_backup(theirs, admin).code == "other-key"


def test_a_missing_backup_and_a_missing_key_file_are_sentences(admin, copy, tmp_path):
    assert verify_backup(tmp_path / "none.expunge", admin).code == "backup-missing"
    copy.with_name(f"{copy.name}-keys").unlink()
    assert verify_backup(copy, admin).code == "key-file-missing"


def test_a_rehearsal_restores_reads_every_row_and_leaves_nothing(tmp_path, clock, monkeypatch):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    path = reviewed(tmp_path, people=30, decisions=5)
    with open_session(path, "Ada Admin", WORD, clock) as ada:
        copy = backup(ada, tmp_path / "monday.expunge").path
        before = copy.read_bytes()
        done = rehearse(copy, ada)
        assert done.is_good and done.differences == () and done.rows["decision"] == 5
        assert done.rows["person"] == 30 and done.record and done.rows == done.record.rows
        assert [row[4] for row in audit_trail.rows(ada) if row[3] == "backup-rehearsed"] == [copy.name]
    assert copy.read_bytes() == before and os.listdir(tmp_path / "temporary") == []


def test_a_rehearsal_compares_with_what_the_backup_says_of_itself(admin, copy):
    with Workspace.open(copy, admin.workspace.data_key) as opened, opened._writer.begin() as connection:
        connection.execute(text("INSERT INTO heading_mapping VALUES (1, 'a', '{}', 'x', 'y')"))
    done = rehearse(copy, admin)
    assert not done.is_good
    assert done.differences == ("heading_mapping: 0 rows when it was written, 1 restored",)


def test_a_damaged_backup_is_not_rehearsed_and_nothing_is_left(admin, copy, tmp_path):
    (tmp_path / "temporary").mkdir()
    flip(copy, 0.7)
    with pytest.raises((AnswerIsNoError, EnvironmentProblemError)):
        rehearse(copy, admin, folder=tmp_path / "temporary")
    assert os.listdir(tmp_path / "temporary") == []


def test_without_room_the_rehearsal_says_how_much_it_needs(admin, copy, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 10})())
    with pytest.raises(EnvironmentProblemError, match="MB are needed") as caught:
        rehearse(copy, admin)
    assert caught.value.code == "no-room"


class _Cancelled(SilentProgress):
    def __init__(self, after: int) -> None:
        self._left = after

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise CancelledError("The job")


@pytest.mark.parametrize("after", [0, 1])
def test_a_cancelled_backup_restore_and_rehearsal_leave_nothing(admin, copy, tmp_path, clock, after):
    (tmp_path / "there").mkdir()
    for step in (
        lambda progress: backup(admin, tmp_path / "there" / "b.expunge", progress),
        lambda progress: restore(copy, tmp_path / "there" / "r.expunge", "Ada Admin", WORD, clock, progress),
        lambda progress: rehearse(copy, admin, progress, folder=tmp_path / "there"),
    ):
        with pytest.raises(CancelledError):
            step(_Cancelled(after))
        assert os.listdir(tmp_path / "there") == []


def test_only_supervisors_and_administrators_verify_and_rehearse(logged_on, copy):
    clerk = logged_on("Cleo", Role.CLERK)
    for step in (verify_backup, rehearse):
        with pytest.raises(AnswerIsNoError) as caught:
            step(copy, clerk)
        assert caught.value.code == "right-denied"
