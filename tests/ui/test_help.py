"""The bundled help says what the window does."""

import re

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton
from window_parts import OpenWindow

from expunge_desktop.ui.help_dialog import HelpDialog, help_pages
from expunge_desktop.ui.wording import OUTCOMES


def test_every_help_page_opens_and_shows_its_text(open_window: OpenWindow) -> None:
    dialog = HelpDialog(open_window())
    titles = [title for title, _text in help_pages()]
    assert titles[0] == "First steps"
    for place, title in enumerate(titles):
        dialog.topics.setCurrentRow(place)
        assert dialog.text.toPlainText().startswith(title)


def test_the_help_explains_every_outcome_by_the_words_of_the_screen() -> None:
    text = next(text for title, text in help_pages() if title == "Outcomes")
    assert all(f"**{words}**" in text for words in OUTCOMES.values())


def test_the_keyboard_page_names_the_shortcuts_that_exist(open_window: OpenWindow, workspace: object) -> None:
    shell = open_window(workspace)
    keys = {one.key().toString() for one in shell.findChildren(QShortcut)}
    keys |= {one.shortcut().toString() for one in shell.findChildren(QAbstractButton)}
    text = next(text for title, text in help_pages() if title == "Keyboard")
    named = set(re.findall(r"Ctrl\+\w|F\d+|(?<=\| )[A-Z/](?= )", text))
    assert named - {"Ctrl+F"} <= keys
    assert "Ctrl+F" in keys
    assert {"C", "O", "H", "N", "/", "F1", "F5", "Ctrl+L"} <= named
