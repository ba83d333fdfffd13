"""Court profiles in the window: unconfirmed ones say so; an office's own is checked as it is written."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_parts import OpenWindow, Wait

from expunge_desktop.services.court_profiles import find_profile
from expunge_desktop.ui.pages.court_tab import CourtTab
from expunge_desktop.ui.pages.office import OfficePage


@pytest.fixture
def tab(open_window: OpenWindow, workspace: Path, wait: Wait) -> CourtTab:
    """The third tab of the office page."""
    shell = open_window(workspace)
    assert shell.view is not None
    shell.view.open_page("office")
    page = shell.view.pages["office"]
    assert isinstance(page, OfficePage)
    page.tabs.setCurrentIndex(2)
    wait(lambda: page.courts.view.current is not None)
    return page.courts


def states(tab: CourtTab) -> dict[str, tuple[str, str]]:
    """What → value and state."""
    return {one.what: (one.value, one.state) for one in tab.view.model.records}


def test_the_profile_in_force_is_shown_and_every_wish_is_marked_unconfirmed(tab: CourtTab) -> None:
    shown = states(tab)
    assert shown["Name"][0].startswith("los-angeles")
    assert shown["A volume holds at most"] == ("500 pages; 25 MB", "▲ unconfirmed")
    assert shown["Paper copies"][1] == "▲ unconfirmed"
    assert "Unconfirmed" in tab.view.notice.text
    assert "in force" in tab.view.choice.currentText()


def test_an_office_writes_its_own_profile_and_it_is_in_force(tab: CourtTab, wait: Wait, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.view.write_button, Qt.MouseButton.LeftButton)
    wait(lambda: tab.is_writing and tab.editor.checked is not None)
    assert not tab.editor.save_button.isEnabled(), "the name of one that ships"
    text = tab.editor.text.toPlainText()
    line = next(at for at, one in enumerate(text.splitlines(), 1) if one.startswith("copies:"))
    tab.editor.text.setPlainText(text.replace("copies: 1", "copies: several"))
    wait(lambda: tab.editor.checked is not None)
    assert tab.editor.problem.text.startswith(f"Line {line}:")
    assert tab.editor.text.marked_line == line
    own = text.replace("name: los-angeles", "name: los-angeles-office").replace("copies: 1", "copies: 3")
    own = own.replace('verified_on: ""', 'verified_on: "2020-02-03"')
    tab.editor.text.setPlainText(own)
    wait(lambda: tab.editor.save_button.isEnabled())
    qtbot.mouseClick(tab.editor.save_button, Qt.MouseButton.LeftButton)
    wait(lambda: not tab.is_writing and states(tab)["Paper copies"] == ("3", "confirmed"))
    assert "02/03/2020" in tab.view.notice.text
    assert find_profile(tab._context.session).copies == 3
