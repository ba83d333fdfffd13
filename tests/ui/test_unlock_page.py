"""The unlock page: a wrong passphrase is a sentence in the page, the right one opens the workspace."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, FastClock, OpenWindow, Wait

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.services.recovery import has_recovery_key
from expunge_desktop.services.session import open_session
from expunge_desktop.ui.pages.keys_bar import RecoveryOffer


def test_a_wrong_passphrase_is_refused_with_one_sentence_in_the_page(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace, logged_on=False)
    qtbot.keyClicks(shell.unlock.user, "ada")
    qtbot.keyClicks(shell.unlock.passphrase.line, "not the passphrase")
    qtbot.keyClick(shell.unlock.passphrase.line, Qt.Key.Key_Return)
    wait(lambda: "passphrase" in shell.unlock.notice.text)
    assert shell.session is None
    assert "not the passphrase" not in shell.unlock.notice.text
    assert shell.unlock.isEnabled()
    assert shell.unlock.passphrase.line.hasFocus()


def test_the_right_passphrase_opens_the_workspace_and_is_forgotten_by_the_page(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace, logged_on=False)
    assert shell.unlock.user.hasFocus(), "the file is given, so the keyboard starts at the user"
    qtbot.keyClicks(shell.unlock.user, "ada")
    qtbot.keyClicks(shell.unlock.passphrase.line, PASSPHRASES["ada"])
    qtbot.mouseClick(shell.unlock.open_button, Qt.MouseButton.LeftButton)
    wait(lambda: shell.view is not None)
    assert shell.session is not None
    assert shell.session.user == "ada"
    assert shell.unlock.passphrase.text() == ""
    assert shell.windowTitle().startswith("Invented County")


def test_the_passphrase_is_hidden_until_the_person_asks_to_see_it(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot
) -> None:
    field = open_window(workspace, logged_on=False).unlock.passphrase
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    qtbot.mouseClick(field._show, Qt.MouseButton.LeftButton)
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal


def test_a_missing_file_is_named_with_what_to_do(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(tmp_path / "nowhere.expunge", logged_on=False)
    qtbot.keyClicks(shell.unlock.user, "ada")
    qtbot.keyClicks(shell.unlock.passphrase.line, "some passphrase")
    shell.unlock.open_now()
    wait(lambda: "nowhere.expunge" in shell.unlock.notice.text)


def test_a_new_workspace_is_made_from_the_page_and_opens_at_once(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window()
    page = shell.unlock
    qtbot.mouseClick(page.create_choice, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.new_path, str(tmp_path / "Made here"))
    page.county.setCurrentIndex(page.county.findData("ALAMEDA"))
    qtbot.keyClicks(page.new_user, "cleo")
    qtbot.keyClicks(page.new_passphrase.line, "cleo invented passphrase")
    qtbot.keyClicks(page.new_again.line, "cleo invented passphras")
    page.create_now()
    assert "differ" in page.notice.text
    qtbot.keyClicks(page.new_again.line, "e")
    page.create_now()
    wait(lambda: shell.view is not None)
    assert shell.session is not None
    assert shell.session.office.county == "ALAMEDA"
    assert (tmp_path / "Made here.expunge").is_file()
    wait(
        lambda: isinstance(QApplication.activeModalWidget(), RecoveryOffer)
    )  # at once, and it holds nothing up
    QApplication.activeModalWidget().reject()  # type: ignore[union-attr]
    assert not has_recovery_key(tmp_path / "Made here.expunge")


def test_after_logging_off_another_user_may_open_the_same_workspace(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    shell.log_off()
    wait(lambda: shell.session is None)
    assert shell.unlock.isVisible()
    qtbot.keyClicks(shell.unlock.user, "ben")
    qtbot.keyClicks(shell.unlock.passphrase.line, PASSPHRASES["ben"])
    shell.unlock.open_now()
    wait(lambda: shell.session is not None)
    assert shell.session is not None
    assert shell.session.user == "ben"


def test_the_banner_says_what_the_record_is_before_anybody_logs_on(open_window: OpenWindow) -> None:
    banner = open_window().unlock.banner
    assert banner.isVisible()
    for words in ("official duties", "11140–11144", "13300–13305", "recorded"):
        assert words in banner.text()


def test_a_user_who_failed_too_often_is_told_for_how_long(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    for place in range(5):
        with pytest.raises(ExpungeError):
            open_session(workspace, "ada", f"wrong passphrase {place}", clock=FastClock(place))
    shell = open_window(workspace, logged_on=False)
    shell.unlock.user.setText("ada")
    shell.unlock.passphrase.line.setText(PASSPHRASES["ada"])
    shell.unlock.open_now()
    wait(lambda: "minutes" in shell.unlock.notice.text)
    assert shell.session is None


def test_a_workspace_in_a_synced_folder_is_refused_with_what_to_do(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    synced = tmp_path / "Dropbox"
    (synced / ".dropbox.cache").mkdir(parents=True)
    for file in workspace.parent.glob(f"{workspace.name}*"):
        shutil.copy2(file, synced / file.name)
    shell = open_window(synced / workspace.name, logged_on=False)
    shell.unlock.user.setText("ada")
    shell.unlock.passphrase.line.setText(PASSPHRASES["ada"])
    shell.unlock.open_now()
    wait(lambda: "may not lie in" in shell.unlock.notice.text)
    assert "own disk" in shell.unlock.notice.text
    assert shell.session is None


def test_a_workspace_of_a_newer_version_is_refused_and_left_as_it_is(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    keys = workspace.with_name(workspace.name + "-keys")
    content = json.loads(keys.read_text("utf-8"))
    content["format"] = 99
    keys.write_text(json.dumps(content), "utf-8")
    before = keys.read_bytes(), workspace.read_bytes()
    shell = open_window(workspace, logged_on=False)
    shell.unlock.user.setText("ada")
    shell.unlock.passphrase.line.setText(PASSPHRASES["ada"])
    shell.unlock.open_now()
    wait(lambda: "newer" in shell.unlock.notice.text)
    assert (keys.read_bytes(), workspace.read_bytes()) == before


def test_after_a_refusal_the_keyboard_is_where_it_was(
    open_window: OpenWindow, workspace: Path, wait: Wait, qtbot: QtBot
) -> None:
    page = open_window().unlock
    page.show_form(1)
    page.new_path.setText(str(workspace))
    page.county.setCurrentIndex(1)
    page.new_user.setText("ada")
    for field in (page.new_passphrase, page.new_again):
        field.line.setText(PASSPHRASES["ada"])
    page.create_button.setFocus()
    qtbot.keyClick(page.create_button, Qt.Key.Key_Space)
    wait(lambda: page.isEnabled() and "exists" in page.notice.text)
    assert page.window().focusWidget() is page.create_button
