"""What old audit rows say, dropped from the window by the term of the office file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from window_parts import FastClock, OpenWindow, Wait, once_open, open_custody

from expunge_desktop.services import audit_trail
from expunge_desktop.services.audit_retention import due_payloads
from expunge_desktop.services.office import office_toml, set_office
from expunge_desktop.services.session import Session
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.pages.custody_tabs import RETENTION


def set_term(session: Session, years: int) -> None:
    """As the office file of the workspace says from now on."""
    set_office(session, f"{office_toml(session)}\n[retention]\naudit_years = {years}\n")


def test_old_audit_details_are_dropped_by_the_offices_term_and_nothing_else_goes(
    open_window: OpenWindow, workspace: Path, wait: Wait, qtbot: QtBot
) -> None:
    shell = open_window(workspace)
    session = shell.session
    assert session is not None
    page = open_custody(shell, wait, RETENTION)
    tab = page.retention
    wait(lambda: "for good" in tab.details.text())
    assert not tab.drop_button.isEnabled(), "the office file sets no term"
    set_term(session, 2)
    tab.refresh()
    wait(lambda: tab.details.text() == "Audit rows keep their details 2 years; no row is older.")
    assert not tab.drop_button.isEnabled()
    session.clock = FastClock(3 * 366 * 24 * 60)
    tab.refresh()
    wait(tab.drop_button.isEnabled)
    due = due_payloads(session)
    assert due is not None
    assert f"{due.rows} rows from before" in tab.details.text()
    answers = [False, True]
    asked: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, PlainDialog)
        asked.append(f"{dialog.windowTitle()} {dialog.accessibleDescription()}")
        assert QApplication.focusWidget() is dialog.reject_button, "the safe answer is the default"
        key = Qt.Key.Key_Tab if answers.pop(0) else Qt.Key.Key_Return
        qtbot.keyClick(dialog.reject_button, key)
        if key is Qt.Key.Key_Tab:
            qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)

    for is_dropped in (False, True):
        once_open(answer)
        tab.drop_button.setFocus()
        qtbot.keyClick(tab.drop_button, Qt.Key.Key_Space)
        wait(lambda: shell.jobs.is_idle)
        assert (audit_trail.verify(session).dropped == due.rows) is is_dropped
    assert asked[0].startswith(f"Drop the details of {due.rows} audit rows? All from before ")
    assert page.notice.text.startswith(f"{due.rows} audit rows from before")
    wait(lambda: "no row is older" in tab.details.text())
    assert not tab.drop_button.isEnabled()
    focused = shell.focusWidget()
    assert focused is not None
    assert tab.isAncestorOf(focused), "the keyboard is still on the page"
    found = audit_trail.verify(session)
    assert (found.is_intact, found.dropped) == (True, due.rows)


def test_a_supervisor_alone_sees_how_many_rows_are_older_and_who_may_drop_them(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace, "ben")
    session = shell.session
    assert session is not None
    set_term(session, 1)
    session.clock = FastClock(3 * 366 * 24 * 60)
    page = open_custody(shell, wait, RETENTION)
    wait(lambda: "must be supervising attorney and administrator" in page.retention.details.text())
    assert not page.retention.drop_button.isEnabled()
