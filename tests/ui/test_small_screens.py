"""On a small screen, or with large letters, nothing lies outside: pages and dialogs are scrolled."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot
from window_parts import TIMEOUT_MS, OpenWindow, Wait, open_custody

from expunge_desktop.ui.dialogs import FRAME, PlainDialog
from expunge_desktop.ui.pages.custody_tabs import AUDIT, BACKUPS, RELEASES, RETENTION
from expunge_desktop.ui.pages.salvage_dialog import SalvageDialog


def cut_off(root: QWidget) -> list[str]:
    """Words of buttons and wrapped texts that have less room than they need."""
    buttons = [one for one in root.findChildren(QPushButton) if one.isVisible() and one.text()]
    texts = [one for one in root.findChildren(QLabel) if one.isVisible() and one.wordWrap()]
    return [one.text() for one in buttons if one.width() + 1 < one.sizeHint().width()] + [
        one.text() for one in texts if one.height() + 1 < one.heightForWidth(one.width())
    ]


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (900, 560)])
def test_the_window_takes_any_size_and_a_page_too_large_for_it_is_scrolled_uncut(
    open_window: OpenWindow, workspace: Path, wait: Wait, width: int, height: int
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.resize(width, height)
    for tab in (AUDIT, RELEASES, BACKUPS, RETENTION):
        page = open_custody(shell, wait, tab)
        wait(lambda: shell.width() == width and shell.height() == height)
        assert cut_off(page) == []
    for name, page in shell.view.pages.items():
        shell.view.open_page(name)
        wait(lambda: shell.jobs.is_idle)
        QApplication.processEvents()
        assert (shell.width(), shell.height()) == (width, height), name
        area = shell.view.stack.area
        assert page.height() >= page.minimumSizeHint().height(), name
        assert area.verticalScrollBar().maximum() >= page.height() - area.viewport().height(), name


def test_at_two_hundred_percent_no_word_of_any_page_or_tab_is_cut(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.resize(680, 384)  # what 1360 × 768 are at 200 %
    for name, page in shell.view.pages.items():
        shell.view.open_page(name)
        tabs = next((one for one in page.findChildren(QTabWidget) if one.isVisible()), None)
        for place in range(tabs.count() if tabs is not None else 1):
            if tabs is not None:
                tabs.setCurrentIndex(place)
            wait(lambda page=page: shell.jobs.is_idle and cut_off(page) == [])


def test_tab_brings_what_is_scrolled_out_of_sight_into_it(
    open_window: OpenWindow, workspace: Path, wait: Wait, qtbot: QtBot
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.resize(760, 420)
    page = open_custody(shell, wait, RETENTION)
    area = shell.view.stack.area
    wait(lambda: area.horizontalScrollBar().maximum() > 0)
    page.retention.plan_button.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        if page.isAncestorOf(focused) and focused.height() < area.viewport().height():
            corner = focused.mapTo(area.viewport(), focused.rect().topLeft())
            assert 0 <= corner.y() < area.viewport().height(), focused.accessibleName()
        qtbot.keyClick(focused, Qt.Key.Key_Tab)


def test_a_dialog_higher_than_the_screen_is_scrolled_and_keeps_its_buttons_and_the_keyboard(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    dialog = PlainDialog("Many fields", "More than a screen holds.", "Go on", open_window())
    lines = [QLineEdit() for _ in range(60)]
    for line in lines:
        dialog.body.addWidget(line)
    lines[-1].setFocus()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=TIMEOUT_MS)
    room = dialog.screen().availableSize().height()
    assert dialog.height() <= room - FRAME
    assert dialog.accept_button.geometry().bottom() < dialog.height()
    assert dialog.focusWidget() is lines[-1]
    corner = lines[-1].mapTo(dialog, lines[-1].rect().bottomLeft())
    assert corner.y() < dialog.accept_button.y(), "what has the keyboard is in sight"


def test_a_dialog_that_fits_has_room_for_every_line(open_window: OpenWindow, qtbot: QtBot) -> None:
    shell = open_window()
    dialog = SalvageDialog("", "ada", shell.jobs, shell)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.warn("Fill in the damaged workspace, the new one, your user name and your passphrase. " * 3)
    QApplication.processEvents()
    assert cut_off(dialog) == []
