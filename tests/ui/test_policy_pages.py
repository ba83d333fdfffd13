"""The Policies page: reading, comparing, writing, signing, files in and out, keyboard alone, and by role."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from window_parts import PASSPHRASES, OpenWindow, Wait, interactive, once_open

from expunge_desktop.domain.outcome import Role
from expunge_desktop.services.policies import add_policy, find_policy, find_text, list_policies
from expunge_desktop.services.policy_drafts import new_draft
from expunge_desktop.services.review import overview
from expunge_desktop.services.session import Session
from expunge_desktop.services.users import add_user
from expunge_desktop.ui.dialogs import PlainDialog
from expunge_desktop.ui.pages import policies as page_module
from expunge_desktop.ui.pages.office_dialogs import SignPolicyDialog
from expunge_desktop.ui.pages.policies import PoliciesPage
from expunge_desktop.ui.shell import Shell

LOS_ANGELES = "los-angeles-2020"


def open_policies(open_window: OpenWindow, workspace: Path, wait: Wait, user: str = "ada") -> PoliciesPage:
    """The page with the list and a policy shown."""
    shell: Shell = open_window(workspace, user)
    assert shell.view is not None
    shell.view.open_page("policies")
    page = shell.view.pages["policies"]
    assert isinstance(page, PoliciesPage)
    wait(lambda: page.view.shown is not None and shell.jobs.is_idle)
    return page


def session_of(page: PoliciesPage) -> Session:
    """The session of the page's window."""
    return page.context.session


def select(page: PoliciesPage, key: str, wait: Wait) -> None:
    """Select a policy by `name@version` and wait until it is shown."""
    page.list.selectRow([one.key for one in page.model.records].index(key))
    wait(lambda: page.view.shown is not None and page.view.shown.info.key == key)


def start_writing(page: PoliciesPage, wait: Wait) -> None:
    """Open the editor with the selected policy."""
    page.write_new()
    wait(lambda: page.is_writing and page.editor.checked is not None)


def test_a_policy_is_read_in_words_with_every_switch_and_what_is_behind_it(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = open_policies(open_window, workspace, wait)
    assert page.selected is not None
    assert page.selected.name == LOS_ANGELES, "the usual policy is shown first"
    said = page.view.toPlainText()
    assert "Signed off by Alexandra Example, adopted 01/15/2020" in said
    assert "the person is 50 years old or older on the evaluation date" in said
    assert "any: every conviction but infractions" in said
    assert "Dispute 14: Ten-year criterion" in said
    assert "SHA-256 of the text: " + page.selected.digest in said
    assert "Unconfirmed" not in said
    select(page, "sacramento@1", wait)
    said = page.view.toPlainText()
    assert "Unconfirmed: nobody has compared it" in said
    assert "Source. Public code of the 2019 pilot" in said
    states = {one.name: page.model.index(place, 2).data() for place, one in enumerate(page.model.records)}
    assert states["sacramento"] == "unconfirmed, not signed"
    assert states[LOS_ANGELES] == "signed 01/15/2020"


def test_two_policies_are_compared_in_words(open_window: OpenWindow, workspace: Path, wait: Wait) -> None:
    page = open_policies(open_window, workspace, wait)
    page.other.setCurrentIndex(page.other.findData("statute-only@1"))
    page.other.activated.emit(page.other.currentIndex())
    wait(lambda: "Differences from statute-only" in page.view.toPlainText())
    assert "what the statute gives and nothing more" in page.view.toPlainText()
    select(page, "statute-only@1", wait)
    wait(lambda: "They decide alike" in page.view.toPlainText())


def test_a_new_policy_is_written_checked_and_saved_as_a_version_of_its_own(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page = open_policies(open_window, workspace, wait)
    start_writing(page, wait)
    editor = page.editor
    assert editor.save_button.isEnabled(), "the draft has a name and a version that are free"
    assert "los-angeles-2020-office, version 1" in editor.problem.text
    text = editor.text.toPlainText()
    editor.text.setPlainText(text.replace("years: 50", "years: fifty"))
    assert not editor.save_button.isEnabled(), "nothing is saved that was not checked"
    wait(lambda: editor.checked is not None)
    line = editor.text.toPlainText()[: editor.text.toPlainText().index("fifty")].count("\n") + 1
    assert editor.text.marked_line == line
    assert editor.problem.text.startswith(f"Line {line}: age_50 needs years")
    assert not editor.save_button.isEnabled()
    qtbot.mouseClick(editor.line_button, Qt.MouseButton.LeftButton)
    assert editor.text.textCursor().blockNumber() == line - 1
    editor.text.setPlainText(text)
    wait(lambda: editor.save_button.isEnabled())
    assert editor.text.marked_line == 0
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    wait(lambda: not page.is_writing and "was saved" in page.notice.text)
    wait(lambda: page.selected is not None and page.selected.name == "los-angeles-2020-office")
    assert page.selected is not None
    assert (page.selected.version, page.selected.added_by, page.selected.is_signed) == ("1", "ada", False)
    assert find_text(session_of(page), "los-angeles-2020-office").text == text


def test_the_form_changes_one_value_of_the_text_and_follows_what_is_typed(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page = open_policies(open_window, workspace, wait)
    start_writing(page, wait)
    editor, before = page.editor, page.editor.text.toPlainText()
    editor.form.years["criteria", "age_50", "years"].setValue(45)
    wait(lambda: editor.checked is not None and editor.checked.policy is not None)
    box = editor.form.switches["ten_years_counts"]
    box.setCurrentIndex(box.findData("felony"))
    box.activated.emit(box.currentIndex())
    wait(lambda: editor.save_button.isEnabled())
    line = editor.form.texts["title"]
    line.selectAll()
    qtbot.keyClicks(line, "Our criteria: 45")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    wait(lambda: editor.save_button.isEnabled())
    after = editor.text.toPlainText()
    changed = [new for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert [one.split("#")[0].strip() for one in changed] == [
        'title: "Our criteria: 45"', "years: 45", "ten_years_counts: felony",
    ]  # fmt: skip
    editor.text.setPlainText(after.replace("years: 45", "years: 47"))
    wait(lambda: editor.form.years["criteria", "age_50", "years"].value() == 47)
    editor.text.setPlainText("name: [")
    wait(lambda: editor.checked is not None)
    assert not editor.form.widget().isEnabled(), "the fields wait while the text cannot be read"
    editor.text.undo()


def test_a_criterion_is_added_from_the_form_and_the_cursor_stands_at_it(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = open_policies(open_window, workspace, wait)
    start_writing(page, wait)
    editor = page.editor
    assert editor.form.criterion is not None
    box = editor.form.criterion
    box.setCurrentIndex(box.findData("years_since_conviction"))
    box.activated.emit(box.currentIndex())
    wait(lambda: ("criteria", "years_since_conviction", "years") in editor.form.years)
    wait(editor.save_button.isEnabled)
    assert editor.text.textCursor().block().text() == "  years_since_conviction:"
    assert QApplication.focusWidget() is editor.text
    assert editor.checked is not None
    assert editor.checked.policy is not None
    assert editor.checked.policy.criteria[-1].years == 10


def test_a_taken_version_and_a_shipped_name_are_named_in_their_line(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = open_policies(open_window, workspace, wait)
    session = session_of(page)
    add_policy(session, new_draft(session, LOS_ANGELES), "draft")
    start_writing(page, wait)
    editor = page.editor
    assert 'version: "2"' in editor.text.toPlainText(), "version 1 is taken"
    editor.text.setPlainText(editor.text.toPlainText().replace('version: "2"', 'version: "1"') + "# x\n")
    wait(lambda: editor.checked is not None)
    assert "is already in the workspace" in editor.problem.text
    lines = editor.text.toPlainText().splitlines()
    assert lines[editor.text.marked_line - 1].startswith("version:")
    editor.text.setPlainText(editor.text.toPlainText().replace("-office\n", "\n"))
    wait(lambda: editor.checked is not None)
    assert "comes with the program" in editor.problem.text
    assert lines[editor.text.marked_line - 1].startswith("name:")


def test_leaving_the_editor_asks_when_something_was_written(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = open_policies(open_window, workspace, wait)
    start_writing(page, wait)
    page.editor.cancel()
    assert not page.is_writing, "nothing was written: no question"
    start_writing(page, wait)
    page.editor.text.appendPlainText("# a remark")
    asked: list[str] = []

    def answer(dialog: QDialog, accepts: bool) -> None:
        assert isinstance(dialog, PlainDialog)
        asked.append(dialog.windowTitle())
        assert dialog.reject_button.isDefault(), "the safe answer is the default"
        dialog.accept() if accepts else dialog.reject()

    once_open(lambda dialog: answer(dialog, False))
    page.editor.cancel()
    assert page.is_writing
    once_open(lambda dialog: answer(dialog, True))
    page.editor.cancel()
    assert not page.is_writing
    assert asked == ["Leave without saving?"] * 2


def test_a_policy_is_signed_by_a_named_attorney(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page = open_policies(open_window, workspace, wait)
    session = session_of(page)
    text = new_draft(session, "statute-only")
    add_policy(session, text, "1")
    add_policy(session, text.replace("version: 1", 'version: "2"').replace('"1"', '"2"'), "2")
    page.refresh()
    wait(lambda: any(one.key == "statute-only-office@1" for one in page.model.records))
    select(page, "statute-only-office@1", wait)

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, SignPolicyDialog)
        qtbot.keyClicks(dialog._attorney, "Alexandra Example")
        dialog._adopted_on.setDate(QDate(2021, 9, 27))
        dialog.accept()

    once_open(fill_in)
    page.sign()
    wait(lambda: "is signed by Alexandra Example" in page.notice.text)
    signed = {one.key: (one.attorney, one.adopted_on) for one in list_policies(session)}
    assert signed["statute-only-office@1"] == ("Alexandra Example", "2021-09-27")
    assert signed["statute-only-office@2"] == ("", ""), "the version selected, and no other"
    wait(lambda: page.selected is not None and page.selected.is_signed)
    wait(lambda: "adopted 09/27/2021" in page.view.toPlainText())


def test_a_policy_goes_to_a_file_and_comes_back_through_the_editor(
    open_window: OpenWindow, workspace: Path, tmp_path: Path, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_policies(open_window, workspace, wait)
    out = tmp_path / "out.yaml"
    monkeypatch.setattr(page_module, "choose_new_file", lambda *_words: out)
    page.save_to_file()
    wait(lambda: "was written to out.yaml" in page.notice.text)
    text = out.read_text(encoding="utf-8")
    assert text == find_text(session_of(page), LOS_ANGELES).text
    page.save_to_file()
    wait(lambda: "exists already" in page.notice.text)
    ours = text.replace("name: los-angeles-2020", "name: ours").replace("title: Los", "title: Our Los")
    out.write_text(ours, encoding="utf-8")
    monkeypatch.setattr(page_module, "choose_file", lambda *_words: out)
    page.add_from_file()
    wait(lambda: page.is_writing and page.editor.save_button.isEnabled())
    assert page.editor.heading.text() == "Policy from out.yaml"
    page.editor.save()
    wait(lambda: not page.is_writing)
    assert find_policy(session_of(page), "ours").version == "1"
    monkeypatch.setattr(page_module, "choose_file", lambda *_words: tmp_path / "nowhere.yaml")
    page.add_from_file()
    wait(lambda: "nowhere.yaml cannot be read" in page.notice.text)


@pytest.mark.parametrize(
    ("role", "may_write", "may_sign"),
    [(Role.CLERK, False, False), (Role.REVIEWER, True, False), (Role.ADMINISTRATOR, False, False)],
)
def test_each_role_may_do_its_own_part(
    open_window: OpenWindow,
    workspace: Path,
    reopened: Callable[[Path], Session],
    wait: Wait,
    role: Role,
    may_write: bool,
    may_sign: bool,
) -> None:
    with reopened(workspace) as session:
        add_user(session, f"u-{role}", "an invented passphrase", frozenset({role}))
    PASSPHRASES[f"u-{role}"] = "an invented passphrase"
    page = open_policies(open_window, workspace, wait, f"u-{role}")
    assert page.new_button.isEnabled() is may_write
    assert page.file_button.isEnabled() is may_write
    assert page.sign_button.isEnabled() is may_sign
    assert page.save_button.isEnabled()


def test_writing_a_policy_with_the_keyboard_alone(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, wait: Wait
) -> None:
    page = open_policies(open_window, workspace, wait)
    assert QApplication.focusWidget() is page.list
    _tab_to(qtbot, page.new_button)
    qtbot.keyClick(page.new_button, Qt.Key.Key_Space)
    wait(lambda: page.is_writing and page.editor.checked is not None)
    assert QApplication.focusWidget() is page.editor.text
    qtbot.keyClick(page.editor.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.editor.text, "moon: full")
    wait(lambda: "moon is not known here" in page.editor.problem.text)
    qtbot.keyClick(page.editor.text, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.editor.text, Qt.Key.Key_F8)
    wait(lambda: page.editor.text.textCursor().blockNumber() + 1 == page.editor.text.marked_line > 1)
    for _ in "moon: full":
        qtbot.keyClick(page.editor.text, Qt.Key.Key_Delete)
    wait(page.editor.save_button.isEnabled)
    wanted = {one for one in interactive(page.editor) if one.isVisible() and one.isEnabled()}
    reached = _tab_to(qtbot, page.editor.text)
    missed = {one.accessibleName() for one in wanted - reached if one.focusPolicy() & Qt.FocusPolicy.TabFocus}
    assert missed == set()
    assert all(one.accessibleName() for one in wanted)
    qtbot.keyClick(page.editor.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: not page.is_writing and "was saved" in page.notice.text)


def test_a_batch_can_be_decided_under_the_newest_or_an_earlier_version(
    open_window: OpenWindow, workspace: Path, wait: Wait
) -> None:
    page = open_policies(open_window, workspace, wait)
    session = session_of(page)
    for place in range(2):
        start_writing(page, wait)
        page.editor.save()
        wait(lambda: not page.is_writing and page.context.jobs.is_idle)
        wait(lambda place=place: page.selected is not None and page.selected.version == str(place + 1))
    page.context.page_wanted.emit("import")
    importing = page.window().view.pages["import"]  # type: ignore[attr-defined]
    name = "los-angeles-2020-office"
    wait(lambda: importing.policy.findData(f"{name}@1") >= 0)
    assert importing.policy.itemText(importing.policy.findData(name)) == f"{name} (not signed)"
    assert "unconfirmed" in importing.policy.itemText(importing.policy.findData("sacramento"))
    importing.policy.setCurrentIndex(importing.policy.findData(f"{name}@1"))
    importing.start_assess()
    wait(lambda: "findings as of" in importing.notice.text)
    info = overview(session).assessment
    assert info is not None
    assert (info.policy_name, info.policy_version) == (name, "1")


def _tab_to(qtbot: QtBot, wanted: object) -> set[object]:
    """Press Tab until `wanted` has the keyboard; everything that had it on the way."""
    reached: set[object] = set()
    for _ in range(150):
        current = QApplication.focusWidget()
        qtbot.keyClick(current, Qt.Key.Key_Tab)
        current = QApplication.focusWidget()
        reached.add(current)
        if current is wanted:
            return reached
    raise AssertionError("Tab never gets there")
