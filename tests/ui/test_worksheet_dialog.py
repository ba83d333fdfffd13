"""The explanation in the window, and its worksheet saved from there."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot
from window_parts import OpenWindow, Wait

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.explain import explanation_of
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.worksheet_dialog import WorksheetDialog


def _list(open_window: OpenWindow, workspace: Path, wait: Wait) -> ConvictionsPage:
    shell = open_window(workspace)
    assert shell.view is not None
    shell.view.open_page("convictions")
    page = shell.view.pages["convictions"]
    assert isinstance(page, ConvictionsPage)
    wait(lambda: page.model.rowCount() > 0 and page.detail.shown is not None and shell.jobs.is_idle)
    return page


def test_the_window_shows_every_fact_with_its_row(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = _list(open_window, workspace, wait)
    assert page.detail.shown is not None
    explanation = explanation_of(page.detail._context.session, page.detail.shown.row.id)
    text = " ".join(page.detail.finding.toPlainText().split())
    for line in explanation.facts:
        assert line.what in text
        for source in line.sources:
            assert f"{source.file_name}, line {source.line:,}" in text
    assert explanation.authority is not None
    assert explanation.authority.law_digest in text


@pytest.mark.parametrize("is_all_of_person", [False, True])
def test_a_worksheet_is_saved_in_a_job_and_said_where(
    open_window: OpenWindow, workspace: Path, wait: Wait, tmp_path: Path, is_all_of_person: bool
) -> None:
    page = _list(open_window, workspace, wait)
    path = tmp_path / "sheet.pdf"
    page.detail.save_worksheet(path, "own office", "internal review", is_all_of_person=is_all_of_person)
    wait(path.exists)
    wait(lambda: "sheet.pdf" in page.detail.notice.text)
    assert "Work product; not for filing" in PdfReader(path).pages[0].extract_text()


def test_recipient_and_purpose_are_needed_and_the_person_is_offered_only_when_there_is_more(
    qtbot: QtBot,
) -> None:
    alone, several = WorksheetDialog(1, None), WorksheetDialog(3, None)
    for dialog in (alone, several):
        qtbot.addWidget(dialog)
        dialog.show()
    assert not alone.all_of_person.isVisible()
    assert several.all_of_person.isVisible()
    assert alone.told == ("own office", "internal review", RecipientKind.OWN_OFFICE)
    alone.recipient.clear()
    assert not alone.accept_button.isEnabled()
    alone.recipient.setText("Public Defender")
    assert alone.accept_button.isEnabled()
