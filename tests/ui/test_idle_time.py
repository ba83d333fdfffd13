"""The window locks itself when nobody uses it, and only then."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from window_parts import OpenWindow, Wait

from expunge_desktop.store import audit


def test_the_window_locks_itself_after_the_minutes_of_the_office_file(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.session is not None
    assert shell.locking is not None
    locking, idle = shell.locking, shell.locking.idle
    minutes = shell.session.custody.safety.lock_after_minutes
    now = [0.0]
    idle._clocks = lambda: (now[0], 1000.0 + now[0])
    idle.start()
    now[0] = minutes * 60 - 1
    idle.look()
    assert not locking.is_locked
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_Shift)  # a deed, seen by the native window
    now[0] += 30
    idle.look()
    assert not locking.is_locked, "a key was pressed meanwhile"
    now[0] += minutes * 60
    idle.look()
    assert locking.is_locked
    assert locking.dialog is not None
    assert "locked itself" in locking.dialog.accessibleDescription()
    wait(lambda: shell.jobs.is_idle)
    with shell.session.read() as connection:
        assert [row.verb for row in audit.rows(connection)][-1] == "lock"


def test_a_machine_that_slept_longer_is_locked_when_it_wakes(
    open_window: OpenWindow, workspace: Path
) -> None:
    shell = open_window(workspace)
    assert shell.locking is not None
    idle = shell.locking.idle
    steady, wall = 0.0, 1000.0
    idle._clocks = lambda: (steady, wall)
    idle.start()
    wall -= 5000
    idle.look()
    assert not shell.locking.is_locked, "a clock set back is no idle time"
    wall += 5000 + 31 * 60
    QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)  # type: ignore[union-attr]
    assert shell.locking.is_locked
