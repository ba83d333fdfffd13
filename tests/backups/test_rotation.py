"""Backups in a folder: named after the instant, the ones that need not stay removed, nothing else touched."""

import os

import pytest
from made_workspaces import WORD, make

from expunge_desktop.base.errors import AnswerIsNoError, UsageError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services import audit_trail
from expunge_desktop.services.backup import backup, backup_to_folder
from expunge_desktop.services.backup_rotation import to_remove
from expunge_desktop.services.session import open_session
from expunge_desktop.store.backup_trail import KnownBackup
from expunge_desktop.store.retention import backups_made


@pytest.fixture
def folder(tmp_path):
    """Where backups go."""
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def known(*instants: str) -> list[KnownBackup]:
    """Backups made at these instants, newest first."""
    return [
        KnownBackup(100 - place, f"{at}:00:00Z", at, "/usb", "", "", None, None)
        for place, at in enumerate(instants)
    ]


def test_a_backup_in_a_folder_is_named_after_the_workspace_and_the_instant(admin, folder):
    written = backup_to_folder(admin, folder, 3)
    assert written.path == folder / "county.2026-11-22T10-00-00Z.expunge"
    assert sorted(os.listdir(folder)) == [written.path.name, f"{written.path.name}-keys"]


def test_two_backups_in_one_second_get_two_names(admin, folder):
    assert backup_to_folder(admin, folder, 5).path != backup_to_folder(admin, folder, 5).path


def test_the_newest_stay_and_older_ones_of_the_same_week_go_with_their_key_files(admin, folder):
    written = [backup_to_folder(admin, folder, 2) for _ in range(4)]
    assert sorted(os.listdir(folder)) == sorted(
        name for one in written[2:] for name in (one.path.name, f"{one.path.name}-keys")
    )
    assert written[3].removed == (written[1].path.name,)
    removed = [row for row in audit_trail.rows(admin) if row[3] == "backup-removed"]
    assert written[1].path.name in removed[-1][5]


def test_a_certificate_would_not_name_a_backup_that_the_rotation_removed(admin, folder):
    written = [backup_to_folder(admin, folder, 1).path.name for _ in range(3)]
    with admin.read() as connection:
        assert [row.subject for row in backups_made(connection)] == written[2:]


def test_one_of_each_week_stays_for_eight_weeks_and_one_of_each_month_for_a_year():
    daily = [f"2026-{month:02d}-{day:02d}T10" for month in range(12, 0, -1) for day in range(28, 0, -1)]
    earlier = [f"2025-{month:02d}-28T10" for month in range(12, 0, -1)]
    everything = known(*daily, *earlier)
    gone = {one.name for one in to_remove(everything, 3)}
    staying = [one.name for one in everything if one.name not in gone]
    assert staying[:3] == ["2026-12-28T10", "2026-12-27T10", "2026-12-26T10"]
    weeks = [name for name in staying if "2026-11-02" <= name < "2026-12-26"]
    assert weeks == [
        "2026-12-20T10", "2026-12-13T10", "2026-12-06T10", "2026-11-28T10", "2026-11-22T10",
        "2026-11-15T10", "2026-11-08T10",
    ]  # fmt: skip
    assert [name for name in staying if name < "2026-10-30"] == [
        f"2026-{month:02d}-28T10" for month in range(10, 0, -1)
    ]


def test_fewer_backups_than_are_to_stay_lose_none():
    assert to_remove(known("2026-12-28T10", "2026-12-28T09"), 2) == []
    assert to_remove([], 1) == []


def test_a_backup_that_is_another_file_than_was_written_is_left_alone_and_told(admin, folder):
    first = backup_to_folder(admin, folder, 1).path
    first.write_bytes(first.read_bytes() + b"x")
    second = backup_to_folder(admin, folder, 1)
    assert second.left_alone == (first.name,) and second.removed == ()
    assert first.exists() and (folder / f"{first.name}-keys").exists()


def test_files_of_others_and_of_other_workspaces_are_never_removed(admin, folder, tmp_path):
    (folder / "county.2020-01-01T10-00-00Z.expunge").write_text("somebody's")
    with make(tmp_path / "other.expunge") as other:
        theirs = backup_to_folder(other, folder, 1).path
    mine = [backup_to_folder(admin, folder, 1).path for _ in range(2)]
    assert theirs.exists() and (folder / "county.2020-01-01T10-00-00Z.expunge").exists()
    assert [one.exists() for one in mine] == [False, True]


def test_a_restored_workspace_goes_on_with_the_rotation_of_its_folder(admin, folder, tmp_path, clock):
    from expunge_desktop.services.restore import restore

    first = backup_to_folder(admin, folder, 1).path
    second = backup(admin, tmp_path / "whole.expunge").path
    restore(second, tmp_path / "again.expunge", "Ada Admin", WORD, clock)
    with open_session(tmp_path / "again.expunge", "Ada Admin", WORD, clock) as again:
        assert backup_to_folder(again, folder, 1).removed == (first.name,)


def test_keeping_none_is_refused_before_anything_is_written(admin, folder):
    with pytest.raises(UsageError, match="At least one"):
        backup_to_folder(admin, folder, 0)
    assert os.listdir(folder) == []


def test_a_reviewer_may_not_rotate(logged_on, folder):
    with pytest.raises(AnswerIsNoError):
        backup_to_folder(logged_on("Rita", Role.REVIEWER), folder, 1)
