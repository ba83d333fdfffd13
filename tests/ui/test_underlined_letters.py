"""Alt and the underlined letter lead to every field and button of the logon and of the lock, none twice."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, OpenWindow, Wait, interactive

from expunge_desktop.ui.form import FormGrid, line_edit, with_key
from expunge_desktop.ui.lock_dialog import LockDialog
from expunge_desktop.ui.pages.what_if_fields import _Rows


def letters(root: QWidget) -> dict[QWidget, str]:
    """The underlined letter of every control in sight, by the control."""
    found: dict[QWidget, str] = {}
    for one in root.findChildren(QWidget):
        if not one.isVisible():
            continue
        target = one.buddy() if isinstance(one, QLabel) else one
        if target is not None and isinstance(one, QLabel | QAbstractButton):
            found[target] = QKeySequence.mnemonic(one.text()).toString().removeprefix("Alt+")
    return found


def press(qtbot: QtBot, letter: str) -> None:
    """Alt and a letter, where the keyboard is."""
    held = QApplication.focusWidget() or QApplication.activeWindow()
    assert held is not None
    qtbot.keyClick(held, letter.lower(), Qt.KeyboardModifier.AltModifier)


def refuse_gaps(root: QWidget) -> dict[QWidget, str]:
    """Every control in sight has a letter, and no letter two controls."""
    found = letters(root)
    controls = [one for one in interactive(root) if one.isVisible() and one.accessibleName() != "Close"]
    without = [one.accessibleName() for one in controls if not found.get(one)]
    assert not without, f"no letter for {without}"
    twice = [letter for letter, number in Counter(found.values()).items() if number > 1]
    assert not twice, f"these letters stand twice: {twice}"
    return found


@pytest.mark.parametrize("form", [0, 1])
def test_every_control_of_the_logon_has_a_letter_of_its_own_that_leads_there(
    open_window: OpenWindow, qtbot: QtBot, wait: Wait, form: int
) -> None:
    page = open_window().unlock
    page.show_form(form)
    page.emergency.offer_for("damaged" if form == 0 else "")
    QApplication.processEvents()
    found = refuse_gaps(page)
    lines = [one for one in found if isinstance(one, QLineEdit)]
    assert len(lines) == (3 if form == 0 else 5)
    for one in lines:
        press(qtbot, found[one])
        assert QApplication.focusWidget() is one
    fields = (page.passphrase,) if form == 0 else (page.new_passphrase, page.new_again)
    for field in fields:  # the button that shows a passphrase says another word then, with another letter
        press(qtbot, found[field._show])
        wait(lambda field=field: field.line.echoMode() == QLineEdit.EchoMode.Normal)
        refuse_gaps(page)
        press(qtbot, letters(page)[field._show])
        wait(lambda field=field: field.line.echoMode() == QLineEdit.EchoMode.Password)


def test_logging_on_by_letters_alone(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window()
    press(qtbot, "n")
    wait(lambda: shell.unlock.forms.currentIndex() == 1)
    press(qtbot, "e")
    wait(lambda: shell.unlock.forms.currentIndex() == 0)
    for letter, text in (("f", str(workspace)), ("u", "ada"), ("p", PASSPHRASES["ada"])):
        press(qtbot, letter)
        qtbot.keyClicks(QApplication.focusWidget(), text)
    press(qtbot, "o")
    wait(lambda: shell.view is not None)


def test_the_lock_opens_by_letters_alone(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    shell.lock()
    assert shell.locking is not None
    lock = shell.locking.dialog
    assert isinstance(lock, LockDialog)
    wait(lock.isActiveWindow)
    refuse_gaps(lock)
    lock.log_off_button.setFocus()
    press(qtbot, "p")
    assert QApplication.focusWidget() is lock.passphrase.line
    qtbot.keyClicks(lock.passphrase.line, PASSPHRASES["ada"])
    press(qtbot, "u")
    wait(lambda: shell.locking is not None and not shell.locking.is_locked)


def test_an_ampersand_of_a_name_is_shown_and_leads_nowhere(qtbot: QtBot) -> None:
    assert with_key("Passphrase of R&D", "P") == "&Passphrase of R&&D"
    assert with_key("R&D", "") == "R&&D"
    form, field = FormGrid(), line_edit()
    qtbot.addWidget(form)
    form.add("Passphrase of R&D", field, key="P")
    assert field.accessibleName() == "Passphrase of R&D"
    [caption] = form.findChildren(QLabel)
    assert QKeySequence.mnemonic(caption.text()).toString() == "Alt+P"


def test_an_ampersand_in_the_title_of_a_criterion_is_no_letter(qtbot: QtBot) -> None:
    form, field = _Rows(), line_edit()
    qtbot.addWidget(form)
    form.add("age & years", field)
    [caption] = form.findChildren(QLabel)
    assert QKeySequence.mnemonic(caption.text()).isEmpty() and "&&" in caption.text()
