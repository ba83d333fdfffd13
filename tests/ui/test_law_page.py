"""The law in the window: meanings that can be looked up, what waits for counsel, and the worked cases."""

import re
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from window_parts import OpenWindow, Wait

from expunge_desktop.services.check_law import check_law
from expunge_desktop.services.counsel_list import counsel_list
from expunge_desktop.services.law_library import load_law
from expunge_desktop.services.legal_words import OUTCOME_WORDS
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.law import LawPage
from expunge_desktop.ui.shell import Shell


def law_page(shell: Shell, wait: Wait) -> LawPage:
    """The page in front, with its texts."""
    assert shell.view is not None
    shell.view.open_page("law")
    page = shell.view.stack.currentWidget()
    assert isinstance(page, LawPage)
    wait(lambda: page.words.topics.count() > 0)
    return page


def test_every_topic_shows_its_text(open_window: OpenWindow, empty_workspace: Path, wait: Wait) -> None:
    page = law_page(open_window(empty_workspace), wait)
    for place in range(page.words.topics.count()):
        page.words.topics.setCurrentRow(place)
        title = page.words.topics.item(place).text()
        assert page.words.text.toPlainText().startswith(title)
        assert len(page.words.text.toPlainText()) > len(title) + 100


def test_a_search_narrows_every_view_and_clearing_it_brings_all_back(
    open_window: OpenWindow, empty_workspace: Path, wait: Wait
) -> None:
    page = law_page(open_window(empty_workspace), wait)
    page.cases.check_button.click()
    wait(lambda: page.cases.model.rowCount() > 0)
    cases, entries = page.cases.model.rowCount(), page.confirm.model.rowCount()
    page.search.setText("predecessor")
    wait(lambda: 0 < page.cases.model.rowCount() < cases)
    assert 0 < page.confirm.model.rowCount() < entries
    assert "HR-PREDECESSOR" in page.words.text.toPlainText()
    page.search.setText("no such word anywhere")
    wait(lambda: page.cases.model.rowCount() == 0)
    assert "Nothing" in page.words.text.toPlainText()
    page.words.topics.setCurrentRow(2)  # choosing a topic ends the search
    assert page.search.text() == ""
    assert page.words.text.toPlainText().startswith(page.words.topics.item(2).text())
    wait(lambda: page.cases.model.rowCount() == cases)
    assert page.confirm.model.rowCount() == entries


def test_a_code_is_looked_up_from_anywhere(
    open_window: OpenWindow, empty_workspace: Path, wait: Wait
) -> None:
    shell = open_window(empty_workspace)
    page = law_page(shell, wait)
    assert shell.view is not None
    for code, entry in load_law().review_codes.items():
        shell.view.open_page("overview")
        shell.view.context.meaning_wanted.emit(code)
        assert shell.view.stack.currentWidget() is page
        text = page.words.text.toPlainText()
        assert entry.document in text
        assert text.index(entry.title) == min(
            text.index(one.title) for one in load_law().review_codes.values() if one.title in text
        ), "the entry that stands under the word comes first"


def test_a_reason_code_of_a_conviction_leads_to_its_meaning(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.view.open_page("convictions")
    convictions = shell.view.stack.currentWidget()
    assert isinstance(convictions, ConvictionsPage)
    convictions.narrow_to("HAND_REVIEW")
    wait(lambda: convictions.detail.shown is not None and "HR-" in convictions.detail.finding.toPlainText())
    shown = convictions.detail.finding
    code = next(link for link in re.findall(r"meaning:([\w-]+)", shown.toHtml()) if link.startswith("HR-"))
    shown.anchorClicked.emit(QUrl(f"meaning:{code}"))
    page = shell.view.stack.currentWidget()
    assert isinstance(page, LawPage)
    wait(lambda: load_law().review_codes[code].document in page.words.text.toPlainText())


def test_what_counsel_must_confirm_is_listed_with_why_and_switch(
    open_window: OpenWindow, empty_workspace: Path, wait: Wait
) -> None:
    page = law_page(open_window(empty_workspace), wait)
    page.tabs.setCurrentWidget(page.confirm)
    assert list(page.confirm.model.records) == counsel_list()
    place = next(p for p, one in enumerate(page.confirm.model.records) if one.switch == "feb29")
    page.confirm.view.selectRow(place)
    shown = page.confirm.detail.toPlainText()
    assert "feb29" in shown
    assert "reasonable lawyers differ" in shown


def test_the_check_shows_every_case_with_record_expectation_and_finding(
    open_window: OpenWindow, empty_workspace: Path, wait: Wait
) -> None:
    page = law_page(open_window(empty_workspace), wait)
    page.tabs.setCurrentWidget(page.cases)
    page.cases.check_button.click()
    assert not page.cases.check_button.isEnabled()
    wait(lambda: page.cases.model.rowCount() > 0)
    results = check_law()
    assert len(page.cases.model.records) == len(results)
    assert f"{len(results):,} worked cases" in page.cases.said.text()
    assert f" {sum(one.agrees for one in results):,} agree " in page.cases.said.text()
    page.cases.view.selectRow(2)
    one, shown = results[2], page.cases.detail.toPlainText()
    for words in (
        one.scenario.title,
        one.scenario.page,
        one.scenario.person.counts[0].charge,
        OUTCOME_WORDS[one.finding.statutory_outcome],
        one.finding.statutory_reason,
    ):
        assert words in shown


def test_a_case_that_differs_stands_out_and_says_how(
    open_window: OpenWindow, empty_workspace: Path, wait: Wait
) -> None:
    page = law_page(open_window(empty_workspace), wait)
    results = [one for one in check_law() if one.agrees]
    page.cases.show_results(results)
    differing = page.cases.shown_choice.findData("differs")
    page.cases.shown_choice.setCurrentIndex(differing)
    page.cases.shown_choice.activated.emit(differing)
    assert page.cases.model.rowCount() == 0
    assert "None differs" in page.cases._none.text
    page.cases.show_results(
        [replace(results[0], differences=("the statute: D expected, N found",)), *results]
    )
    assert page.cases.model.rowCount() == 1
    assert "1 differs" in page.cases.said.text()
    assert "D expected, N found" in page.cases.detail.toPlainText()
