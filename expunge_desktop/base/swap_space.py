"""Where the system may write the program's memory to a disk in clear (swap is media; law/privacy.md)."""

from pathlib import Path

SWAPS, BLOCKS = Path("/proc/swaps"), Path("/sys/class/block")


def clear_swap(swaps: Path = SWAPS, blocks: Path = BLOCKS) -> tuple[str, ...]:
    """The swap spaces in use that are neither memory (zram) nor on an encrypted volume, by Linux' own list.

    Empty also where there is no such list: Windows can be told to encrypt its page file, macOS does.
    """
    try:
        lines = swaps.read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    except OSError:
        return ()
    names = [line.split()[0] for line in lines if line.split()]
    return tuple(name for name in names if not _is_safe(name, blocks))


def _is_safe(name: str, blocks: Path) -> bool:
    device = Path(name).resolve().name if name.startswith("/dev/") else ""
    if device.startswith("zram"):
        return True
    try:
        return (blocks / device / "dm" / "uuid").read_text(encoding="ascii").startswith("CRYPT-")
    except (OSError, UnicodeDecodeError):
        return False  # a plain partition, or a file whose disk is not asked here
