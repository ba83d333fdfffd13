"""The dialog before anything leaves: the kind of recipient decides, and is explained."""

import pytest
from pytestqt.qtbot import QtBot

from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.ui.pages.what_if_export import ExportMoversDialog
from expunge_desktop.ui.release_dialog import ReleaseDialog
from expunge_desktop.ui.worksheet_dialog import WorksheetDialog

pytestmark = pytest.mark.gui
Kind = RecipientKind


def choose(dialog: ReleaseDialog, kind: Kind) -> None:
    """As a person does."""
    dialog.kind_choice.setCurrentIndex(dialog.kind_choice.findText(kind.value.capitalize()))
    assert dialog.kind is kind


def test_the_own_office_is_preset_and_nothing_is_withheld_from_it(qtbot: QtBot) -> None:
    dialog = ExportMoversDialog(None)
    qtbot.addWidget(dialog)
    assert dialog.told == ("own office", "internal review", Kind.OWN_OFFICE)
    assert dialog.accept_button.isEnabled()
    assert "nothing is withheld" in dialog.effect.text()


def test_another_kind_empties_what_was_preset_and_says_what_is_withheld(qtbot: QtBot) -> None:
    dialog = ExportMoversDialog(None)
    qtbot.addWidget(dialog)
    choose(dialog, Kind.RESEARCH)
    assert dialog.told == ("", "", Kind.RESEARCH)
    assert not dialog.accept_button.isEnabled()
    assert "date of birth (year only)" in dialog.effect.text()
    assert "PC 11144" in dialog.meaning.text()
    dialog.recipient.setText("A university")
    dialog.purpose.setText("a study")
    assert dialog.accept_button.isEnabled()


def test_what_was_written_for_a_recipient_of_one_s_own_choice_stays(qtbot: QtBot) -> None:
    dialog = ExportMoversDialog(None)
    qtbot.addWidget(dialog)
    dialog.recipient.setText("Kern County")
    choose(dialog, Kind.OTHER_PROSECUTOR)
    assert dialog.told == ("Kern County", "internal review", Kind.OTHER_PROSECUTOR)


@pytest.mark.parametrize("kind", [Kind.COURT, Kind.DEFENSE, Kind.RESEARCH, Kind.PUBLIC])
def test_what_may_not_go_out_cannot_be_accepted_and_says_why(qtbot: QtBot, kind: Kind) -> None:
    dialog = WorksheetDialog(1, None)
    qtbot.addWidget(dialog)
    choose(dialog, kind)
    dialog.recipient.setText("Somebody")
    dialog.purpose.setText("something")
    assert not dialog.accept_button.isEnabled()
    assert dialog.effect.text().startswith("Refused. ")
    choose(dialog, Kind.OTHER_PROSECUTOR)
    assert dialog.accept_button.isEnabled()


def test_every_kind_is_offered_and_has_an_accessible_name_and_meaning(qtbot: QtBot) -> None:
    dialog = ExportMoversDialog(None)
    qtbot.addWidget(dialog)
    assert dialog.kind_choice.count() == len(Kind)
    assert dialog.kind_choice.accessibleName() == "Kind of recipient"
    for kind in Kind:
        choose(dialog, kind)
        assert dialog.effect.text()
        assert dialog.meaning.text()
