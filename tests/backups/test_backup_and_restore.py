"""Backup while in use, restore elsewhere: equal, checked, never over an existing file."""

import json
import os
import stat
import threading
from pathlib import Path

import pytest
from made_workspaces import make
from sqlalchemy import text

from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail, copy_files
from expunge_desktop.services.backup import backup
from expunge_desktop.services.restore import restore
from expunge_desktop.services.session import open_session
from expunge_desktop.services.users import deactivate
from expunge_desktop.store import users as stored
from expunge_desktop.store.workspace import Workspace

WORD = "seven quiet harbors"


@pytest.fixture
def copy(admin, tmp_path):
    """A backup in a folder of its own."""
    (tmp_path / "usb").mkdir()
    destination = tmp_path / "usb" / "monday.expunge"
    backup(admin, destination)
    return destination


def test_a_backup_is_two_private_files_and_nothing_unfinished(copy):
    assert sorted(os.listdir(copy.parent)) == ["monday.expunge", "monday.expunge-keys"]
    assert {stat.S_IMODE(one.stat().st_mode) for one in copy.parent.iterdir()} == {0o600}
    assert b"SQLite format" not in copy.read_bytes() and b"LOS ANGELES" not in copy.read_bytes()


def test_a_backup_stands_in_the_trail_with_its_digest(admin, copy):
    import hashlib

    row = list(audit_trail.rows(admin))[-2]
    assert (row[3], row[4]) == ("backup", "monday.expunge")
    assert hashlib.sha256(copy.read_bytes()).hexdigest() in row[5]


def test_a_restored_workspace_is_the_moment_of_the_backup_and_goes_on_from_there(
    admin, copy, tmp_path, clock
):
    before = [row for row in audit_trail.rows(admin) if row[3] not in ("backup", "read-audit-trail")]
    restore(copy, tmp_path / "again.expunge", "Ada Admin", WORD, clock)
    with open_session(tmp_path / "again.expunge", "Ada Admin", WORD, clock) as again:
        rows = list(audit_trail.rows(again))
        assert rows[: len(before)] == before
        assert [row[3] for row in rows[len(before) :]] == ["restore", "logon", "read-audit-trail"]
        assert audit_trail.verify(again).is_intact
    assert sorted(os.listdir(copy.parent)) == ["monday.expunge", "monday.expunge-keys"]


def test_a_restore_says_from_when_it_is_and_what_to_do_next(admin, copy, path, clock):
    with admin.write() as tx:
        tx.audit("note", "conviction 1", {})
    last = next(row[0] for row in audit_trail.rows(admin) if row[3] == "backup") - 1
    admin.close()
    made = restore(copy, path, "Ada Admin", WORD, clock, keep_old=True)
    assert made.kept is not None and made.kept.is_file()
    assert (made.last_row, made.last_at[:16], made.decisions) == (last, "2026-11-22T10:00", 0)
    told = " ".join(made.sentences)
    assert "what monday.expunge was on 2026-11-22 10:00 UTC, with 0 decisions" in told
    assert "Write a checkpoint of it now" in told and "Work on in the restored workspace alone" in told


def test_a_user_removed_since_the_backup_does_not_put_it_in_the_place_of_the_workspace(
    admin, logged_on, path, tmp_path, clock
):
    logged_on("Sue Super", Role.SUPERVISOR).close()
    copy = backup(admin, tmp_path / "copy.expunge").path
    deactivate(admin, "Sue Super")
    admin.close()
    before = sorted(os.listdir(path.parent))
    with pytest.raises(AnswerIsNoError) as caught:
        restore(copy, path, "Sue Super", WORD + "Sue Super", clock, keep_old=True)
    assert caught.value.code == "right-denied"
    assert "there, now, it needs the role" in caught.value.sentence
    assert sorted(os.listdir(path.parent)) == before
    with open_session(path, "Ada Admin", WORD, clock) as ada:
        refused = next(row for row in audit_trail.rows(ada) if row[3] == "refused")
        assert (refused[2], json.loads(refused[5])["step"]) == ("Sue Super", "restore")
        last = max(row[0] for row in audit_trail.rows(ada))
    restore(copy, path, "Ada Admin", WORD, clock, keep_old=True)
    with open_session(path, "Ada Admin", WORD, clock) as ada:
        row = next(row for row in audit_trail.rows(ada) if row[3] == "restore")
        assert json.loads(row[5])["replaced"]["last_row"] >= last


def test_everybody_is_told_of_a_restore_once_at_the_next_logon(admin, logged_on, copy, path, clock):
    admin.close()
    restore(copy, path, "Ada Admin", WORD, clock, keep_old=True)
    with open_session(path, "Ada Admin", WORD, clock) as ada:
        assert ada.restored == (
            "Ada Admin restored this workspace on 2026-11-22 from the backup monday.expunge of 2026-11-22 "
            "10:00 UTC; nothing done after that is in it."
        )
    with open_session(path, "Ada Admin", WORD, clock) as ada:
        assert ada.restored == ""


def test_a_damaged_workspace_is_replaced_by_whoever_may_in_the_backup(admin, copy, path, clock):
    admin.close()
    path.write_bytes(b"\0" * 8192)
    restore(copy, path, "Ada Admin", WORD, clock, keep_old=True)
    with open_session(path, "Ada Admin", WORD, clock) as ada:
        row = next(row for row in audit_trail.rows(ada) if row[3] == "restore")
        assert "not_opened" in json.loads(row[5])["replaced"]


def test_a_backup_of_another_workspace_does_not_take_the_place_of_this_one(copy, tmp_path, clock):
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "county.expunge"
    make(other).close()
    before = other.read_bytes()
    with pytest.raises(AnswerIsNoError) as caught:
        restore(copy, other, "Ada Admin", WORD, clock, keep_old=True)
    assert caught.value.code == "other-workspace"
    assert other.read_bytes() == before
    assert sorted(os.listdir(other.parent)) == ["county.expunge", "county.expunge-keys"]


def test_a_workspace_is_not_set_aside_for_its_own_copy(admin, path, clock):
    admin.close()
    path.with_name("same.expunge").hardlink_to(path)
    before = sorted(os.listdir(path.parent))
    for name in (path.name, "same.expunge"):
        with pytest.raises(AnswerIsNoError) as caught:
            restore(path, path.with_name(name), "Ada Admin", WORD, clock, keep_old=True)
        assert caught.value.code == "same-file"
        assert sorted(os.listdir(path.parent)) == before
    path.with_name("same.expunge").unlink()
    open_session(path, "Ada Admin", WORD, clock).close()


@pytest.mark.skipif(os.name != "posix", reason="a link whose file is gone")
def test_a_workspace_set_aside_gets_its_name_back_when_the_backup_cannot_have_it(admin, copy, path, clock):
    admin.close()
    keys = path.with_name(path.name + "-keys")
    held = keys.read_bytes()
    keys.unlink()
    keys.symlink_to(path.parent / "gone" / "keys")  # no key file is there, and none can be made
    before = {one: path.parent.joinpath(one).lstat().st_ino for one in os.listdir(path.parent)}
    with pytest.raises(EnvironmentProblemError, match="cannot be written"):
        restore(copy, path, "Ada Admin", WORD, clock, keep_old=True)
    assert {one: path.parent.joinpath(one).lstat().st_ino for one in os.listdir(path.parent)} == before
    keys.unlink()
    keys.write_bytes(held)
    open_session(path, "Ada Admin", WORD, clock).close()


def test_no_folder_is_renamed_for_a_restored_workspace(admin, path, clock, tmp_path, monkeypatch):
    copy = backup(admin, tmp_path / "copy.expunge").path
    admin.close()
    worked_in = tmp_path / "cases"
    worked_in.mkdir()
    (worked_in / "list.csv").write_text("somebody's")
    monkeypatch.chdir(worked_in)
    for place in (Path(""), Path("."), worked_in):
        with pytest.raises(AnswerIsNoError, match=r"cases in .* is no workspace but a folder"):
            restore(copy, place, "Ada Admin", WORD, clock, keep_old=True)
    assert [one.name for one in worked_in.iterdir()] == ["list.csv"]
    assert not list(tmp_path.glob("*kept*"))


def test_where_a_killed_restore_left_the_workspace_is_said(admin, path, clock):
    admin.close()
    kept = copy_files.set_aside(path, clock.now())
    with pytest.raises(EnvironmentProblemError) as caught:
        open_session(path, "Ada Admin", WORD, clock)
    assert (caught.value.code, kept.name in caught.value.sentence) == ("workspace-missing", True)


def test_a_workspace_that_cannot_be_set_aside_wholly_keeps_its_key_file(admin, path, clock):
    admin.close()
    path.with_name(path.name + "-wal").write_bytes(b"")
    in_the_way = path.with_name("county.kept.2026-11-22T10-00-00Z.expunge-wal")
    (in_the_way / "something").mkdir(parents=True)
    before = sorted(os.listdir(path.parent))
    with pytest.raises(EnvironmentProblemError, match=r"cannot be renamed"):
        copy_files.set_aside(path, clock.now())
    assert sorted(os.listdir(path.parent)) == before
    open_session(path, "Ada Admin", WORD, clock).close()


def test_a_backup_made_while_somebody_writes_is_one_whole_moment(admin, tmp_path, clock):
    stop, written, counted = threading.Event(), threading.Semaphore(0), []

    def write() -> None:
        while not stop.is_set():
            with admin.write() as tx:
                for _ in range(7):
                    stored.add_office(tx.connection, "x" * 500, "LOS ANGELES", at=tx.at, by=tx.actor)
                tx.audit("seven", "office", {})
            written.release()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            assert written.acquire(timeout=100)
            backup(admin, tmp_path / f"{number}.expunge")
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        with Workspace.open(tmp_path / f"{number}.expunge", admin.workspace.data_key) as opened:
            with opened.read() as connection:
                offices = connection.execute(text("SELECT count(*) FROM office")).scalar_one()
                sevens = connection.execute(
                    text("SELECT count(*) FROM audit WHERE verb = 'seven'")
                ).scalar_one()
            assert offices == 1 + 7 * sevens
            counted.append(sevens)
    assert 0 < counted[0] <= counted[1] <= counted[2]


@pytest.mark.parametrize("name", ["monday.expunge", "monday.expunge-keys"])
def test_an_existing_destination_is_refused_by_backup_and_restore(admin, copy, tmp_path, clock, name):
    (tmp_path / name).write_text("mine")
    for step in (
        lambda: backup(admin, tmp_path / "monday.expunge"),
        lambda: restore(copy, tmp_path / "monday.expunge", "Ada Admin", WORD, clock),
    ):
        with pytest.raises(AnswerIsNoError) as caught:
            step()
        assert caught.value.code == "destination-exists"
    assert (tmp_path / name).read_text() == "mine"


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_a_backup_with_a_flipped_byte_is_not_restored(copy, tmp_path, clock, where):
    content = bytearray(copy.read_bytes())
    content[int(len(content) * where)] ^= 0x10
    copy.write_bytes(content)
    with pytest.raises((AnswerIsNoError, EnvironmentProblemError)) as caught:
        restore(copy, tmp_path / "again.expunge", "Ada Admin", WORD, clock)
    assert caught.value.code in ("copy-damaged", "damaged", "not-a-workspace", "disk-error")
    assert not [name for name in os.listdir(tmp_path) if name.startswith("again")]


def test_a_backup_whose_trail_was_changed_is_not_restored(admin, copy, tmp_path, clock):
    with Workspace.open(copy, admin.workspace.data_key) as opened, opened._writer.begin() as connection:
        connection.execute(text("DROP TRIGGER guard_audit_update"))
        connection.execute(text("UPDATE audit SET actor = 'Eve' WHERE seq = 1"))
    with pytest.raises(AnswerIsNoError) as caught:
        restore(copy, tmp_path / "again.expunge", "Ada Admin", WORD, clock)
    assert caught.value.code == "chain-broken" and "row 1" in caught.value.sentence


def test_restoring_asks_for_the_passphrase_of_the_backup(copy, tmp_path, clock):
    for user, passphrase in (("Ada Admin", "wrong one"), ("Eve", WORD)):
        with pytest.raises(EnvironmentProblemError) as caught:
            restore(copy, tmp_path / "again.expunge", user, passphrase, clock)
        assert caught.value.code == "wrong-passphrase"


def test_a_backup_without_its_key_file_says_so(copy, tmp_path, clock):
    copy.with_name(copy.name + "-keys").unlink()
    with pytest.raises(EnvironmentProblemError) as caught:
        restore(copy, tmp_path / "again.expunge", "Ada Admin", WORD, clock)
    assert caught.value.code == "key-file-missing"


def test_a_missing_backup_says_so(tmp_path, clock):
    with pytest.raises(EnvironmentProblemError, match="no backup"):
        restore(tmp_path / "none.expunge", tmp_path / "again.expunge", "Ada Admin", WORD, clock)


def test_a_backup_to_a_folder_that_is_not_there_gives_a_sentence(admin, tmp_path):
    with pytest.raises(EnvironmentProblemError, match="cannot be written"):
        backup(admin, tmp_path / "none" / "monday.expunge")


def test_a_clerk_may_not_carry_the_workspace_away(logged_on, tmp_path):
    clerk = logged_on("Cleo Clerk", Role.CLERK)
    with pytest.raises(AnswerIsNoError):
        backup(clerk, tmp_path / "monday.expunge")
    assert not (tmp_path / "monday.expunge").exists()


def test_a_clerk_may_not_put_a_backup_in_the_place_of_the_workspace(admin, logged_on, path, tmp_path, clock):
    clerk = logged_on("Cleo Clerk", Role.CLERK)
    backup(admin, tmp_path / "copy.expunge")
    clerk.close()
    admin.close()
    before = path.read_bytes()
    with pytest.raises(AnswerIsNoError) as caught:
        restore(tmp_path / "copy.expunge", path, "Cleo Clerk", WORD + "Cleo Clerk", clock, keep_old=True)
    assert caught.value.code == "right-denied"
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.glob("*partial*")) == []
