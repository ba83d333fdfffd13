"""The dialog that asks what foreign headings mean: with the keyboard alone, never by accident."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, TIMEOUT_MS, Answering, OpenWindow, Wait, court_sheet, interactive

from expunge_desktop.services.field_words import CASE_LIST
from expunge_desktop.services.file_headings import FileHeadings, How, read_headings
from expunge_desktop.services.session import Session, open_session
from expunge_desktop.ui.pages.column_table import CHOSEN, KNOWN
from expunge_desktop.ui.pages.mapping_dialog import Answer, MappingDialog

DEFENDANT, BORN, CASE, CHARGE, CONVICTED, COUNTY, ZONE, SSN = range(8)
Make = Callable[..., MappingDialog]


@pytest.fixture
def session(empty_workspace: Path) -> Iterator[Session]:
    """Ada's session in an empty workspace."""
    with open_session(empty_workspace, "ada", PASSPHRASES["ada"]) as opened:
        yield opened


@pytest.fixture
def found(session: Session, tmp_path: Path) -> FileHeadings:
    """The headings of a court's sheet."""
    return read_headings(session, court_sheet(tmp_path / "court.csv"))


@pytest.fixture
def make(qapp: QApplication, qtbot: QtBot) -> Make:
    """Opens dialogs and closes them at the end."""

    def open_dialog(found: FileHeadings, names: tuple[str, ...] = (), **options: bool) -> MappingDialog:
        dialog = MappingDialog(found, names, "import", None, **options)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow, timeout=TIMEOUT_MS)
        return dialog

    return open_dialog


def test_guesses_are_chosen_before_and_marked_as_guesses(make: Make, found: FileHeadings) -> None:
    dialog = make(found)
    choices = dialog.columns.choices
    assert choices[CASE].field == "court_case_number"
    assert dialog.columns.known(CASE) == KNOWN[How.GUESS]
    assert (
        dialog.columns.item(CASE, 3).icon().pixmap(18).toImage()
        != dialog.columns.item(COUNTY, 3).icon().pixmap(18).toImage()
    ), "a guess has a sign besides its color"
    assert choices[CASE].accessibleName() == "Meaning of Docket No, guessed"
    assert "5TO01234" in choices[CASE].accessibleDescription()
    assert choices[COUNTY].field == "county"
    assert dialog.columns.known(COUNTY) == KNOWN[How.OWN_NAME]
    assert choices[ZONE].field == ""
    assert "5 meanings are guessed" in dialog.notice.text
    assert dialog.accept_button.isEnabled()


def test_private_numbers_are_neither_shown_nor_can_they_be_used(make: Make, found: FileHeadings) -> None:
    dialog = make(found)
    assert SSN not in dialog.columns.choices
    assert dialog.columns.item(SSN, 1).text() == ""
    assert dialog.columns.item(SSN, 2).text().startswith("Never kept")


def test_what_a_person_chooses_is_no_guess_any_more(make: Make, found: FileHeadings) -> None:
    dialog = make(found)
    dialog.columns.choices[BORN].choose("event_date")
    assert dialog.columns.known(BORN) == CHOSEN
    assert dialog.columns.choices[BORN].accessibleName() == "Meaning of DOB"
    assert "4 meanings are guessed" in dialog.notice.text
    assert dialog.fields["DOB"] == "event_date"


def test_missing_required_fields_are_named_and_stop_the_import(make: Make, found: FileHeadings) -> None:
    dialog = make(found)
    dialog.columns.choices[DEFENDANT].choose("")
    dialog.columns.choices[COUNTY].choose("")
    assert "Still missing: Last name (or Full name), County." in dialog.notice.text
    assert not dialog.accept_button.isEnabled()
    assert dialog.save_only_button.isEnabled(), "what was said so far can be kept"
    dialog.columns.choices[COUNTY].choose("county")
    dialog.columns.choices[DEFENDANT].choose("last_name")
    assert dialog.accept_button.isEnabled()


def test_one_field_for_two_columns_is_named_and_refused(make: Make, found: FileHeadings) -> None:
    dialog = make(found)
    dialog.columns.choices[ZONE].choose("court_case_number")
    assert dialog.notice.text == (
        "Case number is chosen for “Docket No” and “Zone”. Choose it for one of them."
    )
    assert not dialog.accept_button.isEnabled()
    assert not dialog.save_only_button.isEnabled()


def test_a_name_that_cannot_be_used_is_said_beside_it(make: Make, found: FileHeadings) -> None:
    dialog = make(found, ("Burbank",))
    assert dialog.name == "court"
    dialog.name_line.setText("doj")
    assert "the program knows by itself" in dialog.name_hint.text()
    assert not dialog.accept_button.isEnabled()
    dialog.name_line.setText("burbank")
    assert "takes its place" in dialog.name_hint.text()
    assert dialog.accept_button.isEnabled()


def test_the_wheel_scrolls_the_table_and_changes_no_meaning(make: Make, found: FileHeadings) -> None:
    dialog = make(found)
    for choice in dialog.columns.choices.values():
        before = choice.currentIndex()
        choice.setFocus()
        QApplication.sendEvent(
            choice,
            QWheelEvent(
                QPointF(5, 5), choice.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, -120),
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip
        assert choice.currentIndex() == before


def test_tab_visits_every_choice_then_the_name_and_the_buttons_and_scrolls(
    make: Make, found: FileHeadings, qtbot: QtBot
) -> None:
    dialog = make(found)
    dialog.resize(dialog.minimumSizeHint())
    reached = [QApplication.focusWidget()]
    assert reached[0] is dialog.columns.choices[DEFENDANT], "the keyboard begins at the first guess"
    for _ in range(40):
        focused = QApplication.focusWidget()
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is reached[0]:
            break
        reached.append(now)
        if isinstance(now, QComboBox):
            visible = dialog.columns.viewport().rect()
            assert visible.intersects(now.geometry()), "the row of the choice scrolls into view"
            assert dialog.meaning.text().startswith(now.currentText())
    wanted = [*dialog.columns.choices.values(), dialog.name_line]
    assert reached[: len(wanted)] == wanted
    assert {dialog.save_only_button, dialog.reject_button, dialog.accept_button} <= set(reached)


def test_the_keyboard_alone_changes_a_meaning_and_saves(
    make: Make, found: FileHeadings, qtbot: QtBot
) -> None:
    dialog = make(found)
    choice = dialog.columns.choices[DEFENDANT]
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.field == "last_name"
    qtbot.keyClicks(choice, "Full")
    assert choice.field == "full_name"
    dialog.name_line.setFocus()
    qtbot.keyClick(dialog.name_line, Qt.Key.Key_Return)
    assert dialog.result() == MappingDialog.DialogCode.Accepted
    assert dialog.answer == Answer.SAVE_AND_GO_ON


def test_every_choice_offers_every_field_with_a_sentence(make: Make, found: FileHeadings) -> None:
    choice = make(found).columns.choices[ZONE]
    assert [choice.itemData(place) for place in range(1, choice.count())] == [one.field for one in CASE_LIST]
    for one in CASE_LIST:
        choice.choose(one.field)
        assert choice.sentence.endswith(one.sentence)
        assert choice.sentence.startswith("Required.") == one.is_required
        spoken = choice.itemData(choice.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
        assert one.words in spoken
        assert one.sentence in spoken


def test_every_control_has_an_accessible_name(make: Make, found: FileHeadings) -> None:
    dialog = make(found, is_needed=False)
    assert dialog.accessibleName()
    controls = [*interactive(dialog), *dialog.columns.choices.values()]
    assert all(one.accessibleName().strip() for one in controls)
    assert {button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()} == {
        "Save only",
        "Import without it",
        "Cancel",
        "Save and import",
    }


def test_it_fits_a_small_screen_at_twice_the_size(make: Make, found: FileHeadings) -> None:
    dialog = make(found, is_needed=False)
    assert QSize(683, 384).expandedTo(dialog.minimumSizeHint()) == QSize(683, 384)
    dialog.resize(683, 384)
    inside = dialog.rect()
    for part in (dialog.accept_button, dialog.name_line, dialog.columns, dialog.without_button):
        corner = part.mapTo(dialog, part.rect().bottomRight())
        assert inside.contains(corner)


def test_the_opened_list_and_the_table_are_drawn_in_both_schemes(
    make: Make, found: FileHeadings, qtbot: QtBot
) -> None:
    from expunge_desktop.ui.theme import current_theme

    try:
        lightness = []
        for mode in ("light", "dark"):
            current_theme().set_mode(mode)
            dialog = make(found)
            picture = dialog.grab().toImage()
            lightness.append(picture.pixelColor(6, 6).lightness())
            choice = dialog.columns.choices[CASE]
            choice.showPopup()
            view = choice.view()
            qtbot.waitUntil(view.isVisible, timeout=TIMEOUT_MS)
            drawn = view.grab().toImage()
            shades = {drawn.pixelColor(x, y).lightness() for x in range(view.width()) for y in range(60)}
            assert max(shades) - min(shades) > 100, "the text of the list stands out"
            choice.hidePopup()
        assert lightness[0] - lightness[1] > 150
    finally:
        current_theme().set_mode("light")


def test_the_page_passes_a_whole_sheet_by_keyboard(
    open_window: OpenWindow,
    empty_workspace: Path,
    tmp_path: Path,
    wait: Wait,
    qtbot: QtBot,
    answering: Answering,
) -> None:
    shell = open_window(empty_workspace)
    assert shell.view is not None
    qtbot.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = shell.view.pages["import"]
    wait(lambda: page.policy.count() > 0 and shell.jobs.is_idle)  # type: ignore[attr-defined]
    page.files.add([court_sheet(tmp_path / "court.csv")])  # type: ignore[attr-defined]

    def by_keyboard(dialog: MappingDialog) -> None:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow, timeout=TIMEOUT_MS)
        for _ in range(40):
            if dialog.accept_button.hasFocus():
                break
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)

    answering(by_keyboard)
    page.import_button.setFocus()  # type: ignore[attr-defined]
    qtbot.keyClick(page.import_button, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    wait(lambda: page.notice.text.startswith("Imported 3 people"))
