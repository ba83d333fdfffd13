"""Importing and deciding through the window."""

from pathlib import Path

from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from window_parts import POLICY, OpenWindow, Wait

from expunge_desktop.services import review
from expunge_desktop.ui.pages.import_page import ImportPage
from expunge_desktop.ui.shell import Shell


def open_import(shell: Shell, wait: Wait) -> ImportPage:
    """Bring the page to the front."""
    assert shell.view is not None
    shell.view.open_page("import")
    page = shell.view.pages["import"]
    assert isinstance(page, ImportPage)
    wait(lambda: page.policy.count() > 0 and shell.jobs.is_idle)
    return page


def test_a_file_is_imported_decided_and_shows_in_the_list(
    open_window: OpenWindow, empty_workspace: Path, sample_file: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(empty_workspace)
    page = open_import(shell, wait)
    assert not page.import_button.isEnabled()
    assert not page.decide_button.isEnabled()
    page.files.add([sample_file])
    reports: list[tuple[int, int]] = []
    shell.jobs.job_progressed.connect(lambda _job, done, total, _text: reports.append((done, total)))
    qtbot.mouseClick(page.import_button, Qt.MouseButton.LeftButton)
    wait(lambda: page.notice.text.startswith("Imported"))
    size = sample_file.stat().st_size
    assert (size, size) in reports, "progress is in bytes of the files and ends with the last"
    lines = sample_file.read_bytes().count(b"\n")
    assert page.summary.headline.text().startswith(f"{lines:,} lines = 1 header + ")
    assert page.summary.headline.text().endswith("+ 4 set aside")
    aside = page.summary.set_aside.records
    assert len(aside) == 4
    assert all(one.file == sample_file.name and one.line > 1 and one.sentence for one in aside)
    assert all(one.meaning != one.kind for one in page.summary.problems.records)
    assert page.policy.currentData() is None, "no policy is chosen for the person"
    assert not page.decide_button.isEnabled()
    page.policy.setCurrentIndex(page.policy.findData(POLICY))
    wait(lambda: page.decide_button.isEnabled())
    page.as_of.setDate(QDate(2020, 2, 11))
    qtbot.mouseClick(page.decide_button, Qt.MouseButton.LeftButton)
    wait(lambda: "findings as of 02/11/2020" in page.notice.text)
    assert shell.view is not None
    assert shell.session is not None
    shell.view.open_page("convictions")
    model = shell.view.pages["convictions"].model  # type: ignore[attr-defined]
    wait(lambda: model.rowCount() == review.overview(shell.session).under_review > 0)


def test_the_same_file_again_is_refused_with_a_sentence(
    open_window: OpenWindow, workspace: Path, sample_file: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_import(shell, wait)
    page.files.add([sample_file])
    page.start_import()
    wait(lambda: sample_file.name in page.notice.text)
    assert shell.session is not None
    assert review.overview(shell.session).batches == 1
    assert page.import_button.isEnabled(), "the person can go on"


def test_a_cancelled_import_leaves_nothing_behind(
    open_window: OpenWindow, empty_workspace: Path, sample_file: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(empty_workspace)
    page = open_import(shell, wait)
    page.files.add([sample_file])
    page.start_import()
    assert shell.view is not None
    assert shell.view.job_bar.text.startswith("Import")
    qtbot.mouseClick(shell.view.job_bar._cancel, Qt.MouseButton.LeftButton)
    wait(lambda: "cancelled" in page.notice.text)
    wait(lambda: shell.jobs.is_idle)
    assert shell.session is not None
    assert review.overview(shell.session).batches == 0
    assert shell.view.job_bar.text == "Ready"


def test_checking_only_reads_and_keeps_nothing(
    open_window: OpenWindow, empty_workspace: Path, sample_file: Path, wait: Wait
) -> None:
    shell = open_window(empty_workspace)
    page = open_import(shell, wait)
    page.files.add([sample_file])
    page.start_check()
    wait(lambda: "nothing was kept" in page.notice.text)
    assert "would be imported" in page.summary.headline.text()
    assert shell.session is not None
    assert review.overview(shell.session).batches == 0


def test_dropped_files_are_listed_once(
    open_window: OpenWindow, empty_workspace: Path, sample_file: Path, wait: Wait
) -> None:
    page = open_import(open_window(empty_workspace), wait)
    for _ in range(2):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(sample_file)), QUrl.fromLocalFile(str(sample_file.parent))])
        page.files.dropEvent(
            QDropEvent(
                QPointF(5, 5),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
    assert page.files.paths == [sample_file]
    assert page.import_button.isEnabled()


def test_a_malformed_file_names_itself_and_the_window_goes_on(
    open_window: OpenWindow, empty_workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("one,two\nthree\n", "utf-8")
    page = open_import(open_window(empty_workspace), wait)
    page.files.add([broken])
    page.start_import()
    wait(lambda: page.import_button.isEnabled() and bool(page.notice.text))
    assert "nothing" in page.notice.text.lower()
