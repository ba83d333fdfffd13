"""The list of convictions and one conviction beside it, on a real batch."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot
from window_parts import AS_OF, POLICY, OpenWindow, Wait, once_open

from expunge_desktop.domain.outcome import Outcome
from expunge_desktop.services import review
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.records import ConvictionFilter
from expunge_desktop.services.session import Session
from expunge_desktop.services.supplied_facts import subject_of, supply_fact
from expunge_desktop.store.workspace import Workspace
from expunge_desktop.ui import theme
from expunge_desktop.ui.badge import badge_size
from expunge_desktop.ui.context import Topic
from expunge_desktop.ui.models import outcome_delegate
from expunge_desktop.ui.models.convictions_model import CASE, CONVICTED, NAME, OUTCOME, PAGE, SECTION
from expunge_desktop.ui.override_dialog import OverrideDialog
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.shell import Shell


def open_list(shell: Shell, wait: Wait) -> ConvictionsPage:
    """Bring the list to the front and wait for its first conviction."""
    assert shell.view is not None
    shell.view.open_page("convictions")
    page = shell.view.pages["convictions"]
    assert isinstance(page, ConvictionsPage)
    wait(lambda: page.model.rowCount() > 0 and page.detail.shown is not None and shell.jobs.is_idle)
    return page


def shown_names(page: ConvictionsPage, wait: Wait) -> list[str]:
    """The names in the list, once every row has arrived."""
    count = page.model.rowCount()
    wait(lambda: all(page.model.row_at(place) is not None for place in range(count)))
    return [str(page.model.index(place, NAME).data()) for place in range(count)]


def test_the_list_shows_every_conviction_under_review_in_order_of_name(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_list(shell, wait)
    assert shell.session is not None
    assert page.model.rowCount() == review.overview(shell.session).under_review
    names = shown_names(page, wait)
    assert [name.casefold() for name in names] == sorted(name.casefold() for name in names)


def test_an_empty_workspace_says_where_convictions_come_from_and_not_before_it_knows(
    open_window: OpenWindow, empty_workspace: Path, wait: Wait
) -> None:
    shell = open_window(empty_workspace)
    assert shell.view is not None
    page = shell.view.pages["convictions"]
    assert isinstance(page, ConvictionsPage)
    shell.view.open_page("convictions")
    assert not page._nothing.isVisible()
    wait(page._nothing.isVisible)
    assert "No convictions yet" in page._nothing.text


def test_sorting_is_done_by_sql_and_can_be_turned(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_list(shell, wait)
    before = list(page.model.ids)
    page.sort_by("conviction_on", descending=True)
    wait(lambda: list(page.model.ids) != before)
    assert shell.session is not None
    assert list(page.model.ids) == review.conviction_ids(
        shell.session, ConvictionFilter(), "conviction_on", descending=True
    )
    assert page.view.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_search_narrows_the_list_after_a_pause_and_clearing_brings_all_back(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page = open_list(open_window(workspace), wait)
    whole = page.model.rowCount()
    case = str(page.model.index(3, CASE).data())
    qtbot.keyClick(page.view, Qt.Key.Key_Slash)
    assert page.filters.search.hasFocus()
    qtbot.keyClicks(page.filters.search, case)
    wait(lambda: 0 < page.model.rowCount() < whole)
    wait(lambda: page.model.row_at(0) is not None)
    assert case in str(page.model.index(0, CASE).data())
    assert f"of {whole}" in page.count_label.text()
    qtbot.mouseClick(page.filters.clear_button, Qt.MouseButton.LeftButton)
    wait(lambda: page.model.rowCount() == whole)


def test_a_search_without_a_hit_says_so_in_words(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page = open_list(open_window(workspace), wait)
    qtbot.keyClicks(page.filters.search, "nobody has this name")
    wait(lambda: page.model.rowCount() == 0)
    assert "Nothing matches" in page._empty.text
    wait(lambda: page.detail.shown is None)


def test_each_filter_gives_as_many_convictions_as_it_promised(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_list(shell, wait)
    assert shell.session is not None
    offered = review.filter_choices(shell.session)
    tried = 0
    for button, choices in (
        (page.filters.outcome, offered.outcomes),
        (page.filters.criterion, offered.criteria),
        (page.filters.agency, offered.agencies),
        (page.filters.section, offered.sections),
        (page.filters.code, offered.review_codes),
    ):
        for choice in choices[:2]:
            button.tick(choice.value)
            wait(lambda promised=choice.count: page.model.rowCount() == promised and shell.jobs.is_idle)
            tried += 1
        page.filters.clear()
    assert tried >= 8


def test_the_undecided_filter_and_the_year_filter_narrow_together(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_list(shell, wait)
    assert shell.session is not None
    page.filters.decision.tick("undecided")
    page.filters.years.first.setValue(1990)
    page.filters.years.last.setValue(1999)
    wanted = ConvictionFilter(year_from=1990, year_to=1999, is_decided=False)
    expected = len(review.conviction_ids(shell.session, wanted))
    assert 0 < expected < page.model.rowCount()
    wait(lambda: page.model.rowCount() == expected)
    assert page.filters.wanted == wanted


def test_the_detail_shows_the_finding_step_by_step_and_marks_the_count_in_the_history(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = open_list(open_window(workspace), wait)
    detail = page.detail.shown
    assert detail is not None
    assert detail.finding is not None
    assert detail.finding.steps
    text = page.detail.finding.toPlainText()
    for step in detail.finding.steps:
        assert " ".join(step.question.split()) in " ".join(text.split())
    lines = page.detail.history.model.records
    assert len(lines) == len(detail.person.counts)
    assert [line.count.ref for line in lines if line.is_here] == [detail.count_ref]


def test_the_source_rows_are_shown_as_delivered(open_window: OpenWindow, workspace: Path, wait: Wait) -> None:
    page = open_list(open_window(workspace), wait)
    page.detail.tabs.setCurrentWidget(page.detail.source)
    wait(lambda: page.detail.source.is_filled)
    tree = page.detail.source.tree
    columns = {
        tree.topLevelItem(0).child(place).text(0) for place in range(tree.topLevelItem(0).childCount())
    }
    assert "SUBJECT_ID" in columns
    assert not any("SSN" in column or "CDL" in column for column in columns)


def test_confirming_by_key_is_kept_with_the_name_of_who_did_it(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait, reopened: Callable[[Path], Session]
) -> None:
    shell = open_window(workspace)
    page = open_list(shell, wait)
    subject = page.detail.conviction_id
    assert subject is not None
    qtbot.keyClick(page.view, Qt.Key.Key_C)
    wait(lambda: page.detail.shown is not None and page.detail.shown.row.decision == "confirm")
    wait(lambda: page.model.row_at(0) is not None)
    assert "Confirmed by ada" in page.detail.state.text()
    shell.shut_down()
    with reopened(workspace) as session:
        kept = review.conviction_detail(session, subject)
    assert [(one.action, one.decided_by) for one in kept.decisions] == [("confirm", "ada")]


def test_an_override_needs_an_outcome_and_a_reason_and_persists(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait, reopened: Callable[[Path], Session]
) -> None:
    shell = open_window(workspace)
    page = open_list(shell, wait)
    shown = page.detail.shown
    assert shown is not None
    other = next(one for one in Outcome if one != shown.row.policy_outcome)
    seen: list[bool] = []

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, OverrideDialog)
        seen.append(dialog.accept_button.isEnabled())
        dialog.outcome_choice.setCurrentIndex(dialog.outcome_choice.findData(other))
        seen.append(dialog.accept_button.isEnabled())
        qtbot.keyClicks(dialog.reason_text, "   ")
        seen.append(dialog.accept_button.isEnabled())
        qtbot.keyClicks(dialog.reason_text, "The plea form names another section.")
        seen.append(dialog.accept_button.isEnabled())
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    once_open(fill_in)
    qtbot.keyClick(page.view, Qt.Key.Key_O)
    wait(lambda: page.detail.shown is not None and page.detail.shown.row.decision == "override")
    assert seen == [False, False, False, True]
    assert page.detail.badge.code == other
    shell.shut_down()
    with reopened(workspace) as session:
        kept = review.conviction_detail(session, shown.row.id)
    assert kept.row.final_outcome == other
    assert kept.decisions[0].reason == "The plea form names another section."


def test_the_window_never_touches_the_database_from_its_own_thread(
    open_window: OpenWindow, workspace: Path, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_window(workspace)
    threads: set[int] = set()
    for name in ("read", "write"):
        real = getattr(Workspace, name)

        def watched(*given: object, real: Callable[..., object] = real, **named: object) -> object:
            threads.add(threading.get_ident())
            return real(*given, **named)

        monkeypatch.setattr(Workspace, name, watched)
    page = open_list(shell, wait)
    page.detail.confirm()
    wait(lambda: page.detail.shown is not None and page.detail.shown.row.decision == "confirm")
    assert shell.view is not None
    for name in shell.view.pages:
        shell.view.open_page(name)
        wait(lambda: shell.jobs.is_idle)
    assert threads
    assert threading.get_ident() not in threads


def test_only_the_pages_that_are_looked_at_are_fetched(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = open_list(open_window(workspace), wait)
    asked: list[int] = []
    real = page.model._fetch

    def watched(ids: object, deliver: object) -> None:
        asked.append(len(ids))  # type: ignore[arg-type]
        real(ids, deliver)  # type: ignore[arg-type]

    page.model._fetch = watched
    first = page.model.ids[0]
    page.model.set_ids([first] * 1_000_000)
    page.view.scrollToBottom()
    page.view.viewport().repaint()
    wait(lambda: page.model.row_at(999_999) is not None)
    assert 0 < sum(asked) <= 6 * PAGE


@pytest.mark.parametrize("width", [1360, 1280])
def test_the_outcome_is_read_in_full_without_scrolling(
    open_window: OpenWindow, workspace: Path, wait: Wait, width: int
) -> None:
    shell = open_window(workspace)
    shell.resize(width, 768)
    page = open_list(shell, wait)
    view, column = page.view, OUTCOME
    wait(lambda: page.model.row_at(0) is not None)
    for code in Outcome:
        needed = badge_size(code, outcome_delegate._font()).width() + 2 * theme.XS
        assert view.columnWidth(column) >= needed, code
    assert view.columnViewportPosition(column) + view.columnWidth(column) <= view.viewport().width()
    assert view.horizontalScrollBar().value() == 0
    dated = view.fontMetrics().horizontalAdvance("12/25/1974")
    assert view.columnWidth(CONVICTED) >= dated + theme.S
    for place in range(page.model.rowCount()):
        row = page.model.row_at(place)
        if row is not None and row.case_number:
            assert row.case_number in str(page.model.index(place, CASE).data(Qt.ItemDataRole.ToolTipRole))
            assert row.code_section in str(page.model.index(place, SECTION).data(Qt.ItemDataRole.ToolTipRole))
    if width == 1360:
        tabs = page.detail.tabs.tabBar()
        assert tabs.width() >= tabs.sizeHint().width(), "nor are the tabs of the conviction cut"
    view.setColumnWidth(NAME, 300)
    shell.resize(width + 6, 768)
    QApplication.processEvents()
    assert view.columnWidth(NAME) == 300, "a column that somebody dragged stays as it is"


def test_a_supplied_date_leaves_the_list_as_delivered_and_the_headings_say_so(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = open_list(shell, wait)
    session, shown = page.context.session, page.detail.shown
    assert shown is not None
    subject = subject_of(session, shown.row.id)
    supply_fact(session, subject, "conviction_date", "2001-02-03", "certified docket", reason="It is plain.")
    assess(session, POLICY, AS_OF)
    page.context.tell(Topic.ASSESSMENT)
    wait(lambda: shell.jobs.is_idle and page.model.row_at(0) is not None)
    wait(lambda: page.detail.shown is not None and page.detail.shown.supplied != ())
    row = page.model.row_at(page.model.position_of(shown.row.id) or 0)
    assert row is not None and row.conviction_on == shown.row.conviction_on != "2001-02-03"
    for column in (SECTION, CONVICTED):
        tip = page.model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        assert str(tip).startswith("As delivered")
    said = [one.text() for one in page.filters.years.panel.findChildren(QLabel)]
    assert "As delivered, without supplied dates." in said
