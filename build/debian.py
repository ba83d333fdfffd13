"""The Debian packages Qt and the test tools need: found with `ldd`, named exactly, installed when allowed.

Qt's own message blames libxcb-cursor0 whichever library is missing, so the loader is asked instead.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from project import VENV, environment

# soname (up to ".so") → Debian package; alternatives are later names of the same package.
PACKAGE_OF = {
    "libglib-2.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libgthread-2.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libgio-2.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libgobject-2.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libEGL": ("libegl1",),
    "libGL": ("libgl1",),
    "libGLX": ("libgl1",),
    "libOpenGL": ("libopengl0",),
    "libX11": ("libx11-6",),
    "libX11-xcb": ("libx11-xcb1",),
    "libxcb": ("libxcb1",),
    "libdbus-1": ("libdbus-1-3",),
    "libfontconfig": ("libfontconfig1",),
    "libfreetype": ("libfreetype6",),
    "libxkbcommon": ("libxkbcommon0",),
    "libxkbcommon-x11": ("libxkbcommon-x11-0",),
    "libxcb-cursor": ("libxcb-cursor0",),
    "libxcb-icccm": ("libxcb-icccm4",),
    "libxcb-image": ("libxcb-image0",),
    "libxcb-keysyms": ("libxcb-keysyms1",),
    "libxcb-randr": ("libxcb-randr0",),
    "libxcb-render": ("libxcb-render0",),
    "libxcb-render-util": ("libxcb-render-util0",),
    "libxcb-shape": ("libxcb-shape0",),
    "libxcb-shm": ("libxcb-shm0",),
    "libxcb-sync": ("libxcb-sync1",),
    "libxcb-util": ("libxcb-util1",),
    "libxcb-xfixes": ("libxcb-xfixes0",),
    "libxcb-xkb": ("libxcb-xkb1",),
    "libz": ("zlib1g",),
    "libzstd": ("libzstd1",),
}

# Programs that some tests use where they exist: the PDF checks, the network trace.
TEST_TOOLS = {"qpdf": "qpdf", "pdffonts": "poppler-utils", "strace": "strace"}

_QT_FILES = (
    "QtCore.abi3.so",
    "QtGui.abi3.so",
    "QtWidgets.abi3.so",
    "QtPrintSupport.abi3.so",
    "QtSvg.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
)


def sonames_missing(ldd_output: str) -> set[str]:
    """The libraries `ldd` could not find, without their version: `libxcb-cursor`."""
    lines = (line.split() for line in ldd_output.splitlines() if line.rstrip().endswith("not found"))
    return {words[0].split(".so")[0] for words in lines if words and "=>" in words}


def packages_for(sonames: Iterable[str]) -> tuple[list[str], list[str]]:
    """Debian packages for missing libraries, and the libraries no package is known for; both sorted."""
    known = {_available(PACKAGE_OF[name]) for name in sonames if name in PACKAGE_OF}
    return sorted(known), sorted(name for name in sonames if name not in PACKAGE_OF)


def _available(names: tuple[str, ...]) -> str:
    """The first of several names of a package that this Debian knows; the first when none can be asked."""
    for name in names if len(names) > 1 and shutil.which("apt-cache") else ():
        if subprocess.run(["apt-cache", "show", name], capture_output=True).returncode == 0:
            return name
    return names[0]


def qt_libraries_missing() -> set[str]:
    """What the loader misses for the window, offscreen and on X11; empty where there is no `ldd`."""
    if not shutil.which("ldd"):
        return set()
    missing: set[str] = set()
    for site in VENV.glob("lib/python3*/site-packages/PySide6"):
        missing |= sonames_missing(_ldd(site / name for name in _QT_FILES))
    return missing


def _ldd(files: Iterable[Path]) -> str:
    present = [str(path) for path in files if path.exists()]
    if not present:
        return ""
    return subprocess.run(
        ["ldd", *present], capture_output=True, text=True, env=environment(LC_ALL="C")
    ).stdout


def tools_missing() -> list[str]:
    """Debian packages of test tools that are not on the path."""
    return sorted(package for program, package in TEST_TOOLS.items() if not shutil.which(program))


def may_install() -> bool:
    """Whether this process may install Debian packages without asking anyone."""
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def install_command(packages: Iterable[str]) -> str:
    """What a person would type."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def install(packages: list[str]) -> bool:
    """Install Debian packages when allowed; whether that worked. What apt says is shown when it did not."""
    if not may_install():
        return False
    _apt("update", "-qq")  # with the lists at hand when they cannot be refreshed
    done = _apt("install", "-y", "-qq", "--no-install-recommends", *packages)
    if done.returncode:
        print(done.stdout.rstrip())
    return done.returncode == 0


def _apt(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["apt-get", *words],
        env=environment(DEBIAN_FRONTEND="noninteractive"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
