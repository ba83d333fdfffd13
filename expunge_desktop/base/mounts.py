"""Which file system a path lies on, by Linux' table (`/proc/self/mountinfo`), and on what kind of disk."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

TABLE = Path("/proc/self/mountinfo")
BLOCK_DEVICES = Path("/sys/dev/block")

# Another machine holds the bytes: locks and shared memory do not reach its other readers.
NETWORK_KINDS = frozenset(
    (
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "smb2",
        "ncpfs",
        "ncp",
        "afs",
        "coda",
        "ceph",
        "lustre",
        "glusterfs",
        "gfs",
        "gfs2",
        "ocfs2",
        "pvfs2",
        "orangefs",
        "beegfs",
        "davfs",
        "webdav",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.davfs2",
        "fuse.s3fs",
        "fuse.s3ql",
        "fuse.goofys",
        "fuse.gcsfuse",
        "fuse.blobfuse",
        "fuse.curlftpfs",
        "fuse.glusterfs",
        "fuse.ceph-fuse",
        "fuse.cephfs",
        "fuse.kio-fuse",
        "fuse.smbnetfs",
        "fuse.afpfs",
        "fuse.mount_afp",
        "fuse.vmhgfs-fuse",
        "vmhgfs",
        "vboxsf",
        "prl_fs",
    )
)  # fmt: skip
# A client that keeps a copy on its maker's servers.
CLOUD_KINDS = {
    "fuse.google-drive-ocamlfuse": "Google Drive",
    "fuse.onedriver": "OneDrive",
    "fuse.pcloud": "pCloud",
    "fuse.pCloud.fs": "pCloud",
    "fuse.dropbox": "Dropbox",
    "fuse.insync": "Insync",
    "fuse.seadrive": "Seafile",
    "fuse.expandrive": "ExpanDrive",
    "fuse.dbxfs": "Dropbox",
}


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the table: where it is mounted, as what, from what, and its device as `major:minor`."""

    point: PurePosixPath
    kind: str
    source: str
    device: str


def mounts_in(table: str) -> tuple[Mount, ...]:
    """The lines of a mountinfo table, in its order; a line that is none of its form is left out."""
    found = []
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        left, right = before.split(" "), after.split(" ")
        if len(left) >= 5 and len(right) >= 2:
            found.append(Mount(PurePosixPath(_plain(left[4])), right[0], _plain(right[1]), left[2]))
    return tuple(found)


def mount_of(path: PurePosixPath, mounts: tuple[Mount, ...]) -> Mount | None:
    """The mount an absolute path without links lies on: the deepest, and of several there the last."""
    best: Mount | None = None
    for mount in mounts:
        if path.is_relative_to(mount.point) and (
            best is None or len(mount.point.parts) >= len(best.point.parts)
        ):
            best = mount
    return best


def is_removable(mount: Mount, devices: Path = BLOCK_DEVICES) -> bool:
    """Whether the disk can be carried away: marked so by the system, or on a USB port.

    Partitions are asked of their disk, an encrypted or joined volume of the disks below it. A source that is
    no disk (an overlay, memory) is not removable.
    """
    device = devices / mount.device
    if not device.exists():
        named = devices.parent.parent / "class" / "block" / PurePosixPath(mount.source).name
        if not (mount.source.startswith("/dev/") and named.exists()):
            return False
        device = named
    return _can_be_carried(device.resolve())


def _can_be_carried(device: Path) -> bool:
    below = device / "slaves"
    if below.is_dir() and any(below.iterdir()):
        return any(_can_be_carried(one.resolve()) for one in below.iterdir())
    if any(re.fullmatch(r"usb\d+", part) for part in device.parts):
        return True
    return any(_says_one(place / "removable") for place in (device, device.parent))


def _says_one(mark: Path) -> bool:
    try:
        return mark.read_text(encoding="ascii").strip() == "1"
    except (OSError, UnicodeDecodeError):
        return False


def _plain(word: str) -> str:
    """The word without the table's octal escapes for blank, tab, line feed and backslash."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), word)
