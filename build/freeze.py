"""The program as a folder that needs no Python: PyInstaller in `.work/freeze/`, then started and tested."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from project import ROOT, WORK, TaskError, must, step, venv_program

HOME = WORK / "freeze"
NAME = "expunge-desktop"
_ONLINE = (
    "_ssl", "libssl", "libQt6Network", "Qt6Network", "QtNetwork", "libqvnc", "libcurl",
    "libcups.so", "libavahi", "libgnutls", "libgssapi",
)  # fmt: skip


def run_freeze() -> int:
    """Build the folder, then let the frozen program test itself with a bare environment."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    options = ["--noconfirm", "--clean", "--log-level", "WARN"]
    options += ["--distpath", str(HOME / "dist"), "--workpath", str(HOME / "build")]
    with step("freezing"):
        must(
            [venv_program("pyinstaller"), *options, ROOT / "installer.spec"],
            changes={"PYINSTALLER_CONFIG_DIR": str(HOME / "cache"), "SOURCE_DATE_EPOCH": "1577836800"},
        )
    folder = HOME / "dist" / NAME
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"   {folder}: {size / 1e6:.0f} MB")
    online = [path.name for path in folder.rglob("*") if path.name.startswith(_ONLINE)]
    if online:
        raise TaskError(f"the frozen program holds what could go online: {', '.join(online)}")
    with step("the frozen program tests itself"):
        return _self_test(folder / (NAME + (".exe" if sys.platform == "win32" else "")))


def _self_test(program: Path) -> int:
    """Start it elsewhere, with no PATH and no Python settings, and a limit: a hang is a failure too."""
    home = HOME / "home"
    home.mkdir()
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP", "TMP") if key in os.environ}
    child = {**kept, "HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    start = time.monotonic()
    try:
        done = subprocess.run([str(program), "selftest"], cwd=home, env=child, timeout=120)
    except subprocess.TimeoutExpired:
        raise TaskError("the frozen program did not end within two minutes") from None
    print(f"   exit {done.returncode} after {time.monotonic() - start:.1f} s")
    return 1 if done.returncode else 0
