"""What became of a filing, in the window: recorded by hand or from the clerk's table, counted, remembered."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, Answering, OpenWindow, Wait, open_papers

from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.release_filing import release
from expunge_desktop.services.session import open_session
from expunge_desktop.ui.pages import filing_status as status_module
from expunge_desktop.ui.pages.papers import STATUS, PapersPage
from expunge_desktop.ui.pages.status_dialogs import AnswerDialog, RecordDialog, UnmatchedDialog


@pytest.fixture(scope="module")
def released_workspace(decided_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filing released by two people."""
    folder = tmp_path_factory.mktemp("released")
    for file in decided_workspace.parent.glob(f"{decided_workspace.name}*"):
        shutil.copy2(file, folder / file.name)
    path = folder / decided_workspace.name
    with open_session(path, "ada", PASSPHRASES["ada"]) as session:
        made = make_filing(session)[0].id
        release(session, made)
    with open_session(path, "ben", PASSPHRASES["ben"]) as session:
        release(session, made)
    return path


@pytest.fixture
def page(released_workspace: Path, tmp_path: Path, open_window: OpenWindow, wait: Wait) -> PapersPage:
    """The status of a released filing."""
    for file in released_workspace.parent.glob(f"{released_workspace.name}*"):
        shutil.copy2(file, tmp_path / file.name)
    page = open_papers(open_window(tmp_path / released_workspace.name), wait)
    page.tabs.setCurrentIndex(STATUS)
    wait(lambda: bool(page.status.rows.records))
    return page


def choose(dialog: object, status: str, rows: str) -> None:
    """Fill in the dialog that records what happened."""
    assert isinstance(dialog, RecordDialog)
    dialog._status.setCurrentText(status)
    place = next(at for at in range(dialog._rows.count()) if rows in dialog._rows.itemText(at))
    dialog._rows.setCurrentIndex(place)


def test_rows_are_filed_and_ruled_on_by_all_by_schedule_and_by_selection(
    page: PapersPage, wait: Wait, answering: Answering
) -> None:
    view = page.status
    whole = len(view.rows.records)
    assert view.tallies.text() == f"{whole:,} not filed yet"
    steps = [("filed", "All"), ("granted", "Schedule 4"), ("denied", "selected")]

    def answer(dialog: object) -> None:
        choose(dialog, *steps.pop(0))
        dialog.accept()  # type: ignore[attr-defined]

    answering(answer)
    view.record()
    wait(lambda: view.tallies.text() == f"{whole:,} filed")
    wait(lambda: "filed" in page.filings.data(page.filings.index(0, 1)))
    view.record()
    granted = sum(one.schedule == 4 for one in view.rows.records)
    wait(lambda: view.tallies.text() == f"{whole - granted:,} filed, {granted:,} granted")
    view.row_view.selectRow(0)
    assert view.selected_rows == (1,)
    view.record()
    wait(lambda: view.rows.records[0].status == "denied")
    assert [one.status for one in view.events.records][:3].count("filed") <= 1
    assert len(view.events.records) == 3
    assert {one.recorded_by for one in view.events.records} == {"ada"}


def test_what_cannot_follow_is_not_offered_and_a_later_day_cannot_be_chosen(
    page: PapersPage, qtbot: QtBot
) -> None:
    assert page.status.shown is not None
    today = page.context.session.clock.today()
    dialog = RecordDialog(page.status.shown, (), today, page)
    qtbot.addWidget(dialog)
    offered = [dialog._status.itemText(at) for at in range(dialog._status.count())]
    assert offered == ["filed"], "nothing can be ruled on before it is filed"
    assert dialog._on.maximumDate().toPython() == today


def test_the_clerks_answer_is_recorded_and_lines_that_name_no_row_are_shown(
    page: PapersPage, wait: Wait, answering: Answering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = page.status
    answer_file = tmp_path / "clerk.csv"
    day = page.context.session.clock.today()
    answer_file.write_text(f"row,status,date\n1,filed,{day}\n2,filed,\n99999,filed,{day}\n", "utf-8")
    monkeypatch.setattr(status_module, "choose_file", lambda *_given: answer_file)
    seen: list[UnmatchedDialog] = []

    def answer(dialog: object) -> None:
        if isinstance(dialog, AnswerDialog):
            dialog.has_day.setChecked(True)
            assert dialog.on == page.context.session.clock.today()
            dialog.accept()
            return
        assert isinstance(dialog, UnmatchedDialog)
        seen.append(dialog)
        assert [one.line for one in dialog.model.records] == [4]
        dialog.accept()

    answering(answer)
    view.import_answer()
    wait(lambda: bool(seen))
    assert "2 rows filed" in view.notice.text
    wait(lambda: [one.status for one in view.rows.records[:3]] == ["filed", "filed", "released"])
    assert view.events.records[0].source.startswith("clerk.csv")


def test_a_draft_says_that_nothing_of_it_can_have_been_filed(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = open_papers(open_window(workspace), wait)
    page.make()
    wait(lambda: bool(page.status.rows.records))
    assert "Not released" in page.status.tallies.text()
    assert not page.status.record_button.isEnabled()
