"""Documents attached to a decision: named where the decision is, read in the window, saved as a release."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from test_locking import lock_of, unlock, visible_words
from test_nothing_stays_in_sight import convictions_of
from window_parts import PASSPHRASES, EachDialog, OpenWindow, Wait, once_open

from expunge_desktop.domain.outcome import DecisionAction
from expunge_desktop.domain.recipient import RecipientKind
from expunge_desktop.services.audit_trail import rows as audit_rows
from expunge_desktop.services.decide_conviction import decide
from expunge_desktop.services.evidence import read_attachment
from expunge_desktop.services.session import open_session
from expunge_desktop.ui.context import Topic
from expunge_desktop.ui.pages.attached_papers import AttachedPapers, SaveDocumentDialog
from expunge_desktop.ui.pages.convictions import ConvictionsPage
from expunge_desktop.ui.pages.paper_window import PaperWindow

SHORT = "record.pdf"
LONG = f"certified docket of the superior court, {'and its minutes, ' * 9}all pages.pdf"
GROUND = "A prior within 667(e)(2)(C)(iv)."


def written(path: Path, text: str, pages: int) -> Path:
    """A PDF of these pages."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for number in range(pages):
        canvas.drawString(72, 700, f"{text}, sheet {number + 1}")
        canvas.showPage()
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return path


@pytest.fixture
def given(tmp_path: Path) -> tuple[Path, Path]:
    """Two documents as somebody scanned them, one with a long name."""
    folder = tmp_path / "scanned"
    folder.mkdir()
    return written(folder / SHORT, "Invented record", 2), written(folder / LONG, "Invented docket", 3)


@pytest.fixture
def page(open_window: OpenWindow, workspace: Path, given: tuple[Path, Path], wait: Wait) -> ConvictionsPage:
    """The list; its first conviction is opposed with two documents, its decisions are in front."""
    shown = convictions_of(open_window(workspace), wait)
    session, first = shown.context.session, shown.model.id_at(0)
    assert first is not None
    papers = [read_attachment(one) for one in given]
    decide(session, first, DecisionAction.CHALLENGE, None, GROUND, evidence=papers)
    shown.context.tell(Topic.DECISIONS)
    wait(lambda: shown.detail.remarks.attached.choice.count() == 2 and shown.context.jobs.is_idle)
    shown.detail.tabs.setCurrentWidget(shown.detail.remarks)
    return shown


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """A test that fails leaves no window behind."""
    yield
    for one in QApplication.topLevelWidgets():
        if isinstance(one, PaperWindow) and one.isVisible():
            one.reject()


def attached(page: ConvictionsPage) -> AttachedPapers:
    return page.detail.remarks.attached


def audited(page: ConvictionsPage, verb: str) -> list[Any]:
    return [row for row in audit_rows(page.context.session) if row[3] == verb]


def open_papers_of(page: ConvictionsPage) -> list[PaperWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, PaperWindow) and one.isVisible()]


def test_documents_are_named_under_their_decision_and_the_line_is_there_only_then(
    page: ConvictionsPage, wait: Wait
) -> None:
    told = page.detail.remarks.list.toPlainText()
    assert f"{GROUND}\nAttached: {SHORT}, 2 pages\nAttached: {LONG}, 3 pages" in told
    line = attached(page)
    assert line.isVisible()
    assert [line.choice.itemText(at).partition(" (")[0] for at in range(2)] == [
        f"{SHORT}, 2 pages", f"{LONG}, 3 pages",
    ]  # fmt: skip
    line.choice.setCurrentIndex(1)
    assert line.choice.toolTip() == line.choice.currentText()
    assert line.choice.fontMetrics().horizontalAdvance(LONG) > line.choice.width(), "elided"
    assert (
        line.save_button.mapTo(page.detail, line.save_button.rect().bottomRight()).x() < page.detail.width()
    )
    page.view.selectRow(1)
    wait(lambda: page.detail.shown is not None and page.detail.shown.row.id == page.model.id_at(1))
    assert not line.isVisible() and line.choice.count() == 0
    assert "Attached" not in page.detail.remarks.list.toPlainText()


def test_a_document_is_read_by_keyboard_alone_audited_and_written_nowhere(
    page: ConvictionsPage, given: tuple[Path, Path], qtbot: QtBot, wait: Wait, tmp_path: Path
) -> None:
    line = attached(page)
    before = sorted(one for one in tmp_path.rglob("*") if one.is_file())
    seen: dict[str, object] = {}

    def look(window: Any) -> None:
        wait(lambda: window.preview.is_shown)
        paper = window.preview.paper
        seen["same"] = paper.content == given[1].read_bytes()
        seen["name"] = window.name.text(), window.name.toolTip()
        seen["elided"] = window.name.drawn.endswith("…") and window.name.drawn != LONG
        picture = window.preview.canvas.picture.toImage()
        places = ((x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3))
        seen["inks"] = len({picture.pixel(x, y) for x, y in places}) > 3
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
        wait(lambda: window.preview.page == 2)
        qtbot.keyClick(window.preview.page_box, Qt.Key.Key_Return)
        seen["open"] = window.isVisible()
        qtbot.keyClick(window, Qt.Key.Key_Escape)

    once_open(look, PaperWindow)
    line.choice.setFocus()
    qtbot.keyClick(line.choice, Qt.Key.Key_Down)
    page.detail.remarks.list.setFocus()
    qtbot.keyClick(page.detail.remarks.list, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    wait(lambda: "open" in seen and not open_papers_of(page))
    assert seen == {
        "same": True, "name": (LONG, LONG), "elided": True, "inks": True, "open": True,
    }  # fmt: skip
    wait(lambda: page.context.jobs.is_idle)
    looked = [row[4] for row in audited(page, "view-evidence")]
    assert looked == [hashlib.sha256(given[1].read_bytes()).hexdigest()]
    assert sorted(one for one in tmp_path.rglob("*") if one.is_file()) == before
    assert line.isVisible() and line.choice.currentIndex() == 1


def test_a_document_is_saved_to_whoever_is_named_and_logged(
    page: ConvictionsPage,
    given: tuple[Path, Path],
    wait: Wait,
    tmp_path: Path,
    each_dialog: EachDialog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "given out.pdf"
    monkeypatch.chdir(tmp_path)
    met: list[str] = []

    def answer(dialog: Any) -> None:
        met.append(type(dialog).__name__)
        if isinstance(dialog, SaveDocumentDialog):
            for kind in (RecipientKind.PUBLIC, RecipientKind.RESEARCH):
                dialog.kind_choice.setCurrentIndex(dialog.kind_choice.findData(kind))
                dialog.recipient.setText("Somebody")
                dialog.purpose.setText("request")
                assert not dialog.accept_button.isEnabled() and "Refused." in dialog.effect.text()
            dialog.kind_choice.setCurrentIndex(dialog.kind_choice.findData(RecipientKind.DEFENSE))
            dialog.recipient.setText("Public Defender")
            assert dialog.accept_button.isEnabled() and not dialog.person.isVisible()
            dialog.accept()
        elif isinstance(dialog, QFileDialog):
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            line.setText(str(out.with_suffix("")))
            dialog.accept()

    each_dialog(answer)
    attached(page).save_button.click()
    wait(out.exists)
    wait(lambda: out.name in page.detail.notice.text and page.context.jobs.is_idle)
    assert met == ["SaveDocumentDialog", "QFileDialog"]
    assert out.read_bytes() == given[0].read_bytes()
    with page.context.session.read() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM release_log").all()
    assert (row.recipient, row.recipient_kind, row.purpose, row.files, row.sha256) == (
        "Public Defender", "defense", "request", out.name, hashlib.sha256(out.read_bytes()).hexdigest(),
    )  # fmt: skip


def test_a_place_that_is_taken_is_refused_and_keeps_what_it_holds(
    page: ConvictionsPage, wait: Wait, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.pdf"
    taken.write_bytes(b"somebody's own")
    line = attached(page)
    one = line._documents[0]
    line.save_to(taken, one, "own office", "internal review", RecipientKind.OWN_OFFICE)
    wait(lambda: "taken.pdf" in page.detail.notice.text)
    assert taken.read_bytes() == b"somebody's own"


def test_a_locked_window_shows_nothing_of_the_document_that_is_being_read(
    page: ConvictionsPage, qtbot: QtBot, wait: Wait
) -> None:
    shell: Any = page.window()
    done: list[str] = []

    def look(window: Any) -> None:
        wait(lambda: window.preview.is_shown)
        assert LONG in visible_words() and "page 1 of 3" in visible_words()
        pictures = [window.grab().toImage()]
        shell.lock()
        told = visible_words()
        assert LONG not in told and SHORT not in told and "page 1 of 3" not in told
        assert not window.preview.isVisible() and not window.name.isVisible()
        pictures.append(window.grab().toImage())
        assert pictures[0] != pictures[1]
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        assert window.isVisible(), "keys end at the lock"
        assert lock_of(shell).isVisible()
        unlock(shell, qtbot, wait)
        assert window.preview.is_shown and window.name.isVisible()
        window.reject()
        done.append("looked")

    once_open(look, PaperWindow)
    attached(page).choice.setCurrentIndex(1)
    attached(page).read_button.click()
    wait(lambda: bool(done) and not open_papers_of(page))


@pytest.mark.parametrize("way", ["sealed", "selected"])
def test_what_is_being_read_closes_with_its_conviction(page: ConvictionsPage, wait: Wait, way: str) -> None:
    kept: list[Any] = []

    def look(window: Any) -> None:
        wait(lambda: window.preview.is_shown)
        kept.append(window.preview)
        if way == "sealed":
            page.context.tell(Topic.HIDDEN)
        else:
            page.detail.show_conviction(None)

    once_open(look, PaperWindow)
    attached(page).read_button.click()
    wait(lambda: bool(kept) and not open_papers_of(page))
    assert attached(page)._window is None


def test_a_document_gone_meanwhile_is_told_and_no_window_opens(page: ConvictionsPage, wait: Wait) -> None:
    line = attached(page)
    line._documents = tuple(replace(one, sha256="0" * 64) for one in line._documents)
    line.read_button.click()
    wait(lambda: "No attached document has" in page.detail.notice.text)
    assert open_papers_of(page) == []


def test_a_reader_of_before_the_decision_sees_the_line_once_it_is_made_elsewhere(
    open_window: OpenWindow, workspace: Path, given: tuple[Path, Path], wait: Wait
) -> None:
    """Another program attaches a document; the page shows it when it comes to the front again."""
    shown = convictions_of(open_window(workspace), wait)
    first = shown.model.id_at(0)
    assert first is not None
    assert not attached(shown).isVisible() and attached(shown).choice.count() == 0
    with open_session(workspace, "ben", PASSPHRASES["ben"]) as ben:
        paper = [read_attachment(given[0])]
        decide(ben, first, DecisionAction.CHALLENGE, None, GROUND, evidence=paper)
    shown.activate()
    wait(lambda: attached(shown).choice.count() == 1)
    shown.detail.tabs.setCurrentWidget(shown.detail.remarks)
    assert attached(shown).isVisible()
