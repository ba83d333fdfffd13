"""The bundled help says what the window does."""

import re
from pathlib import Path

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot
from window_parts import TIMEOUT_MS, OpenWindow

from expunge_desktop.services.law_topics import law_topics
from expunge_desktop.ui.help_dialog import HelpDialog, help_pages
from expunge_desktop.ui.wording import OUTCOMES
from expunge_desktop.ui.workspace_view import HELP_TOPICS


def test_every_help_page_opens_and_shows_its_text(open_window: OpenWindow) -> None:
    dialog = HelpDialog(open_window())
    titles = [title for title, _text in help_pages()]
    assert titles[0] == "First steps"
    for place, title in enumerate(titles):
        dialog.topics.setCurrentRow(place)
        assert dialog.text.toPlainText().startswith(title)


def test_the_help_opens_at_the_page_in_front_and_holds_what_the_law_says(
    open_window: OpenWindow, empty_workspace: Path, qtbot: QtBot
) -> None:
    shell = open_window(empty_workspace)
    assert shell.view is not None
    titles = [title for title, _text in help_pages()]
    for page in shell.view.pages:
        shell.view.open_page(page)
        shell.view.show_help()
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), HelpDialog), timeout=TIMEOUT_MS)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, HelpDialog)
        assert dialog.topics.currentItem().text() == HELP_TOPICS.get(page, titles[0])
        assert dialog.topics.count() == len(titles) + len(law_topics())
        dialog.topics.setCurrentRow(dialog.topics.count() - 1)
        assert law_topics()[-1].title in dialog.text.toPlainText()
        dialog.accept()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=TIMEOUT_MS)


def test_the_help_explains_every_outcome_by_the_words_of_the_screen() -> None:
    text = next(text for title, text in help_pages() if title == "Outcomes")
    assert all(f"**{words}**" in text for words in OUTCOMES.values())


def test_the_keyboard_page_names_the_shortcuts_that_exist(open_window: OpenWindow, workspace: object) -> None:
    shell = open_window(workspace)
    keys = {one.key().toString() for one in shell.findChildren(QShortcut)}
    keys |= {one.shortcut().toString() for one in shell.findChildren(QAbstractButton)}
    text = next(text for title, text in help_pages() if title == "Keyboard")
    named = set(re.findall(r"Ctrl\+(?:Shift\+)?\w+|F\d+|(?<=\| )[A-Z/](?= )", text))
    assert named - {"Ctrl+F"} <= keys
    assert "Ctrl+F" in keys
    assert {"C", "O", "H", "N", "/", "F1", "F5", "Ctrl+L"} <= named
