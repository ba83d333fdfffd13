"""Users in the window: roles, training, locks, passphrases, removal, and the keys of the workspace."""

import os
import stat
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, QUICK, FastClock, OpenWindow, Wait, once_open

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.recovery import has_recovery_key, recover
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.services.users import User, list_users, release_lock, set_training
from expunge_desktop.ui.pages import recovery_dialog as recovery_module
from expunge_desktop.ui.pages.office import OfficePage
from expunge_desktop.ui.pages.recovery_dialog import RecoveryDialog
from expunge_desktop.ui.pages.user_dialogs import PassphraseDialog, RolesDialog, TrainingDialog
from expunge_desktop.ui.pages.users_tab import UsersTab
from expunge_desktop.ui.shell import Shell

NEW = "plain garden lantern"


def open_users(shell: Shell, wait: Wait, selected: str = "ben") -> UsersTab:
    """The tab with one user selected."""
    assert shell.view is not None
    shell.view.context.keys_wanted.emit()
    page = shell.view.pages["office"]
    assert isinstance(page, OfficePage)
    tab = page.users
    assert page.tabs.currentWidget() is tab
    wait(lambda: bool(tab.model.records) and shell.jobs.is_idle)
    tab.view.selectRow([one.name for one in tab.model.records].index(selected))
    return tab


def user(shell: Shell, name: str) -> User:
    """How the workspace has a user."""
    assert shell.session is not None
    return next(one for one in list_users(shell.session) if one.name == name)


def cell(tab: UsersTab, name: str, title: str) -> str:
    """What the table says of a user."""
    model = tab.model
    row = [one.name for one in model.records].index(name)
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    return str(model.index(row, titles.index(title)).data())


def answered(fill: Callable[[QDialog], object], kind: type[QDialog] = QDialog) -> None:
    """Fill in the next dialog and accept it."""

    def act(dialog: QDialog) -> None:
        fill(dialog)
        dialog.accept()

    once_open(act, kind)


def test_roles_are_changed_and_the_last_administrator_stays(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    tab = open_users(shell, wait)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, RolesDialog)
        assert not dialog.accept_button.isEnabled(), "nothing was changed yet"
        dialog.choice.boxes[Role.SUPERVISOR].setChecked(False)
        assert not dialog.accept_button.isEnabled(), "at least one role"
        dialog.choice.boxes[Role.CLERK].setChecked(True)

    answered(choose, RolesDialog)
    tab.change_roles()
    wait(lambda: user(shell, "ben").roles == frozenset({Role.CLERK}))
    tab = open_users(shell, wait, "ada")

    def resign(dialog: QDialog) -> None:
        assert isinstance(dialog, RolesDialog)
        dialog.choice.boxes[Role.ADMINISTRATOR].setChecked(False)

    answered(resign, RolesDialog)
    tab.change_roles()
    wait(lambda: "only administrator" in tab._notice.text)
    assert Role.ADMINISTRATOR in user(shell, "ada").roles


def test_training_and_screening_are_kept_and_old_ones_are_pointed_at(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.session is not None
    tab = open_users(shell, wait)
    assert cell(tab, "ben", "Trained") == "not given"
    today = shell.session.clock.today()
    day = today - timedelta(days=30)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, TrainingDialog)
        dialog._trained[0].setChecked(True)
        dialog._trained[1].setDate(QDate(day.year, day.month, day.day))

    answered(fill, TrainingDialog)
    tab.set_training()
    wait(lambda: user(shell, "ben").trained_on == day)
    assert user(shell, "ben").screened_on is None
    set_training(shell.session, "ben", date(2001, 2, 3), date(2001, 2, 3))
    tab.refresh()
    wait(lambda: cell(tab, "ben", "Trained") == "02/03/2001, due again")
    assert cell(tab, "ben", "Screened") == "02/03/2001, due again"


def test_a_user_who_is_locked_out_is_shown_and_released(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    for place in range(60):
        try:
            open_session(workspace, "ben", f"wrong passphrase {place}", clock=FastClock(place))
        except ExpungeError as error:
            if error.code == "logon-locked":
                break
    shell = open_window(workspace)
    tab = open_users(shell, wait)
    assert shell.session is not None
    shell.session.clock = FastClock(place)  # type: ignore[assignment]
    tab.refresh()
    wait(lambda: cell(tab, "ben", "State").startswith("locked until"))
    assert tab.release_button.isEnabled()
    tab.release_lock()
    wait(lambda: cell(tab, "ben", "State") == "active")
    open_session(workspace, "ben", PASSPHRASES["ben"], clock=FastClock(place + 1)).close()


def test_a_passphrase_is_given_a_user_removed_and_let_in_again(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    tab = open_users(shell, wait)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, PassphraseDialog)
        dialog.pair.first.line.setText(NEW)
        assert not dialog.accept_button.isEnabled()
        dialog.pair.again.line.setText(NEW)

    answered(fill, PassphraseDialog)
    tab.give_passphrase()
    wait(lambda: "has a new passphrase" in tab._notice.text)
    open_session(workspace, "ben", NEW).close()
    answered(lambda _dialog: None)
    tab.remove()
    wait(lambda: not user(shell, "ben").is_active and cell(tab, "ben", "State") == "removed")
    with pytest.raises(ExpungeError):
        open_session(workspace, "ben", NEW)
    assert tab.passphrase_button.text() == "Let in again…"
    answered(fill, PassphraseDialog)
    tab.give_passphrase()
    wait(lambda: user(shell, "ben").is_active)


def test_the_recovery_key_is_shown_once_and_its_sheet_opens_the_workspace(
    open_window: OpenWindow, workspace: Path, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_window(workspace)
    tab = open_users(shell, wait)
    out = tmp_path / "sheet.pdf"
    monkeypatch.setattr(recovery_module, "choose_new_file", lambda *_words: out)
    seen: list[str] = []

    def copy_down(dialog: RecoveryDialog) -> None:
        seen.append(dialog.key.text())
        dialog.reject()
        assert dialog.isVisible(), "Escape does not throw the key away"
        assert not dialog.accept_button.isEnabled()
        dialog.save()
        assert "in clear" in dialog.notice.text
        dialog.is_on_paper.setChecked(True)
        dialog.accept()

    answered(lambda _dialog: once_open(copy_down, RecoveryDialog))
    tab.keys.make_recovery_key()
    wait(lambda: bool(seen) and shell.jobs.is_idle)
    assert has_recovery_key(workspace)
    wait(lambda: tab.keys.state.text().startswith("There is a recovery key"))
    if sys.platform != "win32":
        assert stat.S_IMODE(os.stat(out).st_mode) == 0o600
    text = PdfReader(out).pages[0].extract_text()
    lines = [line for line in seen[0].splitlines() if line.strip()]
    assert len(lines) == 4
    for line in lines:
        assert line.replace(" ", "") in text.replace(" ", ""), "the sheet says what the window said"
    assert len(PdfReader(out).pages) == 1
    assert recover(workspace, seen[0], "ada", NEW, kdf_cost=QUICK) == "ada"


def test_a_new_data_key_leaves_everything_as_it_was_and_the_window_goes_on(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    tab = open_users(shell, wait)
    assert shell.session is not None
    before = shell.session.workspace.data_key
    answered(lambda _dialog: None)
    tab.keys.make_data_key()
    wait(lambda: "new data key" in tab._notice.text and shell.jobs.is_idle)
    assert shell.session.workspace.data_key != before
    assert shell.view is not None
    shell.view.open_page("convictions")
    wait(lambda: shell.jobs.is_idle)
    shell.log_off()
    wait(lambda: shell.session is None)
    open_session(workspace, "ben", PASSPHRASES["ben"]).close()


def test_a_clerk_changes_the_own_passphrase_and_nothing_else(
    open_window: OpenWindow, workspace: Path, wait: Wait, reopened: Callable[[Path], Session], qtbot: QtBot
) -> None:
    shell = open_window(workspace, "ben")
    tab = open_users(shell, wait, "ada")
    parts = (tab.add_button, tab.roles_button, tab.training_button, tab.passphrase_button, tab.remove_button)
    for part in (*parts, tab.release_button, tab.keys.recovery_button, tab.keys.rekey_button):
        assert not part.isEnabled()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, PassphraseDialog)
        dialog.pair.first.line.setText(NEW)
        dialog.pair.again.line.setText(NEW)
        assert not dialog.accept_button.isEnabled(), "the present one is asked for"
        dialog.present.line.setText("not the present one")
        dialog.accept()
        wait(lambda: "passphrase" in dialog.notice.text)
        assert QApplication.focusWidget() is dialog.present.line
        assert dialog.pair.is_same, "what was typed stays"
        with open_session(workspace, "ada", PASSPHRASES["ada"]) as other:
            release_lock(other, "ben")
        dialog.present.line.setText(PASSPHRASES["ben"])

    answered(fill, PassphraseDialog)
    tab.change_own()
    wait(lambda: "was changed" in tab._notice.text)
    open_session(workspace, "ben", NEW).close()
