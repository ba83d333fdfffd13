"""What became of a filing, in the window: recorded by hand or from the clerk's table, counted, remembered."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, Answering, EachDialog, OpenWindow, Wait, open_papers

from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.filing_status import record, status_of
from expunge_desktop.services.make_filing import make_filing, stored_filing
from expunge_desktop.services.release_filing import release
from expunge_desktop.services.sealing import SEALING_RELIEF, sealed_rows
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


def test_granted_in_part_says_what_in_its_note(page: PapersPage, qtbot: QtBot) -> None:
    session = page.context.session
    today = session.clock.today()
    assert page.status.shown is not None
    record(session, page.status.shown.filing_id, FilingStatus.FILED, on=today)
    dialog = RecordDialog(status_of(session, page.status.shown.filing_id), (), today, page)
    qtbot.addWidget(dialog)
    choose(dialog, "granted in part", "All")
    assert not dialog.accept_button.isEnabled()
    dialog._note.setText("Count 2 alone.")
    assert dialog.accept_button.isEnabled()
    dialog._note.clear()
    choose(dialog, "granted", "All")
    assert dialog.accept_button.isEnabled()


def test_stale_papers_are_recorded_as_filed_with_a_tick_and_a_note(
    page: PapersPage, wait: Wait, answering: Answering
) -> None:
    session, view = page.context.session, page.status
    with session.read() as connection:
        conviction = stored_filing(connection, "F0001").rows[0].conviction_id
    decide(session, conviction, DecisionAction.HOLD, None, "A question.")
    before = len(status_of(session, "F0001").events)
    seen: list[bool] = []

    def answer(dialog: object) -> None:
        assert isinstance(dialog, RecordDialog)
        choose(dialog, "filed", "All")
        assert "F0001 is stale: since it was made, findings or decisions changed" in dialog._why_stale.text()
        assert dialog._why_stale.isVisible() and not dialog.accept_button.isEnabled()
        dialog._note.setText("Clerk’s stamp of this morning.")
        assert not dialog.accept_button.isEnabled(), "a note alone does not say it"
        dialog._filed_so.setChecked(True)
        assert dialog.accept_button.isEnabled()
        dialog._note.clear()
        assert not dialog.accept_button.isEnabled()
        dialog._note.setText("Clerk’s stamp of this morning.")
        seen.append(dialog.although_stale)
        dialog.accept()

    answering(answer)
    view.record()
    wait(lambda: len(view.events.records) > before)
    assert seen == [True]
    assert view.events.records[-1].note == "Although stale: Clerk’s stamp of this morning."


def test_papers_that_are_not_stale_are_not_asked_about(page: PapersPage, qtbot: QtBot) -> None:
    assert page.status.shown is not None
    dialog = RecordDialog(page.status.shown, (), page.context.session.clock.today(), page)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog._filed_so.isVisible() and not dialog._why_stale.isVisible()
    assert dialog.accept_button.isEnabled() and not dialog.although_stale


def test_a_clerks_table_that_seals_is_asked_about_first(
    page: PapersPage, wait: Wait, each_dialog: EachDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, view = page.context.session, page.status
    day = session.clock.today()
    sealing = [one.row_no for one in view.rows.records if one.relief == SEALING_RELIEF][:2]
    other = next(one.row_no for one in view.rows.records if one.relief != SEALING_RELIEF)
    steps = ("filed", "granted", "court updated")
    lines = [f"{row},{what},{day}" for what in steps for row in (*sealing, other)]
    file = tmp_path / "clerk.csv"
    file.write_text("\n".join(["row,status,date", *lines]) + "\n", "utf-8")
    monkeypatch.setattr(status_module, "choose_file", lambda *_given: file)
    titles: list[str] = []

    def answer(dialog: QDialog) -> None:
        titles.append(dialog.windowTitle())
        if isinstance(dialog, AnswerDialog):
            dialog.accept()
            return
        assert QApplication.focusWidget() is dialog.reject_button  # type: ignore[attr-defined]
        assert "(D8)" in dialog.accessibleDescription() and "(D13)" in dialog.accessibleDescription()
        dialog.done(int(titles.count("This entry seals 2 rows") > 1))

    each_dialog(answer)
    view.import_answer()
    wait(lambda: "This entry seals 2 rows" in titles and page.context.jobs.is_idle)
    assert sealed_rows(session) == (), "the answer was no"
    filing = view.shown.filing_id  # type: ignore[union-attr]
    assert {one.status for one in status_of(session, filing).rows} == {"released"}
    view.import_answer()
    wait(lambda: len(sealed_rows(session)) >= 2)


def test_a_sealed_row_says_so_in_the_first_column_a_person_reads(page: PapersPage, wait: Wait) -> None:
    session, view = page.context.session, page.status
    filing = view.shown.filing_id  # type: ignore[union-attr]
    row = next(one.row_no for one in view.rows.records if one.relief == SEALING_RELIEF)
    for status in (FilingStatus.FILED, FilingStatus.GRANTED, FilingStatus.COURT_UPDATED):
        record(session, filing, status, rows=(row,), on=session.clock.today())
    view.refresh()
    wait(lambda: "Sealed by the court on" in str(view.rows.index(row - 1, 1).data()))
    other = row % len(view.rows.records)
    assert view.rows.index(other, 1).data() == view.rows.records[other].case_number
