"""What was copied in the window does not stay on the clipboard."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import OpenWindow, Wait

from expunge_desktop.ui.clipboard_guard import KEPT_FOR_MS, ClipboardGuard
from expunge_desktop.ui.pages.office import OfficePage
from expunge_desktop.ui.shell import Shell


def copy_something(shell: Shell, qtbot: QtBot, wait: Wait) -> str:
    """Copy from a text of the window by the keyboard, and give what was copied."""
    assert shell.view is not None
    shell.view.open_page("office")
    page = shell.view.pages["office"]
    assert isinstance(page, OfficePage)
    wait(lambda: bool(page.toml.toPlainText()))
    page.toml.selectAll()
    qtbot.keyClick(page.toml, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return page.toml.toPlainText()


def guard_of(shell: Shell) -> ClipboardGuard:
    """The guard of the window."""
    return shell._clipboard


def test_what_was_copied_is_gone_after_a_minute(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    guard = guard_of(shell)
    assert guard._timer.interval() == KEPT_FOR_MS == 60_000
    guard._timer.setInterval(300)
    text = copy_something(shell, qtbot, wait)
    assert QApplication.clipboard().text() == text
    wait(lambda: not QApplication.clipboard().text())


def test_locking_and_leaving_clear_the_clipboard_at_once(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    for leave in (shell.lock, shell.log_off):
        if shell.locking is not None and shell.locking.is_locked:
            shell.locking._draw_back()
        assert copy_something(shell, qtbot, wait) == QApplication.clipboard().text()
        leave()
        assert QApplication.clipboard().text() == ""


def test_what_another_program_put_there_stays(
    open_window: OpenWindow, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_window(workspace)
    monkeypatch.setattr(guard_of(shell), "_is_ours_to_judge", False)  # now the system says whose it is
    QApplication.clipboard().setText("of another program")  # no owner, offscreen
    shell.lock()
    assert QApplication.clipboard().text() == "of another program"
    assert not guard_of(shell)._timer.isActive()


def test_a_copy_carries_the_mark_that_keeps_it_out_of_histories(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    text = copy_something(shell, qtbot, wait)
    given = QApplication.clipboard().mimeData()
    assert isinstance(given, QMimeData)
    assert given.text() == text
    formats = " ".join(given.formats())
    mark = {"win32": "CanIncludeInClipboardHistory", "darwin": "ConcealedType"}
    assert mark.get(sys.platform, "x-kde-passwordManagerHint") in formats
