"""A window and a shell work on one workspace at the same time: what either acknowledged is there at the end.

The window's process opens and leaves dialogs on the workspace's folder, which once dropped its locks: the
shell's verbs then took its log away, and what it wrote went with it (docs/faults.md).
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from window_parts import BUILD, PASSPHRASES

from expunge_desktop.services import audit_trail
from expunge_desktop.services.session import open_session

SECONDS, ROUNDS = 12, 5  # so long at least, and so often each of the two

_WINDOW = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services import review
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.session import open_session
from expunge_desktop.ui import application, choose_files
from expunge_desktop.ui.settings import Settings
from expunge_desktop.ui.shell import Shell

path, settings, stop = Path(sys.argv[1]), Settings(Path(sys.argv[2])), Path(sys.argv[3])
os.chdir(path.parent)
app = application.make_application(settings)
shell = Shell(settings, None)
shell.show()
shell.open_workspace(open_session(path, "ada", sys.argv[4]))
session, ids = shell.session, review.conviction_ids(shell.session, ConvictionFilter())

def locks():
    lines = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    inode = str(path.stat().st_ino)
    return sum(one[1] == "POSIX" and one[4] == str(os.getpid()) and one[5].endswith(":" + inode)
               for one in lines)

def reject():
    dialog = QApplication.activeModalWidget()
    if dialog is None:
        QTimer.singleShot(20, reject)
    else:
        dialog.reject()

number = 0
while not stop.exists():
    for ask in (lambda: choose_files.choose_folder(shell, "Back up"),
                lambda: choose_files.choose_file(shell, "Open", "All files (*)")):
        QTimer.singleShot(120, reject)
        ask()
    shell.view.open_page(("overview", "convictions")[number % 2])
    decide(session, ids[number % len(ids)], DecisionAction.HOLD, None, f"round {number}")
    print("decided", ids[number % len(ids)], f"round {number}", locks(), flush=True)
    number += 1
while not shell.jobs.is_idle:
    app.processEvents()
shell.shut_down()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="/proc/locks is Linux' own")
def test_what_a_window_and_a_shell_acknowledged_is_there_and_the_trail_is_whole(
    workspace: Path, tmp_path: Path
) -> None:
    stop = tmp_path / "stop"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-B", "-c", _WINDOW, *map(str, (workspace, tmp_path / "settings", stop))]
    told, complained = tmp_path / "told", tmp_path / "complained"
    with told.open("w") as out, complained.open("w") as errors:
        window = subprocess.Popen([*words, PASSPHRASES["ada"]], env=environment, stdout=out, stderr=errors)
    set_office = ("office", str(workspace), "set", str(BUILD / "demo_office.toml"))
    done, ends = 0, time.monotonic() + SECONDS
    try:
        while time.monotonic() < ends or done < ROUNDS or told.read_text().count("\n") < ROUNDS:
            assert window.poll() is None, complained.read_text()
            assert verb("retention", str(workspace)) == 0
            assert verb(*set_office) == 0
            done += 1
    finally:
        stop.touch()
        window.wait(timeout=240)
    assert window.returncode == 0, complained.read_text()
    assert "Traceback" not in complained.read_text()
    rounds = [line.split() for line in told.read_text().splitlines() if line.startswith("decided")]
    assert len(rounds) >= ROUNDS
    assert min(int(one[4]) for one in rounds) > 0, "the window's locks were dropped"
    for words in (("audit", str(workspace)), ("check", str(workspace))):
        assert verb(*words) == 0
    with open_session(workspace, "ada", PASSPHRASES["ada"]) as session:
        rows = list(audit_trail.rows(session))
    decided = [json.loads(row[5] or "{}") for row in rows if row[3] == "decide"]
    reasons = {str(one.get("reason")) for one in decided}
    assert reasons >= {f"round {one[3]}" for one in rounds}
    assert sum(row[3] == "set-office" for row in rows) >= done


def verb(*words: str) -> int:
    """One command of the program, as ada; its exit code."""
    environment = os.environ | {"EXPUNGE_USER": "ada", "EXPUNGE_PASSPHRASE": PASSPHRASES["ada"]}
    asked = [sys.executable, "-B", "-m", "expunge_desktop", *words]
    finished = subprocess.run(
        asked, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    if finished.returncode:
        sys.stderr.write(finished.stdout + finished.stderr)
    return finished.returncode
