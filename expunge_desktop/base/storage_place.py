"""On what kind of storage a file lies or would lie: this machine's own disk, or one that others reach.

SQLite's write-ahead log needs locks and shared memory that network shares do not keep; a synced folder hands
criminal offender record information (Penal Code 11075, 11141–11143) to a company that may not have it; a
stick is lost. So a workspace is refused on the first two, and everything else is told with an advice.
"""

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from expunge_desktop.base import mounts
from expunge_desktop.base.synced_folders import client_of


class PlaceKind(StrEnum):
    """What kind of storage: `unknown` where the system does not say."""

    LOCAL = "local"
    NETWORK = "network"
    CLOUD = "cloud"
    REMOVABLE = "removable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path lies: the kind, the storage in words (`a folder that OneDrive copies …`), what to do.

    `advice` is empty for this machine's own disk.
    """

    kind: PlaceKind
    name: str
    advice: str = ""

    @property
    def is_refused_for_workspace(self) -> bool:
        """Whether no workspace may be made or opened there."""
        return self.kind in {PlaceKind.NETWORK, PlaceKind.CLOUD}

    @property
    def is_warned(self) -> bool:
        """Whether a person should be told before a file goes there."""
        return self.kind not in {PlaceKind.LOCAL, PlaceKind.UNKNOWN}


_ADVICE = {
    PlaceKind.NETWORK: "Choose a folder on this computer's own disk; a backup may be copied to a share that "
    "only this office can read.",
    PlaceKind.CLOUD: "Choose a folder that no cloud client copies: what lies here leaves the office.",
    PlaceKind.REMOVABLE: "Keep it locked away and encrypted, and log who has it; it is easily lost.",
}


def look_at(path: Path) -> Place:
    """The storage of a path, which need not exist yet (then: of the nearest folder above it that does).

    Links are followed; the worse of the way and its end counts. Never raises: a system that does not say
    gives `PlaceKind.UNKNOWN`.
    """
    try:
        ways = dict.fromkeys((path.absolute(), path.resolve()))
    except (OSError, RuntimeError):
        ways = {path.absolute(): None}
    places = [_look_at_way(way) for way in ways]
    return min(places, key=lambda place: _WORST_FIRST.index(place.kind))


# What Windows answers.
_DRIVE_REMOVABLE, _DRIVE_FIXED, _DRIVE_REMOTE, _DRIVE_CDROM, _DRIVE_RAMDISK = 2, 3, 4, 5, 6
_UNKNOWN = Place(PlaceKind.UNKNOWN, "a place whose kind this system does not tell")
_WORST_FIRST = (PlaceKind.CLOUD, PlaceKind.NETWORK, PlaceKind.REMOVABLE, PlaceKind.UNKNOWN, PlaceKind.LOCAL)


def _look_at_way(path: Path) -> Place:
    client = client_of(path)
    if client is not None:
        return _cloud(client)
    place = _UNKNOWN
    if sys.platform == "linux":
        place = _by_mount(path)
    elif sys.platform == "win32":
        place = _by_drive(path.drive)
    elif path.is_relative_to("/Volumes"):
        place = _place(PlaceKind.REMOVABLE, "a disk that is not built in")
    return place


def _by_mount(path: Path) -> Place:
    try:
        table = mounts.TABLE.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return _UNKNOWN
    return place_in_table(PurePosixPath(path), table)


def place_in_table(path: PurePosixPath, table: str) -> Place:
    """The storage of a path by a table of mounts, as Linux gives it in `/proc/self/mountinfo`."""
    mount = mounts.mount_of(path, mounts.mounts_in(table))
    if mount is None:
        return _UNKNOWN
    if mount.kind in mounts.CLOUD_KINDS:
        return _cloud(mounts.CLOUD_KINDS[mount.kind])
    if mount.kind in mounts.NETWORK_KINDS:
        return _place(PlaceKind.NETWORK, f"a network share ({mount.kind} from {mount.source})")
    if mounts.is_removable(mount):
        return _place(PlaceKind.REMOVABLE, f"a removable disk ({mount.source})")
    return Place(PlaceKind.LOCAL, f"this computer's own disk ({mount.kind})")


def _by_drive(drive: str) -> Place:
    r"""By Windows: `C:` and what the system says of it, `\\\\server\\share` in either of its spellings."""
    upper = drive.upper()
    if upper.startswith("\\\\?\\UNC\\") or (upper.startswith("\\\\") and upper[2:4] not in {"?\\", ".\\"}):
        return _place(PlaceKind.NETWORK, f"a network share ({drive})")
    told = _drive_type(drive)
    if told == _DRIVE_REMOTE:
        return _place(PlaceKind.NETWORK, f"a network share (drive {drive})")
    if told in (_DRIVE_REMOVABLE, _DRIVE_CDROM):
        return _place(PlaceKind.REMOVABLE, f"a removable disk (drive {drive})")
    if told in (_DRIVE_FIXED, _DRIVE_RAMDISK):
        return Place(PlaceKind.LOCAL, f"this computer's own disk (drive {drive})")
    return _UNKNOWN


def _drive_type(drive: str) -> int:
    told = 0
    if sys.platform == "win32":
        import ctypes

        told = int(ctypes.WinDLL("kernel32").GetDriveTypeW(ctypes.c_wchar_p(drive + "\\")))
    return told


def _cloud(client: str) -> Place:
    return _place(PlaceKind.CLOUD, f"a folder that {client} copies to other people's servers")


def _place(kind: PlaceKind, name: str) -> Place:
    return Place(kind, name, _ADVICE[kind])
