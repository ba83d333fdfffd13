"""Facts supplied and withdrawn in the window, with the keyboard alone; what waits is said."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import QUICK, EachDialog, OpenWindow, Wait

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.session import open_session
from expunge_desktop.services.supplied_list import supplied_facts
from expunge_desktop.services.users import add_user
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


def test_words_that_could_not_be_read_are_said_before_anything_is_refused(
    open_window: OpenWindow,
    workspace: Path,
    tmp_path: Path,
    qtbot: QtBot,
    wait: Wait,
    each_dialog: EachDialog,
) -> None:
    delivery = tmp_path / "garbled.csv"
    delivery.write_text(
        "person_id,last_name,first_name,date_of_birth,county,court_case_number,count_number,code_section,"
        "offense_level,conviction_date,disposition,plants\n"
        "P8,HOLLIS,QUINN,1970-05-05,LOS ANGELES,GA10008,1,11358 HS,F,2001-02-02,CONVICTED,many\n",
        "utf-8",
    )
    shell = open_window(workspace)
    assert shell.view is not None and shell.session is not None
    import_batch(shell.session, [delivery], layout="case-list")
    add_user(shell.session, "cleo", "cleo invented passphrase", frozenset({Role.CLERK}), kdf_cost=QUICK)
    met: list[str] = []

    def answer(dialog: Any) -> None:
        assert isinstance(dialog, SupplyFactDialog)
        dialog.fact_choice.setCurrentIndex(dialog.fact_choice.findData("plants"))
        met.append(dialog.help.text())
        assert "could not be read" in met[-1] and "“many”" in met[-1] and "nothing" not in met[-1]
        dialog.value_line.setText("6")
        dialog.document_line.setText(DOCUMENT)
        assert not dialog.accept_button.isEnabled(), "a ground is needed"
        dialog.reason_text.setPlainText("The list is garbled.")
        met.append(dialog.reason_label.text())
        assert dialog.accept_button.isEnabled() == (shell.session.user == "ada")
        dialog.reject()

    each_dialog(answer)
    for user in ("ada", "cleo"):
        if user == "cleo":
            shell.log_off()
            wait(lambda: shell.session is None)
            shell.open_workspace(open_session(workspace, user, "cleo invented passphrase"))
        shell.view.open_page("convictions")
        page = shell.view.pages["convictions"]
        assert isinstance(page, ConvictionsPage)
        page.filters.search.setText("GA10008")
        wait(
            lambda page=page: page.detail.shown is not None and page.detail.shown.row.case_number == "GA10008"
        )
        wait(lambda: shell.jobs.is_idle)
        page.detail.supply_fact()
        page.detail.supply_fact()  # a second press opens no second dialog
        wait(lambda user=user: len(met) == (2 if user == "ada" else 4) and shell.jobs.is_idle)
        wait(lambda: QApplication.activeModalWidget() is None)
    assert "required" in met[1]
    assert "You cannot go before the record" in met[3]
