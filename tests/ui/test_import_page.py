"""Importing and deciding through the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot
from window_parts import POLICY, Answering, OpenWindow, Wait, court_sheet

from expunge_desktop.services import review
from expunge_desktop.services.mappings import find_mapping, list_mappings, save_mapping
from expunge_desktop.ui.pages.import_page import ImportPage
from expunge_desktop.ui.pages.mapping_dialog import MappingDialog
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


@pytest.mark.parametrize(("layout", "job"), [("auto", "Reading the headings"), ("doj", "Import")])
def test_a_cancelled_import_leaves_nothing_behind(
    open_window: OpenWindow,
    empty_workspace: Path,
    sample_file: Path,
    qtbot: QtBot,
    wait: Wait,
    layout: str,
    job: str,
) -> None:
    shell = open_window(empty_workspace)
    page = open_import(shell, wait)
    page.files.add([sample_file])
    page.layout_choice.setCurrentIndex(page.layout_choice.findData(layout))
    page.start_import()
    assert shell.view is not None
    assert shell.view.job_bar.text.startswith(job)
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
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    page = open_import(open_window(empty_workspace), wait)
    page.files.add([broken])
    page.start_import()
    wait(lambda: page.import_button.isEnabled() and "broken.xlsx" in page.notice.text)


def test_an_empty_file_is_nothing_to_import(
    open_window: OpenWindow, empty_workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    page = open_import(open_window(empty_workspace), wait)
    page.files.add([empty])
    page.start_import()
    wait(lambda: page.import_button.isEnabled() and "no records" in page.notice.text)


def test_foreign_headings_are_explained_once_and_the_import_goes_on(
    open_window: OpenWindow, empty_workspace: Path, tmp_path: Path, wait: Wait, answering: Answering
) -> None:
    shell = open_window(empty_workspace)
    page = open_import(shell, wait)
    page.files.add([court_sheet(tmp_path / "Torrance court.csv")])
    asked: list[MappingDialog] = []

    def save(dialog: MappingDialog) -> None:
        asked.append(dialog)
        assert dialog.accept_button.text() == "Save and import"
        dialog.accept_button.click()

    answering(save)
    page.start_import()
    wait(lambda: page.notice.text.startswith("Imported 3 people"))
    assert len(asked) == 1
    assert shell.session is not None
    saved = find_mapping(shell.session, "torrance-court")
    assert saved.fields["Docket No"] == "court_case_number"
    wait(lambda: page.layout_choice.currentData() == "torrance-court")
    assert page.summary.tabs.isTabVisible(3)
    assert page.summary.tabs.tabText(3) == "Columns (1 not used)"
    lines = {one.heading: one.use for one in page.summary.columns.records}
    assert page.summary.columns.records[0].heading in {"Zone", "SSN"}, "what is not used comes first"
    assert lines["Docket No"] == "Case number (court_case_number)"
    assert lines["Zone"] == "kept with the row and shown, not used"
    assert lines["SSN"].startswith("never kept")
    page.files.add([court_sheet(tmp_path / "Next month.csv", rows=2)])
    page.start_import()
    wait(lambda: page.notice.text.startswith("Imported 2 people"))
    assert len(asked) == 1, "nobody is asked twice about the same headings"
    assert shell.view is not None
    shell.view.open_page("overview")
    shell.view.open_page("import")
    wait(lambda: shell.jobs.is_idle)
    assert page.layout_choice.currentData() == "auto", "a delivery of another day may be of another kind"


def test_with_automatic_layout_the_fitting_mapping_is_offered_again(
    open_window: OpenWindow, empty_workspace: Path, tmp_path: Path, wait: Wait, answering: Answering
) -> None:
    shell = open_window(empty_workspace)
    assert shell.session is not None
    fields = {"Defendant": "full_name", "Docket No": "court_case_number", "Charge": "code_section"}
    save_mapping(shell.session, "Torrance", fields)
    page = open_import(shell, wait)
    assert page.layout_choice.findData("Torrance") > 0
    page.files.add([court_sheet(tmp_path / "november.csv")])
    names: list[str] = []
    answering(lambda dialog: (names.append(dialog.name), dialog.accept_button.click()))
    page.start_import()
    wait(lambda: page.notice.text.startswith("Imported 3 people"))
    assert names == ["Torrance"]
    assert find_mapping(shell.session, "Torrance").fields.items() >= fields.items()


def test_cancelling_the_question_imports_and_saves_nothing(
    open_window: OpenWindow, empty_workspace: Path, tmp_path: Path, wait: Wait, answering: Answering
) -> None:
    shell = open_window(empty_workspace)
    page = open_import(shell, wait)
    page.files.add([court_sheet(tmp_path / "court.csv")])
    answering(lambda dialog: dialog.reject_button.click())
    page.start_import()
    wait(lambda: "court.csv" in page.notice.text)
    assert page.notice.text.startswith("Nothing was imported")
    assert page.import_button.isEnabled()
    assert shell.session is not None
    assert review.overview(shell.session).batches == 0
    assert list_mappings(shell.session) == ()


def test_a_mapping_can_be_saved_without_importing(
    open_window: OpenWindow, empty_workspace: Path, tmp_path: Path, wait: Wait, answering: Answering
) -> None:
    shell = open_window(empty_workspace)
    page = open_import(shell, wait)
    page.files.add([court_sheet(tmp_path / "court.csv")])
    answering(lambda dialog: dialog.save_only_button.click())
    page.start_check()
    wait(lambda: "“court” was saved" in page.notice.text)
    assert shell.session is not None
    assert review.overview(shell.session).batches == 0
    assert find_mapping(shell.session, "court").made_by == "ada"
    wait(lambda: page.layout_choice.findData("court") > 0)


def test_guesses_for_columns_that_are_not_needed_can_be_left(
    open_window: OpenWindow, empty_workspace: Path, tmp_path: Path, wait: Wait, answering: Answering
) -> None:
    sheet = tmp_path / "nearly.csv"
    sheet.write_text(
        "last_name,county,court_case_number,code_section,DOB\nORO,LOS ANGELES,A1,11357 HS,1981\n", "utf-8"
    )
    shell = open_window(empty_workspace)
    page = open_import(shell, wait)
    page.files.add([sheet])
    answering(lambda dialog: (dialog.without_button.isVisible(), dialog.without_button.click()))
    page.start_check()
    wait(lambda: "nothing was kept" in page.notice.text)
    assert {one.heading: one.use for one in page.summary.columns.records}["DOB"].endswith("not used")
    assert shell.session is not None
    assert list_mappings(shell.session) == ()


def test_a_file_of_the_department_needs_no_columns_explained(
    open_window: OpenWindow, empty_workspace: Path, sample_file: Path, wait: Wait
) -> None:
    page = open_import(open_window(empty_workspace), wait)
    page.files.add([sample_file])
    page.start_check()
    wait(lambda: "nothing was kept" in page.notice.text)
    assert not page.summary.tabs.isTabVisible(3)


def test_a_case_list_called_a_department_s_file_is_refused_in_words(
    open_window: OpenWindow, empty_workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    page = open_import(open_window(empty_workspace), wait)
    page.files.add([court_sheet(tmp_path / "court.csv")])
    page.layout_choice.setCurrentIndex(page.layout_choice.findData("doj"))
    page.start_import()
    wait(lambda: page.import_button.isEnabled() and "court.csv" in page.notice.text)
    assert "case list" in page.notice.text
