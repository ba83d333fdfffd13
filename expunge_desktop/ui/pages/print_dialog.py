"""Asks how a paper is printed, who receives it and what for."""

from collections.abc import Sequence

from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QDialog, QSpinBox, QWidget

from expunge_desktop.services.filing_papers import FilingPapers
from expunge_desktop.services.masking import Export
from expunge_desktop.services.read_paper import PreviewPaper
from expunge_desktop.ui import theme
from expunge_desktop.ui.choose_files import system_print_dialog
from expunge_desktop.ui.form import FormGrid, button, combo, inset, label, named, row
from expunge_desktop.ui.page_printer import PrintOrder, prepare
from expunge_desktop.ui.release_dialog import ReleaseDialog
from expunge_desktop.ui.wording import plural

ONE_SIDED = "Papers filed with the court are printed on one side only (CRC 2.102)."
THIS, WHOLE = "this", "whole"


class PrintDialog(ReleaseDialog):
    """Printer, papers, pages and copies besides recipient and purpose; Letter paper always."""

    export = Export.PAPERS

    def __init__(
        self,
        papers: FilingPapers,
        paper: PreviewPaper,
        page: int,
        printers: Sequence[str],
        parent: QWidget | None,
    ) -> None:
        super().__init__(f"Print papers of {papers.filing_id}", "On Letter paper, always.", parent)
        self.accept_button.setText("Print")
        self._printer: QPrinter | None = None
        self.printers = combo("Printer")
        self.printers.addItems(list(printers))
        default = QPrinterInfo.defaultPrinterName() if printers else ""
        if default in printers:
            self.printers.setCurrentText(default)
        self.printers.currentIndexChanged.connect(lambda _place: self._forget_printer())
        self.system_button = button("More…", self._ask_system, tip="The system’s own print dialog")
        self.system_button.setEnabled(bool(printers))
        self.what = combo("What to print")
        self.what.addItem(f"This paper, {plural(paper.pages, 'page')}", THIS)
        self.what.addItem("Every paper of the packet", WHOLE)
        self.first, self.last = _box("From page", 1, paper.pages), _box("To page", 1, paper.pages)
        self.last.setValue(paper.pages)
        self.first.valueChanged.connect(self.last.setMinimum)
        self.page_button = button("Only this page", lambda: self._only(page))
        self.copies = _box("Copies", 1, 99)
        self.copies.setValue(papers.copies)
        self.two_sided = QCheckBox("Both sides, for copies that stay in the office")
        named(self.two_sided, self.two_sided.text(), ONE_SIDED)
        unconfirmed = "" if papers.is_confirmed else " (unconfirmed)"
        form = FormGrid()
        form.add("Printer", self.printers, beside=self.system_button)
        form.add("What to print", self.what)
        form.add("Copies", self.copies, help_text=f"As the profile “{papers.profile}” says{unconfirmed}.")
        self._pages = QWidget()
        self._pages.setLayout(
            row(label("From page"), self.first, label("to page"), self.last, self.page_button, 0)
        )
        self.body.insertWidget(0, form)
        self.body.insertWidget(1, self._pages)
        self.body.addSpacing(theme.S)
        self.body.addWidget(self.two_sided)
        self.body.addWidget(label(ONE_SIDED, "caption", wraps=True))
        self.missing = label("No printer is set up on this computer. Save the papers instead.", "strong")
        self.missing.setVisible(not printers)
        self.body.addWidget(self.missing)
        self.what.currentIndexChanged.connect(lambda _place: self._pages.setEnabled(not self.is_whole_packet))
        self._on_changed()

    @property
    def is_whole_packet(self) -> bool:
        """Every paper is printed, not only the one that is open."""
        return bool(self.what.currentData() == WHOLE)

    @property
    def order(self) -> PrintOrder:
        """Pages, copies and sides."""
        whole = self.is_whole_packet
        return PrintOrder(
            1 if whole else self.first.value(),
            0 if whole else self.last.value(),
            self.copies.value(),
            self.two_sided.isChecked(),
        )

    @property
    def printer_words(self) -> str:
        """The printer, as people are told."""
        return self.printers.currentText() or "the printer"

    @property
    def printer(self) -> QPrinter:
        """The printer chosen, on Letter paper."""
        if self._printer is None:
            self._printer = self._make_printer()
        return self._printer

    def _make_printer(self) -> QPrinter:
        info = QPrinterInfo.printerInfo(self.printers.currentText())
        return QPrinter(info, QPrinter.PrinterMode.HighResolution)

    def _forget_printer(self) -> None:
        self._printer = None
        self._on_changed()

    def _only(self, page: int) -> None:
        self.what.setCurrentIndex(0)
        self.first.setValue(page)
        self.last.setValue(page)

    def _ask_system(self) -> None:
        """Trays, paper types and the like; what it says of pages and copies comes back here."""
        prepare(self.printer, self.order)
        asked = system_print_dialog(self.printer, self)
        asked.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=True)
        asked.setMinMax(1, self.last.maximum())
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        kept = self.printer
        self.copies.setValue(kept.copyCount())
        self.two_sided.setChecked(kept.duplex() != QPrinter.DuplexMode.DuplexNone)
        if kept.printRange() == QPrinter.PrintRange.PageRange:
            self.first.setValue(kept.fromPage())
            self.last.setValue(kept.toPage())
        self.printers.blockSignals(True)
        self.printers.setCurrentText(kept.printerName())
        self.printers.blockSignals(False)

    def _on_changed(self) -> None:
        if hasattr(self, "printers"):
            self.accept_button.setEnabled(self.is_complete and self.printers.count() > 0)


def _box(name: str, least: int, most: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    inset(made)
    named(made, name)
    return made
