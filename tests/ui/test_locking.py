"""A locked window shows nothing and lets nobody reach behind it; work and drafts stay as they are."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, FastClock, OpenWindow, Wait

from expunge_desktop.base.progress import Progress
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services import review
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.store import audit
from expunge_desktop.ui.context import Topic
from expunge_desktop.ui.curtain import Cover
from expunge_desktop.ui.dialogs import PlainDialog, TextDialog
from expunge_desktop.ui.lock_dialog import LockDialog
from expunge_desktop.ui.override_dialog import OverrideDialog
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.overview import OverviewPage
from expunge_desktop.ui.pages.policies import PoliciesPage
from expunge_desktop.ui.shell import Shell


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """A test that fails leaves no dialog behind."""
    yield
    for one in QApplication.topLevelWidgets():
        if isinstance(one, PlainDialog | LockDialog) and one.isVisible():
            one.hide()


def visible_words() -> str:
    """Whatever a person in front of the screen or a screen reader could get from any window."""
    found: list[str] = []
    for window in QApplication.topLevelWidgets():
        if not window.isVisible():
            continue
        found += [window.windowTitle(), window.accessibleName(), window.accessibleDescription()]
        for one in window.findChildren(QWidget):
            if not one.isVisible():
                continue
            found += [one.accessibleName(), one.toolTip()]
            if isinstance(one, QLabel | QLineEdit | QAbstractButton):
                found.append(one.text())
            elif isinstance(one, QPlainTextEdit):
                found.append(one.toPlainText())
            elif isinstance(one, QAbstractItemView) and one.model() is not None:
                found.append(str(one.model().index(0, 0).data()))
    return "\n".join(text for text in found if text)


def lock_of(shell: Shell) -> LockDialog:
    """The dialog in front of a locked window."""
    assert shell.locking is not None
    assert shell.locking.dialog is not None
    return shell.locking.dialog


def type_passphrase(shell: Shell, qtbot: QtBot, text: str) -> None:
    """Type into the lock and press Enter."""
    line = lock_of(shell).passphrase.line
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def unlock(shell: Shell, qtbot: QtBot, wait: Wait, user: str = "ada") -> None:
    """Open the lock with the right passphrase."""
    assert shell.locking is not None
    locking = shell.locking
    type_passphrase(shell, qtbot, PASSPHRASES[user])
    wait(lambda: not locking.is_locked)


def audited(shell: Shell) -> list[str]:
    """The verbs of the audit trail, in order."""
    assert shell.session is not None
    with shell.session.read() as connection:
        return [row.verb for row in audit.rows(connection)]


def open_convictions(shell: Shell, wait: Wait) -> ConvictionsPage:
    """The list with one person's detail beside it."""
    assert shell.view is not None
    shell.view.open_page("convictions")
    page = shell.view.stack.currentWidget()
    assert isinstance(page, ConvictionsPage)
    wait(lambda: page.detail.shown is not None)
    return page


def test_a_locked_window_shows_no_name_and_no_case_in_any_window_dialog_or_title(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_convictions(shell, wait)
    assert page.detail.shown is not None
    row = page.detail.shown.row
    dialog = OverrideDialog(row, shell)
    qtbot.addWidget(dialog)
    dialog.reason_text.setPlainText(f"The file of {row.person_name} was looked at.")
    dialog.open()
    menu = QMenu(f"Of {row.person_name}", shell)
    menu.addAction(row.case_number)
    menu.popup(shell.mapToGlobal(shell.rect().center()))
    assert row.person_name in visible_words()
    assert row.case_number in visible_words()
    shell.lock()
    told = visible_words()
    assert row.person_name not in told
    assert row.case_number not in told
    assert "Invented County" not in told, "not even which workspace"
    assert not menu.isVisible()
    assert dialog.isVisible(), "a dialog that was hidden would have been answered"
    for window in (shell, dialog):
        shown = [
            one for one in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if one.isVisible() and not one.isWindow()
        ]  # fmt: skip
        assert [type(one) for one in shown] == [Cover]
    dialog.setWindowTitle(row.person_name)
    assert dialog.windowTitle() == "Expunge Desktop", "a job behind cannot put a title back"
    unlock(shell, qtbot, wait)
    assert dialog.windowTitle() == row.person_name
    assert dialog.reason == f"The file of {row.person_name} was looked at."
    assert shell.windowTitle().startswith("Invented County")
    assert page.detail.isVisible()


def test_the_picture_of_a_locked_window_is_the_same_whatever_lies_behind(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    pictures = []
    for name in ("convictions", "office"):
        assert shell.view is not None
        shell.view.open_page(name)
        wait(lambda: shell.jobs.is_idle)
        shell.lock()
        pictures.append(shell.grab().toImage())
        unlock(shell, qtbot, wait)
    assert pictures[0] == pictures[1]
    assert pictures[0] != shell.grab().toImage()


def test_keys_and_clicks_end_at_the_lock(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_convictions(shell, wait)
    before = page.detail.conviction_id
    shell.lock()
    lock = lock_of(shell)
    for target in (page.view, page.detail, shell, page.filters.search):
        for key in (Qt.Key.Key_C, Qt.Key.Key_N, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            qtbot.keyClick(target, key)
        qtbot.keyClick(target, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(page.detail, Qt.MouseButton.LeftButton)
    assert shell.view is not None
    for place in range(10):  # shortcuts as the window system delivers them
        QTest.keyClick(
            shell.windowHandle(), Qt.Key(Qt.Key.Key_0 + place), Qt.KeyboardModifier.ControlModifier
        )
    assert shell.view.stack.currentWidget() is page
    for _ in range(12):  # Tab stays in the lock
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.window() is lock
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    qtbot.keyClick(lock, Qt.Key.Key_Escape)
    lock.close()
    shell.close()
    assert lock.isVisible()
    assert shell.session is not None, "closing the window behind is no way around the lock"
    unlock(shell, qtbot, wait)
    assert page.detail.conviction_id == before
    assert page.detail.shown is not None
    assert not page.detail.shown.row.decision
    assert page.filters.search.text() == ""


def test_a_wrong_passphrase_leaves_it_locked_and_is_counted_like_a_logon(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    shell.lock()
    type_passphrase(shell, qtbot, "not my passphrase")
    wait(lambda: "passphrase" in lock_of(shell).notice.text and lock_of(shell).unlock_button.isEnabled())
    assert lock_of(shell).passphrase.text() == ""
    shell.session.clock = FastClock(1)  # type: ignore[union-attr]
    type_passphrase(shell, qtbot, PASSPHRASES["ben"])
    wait(lambda: lock_of(shell).unlock_button.isEnabled())
    assert shell.locking is not None
    assert shell.locking.is_locked, "another user's passphrase does not open it"
    shell.session.clock = FastClock(2)  # type: ignore[union-attr]
    unlock(shell, qtbot, wait)
    wait(lambda: shell.jobs.is_idle)
    verbs = audited(shell)
    assert verbs[-4:].count("logon-failed") == 2
    assert verbs.index("lock") < verbs.index("unlock")


def test_the_fifth_wrong_passphrase_shuts_the_user_out_for_minutes(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    shell.lock()
    assert shell.session is not None
    for place in range(5):
        shell.session.clock = FastClock(place)  # the delay between two tries is over
        type_passphrase(shell, qtbot, f"wrong passphrase {place}")
        wait(lambda: lock_of(shell).unlock_button.isEnabled())
    assert "minutes" in lock_of(shell).notice.text
    type_passphrase(shell, qtbot, PASSPHRASES["ada"])
    wait(lambda: lock_of(shell).unlock_button.isEnabled())
    assert "minutes" in lock_of(shell).notice.text, "the right one does not help now"


def test_a_job_goes_on_behind_the_lock_and_its_dialog_waits_there(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    go_on, opened = threading.Event(), []
    dialog = TextDialog("Of SAMPLE,ROBIN", "Case BA012345.", "Note", "Add", shell)
    qtbot.addWidget(dialog)

    def work(progress: Progress) -> int:
        go_on.wait(200)
        progress.check()
        return 42

    def then(value: int) -> None:
        opened.append(value)
        dialog.open()

    shell.jobs.write(shell, "Import", work, then)
    shell.lock()
    lock = lock_of(shell)
    assert lock.work.isVisible()
    assert "Import" not in visible_words()
    qtbot.keyClicks(lock.passphrase.line, "ada inv")
    go_on.set()
    wait(lambda: bool(opened) and QApplication.activeModalWidget() is lock)
    assert opened == [42]
    assert "ROBIN" not in visible_words()
    assert "BA012345" not in visible_words()
    wait(lambda: not lock.work.isVisible())
    assert lock.passphrase.text() == "ada inv", "what was typed is kept when the lock comes forward"
    lock.passphrase.clear()
    unlock(shell, qtbot, wait)
    assert dialog.isVisible()
    assert dialog.text_field.isVisible()


def test_a_window_can_be_unlocked_while_an_import_is_writing(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.session is not None
    session = shell.session
    go_on, begun = threading.Event(), threading.Event()

    def work(_progress: Progress) -> None:
        with session.write() as tx:
            tx.audit("sample", "a long transaction", {})
            begun.set()
            go_on.wait(200)

    shell.jobs.write(shell, "Import", work, lambda _nothing: None)
    assert begun.wait(100)
    shell.lock()
    unlock(shell, qtbot, wait)
    assert not go_on.is_set(), "the transaction was still open"
    go_on.set()
    wait(lambda: shell.jobs.is_idle)
    verbs = audited(shell)
    assert verbs.index("sample") < verbs.index("lock") < verbs.index("unlock")


def test_a_draft_stays_and_logging_off_from_the_lock_asks_for_it(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.view.open_page("policies")
    page = shell.view.pages["policies"]
    assert isinstance(page, PoliciesPage)
    wait(lambda: page.selected is not None)
    page.write_new()
    wait(lambda: page.is_writing)
    page.editor.text.appendPlainText("# begun")
    shell.lock()
    asked: list[str] = []

    def keep() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PlainDialog)
        asked.append(dialog.accessibleDescription())
        assert dialog.isVisible()
        assert not dialog.findChildren(Cover), "the question itself can be read"
        dialog.reject()

    QTimer.singleShot(100, keep)
    qtbot.mouseClick(lock_of(shell).log_off_button, Qt.MouseButton.LeftButton)
    assert len(asked) == 1
    assert "a policy being written" in asked[0]
    assert shell.session is not None
    unlock(shell, qtbot, wait)
    assert page.editor.text.toPlainText().endswith("# begun")


def test_logging_off_from_the_lock_ends_open_dialogs_and_closes_the_workspace(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    answers: list[object] = []

    def ask() -> None:
        QTimer.singleShot(200, leave)
        answers.append(TextDialog("Write a note", "It stays.", "Note", "Add note", shell).exec())
        answers.append(shell.session is not None)

    def leave() -> None:
        answers.append(type(QApplication.activeModalWidget()))
        shell.lock()
        qtbot.mouseClick(lock_of(shell).log_off_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, ask)
    wait(lambda: shell.session is None)
    assert answers == [TextDialog, 0, True], "the code that asked came back before the workspace was closed"
    assert shell.unlock.isVisible()
    assert shell.windowTitle() == "Expunge Desktop"
    wait(lambda: not any(isinstance(one, LockDialog) for one in QApplication.topLevelWidgets()))


def test_what_changed_behind_the_lock_is_shown_afterwards(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_convictions(shell, wait)
    assert shell.session is not None
    assert shell.view is not None
    session, ids = shell.session, review.conviction_ids(shell.session, ConvictionFilter())
    shell.view.open_page("overview")
    overview = shell.view.stack.currentWidget()
    assert isinstance(overview, OverviewPage)
    wait(lambda: overview.undecided._figure.text() not in ("–", ""))
    before = int(overview.undecided._figure.text())
    shell.lock()
    page.context.jobs.write(
        page,
        "",
        lambda _p: decide(session, ids[-1], DecisionAction.CONFIRM, None, ""),
        lambda _done: page.context.tell(Topic.DECISIONS),
    )
    wait(lambda: shell.jobs.is_idle)
    unlock(shell, qtbot, wait)
    wait(lambda: overview.undecided._figure.text() == str(before - 1))
