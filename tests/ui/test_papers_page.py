"""Papers in the window: made, read page by page, released by two people, saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import OpenWindow, Wait

from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.pages import papers as papers_module
from expunge_desktop.ui.pages.papers import PapersPage
from expunge_desktop.ui.shell import Shell


def open_papers(shell: Shell, wait: Wait) -> PapersPage:
    """Bring the page to the front."""
    assert shell.view is not None
    shell.view.open_page("papers")
    page = shell.view.pages["papers"]
    assert isinstance(page, PapersPage)
    wait(lambda: shell.jobs.is_idle)
    return page


def make(page: PapersPage, qtbot: QtBot, wait: Wait) -> None:
    """Make one filing and wait for its first page."""
    qtbot.mouseClick(page.make_button, Qt.MouseButton.LeftButton)
    wait(lambda: page.current is not None and page.preview.paper is not None)
    wait(lambda: not page.preview.picture.pixmap().isNull())


def press(text: str) -> None:
    """Answer the dialog that is about to open."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PlainDialog)
        assert dialog.reject_button.isDefault(), "the safe answer is the default"
        assert dialog.accept_button.text() == text
        dialog.accept()

    QTimer.singleShot(200, answer)


def test_papers_are_made_and_every_page_can_be_read(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_papers(shell, wait)
    make(page, qtbot, wait)
    preview = page.preview
    titles = [preview.paper_choice.itemText(place) for place in range(preview.paper_choice.count())]
    assert any("motion" in title.lower() for title in titles)
    assert any("Exhibit A" in title for title in titles)
    longest = max(range(len(titles)), key=lambda place: preview._preview.papers[place].pages)  # type: ignore[union-attr]
    preview.paper_choice.setCurrentIndex(longest)
    wait(lambda: preview.picture.accessibleName().endswith(f"page 1 of {preview.paper.pages}"))  # type: ignore[union-attr]
    first = preview.picture.pixmap().toImage()
    inks = {first.pixel(x, y) for x in range(0, first.width(), 3) for y in range(0, first.height(), 3)}
    assert len(inks) > 20, "the page is not blank"
    preview.turn()
    wait(lambda: preview.picture.accessibleName().endswith(f"page 2 of {preview.paper.pages}"))  # type: ignore[union-attr]
    assert preview.picture.pixmap().toImage() != first
    width = preview.picture.pixmap().width()
    preview.zoom_in()
    wait(lambda: preview.picture.pixmap().width() > width)


def test_the_preview_leaves_no_file_behind(
    open_window: OpenWindow,
    workspace: Path,
    qtbot: QtBot,
    wait: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    page = open_papers(open_window(workspace), wait)
    make(page, qtbot, wait)
    assert list(scratch.iterdir()) == []


def test_one_person_prepares_and_cannot_approve_their_own_filing(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page = open_papers(open_window(workspace), wait)
    make(page, qtbot, wait)
    press("Release")
    page.release()
    wait(lambda: page.current is not None and page.current.prepared_by == "ada")
    assert "another" in page.notice.text
    press("Release")
    page.release()
    wait(
        lambda: (
            "ada" in page.notice.text
            and "another supervising attorney must approve it." not in page.notice.text
        )
    )
    assert page.current is not None
    assert page.current.approved_by == ""


def test_a_second_supervisor_releases_it_and_the_papers_are_saved_without_the_draft_mark(
    open_window: OpenWindow,
    workspace: Path,
    qtbot: QtBot,
    wait: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shell = open_window(workspace)
    page = open_papers(shell, wait)
    make(page, qtbot, wait)
    press("Release")
    page.release()
    wait(lambda: page.current is not None and page.current.prepared_by == "ada" and shell.jobs.is_idle)
    shell.shut_down()
    page = open_papers(open_window(workspace, "ben"), wait)
    wait(lambda: page.current is not None)
    press("Release")
    page.release()
    wait(lambda: page.current is not None and page.current.approved_by == "ben")
    monkeypatch.setattr(papers_module, "choose_folder", lambda *_given: tmp_path / "out")
    (tmp_path / "out").mkdir()
    page.save()
    wait(lambda: "saved in" in page.notice.text)
    saved = sorted(file.name for file in (tmp_path / "out").rglob("*.pdf"))
    assert "D01-notice-of-motion.pdf" in saved
    assert not page.release_button.isEnabled()
