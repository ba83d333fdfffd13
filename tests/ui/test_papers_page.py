"""Papers in the window: made, checked, released by two people, saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from window_parts import Answering, OpenWindow, Wait, make_papers, once_open, open_papers, read_document

from expunge_desktop.domain.outcome import DecisionAction, Outcome
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.filing_papers import CheckedSet, PaperFault, PaperState
from expunge_desktop.services.make_filing import stored_filing
from expunge_desktop.services.office import office_toml, set_office
from expunge_desktop.services.supplied_facts import subject_of, supply_fact
from expunge_desktop.store.schema import release_log
from expunge_desktop.ui.context import Topic
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.pages import papers as papers_module
from expunge_desktop.ui.pages.papers_dialogs import MakeDialog, SaveDialog


def press(text: str) -> None:
    """Answer the dialog that is about to open."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, PlainDialog)
        assert dialog.reject_button.isDefault(), "the safe answer is the default"
        assert dialog.accept_button.text() == text
        dialog.accept()

    once_open(answer)


def test_every_document_stands_in_the_list_with_its_state_and_its_pages_once_it_is_made(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = make_papers(open_papers(open_window(workspace), wait), wait)
    lines = page.papers.model.records
    numbers = [one.paper.document for one in lines if one.file < 0]
    assert numbers[0] == "D0"
    assert {f"D{number}" for number in range(1, 14)} <= set(numbers)
    assert numbers == sorted(numbers, key=lambda one: int(one[1:]))
    states = {one.paper.document: one.paper.state for one in lines}
    assert states["D1"] is PaperState.PRINTED
    assert states["D8"] is PaperState.ON_REQUEST
    assert states["D10"] is PaperState.NOT_APPLICABLE
    made = {one.paper.document: one.pages for one in lines if one.file < 0 and one.pages is not None}
    assert list(made) == ["D1"], "only the paper that is looked at is made"
    page.papers.choose("D10")
    wait(lambda: page.preview.paper is None)
    assert page.papers.sentence.text(), "why there is no opposition"
    read_document(page, "D5", wait)
    files = [one for one in page.papers.model.records if one.paper.document == "D5"]
    assert [one.file for one in files] == [-1, 0, 1]
    assert files[0].pages == (files[1].pages or 0) + (files[2].pages or 0)


def test_a_paper_on_request_is_made_when_it_is_chosen(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = make_papers(open_papers(open_window(workspace), wait), wait)
    read_document(page, "D13", wait)
    assert page.preview.paper is not None
    assert page.preview.paper.pages >= 1


def test_the_cover_sheet_lists_the_other_papers_though_they_are_not_kept(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = make_papers(open_papers(open_window(workspace), wait), wait)
    read_document(page, "D0", wait)
    preview = page.preview
    preview.open_search()
    preview.search_bar.line.setText("D06-proposed-order.pdf")
    wait(lambda: preview.search.is_done and bool(preview.search.text))
    assert preview.search.matches


def test_a_missing_value_names_itself_and_leads_to_the_office_page(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.session is not None
    assert shell.view is not None
    given = office_toml(shell.session)
    assert 'bar_number = "123456"' in given
    set_office(shell.session, given.replace('bar_number = "123456"', 'bar_number = ""'))
    page = open_papers(shell, wait)
    page.make()
    wait(lambda: bool(page.papers.model.records))
    page.papers.choose("D1")
    line = page.papers.current
    assert line is not None
    assert line.paper.state is PaperState.MISSING_VALUE
    assert "attorney" in page.papers.sentence.text()
    assert page.papers.office_button.isVisible()
    page.papers.office_button.click()
    assert shell.view.stack.currentWidget() is shell.view.pages["office"]


def test_the_make_dialog_names_the_courts_wishes_and_that_nobody_confirmed_them(
    open_window: OpenWindow, workspace: Path, wait: Wait, answering: Answering, qtbot: QtBot
) -> None:
    page = open_papers(open_window(workspace), wait)
    seen: list[str] = []

    def answer(dialog: object) -> None:
        assert isinstance(dialog, MakeDialog)
        seen.append(dialog._said.text())
        dialog.group.setCurrentIndex(dialog.group.findData("court"))
        dialog.accept()

    answering(answer)
    qtbot.mouseClick(page.make_button, Qt.MouseButton.LeftButton)
    wait(lambda: len(page.filings.records) > 1)
    assert "Unconfirmed" in seen[0]
    assert "500 pages" in seen[0]
    wait(lambda: page.preview.is_shown)


def test_checking_reads_every_paper_back_and_says_what_was_found(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page = make_papers(open_papers(open_window(workspace), wait), wait)
    page.tabs.setCurrentIndex(papers_module.CHECK)
    qtbot.mouseClick(page.checks.check_button, Qt.MouseButton.LeftButton)
    wait(lambda: page.checks.checked is not None)
    assert page.checks.checked is not None
    assert page.checks.checked.errors == 0
    assert page.checks.checked.files >= 10
    assert f"{page.checks.checked.pages:,} pages read back" in page.checks.notice.text


def test_a_finding_leads_to_its_page(open_window: OpenWindow, workspace: Path, wait: Wait) -> None:
    page = make_papers(open_papers(open_window(workspace), wait), wait)
    page.tabs.setCurrentIndex(papers_module.CHECK)
    file = "D05-exhibit-a-public.pdf"
    fault = PaperFault("warning", "D5", file, 2, "CRC 2.507", "Page 2 shows what looks like a date.")
    page.checks._show(CheckedSet("F0001", 1, 2, (fault,)))
    assert [one.state for one in page.papers.model.records if one.paper.document == "D5"] == ["▲ 1 warning"]
    page.checks.view.activated.emit(page.checks.model.index(0, 0))
    wait(lambda: page.preview.is_shown and page.preview.paper.file == file)  # type: ignore[union-attr]
    assert page.preview.page == 2
    assert page.tabs.currentIndex() == papers_module.READ


def test_one_person_prepares_and_cannot_approve_their_own_filing(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = make_papers(open_papers(open_window(workspace), wait), wait)
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
    wait: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answering: Answering,
) -> None:
    shell = open_window(workspace)
    page = make_papers(open_papers(shell, wait), wait)
    press("Release")
    page.release()
    wait(lambda: page.current is not None and page.current.prepared_by == "ada" and shell.jobs.is_idle)
    shell.shut_down()
    shell = open_window(workspace, "ben")
    page = open_papers(shell, wait)
    wait(lambda: page.current is not None)
    press("Release")
    page.release()
    wait(lambda: page.current is not None and page.current.approved_by == "ben")
    wait(lambda: page.preview.is_shown)
    monkeypatch.setattr(papers_module, "choose_folder", lambda *_given: tmp_path / "out")
    (tmp_path / "out").mkdir()

    def answer(dialog: object) -> None:
        assert isinstance(dialog, SaveDialog)
        dialog.besides["D13"].setChecked(True)
        dialog.recipient.setText("Superior Court")
        dialog.purpose.setText("filing")
        dialog.accept()

    answering(answer)
    page.save()
    wait(lambda: "saved in" in page.notice.text)
    saved = sorted(file.name for file in (tmp_path / "out").rglob("*.pdf"))
    assert "D01-notice-of-motion.pdf" in saved
    assert any(name.startswith("D13") for name in saved), "asked for besides the packet"
    assert not page.release_button.isEnabled()
    assert shell.session is not None
    with shell.session.read() as connection:
        logged = connection.execute(select(release_log.c.recipient, release_log.c.purpose)).all()
    assert [tuple(one) for one in logged] == [("Superior Court", "filing")]


def test_a_later_decision_marks_the_filing_stale_and_says_why_on_demand(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = make_papers(open_papers(shell, wait), wait)
    assert shell.session is not None
    assert page.current is not None
    assert not page.stale_button.isVisible()
    wait(lambda: bool(page.status.rows.records))
    found = _conviction_of(page, page.status.rows.records[0].row_no)
    decide(shell.session, found, DecisionAction.OVERRIDE, Outcome.NOT_ELIGIBLE, "A sale to a minor.")
    page.refresh()
    wait(lambda: page.current is not None and bool(page.current.moved))
    assert "stale" in page.filings.data(page.filings.index(0, 1))
    page.stale_button.click()
    wait(lambda: "is stale" in page.notice.text)
    assert "findings or decisions" in page.notice.text


def test_a_fact_that_waits_is_told_beside_the_papers_and_when_they_are_saved(
    open_window: OpenWindow,
    workspace: Path,
    wait: Wait,
    answering: Answering,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shell = open_window(workspace)
    page = make_papers(open_papers(shell, wait), wait)
    session = page.context.session
    wait(lambda: bool(page.status.rows.records))
    subject = subject_of(session, _conviction_of(page, page.status.rows.records[0].row_no))
    supply_fact(session, subject, "cannabis_grams", "12", "police report of the arrest")
    page.context.tell(Topic.FACTS)
    wait(lambda: page.current is not None and bool(page.current.waiting))
    waits = "1 supplied fact waits for an assessment, of 1 person in F0001."
    assert page.filings.data(page.filings.index(0, 1)) == "draft · facts wait"
    assert waits in page.explanation.text()
    page.say_why_stale()
    wait(lambda: waits in page.notice.text)
    monkeypatch.setattr(papers_module, "choose_folder", lambda *_given: tmp_path / "out")
    (tmp_path / "out").mkdir()
    answering(lambda dialog: dialog.accept())
    page.save()
    wait(lambda: "saved in" in page.notice.text)
    assert waits in page.notice.text


def _conviction_of(page: papers_module.PapersPage, row_no: int) -> int:
    with page.context.session.read() as connection:
        filing = stored_filing(connection, "F0001")
    return filing.rows[row_no - 1].conviction_id
