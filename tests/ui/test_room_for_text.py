"""Text finds its room: a key is shown whole, a long name does not widen the window, unseen marks are seen."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from test_nothing_stays_in_sight import convictions_of
from window_parts import EachDialog, OpenWindow, Wait

from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.ui.context import Topic
from expunge_desktop.ui.dialogs import PlainDialog, ask
from expunge_desktop.ui.form import label
from expunge_desktop.ui.pages import recovery_dialog
from expunge_desktop.ui.pages.recovery_dialog import RecoveryDialog
from expunge_desktop.ui.shown_text import shown

KEY = "7K3M-9QXW-2\nPZZS-KRN2-Z\n48XH-GR8R-9\nTTRW-0000-1"
HEAD = "person_id,last_name,first_name,date_of_birth,county,court_case_number,code_section,conviction_date"


def whole(dialog: RecoveryDialog) -> bool:
    """Every line of the key is inside its box, and the box inside the window."""
    lines = dialog.key.fontMetrics().lineSpacing() * len(KEY.splitlines())
    box = dialog.key.geometry()
    return box.height() >= lines and dialog.rect().contains(box)


def test_the_recovery_key_is_whole_whatever_is_said_beside_it(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, wait: Wait
) -> None:
    shell = open_window()
    for say in (
        lambda dialog: dialog.reject(),
        lambda dialog: dialog.notice.say("holds the key in clear. " * 12, "warning"),
        lambda dialog: dialog.resize(dialog.width(), 10),
    ):
        dialog = RecoveryDialog(KEY, "Invented County", "11/22/2026", shell)
        qtbot.addWidget(dialog)
        dialog.show()
        wait(lambda dialog=dialog: dialog.isVisible() and whole(dialog))  # type: ignore[misc]
        say(dialog)
        QApplication.processEvents()
        wait(lambda dialog=dialog: whole(dialog))  # type: ignore[misc]
        dialog.is_on_paper.setChecked(True)
        dialog.reject()


def test_a_key_printed_into_a_file_is_to_be_deleted(tmp_path: Path, qapp: QApplication) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    said, tone = recovery_dialog._sent(printer)
    assert ("delete the file" in said, tone) == (True, "warning")


def test_a_name_of_200_letters_does_not_widen_the_window(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    shell = open_window(workspace)
    shown_page = convictions_of(shell, wait)
    path = tmp_path / f"{'f' * 120}.csv"
    long, rest = "AbAb" * 50, "First,03/15/1960,LOS ANGELES"
    rows = [
        f"P1,Shortname,{rest},5TO01234,11357(B) HS,07/10/1995",
        f"P2,{long},{rest},{'5TO0' * 25},11357(B) HS,07/10/1995",
    ]
    path.write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    import_batch(shown_page.context.session, [path])
    shown_page.context.tell(Topic.BATCHES)
    wait(lambda: shell.jobs.is_idle)

    def widths(name: str) -> tuple[int, int]:
        shown_page.filters.search.setText(name[:40])
        wait(lambda: shown_page.detail.shown is not None and name in shown_page.detail.name.text())
        shown_page.detail.tabs.setCurrentIndex(1)
        wait(lambda: shown_page.detail.source.is_filled)
        QApplication.processEvents()
        return shell.minimumSizeHint().width(), shown_page.minimumSizeHint().width()

    short = widths("Shortname")
    assert widths(long) <= short
    assert shown_page.detail.width() < 1366
    assert long in shown_page.detail.name.toolTip()


def test_an_overlong_word_is_broken_into_lines_and_copied_whole(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    said = label("W" * 200, wraps=True)
    QVBoxLayout(holder).addWidget(said)
    holder.resize(300, 400)
    holder.show()
    assert holder.width() == 300 and holder.minimumSizeHint().width() < 300
    assert said.heightForWidth(260) > 4 * said.fontMetrics().lineSpacing()
    assert said.text() == "W" * 200


def test_marks_that_turn_the_text_are_shown_as_marks(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait
) -> None:
    assert shown("\u202eGNIRTS\u202c") == "⟨U+202E⟩GNIRTS⟨U+202C⟩"
    assert shown("a\u200bb\u00ad\u2066c") == "a⟨U+200B⟩b⟨U+00AD⟩⟨U+2066⟩c"
    assert shown("محمد بن\nعبد\u200c") == "محمد بن\nعبد\u200c", "letters of right to left stay"
    shell = open_window(workspace)
    page = convictions_of(shell, wait)
    path = tmp_path / "list.csv"
    row = "P1,\u202eGNIRTSY,First,03/15/1960,LOS ANGELES,5TO01234,11357(B) HS,07/10/1995"
    path.write_text(f"{HEAD}\n{row}\n", "utf-8")
    import_batch(page.context.session, [path])
    page.context.tell(Topic.BATCHES)
    wait(lambda: shell.jobs.is_idle)
    page.filters.search.setText("5TO01234")
    wait(lambda: page.detail.shown is not None and "GNIRTSY" in page.detail.name.text())
    wait(lambda: page.model.rowCount() == 1)
    page.detail.tabs.setCurrentIndex(1)
    wait(lambda: page.detail.source.is_filled)
    branch = page.detail.source.tree.topLevelItem(0)
    assert branch is not None
    drawn = (
        str(page.model.index(0, 0).data()),
        super(type(page.detail.name), page.detail.name).text(),
        branch.child(1).text(1),
    )
    for text in drawn:
        assert "⟨U+202E⟩GNIRTSY" in text and "\u202e" not in text


def test_enter_presses_the_button_that_has_the_keyboard(
    open_window: OpenWindow, qtbot: QtBot, each_dialog: EachDialog
) -> None:
    shell = open_window()

    asked: list[PlainDialog] = []

    def answer(dialog: PlainDialog) -> None:
        asked.append(dialog)
        assert QApplication.focusWidget() is dialog.reject_button
        if len(asked) == 1:
            qtbot.keyClick(dialog.reject_button, Qt.Key.Key_Tab)
            assert QApplication.focusWidget() is dialog.accept_button
            qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Return)
        else:
            qtbot.keyClick(dialog.reject_button, Qt.Key.Key_Return)
        if dialog.isVisible():
            dialog.reject()

    each_dialog(answer)
    assert ask(shell, "Really?", "It cannot be taken back.", "Do it")
    assert not ask(shell, "Really?", "It cannot be taken back.", "Do it")
