"""Overview, ledger, users and the office file in the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, OpenWindow, Wait, once_open

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.ledger import ledger
from expunge_desktop.services.session import Session
from expunge_desktop.services.users import add_user, list_users
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.ledger import LedgerPage
from expunge_desktop.ui.pages.office import OfficePage
from expunge_desktop.ui.pages.office_dialogs import UserDialog
from expunge_desktop.ui.pages.overview import OverviewPage


def test_an_empty_workspace_says_what_to_do_first(
    open_window: OpenWindow, empty_workspace: Path, wait: Wait
) -> None:
    shell = open_window(empty_workspace)
    assert shell.view is not None
    page = shell.view.pages["overview"]
    assert isinstance(page, OverviewPage)
    wait(page._empty.isVisible)
    assert "empty" in page._empty.text


def test_the_overview_shows_the_figures_of_the_ledger_and_leads_to_each_list(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    assert shell.session is not None
    figures = ledger(shell.session)
    page = shell.view.pages["overview"]
    assert isinstance(page, OverviewPage)
    wait(lambda: page.people._figure.text() == f"{figures.people:,}")
    assert page.undecided._figure.text() == f"{figures.undecided:,}"
    shown = page.outcomes.findChildren(QPushButton)
    assert len(shown) == len(figures.final_outcomes)
    qtbot.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    listing = shell.view.stack.currentWidget()
    assert isinstance(listing, ConvictionsPage)
    wait(lambda: listing.model.rowCount() == figures.final_outcomes[0].count)


def test_the_ledger_adds_up_on_screen(
    open_window: OpenWindow, workspace: Path, sample_file: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.view.open_page("ledger")
    page = shell.view.pages["ledger"]
    assert isinstance(page, LedgerPage)
    wait(lambda: page.proof.text().startswith("The ledger balances"))
    lines = sample_file.read_bytes().count(b"\n")
    assert f"{lines:,} lines = 1 header + " in page.proof.text()
    assert page.files.records[0].line.file == sample_file.name


def test_a_reviewer_may_not_change_office_or_users(
    open_window: OpenWindow, workspace: Path, reopened: Callable[[Path], Session]
) -> None:
    with reopened(workspace) as session:
        add_user(session, "rae", "rae invented passphrase", frozenset({Role.REVIEWER}))
    PASSPHRASES["rae"] = "rae invented passphrase"
    shell = open_window(workspace, "rae")
    assert shell.view is not None
    office = shell.view.pages["office"]
    assert isinstance(office, OfficePage)
    assert not office.users.add_button.isEnabled()
    assert office.users.own_button.isEnabled()
    assert office.toml.isReadOnly()


def open_office(open_window: OpenWindow, workspace: Path, wait: Wait) -> tuple[OfficePage, Session]:
    """The page with everything loaded."""
    shell = open_window(workspace)
    assert shell.view is not None
    assert shell.session is not None
    shell.view.open_page("office")
    page = shell.view.pages["office"]
    assert isinstance(page, OfficePage)
    wait(lambda: bool(page.users.model.records and page.toml.toPlainText()))
    return page, shell.session


def test_a_user_is_added_with_roles_and_a_passphrase_typed_twice(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page, session = open_office(open_window, workspace, wait)

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, UserDialog)
        qtbot.keyClicks(dialog._name, "cleo")
        dialog.choice.boxes[Role.CLERK].setChecked(True)
        qtbot.keyClicks(dialog.pair.first.line, "cleo invented passphrase")
        assert not dialog.accept_button.isEnabled()
        qtbot.keyClicks(dialog.pair.again.line, "cleo invented passphrase")
        assert dialog.accept_button.isEnabled()
        dialog.accept()

    once_open(fill_in)
    page.users.add()
    wait(lambda: any(one.name == "cleo" for one in page.users.model.records))
    assert {one.name: one.roles for one in list_users(session)}["cleo"] == frozenset({Role.CLERK})


def test_a_malformed_office_file_is_refused_with_its_line_and_a_good_one_is_kept(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page, session = open_office(open_window, workspace, wait)
    good = page.toml.toPlainText()
    assert "attorney.fax" in page.missing.text()
    page.toml.setPlainText(good.replace("fax =", "faximile ="))
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    wait(lambda: "faximile" in page.notice.text)
    assert "line" in page.notice.text
    page.toml.setPlainText(good.replace('fax = ""', 'fax = "(213) 555-0111"'))
    qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    wait(lambda: "saved" in page.notice.text)
    assert session.office.attorney.fax == "(213) 555-0111"
    assert "attorney.fax" not in page.missing.text()
