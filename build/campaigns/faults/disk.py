"""A disk that fails on demand: the shim, compiled here, and the settings it is loaded with."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("disk_shim.c")


def built_shim(folder: Path) -> Path | None:
    """Compile the shim into `folder`; None where there is no C compiler or no LD_PRELOAD."""
    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    made = folder / "disk_shim.so"
    words = [compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(SOURCE), "-ldl", "-lpthread"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return made if done.returncode == 0 else None


@dataclass(frozen=True)
class Disk:
    """A failing disk under `folder`; see disk_shim.c for what the settings mean."""

    shim: Path
    folder: Path
    kind: str = ""
    at: int = 0
    is_lasting: bool = False
    log: Path | None = None
    count: Path | None = None

    def settings(self) -> dict[str, str]:
        """The environment a program on this disk is started with."""
        found = {
            "LD_PRELOAD": str(self.shim),
            "SHIM_FOLDER": f"{self.folder.resolve()}/",
            "SHIM_KIND": self.kind,
            "SHIM_AT": str(self.at),
        }
        if self.is_lasting:
            found["SHIM_LASTING"] = "1"
        if self.log:
            found["SHIM_LOG"] = str(self.log)
        if self.count:
            found["SHIM_COUNT"] = str(self.count)
        return found


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[bool]:
    """A real file system of so many bytes at `place`; False where this process may not mount one."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    is_there = False
    if mount and unmount and hasattr(os, "geteuid") and os.geteuid() == 0:
        words = [mount, "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(place)]
        is_there = subprocess.run(words, capture_output=True, check=False).returncode == 0
    try:
        yield is_there
    finally:
        if is_there and unmount:
            subprocess.run([unmount, "-l", str(place)], capture_output=True, check=True)
