"""What an administrator does in an emergency, in the window: recovery key, restore, look through, salvage."""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, QUICK, FastClock, OpenWindow, Wait

from expunge_desktop.base.errors import ExpungeError
from expunge_desktop.base.progress import Progress, SilentProgress
from expunge_desktop.services import audit_trail
from expunge_desktop.services.backup import backup
from expunge_desktop.services.recovery import new_recovery_key
from expunge_desktop.services.session import open_session
from expunge_desktop.store.engine import PAGE_BYTES
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.pages import restore_dialog as restore_module
from expunge_desktop.ui.pages.custody import CustodyPage
from expunge_desktop.ui.pages.custody_tabs import BACKUPS
from expunge_desktop.ui.pages.restore_dialog import RestoreDialog
from expunge_desktop.ui.pages.salvage_dialog import SalvageDialog
from expunge_desktop.ui.pages.unlock import UnlockPage
from expunge_desktop.ui.pages.use_recovery_key import UseRecoveryKeyDialog
from expunge_desktop.ui.report_dialog import ReportDialog

NEW = "plain garden lantern"


def harm(path: Path, page: int) -> None:
    """Change bytes in the middle of a page."""
    content = bytearray(path.read_bytes())
    start = (page - 1) * PAGE_BYTES + 100
    content[start : start + 8] = os.urandom(8)
    path.write_bytes(content)


def step(kind: type[QDialog], do: Callable[[QDialog], object], *, but: type[QDialog] = ReportDialog) -> None:
    """Do something with the dialog of this kind once it is in front."""

    timer = QTimer(QApplication.instance())

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or (kind is PlainDialog and isinstance(dialog, but)):
            return
        timer.stop()
        try:
            do(dialog)
        except BaseException:
            while isinstance(still := QApplication.activeModalWidget(), QDialog):
                QDialog.done(still, 0)  # the test goes on and fails
            raise

    timer.timeout.connect(look)
    timer.start(20)


def try_to_open(page: UnlockPage, wait: Wait) -> None:
    """Ada's passphrase is typed; wait until it was refused."""
    page.user.setText("ada")
    page.passphrase.line.setText(PASSPHRASES["ada"])
    page.open_now()
    wait(lambda: page.isEnabled())


def secrets_in(dialog: QDialog) -> list[str]:
    """What a hidden line of the dialog still holds."""
    return [line.text() for line in dialog.findChildren(QLineEdit) if line.echoMode() != line.EchoMode.Normal]


def is_offered(page: UnlockPage) -> tuple[bool, bool]:
    """Looking through, salvaging."""
    return page.emergency.look_button.isVisible(), page.emergency.salvage_button.isVisible()


def test_an_administrator_without_a_passphrase_comes_in_with_the_recovery_key(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    with open_session(workspace, "ada", PASSPHRASES["ada"]) as session:
        sheet = new_recovery_key(session, kdf_cost=QUICK)
    page = open_window(workspace, logged_on=False).unlock
    seen: list[UseRecoveryKeyDialog] = []

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, UseRecoveryKeyDialog)
        seen.append(dialog)
        dialog.user.setText("ADA")
        lines = sheet.lower().replace("-", " ").splitlines()
        wrong = "a" if lines[2][0] != "a" else "b"
        for line in (*lines[:2], wrong + lines[2][1:], lines[3]):
            qtbot.keyClicks(dialog.key, line)
            qtbot.keyClick(dialog.key, Qt.Key.Key_Return)
        dialog.first.line.setText(NEW)
        dialog.again.line.setText(NEW + "s")
        dialog.accept()
        assert "differ" in dialog.notice.text
        dialog.again.line.setText(NEW)
        dialog.accept()
        assert not dialog.accept_button.isEnabled(), "it works in a job"
        wait(lambda: not dialog.is_working)
        assert "Line 3 has a typing error" in dialog.notice.text
        assert dialog.key.toPlainText(), "the key is corrected, not typed again"
        dialog.key.setPlainText("\n".join(lines))
        dialog.accept()
        wait(lambda: not dialog.isVisible())
        assert secrets_in(dialog) == ["", ""]
        assert dialog.key.toPlainText() == ""

    step(UseRecoveryKeyDialog, use)
    qtbot.mouseClick(page.emergency.recovery_button, Qt.MouseButton.LeftButton)
    assert seen, "the dialog was there"
    assert page.user.text() == "ada"
    assert page.window().focusWidget() is page.passphrase.line
    assert NEW not in page.notice.text
    page.passphrase.line.setText(NEW)
    page.open_now()
    shell = page.window()
    wait(lambda: shell.session is not None)  # type: ignore[attr-defined]
    assert any(row[3] == "recovery-used" for row in audit_trail.rows(shell.session))  # type: ignore[attr-defined]


def test_a_wrong_recovery_key_opens_nothing_and_is_forgotten(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    with open_session(workspace, "ada", PASSPHRASES["ada"]) as session:
        old = new_recovery_key(session, kdf_cost=QUICK)
        new_recovery_key(session, kdf_cost=QUICK)
    page = open_window(workspace, logged_on=False).unlock

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, UseRecoveryKeyDialog)
        dialog.user.setText("ada")
        dialog.key.setPlainText(old)
        dialog.first.line.setText(NEW)
        dialog.again.line.setText(NEW)
        dialog.accept()
        wait(lambda: not dialog.is_working)
        assert "recovery key" in dialog.notice.text
        assert dialog.key.toPlainText() == "" and secrets_in(dialog) == ["", ""]
        dialog.reject()

    step(UseRecoveryKeyDialog, use)
    page.emergency.use_recovery_key()
    with pytest.raises(ExpungeError):
        open_session(workspace, "ada", NEW, clock=FastClock(3))


def fill_restore(dialog: RestoreDialog, source: Path, place: Path) -> None:
    """Everything a restore needs, as Ada."""
    dialog.source.setText(str(source))
    dialog.place.setText(str(place))
    dialog.user.setText("ada")
    dialog.passphrase.line.setText(PASSPHRASES["ada"])


def test_a_backup_is_restored_under_a_new_name_and_opens(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    copy = tmp_path / "copy.expunge"
    with open_session(workspace, "ada", PASSPHRASES["ada"]) as session:
        backup(session, copy)
    shell = open_window(logged_on=False)
    page = shell.unlock

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        fill_restore(dialog, copy, tmp_path / "again")
        dialog.passphrase.line.setText("not the passphrase")
        dialog.accept()
        wait(lambda: not dialog.is_working)
        assert "passphrase" in dialog.notice.text
        assert not (tmp_path / "again.expunge").exists()
        dialog.reject()

    step(RestoreDialog, use)
    page.emergency.restore()
    assert shell.session is None
    for keys in tmp_path.glob("copy.expunge-keys"):  # the wait after a wrong passphrase is over
        shutil.copy2(workspace.with_name(f"{workspace.name}-keys"), keys)

    def again(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        fill_restore(dialog, copy, tmp_path / "again")
        dialog.accept()
        wait(lambda: not dialog.isVisible())
        assert secrets_in(dialog) == [""]

    step(RestoreDialog, again)
    page.emergency.restore()
    assert shell.session is not None
    assert shell.session.path == tmp_path / "again.expunge"
    assert shell.view is not None and shell.view.isVisible()


def test_an_old_workspace_of_that_name_is_kept_aside_only_after_asking(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    copy = tmp_path / "other disk" / workspace.name
    copy.parent.mkdir()
    with open_session(workspace, "ada", PASSPHRASES["ada"]) as session:
        backup(session, copy)
    harm(workspace, 1)
    damaged = workspace.read_bytes()
    shell = open_window(workspace, logged_on=False)
    told: list[str] = []

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        fill_restore(dialog, copy, workspace)
        dialog.accept()
        step(PlainDialog, answer, but=RestoreDialog)

    def answer(question: QDialog) -> None:
        assert isinstance(question, PlainDialog)
        assert question.reject_button.isDefault(), "the safe answer"
        assert workspace.read_bytes() == damaged
        step(ReportDialog, read_report)
        question.accept()

    def read_report(report: QDialog) -> None:
        assert isinstance(report, ReportDialog)
        told.append(report.report.toPlainText())
        report.accept()

    step(RestoreDialog, use)
    shell.unlock.emergency.restore()
    assert shell.session is not None and shell.session.path == workspace
    kept = Path(told[0])
    assert kept.read_bytes() == damaged
    assert kept.with_name(f"{kept.name}-keys").is_file()


def test_a_restore_that_is_cancelled_leaves_nothing_and_the_dialog_open(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, real = threading.Event(), restore_module.restore

    class Held(SilentProgress):
        """In the middle of the copy, until it was asked to stop."""

        def __init__(self, progress: Progress) -> None:
            self.progress = progress

        def check(self) -> None:
            asked.wait(200)
            self.progress.check()

    def held(*given: Any, progress: Progress, **named: Any) -> Any:
        return real(*given, progress=Held(progress), **named)

    monkeypatch.setattr(restore_module, "restore", held)
    copy = tmp_path / "copy.expunge"
    with open_session(workspace, "ada", PASSPHRASES["ada"]) as session:
        backup(session, copy)
    page = open_window(logged_on=False).unlock

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        fill_restore(dialog, copy, tmp_path / "again.expunge")
        dialog.accept()
        assert dialog.job_bar.isVisible()
        dialog.reject()
        assert dialog.isVisible(), "it closes when the work has stopped, not before"
        asked.set()
        wait(lambda: not dialog.is_working)
        assert "cancelled" in dialog.notice.text
        dialog.reject()
        assert not dialog.isVisible()

    step(RestoreDialog, use)
    page.emergency.restore()
    assert list(tmp_path.glob("again*")) == []


def test_nothing_but_the_recovery_key_and_a_backup_is_offered_while_the_file_is_well(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = open_window(workspace, logged_on=False).unlock
    assert page.emergency.recovery_button.isVisible() and page.emergency.restore_button.isVisible()
    assert is_offered(page) == (False, False)
    page.user.setText("ada")
    page.passphrase.line.setText("not the passphrase")
    page.open_now()
    wait(lambda: page.isEnabled())
    assert is_offered(page) == (False, False)
    page.show_form(1)
    assert not page.emergency.isVisible()


@pytest.mark.parametrize("way", ["zeroed", "cut off"])
def test_a_salvage_is_offered_where_the_beginning_or_the_end_of_the_file_is_lost(
    open_window: OpenWindow, workspace: Path, wait: Wait, way: str
) -> None:
    content = workspace.read_bytes()
    workspace.write_bytes(bytes(4096) + content[4096:] if way == "zeroed" else content[:-1000])
    page = open_window(workspace, logged_on=False).unlock
    try_to_open(page, wait)
    assert "salvage" in page.notice.text
    assert is_offered(page) == (False, True)


def test_a_damaged_workspace_is_looked_through_and_salvaged(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    harm(workspace, 1)
    damaged = workspace.read_bytes()
    shell = open_window(workspace, logged_on=False)
    page = shell.unlock
    try_to_open(page, wait)
    assert shell.session is None
    assert is_offered(page) == (True, True)
    told: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ReportDialog)
        assert dialog.report.isReadOnly()
        wait(dialog.report.hasFocus)
        told.append(dialog.report.toPlainText())
        dialog.copy_button.click()
        assert QApplication.clipboard().text() == told[-1]
        dialog.accept()

    page.emergency.look()
    assert not page.isEnabled(), "it is read in a job"
    step(ReportDialog, read)
    wait(lambda: bool(told))
    assert "NOT sound" in told[0] and "Damage:" in told[0] and "salvage" in told[0]
    wait(lambda: page.isEnabled())
    assert page.passphrase.text() == ""
    saved = tmp_path / "saved.expunge"

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, SalvageDialog)
        assert dialog.damaged.text() == str(workspace) and dialog.user.text() == "ada"
        dialog.place.setText(str(saved.with_suffix("")))
        dialog.passphrase.line.setText(PASSPHRASES["ada"])
        step(ReportDialog, read)
        dialog.accept()
        wait(lambda: not dialog.isVisible())
        assert secrets_in(dialog) == [""]

    step(SalvageDialog, use)
    page.emergency.salvage()
    assert "saved.expunge holds what could be read" in told[1]
    assert "conviction" in told[1]
    assert workspace.read_bytes() == damaged
    assert page.path.text() == str(saved) and is_offered(page) == (False, False)
    page.passphrase.line.setText(PASSPHRASES["ada"])
    page.open_now()
    wait(lambda: shell.session is not None)
    assert shell.session is not None and shell.session.path == saved


def test_with_a_lost_key_file_the_salvage_takes_that_of_a_backup(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    copy, saved = tmp_path / "copy.expunge", tmp_path / "saved.expunge"
    with open_session(workspace, "ada", PASSPHRASES["ada"]) as session:
        backup(session, copy)
    workspace.with_name(f"{workspace.name}-keys").unlink()
    page = open_window(workspace, logged_on=False).unlock
    try_to_open(page, wait)
    assert is_offered(page) == (False, True)

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, SalvageDialog)
        dialog.place.setText(str(saved))
        dialog.keys.setText(str(copy))
        dialog.passphrase.line.setText(PASSPHRASES["ada"])
        step(ReportDialog, lambda shown: shown.accept())
        dialog.accept()

    step(SalvageDialog, use)
    page.emergency.salvage()
    with open_session(saved, "ada", PASSPHRASES["ada"]) as session:
        assert audit_trail.verify(session).is_intact


def test_the_open_workspace_is_checked_among_the_backups(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.view.context.custody_wanted.emit(BACKUPS)
    page = shell.view.stack.currentWidget()
    assert isinstance(page, CustodyPage)
    wait(lambda: shell.jobs.is_idle)
    qtbot.mouseClick(page.backups.check_button, Qt.MouseButton.LeftButton)
    wait(lambda: "The workspace is sound." in page.backups._notice.text)
    for words in ("all authentic", "Audit trail:", "none differs", "Ledger: balanced."):
        assert words in page.backups._notice.text
    assert any(row[3] == "check" for row in audit_trail.rows(shell.session))
