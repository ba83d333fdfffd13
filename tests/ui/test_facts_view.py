"""Facts supplied and withdrawn in the window, with the keyboard alone; what waits is said."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import EachDialog, OpenWindow, Wait

from expunge_desktop.services.supplied_list import supplied_facts
from expunge_desktop.ui.fact_dialog import SupplyFactDialog, WithdrawFactDialog
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.import_page import ImportPage

DOCUMENT = "police report, seen 2026-11-20"


def keys(qtbot: QtBot, text: str = "", *pressed: Qt.Key) -> None:
    """Type and press where the keyboard is."""
    if text:
        qtbot.keyClicks(QApplication.focusWidget(), text)
    for key in pressed:
        target = QApplication.focusWidget()
        assert target is not None
        qtbot.keyClick(target, key)


def to(qtbot: QtBot, wanted: Any) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(12):
        if QApplication.focusWidget() is wanted:
            return
        keys(qtbot, "", Qt.Key.Key_Tab)
    raise AssertionError(f"the keyboard never came to {wanted.accessibleName()}")


def test_a_fact_is_supplied_shown_and_withdrawn_by_keyboard(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait, each_dialog: EachDialog
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.view.open_page("convictions")
    page = shell.view.pages["convictions"]
    assert isinstance(page, ConvictionsPage)
    wait(lambda: page.detail.shown is not None and shell.jobs.is_idle)
    detail, session = page.detail, page.context.session
    met: list[str] = []

    def answer(dialog: Any) -> None:
        met.append(type(dialog).__name__)
        if isinstance(dialog, SupplyFactDialog):
            names = [dialog.fact_choice.itemData(at) for at in range(dialog.fact_choice.count())]
            asked = [dialog.fact_choice.itemText(at).endswith("(missing here)") for at in range(len(names))]
            assert asked == sorted(asked, reverse=True)
            dialog.fact_choice.setCurrentIndex(names.index("plants"))
            to(qtbot, dialog.value_line)
            keys(qtbot, "six")
            assert "This cannot be read." in dialog.help.text()
            dialog.value_line.clear()
            keys(qtbot, "6", Qt.Key.Key_Tab)
            assert QApplication.focusWidget() is dialog.document_line
            assert not dialog.accept_button.isEnabled()
            keys(qtbot, DOCUMENT)
            assert dialog.accept_button.isEnabled()
            dialog.fact_choice.setCurrentIndex(names.index("offense_level"))
            recorded = detail.shown.person.counts[0].level if detail.shown else None
            dialog.value_line.setText("M" if str(recorded) == "F" else "F")
            if recorded:
                assert "required" in dialog.reason_label.text() and not dialog.accept_button.isEnabled()
            dialog.fact_choice.setCurrentIndex(names.index("plants"))
            dialog.value_line.setText("6")
            to(qtbot, dialog.accept_button)
            keys(qtbot, "", Qt.Key.Key_Space)
        elif isinstance(dialog, WithdrawFactDialog):
            assert not dialog.accept_button.isEnabled()
            to(qtbot, dialog.reason_text)
            keys(qtbot, "Another case.")
            to(qtbot, dialog.accept_button)
            keys(qtbot, "", Qt.Key.Key_Space)

    each_dialog(answer)
    page.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert detail.shown is not None and not detail.shown.supplied
    assert not detail.supplied.withdraw_button.isEnabled()
    keys(qtbot, "", Qt.Key.Key_F)
    wait(lambda: detail.shown is not None and len(detail.shown.supplied) == 1 and shell.jobs.is_idle)
    assert met == ["SupplyFactDialog"] and "Assess again" in detail.notice.text
    assert detail.tabs.tabText(3) == "Supplied facts (1)"
    shown = detail.supplied.list.toPlainText()
    assert "Plants proved: 6" in shown and DOCUMENT in shown and "waits for an assessment" in shown
    assert "ada" in shown and "(recorded: nothing)" in shown
    shell.view.open_page("import")
    importing = shell.view.pages["import"]
    assert isinstance(importing, ImportPage)
    wait(lambda: "1 supplied fact waits for an assessment" in importing.state.text())
    shell.view.open_page("convictions")
    shell.activateWindow()
    wait(shell.isActiveWindow)
    detail.tabs.setCurrentWidget(detail.supplied)
    detail.supplied.withdraw_button.setFocus(Qt.FocusReason.TabFocusReason)
    keys(qtbot, "", Qt.Key.Key_Space)
    wait(lambda: detail.shown is not None and len(detail.shown.supplied) == 2 and shell.jobs.is_idle)
    assert [one.withdraws for one in supplied_facts(session)] == [None, 1]
    assert "fact 1 withdrawn" in detail.supplied.list.toPlainText()
    assert not detail.supplied.withdraw_button.isEnabled()
