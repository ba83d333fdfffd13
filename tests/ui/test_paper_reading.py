"""Reading a paper in the window: pages, size, search, bookmarks, small pictures; no mouse, no file."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import OpenWindow, Wait, make_papers, open_papers, read_document

from expunge_desktop.ui.pages.page_pictures import PagePictures
from expunge_desktop.ui.pages.paper_preview import FIT_PAGE, FIT_WIDTH, PaperPreview
from expunge_desktop.ui.pages.papers import PapersPage

NO_MODIFIER, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(open_window: OpenWindow, workspace: Path, wait: Wait) -> PapersPage:
    """The papers of one filing, the motion open."""
    return make_papers(open_papers(open_window(workspace), wait), wait)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """Press a key where the keyboard is."""
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)


def shown(preview: PaperPreview) -> str:
    """What a screen reader says of the page."""
    return preview.canvas.accessibleName()


def test_every_page_is_drawn_and_none_is_blank(page: PapersPage, wait: Wait) -> None:
    preview = read_document(page, "D2", wait).preview
    assert preview.paper is not None
    before = None
    for number in range(1, 4):
        preview.go_to(number)
        wait(lambda: preview.is_shown)
        assert shown(preview).endswith(f"page {number} of {preview.paper.pages}")
        assert preview.canvas.picture is not None
        image = preview.canvas.picture.toImage()
        inks = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
        assert len(inks) > 20, "the page is not blank"
        assert image != before
        before = image


def test_the_page_fills_the_width_or_is_seen_whole_or_has_the_size_wanted(
    page: PapersPage, wait: Wait
) -> None:
    preview = page.preview
    preview.zoom.setCurrentIndex(preview.zoom.findData(FIT_WIDTH))
    wide = preview.canvas.width()
    assert preview.area.room.width() - 12 <= wide <= preview.area.viewport().width()
    wait(lambda: preview.area.horizontalScrollBar().maximum() == 0)
    preview.zoom.setCurrentIndex(preview.zoom.findData(FIT_PAGE))
    assert preview.canvas.width() < wide
    wait(lambda: preview.area.verticalScrollBar().maximum() == 0)
    preview.zoom.setCurrentIndex(preview.zoom.findData(1.0))
    assert preview.canvas.width() == round(8.5 * preview.logicalDpiX())
    preview.zoom_in()
    assert preview.canvas.width() == round(1.25 * 8.5 * preview.logicalDpiX())
    wait(lambda: preview.is_shown)
    assert preview.canvas.picture is not None
    drawn = preview.canvas.picture.width() / preview.canvas.picture.devicePixelRatio()
    assert abs(drawn - preview.canvas.width()) <= 2, "drawn for this size, not stretched"


def test_a_text_is_found_on_every_page_counted_and_marked(page: PapersPage, wait: Wait) -> None:
    preview = read_document(page, "D2", wait).preview
    preview.open_search()
    preview.search_bar.line.setText("SCHEDULE  4")
    wait(lambda: preview.search.is_done and len(preview.search.matches) > 3)
    pages = [one.page for one in preview.search.matches]
    assert pages == sorted(pages)
    assert len(set(pages)) > 1
    assert preview.search_bar.count.text() == f"1 of {len(pages)}"
    preview._step(-1)
    assert preview.search_bar.count.text() == f"{len(pages)} of {len(pages)}"
    wait(lambda: preview.is_shown and preview.page == pages[-1])
    match = preview.search.matches[-1]
    assert match in preview.canvas.matches
    place = preview.canvas.place(match.boxes[0]).center().toPoint()
    assert preview.area.viewport().rect().contains(preview.canvas.mapTo(preview.area.viewport(), place)), (
        "scrolled into sight"
    )
    image = preview.canvas.grab().toImage()
    ratio = image.devicePixelRatio()
    corner = preview.canvas.place(match.boxes[0]).topLeft().toPoint() + QPoint(1, 1)
    ground = QColor(image.pixel(round(corner.x() * ratio), round(corner.y() * ratio)))
    assert ground.blue() < 250, "marked with a color"
    preview.close_search()
    assert preview.canvas.matches == []


def test_a_text_that_stands_nowhere_is_said_not_to_be_found(page: PapersPage, wait: Wait) -> None:
    preview = page.preview
    preview.open_search()
    preview.search_bar.line.setText("zebra crossing")
    wait(lambda: preview.search_bar.count.text() == "not found")
    assert not preview.search_bar.on.isEnabled()


def test_bookmarks_and_small_pictures_jump_to_their_page(page: PapersPage, wait: Wait) -> None:
    preview = read_document(page, "D2", wait).preview
    contents = preview.contents
    contents.setCurrentIndex(1)
    top = contents.bookmarks.topLevelItem(0)
    assert top is not None
    below = top.child(top.childCount() - 1)
    contents.bookmarks.setCurrentItem(below)
    wait(lambda: preview.page == below.data(0, Qt.ItemDataRole.UserRole))
    assert preview.page > 1
    contents.setCurrentIndex(0)
    assert contents.pages.currentIndex().row() == preview.page - 1
    contents.pages.setCurrentIndex(contents.model.index(2))
    wait(lambda: preview.page == 3)
    wait(lambda: contents.model.pictures.held_bytes > 0)


def test_the_keyboard_alone_turns_pages_finds_and_comes_back(
    page: PapersPage, wait: Wait, qtbot: QtBot
) -> None:
    preview = read_document(page, "D2", wait).preview
    assert preview.paper is not None
    page.papers.view.setFocus()
    press(qtbot, Qt.Key.Key_PageDown)
    wait(lambda: preview.page == 2)
    press(qtbot, Qt.Key.Key_PageUp)
    wait(lambda: preview.page == 1)
    press(qtbot, Qt.Key.Key_End, CONTROL)
    wait(lambda: preview.page == preview.paper.pages)  # type: ignore[union-attr]
    press(qtbot, Qt.Key.Key_Home, CONTROL)
    wait(lambda: preview.page == 1)
    press(qtbot, Qt.Key.Key_F, CONTROL)
    wait(lambda: QApplication.focusWidget() is preview.search_bar.line)
    qtbot.keyClicks(preview.search_bar.line, "conviction")
    wait(lambda: preview.search.is_done and len(preview.search.matches) > 2)
    press(qtbot, Qt.Key.Key_F3)
    wait(lambda: preview.search_bar.count.text().startswith("2 of"))
    press(qtbot, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    wait(lambda: preview.search_bar.count.text().startswith("1 of"))
    press(qtbot, Qt.Key.Key_Return)
    assert preview.search_bar.count.text().startswith("2 of")
    press(qtbot, Qt.Key.Key_Escape)
    assert not preview.search_bar.isVisible()
    assert QApplication.focusWidget() is preview.area


def test_what_is_kept_of_pages_stays_within_its_bound(page: PapersPage, wait: Wait) -> None:
    preview = read_document(page, "D2", wait).preview
    most = 3_000_000
    pictures = PagePictures(page.context, most, preview)
    pictures.open(preview.paper)
    drawn: list[int] = []
    pictures.drawn.connect(drawn.append)
    for number in range(1, 9):
        pictures.picture(number, 96.0, 1.0)
    wait(lambda: len(drawn) == 8)
    assert 0 < pictures.held_bytes <= most + 816 * 1056 * 4


def test_the_preview_leaves_no_file_behind(
    open_window: OpenWindow, workspace: Path, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    page = make_papers(open_papers(open_window(workspace), wait), wait)
    read_document(page, "D5", wait)
    assert list(scratch.iterdir()) == []
