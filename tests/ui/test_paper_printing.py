"""Printing on paper, on a printer that writes a PDF, and read back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from window_parts import Answering, OpenWindow, Wait, make_papers, open_papers, read_document

from expunge_desktop.base.errors import CancelledError
from expunge_desktop.base.progress import SilentProgress
from expunge_desktop.documents.navigation import layout_of
from expunge_desktop.documents.raster import page_image
from expunge_desktop.services.filing_papers import make_document
from expunge_desktop.store.schema import release_log
from expunge_desktop.ui.page_printer import DOTS_PER_INCH, PrintOrder, prepare, print_pages
from expunge_desktop.ui.pages import print_dialog
from expunge_desktop.ui.pages.papers import PapersPage
from expunge_desktop.ui.pages.print_dialog import PrintDialog


@pytest.fixture
def page(open_window: OpenWindow, workspace: Path, wait: Wait) -> PapersPage:
    """The papers of one filing, the motion open."""
    return make_papers(open_papers(open_window(workspace), wait), wait)


def pdf_printer(path: Path) -> QPrinter:
    """A printer that writes a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    return made


def test_papers_are_printed_on_letter_upright_or_across_as_they_were_made(
    page: PapersPage, tmp_path: Path
) -> None:
    session = page.context.session
    motion = make_document(session, "F0001", "D1").files[0]
    exhibit = make_document(session, "F0001", "D5").files[0]
    target = tmp_path / "printed.pdf"
    drawn = print_pages(
        pdf_printer(target), (motion, exhibit), PrintOrder(last=2, copies=2), SilentProgress()
    )
    assert drawn == 8
    sizes = [tuple(round(length) for length in one) for one in layout_of(target.read_bytes()).sizes]
    assert sizes == [(612, 792), (612, 792), (792, 612), (792, 612)] * 2
    first, printed = page_image(motion.content, 0, 72), page_image(target.read_bytes(), 0, 72)
    assert (first.width, first.height) == (printed.width, printed.height)
    apart = sum(abs(a - b) for a, b in zip(first.pixels[::7], printed.pixels[::7], strict=False))
    assert apart / len(first.pixels[::7]) < 6, "the same page, line for line"


def test_only_the_pages_wanted_are_printed_at_three_hundred_dots(page: PapersPage, tmp_path: Path) -> None:
    paper = make_document(page.context.session, "F0001", "D2").files[0]
    target = tmp_path / "printed.pdf"
    assert print_pages(pdf_printer(target), (paper,), PrintOrder(3, 4), SilentProgress()) == 2
    assert len(layout_of(target.read_bytes()).sizes) == 2
    assert b"/Width 2550" in target.read_bytes()
    assert DOTS_PER_INCH == 300


class _TwoSided(QPrinter):
    """A printer that notes on which sides it is told to print; one that writes a file has but one."""

    def __init__(self) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.told: list[QPrinter.DuplexMode] = []

    def setDuplex(self, mode: QPrinter.DuplexMode) -> None:
        self.told.append(mode)


def test_one_sided_unless_it_is_asked_for(qapp: object) -> None:
    printer = _TwoSided()
    prepare(printer, PrintOrder())
    prepare(printer, PrintOrder(is_two_sided=True))
    assert printer.told == [QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexLongSide]
    assert printer.pageLayout().pageSize().id().name == "Letter"


class _Impatient(SilentProgress):
    """Cancelled at the second page."""

    def __init__(self) -> None:
        self.checks = 0

    def check(self) -> None:
        self.checks += 1
        if self.checks > 1:
            raise CancelledError("Printing")


def test_a_cancelled_printing_stops_at_the_next_page(page: PapersPage, tmp_path: Path) -> None:
    paper = make_document(page.context.session, "F0001", "D2").files[0]
    with pytest.raises(CancelledError):
        print_pages(pdf_printer(tmp_path / "printed.pdf"), (paper,), PrintOrder(), _Impatient())


def test_printing_asks_for_the_recipient_and_is_logged_before_the_first_page(
    page: PapersPage,
    wait: Wait,
    qtbot: QtBot,
    tmp_path: Path,
    answering: Answering,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read_document(page, "D1", wait)
    target = tmp_path / "printed.pdf"
    monkeypatch.setattr(
        "expunge_desktop.ui.pages.paper_printing.QPrinterInfo.availablePrinterNames", lambda: ["Front office"]
    )
    monkeypatch.setattr(print_dialog.PrintDialog, "_make_printer", lambda _self: pdf_printer(target))

    def answer(dialog: object) -> None:
        assert isinstance(dialog, PrintDialog)
        assert not dialog.two_sided.isChecked()
        assert "CRC 2.102" in print_dialog.ONE_SIDED
        assert dialog.copies.value() == 1, "as the court's profile says"
        dialog.recipient.setText("")
        assert not dialog.accept_button.isEnabled(), "nobody receives it"
        dialog.recipient.setText("Presiding judge")
        dialog.purpose.setText("courtesy copy")
        dialog.accept()

    answering(answer)
    qtbot.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    wait(lambda: "sent to Front office" in page.notice.text)
    assert page.preview.paper is not None
    assert f"{page.preview.paper.pages} pages" in page.notice.text
    assert len(layout_of(target.read_bytes()).sizes) == page.preview.paper.pages
    with page.context.session.read() as connection:
        logged = connection.execute(select(release_log)).all()
    assert [(one.recipient, one.purpose) for one in logged] == [("Presiding judge", "courtesy copy")]
    assert "D01-notice-of-motion.pdf" in logged[0].what


def test_without_a_printer_nothing_can_be_printed_and_it_is_said(page: PapersPage, qtbot: QtBot) -> None:
    assert page.reader.papers is not None
    assert page.preview.paper is not None
    dialog = PrintDialog(page.reader.papers, page.preview.paper, 1, (), page)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    assert "No printer" in dialog.missing.text()


def test_the_whole_packet_is_printed_and_logged_paper_by_paper(
    page: PapersPage, wait: Wait, tmp_path: Path, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "printed.pdf"
    monkeypatch.setattr(
        "expunge_desktop.ui.pages.paper_printing.QPrinterInfo.availablePrinterNames", lambda: ["Front office"]
    )
    monkeypatch.setattr(print_dialog.PrintDialog, "_make_printer", lambda _self: pdf_printer(target))
    monkeypatch.setattr("expunge_desktop.ui.page_printer.DOTS_PER_INCH", 36)  # this is about which, not how

    def answer(dialog: object) -> None:
        assert isinstance(dialog, PrintDialog)
        dialog.what.setCurrentIndex(1)
        assert dialog.order == PrintOrder()
        dialog.accept()

    answering(answer)
    page.print()
    wait(lambda: "sent to" in page.notice.text)
    with page.context.session.read() as connection:
        logged = [one.what for one in connection.execute(select(release_log)).all()]
    assert any("D01-notice-of-motion.pdf" in what for what in logged)
    assert any("D05-exhibit-a-confidential.pdf, D05-exhibit-a-public.pdf" in what for what in logged)
    assert not any("D08" in what or "D13" in what for what in logged), "on request only"
