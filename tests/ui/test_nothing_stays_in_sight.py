"""What is sealed, and whoever was shown before, leaves every page; a decision hits only what is shown."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTextEdit
from pytestqt.qtbot import QtBot
from test_seal_dialog import NOTE, entered_workspace, page, sealed_rows
from window_parts import OpenWindow, Wait

from expunge_desktop.services import review, sealing
from expunge_desktop.store import filing_events
from expunge_desktop.ui.context import Topic
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.papers import READ, PapersPage
from expunge_desktop.ui.shell import Shell

__all__ = ["entered_workspace", "page"]


def convictions_of(shell: Shell, wait: Wait) -> ConvictionsPage:
    assert shell.view is not None
    shell.view.open_page("convictions")
    page = shell.view.pages["convictions"]
    assert isinstance(page, ConvictionsPage)
    wait(lambda: page.model.rowCount() > 0 and page.detail.shown is not None and shell.jobs.is_idle)
    return page


def deciders_of(page: ConvictionsPage) -> list[bool]:
    detail = page.detail
    parts = (detail.confirm_button, detail.override_button, detail.hold_button, detail.note_button)
    return [one.isEnabled() for one in (*parts, detail.print_button)]


def words_of(page: ConvictionsPage) -> str:
    """Everything the page can show of somebody."""
    rows = page.model.rowCount()
    cells = [str(page.model.index(row, column).data()) for row in range(min(rows, 40)) for column in range(4)]
    texts = [one.text() for one in page.detail.findChildren(QLabel)]
    texts += [one.toPlainText() for one in page.detail.findChildren(QTextEdit)]
    history = page.detail.history.model
    texts += [str(history.index(row, 6).data()) for row in range(history.rowCount())]
    return "\n".join([*cells, *texts])


def test_a_sealing_clears_list_page_and_count_at_once(page: PapersPage, wait: Wait) -> None:
    shell = page.window()
    assert isinstance(shell, Shell)
    session = page.context.session
    shown = convictions_of(shell, wait)
    before = shown.model.rowCount()
    with session.read() as connection:
        filing = page.status.shown.filing_id  # type: ignore[union-attr]
        first = next(one for one in filing_events.rows_of(connection, filing) if one.row_no == 1)
    shown.open_conviction(first.conviction_id)
    wait(lambda: shown.detail.shown is not None and shown.detail.shown.row.id == first.conviction_id)
    assert first.name in words_of(shown) and first.case_number in words_of(shown)
    assert shell.view is not None
    shell.view.open_page("papers")
    sealing.seal_by_order(session, filing, (1,), on=session.clock.today(), note=NOTE)
    page.context.tell(*Topic)
    assert first.case_number not in words_of(shown), "before the page is shown again"
    assert (shown.model.rowCount(), shown.count_label.text()) == (0, "")
    assert deciders_of(shown) == [False] * 5
    gone = len(sealed_rows(session))
    shown = convictions_of(shell, wait)
    wait(lambda: shown.model.rowCount() == before - gone)
    wait(lambda: shown.count_label.text() == f"{before - gone} convictions")
    assert first.case_number not in words_of(shown)


def test_papers_that_name_the_sealed_are_closed(page: PapersPage, wait: Wait) -> None:
    session = page.context.session
    page.tabs.setCurrentIndex(READ)
    wait(lambda: page.preview.is_shown)
    filing = page.status.shown.filing_id  # type: ignore[union-attr]
    sealing.seal_by_order(session, filing, (1,), on=session.clock.today(), note=NOTE)
    page.context.tell(*Topic)
    assert not page.preview.is_shown and page.preview.paper is None
    wait(lambda: page.context.jobs.is_idle and bool(page.status.rows.records))
    assert page.status.rows.records[0].defendant.startswith("Sealed by the court on")
    assert not page.preview.is_shown


def test_a_refused_conviction_leaves_no_other_person_on_the_page(
    page: PapersPage, wait: Wait, qtbot: QtBot
) -> None:
    """Sealed by somebody else meanwhile: this window has not been told."""
    shell = page.window()
    assert isinstance(shell, Shell)
    session = page.context.session
    shown = convictions_of(shell, wait)
    filing = page.status.shown.filing_id  # type: ignore[union-attr]
    with session.read() as connection:
        first = next(one for one in filing_events.rows_of(connection, filing) if one.row_no == 1)
    place = shown.model.position_of(first.conviction_id)
    assert place is not None
    other = 0 if place else 1
    shown.view.selectRow(other)
    wait(lambda: shown.detail.shown is not None and shown.detail.shown.row.id == shown.model.id_at(other))
    assert shown.detail.shown is not None
    left = shown.detail.shown.row
    sealing.seal_by_order(session, filing, (1,), on=session.clock.today(), note=NOTE)
    shown.view.selectRow(place)
    assert deciders_of(shown) == [False] * 5, "not the person shown before, once another row is selected"
    qtbot.keyClick(shown.view, Qt.Key.Key_C)
    wait(lambda: "Sealed by the court on" in shown.detail._empty.text)
    assert shown.detail.shown is None
    assert deciders_of(shown) == [False] * 5
    assert not shown.detail._content.isVisible()
    assert left.case_number not in "\n".join(one.text() for one in shown.detail.findChildren(QLabel))
    shown.detail.confirm()
    wait(lambda: shell.jobs.is_idle)
    assert review.conviction_rows(session, [left.id])[left.id].decision == "", "nobody was decided"


def test_decisions_wait_until_the_selected_person_is_shown(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shown = convictions_of(open_window(workspace), wait)
    first, second = shown.model.id_at(0), shown.model.id_at(1)
    shown.view.selectRow(1)
    shown.detail.confirm()
    wait(lambda: shown.detail.shown is not None and shown.detail.shown.row.id == second)
    wait(lambda: shown.context.jobs.is_idle)
    assert first is not None and second is not None
    rows = review.conviction_rows(shown.context.session, [first, second])
    assert [rows[first].decision, rows[second].decision] == ["", ""]
    shown.view.selectRow(0)
    shown.view.selectRow(1)
    assert shown.detail.note_button.isEnabled(), "back on the one that is shown"


@pytest.mark.parametrize("topic", [Topic.ASSESSMENT, Topic.BATCHES])
def test_an_assessment_or_import_elsewhere_is_shown_on_the_open_conviction(
    open_window: OpenWindow, workspace: Path, wait: Wait, topic: Topic
) -> None:
    shown = convictions_of(open_window(workspace), wait)
    before = shown.detail.shown
    shown.context.tell(topic)
    wait(lambda: shown.detail.shown is not before and shown.context.jobs.is_idle)
    assert before is not None and shown.detail.shown is not None
    assert shown.detail.shown.row.id == before.row.id
