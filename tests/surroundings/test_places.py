"""Where a file lies: shares, synced folders and sticks are known for what they are, and dealt with."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from surrounding_parts import USER, WORD

from expunge_desktop.app import main as program
from expunge_desktop.base import mounts, storage_place
from expunge_desktop.base.errors import AnswerIsNoError, EnvironmentProblemError
from expunge_desktop.base.storage_place import PlaceKind, look_at, place_in_table
from expunge_desktop.base.synced_folders import client_of
from expunge_desktop.services.backup import backup
from expunge_desktop.services.export_findings import export_findings
from expunge_desktop.services.restore import restore
from expunge_desktop.services.session import Session, create_workspace, open_session
from expunge_desktop.vault.key_slots import COST_FOR_TESTS

ROOT = Path(__file__).resolve().parents[2]
TABLE = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 22 0:26 / /mnt/office\040share rw - cifs //files/county rw,vers=3.1.1
32 22 0:27 / /mnt/nfs rw shared:9 - nfs4 files:/export rw
33 22 0:28 / /mnt/nfs/local rw - overlay overlay rw
34 22 0:29 / /mnt/ssh rw - fuse.sshfs me@files: rw
35 22 0:30 / /mnt/drive rw - fuse.google-drive-ocamlfuse gdfuse rw
36 22 0:31 / /mnt/vm rw - 9p host rw
37 22 0:32 / /mnt/virtio rw - virtiofs host rw
38 22 0:33 / /mnt/over rw - nfs4 files:/old rw
39 38 8:2 / /mnt/over rw - ext4 /dev/sda2 rw
40 22 0:34 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/county.expunge", PlaceKind.LOCAL),
        ("/mnt/office share/county.expunge", PlaceKind.NETWORK),
        ("/mnt/office share", PlaceKind.NETWORK),
        ("/mnt/office", PlaceKind.LOCAL),
        ("/mnt/nfs/a/b/county.expunge", PlaceKind.NETWORK),
        ("/mnt/nfs/local/county.expunge", PlaceKind.LOCAL),
        ("/mnt/ssh/x", PlaceKind.NETWORK),
        ("/mnt/drive/x", PlaceKind.CLOUD),
        ("/mnt/vm/x", PlaceKind.LOCAL),
        ("/mnt/virtio/x", PlaceKind.LOCAL),
        ("/mnt/over/x", PlaceKind.LOCAL),
        ("/run/user/1000/gvfs/smb-share:server=files/x", PlaceKind.NETWORK),
    ],
)
def test_the_deepest_mount_decides_whose_disk_it_is(path: str, kind: PlaceKind) -> None:
    assert place_in_table(PurePosixPath(path), TABLE).kind == kind


def test_a_share_is_named_as_the_system_names_it() -> None:
    place = place_in_table(PurePosixPath("/mnt/office share/x"), TABLE)
    assert place.name == "a network share (cifs from //files/county)"
    assert place.is_refused_for_workspace and place.is_warned and place.advice


def test_a_table_that_says_nothing_is_unknown_and_neither_refused_nor_warned() -> None:
    place = place_in_table(PurePosixPath("/srv/x"), "")
    assert place.kind == PlaceKind.UNKNOWN
    assert not place.is_refused_for_workspace and not place.is_warned


def device(folder: Path, number: str, home: str, *, removable: str = "0", below: str = "") -> None:
    """A block device as Linux shows it under /sys."""
    own = folder / "devices" / home
    own.mkdir(parents=True)
    (own / "removable").write_text(f"{removable}\n")
    if below:
        (own / "slaves").mkdir()
        (own / "slaves" / Path(below).name).symlink_to(folder / "devices" / below)
    links = folder / "dev" / "block"
    links.mkdir(parents=True, exist_ok=True)
    (links / number).symlink_to(own)


@pytest.mark.skipif(os.name != "posix", reason="symlinks as Linux makes them")
def test_a_stick_a_usb_disk_and_an_encrypted_volume_on_one_can_be_carried_away(tmp_path: Path) -> None:
    device(tmp_path, "8:16", "pci0/usb2/2-1/block/sdb", removable="1")
    device(tmp_path, "8:17", "pci0/usb2/2-1/block/sdb/sdb1")
    device(tmp_path, "8:33", "pci0/usb3/block/sdc/sdc1")
    device(tmp_path, "179:1", "platform/mmc/block/mmcblk0", removable="1")
    device(tmp_path, "8:1", "pci0/ata1/block/sda/sda1")
    device(tmp_path, "253:0", "virtual/block/dm-0", below="pci0/usb3/block/sdc/sdc1")
    device(tmp_path, "253:1", "virtual/block/dm-1", below="pci0/ata1/block/sda/sda1")
    links = tmp_path / "dev" / "block"
    found = {
        number: mounts.is_removable(mounts.Mount(PurePosixPath("/x"), "ext4", "/dev/x", number), links)
        for number in ("8:17", "8:33", "179:1", "8:1", "253:0", "253:1", "0:99")
    }
    carried = {"8:17", "8:33", "179:1", "253:0"}
    assert {number for number, is_removable in found.items() if is_removable} == carried


@pytest.mark.parametrize(
    ("folder", "client"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Some County", "OneDrive"),
        ("Dropbox (Office)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud2", "Nextcloud or ownCloud"),
        ("Box Sync", "Box"),
        ("Dropboxes", None),
        ("My Drivers", None),
        ("cases", None),
    ],
)
def test_a_synced_folder_is_known_by_its_name_at_any_depth(
    tmp_path: Path, folder: str, client: str | None
) -> None:
    assert client_of(tmp_path / folder / "a" / "county.expunge", {}, tmp_path) == client


@pytest.mark.parametrize(
    ("mark", "client"),
    [
        (".dropbox.cache", "Dropbox"),
        ("._sync_0123456789ab.db", "Nextcloud or ownCloud"),
        (".stfolder", "Syncthing"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    ],
)
def test_a_synced_folder_is_known_by_what_its_client_lays_into_it(
    tmp_path: Path, mark: str, client: str
) -> None:
    folder = tmp_path / "renamed" / "cases"
    folder.mkdir(parents=True)
    (tmp_path / "renamed" / mark).mkdir()
    assert client_of(folder / "county.expunge", {}, tmp_path / "home") == client
    assert client_of(tmp_path / "elsewhere", {}, tmp_path / "home") is None


def test_what_a_client_says_of_itself_counts(tmp_path: Path) -> None:
    assert (
        client_of(tmp_path / "a" / "b", {"OneDriveCommercial": str(tmp_path / "a")}, tmp_path) == "OneDrive"
    )
    settings = tmp_path / ".dropbox"
    settings.mkdir()
    told = {"business": {"path": str(tmp_path / "team")}}
    (settings / "info.json").write_text(json.dumps(told))
    assert client_of(tmp_path / "team" / "x", {}, tmp_path) == "Dropbox"
    assert client_of(tmp_path / "other" / "x", {}, tmp_path) is None, "the settings at home mark nothing"
    (settings / "info.json").write_text("[not json")
    assert client_of(tmp_path / "team" / "x", {}, tmp_path) is None


def test_a_box_at_home_is_a_client_and_elsewhere_a_box(tmp_path: Path) -> None:
    assert client_of(tmp_path / "Box" / "x", {}, tmp_path) == "Box"
    assert client_of(tmp_path / "shelf" / "Box" / "x", {}, tmp_path) is None


@pytest.mark.skipif(os.name != "posix", reason="symlinks need rights elsewhere")
def test_a_link_into_a_synced_folder_is_no_way_around(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "cases").symlink_to(tmp_path / "Dropbox")
    assert look_at(tmp_path / "cases" / "county.expunge").kind == PlaceKind.CLOUD
    (tmp_path / "away").symlink_to(tmp_path / "away")
    assert look_at(tmp_path / "away" / "x").kind in PlaceKind, "a link to itself raises nothing"


@pytest.mark.parametrize(
    ("drive", "told", "kind"),
    [
        ("\\\\files\\county", 0, PlaceKind.NETWORK),
        ("\\\\?\\UNC\\files\\county", 0, PlaceKind.NETWORK),
        ("Z:", 4, PlaceKind.NETWORK),
        ("E:", 2, PlaceKind.REMOVABLE),
        ("C:", 3, PlaceKind.LOCAL),
        ("\\\\?\\C:", 3, PlaceKind.LOCAL),
        ("Q:", 0, PlaceKind.UNKNOWN),
    ],
)
def test_windows_drives_are_told_by_what_windows_says(
    monkeypatch: pytest.MonkeyPatch, drive: str, told: int, kind: PlaceKind
) -> None:
    monkeypatch.setattr(storage_place, "_drive_type", lambda _: told)  # Windows is not here to be asked
    assert storage_place._by_drive(drive).kind == kind


def make(path: Path) -> Session:
    return create_workspace(
        path, office_toml=None, county="LOS ANGELES", user=USER, passphrase=WORD, kdf_cost=COST_FOR_TESTS
    )


def test_a_workspace_is_neither_made_opened_nor_restored_in_a_synced_folder(tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive - Some County"
    synced.mkdir()
    path = tmp_path / "county.expunge"
    with pytest.raises(EnvironmentProblemError, match="may not lie in a folder that OneDrive copies"):
        make(synced / "county.expunge")
    assert list(synced.iterdir()) == []
    make(path).close()
    for file in tmp_path.glob("county.expunge*"):
        shutil.copy2(file, synced)
    before = {file.name: file.read_bytes() for file in synced.iterdir()}
    with pytest.raises(EnvironmentProblemError, match="key file, into a folder on this computer") as refused:
        open_session(synced / "county.expunge", USER, WORD)
    assert refused.value.code == "place-refused"
    with pytest.raises(EnvironmentProblemError):
        restore(path, synced / "again.expunge", USER, WORD)
    assert before == {file.name: file.read_bytes() for file in synced.iterdir()}


def verbs_of(session: Session) -> list[str]:
    with session.read() as connection:
        rows = connection.exec_driver_sql("SELECT verb FROM audit ORDER BY seq").fetchall()
    return [row[0] for row in rows]


def test_an_export_and_a_backup_go_into_a_synced_folder_only_when_that_is_accepted_and_audited(
    full_session: Session, tmp_path: Path
) -> None:
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    for write in (export_findings, backup):
        with pytest.raises(AnswerIsNoError, match="Penal Code 11076") as refused:
            write(full_session, synced / "out.csv")
        assert refused.value.code == "place-not-accepted"
    assert list(synced.iterdir()) == []
    before = verbs_of(full_session).count("place-warned")
    full_session.places.is_accepted = True
    export_findings(full_session, synced / "out.csv")
    backup(full_session, synced / "copy.expunge")
    assert verbs_of(full_session).count("place-warned") == before + 2
    assert [text.partition(" lies in ")[0] for text in full_session.places.told] == [
        "out.csv",
        "copy.expunge",
    ]


def test_the_command_line_asks_for_acceptance_and_says_where_it_went(
    full_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EXPUNGE_USER", USER)
    monkeypatch.setenv("EXPUNGE_PASSPHRASE", WORD)
    out = tmp_path / "Dropbox" / "findings.csv"
    out.parent.mkdir()
    words = ["findings", str(full_workspace), "--csv", str(out)]
    assert program.main(words) == 1
    assert "--place-accepted" in capsys.readouterr().err
    assert not out.exists()
    assert program.main([*words, "--place-accepted"]) == 0
    assert "note: findings.csv lies in a folder that Dropbox copies" in capsys.readouterr().err
    assert out.exists()


MOUNTED = """
import sys, pathlib, subprocess
from expunge_desktop.base.storage_place import look_at
place = pathlib.Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(place)], check=True)
print(look_at(place / "x").kind, look_at(place / "x").name)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' table of mounts")
def test_the_systems_own_table_is_read_for_a_real_mount(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("unshare is not installed")
    words = [unshare, "--map-root-user", "--mount", sys.executable, "-c", MOUNTED, str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("this machine allows no mounts of one's own")
    assert done.stdout == "local this computer's own disk (tmpfs)\n"
