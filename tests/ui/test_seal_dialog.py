"""An order of the court that seals rows, in the window: held against the filing, asked about, recorded."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, EachDialog, OpenWindow, Wait, open_custody, open_papers

from expunge_desktop.domain.filing_status import FilingStatus
from expunge_desktop.services import retention, sealing
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.filing_status import record
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.release_filing import release
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.store import filing_events
from expunge_desktop.store.same_counts import Repeats
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.custody_tabs import RETENTION
from expunge_desktop.ui.pages.doubt_dialog import DoubtDialog
from expunge_desktop.ui.pages.papers import STATUS, PapersPage
from expunge_desktop.ui.pages.seal_dialog import SealDialog, as_words
from expunge_desktop.ui.pages.status_dialogs import RecordDialog
from expunge_desktop.ui.shell import Shell

NOTE = "Minute order of October 1, Department 30"


@pytest.fixture(scope="module")
def entered_workspace(decided_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released filing: rows 1 to 4 granted in part and entered by the court, the others filed."""
    folder = tmp_path_factory.mktemp("entered")
    for file in decided_workspace.parent.glob(f"{decided_workspace.name}*"):
        shutil.copy2(file, folder / file.name)
    path = folder / decided_workspace.name
    with open_session(path, "ada", PASSPHRASES["ada"]) as session:
        made = make_filing(session)[0].id
        release(session, made)
    with open_session(path, "ben", PASSPHRASES["ben"]) as session:
        release(session, made)
        today = session.clock.today()
        record(session, made, FilingStatus.FILED, on=today)
        record(
            session, made, FilingStatus.GRANTED_IN_PART, rows=(1, 2, 3, 4), on=today, note="As to the fine."
        )
        record(session, made, FilingStatus.COURT_UPDATED, rows=(1, 2, 3, 4), on=today)
    return path


@pytest.fixture
def page(entered_workspace: Path, tmp_path: Path, open_window: OpenWindow, wait: Wait) -> PapersPage:
    """The status of that filing."""
    for file in entered_workspace.parent.glob(f"{entered_workspace.name}*"):
        shutil.copy2(file, tmp_path / file.name)
    page = open_papers(open_window(tmp_path / entered_workspace.name), wait)
    page.tabs.setCurrentIndex(STATUS)
    wait(lambda: bool(page.status.rows.records))
    return page


def sealed_rows(session: Session) -> list[int]:
    """Numbers of the rows sealed so far."""
    return sorted(one.row_no for one in sealing.sealed_rows(session) if one.row_no)


def keys(qtbot: QtBot, *pressed: Qt.Key) -> None:
    """Press keys where the keyboard is."""
    for key in pressed:
        target = QApplication.focusWidget()
        assert target is not None
        qtbot.keyClick(target, key)


def test_an_order_is_held_against_the_rows_and_seals_those_it_names_with_the_keyboard_alone(
    page: PapersPage, qtbot: QtBot, wait: Wait, each_dialog: EachDialog
) -> None:
    view, session = page.status, page.context.session
    case = view.rows.records[1].case_number
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        if not isinstance(dialog, SealDialog):
            asked.append(dialog.accessibleDescription())
            assert QApplication.focusWidget() is dialog.reject_button, "the safe answer is the default"
            keys(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Space)
            return
        assert QApplication.focusWidget() is dialog.note
        assert not dialog.accept_button.isEnabled()
        qtbot.keyClicks(dialog.note, NOTE)
        keys(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is dialog.words
        row_two = view.rows.records[1]
        for words in ("1", f"{case} count {row_two.count_number}", "no such case", "9"):
            qtbot.keyClicks(dialog.words, words)
            keys(qtbot, Qt.Key.Key_Return)
        assert not dialog.accept_button.isEnabled(), "what was typed is not held against the rows yet"
        wait(lambda: dialog.accept_button.isEnabled())
        assert dialog.rows == (1, 2)
        assert dialog.told.text() == "2 rows will be sealed; 1 row cannot be; 1 line not matched."
        assert [one.obstacle for one in dialog.lines][2:] == [
            "No row shown is of case no such case.",
            "No entry of the court yet: “filed”.",
        ]
        keys(qtbot, Qt.Key.Key_Tab)
        while QApplication.focusWidget() is not dialog.accept_button:
            keys(qtbot, Qt.Key.Key_Tab)
        keys(qtbot, Qt.Key.Key_Space)

    each_dialog(answer)
    view.seal_button.setFocus()
    keys(qtbot, Qt.Key.Key_Space)
    wait(lambda: "sealed" in view.notice.text)
    assert view.notice.text == "2 convictions sealed; nothing of them is shown any more."
    assert f"Rows 1, 2, by “{NOTE}”" in asked[0]
    assert sealed_rows(session) == [1, 2]
    told = [one for one in audit_rows(session) if "seal" in one]
    assert len(told) == 1
    assert any(NOTE in str(part) for part in told[0])
    wait(lambda: bool(view.rows.records) and "Sealed by the court" in view.rows.records[0].defendant)
    assert page.window().focusWidget() is view.seal_button, "the keyboard is where it was"


def test_escape_seals_nothing_neither_before_the_question_nor_at_it(
    page: PapersPage, wait: Wait, each_dialog: EachDialog
) -> None:
    view, session = page.status, page.context.session
    view.row_view.selectRow(2)
    seen: list[str] = []

    def answer(dialog: Any) -> None:
        seen.append(type(dialog).__name__)
        if isinstance(dialog, SealDialog):
            assert dialog.words.toPlainText() == "3", "the selected rows are named"
            dialog.note.setText(NOTE)
            dialog.accept()
            assert dialog.isVisible(), "the answer was no"
        dialog.reject()

    each_dialog(answer)
    view.seal()
    wait(lambda: seen == ["SealDialog", "PlainDialog"] and page.context.jobs.is_idle)
    assert sealed_rows(session) == []
    assert not [one for one in audit_rows(session) if "seal" in one]


def test_a_sealing_that_is_cancelled_seals_no_row_at_all(
    page: PapersPage, wait: Wait, each_dialog: EachDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, session = page.status, page.context.session
    monkeypatch.setattr(sealing, "_AT_A_TIME", 1)
    shown: list[SealDialog] = []

    def answer(dialog: Any) -> None:
        if not isinstance(dialog, SealDialog):
            dialog.accept()
            return
        shown.append(dialog)
        dialog.note.setText(NOTE)
        dialog.words.setPlainText("1-4")
        dialog.accept()
        assert dialog.is_working
        assert dialog.job_bar.isVisible(), "with progress"
        dialog.reject()
        wait(lambda: not dialog.is_working)
        assert "cancelled" in dialog.notice.text
        dialog.reject()

    each_dialog(answer)
    view.seal()
    wait(lambda: bool(shown) and not shown[0].isVisible() and page.context.jobs.is_idle)
    assert sealed_rows(session) == []


def test_the_courts_entry_that_seals_is_asked_about_and_empties_lists_and_figures(
    page: PapersPage, wait: Wait, each_dialog: EachDialog
) -> None:
    view, context = page.status, page.context
    sealing_rows = [
        one.row_no
        for one in view.rows.records
        if one.relief == sealing.SEALING_RELIEF and one.status == "filed"
    ]
    assert sealing_rows, "the sample asks the court to seal some"
    shell = page.window()
    convictions = shell.view.pages["convictions"]  # type: ignore[attr-defined]
    assert isinstance(convictions, ConvictionsPage)
    convictions.activate()
    wait(lambda: context.jobs.is_idle and convictions.model.rowCount() > 0)
    before = convictions.model.rowCount()
    filing = view.shown.filing_id  # type: ignore[union-attr]
    today = context.session.clock.today()
    record(context.session, filing, FilingStatus.GRANTED, rows=sealing_rows, on=today)
    view.refresh()
    wait(lambda: "granted" in view.rows.records[sealing_rows[0] - 1].status)
    questions: list[PlainDialog] = []

    def answer(dialog: Any) -> None:
        if isinstance(dialog, RecordDialog):
            dialog._status.setCurrentText("court updated")
            place = next(at for at in range(dialog._rows.count()) if "selected" in dialog._rows.itemText(at))
            dialog._rows.setCurrentIndex(place)
            assert dialog.sealing == 1
        else:
            questions.append(dialog)
        if len(questions) == 1 and dialog is questions[0]:
            dialog.reject()
        else:
            dialog.accept()

    each_dialog(answer)
    view.row_view.selectRow(sealing_rows[0] - 1)
    view.record()
    assert questions[0].windowTitle() == "This entry seals 1 row"
    assert retention.status(context.session).sealed == 0
    view.row_view.selectRow(sealing_rows[0] - 1)
    view.record()
    wait(lambda: "recorded as “court updated”" in view.notice.text and context.jobs.is_idle)
    sealed = retention.status(context.session).sealed
    assert sealed > 0
    convictions.activate()
    wait(lambda: convictions.model.rowCount() == before - sealed)


def test_a_row_in_doubt_is_said_to_be_another_one_or_the_sealed_one(
    page: PapersPage, wait: Wait, each_dialog: EachDialog
) -> None:
    shell = page.window()
    assert isinstance(shell, Shell)
    session = page.context.session
    filing = page.status.shown.filing_id  # type: ignore[union-attr]
    today = session.clock.today()
    (sealed,) = sealing.seal_by_order(session, filing, (1,), on=today, note=NOTE)
    with session.read() as connection:
        kept = filing_events.rows_of(connection, filing)
    doubted = [one.conviction_id for one in kept if one.row_no in (7, 8)]
    told = {"like": [sealed], "agrees": ["case"], "differs": ["name"]}
    with session.write() as tx:
        sealing.doubt(tx, sealing.AGAIN, Repeats({}, {one: dict(told) for one in doubted}))
    custody = open_custody(shell, wait, RETENTION)
    tab = custody.retention
    wait(lambda: "2 rows of a later delivery may be sealed ones" in tab.state.text())
    answers = [False, True]
    seen: list[str] = []

    def answer(dialog: Any) -> None:
        seen.append(dialog.windowTitle())
        if not isinstance(dialog, DoubtDialog):
            dialog.accept()
            return
        assert not dialog.accept_button.isEnabled(), "a note is needed"
        assert not dialog.same_button.isEnabled()
        assert dialog.model.index(0, 2).data() == f"{filing} row 1"
        dialog.note.setText("The docket was read.")
        (dialog.same_button if answers.pop(0) else dialog.accept_button).click()

    each_dialog(answer)
    tab.doubt_button.click()
    wait(lambda: "is another conviction and is shown again" in custody.notice.text)
    wait(lambda: "1 row of a later delivery" in tab.state.text() and tab.doubt_button.isVisible())
    tab.doubt_button.click()
    wait(lambda: "sealed by the same order" in custody.notice.text)
    assert seen[-1].startswith("Seal row "), "a sealing is asked about once more"
    wait(lambda: not tab.doubt_button.isVisible())
    assert retention.status(session).in_doubt == 0
    assert retention.status(session).sealed == 2


def test_a_draft_has_nothing_to_be_sealed(open_window: OpenWindow, workspace: Path, wait: Wait) -> None:
    page = open_papers(open_window(workspace), wait)
    page.make()
    wait(lambda: bool(page.status.rows.records))
    assert not page.status.seal_button.isEnabled()


def test_selected_rows_are_named_by_runs() -> None:
    assert as_words((1, 2, 3, 7, 9, 10)) == "1-3\n7\n9-10"
    assert as_words(()) == ""
