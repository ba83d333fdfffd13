"""The window speaks of its own pages and fields; what was said of one page is not said on the next."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_parts import AS_OF, POLICY, OpenWindow, Wait, open_custody, open_papers

import expunge_desktop
from expunge_desktop.base.errors import UsageError
from expunge_desktop.services.assess_batch import assess
from expunge_desktop.services.filing_papers import FilingPaper, PaperState
from expunge_desktop.services.import_batch import import_batch
from expunge_desktop.services.make_filing import make_filing
from expunge_desktop.services.office import office_toml, set_office
from expunge_desktop.services.own_passphrase import PASSPHRASE_ADVICE
from expunge_desktop.services.release_filing import FilingInfo
from expunge_desktop.services.session import open_session
from expunge_desktop.ui.notice import Notice
from expunge_desktop.ui.pages.custody_tabs import RETENTION
from expunge_desktop.ui.pages.office_dialogs import UserDialog
from expunge_desktop.ui.pages.paper_list import PaperLine
from expunge_desktop.ui.pages.papers_words import made_sentence, release_sentence
from expunge_desktop.ui.pages.restore_dialog import RestoreDialog
from expunge_desktop.ui.pages.unlock import UnlockPage
from expunge_desktop.ui.window_words import window_words
from expunge_desktop.vault.passphrase import SHORTEST_PASSPHRASE

SOURCES = Path(expunge_desktop.__file__).parent
OF_THE_COMMAND_LINE = re.compile(r"(?<![\w-])--[a-z]|`expunge-desktop")


def said_by(call: ast.Call) -> list[str]:
    """The sentences an error is made of; what is filled in later stands as `X`."""
    filled = [part for part in ast.walk(call) if isinstance(part, ast.JoinedStr)]
    pieces = {id(piece) for part in filled for piece in part.values}
    said = [
        "".join(one.value if isinstance(one, ast.Constant) else "X" for one in part.values) for part in filled
    ]
    for part in ast.walk(call):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in pieces:
            said.append(part.value)
    return said


def refusals() -> list[str]:
    found = []
    for folder in ("services", "ingest", "store", "vault", "documents"):
        for path in (SOURCES / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error"):
                    found += said_by(node)
    return found


def test_no_refusal_in_the_window_speaks_of_an_option_of_the_command_line() -> None:
    told = [one for one in refusals() if OF_THE_COMMAND_LINE.search(one)]
    assert told, "the search finds them"
    assert not {one for one in told if OF_THE_COMMAND_LINE.search(window_words(one))}


def test_a_notice_advises_in_the_words_of_the_window(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    advice = "Leave --layout out, or use --layout doj."
    notice.say_error(UsageError("x", "It looks like a case list.", advice))
    assert "--" not in notice.text and "“Automatic” under Layout" in notice.text


def test_a_notice_goes_when_its_page_is_left(open_window: OpenWindow, workspace: Path) -> None:
    view = open_window(workspace).view
    assert view is not None
    page = view.pages["papers"]
    view.open_page("papers")
    page.notice.say("F0001 is released.", "success")
    view.open_page("overview")
    view.open_page("papers")
    assert page.notice.text == ""


def test_who_approves_is_told_how_many_rows_no_attorney_decided() -> None:
    filing = FilingInfo("F0001", "", "prepared", 994, "", "", "ada", "", undecided=900)
    assert "No attorney has decided 900 of its 994 rows" in release_sentence(filing, "ben")
    decided = FilingInfo("F0001", "", "prepared", 994, "", "", "ada", "")
    assert "No attorney" not in release_sentence(decided, "ben")


def test_forms_say_beforehand_how_long_a_passphrase_is(qtbot: QtBot) -> None:
    assert f"At least {SHORTEST_PASSPHRASE} characters" in PASSPHRASE_ADVICE
    dialog = UserDialog(None)
    qtbot.addWidget(dialog)
    assert PASSPHRASE_ADVICE in dialog.pair.first.accessibleDescription()


def test_a_refused_first_passphrase_is_typed_again_hidden(
    open_window: OpenWindow, tmp_path: Path, wait: Wait
) -> None:
    shell = open_window()
    page = shell.findChild(UnlockPage)
    assert page is not None
    page.show_form(1)
    page.new_path.setText(str(tmp_path / "new.expunge"))
    page.county.setCurrentIndex(1)
    page.new_user.setText("ada")
    for field in (page.new_passphrase, page.new_again):
        field.line.setText("short")
        field._show.setChecked(True)
    page.create_button.setFocus()
    page.create_now()
    wait(lambda: "at least" in page.notice.text)
    assert QApplication.focusWidget() is page.new_passphrase.line
    assert page.new_passphrase.line.echoMode() == page.new_passphrase.line.EchoMode.Password


@pytest.mark.parametrize("days", [0, 60])
def test_a_term_another_user_set_is_told_when_the_tab_is_shown(
    open_window: OpenWindow, workspace: Path, wait: Wait, days: int
) -> None:
    shell = open_window(workspace)
    tab = open_custody(shell, wait, RETENTION).retention
    wait(lambda: "has set no term" in tab.state.text())
    with open_session(workspace, "ben", "ben invented passphrase") as other:
        set_office(other, f"{office_toml(other)}\n[retention]\npurge_after_days = {days}\n")
    assert shell.view is not None
    shell.view.open_page("overview")
    open_custody(shell, wait, RETENTION)
    wait(lambda: "destroys sealed convictions" in tab.state.text())
    assert ("the day the court sealed them" if days == 0 else "60 days after the sealing") in tab.state.text()


def test_a_restore_proposes_a_name_that_is_free(
    open_window: OpenWindow, workspace: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    jobs = open_window().jobs
    dialog = RestoreDialog(str(workspace), "ada", jobs, None)
    qtbot.addWidget(dialog)
    assert Path(dialog.place.text()) == workspace.with_stem(f"{workspace.stem} restored")
    gone = tmp_path / "gone.expunge"
    other = RestoreDialog(str(gone), "ada", jobs, None)
    qtbot.addWidget(other)
    assert other.place.text() == str(gone)


def test_a_paper_that_nobody_printed_is_not_called_printed() -> None:
    paper = FilingPaper("D1", "Notice of motion", PaperState.PRINTED)
    assert PaperLine(paper, "D1").state == "ready"


def test_names_that_no_paper_can_print_are_told_when_the_papers_are_made(
    open_window: OpenWindow, workspace: Path, wait: Wait, tmp_path: Path
) -> None:
    page = open_papers(open_window(workspace), wait)
    session = page.context.session
    path = tmp_path / "list.csv"
    head = "person_id,last_name,first_name,date_of_birth,county,court_case_number,code_section,offense_level"
    row = "P1,محمد,First,03/15/1960,LOS ANGELES,5TO01234,11357(B) HS,M,01/10/1995,07/10/1995"
    path.write_text(f"{head},offense_date,conviction_date\n{row}\n", "utf-8")
    import_batch(session, [path])
    assess(session, POLICY, AS_OF)
    (made,) = make_filing(session)
    (told,) = made.unprintable
    assert f"{made.id}: the name in row {told} has letters no paper can print" in made_sentence([made])
