"""backup, restore and salvage on the command line."""

import json
import os

import pytest
from made_workspaces import WORD, make

from expunge_desktop.app.main import main


@pytest.fixture
def told(path, monkeypatch, capsys):
    """Runs the program as Ada; gives exit code and what was printed."""
    make(path).close()
    monkeypatch.setenv("EXPUNGE_USER", "Ada Admin")
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    monkeypatch.setenv("XDG_STATE_HOME", str(path.parent / "state"))

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_backup_into_a_folder_is_written_verified_and_rehearsed(told, path, tmp_path):
    (tmp_path / "usb").mkdir()
    code, out, _ = told("backup", path, "--to", tmp_path / "usb", "--keep", "2")
    assert code == 0 and out.startswith("Backup written and verified: ")
    [copy] = [name for name in os.listdir(tmp_path / "usb") if name.endswith(".expunge")]
    code, out, _ = told("backup", path, "--verify", tmp_path / "usb" / copy)
    assert code == 0 and "is sound" in out
    code, out, _ = told("backup", path, "--rehearse", tmp_path / "usb" / copy, "--json")
    assert code == 0 and json.loads(out)["good"] and json.loads(out)["rows"]["user"] == 1


def test_one_bad_backup_of_several_gives_exit_1_and_says_which(told, path, tmp_path):
    for name in ("a", "b"):
        assert told("backup", path, tmp_path / f"{name}.expunge")[0] == 0
    content = bytearray((tmp_path / "b.expunge").read_bytes())
    content[9_000] ^= 1
    (tmp_path / "b.expunge").write_bytes(content)
    code, out, _ = told("backup", path, "--verify", tmp_path / "a.expunge", tmp_path / "b.expunge")
    first, second = out.splitlines()
    assert code == 1 and "a.expunge is sound" in first and "b.expunge" in second and "earlier" in second


def test_without_a_destination_it_says_when_the_last_one_was_made(told, path, tmp_path):
    code, out, _ = told("backup", path)
    assert code == 0 and "No backup was ever made" in out
    told("backup", path, tmp_path / "a.expunge")
    code, out, _ = told("backup", path, "--json")
    assert json.loads(out)["last_place"] == str(tmp_path / "a.expunge") and not json.loads(out)["overdue"]


def test_keeping_without_a_folder_and_two_wishes_at_once_are_wrong_usage(told, path, tmp_path):
    assert told("backup", path, tmp_path / "a.expunge", "--keep", "2")[0] == 2
    assert told("backup", path, tmp_path / "a.expunge", "--to", tmp_path)[0] == 2
    assert not (tmp_path / "a.expunge").exists()


def test_a_restore_over_a_workspace_is_refused_unless_the_old_one_is_kept(told, path, tmp_path):
    told("backup", path, tmp_path / "a.expunge")
    code, _, err = told("restore", tmp_path / "a.expunge", path)
    assert code == 1 and "already exists" in err
    before = path.read_bytes()
    code, out, _ = told("restore", tmp_path / "a.expunge", path, "--keep-old")
    [kept] = tmp_path.glob("county.kept.*.expunge")
    assert code == 0 and kept.name in out and kept.read_bytes() == before
    for one in (path, kept):
        assert told("audit", one)[0] == 0


def test_keeping_the_old_one_when_there_is_none_is_an_ordinary_restore(told, path, tmp_path):
    told("backup", path, tmp_path / "a.expunge")
    code, out, _ = told("restore", tmp_path / "a.expunge", tmp_path / "new.expunge", "--keep-old", "--json")
    assert code == 0 and json.loads(out)["kept"] is None


def test_a_bad_backup_does_not_touch_the_workspace_that_was_to_be_replaced(told, path, tmp_path):
    told("backup", path, tmp_path / "a.expunge")
    os.truncate(tmp_path / "a.expunge", 20_000)
    before = path.read_bytes()
    assert told("restore", tmp_path / "a.expunge", path, "--keep-old")[0] != 0
    assert path.read_bytes() == before and not list(tmp_path.glob("county.kept.*"))


def test_a_salvage_says_what_was_saved_and_exits_1_when_something_is_lost(told, path, tmp_path):
    code, out, _ = told("salvage", path, tmp_path / "whole.expunge")
    assert code == 0 and "Nothing is known to be lost." in out
    content = bytearray(path.read_bytes())
    content[300:400] = bytes(100)
    path.write_bytes(content)
    assert told("audit", path)[0] == 3
    code, out, _ = told("salvage", path, tmp_path / "saved.expunge")
    assert code == 1 and "rows saved" in out and "saved.expunge.salvage.json" in out
    assert told("audit", tmp_path / "saved.expunge")[0] == 0
    code, out, _ = told("salvage", path, tmp_path / "third.expunge", "--json")
    assert code == 1 and json.loads(out)["whole"] is False and json.loads(out)["unreadable_pages"] == [1]


def test_an_overdue_backup_is_told_at_the_end_of_every_command(told, path, tmp_path, monkeypatch):
    from datetime import UTC, datetime

    from expunge_desktop.base import clock

    monkeypatch.setattr(clock.SystemClock, "now", lambda self: datetime(2026, 12, 24, 10, 0, tzinfo=UTC))
    _, _, err = told("audit", path)
    assert err.count("No backup was ever made of this workspace (32 days old)") == 1
    told("backup", path, tmp_path / "a.expunge")
    assert "backup" not in told("audit", path)[2]
