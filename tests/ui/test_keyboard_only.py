"""Everything is reachable without a mouse."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, OpenWindow, Wait, interactive, once_open

from expunge_desktop.ui.dialogs import TextDialog
from expunge_desktop.ui.pages.convictions import ConvictionsPage


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    qtbot.keyClick(target, key, modifier)


def type_text(qtbot: QtBot, text: str) -> None:
    """Type where the keyboard is."""
    qtbot.keyClicks(QApplication.focusWidget(), text)


def test_from_unlocking_to_a_decision_with_the_keyboard_alone(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace, logged_on=False)
    type_text(qtbot, "ada")
    press(qtbot, Qt.Key.Key_Tab)
    type_text(qtbot, PASSPHRASES["ada"])
    press(qtbot, Qt.Key.Key_Return)
    wait(lambda: shell.view is not None)
    press(qtbot, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert shell.view is not None
    page = shell.view.stack.currentWidget()
    assert isinstance(page, ConvictionsPage)
    wait(lambda: page.detail.shown is not None)
    press(qtbot, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.filters.search
    page.view.setFocus(Qt.FocusReason.TabFocusReason)
    first = page.detail.conviction_id
    press(qtbot, Qt.Key.Key_Down)
    wait(lambda: page.detail.shown is not None and page.detail.shown.row.id != first)
    press(qtbot, Qt.Key.Key_Return)
    assert not page.view.isVisible(), "Enter gives the conviction the whole page"
    second = page.detail.conviction_id
    press(qtbot, Qt.Key.Key_C)
    wait(lambda: page.detail.shown is not None and page.detail.shown.row.decision == "confirm")

    def write(_dialog: QDialog) -> None:
        type_text(qtbot, "The file was looked at.")
        press(qtbot, Qt.Key.Key_Tab)
        while QApplication.focusWidget() is not QApplication.activeModalWidget().accept_button:  # type: ignore[attr-defined]
            press(qtbot, Qt.Key.Key_Tab)
        press(qtbot, Qt.Key.Key_Space)

    once_open(write, TextDialog)
    press(qtbot, Qt.Key.Key_N)
    wait(lambda: page.detail.shown is not None and len(page.detail.shown.notes) == 1)
    shell.activateWindow()
    wait(shell.isActiveWindow)
    press(qtbot, Qt.Key.Key_Escape)
    assert page.view.isVisible()
    assert page.detail.conviction_id == second


def test_tab_reaches_every_enabled_control_of_every_page(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    for name, page in shell.view.pages.items():
        shell.view.open_page(name)
        wait(lambda: shell.jobs.is_idle)
        if isinstance(page, ConvictionsPage):
            wait(lambda page=page: page.detail.shown is not None)
        wanted = {
            widget
            for widget in interactive(page)
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        reached = _tab_through(shell, qtbot)
        missed = {widget.accessibleName() or type(widget).__name__ for widget in wanted - set(reached)}
        assert not missed, f"{name}: Tab never reaches {missed}"


def test_escape_closes_a_filter_and_space_ticks_a_value(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.view.open_page("convictions")
    page = shell.view.stack.currentWidget()
    assert isinstance(page, ConvictionsPage)
    wait(lambda: page.model.rowCount() > 0 and page.filters.outcome.list.count() > 0)
    whole = page.model.rowCount()
    page.filters.outcome.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Space)
    wait(page.filters.outcome.panel.isVisible)
    qtbot.keyClick(page.filters.outcome.list, Qt.Key.Key_Space)
    wait(lambda: 0 < page.model.rowCount() < whole)
    qtbot.keyClick(page.filters.outcome.list, Qt.Key.Key_Escape)
    wait(lambda: not page.filters.outcome.panel.isVisible())


def _tab_through(window: QWidget, qtbot: QtBot) -> dict[QWidget, None]:
    """Every stop of Tab until it is back where it began; a date has a stop for each of its parts."""
    reached: dict[QWidget, None] = {}
    for _ in range(200):
        press(qtbot, Qt.Key.Key_Tab)
        current = QApplication.focusWidget()
        assert current is not None
        if len(reached) > 1 and current is next(iter(reached)):
            return reached
        reached[current] = None
    raise AssertionError("Tab never comes round")
