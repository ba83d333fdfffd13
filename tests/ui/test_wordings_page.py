"""Wordings in the window: faults by their line, the page beside the text, versions, and the way back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, QUICK, Answering, OpenWindow, Wait, make_papers, open_papers

from expunge_desktop.documents.page_reading import opened, page_text
from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.session import open_session
from expunge_desktop.services.templates import SHIPPED_VERSION, list_templates, template_text
from expunge_desktop.services.users import add_user
from expunge_desktop.ui.dialogs import PlainDialog, TextDialog
from expunge_desktop.ui.pages.wordings import WordingsPage
from expunge_desktop.ui.shell import Shell

MOTION = "notice_of_motion.txt"
SENTENCE = "The People thank the court for its time."


def open_wordings(shell: Shell, wait: Wait) -> WordingsPage:
    """The page with the motion's wording open and printed beside it."""
    assert shell.view is not None
    shell.view.open_page("wordings")
    page = shell.view.pages["wordings"]
    assert isinstance(page, WordingsPage)
    wait(lambda: page.editor.info is not None and page.editor.preview.is_shown)
    return page


def printed(page: WordingsPage) -> str:
    """The text of the paper beside the wording, blanks joined."""
    assert page.editor.preview.paper is not None
    with opened(page.editor.preview.paper.content) as document:
        text = " ".join(page_text(document, index).text for index in range(len(document)))
    return " ".join(text.split())


@pytest.fixture
def page(open_window: OpenWindow, workspace: Path, wait: Wait) -> WordingsPage:
    """The wordings as a supervising attorney sees them."""
    return open_wordings(open_window(workspace), wait)


def test_every_wording_is_listed_with_its_paper_and_version(page: WordingsPage) -> None:
    records = page.model.records
    assert [one.name for one in records] == [one.name for one in list_templates(page.context.session)]
    first = [page.model.data(page.model.index(0, column)) for column in range(3)]
    assert first == ["D1", "Notice of motion", "shipped"]


def test_a_fault_is_named_with_its_line_and_cannot_be_saved(
    page: WordingsPage, wait: Wait, qtbot: QtBot
) -> None:
    editor = page.editor
    lines = editor.text.toPlainText().splitlines()
    place = next(at for at, line in enumerate(lines) if "{office_name}" in line)
    lines[place] = lines[place].replace("{office_name}", "{offise_name}")
    lines.append("[if nobody_knows]")
    editor.text.setPlainText("\n".join(lines))
    assert not editor.save_button.isEnabled(), "not before it is checked"
    wait(lambda: editor.checked is not None)
    assert editor.checked is not None
    found = {one.line for one in editor.checked.faults}
    assert {place + 1, len(lines)} <= found
    assert f"Line {place + 1}:" in editor.verdict.text
    assert "offise_name" in editor.verdict.text
    assert editor.text.marked_line == place + 1
    assert not editor.save_button.isEnabled()
    last = next(at for at, one in enumerate(editor.faults.records) if one.line == len(lines))
    index = editor.faults.index(last, 0)
    rectangle = editor.fault_view.visualRect(index)
    qtbot.mouseClick(editor.fault_view.viewport(), Qt.MouseButton.LeftButton, pos=rectangle.center())
    assert editor.text.textCursor().blockNumber() + 1 == len(lines)


def test_a_changed_wording_is_printed_beside_it_saved_and_used_by_the_next_filing(
    page: WordingsPage, wait: Wait, answering: Answering, qtbot: QtBot
) -> None:
    editor, session = page.editor, page.context.session
    editor.text.setPlainText(f"{editor.text.toPlainText().rstrip()}\n\n{SENTENCE}\n")
    wait(lambda: editor.checked is not None and editor.preview.is_shown and SENTENCE in printed(page))
    assert editor.save_button.isEnabled()

    def answer(dialog: object) -> None:
        assert isinstance(dialog, TextDialog)
        dialog.text_field.setPlainText("Courtesy.")
        dialog.accept()

    answering(answer)
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    wait(lambda: "was saved" in page.notice.text)
    wait(lambda: page.model.records[0].is_edited)
    saved = page.model.records[0]
    assert (saved.note, saved.written_by) == ("Courtesy.", "ada")
    assert SENTENCE in template_text(session, MOTION)
    shell = page.window()
    assert isinstance(shell, Shell)
    papers = make_papers(open_papers(shell, wait), wait)
    papers.preview.open_search()
    papers.preview.search_bar.line.setText(SENTENCE)
    wait(lambda: bool(papers.preview.search.matches))


def test_the_shipped_wording_comes_back_and_the_versions_stay(
    page: WordingsPage, wait: Wait, answering: Answering, qtbot: QtBot
) -> None:
    editor, session = page.editor, page.context.session
    shipped = template_text(session, MOTION, SHIPPED_VERSION)
    assert not editor.revert_button.isEnabled()
    editor.text.setPlainText(f"{shipped.rstrip()}\n\n{SENTENCE}\n")
    wait(lambda: editor.checked is not None and editor.save_button.isEnabled())

    def answer(dialog: object) -> None:
        if isinstance(dialog, TextDialog):
            dialog.text_field.setPlainText("A try.")
        assert isinstance(dialog, PlainDialog)
        dialog.accept()

    answering(answer)
    editor.save()
    wait(lambda: editor.revert_button.isEnabled() and editor.checked is not None)
    assert [one.sign for one in editor.changes.model.records if one.sign] == ["+", "+"]
    editor.revert()
    wait(lambda: not page.model.records[0].is_edited and editor.text.toPlainText() == shipped)
    wait(lambda: len(editor.versions.model.records) == 2)
    assert editor.versions.model.records[0].is_shipped
    editor.versions.view.activated.emit(editor.versions.model.index(1, 0))
    wait(lambda: SENTENCE in editor.text.toPlainText())
    editor.text.setPlainText(shipped)


def test_names_are_narrowed_by_typing_and_put_into_the_text(
    page: WordingsPage, wait: Wait, qtbot: QtBot
) -> None:
    editor = page.editor
    wait(lambda: bool(editor.names.model.records))
    whole = len(editor.names.model.records)
    editor.tabs.setCurrentIndex(1)
    qtbot.keyClicks(editor.names.filter, "office name")
    assert 0 < len(editor.names.model.records) < whole
    before = editor.text.toPlainText()
    editor.text.go_to(1)
    editor.names.view.activated.emit(editor.names.model.index(0, 0))
    assert editor.text.toPlainText() == "{office_name}" + before
    assert QApplication.focusWidget() is editor.text
    editor.text.undo()
    assert editor.text.toPlainText() == before


def test_another_wording_is_not_opened_over_what_was_written_unless_that_is_given_up(
    page: WordingsPage, wait: Wait, answering: Answering
) -> None:
    editor = page.editor
    editor.text.setPlainText(editor.text.toPlainText() + "\nMore.\n")
    asked: list[str] = []

    def answer(dialog: object) -> None:
        assert isinstance(dialog, PlainDialog)
        asked.append(dialog.windowTitle())
        dialog.reject() if len(asked) == 1 else dialog.accept()

    answering(answer)
    page.choose("order.txt")
    wait(lambda: len(asked) == 1)
    assert editor.info is not None
    assert editor.info.name == MOTION
    page.choose("order.txt")
    wait(lambda: editor.info is not None and editor.info.name == "order.txt")
    assert len(asked) == 2


def test_who_is_no_supervising_attorney_reads_and_cannot_write(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    with open_session(workspace, "ada", PASSPHRASES["ada"]) as session:
        add_user(session, "cleo", PASSPHRASES["ben"], frozenset({Role.REVIEWER}), kdf_cost=QUICK)
    shell = open_window(workspace, logged_on=False)
    shell.open_workspace(open_session(workspace, "cleo", PASSPHRASES["ben"]))
    page = open_wordings(shell, wait)
    assert page.editor.text.isReadOnly()
    assert not page.editor.save_button.isEnabled()
    assert "supervising attorney" in page.editor.verdict.text


def test_the_page_is_printed_for_a_filing_of_the_office_or_for_the_invented_one(
    page: WordingsPage, wait: Wait
) -> None:
    editor = page.editor
    assert "COUNTY OF ALPINE" in printed(page)
    shell = page.window()
    assert isinstance(shell, Shell)
    make_papers(open_papers(shell, wait), wait)
    open_wordings(shell, wait)
    wait(lambda: editor.filing.count() == 2)
    editor.filing.setCurrentIndex(1)
    editor.filing.activated.emit(1)
    wait(lambda: "COUNTY OF LOS ANGELES" in printed(page))
    assert editor.filing.currentData() == "F0001"
