"""What if in the window: the service's own figures, each change answered, movers that lead to convictions."""

import csv
import threading
from datetime import date
from pathlib import Path

import pytest
import sample_doj
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import AS_OF, POLICY, OpenWindow, Wait

from expunge_desktop.rules.policy_changes import changed_policy
from expunge_desktop.services.compare_policies import PolicyComparer
from expunge_desktop.services.comparison_records import Comparison
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.law_library import load_policy
from expunge_desktop.services.policies import add_policy
from expunge_desktop.ui import theme
from expunge_desktop.ui.context import Topic
from expunge_desktop.ui.pages.bar_chart import BarChart, Pair
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.what_if import WhatIfPage
from expunge_desktop.ui.pages.what_if_export import ExportMoversDialog
from expunge_desktop.ui.shell import Shell
from expunge_desktop.ui.wording import number, outcome_label

LA = load_policy(POLICY)


def what_if(shell: Shell, wait: Wait) -> WhatIfPage:
    """The page in front, with its policies known."""
    assert shell.view is not None
    shell.view.open_page("what_if")
    page = shell.view.stack.currentWidget()
    assert isinstance(page, WhatIfPage)
    wait(lambda: shell.jobs.is_idle)
    return page


def compared(shell: Shell, wait: Wait) -> WhatIfPage:
    """The page after the first comparison."""
    page = what_if(shell, wait)
    page.compare_button.click()
    wait(lambda: page.found is not None)
    return page


def choose(page: WhatIfPage, side: str, name: str) -> None:
    """Choose a policy by its name."""
    box = page.fields.first if side == "A" else page.fields.second
    place = next(place for place in range(box.count()) if box.itemData(place).startswith(f"{name}@"))
    box.setCurrentIndex(place)
    box.activated.emit(place)


def expected(shell: Shell, change: str = "", margin: int = 1) -> Comparison:
    """What the service says of the Los Angeles criteria with one value changed."""
    assert shell.session is not None
    second = changed_policy(LA, [change] if change else [])
    return PolicyComparer(shell.session).compare(LA, second, AS_OF, margin=margin)


def test_an_empty_workspace_says_what_to_do_first(
    open_window: OpenWindow, empty_workspace: Path, wait: Wait
) -> None:
    page = what_if(open_window(empty_workspace), wait)
    assert page._stack.currentWidget() is page._empty
    assert "Import" in page._empty.text


def test_the_figures_and_the_chart_are_those_of_the_service(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = compared(shell, wait)
    found = expected(shell)
    shown = {line.what: (line.first, line.second) for line in page.figures.model.records}
    assert shown["Convictions under review"] == (found.convictions, found.convictions)
    assert shown["People"] == (found.people, found.people)
    assert shown["People left with no felony"][0] == found.first_figures.left_without_felony
    assert shown["People left with no conviction"][0] == found.first_figures.left_without_conviction
    assert shown["Felonies dismissed or redesignated"][0] == found.first_figures.felonies_relieved > 0
    drawn = {pair.label: pair.first for pair in page.figures.chart.pairs}
    assert drawn == {outcome_label(code): count for code, count in found.first_figures.outcomes.items()}
    for pair in page.figures.chart.pairs:
        assert f"{pair.label}: {number(pair.first)} A" in page.figures.chart.accessibleDescription()
    assert "same policy" in page.summary.text()


def test_a_changed_threshold_is_answered_without_asking_again(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = compared(shell, wait)
    box = page.fields.boxes["age_50.years"]
    box.setValue(44)
    box.setValue(18)  # the newest question wins
    wait(lambda: page.found is not None and page.found.second.criteria[0].years == 18)
    found = expected(shell, "age_50.years=18")
    assert page.found is not None
    assert page.found.movers == found.movers
    assert len(found.movers) == page.movers.model.rowCount() > 0
    assert "18 instead of 50" in page.sides.text()
    assert page.summary.text().startswith(f"{number(len(found.movers))} of ")
    page.fields.reset_button.click()
    wait(lambda: page.found is not None and not page.found.movers)
    assert box is not page.fields.boxes["age_50.years"]
    assert page.fields.boxes["age_50.years"].value() == 50


def test_each_breakdown_counts_every_conviction_and_race_is_said_to_be_statistics(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = compared(shell, wait)
    choose(page, "B", "statute-only")
    wait(lambda: page.found is not None and page.found.second.name == "statute-only")
    assert page.found is not None
    for place in range(page.breakdown.dimension.count()):
        page.breakdown.dimension.setCurrentIndex(place)
        page.breakdown.dimension.activated.emit(place)
        shares = page.breakdown.model.records
        assert sum(one.convictions for one in shares) == page.found.convictions
        assert sum(one.dismissed_second for one in shares) == page.found.second_figures.dismissed
        is_race = page.breakdown.dimension.currentData() == "race"
        assert ("statistics only" in page.breakdown.note.text()) == is_race
        drawn = page.breakdown.chart.pairs
        assert [(one.value, one.dismissed_first) for one in shares][: len(drawn)] == [
            (pair.label, pair.first) for pair in drawn
        ]


def test_the_fields_are_made_from_the_second_policy(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = compared(open_window(workspace), wait)
    assert set(page.fields.boxes) == {"age_50.years", "under_21.years", "ten_years.years"}
    felonies = page.fields.choices["ten_years_counts"]
    felonies.setCurrentIndex(felonies.findData("felony"))
    felonies.activated.emit(felonies.currentIndex())
    wait(lambda: page.found is not None and page.found.second.switches.ten_years_counts == "felony")
    assert "felony instead of any" in page.sides.text()
    choose(page, "B", "statute-only")
    assert page.fields.boxes == {}
    wait(lambda: page.found is not None and page.found.second.name == "statute-only")


def test_enter_on_a_mover_opens_its_conviction(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = compared(shell, wait)
    page.fields.boxes["age_50.years"].setValue(18)
    wait(lambda: page.movers.model.rowCount() > 0)
    page.tabs.setCurrentWidget(page.movers)
    wait(lambda: page.movers.model.row_at(0) is not None)
    row = page.movers.model.row_at(0)
    assert row is not None
    assert page.movers.model.index(0, 0).data() == row.person_name
    page.movers.view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.movers.view, Qt.Key.Key_Return)
    assert shell.view is not None
    convictions = shell.view.stack.currentWidget()
    assert isinstance(convictions, ConvictionsPage)
    wait(lambda: convictions.detail.shown is not None and shell.jobs.is_idle)
    assert convictions.detail.conviction_id == row.id


def test_movers_are_narrowed_to_one_move(open_window: OpenWindow, workspace: Path, wait: Wait) -> None:
    page = compared(open_window(workspace), wait)
    choose(page, "B", "statute-only")
    wait(lambda: page.movers.move_choice.count() > 2)
    whole = page.movers.model.rowCount()
    parts = 0
    for place in range(1, page.movers.move_choice.count()):
        page.movers.move_choice.setCurrentIndex(place)
        page.movers.move_choice.activated.emit(place)
        kinds = {(one.first.outcome, one.second.outcome) for one in page.movers.model.records}
        assert len(kinds) == 1
        parts += page.movers.model.rowCount()
    assert parts == whole


def test_near_misses_name_the_threshold_that_would_reach_them(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = compared(shell, wait)
    choose(page, "A", "statute-only")
    page.fields.boxes["age_50.years"].setValue(80)
    page.fields.boxes["ten_years.years"].setValue(60)
    page.fields.margin.setValue(20)
    wait(lambda: page.near.model.rowCount() > 0)
    near = page.near.model.records[0]
    said = page.near.model.index(0, 4).data()
    assert f"with {near.years} years instead of {near.threshold}" in said
    page.fields.margin.setValue(0)
    wait(lambda: page.near.model.rowCount() == 0)
    assert "margin of at least one year" in page.near._none.text


def test_a_cancelled_comparison_goes_back_to_its_button(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = what_if(shell, wait)
    go_on = threading.Event()
    for _ in range(2):  # both readers are busy, so that the comparison waits
        shell.jobs.read(page, lambda _progress: go_on.wait(200), lambda _value: None)
    page.compare_button.click()
    assert not page.compare_button.isEnabled()
    assert shell.view is not None
    assert shell.view.job_bar.text.startswith("Compare policies")
    shell.view.job_bar._cancel.click()
    go_on.set()
    wait(lambda: page.compare_button.isEnabled())
    assert page.found is None
    assert "cancelled" in page.notice.text
    page.compare_button.click()
    wait(lambda: page.found is not None)


def test_a_day_before_the_act_is_refused_in_words(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = compared(open_window(workspace), wait)
    page.fields.day.setDate(QDate(2010, 1, 1))
    wait(lambda: page.found is None)
    assert "2016-11-09" in page.notice.text


def test_movers_are_exported_with_recipient_and_purpose_in_the_log(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, qtbot: QtBot, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = compared(shell, wait)
    assert not page.movers.export_button.isEnabled() or page.near.model.rowCount()
    page.fields.boxes["age_50.years"].setValue(18)
    wait(lambda: page.movers.model.rowCount() > 0)
    asked = ExportMoversDialog(shell)
    qtbot.addWidget(asked)
    asked.recipient.setText("")
    assert not asked.accept_button.isEnabled()
    out = tmp_path / "movers.csv"
    page.write_export(out, "Public Defender", "joint review")
    wait(lambda: out.exists() and "written" in page.notice.text)
    assert page.found is not None
    with out.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert len(rows) - 1 == len(page.found.movers) + len(page.found.near_misses)
    page.write_export(out, "Public Defender", "joint review")
    wait(lambda: "written" not in page.notice.text)
    assert shell.session is not None
    with shell.session.read() as connection:
        from sqlalchemy import text

        log = connection.execute(text("SELECT recipient, purpose FROM release_log")).all()
    assert [tuple(row) for row in log] == [("Public Defender", "joint review")]


def test_the_fields_are_reached_by_tab_in_the_order_they_stand(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page = compared(open_window(workspace), wait)
    wait(lambda: QApplication.focusWidget() is page.fields.second)
    for wanted in (page.fields.day, page.fields.day, page.fields.day, page.fields.margin):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is wanted
    for wanted in (page.fields.reset_button, *page.fields.boxes.values(), *page.fields.choices.values()):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is wanted


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_two_sides_of_the_chart_are_told_apart_without_color(
    mode: str, qapp: object, qtbot: QtBot
) -> None:
    theme.current_theme().set_mode(mode)
    try:
        chart = BarChart("Outcomes")
        qtbot.addWidget(chart)
        chart.show_pairs([Pair("Dismiss and seal", 400, 400)])
        chart.resize(600, chart.sizeHint().height())
        picture = chart.grab().toImage()
        columns = range(300, 500)
        shades = {}
        high = chart.fontMetrics().height()
        for side, bars_above in (("A", 0.5), ("B", 1.5)):
            line = round((2 * high + theme.S) + bars_above * high)
            shades[side] = {picture.pixelColor(x, line).lightness() for x in columns}
    finally:
        theme.current_theme().set_mode("light")
    assert len(shades["A"]) == 1, "the first side is filled"
    assert max(shades["B"]) - min(shades["B"]) > 60, "the second is hatched"


def test_no_name_of_an_agency_is_cut_off_in_the_chart(qapp: object, qtbot: QtBot) -> None:
    chart = BarChart("Agencies")
    qtbot.addWidget(chart)
    names = ["Los Angeles City Attorney", "Hermosa Beach City Prosecutor", "District Attorney"]
    chart.show_pairs([Pair(name, 3, 4) for name in names])
    assert chart.minimumSizeHint().height() >= 4 * 2 * chart.fontMetrics().height()
    assert all(name in chart.accessibleDescription() for name in names)


def test_a_new_policy_is_offered_and_what_was_changed_stays(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = compared(shell, wait)
    page.fields.boxes["age_50.years"].setValue(44)
    wait(lambda: page.found is not None and page.found.second.criteria[0].years == 44)
    before = page.fields.first.count()
    assert shell.session is not None
    assert shell.view is not None
    ours = "name: ours\nversion: 1\ntitle: Our own\nexpands: yes\ncriteria: {old: {test: deceased}}\n"
    add_policy(shell.session, ours, "ours.yaml")
    shell.view.context.tell(Topic.POLICIES)
    wait(lambda: page.fields.first.count() == before + 1)
    assert page.fields.boxes["age_50.years"].value() == 44
    choose(page, "A", "ours")
    wait(lambda: page.found is not None and page.found.first.name == "ours")


def test_a_further_batch_asks_to_compare_again(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    page = compared(shell, wait)
    assert page.found is not None
    before = page.found.convictions
    sample_doj.write(sample_doj.Recipe(people=20, seed=91), tmp_path / "second.dat")
    assert shell.session is not None
    assert shell.view is not None
    import_batch(shell.session, [tmp_path / "second.dat"])
    shell.view.context.tell(Topic.BATCHES)
    wait(lambda: page.found is None and shell.jobs.is_idle)
    assert page._stack.currentWidget() is page._start_state
    page.compare_button.click()
    wait(lambda: page.found is not None)
    assert page.found.convictions > before


def test_the_day_proposed_is_that_of_the_assessment(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = what_if(open_window(workspace), wait)
    chosen = page.fields.day.date()
    assert date(chosen.year(), chosen.month(), chosen.day()) == AS_OF
    assert page.fields.first.currentData() == f"{LA.name}@{LA.version}"
