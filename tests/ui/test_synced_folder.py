"""Writing into a folder that a cloud client copies: refused, or accepted once on a ground the audit keeps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import EachDialog, OpenWindow, Wait, open_custody

from expunge_desktop.base.errors import AnswerIsNoError
from expunge_desktop.services import audit_trail
from expunge_desktop.services.audit_trail import AuditFilter
from expunge_desktop.services.session import Session
from expunge_desktop.ui.pages import audit_tab as audit_module
from expunge_desktop.ui.pages import backups_tab as backups_module
from expunge_desktop.ui.pages import recovery_dialog as recovery_module
from expunge_desktop.ui.pages.audit_tab import AuditExportDialog
from expunge_desktop.ui.pages.custody_tabs import AUDIT, BACKUPS
from expunge_desktop.ui.pages.recovery_dialog import RecoveryDialog
from expunge_desktop.ui.place_dialog import PlaceDialog

GROUND = "County contract 2026-114 with the provider"


@pytest.fixture
def synced(tmp_path: Path) -> Path:
    """A folder a cloud client copies."""
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    return folder


def warned(session: Session) -> list[str]:
    """What the audit trail says of places."""
    return [
        one.payload for one in audit_trail.search(session, AuditFilter(verbs=frozenset({"place-warned"})))
    ]


def test_a_backup_goes_there_only_when_a_ground_and_the_word_are_given_and_each_time_anew(
    open_window: OpenWindow, workspace: Path, synced: Path, wait: Wait, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch, each_dialog: EachDialog,
) -> None:  # fmt: skip
    shell = open_window(workspace)
    assert shell.session is not None
    page = open_custody(shell, wait, BACKUPS)
    monkeypatch.setattr(backups_module, "choose_folder", lambda *_words: synced)
    is_accepting = [True, False]
    seen: list[PlaceDialog] = []

    def answer(dialog: Any) -> None:
        assert isinstance(dialog, PlaceDialog)
        seen.append(dialog)
        assert "Penal Code 11076" in dialog.accessibleDescription()
        assert "--place-accepted" not in dialog.accessibleDescription(), "nobody types options in a window"
        assert QApplication.focusWidget() is dialog.reject_button, "the safe answer is the default"
        if not is_accepting.pop(0):
            qtbot.keyClick(dialog.reject_button, Qt.Key.Key_Return)
            return
        dialog._word.setText("accept")
        assert not dialog.accept_button.isEnabled(), "a ground is needed"
        dialog._word.clear()
        dialog._ground.setText(GROUND)
        assert not dialog.accept_button.isEnabled(), "the word is needed"
        dialog._word.setFocus()
        qtbot.keyClicks(dialog._word, "accept")
        assert dialog.accept_button.isEnabled()
        qtbot.keyClick(dialog._word, Qt.Key.Key_Tab)
        while (at := QApplication.focusWidget()) is not dialog.accept_button:
            qtbot.keyClick(at, Qt.Key.Key_Tab)
        qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)

    each_dialog(answer)
    page.backups.back_up()
    wait(lambda: "was written and verified" in page.notice.text)
    assert len(list(synced.glob("*.expunge"))) == 1
    (told,) = warned(shell.session)
    assert GROUND in told
    wait(lambda: "Dropbox" in shell.view.notes.text)  # type: ignore[union-attr]
    page.backups.back_up()
    wait(lambda: "Nothing was written" in page.notice.text)
    assert len(seen) == 2, "an acceptance counts once"
    assert "--place-accepted" not in page.notice.text
    assert len(list(synced.glob("*.expunge"))) == 1
    assert len(warned(shell.session)) == 1


def test_an_export_of_the_trail_goes_there_on_the_same_terms(
    open_window: OpenWindow, workspace: Path, synced: Path, wait: Wait,
    monkeypatch: pytest.MonkeyPatch, each_dialog: EachDialog,
) -> None:  # fmt: skip
    shell = open_window(workspace)
    assert shell.session is not None
    page = open_custody(shell, wait, AUDIT)
    out = synced / "trail.csv"
    monkeypatch.setattr(audit_module, "choose_new_file", lambda *_words: out)
    decided = [False, True]

    def answer(dialog: Any) -> None:
        if isinstance(dialog, AuditExportDialog):
            dialog.purpose.setText("weekly look")
            dialog.accept()
            return
        dialog._ground.setText(GROUND)
        dialog._word.setText("ACCEPT")
        (dialog.accept if decided.pop(0) else dialog.reject)()

    each_dialog(answer)
    page.audit.export()
    wait(lambda: "Nothing was written" in page.notice.text)
    assert list(synced.iterdir()) == []
    assert warned(shell.session) == []
    page.audit.export()
    wait(lambda: "written to trail.csv" in page.notice.text)
    assert out.is_file()
    assert GROUND in warned(shell.session)[0]


def test_an_acceptance_reaches_no_other_folder_and_ends_with_the_writing(
    synced: Path, workspace: Path, reopened: Callable[[Path], Session]
) -> None:
    with reopened(workspace) as session:
        places = session.places
        with places.accepting(synced / "set", GROUND):
            assert places.ground_for(synced / "set" / "D1.pdf") == GROUND
            assert places.ground_for(synced / "other.csv") == ""
        assert places.ground_for(synced / "set") == ""
        with pytest.raises(AnswerIsNoError, match="needs a ground"), places.accepting(synced, " \n"):
            pass
        assert places.accepted == {}


def test_the_recovery_key_is_not_saved_there_at_all(
    open_window: OpenWindow, synced: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = RecoveryDialog("7K3M-9QXW-2", "Invented County", "11/22/2026", open_window())
    qtbot.addWidget(dialog)
    monkeypatch.setattr(recovery_module, "choose_new_file", lambda *_words: synced / "sheet.pdf")
    dialog.save()
    assert "Print the sheet, or save it on a stick." in dialog.notice.text
    assert list(synced.iterdir()) == []
