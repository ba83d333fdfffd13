"""The rows a count was read from, as delivered: every heading, unknown ones too, and long values in full."""

from pathlib import Path

from PySide6.QtWidgets import QTreeWidgetItem
from window_parts import OpenWindow, Wait

from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.mappings import save_mapping
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.source_view import SourceView

NOTE = "The clerk was asked twice and found the plea form. " * 12
SHEET = f"""Defendant,Docket No,code_section,county,conviction date,Zone,SSN,What the clerk said
"QUIROZ, ALBA",5TO01234,11357(B) HS,LOS ANGELES,07/10/1995,SW-2,000-12-3456,{NOTE}
"""


def shown_rows(view: SourceView) -> dict[str, QTreeWidgetItem]:
    """Heading → the line of the first row's branch."""
    branch = view.tree.topLevelItem(0)
    assert branch is not None
    assert branch.isExpanded()
    return {branch.child(place).text(0): branch.child(place) for place in range(branch.childCount())}


def test_the_rows_of_a_case_list_show_unknown_columns_and_whole_notes(
    open_window: OpenWindow, empty_workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    sheet = tmp_path / "court.csv"
    sheet.write_text(SHEET, "utf-8")
    shell = open_window(empty_workspace)
    assert shell.session is not None
    save_mapping(shell.session, "court", {"Defendant": "full_name", "Docket No": "court_case_number"})
    import_batch(shell.session, [sheet], layout="court")
    assert shell.view is not None
    shell.view.open_page("convictions")
    page = shell.view.pages["convictions"]
    assert isinstance(page, ConvictionsPage)
    wait(lambda: page.detail.shown is not None)
    page.set_wide(True)
    page.detail.tabs.setCurrentWidget(page.detail.source)
    wait(lambda: page.detail.source.is_filled)
    lines = shown_rows(page.detail.source)
    assert lines["Docket No"].text(1) == "5TO01234"
    assert lines["Zone"].text(1) == "SW-2"
    assert "SSN" not in lines
    assert "000-12-3456" not in {line.text(1) for line in lines.values()}
    note = lines["What the clerk said"]
    assert note.text(1).strip() == NOTE.strip()
    tree = page.detail.source.tree
    one_line = tree.visualItemRect(lines["Zone"]).height()
    assert tree.visualItemRect(note).height() >= 3 * one_line, "a long value is read in full"
